"""Templates of letters, which of the starter set was taken, and what contacts are to be congratulated on."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from ..core.db import ID, Binned, belongs_to, newest_first


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
