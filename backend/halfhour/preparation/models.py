"""What the person ticks off, adds and sets aside before a talk."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ..core.db import ID, Binned, Instant, belongs_to


class Errand(StrEnum):
    """What Halfhour proposes to see to before a talk, in the order in which one does it."""

    READ_UP = "read_up"
    INTRODUCTION = "introduction"
    PRACTISE = "practise"
    TIME = "time"
    ROUTE = "route"
    TREAT = "treat"
    DRESS = "dress"
    LINK = "link"
    CAMERA = "camera"
    NUMBER = "number"
    QUIET_PLACE = "quiet_place"
    PAPER = "paper"
    RECORDING = "recording"
    CONTACT_DETAILS = "contact_details"


class Origin(StrEnum):
    """Where something that one has read up on is kept."""

    WHY_THEM = "why_them"
    ORGANIZATION = "organization"
    JOB_DESCRIPTION = "job_description"
    CAREER = "career"
    NOTE = "note"


class ChecklistItem(Binned, table=True):
    """Something to see to before a talk: the person's own, or a `proposal` since it was first touched.

    A proposed one is `needed` or set aside; only one's own are deleted, because a proposal that is no more kept comes
    back. An empty `text` stands for the proposal's own words.
    """

    __tablename__ = "checklist_item"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        Index("ix_checklist_item_interview", "owner_id", "interview_id"),
    )
    kind: ClassVar[str] = "checklist_item"

    interview_id: str = Field(sa_type=ID)
    proposal: str | None = Field(default=None, max_length=20)
    text: str = Field(default="", sa_type=Text)
    needed: bool = True
    done_at: datetime | None = Field(default=None, sa_type=Instant)
