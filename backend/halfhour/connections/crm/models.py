"""Connections to CRMs, whom they are for, and what was shown there last."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from ...core.db import ID, Instant, Json, Owned, belongs_to


class CrmKind(StrEnum):
    """Which program is at the other end; `none`: nobody, to try choosing and comparing with."""

    HUBSPOT = "hubspot"
    TWENTY = "twenty"
    MONICA = "monica"
    NONE = "none"


class CrmState(StrEnum):
    """How a connection stands."""

    NEW = "new"
    READY = "ready"
    WAITING = "waiting"
    REFUSED = "refused"


class CrmWork(StrEnum):
    """What is being done with the other system."""

    CHECK = "check"
    PREVIEW = "preview"
    PUSH = "push"


class What(StrEnum):
    """What can be shown to a CRM, in the order in which it is sent."""

    PERSON = "person"
    TALK = "talk"
    FOLLOW_UP = "follow_up"
    NOTE = "note"


class CrmContactState(StrEnum):
    """How a chosen contact stands."""

    CHOSEN = "chosen"
    SENT = "sent"
    REFUSED = "refused"


class PreviewState(StrEnum):
    """How far a comparison has come."""

    COMPARING = "comparing"
    READY = "ready"
    FAILED = "failed"


class CrmConnection(Owned, table=True):
    """One CRM. What errands find out about it is projected, so that nobody's If-Match grows stale by it.

    `released`: the person has pressed push since the settings were changed, so that changes may follow by themselves.
    `cursor` is the last event that the pushed state takes account of; `held_*` is the errand that works now, and
    nothing is asked of a server in trouble before `quiet_until`.
    """

    __tablename__ = "crm_connection"
    kind: ClassVar[str] = "crm_connection"

    system: str = Field(max_length=20)
    label: str = Field(max_length=300)
    base_url: str | None = Field(default=None, max_length=2000)
    sealed_key: str | None = Field(default=None, sa_column=Column(Text, nullable=True, info={"secret": True}))
    push_people: bool = True
    push_talks: bool = True
    push_follow_ups: bool = True
    push_notes: bool = False
    mapping: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    state: str = Field(default=CrmState.NEW.value, max_length=20)
    account: str | None = Field(default=None, max_length=300)
    released: bool = False
    cursor: int = Field(default=0, sa_type=BigInteger)
    work: str | None = Field(default=None, max_length=20)
    work_job_id: str | None = Field(default=None, sa_type=ID)
    watch_job_id: str | None = Field(default=None, sa_type=ID)
    held_by: str | None = Field(default=None, sa_type=ID)
    held_until: datetime | None = Field(default=None, sa_type=Instant)
    failures: int = 0
    quiet_until: datetime | None = Field(default=None, sa_type=Instant)
    checked_at: datetime | None = Field(default=None, sa_type=Instant)
    last_synced_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str | None = Field(default=None, sa_type=Text)
    advice: str | None = Field(default=None, sa_type=Text)


class CrmChoice(SQLModel, table=True):
    """A contact that the person has chosen to show. Without `released_at` nothing of them was sent yet.

    `tried` is a digest of what was refused last: it is not sent again until it changes, or the person presses push.
    It has no id, so that a merge of two contacts leaves the choice of each alone.
    """

    __tablename__ = "crm_choice"
    __table_args__ = (
        belongs_to("connection_id", "crm_connection"),
        belongs_to("contact_id", "contact"),
        Index("ix_crm_choice_contact", "owner_id", "contact_id"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    connection_id: str = Field(primary_key=True, sa_type=ID)
    contact_id: str = Field(primary_key=True, sa_type=ID)
    chosen_at: datetime = Field(sa_type=Instant)
    released_at: datetime | None = Field(default=None, sa_type=Instant)
    pushed_at: datetime | None = Field(default=None, sa_type=Instant)
    tried: str | None = Field(default=None, max_length=64)
    last_error: str | None = Field(default=None, sa_type=Text)
    advice: str | None = Field(default=None, sa_type=Text)


class CrmRef(SQLModel, table=True):
    """A row of ours and its twin there.

    `key` is our row's id, for a follow-up with what it is about. `pushed` holds, by our names of the fields, what was
    sent or found last, so that only what changes here is written. With no `their_id`, a try to create it began at
    `began_at`, and it is not known whether it succeeded.
    """

    __tablename__ = "crm_ref"
    __table_args__ = (
        belongs_to("connection_id", "crm_connection"),
        belongs_to("contact_id", "contact"),
        Index("ix_crm_ref_contact", "owner_id", "contact_id"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    connection_id: str = Field(primary_key=True, sa_type=ID)
    what: str = Field(primary_key=True, max_length=20)
    key: str = Field(primary_key=True, max_length=100)
    contact_id: str = Field(sa_type=ID)
    their_id: str | None = Field(default=None, max_length=200)
    link: str | None = Field(default=None, max_length=2000)
    pushed: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    began_at: datetime | None = Field(default=None, sa_type=Instant)
    pushed_at: datetime | None = Field(default=None, sa_type=Instant)


class CrmPreview(SQLModel, table=True):
    """The last comparison of a connection: what pushing would create and change there."""

    __tablename__ = "crm_preview"
    __table_args__ = (belongs_to("connection_id", "crm_connection"),)

    owner_id: str = Field(primary_key=True, sa_type=ID)
    connection_id: str = Field(primary_key=True, sa_type=ID)
    state: str = Field(default=PreviewState.COMPARING.value, max_length=20)
    job_id: str | None = Field(default=None, sa_type=ID)
    asked_at: datetime = Field(sa_type=Instant)
    made_at: datetime | None = Field(default=None, sa_type=Instant)
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    people_left: int = 0
    last_error: str | None = Field(default=None, sa_type=Text)
    advice: str | None = Field(default=None, sa_type=Text)
