"""How far a batch has come, told to others while its own transaction is still open.

On PostgreSQL it is a row written through a second connection, since the worker may be another process. On SQLite one
process does everything and a second writer would wait for the first, so it is remembered in memory.
"""

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from ..core.db import Query, table_of
from ..core.engine import Database
from ..core.store import Store
from .models import AccountImport, ImportProgress

_TABLE, _ACCOUNTS = table_of(ImportProgress), table_of(AccountImport)
_HEARD = Query(
    select(_TABLE.c.done).where(
        _TABLE.c.owner_id == bindparam("owner_id"), _TABLE.c.import_id == bindparam("import_id")
    )
)
_TELL = Query(
    insert(_TABLE)
    .values({column.name: bindparam(column.name) for column in _TABLE.c})
    .on_conflict_do_update(index_elements=[_TABLE.c.owner_id, _TABLE.c.import_id], set_={"done": bindparam("done")})
)
_told: dict[tuple[str, str], int] = {}


def tell(database: Database, owner: str, import_id: str, done: int) -> None:
    """Say that so many rows are done."""
    if database.sqlite:
        _told[owner, import_id] = done
        return
    with database.writing(owner) as connection:
        connection.run(_TELL, {"owner_id": owner, "import_id": import_id, "done": done})


def heard(store: Store, import_id: str) -> int:
    """How many rows were last said to be done."""
    if store.database.sqlite:
        return _told.get((store.owner, import_id), 0)
    row = store.row(_HEARD, import_id=import_id)
    return int(row[0]) if row else 0


def forget(store: Store, import_id: str) -> None:
    """The batch is kept: its own row says so from now on."""
    _told.pop((store.owner, import_id), None)


_ACCOUNT_DONE = Query(
    update(_ACCOUNTS)
    .where(_ACCOUNTS.c.owner_id == bindparam("owner"), _ACCOUNTS.c.id == bindparam("which"))
    .values(done=bindparam("done"))
)


def tell_account(database: Database, owner: str, account_import_id: str, done: int) -> None:
    """Say that so many rows of a whole account are done."""
    if database.sqlite:
        _told[owner, account_import_id] = done
        return
    with database.writing(owner) as connection:
        connection.run(_ACCOUNT_DONE, {"owner": owner, "which": account_import_id, "done": done})


def heard_of_account(store: Store, account_import_id: str, done: int) -> int:
    """How many rows of a whole account were last said to be done; `done` is what its own row says."""
    return _told.get((store.owner, account_import_id), done)
