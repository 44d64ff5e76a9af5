"""Limits on guessing passwords, kept in the database: they survive a restart and hold over several processes.

An attempt is counted as wrong before the password is looked at and taken off the count when it was right, so that any
number of guesses at once can't pass the limit.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, insert, select

from ..core.clock import clock, new_id
from ..core.db import Query, table_of
from ..core.engine import Connection, Database
from . import rules
from .models import FailedSignIn

_TABLE = table_of(FailedSignIn)
_WITHIN = Query(
    select(_TABLE.c.at)
    .where(_TABLE.c.subject == bindparam("subject"), _TABLE.c.at > bindparam("since", type_=_TABLE.c.at.type))
    .order_by(_TABLE.c.at)
)
_COUNT = Query(insert(_TABLE).values({c.name: bindparam(c.name, type_=c.type) for c in _TABLE.c}))
_FORGIVE = Query(delete(_TABLE).where(_TABLE.c.id == bindparam("id")))
_OLD = select(_TABLE.c.id).where(_TABLE.c.at <= bindparam("since", type_=_TABLE.c.at.type))
_FORGET_SOME_OLD = Query(delete(_TABLE).where(_TABLE.c.id.in_(_OLD.limit(100).with_for_update(skip_locked=True))))
_FORGET_OLD = Query(delete(_TABLE).where(_TABLE.c.at <= bindparam("since", type_=_TABLE.c.at.type)))
_FORGET = Query(delete(_TABLE).where(_TABLE.c.subject == bindparam("subject")))
_HOLD = Query(select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger))))


def hold(connection: Connection, name: str) -> None:
    """Let nobody else hold this name until the transaction ends. On SQLite there is only one writer anyway."""
    if not connection.sqlite:
        key = int.from_bytes(sha256(f"halfhour {name}".encode()).digest()[:8], signed=True)
        connection.run(_HOLD, {"key": key}).fetchone()


def _subject(limit: rules.Limit, name: str) -> str:
    """Whom an attempt is counted for; a digest, because addresses are personal and rows need a bounded width."""
    return f"{limit.name}:{sha256(name.encode()).hexdigest()}"


def claim(database: Database, *, account: str | None, address: str) -> list[str]:
    """Count one attempt on an account (its e-mail key) and from an address; gives what `forgive` takes.

    Raises:
        TooManyGuesses: there were too many wrong ones within the last five minutes.
    """
    counted = [(_subject(rules.PER_ADDRESS, rules.counted_as(address)), rules.PER_ADDRESS)]
    if account is not None:
        counted.append((_subject(rules.PER_ACCOUNT, account), rules.PER_ACCOUNT))
    claims = []
    with database.writing() as connection:
        now = clock.now()
        connection.run(_FORGET_SOME_OLD, {"since": now - rules.WINDOW})
        for subject, limit in sorted(counted):
            hold(connection, subject)
            _refuse_too_many(connection, subject, limit, now)
            row: dict[str, Any] = {"id": new_id(), "subject": subject, "at": now}
            connection.run(_COUNT, row)
            claims.append(row["id"])
    return claims


def _refuse_too_many(connection: Connection, subject: str, limit: rules.Limit, now: datetime) -> None:
    attempts = [at for (at,) in connection.rows(_WITHIN, {"subject": subject, "since": now - rules.WINDOW})]
    seconds = rules.wait(limit, attempts, now)
    if seconds:
        raise rules.TooManyGuesses(limit, seconds)


def forgive(connection: Connection, claims: Sequence[str]) -> None:
    """The password was right: its attempt does not count."""
    for claimed in claims:
        connection.run(_FORGIVE, {"id": claimed})


def forget_account(connection: Connection, account: str) -> None:
    connection.run(_FORGET, {"subject": _subject(rules.PER_ACCOUNT, account)})


def forget_old(connection: Connection) -> None:
    connection.run(_FORGET_OLD, {"since": clock.now() - rules.WINDOW})
