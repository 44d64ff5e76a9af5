"""What the person writes down after a talk: the verdict, ratings with their evidence, findings about assumptions."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ..careers.models import AssumptionState
from ..core.db import ID, Owned, belongs_to


class Verdict(StrEnum):
    """What a talk was, all in all. About half of them disappoint, and that is ground covered."""

    ENERGISING = "energising"
    USEFUL = "useful"
    DISAPPOINTING = "disappointing"


class Debrief(Owned, table=True):
    """One for each talk: its id is the talk's. There is no row before something is written."""

    __tablename__ = "debrief"
    __table_args__ = (belongs_to("id", "interview"),)
    kind: ClassVar[str] = "debrief"

    verdict: str | None = Field(default=None, max_length=20)
    summary: str = Field(default="", sa_type=Text)
    surprises: str = Field(default="", sa_type=Text)
    leads: str = Field(default="", sa_type=Text)


class Rating(Owned, table=True):
    """What one talk says of a career by one criterion.

    `note_id` and `agenda_item_id` name where the evidence was written down. They are no foreign keys: bins are emptied
    after 30 days, and a rating outlives the note that it came from.
    """

    __tablename__ = "rating"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        belongs_to("career_id", "career"),
        belongs_to("criterion_id", "criterion"),
        Index("uq_rating", "owner_id", "interview_id", "career_id", "criterion_id", unique=True),
        Index("ix_rating_career", "owner_id", "career_id"),
        Index("ix_rating_criterion", "owner_id", "criterion_id"),
    )
    kind: ClassVar[str] = "rating"

    interview_id: str = Field(sa_type=ID)
    career_id: str = Field(sa_type=ID)
    criterion_id: str = Field(sa_type=ID)
    rating: int | None = None
    evidence: str = Field(default="", sa_type=Text)
    note_id: str | None = Field(default=None, sa_type=ID)
    agenda_item_id: str | None = Field(default=None, sa_type=ID)


class Finding(Owned, table=True):
    """What one talk says of an assumption. Links as a rating's."""

    __tablename__ = "finding"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        belongs_to("assumption_id", "assumption"),
        Index("uq_finding", "owner_id", "interview_id", "assumption_id", unique=True),
        Index("ix_finding_assumption", "owner_id", "assumption_id"),
    )
    kind: ClassVar[str] = "finding"

    interview_id: str = Field(sa_type=ID)
    assumption_id: str = Field(sa_type=ID)
    finding: str = Field(default=AssumptionState.OPEN.value, max_length=20)
    evidence: str = Field(default="", sa_type=Text)
    note_id: str | None = Field(default=None, sa_type=ID)
    agenda_item_id: str | None = Field(default=None, sa_type=ID)
