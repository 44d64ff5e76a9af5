"""The number of the last event of each owner, and whether somebody watches; holding its row is a writer's turn."""

from typing import ClassVar

from sqlalchemy import BigInteger, text
from sqlmodel import Field, SQLModel

from .db import ID, Query
from .engine import Database

NEWS = "webhooks.wake"
"""The job that a change leaves for who watches. Who has nobody watching pays nothing for it."""


class Feed(SQLModel, table=True):
    """One row for each account, made with it."""

    __tablename__ = "feed"
    kind: ClassVar[str] = ""

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    last: int = Field(default=0, sa_type=BigInteger)
    watched: bool = False
    """Whether every change that brings events also brings a job `NEWS`."""


_OWNERS = Query(text("SELECT id FROM account ORDER BY id"))


def owners(database: Database) -> list[str]:
    """Everybody who may keep something here: all accounts, also one whose feed is missing, which `doctor` looks for."""
    with database.reading() as connection:
        return [str(owner) for (owner,) in connection.run(_OWNERS, {}).fetchall()]
