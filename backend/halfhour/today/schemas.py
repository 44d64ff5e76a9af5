"""What clients see of today."""

from datetime import date, datetime

from pydantic import Field

from ..core.schemas import Body, Read, Zone
from ..coverage.schemas import NextPerson
from ..interviews.schemas import InterviewRead
from .rules import DueKind

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


class TodayQuery(Body):
    """Where the person is."""

    time_zone: Zone | None = Field(
        None, description="Whose days count; the account's if left out.", examples=["Europe/Berlin"]
    )


class DueRead(Read):
    """What to do, for whom and until when."""

    kind: DueKind = Field(examples=["thank"])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    interview_id: str | None = Field(description="The talk that it is about, if one.", examples=[AN_ID])
    due_at: datetime = Field(examples=["2026-12-02T08:31:00Z"])
    overdue: bool = Field(examples=[False])
    words: str = Field(examples=["Thank Maria Keller for the talk."])
    page: str = Field(
        description="Where the web app does it.",
        examples=[f"/outreach/write?purpose=thank_you&contact={AN_ID}&interview={AN_ID}"],
    )


class TodayCounts(Read):
    """How many talks wait."""

    waiting: int = Field(description="Asked for, and not answered yet.", examples=[3])
    planned: int = Field(description="Planned, and not asked for yet.", examples=[2])


class TodayBegun(Read):
    """Which of the first steps were taken."""

    career: bool = Field(description="There is a career to explore.", examples=[True])
    people: bool = Field(description="There is somebody to ask.", examples=[True])
    talk: bool = Field(description="A talk was planned.", examples=[True])
    questions: bool = Field(description="A talk has questions, or was held.", examples=[False])


class TodayRead(Read):
    """What today asks of the person."""

    now: datetime = Field(examples=["2026-12-01T07:15:00Z"])
    day: date = Field(description="What the calendar shows there.", examples=["2026-12-01"])
    time_zone: str = Field(examples=["Europe/Berlin"])
    ahead: list[InterviewRead] = Field(description="The conversations that come next, up to five.")
    dues: list[DueRead] = Field(description="What can't wait comes first.")
    suggestions: list[NextPerson] = Field(description="Whom to ask next, with reasons; up to four.")
    counts: TodayCounts
    begun: TodayBegun
