"""What clients send and see of rehearsals."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from ..core.schemas import At, BinnedQuery, Body, Change, Clean, Deletable, Id, Note, Read, filled, left_out
from .models import PartKind

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
QUESTION = "What does a bad day look like?"
OPENING = "Thank you for making time for me, Maria. I am Nora, a nurse who is finding out what comes after the ward."
ASK = "Hello Maria, this is Nora. Would you have 30 minutes for a few questions? I am after your advice, not a job."

PartText = Annotated[str, filled(5000), Clean]
Seconds = Annotated[int, Field(ge=0, le=86_400)]
Rating = Annotated[int, Field(ge=1, le=5)]


class RehearsedPart(Body):
    """Something that was said aloud."""

    kind: PartKind = Field(examples=["question"])
    agenda_item_id: Id | None = Field(None, description="The question of the agenda, if it is one.", examples=[None])
    text: PartText = Field(description="In the words of that time.", examples=[QUESTION])
    seconds: Seconds = Field(examples=[95])
    rating: Rating | None = Field(None, description="One's own: 1 not yet, 5 it sits.", examples=[4])


Parts = Annotated[list[RehearsedPart], Field(max_length=220)]


class RehearsalCreate(Body):
    """A rehearsal, whole or as far as it went."""

    started_at: At | None = Field(None, description="Now if left out.", examples=["2026-11-18T18:00:00Z"])
    seconds: Seconds = Field(0, description="How long it took in all, pauses left out.", examples=[1440])
    finished: bool = Field(False, description="Whether one came to its end.", examples=[True])
    parts: Parts = Field(default_factory=list, description="In the order in which they were said.")
    opening: Note = Field("", description="The first half minute, as one means to say it.", examples=[OPENING])
    ask: Note = Field("", description="How one asks for the talk.", examples=[ASK])
    note: Note = Field("", examples=["Slower at the beginning."])


class RehearsalUpdate(Change):
    """What changes of a rehearsal: what is left out stays."""

    seconds: Seconds = left_out(examples=[1440])
    finished: bool = left_out(examples=[True])
    parts: Parts = left_out(description="All of them, instead of those before.")
    opening: Note = left_out(examples=[OPENING])
    ask: Note = left_out(examples=[ASK])
    note: Note = left_out(examples=["Slower at the beginning."])


class PartRead(Read):
    """Something that was said aloud."""

    kind: PartKind = Field(examples=["question"])
    agenda_item_id: str | None = Field(examples=[AN_ID])
    text: str = Field(examples=[QUESTION])
    seconds: int = Field(examples=[95])
    rating: int | None = Field(description="One's own: 1 not yet, 5 it sits.", examples=[4])


class RehearsalRead(Deletable):
    """One time that a talk was rehearsed."""

    interview_id: str = Field(examples=[AN_ID])
    started_at: datetime = Field(examples=["2026-11-18T18:00:00Z"])
    seconds: int = Field(examples=[1440])
    finished: bool = Field(description="Whether one came to its end.", examples=[True])
    parts: list[PartRead]
    opening: str = Field(examples=[OPENING])
    ask: str = Field(examples=[ASK])
    note: str = Field(examples=["Slower at the beginning."])


class RehearsalQuery(BinnedQuery):
    """Which rehearsals of a talk to list, the latest first."""


class RunRead(Read):
    """One rehearsal among all of them."""

    id: str = Field(examples=[AN_ID])
    version: int = Field(description="Its ETag starts with it.", examples=[2])
    number: int = Field(description="Which it was, from 1.", examples=[3])
    words: str = Field(examples=["Third rehearsal, 24 minutes"])
    started_at: datetime = Field(examples=["2026-11-18T18:00:00Z"])
    seconds: int = Field(examples=[1440])
    finished: bool = Field(examples=[True])
    rating: float | None = Field(description="The average of its parts; null where none was rated.", examples=[3.8])


class PartTime(Read):
    """One time that a part was said aloud."""

    number: int = Field(description="In which rehearsal, from 1.", examples=[3])
    seconds: int = Field(examples=[95])
    rating: int | None = Field(examples=[4])


class PartProgress(Read):
    """How a part went over time."""

    kind: PartKind = Field(examples=["question"])
    agenda_item_id: str | None = Field(examples=[AN_ID])
    text: str = Field(description="As it was said last.", examples=[QUESTION])
    rating: float | None = Field(description="The average of all times.", examples=[3.5])
    last_rating: int | None = Field(examples=[4])
    times: list[PartTime]


class RehearsalWords(Read):
    """Words to begin the next rehearsal with."""

    text: str = Field(examples=[OPENING])
    drafted: bool = Field(
        description="By rule, from profile, goal and contact; else as it was practised last.", examples=[False]
    )


class RehearsalSummary(Read):
    """What all rehearsals of a talk show, and what the next one begins with."""

    count: int = Field(examples=[3])
    finished_count: int = Field(examples=[2])
    total_seconds: int = Field(examples=[3900])
    minutes: int = Field(description="The agreed length.", examples=[30])
    over_by_seconds: int | None = Field(
        description="By how much the last whole rehearsal was longer than agreed; below 0 shorter.", examples=[-360]
    )
    words: str = Field(
        examples=["Third rehearsal, 24 minutes. 6 minutes under the 30 that you agreed on. You rated it 4 of 5."]
    )
    runs: list[RunRead] = Field(description="All rehearsals, the oldest first.")
    parts: list[PartProgress] = Field(description="All that was practised, in the order in which it first was.")
    weakest: list[int] = Field(
        description="Which of `parts` to practise: those rated below 4 the last time, the lowest first.", examples=[[2]]
    )
    opening: RehearsalWords
    ask: RehearsalWords
    closing: str = Field(examples=["Thank you, this has helped me a lot. May I stay in touch?"])
