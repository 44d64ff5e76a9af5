"""Rehearsals of a talk: what was said aloud, for how long, and how it went."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ..core.db import ID, Binned, Instant, Json, belongs_to


class PartKind(StrEnum):
    """What of a talk was practised."""

    ASK = "ask"
    OPENING = "opening"
    QUESTION = "question"
    CLOSING = "closing"


class Rehearsal(Binned, table=True):
    """One time that a talk was rehearsed; kept as far as it went when it was left before its end.

    `opening` and `ask` are the words as they were last practised: the next rehearsal begins with them.
    """

    __tablename__ = "rehearsal"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        Index("ix_rehearsal_interview", "owner_id", "interview_id", "started_at"),
    )
    kind: ClassVar[str] = "rehearsal"

    interview_id: str = Field(sa_type=ID)
    started_at: datetime = Field(sa_type=Instant)
    seconds: int = 0
    finished: bool = False
    parts: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    opening: str = Field(default="", sa_type=Text)
    ask: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
