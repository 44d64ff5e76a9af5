"""What clients send and see of the days before a talk."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..core.schemas import Body, Change, Clean, Read, filled, left_out
from ..interviews.agenda_schemas import AgendaRead
from ..interviews.schemas import InterviewRead
from .models import Errand, Origin

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"

ToDo = Annotated[str, filled(500), Clean]


class ChecklistItemCreate(Body):
    """Something of one's own to see to before the talk."""

    text: ToDo = Field(examples=["Print the article she wrote"])


class ChecklistItemUpdate(Change):
    """What changes of something to see to: what is left out stays."""

    text: ToDo = left_out(examples=["Print the article she wrote"])
    done: bool = left_out(description="Ticked, from now on; or not ticked any more.", examples=[True])
    needed: bool = left_out(description="False sets it aside for this talk.", examples=[True])


class ChecklistItemKept(Read):
    """What is kept of something to see to."""

    id: str = Field(examples=[AN_ID])
    version: int = Field(
        description="Counts the changes; 0 before what is proposed is touched for the first time.", examples=[1]
    )
    interview_id: str = Field(examples=[AN_ID])
    proposal: Errand | None = Field(description="What Halfhour proposes; null for one's own.", examples=["route"])
    text: str = Field(examples=["Look up the way there and how long it takes"])
    needed: bool = Field(description="Not set aside for this talk.", examples=[True])
    done_at: datetime | None = Field(description="When it was ticked.", examples=["2026-11-30T17:20:00Z"])
    deleted_at: datetime | None = Field(description="When it was put into the bin, if it was.", examples=[None])


class ChecklistItemRead(ChecklistItemKept):
    """Something to see to before the talk, with why."""

    why: str = Field(
        description="Why it is worth it; empty for one's own.",
        examples=["Ten minutes early is calm; five minutes late begins with an excuse."],
    )
    detail: str = Field(
        description="What is known of it already, or still missing.",
        examples=["Café Riquet, Leipzig: 25 minutes one way; leave by 08:25 to be there ten minutes early."],
    )


class ChecklistProgress(Read):
    """How much of what is needed is seen to."""

    total: int = Field(examples=[11])
    done: int = Field(examples=[4])


class ResearchSource(Read):
    """Something that one has read up on for this talk."""

    origin: Origin = Field(examples=["note"])
    id: str = Field(description="Of the contact, organization, career or note that holds it.", examples=[AN_ID])
    title: str = Field(examples=["What her day is like"])
    text: str = Field(
        description="Markdown; its first 10,000 characters.", examples=["Starts at **seven** with the overnight data."]
    )
    complete: bool = Field(description="Whether that is all of it.", examples=[True])


class AnsweredBy(StrEnum):
    """What answers a question before the talk."""

    RESEARCH = "research"
    SEARCH = "search"


class PassageRead(Read):
    """What research says to a question."""

    source: int = Field(description="Which of `research` it stands in, from 0.", examples=[0])
    text: str = Field(examples=["The department has forty people in three teams."])
    words: list[str] = Field(
        description="The question's words that it was found by.", examples=[["department", "team"]]
    )


class StrikeSuggestion(Read):
    """A question that need not take minutes of the talk, and why; also for those that are struck off already."""

    agenda_item_id: str = Field(examples=[AN_ID])
    by: AnsweredBy = Field(examples=["research"])
    reason: str = Field(examples=["What you have read answers it."])
    mend: str = Field(
        description="What to do instead.",
        examples=["Strike it off, or build on what you know: ask how they see it themselves."],
    )
    passage: PassageRead | None = Field(description="Where research answers it; null where a search would.")


class PreparationRead(Read):
    """All that one prepares a talk with: what to see to, what was read, the questions and what answers them already."""

    interview: InterviewRead
    checklist: list[ChecklistItemRead] = Field(
        description="What is proposed for how you talk, then one's own. What was ticked stays so when the mode changes."
    )
    progress: ChecklistProgress
    research: list[ResearchSource]
    agenda: AgendaRead
    suggestions: list[StrikeSuggestion]
