"""What clients send and see of the question bank, the checks and the starter set."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..core.schemas import BinnedQuery, Body, Change, Clean, Deletable, Read, Tags, filled, left_out
from .models import Category
from .rules import Check

TEXT = "What surprised you most once you were inside?"
DRAFT = "Don't you love your job, and why?"
TAGS = ["first talk"]

QuestionText = Annotated[str, filled(2000), Clean]
Draft = Annotated[str, StringConstraints(max_length=10_000), Clean]
Words = Annotated[str, StringConstraints(max_length=200), Clean]


class QuestionCreate(Body):
    """A question for the bank."""

    text: QuestionText = Field(examples=[TEXT])
    category: Category = Field(Category.OTHER, examples=["expectations"])
    tags: Tags = Field(default_factory=list, examples=[TAGS])


class QuestionUpdate(Change):
    """What changes of a question."""

    text: QuestionText = left_out(examples=[TEXT])
    category: Category = left_out(examples=["expectations"])
    tags: Tags = left_out(examples=[TAGS])


class QuestionRead(Deletable):
    """A question of the bank, with how often it was asked in talks."""

    text: str = Field(examples=[TEXT])
    category: Category = Field(examples=["expectations"])
    tags: list[str] = Field(examples=[TAGS])
    times_asked: int = Field(description="In how many talks it was asked.", examples=[2])
    last_asked_at: datetime | None = Field(examples=["2026-11-18T14:30:00.000000Z"])


QuestionSort = Literal[
    "-updated_at",
    "updated_at",
    "-created_at",
    "created_at",
    "category",
    "-category",
    "text",
    "-text",
    "-times_asked",
    "times_asked",
]


class QuestionQuery(BinnedQuery):
    """Which questions to list."""

    q: Words | None = Field(None, description="Words that they are found by.")
    category: Category | None = None
    tag: Annotated[str, StringConstraints(max_length=60), Clean] | None = Field(None, description="Only with this tag.")
    asked: bool | None = Field(None, description="Only those that were asked in a talk, or only those that never were.")
    sort: QuestionSort = "-updated_at"


class QuestionCount(Read):
    """How many questions have one value."""

    value: str = Field(examples=["pay"])
    count: int = Field(examples=[6])


class QuestionCounts(Read):
    """How many questions the bank has, in all and by what lists filter on."""

    total: int = Field(examples=[102])
    category: list[QuestionCount]
    tag: list[QuestionCount]


class CheckRequest(Body):
    """A question as far as it is written."""

    text: Draft = Field(examples=[DRAFT])


class FindingRead(Read):
    """One piece of advice on a question."""

    check: Check = Field(description="The habit that was found.", examples=["double"])
    reason: str = Field(
        description="What it costs.",
        examples=["It asks two things at once, and the half that is answered first is all that you will hear."],
    )
    mend: str = Field(
        description="What to do about it. Questions that are proposed stand between curly quotes.",
        examples=["Ask “What do you love about your job?” first, listen, and keep the other for later."],
    )


class CheckResult(Read):
    """The advice on a question: at most one finding of each check, none if it is ready to be asked."""

    findings: list[FindingRead]


class StarterRead(Read):
    """A question of the starter set."""

    key: str = Field(description="Stands for this question for good.", examples=["expectations/surprise"])
    category: Category = Field(examples=["expectations"])
    text: str = Field(examples=[TEXT])
    tags: list[str] = Field(examples=[TAGS])
    taken: bool = Field(
        description="It was copied into the bank before, whatever became of it there.", examples=[False]
    )


class StarterSet(Read):
    """The starter set, in the order in which a talk often takes its topics."""

    items: list[StarterRead]


class StarterTake(Body):
    """Which questions of the starter set to take."""

    categories: list[Category] | None = Field(
        None, max_length=len(Category), description="Only these; left out: all.", examples=[["path", "closing"]]
    )


class StarterResult(Read):
    """What taking the starter set did."""

    added: int = Field(description="Questions that are new in the bank.", examples=[102])
    known: int = Field(description="Questions that had been taken before and were left as they are.", examples=[0])
