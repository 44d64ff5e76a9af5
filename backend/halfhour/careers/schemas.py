"""What clients send and see of careers, their assumptions and decisions."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..core.schemas import (
    BinnedQuery,
    Body,
    Change,
    Clean,
    Deletable,
    Line,
    ListQuery,
    LongText,
    Note,
    Read,
    filled,
    left_out,
)
from .models import AssumptionFound, AssumptionState, CareerDecision, CareerStatus, CareerTurnKind

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
TITLE = "Clinical data manager"
WHY = "I am the one who finds the wrong value in the chart, and I like that moment."
FOUND_BY = "A monitor who came to our ward for a trial."
DESCRIPTION = "Plans, checks and locks the data of a clinical study."
RESEARCH = "Two of three advertisements ask for SQL; all of them ask for GCP."
CLAIM = "One can start without a degree in statistics."
REASON = "Three people described a week that I would like to have."

Reason = Annotated[str, filled(20_000), Clean]
Claim = Annotated[str, filled(2000), Clean]
Words = Annotated[str, StringConstraints(max_length=200), Clean]


class CareerCreate(Body):
    """A career to explore: a title is all that is needed."""

    title: Line = Field(examples=[TITLE])
    why: Note = Field("", description="Why it is worth investigating.", examples=[WHY])
    found_by: Note = Field("", description="How one came upon it.", examples=[FOUND_BY])
    job_description: LongText = Field("", examples=[DESCRIPTION])
    research: LongText = Field("", description="What one has read about it.", examples=[RESEARCH])


class CareerUpdate(Change):
    """What changes of a career. Its status follows from what is decided."""

    title: Line = left_out(examples=[TITLE])
    why: Note = left_out(examples=[WHY])
    found_by: Note = left_out(examples=[FOUND_BY])
    job_description: LongText = left_out(examples=[DESCRIPTION])
    research: LongText = left_out(examples=[RESEARCH])


class AssumptionCounts(Read):
    """How many assumptions there are in each state."""

    open: int = Field(examples=[3])
    confirmed: int = Field(examples=[2])
    refuted: int = Field(examples=[1])


class CareerRead(Deletable):
    """A career being explored, with how its assumptions stand."""

    title: str = Field(examples=[TITLE])
    why: str = Field(examples=[WHY])
    found_by: str = Field(examples=[FOUND_BY])
    job_description: str = Field(examples=[DESCRIPTION])
    research: str = Field(examples=[RESEARCH])
    status: CareerStatus = Field(examples=["exploring"])
    decision: CareerDecision | None = Field(description="The decision in force.", examples=["keep_exploring"])
    decision_reason: str = Field(examples=[REASON])
    decided_at: datetime | None = Field(examples=["2026-11-20T18:05:00.000000Z"])
    assumptions: AssumptionCounts = Field(examples=[{"open": 3, "confirmed": 2, "refuted": 1}])


CareerSort = Literal["-updated_at", "updated_at", "-created_at", "created_at", "title", "-title"]


class CareerQuery(BinnedQuery):
    """Which careers to list."""

    q: Words | None = Field(None, description="Words that they are found by.")
    status: CareerStatus | None = None
    sort: CareerSort = "-updated_at"


class CareerDecisionCreate(Body):
    """What is decided about a career, and why."""

    decision: CareerDecision = Field(examples=["keep_exploring"])
    reason: Reason = Field(examples=[REASON])


class CareerReopenCreate(Body):
    """Why a decided career is explored again."""

    reason: Note = Field("", examples=["The rule about weekend shifts has changed."])


class CareerTurnRead(Read):
    """One decision about a career, or its reopening."""

    id: str = Field(examples=[AN_ID])
    turn: CareerTurnKind = Field(examples=["keep_exploring"])
    reason: str = Field(examples=[REASON])
    at: datetime = Field(examples=["2026-11-20T18:05:00.000000Z"])


class CareerTurnQuery(ListQuery):
    """Which part of the history to list, newest first."""


class AssumptionCreate(Body):
    """A claim about a career that talks shall confirm or refute."""

    claim: Claim = Field(examples=[CLAIM])
    state: AssumptionState = Field(AssumptionState.OPEN, examples=["open"])


class AssumptionUpdate(Change):
    """What changes of an assumption."""

    claim: Claim = left_out(examples=[CLAIM])
    state: AssumptionState = left_out(examples=["confirmed"])


class AssumptionRead(Deletable):
    """A claim about a career, and what talks have shown."""

    career_id: str = Field(examples=[AN_ID])
    claim: str = Field(examples=[CLAIM])
    state: AssumptionState = Field(examples=["open"])
    found: AssumptionFound | None = Field(
        description="What the debriefs say together; null before one says anything.", examples=["contested"]
    )


class AssumptionQuery(BinnedQuery):
    """Which assumptions of a career to list, oldest first."""

    state: AssumptionState | None = None
    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at"] = "created_at"
