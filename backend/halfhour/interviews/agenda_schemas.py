"""What clients send and see of agendas and of what was answered."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from ..contacts.models import Level
from ..core.schemas import (
    MAX_LIMIT,
    At,
    Body,
    Change,
    Clean,
    Deletable,
    Id,
    ListQuery,
    NewId,
    Note,
    Read,
    Resource,
    filled,
    left_out,
    own_id,
    unique_words,
)
from .models import AgendaItemState, AgendaPriority

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
A_CAREER = "01939f2c-7a10-7c3e-9d55-5a2b4c3f1e6f"
A_QUESTION = "01939f2c-7a10-7c3e-9d55-1e6f0a2b4c3f"

QuestionText = Annotated[str, filled(1000), Clean]
Planned = Annotated[int, Field(ge=0, le=240)]
Position = Annotated[int, Field(ge=0, lt=MAX_LIMIT)]
Ids = Annotated[list[Id], Field(max_length=MAX_LIMIT)]


class AgendaItemCreate(Body):
    """A question for the agenda: in one's own words, from the bank, or from the bank in one's own words."""

    id: NewId | None = own_id()
    text: QuestionText | None = Field(None, examples=["What does a bad day look like?"])
    question_id: Id | None = Field(None, description="A question of the bank.", examples=[None])
    priority: AgendaPriority = AgendaPriority.MUST
    planned_minutes: Planned | None = Field(
        None, description="3 if left out, or none if it was not planned.", examples=[4]
    )
    position: Position | None = Field(None, description="Before which place; at the end if left out.", examples=[0])
    unplanned: bool = Field(False, description="It came up in the talk.")
    state: AgendaItemState = AgendaItemState.OPEN
    answer: Note = Field("", description="What was answered. An answer marks the question as asked.", examples=[""])
    mattered: bool = Field(False, description="The answer mattered.", examples=[False])
    asked_at: At | None = Field(None, description="When it was asked; now if left out.", examples=[None])

    @model_validator(mode="after")
    def _worded(self) -> "AgendaItemCreate":
        if self.text is None and self.question_id is None:
            raise ValueError("give a text or a question_id")
        return self


class FromBankCreate(Body):
    """Questions of the bank to put at the end of the agenda; those that are on it already stay as they are."""

    question_ids: Annotated[Ids, Field(min_length=1), AfterValidator(unique_words)] = Field(examples=[[A_QUESTION]])
    priority: AgendaPriority = AgendaPriority.MUST
    planned_minutes: Planned | None = Field(None, description="For each; 3 if left out.", examples=[3])


class AgendaItemUpdate(Change):
    """What changes of an agenda item: what is left out stays."""

    text: QuestionText = left_out(examples=["What does a bad day look like?"])
    priority: AgendaPriority = left_out()
    planned_minutes: Planned = left_out(examples=[4])
    state: AgendaItemState = left_out()
    answer: Note = left_out(
        description="What was answered. An answer marks an open question as asked.",
        examples=["Three audits in a week."],
    )
    asked_at: At | None = Field(None, description="When it was asked.", examples=["2026-12-01T08:12:00Z"])
    researched: bool = left_out(
        description="Research answers it already: struck off, it takes no time. An answer kept with it is then what"
        " research says, and does not mark it as asked.",
        examples=[True],
    )
    mattered: bool = left_out(description="The answer mattered: the thank-you tells so.", examples=[True])


class AgendaOrder(Body):
    """All items of the agenda, in their new order."""

    item_ids: Ids = Field(examples=[[AN_ID]])


class AgendaSummary(Read):
    """Whether the agenda fits into the agreed length. Skipped and struck-off questions take no time."""

    item_count: int = Field(examples=[8])
    must_count: int = Field(examples=[5])
    if_time_count: int = Field(examples=[3])
    open_count: int = Field(examples=[8])
    asked_count: int = Field(examples=[0])
    skipped_count: int = Field(examples=[0])
    struck_count: int = Field(description="Struck off, because research answers them, and not asked.", examples=[0])
    planned_minutes: int = Field(examples=[26])
    must_minutes: int = Field(description="Planned for what must be asked.", examples=[17])
    minutes: int = Field(description="The agreed length.", examples=[30])
    fits: bool = Field(examples=[True])
    over_by: int = Field(description="Minutes too many.", examples=[0])
    closing_present: bool = Field(description="Whether it asks whom else to meet.", examples=[True])


class AgendaItemRead(Deletable):
    """One question on an agenda."""

    interview_id: str = Field(examples=[AN_ID])
    question_id: str | None = Field(examples=[A_QUESTION])
    text: str = Field(examples=["What does a bad day look like?"])
    closing: bool = Field(description="It asks whom else to meet.", examples=[False])
    priority: AgendaPriority
    planned_minutes: int = Field(examples=[4])
    position: int = Field(description="From 0, without gaps.", examples=[0])
    unplanned: bool = Field(examples=[False])
    state: AgendaItemState
    answer: str = Field(examples=["Three audits in a week."])
    asked_at: datetime | None = Field(examples=["2026-12-01T08:12:00Z"])
    researched: bool = Field(description="Research answers it already: struck off.", examples=[False])
    mattered: bool = Field(description="The answer mattered.", examples=[True])


class AgendaRead(Resource):
    """A talk's questions in order. Its id is the talk's; its version counts what changes the order."""

    items: list[AgendaItemRead]
    summary: AgendaSummary


class CareerName(Read):
    """A career that a talk is about."""

    id: str = Field(examples=[A_CAREER])
    title: str = Field(examples=["Clinical data manager"])


class AnswerRead(Read):
    """What one person answered to a question."""

    id: str = Field(description="The agenda item.", examples=[AN_ID])
    question_id: str | None = Field(examples=[A_QUESTION])
    interview_id: str = Field(examples=[AN_ID])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    contact_headline: str | None = Field(examples=["Clinical data manager"])
    contact_level: Level | None = Field(examples=["senior"])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    careers: list[CareerName] = Field(description="What the talk was about.")
    text: str = Field(description="As it was asked.", examples=["What does a bad day look like?"])
    answer: str = Field(examples=["Three audits in a week."])
    asked_at: datetime | None = Field(examples=["2026-12-01T08:12:00Z"])


class AnswerQuery(ListQuery):
    """Which answers to list, the latest first."""

    question_id: Id | None = Field(None, description="Answers to this question of the bank.")
    same_words: bool = Field(
        False, description="With `question_id`: also what was answered where the same words were typed freely."
    )
    career_id: Id | None = Field(None, description="Given in talks about this career.")
    contact_id: Id | None = None
