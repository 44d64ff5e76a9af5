"""Talks, the moves that brought them where they are, and the questions to take along."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from ..core.db import ID, Binned, Instant, Json, Owned, belongs_to, newest_first

MINUTES = 30
"""The half hour that the method asks of people."""


class InterviewState(StrEnum):
    """Where a talk stands."""

    PLANNED = "planned"
    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    HELD = "held"
    DECLINED = "declined"
    NO_RESPONSE = "no_response"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class InterviewAction(StrEnum):
    """What the person does to bring a talk from one state to another."""

    REQUEST = "request"
    FOLLOW_UP = "follow_up"
    SCHEDULE = "schedule"
    RESCHEDULE = "reschedule"
    HOLD = "hold"
    DECLINE = "decline"
    NO_RESPONSE = "no_response"
    CANCEL = "cancel"
    NO_SHOW = "no_show"
    REOPEN = "reopen"


class InterviewMode(StrEnum):
    """How the two talk."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class AgendaPriority(StrEnum):
    """Whether a question has to be asked, or may be left out when time runs short."""

    MUST = "must"
    IF_TIME = "if_time"


class AgendaItemState(StrEnum):
    """What became of a question in the talk."""

    OPEN = "open"
    ASKED = "asked"
    SKIPPED = "skipped"


class RecordingConsent(StrEnum):
    """What they said when asked whether the talk may be recorded."""

    GIVEN = "given"
    REFUSED = "refused"


class Interview(Binned, table=True):
    """A talk with one contact about one or more careers.

    `starts_at` follows from `starts_at_local` and `time_zone`, which are what the two agreed on: should a country
    change its clocks, the wall-clock time holds and the instant is computed anew. `contact_name`, `agenda_words`
    and `debrief_words` are copies by which search finds the talk; see `service.retell` and `debriefed`, and `agenda`.
    `sequence` is what calendars tell two states of the appointment apart by (RFC 5545); null: it never had a time.
    `their_answer` is a copy of what was replied to an invitation to the appointment as it is now.
    """

    __tablename__ = "interview"
    __table_args__ = (
        belongs_to("contact_id", "contact"),
        newest_first("interview"),
        Index("ix_interview_contact", "owner_id", "contact_id", "state"),
        Index("ix_interview_starts", "owner_id", "starts_at"),
    )
    kind: ClassVar[str] = "interview"
    titled: ClassVar[tuple[str, ...]] = ("contact_name",)
    searched: ClassVar[tuple[str, ...]] = ("goal", "place", "agenda_words", "debrief_words")
    within: ClassVar[str] = "contact_id"

    contact_id: str = Field(sa_type=ID)
    state: str = Field(default=InterviewState.PLANNED.value, max_length=20)
    goal: str = Field(default="", sa_type=Text)
    ask_channel: str | None = Field(default=None, max_length=20)
    mode: str | None = Field(default=None, max_length=20)
    place: str | None = Field(default=None, max_length=300)
    meeting_link: str | None = Field(default=None, max_length=2000)
    minutes: int = MINUTES
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    starts_at_local: str | None = Field(default=None, max_length=16)
    time_zone: str | None = Field(default=None, max_length=64)
    sequence: int | None = None
    their_answer: str | None = Field(default=None, max_length=20)
    requested_at: datetime | None = Field(default=None, sa_type=Instant)
    followed_up_at: datetime | None = Field(default=None, sa_type=Instant)
    held_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    thanked_at: datetime | None = Field(default=None, sa_type=Instant)
    debriefed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    wrapped_up_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome_reason: str = Field(default="", sa_type=Text)
    ask_template_id: str | None = Field(default=None, sa_type=ID)
    offered: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    travel_minutes: int | None = None
    recording_consent: str | None = Field(default=None, max_length=20)
    recording_consent_at: datetime | None = Field(default=None, sa_type=Instant)
    recording_consent_how: str = Field(default="", sa_type=Text)
    said_thanks: bool = False
    left_details: bool = False
    contact_name: str = Field(default="", max_length=300)
    agenda_words: str = Field(default="", sa_type=Text)
    debrief_words: str = Field(default="", sa_type=Text)


class InterviewCareer(SQLModel, table=True):
    """A career that a talk is about."""

    __tablename__ = "interview_career"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        belongs_to("career_id", "career"),
        Index("ix_interview_career", "owner_id", "career_id", "interview_id"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    interview_id: str = Field(primary_key=True, sa_type=ID)
    career_id: str = Field(primary_key=True, sa_type=ID)


class Move(Owned, table=True):
    """One step in the life of a talk: written once, never changed. Its event is the talk's own."""

    __tablename__ = "interview_move"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        Index("ix_interview_move", "owner_id", "interview_id", "created_at", "id"),
    )

    interview_id: str = Field(sa_type=ID)
    action: str = Field(max_length=20)
    from_state: str | None = Field(default=None, max_length=20)
    to_state: str = Field(max_length=20)
    at: datetime = Field(sa_type=Instant)
    channel: str | None = Field(default=None, max_length=20)
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    note: str = Field(default="", sa_type=Text)
    activity_id: str | None = Field(default=None, sa_type=ID)


class Agenda(Owned, table=True):
    """The order of a talk's questions. Its id is the talk's; its version counts what changes the order, so that two who
    arrange at once notice each other, and writing down an answer disturbs neither."""

    __tablename__ = "agenda"
    __table_args__ = (belongs_to("id", "interview"),)
    kind: ClassVar[str] = "agenda"


class AgendaItem(Binned, table=True):
    """A question on a talk's list, in the words in which it will be asked.

    `question_id` names the question of the bank that it came from. It is no foreign key: the bin is emptied after 30
    days, and an answer outlives its question.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        Index("ix_agenda_item_interview", "owner_id", "interview_id", "position"),
        Index("ix_agenda_item_question", "owner_id", "question_id"),
    )
    kind: ClassVar[str] = "agenda_item"

    interview_id: str = Field(sa_type=ID)
    question_id: str | None = Field(default=None, sa_type=ID)
    text: str = Field(sa_type=Text)
    closing: bool = False
    priority: str = Field(default=AgendaPriority.MUST.value, max_length=20)
    planned_minutes: int = 0
    position: int = 0
    unplanned: bool = False
    researched: bool = False
    mattered: bool = False
    state: str = Field(default=AgendaItemState.OPEN.value, max_length=20)
    answer: str = Field(default="", sa_type=Text)
    asked_at: datetime | None = Field(default=None, sa_type=Instant)
