"""What is done once an hour, by whichever worker comes first: bins are emptied, old answers and jobs forgotten, and the
index of words is tidied."""

import logging
import threading
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, select
from sqlmodel import SQLModel

from . import files, idempotency, search
from .db import Query, models, table_of
from .engine import Database
from .errors import Unauthorized
from .feed import owners
from .store import BIN_DAYS, reading, writing
from .worker import Jobs

log = logging.getLogger(__name__)

SETTLE_SECONDS = 60.0
EVERY_SECONDS = 3600.0


def clean(database: Database, stop: threading.Event | None = None) -> None:
    """Empty every bin of what has lain in it for 30 days, with its files, and forget what is of no more use."""
    for owner in owners(database):
        if stop is not None and stop.is_set():
            return
        clean_for(database, owner)
    Jobs(database, {}).sweep()
    files.sweep(database)
    search.tidy(database, stop)


def clean_for(database: Database, owner: str) -> None:
    """The same for one person; nothing is written where there is nothing to do."""
    with reading(database, owner) as store:
        if not any(store.rows(there, before=store.now - kept_for) for there, _, kept_for in _old()):
            return
    try:
        with writing(database, owner) as store:
            for _, gone, kept_for in _old():
                store.connection.run(gone, {"owner_id": owner, "before": store.now - kept_for})
    except Unauthorized:
        log.info("an account was deleted meanwhile")


@cache
def _old() -> tuple[tuple[Query, Query, timedelta], ...]:
    """For each table that forgets: whether it holds something too old, its deletion, and how long it keeps things.

    Children come before their parents; the parts of what goes go with it, by their foreign keys.
    """
    binned = (each for each in reversed(SQLModel.metadata.sorted_tables) if "deleted_at" in each.c)
    answers = table_of(idempotency.KeptAnswer)
    kept = [(each, each.c.deleted_at, timedelta(days=BIN_DAYS)) for each in binned]
    kept.append((answers, answers.c.created_at, idempotency.KEEP))
    for model in models():
        if model.forgotten is not None:
            column, kept_for = model.forgotten
            kept.append((table_of(model), table_of(model).c[column], kept_for))
    return tuple((*_older(table, column), kept_for) for table, column, kept_for in kept)


def _older(table: Table, column: ColumnElement[Any]) -> tuple[Query, Query]:
    old = (table.c.owner_id == bindparam("owner_id"), column < bindparam("before", type_=column.type))
    return Query(select(table.c.owner_id).where(*old).limit(1)), Query(delete(table).where(*old))


def keep_house(database: Database, stop: threading.Event) -> None:
    """Clean once the server has settled, and then every hour, until told to stop."""
    pause = SETTLE_SECONDS
    while not stop.wait(pause):
        pause = EVERY_SECONDS
        try:
            clean(database, stop)
        except Exception:
            log.exception("cleaning failed")
