"""The person's own mail account, the invitations that were sent with it, and what was replied to them."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ...core.db import ID, Instant, Owned, belongs_to


class MailSecurity(StrEnum):
    """How the way to a mail server is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class MailState(StrEnum):
    """How a mail account is."""

    OFF = "off"
    UNTRIED = "untried"
    TRYING = "trying"
    FINE = "fine"
    PASSWORD = "password"  # noqa: S105  # a state: it has to be entered again
    TROUBLE = "trouble"


class SendingState(StrEnum):
    """What became of a mail."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Answer(StrEnum):
    """What somebody replied to an invitation."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    COUNTER = "counter"


class MailAccount(Owned, table=True):
    """One for each person: its id is the person's own. `password` is sealed; see core.sealed."""

    __tablename__ = "mail_account"
    kind: ClassVar[str] = "mail_account"

    host: str = Field(max_length=253)
    port: int
    security: str = Field(max_length=20)
    username: str | None = Field(default=None, max_length=300)
    password: str | None = Field(default=None, sa_type=Text, sa_column_kwargs={"info": {"secret": True}})
    from_name: str = Field(default="", max_length=300)
    from_address: str = Field(max_length=254)
    state: str = Field(default=MailState.UNTRIED.value, max_length=20)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str | None = Field(default=None, sa_type=Text)
    advice: str | None = Field(default=None, sa_type=Text)


class Sending(Owned, table=True):
    """One press of send: the mail as it was shown, which goes out as just these bytes however often it is tried."""

    __tablename__ = "talk_invitation"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        Index("ix_talk_invitation_interview", "owner_id", "interview_id", "created_at"),
    )
    kind: ClassVar[str] = "talk_invitation"

    interview_id: str = Field(sa_type=ID)
    method: str = Field(max_length=20)
    sequence: int
    to_address: str = Field(max_length=254)
    to_name: str = Field(default="", max_length=300)
    subject: str = Field(max_length=500)
    text: str = Field(sa_type=Text)
    message_id: str = Field(max_length=254)
    mail: str = Field(sa_type=Text)
    state: str = Field(default=SendingState.QUEUED.value, max_length=20)
    tries: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str | None = Field(default=None, sa_type=Text)
    advice: str | None = Field(default=None, sa_type=Text)


class Reply(Owned, table=True):
    """What somebody who was invited has replied; the newest of each counts."""

    __tablename__ = "talk_reply"
    __table_args__ = (
        belongs_to("interview_id", "interview"),
        Index("ix_talk_reply_interview", "owner_id", "interview_id", "created_at"),
    )
    kind: ClassVar[str] = "talk_reply"

    interview_id: str = Field(sa_type=ID)
    address: str = Field(max_length=254)
    answer: str = Field(max_length=20)
    sequence: int
    stamped_at: datetime | None = Field(default=None, sa_type=Instant)
    comment: str = Field(default="", sa_type=Text)
    proposed_starts_at: datetime | None = Field(default=None, sa_type=Instant)
    proposed_ends_at: datetime | None = Field(default=None, sa_type=Instant)
