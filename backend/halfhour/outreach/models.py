"""Templates of letters, which of the starter set was taken, what contacts are to be congratulated on, and who led to
whom."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from ..core.db import ID, Binned, Instant, Json, belongs_to, newest_first


class Purpose(StrEnum):
    """What a letter is for, in the order of the method."""

    ASK = "ask"
    FOLLOW_UP = "follow_up"
    THANK_YOU = "thank_you"
    ASK_FOR_INTRODUCTION = "ask_for_introduction"
    KEEP_IN_TOUCH = "keep_in_touch"
    CLOSE_THE_LOOP = "close_the_loop"
    CONGRATULATE = "congratulate"


class LetterChannel(StrEnum):
    """The way that a letter takes, each with its own length and tone."""

    EMAIL = "email"
    LINKEDIN_INVITATION = "linkedin_invitation"
    LINKEDIN_MESSAGE = "linkedin_message"
    PHONE_SCRIPT = "phone_script"
    HANDWRITTEN_CARD = "handwritten_card"


class Template(Binned, table=True):
    """A letter in the seeker's words, with names in braces for what differs from one person to the next."""

    __tablename__ = "template"
    __table_args__ = (newest_first("template"), Index("ix_template_purpose", "owner_id", "purpose", "id"))
    kind: ClassVar[str] = "template"

    name: str = Field(max_length=300)
    sort_name: str = Field(max_length=300)
    purpose: str = Field(max_length=30)
    channel: str = Field(max_length=30)
    subject: str = Field(default="", max_length=300)
    text: str = Field(sa_type=Text)


class TemplateTaken(SQLModel, table=True):
    """A letter of the starter set that was copied once: as with questions, it is never given again."""

    __tablename__ = "template_taken"

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=60)


class Milestone(Binned, table=True):
    """What happened in a contact's life that is worth a word: a new position, a talk given, an anniversary."""

    __tablename__ = "milestone"
    __table_args__ = (
        belongs_to("contact_id", "contact"),
        Index("ix_milestone_contact", "owner_id", "contact_id", "happened_on", "id"),
    )
    kind: ClassVar[str] = "milestone"

    contact_id: str = Field(sa_type=ID)
    happened_on: date
    what: str = Field(max_length=300)
    note: str = Field(default="", sa_type=Text)


class IntroductionState(StrEnum):
    """How far an introduction has come."""

    SUGGESTED = "suggested"
    ASKED_FOR = "asked_for"
    MADE = "made"
    MET = "met"


class IntroductionAction(StrEnum):
    """What the person does about an introduction."""

    ASK_FOR = "ask_for"
    MAKE = "make"
    MEET = "meet"
    CLOSE_LOOP = "close_loop"
    TAKE_BACK = "take_back"


class Introduction(Binned, table=True):
    """One contact named another, and perhaps brought the two together.

    The state is the furthest of the times that are set. `said_in_id` and `met_in_id` name talks, which are a later
    step's, so that they are no foreign keys; with no `met_in_id` the meeting was noted by hand. `told` holds, for each
    step, the entries that it wrote on timelines, as lists of ids, so that taking the step back takes those back too.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        belongs_to("introducer_id", "contact"),
        belongs_to("introduced_id", "contact"),
        Index("ix_introduction_introducer", "owner_id", "introducer_id"),
        Index("ix_introduction_introduced", "owner_id", "introduced_id"),
    )
    kind: ClassVar[str] = "introduction"

    introducer_id: str = Field(sa_type=ID)
    introduced_id: str = Field(sa_type=ID)
    said_in_id: str | None = Field(default=None, sa_type=ID)
    why: str = Field(default="", sa_type=Text)
    state: str = Field(default=IntroductionState.SUGGESTED.value, max_length=20)
    suggested_at: datetime = Field(sa_type=Instant)
    asked_for_at: datetime | None = Field(default=None, sa_type=Instant)
    made_at: datetime | None = Field(default=None, sa_type=Instant)
    met_at: datetime | None = Field(default=None, sa_type=Instant)
    met_in_id: str | None = Field(default=None, sa_type=ID)
    loop_closed_at: datetime | None = Field(default=None, sa_type=Instant)
    told: dict[str, list[str]] = Field(default_factory=dict, sa_type=Json)
