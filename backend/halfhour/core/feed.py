"""The number of the last event of each owner; holding its row is a writer's turn."""

from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from .db import ID


class Feed(SQLModel, table=True):
    """One row for each account, made with it."""

    __tablename__ = "feed"
    kind: ClassVar[str] = ""

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    last: int = Field(default=0, sa_type=BigInteger)
