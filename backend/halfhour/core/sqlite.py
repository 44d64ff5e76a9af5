"""SQLite by the standard library's driver: how a connection is opened, and what its failures mean."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from .errors import BUSY, FULL, THERE, AlreadyThere, Refusal, StorageFull, Unavailable

BUSY_SECONDS = 10


def connector(engine: Engine, *, read_only: bool) -> Callable[[], Any]:
    arguments, parameters = engine.dialect.create_connect_args(engine.url)

    def connect() -> Any:
        given: dict[str, Any] = {**parameters, "check_same_thread": False, "cached_statements": 512}
        raw = sqlite3.connect(arguments[0], **given)
        set_up(raw, read_only=read_only)
        return raw

    return connect


def set_up(raw: sqlite3.Connection, *, read_only: bool, foreign_keys: bool = True) -> None:
    raw.isolation_level = None  # the driver starts no transaction by itself: ours say BEGIN IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        "trusted_schema=OFF",
        "secure_delete=ON",
        "cache_size=-16000",
        f"query_only={'ON' if read_only else 'OFF'}",
    ):
        raw.execute(f"PRAGMA {pragma}")


def rolled_back(raw: sqlite3.Connection) -> bool:
    try:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
    except sqlite3.Error:
        return False
    return True


def refusal(error: BaseException) -> Refusal | None:
    if not isinstance(error, sqlite3.Error):
        return None
    text = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return AlreadyThere(THERE) if "UNIQUE" in text else None
    if "full" in text or "disk I/O" in text:
        return StorageFull(FULL)
    return Unavailable(BUSY) if "locked" in text or "busy" in text or "unable to open" in text else None


def blames_rows(error: BaseException) -> bool:
    return isinstance(error, sqlite3.IntegrityError)
