"""Jobs: rows written in the transaction of the change that wants them; core.worker runs them."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, column
from sqlmodel import Field, SQLModel

from .db import ID, Instant, Json, table_of


class Job(SQLModel, table=True):
    """Work to be done. `due_at` is also the lease: a claimed job is due again when it ends; null: finished."""

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "ix_job_due",
            "due_at",
            sqlite_where=column("due_at").is_not(None),
            postgresql_where=column("due_at").is_not(None),
        ),
    )
    kind_: ClassVar[str] = ""

    id: str = Field(primary_key=True, sa_type=ID)
    owner_id: str = Field(sa_type=ID, foreign_key="account.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=60)
    args: dict[str, Any] = Field(sa_type=Json)
    key: str | None = Field(default=None, unique=True, max_length=200)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    attempt: int = 0
    error: str | None = None
    created_at: datetime = Field(sa_type=Instant)


JOB = table_of(Job)
