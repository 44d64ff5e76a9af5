"""What is done once an hour, by whichever worker comes first: bins are emptied, old answers and jobs forgotten."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Table, bindparam, delete, select
from sqlmodel import SQLModel

from . import files, idempotency
from .db import Query, table_of
from .engine import Database
from .errors import Unauthorized
from .feed import Feed
from .store import BIN_DAYS, Store, writing
from .worker import Jobs

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
_OWNERS = Query(select(table_of(Feed).c.owner_id))


def owners(database: Database) -> list[str]:
    """Everybody who keeps something here."""
    with database.reading() as connection:
        return [owner for (owner,) in connection.rows(_OWNERS, {})]


def clean(database: Database) -> None:
    """Empty every bin of what has lain in it for 30 days, with its files, and forget what is of no more use."""
    for owner in owners(database):
        try:
            with writing(database, owner) as store:
                empty_bin(store)
                idempotency.forget_old(store)
        except Unauthorized:
            log.info("an account was deleted meanwhile")
    Jobs(database, {}).sweep()
    files.sweep(database)


def empty_bin(store: Store) -> None:
    """Delete for good what was put into the bin 30 days ago; its parts go with it."""
    for table in _binned():
        gone = Query(
            delete(table).where(
                table.c.owner_id == bindparam("owner_id"),
                table.c.deleted_at < bindparam("before", type_=table.c.deleted_at.type),
            )
        )
        store.connection.run(gone, {"owner_id": store.owner, "before": store.now - timedelta(days=BIN_DAYS)})


def _binned() -> Iterator[Table]:
    return (table for table in reversed(SQLModel.metadata.sorted_tables) if "deleted_at" in table.c)


def keep_house(database: Database, stop: threading.Event) -> None:
    """Clean now and every hour until told to stop."""
    while not stop.is_set():
        try:
            clean(database)
        except Exception:
            log.exception("cleaning failed")
        stop.wait(EVERY_SECONDS)
