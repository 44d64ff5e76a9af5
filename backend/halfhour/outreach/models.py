"""Who led to whom."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ..core.db import ID, Binned, Instant, Json, belongs_to


class IntroductionState(StrEnum):
    """How far an introduction has come."""

    SUGGESTED = "suggested"
    ASKED_FOR = "asked_for"
    MADE = "made"
    MET = "met"


class IntroductionAction(StrEnum):
    """What the person does about an introduction."""

    ASK_FOR = "ask_for"
    MAKE = "make"
    MEET = "meet"
    CLOSE_LOOP = "close_loop"
    TAKE_BACK = "take_back"


class Introduction(Binned, table=True):
    """One contact named another, and perhaps brought the two together.

    The state is the furthest of the times that are set. `said_in_id` and `met_in_id` name talks, which are a later
    step's, so that they are no foreign keys; with no `met_in_id` the meeting was noted by hand. `told` holds, for each
    step, the entries that it wrote on timelines, as lists of ids, so that taking the step back takes those back too.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        belongs_to("introducer_id", "contact"),
        belongs_to("introduced_id", "contact"),
        Index("ix_introduction_introducer", "owner_id", "introducer_id"),
        Index("ix_introduction_introduced", "owner_id", "introduced_id"),
    )
    kind: ClassVar[str] = "introduction"

    introducer_id: str = Field(sa_type=ID)
    introduced_id: str = Field(sa_type=ID)
    said_in_id: str | None = Field(default=None, sa_type=ID)
    why: str = Field(default="", sa_type=Text)
    state: str = Field(default=IntroductionState.SUGGESTED.value, max_length=20)
    suggested_at: datetime = Field(sa_type=Instant)
    asked_for_at: datetime | None = Field(default=None, sa_type=Instant)
    made_at: datetime | None = Field(default=None, sa_type=Instant)
    met_at: datetime | None = Field(default=None, sa_type=Instant)
    met_in_id: str | None = Field(default=None, sa_type=ID)
    loop_closed_at: datetime | None = Field(default=None, sa_type=Instant)
    told: dict[str, list[str]] = Field(default_factory=dict, sa_type=Json)
