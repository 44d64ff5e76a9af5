"""What answers show of rehearsals, and how they are listed."""

from sqlalchemy import bindparam

from ..core.db import table_of
from ..core.views import Listing, View
from .models import Rehearsal
from .schemas import RehearsalRead

REHEARSAL = table_of(Rehearsal)

REHEARSALS = View(Rehearsal, RehearsalRead)
REHEARSAL_LIST = Listing(
    REHEARSALS,
    sorts={"started_at": REHEARSAL.c.started_at},
    default="-started_at",
    filters={"interview_id": REHEARSAL.c.interview_id == bindparam("interview_id")},
).of("interview_id")
