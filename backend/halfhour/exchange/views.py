"""What answers show of imports, and how they are listed."""

from sqlalchemy import bindparam, exists, select, update

from ..core.db import Query, table_of
from ..core.jobs import JOB
from ..core.views import Listing, View
from .models import Import, ImportFile, ImportRow
from .schemas import ImportBrief, ImportRead

IMPORT, FILE, ROW = table_of(Import), table_of(ImportFile), table_of(ImportRow)

_failed = (
    exists()
    .where(
        JOB.c.id == IMPORT.c.job_id,
        JOB.c.owner_id == IMPORT.c.owner_id,
        JOB.c.due_at.is_(None),
        JOB.c.error.is_not(None),
    )
    .correlate(IMPORT)
)
IMPORTS = View(Import, ImportRead, extra={"failed": _failed, "progress": IMPORT.c.total})
_BRIEFS = View(Import, ImportBrief, extra={"failed": _failed, "progress": IMPORT.c.total})
IMPORT_LIST = Listing(_BRIEFS, sorts={"updated_at": IMPORT.c.updated_at}, default="-updated_at")

FILE_OF = Query(
    select(FILE.c.packed, FILE.c.statuses).where(
        FILE.c.owner_id == bindparam("owner_id"), FILE.c.import_id == bindparam("import_id")
    )
)
OUTCOMES = Query(
    select(ROW.c.row, ROW.c.outcome, ROW.c.contact_id).where(
        ROW.c.owner_id == bindparam("owner_id"),
        ROW.c.import_id == bindparam("import_id"),
        ROW.c.row >= bindparam("first"),
        ROW.c.row <= bindparam("last"),
    )
)
RESTATE = Query(
    update(FILE)
    .where(FILE.c.owner_id == bindparam("owner"), FILE.c.import_id == bindparam("import_id"))
    .values(statuses=bindparam("statuses"))
)
