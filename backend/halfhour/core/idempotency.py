"""Safe retries: a POST's answer is kept for 7 days under its Idempotency-Key (draft-ietf-httpapi-idempotency-key-07).

The answer is written in the transaction of the change. A person's writers take turns, so a second request with the
same key waits for the first and finds its answer; and should two ever meet, the primary key lets only one in.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar, NamedTuple

from sqlalchemy import LargeBinary, bindparam, insert, select
from sqlmodel import Field, SQLModel

from .db import ID, Instant, Query, table_of
from .errors import IdempotencyKeyReused, Invalid
from .store import Store

KEEP = timedelta(days=7)
MAX_KEY = 255


class KeptAnswer(SQLModel, table=True):
    """What was answered to the first request with this key."""

    __tablename__ = "kept_answer"
    kind: ClassVar[str] = ""

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=64)
    fingerprint: str = Field(max_length=64)
    status: int
    location: str | None = Field(default=None, max_length=500)
    body: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(sa_type=Instant)


class Answer(NamedTuple):
    status: int
    location: str | None
    body: bytes


_TABLE = table_of(KeptAnswer)
_FIND = Query(
    select(_TABLE.c.fingerprint, _TABLE.c.status, _TABLE.c.location, _TABLE.c.body).where(
        _TABLE.c.owner_id == bindparam("owner_id"), _TABLE.c.key == bindparam("key")
    )
)
_KEEP = Query(insert(_TABLE).values({c.name: bindparam(c.name, type_=c.type) for c in _TABLE.c}))


def hashed(method: str, path: str, key: str) -> str:
    """A key counts for one method and path.

    Raises:
        Invalid: it is empty or longer than 255 characters.
    """
    if not 0 < len(key) <= MAX_KEY:
        raise Invalid("An Idempotency-Key has 1 to 255 characters. Send a UUID, new for each thing you want done.")
    return sha256(f"{method} {path} {key}".encode(errors="replace")).hexdigest()


def kept(store: Store, key: str, body: bytes) -> Answer | None:
    """The answer of the first request with this key, if there was one.

    Raises:
        IdempotencyKeyReused: it had another body.
    """
    row = store.row(_FIND, key=key)
    if row is None:
        return None
    if row[0] != sha256(body).hexdigest():
        raise IdempotencyKeyReused("It came with another body before. Send a new key for a new request.")
    _, status, location, kept_body = row
    return Answer(status, location, bytes(kept_body))


def keep(store: Store, key: str, body: bytes, answer: Answer) -> None:
    """Remember the answer, in the transaction of the change."""
    values = {"owner_id": store.owner, "key": key, "fingerprint": sha256(body).hexdigest(), "created_at": store.now}
    store.connection.run(_KEEP, {**values, **answer._asdict()})
