"""Deleting an account: afterwards nothing of it is left, neither in tables nor in the database file nor on the disk."""

import logging
import shutil
from collections.abc import Sequence

from sqlalchemy import Table, bindparam, delete, text
from sqlmodel import SQLModel

from ..core.clock import is_id
from ..core.db import Query, table_of
from ..core.engine import Connection, Database
from ..core.store import open_writer
from . import attempts, service
from .models import Account

log = logging.getLogger(__name__)

_ACCOUNT = table_of(Account)
_KEY = Query(_ACCOUNT.select().with_only_columns(_ACCOUNT.c.email_key).where(_ACCOUNT.c.id == bindparam("owner_id")))
_GO = Query(delete(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("owner_id")))
_DROP_WORDS = Query(
    text(
        "INSERT INTO search_word(search_word, rowid, words)"
        " SELECT 'delete', number, words FROM search_entry WHERE owner_id = :owner_id"
    )
)
_MERGE_WORDS = Query(text("INSERT INTO search_word(search_word) VALUES('optimize')"))


def owned_tables() -> list[Table]:
    """Every table of people's data, children before their parents."""
    return [table for table in reversed(SQLModel.metadata.sorted_tables) if "owner_id" in table.c]


def leave(database: Database, owner: str, password: str, address: str) -> None:
    """Delete the account of somebody who has typed the password.

    Raises:
        WrongPassword, TooManyGuesses
    """
    right, _ = service.check_own(database, owner, password, address)
    delete_account(database, owner, right.claims)


def delete_account(database: Database, owner: str, claims: Sequence[str] = ()) -> None:
    """Delete all that one person has, then the account.

    It is gone when the transaction commits. After that its traces go: files on the disk, and on SQLite the words that
    the full-text index keeps until it merges, and the old pages of the file and its log.
    """
    if not is_id(owner):
        raise ValueError("an owner is known by an id")
    with database.writing(owner) as connection:
        open_writer(database, connection, owner)
        attempts.forgive(connection, claims)
        row = connection.row(_KEY, {"owner_id": owner})
        if row is not None:
            attempts.forget_account(connection, row[0])
        if connection.sqlite:
            connection.run(_DROP_WORDS, {"owner_id": owner})
        for table in owned_tables():
            connection.run(Query(delete(table).where(table.c.owner_id == bindparam("owner_id"))), {"owner_id": owner})
        connection.run(_GO, {"owner_id": owner})
        if connection.sqlite:
            connection.run(_MERGE_WORDS, {})
    shutil.rmtree(database.settings.files / owner, ignore_errors=True)
    if database.sqlite:
        try:
            with database.connection(writes=True) as connection:
                _scrub(connection)
        except Exception:
            log.exception("the database file could not be rewritten; deleted rows are zeroed already")


def _scrub(connection: Connection) -> None:
    """Write the file anew without free pages, and empty its log. `secure_delete` has zeroed rows already, but not what
    SQLite leaves behind when it moves rows between pages."""
    connection.raw.execute("VACUUM")
    busy = connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        log.warning("the write-ahead log could not be emptied yet: somebody still reads")
