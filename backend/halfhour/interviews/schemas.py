"""What clients send and see of talks and their moves."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ..contacts.models import Channel
from ..core.schemas import (
    At,
    BinnedQuery,
    Body,
    Change,
    Clean,
    Deletable,
    Id,
    Line,
    ListQuery,
    Note,
    Read,
    Zone,
    left_out,
    unique_words,
)
from ..outreach.guard import AskCheck, Deed, Severity
from .agenda_schemas import A_CAREER, AgendaSummary, CareerName
from .models import MINUTES, InterviewAction, InterviewMode, InterviewState, RecordingConsent

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


def _a_real_time(local: str) -> str:
    datetime.fromisoformat(local)
    return local


WallTime = Annotated[
    str,
    StringConstraints(
        pattern=r"^2[01][0-9]{2}-"
        r"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
        r"T([01][0-9]|2[0-3]):[0-5][0-9]$"
    ),
    AfterValidator(_a_real_time),
]
"""What a clock on the wall shows, to the minute and without an offset."""
Minutes = Annotated[int, Field(ge=5, le=480)]
Travel = Annotated[int, Field(ge=0, le=1440)]
WebAddress = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$"), Clean]
Careers = Annotated[list[Id], Field(max_length=20), AfterValidator(unique_words)]


class InterviewFields(Body):
    ask_channel: Channel | None = Field(None, description="How to ask, or how one has asked.", examples=["email"])
    mode: InterviewMode | None = Field(None, description="How you will talk.", examples=["video"])
    place: Line | None = Field(None, description="Where to meet.", examples=["Café Riquet, Leipzig"])
    meeting_link: WebAddress | None = Field(None, examples=["https://meet.example.org/maria"])
    travel_minutes: Travel | None = Field(None, description="How long it takes to get there, one way.", examples=[25])


class InterviewCreate(InterviewFields):
    """A talk that the person wishes for: with whom is all that is needed."""

    contact_id: Id = Field(examples=[AN_ID])
    career_ids: Careers = Field([], description="The careers that it is about.", examples=[[A_CAREER]])
    goal: Note = Field("", description="What to find out.", examples=["What a clinical data manager does all day."])
    minutes: Minutes = Field(MINUTES, description="The length to ask for.", examples=[30])


class InterviewUpdate(Change, InterviewFields):
    """What changes of a talk: what is left out stays, null clears. Its state changes by actions alone."""

    career_ids: Careers = left_out(examples=[[A_CAREER]])
    goal: Note = left_out(examples=["What a clinical data manager does all day."])
    minutes: Minutes = left_out(examples=[30])


class MoveBody(Body):
    at: At | None = Field(None, description="When it happened; now if left out.", examples=["2026-11-20T08:15:00Z"])
    note: Note = Field(
        "", description="Kept with the move and on the contact's timeline.", examples=["Wrote in German."]
    )


class RequestCreate(MoveBody):
    """The ask was sent."""

    channel: Channel | None = Field(None, description="How one has asked; as planned if left out.", examples=["email"])
    template_id: Id | None = Field(None, description="The template that the letter began from.", examples=[None])


class FollowUpCreate(MoveBody):
    """A second message was sent."""

    channel: Channel | None = Field(None, description="How; as the first time if left out.", examples=["email"])
    template_id: Id | None = Field(None, description="The template that the letter began from.", examples=[None])


class ScheduleCreate(MoveBody):
    """The two agreed on a time."""

    starts_at_local: WallTime = Field(
        description="What the clock on the wall will show in `time_zone`. A time that is skipped when clocks go forward"
        " becomes the next minute; one that comes twice means the first.",
        examples=["2026-12-01T09:00"],
    )
    time_zone: Zone = Field(examples=["Europe/Berlin"])
    minutes: Minutes | None = Field(None, description="The agreed length; stays if left out.", examples=[30])
    mode: InterviewMode | None = Field(None, description="Stays if left out.", examples=["video"])
    place: Line | None = Field(None, description="Stays if left out.", examples=["Café Riquet, Leipzig"])
    meeting_link: WebAddress | None = Field(
        None, description="Stays if left out.", examples=["https://meet.example.org/maria"]
    )
    channel: Channel | None = Field(None, description="How they replied.", examples=["email"])


class RescheduleCreate(ScheduleCreate):
    """The two agreed on another time."""


class HoldCreate(MoveBody):
    """The talk took place."""

    at: At | None = Field(
        None, description="When it began; if left out, at the agreed time or now.", examples=["2026-12-01T08:02:00Z"]
    )
    ended_at: At | None = Field(None, description="When it ended.", examples=["2026-12-01T08:36:00Z"])


class DeclineCreate(MoveBody):
    """They don't want to, or can't."""

    reason: Note = Field("", description="What they said.", examples=["Too busy until spring."])
    channel: Channel | None = Field(None, description="How they replied.", examples=["email"])


class NoResponseCreate(MoveBody):
    """No reply came, and none is waited for any longer."""


class CancelCreate(MoveBody):
    """The talk was called off."""

    reason: Note = Field("", examples=["Her flight was moved."])


class NoShowCreate(MoveBody):
    """One waited, and the talk did not come about."""


class ReopenCreate(MoveBody):
    """The talk is taken up again; what happened stays in its history."""


class ThankCreate(MoveBody):
    """They were thanked."""

    channel: Channel | None = Field(None, description="How.", examples=["mail"])
    template_id: Id | None = Field(None, description="The template that the letter began from.", examples=[None])


class UnthankCreate(MoveBody):
    """They were not thanked after all."""


class AllowedMove(Read):
    """A move that is legal now, and where to POST it."""

    action: InterviewAction
    path: str = Field(examples=[f"/api/v1/interviews/{AN_ID}/schedule"])


class InterviewFacts(Deletable):
    """What is kept of a talk, and of the contact what its row on a list shows."""

    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    contact_headline: str | None = Field(examples=["Clinical data manager"])
    contact_time_zone: str | None = Field(examples=["Europe/Berlin"])
    organization_id: str | None = Field(examples=[AN_ID])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    careers: list[CareerName]
    state: InterviewState
    goal: str = Field(examples=["What a clinical data manager does all day."])
    ask_channel: Channel | None
    mode: InterviewMode | None
    place: str | None = Field(examples=["Café Riquet, Leipzig"])
    meeting_link: str | None = Field(examples=["https://meet.example.org/maria"])
    minutes: int = Field(description="The agreed length.", examples=[30])
    starts_at: datetime | None = Field(description="The agreed instant.", examples=["2026-12-01T08:00:00Z"])
    starts_at_local: str | None = Field(
        description="What the clock shows then in `time_zone`.", examples=["2026-12-01T09:00"]
    )
    time_zone: str | None = Field(examples=["Europe/Berlin"])
    requested_at: datetime | None = Field(examples=["2026-11-20T08:15:00Z"])
    followed_up_at: datetime | None = Field(examples=[None])
    held_at: datetime | None = Field(examples=[None])
    ended_at: datetime | None = Field(examples=[None])
    thanked_at: datetime | None = Field(examples=[None])
    debriefed_at: datetime | None = Field(examples=[None])
    closed_at: datetime | None = Field(
        description="When it was declined, cancelled, missed or no longer waited for.", examples=[None]
    )
    outcome_reason: str = Field(description="Why it was declined or cancelled.", examples=[""])
    travel_minutes: int | None = Field(description="How long it takes to get there, one way.", examples=[25])
    their_answer: Literal["accepted", "tentative", "declined", "counter"] | None = Field(
        description="What they have replied to an invitation to the talk as it is now; `counter`: they propose another"
        " time.",
        examples=["accepted"],
    )
    ask_template_id: str | None = Field(description="The template that the ask began from.", examples=[None])
    recording_consent: RecordingConsent | None = Field(
        description="What they said when asked for leave to record; null: not asked."
    )
    recording_consent_at: datetime | None = Field(examples=["2026-12-01T08:03:00Z"])
    recording_consent_how: str = Field(description="How they were asked, and what they said.", examples=[""])
    wrapped_up_at: datetime | None = Field(description="When the talk was closed with thanks.", examples=[None])


class InterviewRead(InterviewFacts):
    """A talk, with the moves that are legal now and how its agenda stands."""

    thank_by: datetime | None = Field(
        description="Until when the thank-you is due, a day after the talk; null before it and once they were thanked.",
        examples=["2026-12-02T08:36:00Z"],
    )
    allowed: list[AllowedMove]
    agenda_summary: AgendaSummary


InterviewSort = Literal[
    "-updated_at", "updated_at", "-created_at", "created_at", "starts_at", "-starts_at",
    "contact_name", "-contact_name",
]  # fmt: skip
Words = Annotated[str, StringConstraints(max_length=200), Clean]


class InterviewQuery(BinnedQuery):
    """Which talks to list."""

    q: Words | None = Field(None, description="Words of the contact's name, the goal, the place, questions or answers.")
    state: InterviewState | None = None
    open: bool | None = Field(None, description="Only those that may still come about, or only the others.")
    contact_id: Id | None = None
    career_id: Id | None = None
    from_: At | None = Field(None, alias="from", description="Talks at this instant or later.")
    to: At | None = Field(None, description="Talks before this instant.")
    sort: InterviewSort = Field(
        "-updated_at", description="`starts_at` is the agreed time, or when it was held; talks with neither come first."
    )


class MoveRead(Read):
    """One step in the life of a talk."""

    id: str = Field(examples=[AN_ID])
    interview_id: str = Field(examples=[AN_ID])
    action: Literal["plan", "thank", "unthank"] | InterviewAction
    from_state: InterviewState | None = Field(description="Null where the talk was planned.")
    to_state: InterviewState
    at: datetime = Field(description="When it happened.", examples=["2026-11-20T08:15:00Z"])
    created_at: datetime = Field(description="When it was written down.", examples=["2026-11-20T08:16:12Z"])
    channel: Channel | None
    starts_at: datetime | None = Field(description="The time agreed on by this move.", examples=[None])
    note: str = Field(examples=["Wrote in German."])


class MoveQuery(ListQuery):
    """Which part of the history to list, oldest first."""


class GuardQuery(Body):
    """Whom one is about to ask, or which talk it is about."""

    contact_id: Id | None = Field(None, description="Left out: the contact of the talk.")
    interview_id: Id | None = Field(None, description="The talk that is to be asked for or followed up on.")


class GuardFinding(Read):
    """What is the matter, and how to mend it."""

    check: AskCheck = Field(examples=["too_cold"])
    severity: Severity = Field(examples=["warning"])
    message: str = Field(examples=["They said no on 3 November 2026."])
    mend: str = Field(examples=["Leave them some months, unless they told you to come back."])
    until: datetime | None = Field(
        description="When it stops being so, where that is known.", examples=["2027-02-01T09:00:00Z"]
    )
    interview_id: str | None = Field(description="Another talk that it is about.", examples=[None])


class GuardRead(Read):
    """Whether one may ask or follow up now, and what to mind."""

    contact_id: str | None = Field(examples=[AN_ID])
    interview_id: str | None = Field(examples=[None])
    deed: Deed = Field(description="What the findings are about.", examples=["request"])
    may: bool = Field(description="Whether nothing stops it.", examples=[True])
    findings: list[GuardFinding]
    follow_up_from: datetime | None = Field(
        description="From when on one may follow up on the ask that waits.", examples=["2026-11-27T08:15:00Z"]
    )
    expires_at: datetime | None = Field(
        description="When the ask that waits becomes one that was not answered.", examples=["2026-12-04T08:15:00Z"]
    )
    asked_this_week: int = Field(description="Asks since Monday, by the account's time zone.", examples=[2])
    weekly_asks: int = Field(description="How many the person set themselves.", examples=[5])
