"""Connected calendars and address books: what is kept of them, what was last in step, what came back to be decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from ...core.db import ID, Instant, Json, Owned, belongs_to, newest_first, table_column


class ConnectionKind(StrEnum):
    """What is kept in step."""

    CALENDAR = "calendar"
    ADDRESS_BOOK = "address_book"


class ConnectionState(StrEnum):
    """How a connection is."""

    LOOKING = "looking"
    CHOOSE = "choose"
    WORKING = "working"
    FINE = "fine"
    OFF = "off"
    PASSWORD = "password"  # noqa: S105  # a state: it has to be entered again
    TROUBLE = "trouble"
    LEAVING = "leaving"


class Accepting(StrEnum):
    """What happens with what was changed on the other side."""

    CONFIRM = "confirm"
    AUTOMATIC = "automatic"


class People(StrEnum):
    """Who is kept in an address book."""

    TALKS = "talks"
    TAG = "tag"
    ALL = "all"


class ChangeKind(StrEnum):
    """What was found on the other side."""

    TALK_MOVED = "talk_moved"
    TALK_CANCELLED = "talk_cancelled"
    PERSON_NEW = "person_new"
    PERSON_CHANGED = "person_changed"
    PERSON_GONE_THERE = "person_gone_there"
    PERSON_GONE_HERE = "person_gone_here"


class ChangeState(StrEnum):
    """What became of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class ItemState(StrEnum):
    """How an entry on the server is treated."""

    KEPT = "kept"
    ASKED = "asked"
    IGNORED = "ignored"
    LEAVING = "leaving"


class Connection(Owned, table=True):
    """An account on a CalDAV or CardDAV server, and which of its collections is used for what.

    `found` are the collections, each with an id of ours; `collection` is the chosen one's address, `busy` are the ids
    of calendars that are read for busy times. `job_id` is the one job that syncs it now and then; `wanted_at` marks
    that a sync was asked for besides and has not begun, `held_until` that one is under way, so that no two meet on one
    server.
    """

    __tablename__ = "connection"
    __table_args__ = (newest_first("connection", binned=False),)
    kind: ClassVar[str] = "connection"

    what: str = Field(max_length=20)
    name: str = Field(max_length=300)
    address: str = Field(max_length=2000)
    username: str = Field(max_length=300)
    password: str = Field(sa_type=Text, sa_column_kwargs={"info": {"secret": True}})
    active: bool = True
    accepting: str = Field(default=Accepting.CONFIRM.value, max_length=20)
    people: str = Field(default=People.TALKS.value, max_length=20)
    people_tag: str | None = Field(default=None, max_length=60)
    found: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    collection: str | None = Field(default=None, max_length=2000)
    busy: list[str] = Field(default_factory=list, sa_type=Json)
    state: str = Field(default=ConnectionState.LOOKING.value, max_length=20)
    sync_token: str | None = Field(default=None, sa_type=Text)
    full_at: datetime | None = Field(default=None, sa_type=Instant)
    last_synced_at: datetime | None = Field(default=None, sa_type=Instant)
    last_tried_at: datetime | None = Field(default=None, sa_type=Instant)
    failures: int = 0
    job_id: str | None = Field(default=None, sa_type=ID)
    last_error: str | None = Field(default=None, sa_type=Text)
    advice: str | None = Field(default=None, sa_type=Text)
    wanted_at: datetime | None = Field(default=None, sa_type=Instant)
    held_until: datetime | None = Field(default=None, sa_type=Instant)


class ConnectionItem(Owned, table=True):
    """One entry on the server that belongs to a talk or a person, or a person there whom nobody knows here yet.

    `base` is what both sides had when they were last in step; `wrote` are digests of the texts that we wrote last, by
    which others' words are known; `pushed` is that of all that we wrote, to see whether there is more to write.
    `made_here`: we put it there.
    """

    __tablename__ = "connection_item"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        belongs_to("interview_id", "interview"),
        belongs_to("contact_id", "contact"),
        Index("ix_connection_item", "owner_id", "connection_id", "href"),
        Index(
            "ix_connection_item_interview",
            "owner_id",
            "interview_id",
            sqlite_where=table_column("interview_id").is_not(None),
            postgresql_where=table_column("interview_id").is_not(None),
        ),
        Index(
            "ix_connection_item_contact",
            "owner_id",
            "contact_id",
            sqlite_where=table_column("contact_id").is_not(None),
            postgresql_where=table_column("contact_id").is_not(None),
        ),
    )

    connection_id: str = Field(sa_type=ID)
    interview_id: str | None = Field(default=None, sa_type=ID)
    contact_id: str | None = Field(default=None, sa_type=ID)
    uid: str = Field(max_length=500)
    href: str = Field(max_length=2000)
    etag: str | None = Field(default=None, max_length=500)
    state: str = Field(default=ItemState.KEPT.value, max_length=20)
    made_here: bool = False
    base: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    wrote: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    pushed: str = Field(default="", max_length=64)


class ConnectionChange(Owned, table=True):
    """Something that was changed on the other side, or deleted on either, for the person to decide.

    `here` and `there` are what each side says, as values; `conflict`: both have changed since they were last in step.
    """

    __tablename__ = "connection_change"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        belongs_to("item_id", "connection_item"),
        belongs_to("interview_id", "interview"),
        belongs_to("contact_id", "contact"),
        newest_first("connection_change", binned=False),
        Index("ix_connection_change_item", "owner_id", "item_id", "state"),
        Index("ix_connection_change_open", "owner_id", "connection_id", "state"),
    )
    kind: ClassVar[str] = "connection_change"

    connection_id: str = Field(sa_type=ID)
    item_id: str = Field(sa_type=ID)
    interview_id: str | None = Field(default=None, sa_type=ID)
    contact_id: str | None = Field(default=None, sa_type=ID)
    what: str = Field(max_length=30)
    state: str = Field(default=ChangeState.OPEN.value, max_length=20)
    conflict: bool = False
    automatic: bool = False
    title: str = Field(max_length=300)
    words: str = Field(sa_type=Text)
    accept_words: str = Field(max_length=300)
    dismiss_words: str = Field(max_length=300)
    here: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    there: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


class BusySpan(SQLModel, table=True):
    """A time at which a calendar says that the person is busy: no more than that."""

    __tablename__ = "connection_busy"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        Index("ix_connection_busy", "owner_id", "starts_at"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    connection_id: str = Field(primary_key=True, sa_type=ID)
    number: int = Field(primary_key=True)
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
