"""What clients send and see of the profile and the criteria."""

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
    Note,
    Read,
    blank_is_none,
    filled,
    left_out,
)
from .models import CriterionKind

Lines = Annotated[list[Line], Field(max_length=100)]
"""Up to 100 lines, in the person's order."""
OwnLine = Annotated[Line | None, blank_is_none(Annotated[str, Field(max_length=300)] | None)]
OwnEmail = Annotated[
    Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"), Clean] | None,
    blank_is_none(Annotated[str, Field(max_length=254, pattern=r"^(\s*|[^@\s]+@[^@\s]+)$")] | None),
]
OwnLink = Annotated[
    Annotated[str, filled(2000), Clean] | None, blank_is_none(Annotated[str, Field(max_length=2000)] | None)
]
Weight = Annotated[int, Field(ge=1, le=5)]
WeeklyAsks = Annotated[int, Field(ge=1, le=50)]

WORK = "Night nurse on a surgical ward, nine years."
DISLIKES = ["Four weekends a month", "Charting the same thing three times"]
JOYS = ["Explaining a diagnosis so that it is understood"]
IN_1_YEAR = "Days only, and something new to learn every week."
IN_5_YEARS = "Known for one thing that I do well."
IN_10_YEARS = "Teaching others what I have learnt."
USED = ["Reading a chart fast", "Calm in an emergency"]
STRENGTHENED = ["SQL", "Writing for readers without a medical background"]
VALUES = ["Being useful to patients"]
INTERESTS = ["Statistics", "Plain language"]


class ProfileUpdate(Change):
    """What changes of the profile. Lists are sent whole; null clears a contact detail."""

    current_work: Note = left_out(description="What one does today.", examples=[WORK])
    dislikes: Lines = left_out(description="What bothers one in today's work.", examples=[DISLIKES])
    joys: Lines = left_out(description="What makes one happy, at work or elsewhere.", examples=[JOYS])
    goals_1_year: Note = left_out(description="Where one wants to be in a year.", examples=[IN_1_YEAR])
    goals_5_years: Note = left_out(description="… in five years.", examples=[IN_5_YEARS])
    goals_10_years: Note = left_out(description="… in ten years.", examples=[IN_10_YEARS])
    skills_to_use: Lines = left_out(description="Skills to capitalise on.", examples=[USED])
    skills_to_strengthen: Lines = left_out(description="Skills to learn or strengthen.", examples=[STRENGTHENED])
    values: Lines = left_out(description="What matters to one.", examples=[VALUES])
    interests: Lines = left_out(description="What one likes to think about.", examples=[INTERESTS])
    signature: OwnLine = Field(None, description="The name under one's letters.", examples=["Nora Lindqvist, RN"])
    phone: OwnLine = Field(None, description="Shown in letters.", examples=["+49 341 555 0134"])
    email: OwnEmail = Field(None, description="Shown in letters.", examples=["nora.lindqvist@example.org"])
    link: OwnLink = Field(
        None, description="A page about oneself, shown in letters.", examples=["https://example.org/nora"]
    )
    weekly_asks: WeeklyAsks = left_out(
        description="How many people one means to ask in a week at the most.", examples=[5]
    )


class ProfileRead(Read):
    """What the person knows about themselves. Version 0 means that nothing was written yet."""

    id: str = Field(description="The account's id.", examples=["01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"])
    version: int = Field(description="Counts the changes; 0 before the first.", examples=[3])
    updated_at: datetime | None = Field(examples=["2026-11-22T10:15:00.000000Z"])
    current_work: str = Field(examples=[WORK])
    dislikes: list[str] = Field(examples=[DISLIKES])
    joys: list[str] = Field(examples=[JOYS])
    goals_1_year: str = Field(examples=[IN_1_YEAR])
    goals_5_years: str = Field(examples=[IN_5_YEARS])
    goals_10_years: str = Field(examples=[IN_10_YEARS])
    skills_to_use: list[str] = Field(examples=[USED])
    skills_to_strengthen: list[str] = Field(examples=[STRENGTHENED])
    values: list[str] = Field(examples=[VALUES])
    interests: list[str] = Field(examples=[INTERESTS])
    signature: str | None = Field(examples=["Nora Lindqvist, RN"])
    phone: str | None = Field(examples=["+49 341 555 0134"])
    email: str | None = Field(examples=["nora.lindqvist@example.org"])
    link: str | None = Field(examples=["https://example.org/nora"])
    weekly_asks: int = Field(
        description="How many people one means to ask in a week at the most; one more brings a warning.", examples=[5]
    )


class CriterionCreate(Body):
    """A new criterion, in the person's own words."""

    kind: CriterionKind = Field(examples=["value"])
    name: Line = Field(examples=["Evenings at home"])
    weight: Weight = Field(3, description="How much it matters: 1 a little, 5 decisive.", examples=[5])
    why: Note = Field("", examples=["I have missed too many bedtimes."])


class CriterionUpdate(Change):
    """What changes of a criterion."""

    kind: CriterionKind = left_out(examples=["value"])
    name: Line = left_out(examples=["Evenings at home"])
    weight: Weight = left_out(examples=[4])
    why: Note = left_out(examples=["I have missed too many bedtimes."])


class CriterionRead(Deletable):
    """A value, skill or interest by which careers are judged."""

    kind: CriterionKind = Field(examples=["value"])
    name: str = Field(examples=["Evenings at home"])
    weight: int = Field(description="How much it matters: 1 a little, 5 decisive.", examples=[5])
    why: str = Field(examples=["I have missed too many bedtimes."])


CriterionSort = Literal["-weight", "weight", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"]


class CriterionQuery(BinnedQuery):
    """Which criteria to list; the weightiest first unless another order is asked for."""

    kind: CriterionKind | None = None
    sort: CriterionSort = "-weight"
