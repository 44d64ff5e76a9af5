"""The change feed's table: one row for every change, in the order in which the changes were committed.

A writer on PostgreSQL holds its owner's row of `feed` (see `Store`), as a writer on SQLite holds the file; so numbers
are given in commit order, and a reader who saw number n has seen all before it.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from .db import ID, Instant, Json


class Event(SQLModel, table=True):
    """Something changed: what, which, when, and the names of the fields. Never what a person wrote."""

    __tablename__ = "event"
    kind: ClassVar[str] = "event"

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    type: str = Field(max_length=60)
    resource_id: str = Field(sa_type=ID)
    at: datetime = Field(sa_type=Instant)
    data: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
