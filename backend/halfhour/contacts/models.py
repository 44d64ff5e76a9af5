"""People, organizations, the timeline, and what makes two entries the same person."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from ..core.db import ID, Binned, Instant, Json, Owned, belongs_to, newest_first, table_column


class Source(StrEnum):
    """How a contact was found (method, step 3)."""

    FAMILY = "family"
    FRIEND = "friend"
    COWORKER = "coworker"
    EMPLOYER = "employer"
    ASSOCIATION = "association"
    ALUMNI = "alumni"
    PROFESSOR = "professor"
    SOCIAL_NETWORK = "social_network"
    JOB_BOARD = "job_board"
    HR = "hr"
    MEDIA = "media"
    INTRODUCTION = "introduction"
    EVENT = "event"
    OTHER = "other"


class Level(StrEnum):
    """Where a contact stands in their field (method, step 4)."""

    ENTRY = "entry"
    PEER = "peer"
    SENIOR = "senior"
    MANAGER = "manager"
    EXECUTIVE = "executive"


class Channel(StrEnum):
    """A way to reach somebody."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    PHONE = "phone"
    TEXT = "text"
    IN_PERSON = "in_person"
    MAIL = "mail"
    VIDEO = "video"
    OTHER = "other"


class Stage(StrEnum):
    """How far one has come with a contact; follows from their talks."""

    NEW = "new"
    PLANNED = "planned"
    ASKED = "asked"
    SCHEDULED = "scheduled"
    MET = "met"
    CLOSED = "closed"


class ActivityKind(StrEnum):
    """What happened between the person and a contact."""

    FOLLOWED = "followed"
    CONGRATULATED = "congratulated"
    COMMENTED = "commented"
    MESSAGE_OUT = "message_out"
    REPLY_IN = "reply_in"
    CALL = "call"
    MET = "met"
    THANKED = "thanked"
    GIFT = "gift"
    INTRODUCED = "introduced"
    MOVED = "moved"
    MERGED = "merged"
    OTHER = "other"


class Organization(Binned, table=True):
    """An employer or another body that contacts belong to."""

    __tablename__ = "organization"
    __table_args__ = (newest_first("organization"), Index("ix_organization_key", "owner_id", "name_key"))
    kind: ClassVar[str] = "organization"
    titled: ClassVar[tuple[str, ...]] = ("name",)
    searched: ClassVar[tuple[str, ...]] = ("industry", "place", "about")

    name: str = Field(max_length=300)
    name_key: str = Field(max_length=300)
    industry: str | None = Field(default=None, max_length=300)
    website: str | None = Field(default=None, max_length=2000)
    place: str | None = Field(default=None, max_length=300)
    about: str = Field(default="", sa_type=Text)


class Contact(Binned, table=True):
    """A person to talk to. Stage, talk and touch dates are projections: see contacts.service.note_progress."""

    __tablename__ = "contact"
    __table_args__ = (
        belongs_to("organization_id", "organization"),
        newest_first("contact"),
        Index(
            "ix_contact_name",
            "owner_id",
            "sort_name",
            "id",
            sqlite_where=table_column("deleted_at").is_(None),
            postgresql_where=table_column("deleted_at").is_(None),
        ),
        Index(
            "ix_contact_stage",
            "owner_id",
            "stage",
            "updated_at",
            "id",
            sqlite_where=table_column("deleted_at").is_(None),
            postgresql_where=table_column("deleted_at").is_(None),
        ),
        # Partial, or PostgreSQL takes it to check foreign keys to (owner_id, id) while it has no statistics, and reads
        # all of an owner's contacts for each check.
        Index(
            "ix_contact_organization",
            "owner_id",
            "organization_id",
            sqlite_where=table_column("organization_id").is_not(None),
            postgresql_where=table_column("organization_id").is_not(None),
        ),
        Index(
            "ix_contact_keep",
            "owner_id",
            "last_contact_at",
            sqlite_where=table_column("keep_in_touch_days").is_not(None) & table_column("deleted_at").is_(None),
            postgresql_where=table_column("keep_in_touch_days").is_not(None) & table_column("deleted_at").is_(None),
        ),
    )
    kind: ClassVar[str] = "contact"
    titled: ClassVar[tuple[str, ...]] = ("full_name",)
    searched: ClassVar[tuple[str, ...]] = ("headline", "location", "why_them", "emails", "how_found")

    full_name: str = Field(max_length=300)
    given_name: str | None = Field(default=None, max_length=300)
    family_name: str | None = Field(default=None, max_length=300)
    sort_name: str = Field(max_length=300)
    headline: str | None = Field(default=None, max_length=300)
    organization_id: str | None = Field(default=None, sa_type=ID)
    emails: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    phones: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    links: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    location: str | None = Field(default=None, max_length=300)
    postal_address: str = Field(default="", sa_type=Text)
    time_zone: str | None = Field(default=None, max_length=64)
    source: str | None = Field(default=None, max_length=20)
    how_found: str = Field(default="", sa_type=Text)
    level: str | None = Field(default=None, max_length=20)
    why_them: str = Field(default="", sa_type=Text)
    difficulty: int | None = None
    preferred_channel: str | None = Field(default=None, max_length=20)
    keep_in_touch_days: int | None = None
    may_keep: bool | None = None
    may_name: bool | None = None
    do_not_contact: bool = False
    connected_on: date | None = None
    stage: str = Field(default=Stage.NEW.value, max_length=20)
    next_talk_at: datetime | None = Field(default=None, sa_type=Instant)
    last_touch_at: datetime | None = Field(default=None, sa_type=Instant)
    last_contact_at: datetime | None = Field(default=None, sa_type=Instant)
    portrait: str | None = Field(default=None, max_length=64)


class ContactPortrait(SQLModel, table=True):
    """A small picture of a contact, from their vCard. Its SHA-256 stands on the contact too, so that lists know."""

    __tablename__ = "contact_portrait"
    __table_args__ = (belongs_to("contact_id", "contact"),)

    owner_id: str = Field(primary_key=True, sa_type=ID)
    contact_id: str = Field(primary_key=True, sa_type=ID)
    media_type: str = Field(max_length=20)
    sha256: str = Field(max_length=64)
    picture: bytes = Field(sa_type=LargeBinary)


class ContactTag(SQLModel, table=True):
    """One tag on one contact."""

    __tablename__ = "contact_tag"
    __table_args__ = (belongs_to("contact_id", "contact"), Index("ix_contact_tag", "owner_id", "tag", "contact_id"))

    owner_id: str = Field(primary_key=True, sa_type=ID)
    contact_id: str = Field(primary_key=True, sa_type=ID)
    tag: str = Field(primary_key=True, max_length=60)


class ContactCareer(SQLModel, table=True):
    """A career that a contact can speak about."""

    __tablename__ = "contact_career"
    __table_args__ = (
        belongs_to("contact_id", "contact"),
        belongs_to("career_id", "career"),
        Index("ix_contact_career", "owner_id", "career_id", "contact_id"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    contact_id: str = Field(primary_key=True, sa_type=ID)
    career_id: str = Field(primary_key=True, sa_type=ID)


class ContactKey(SQLModel, table=True):
    """What two entries of one person share: an e-mail address, a LinkedIn address, or name and organization."""

    __tablename__ = "contact_key"
    __table_args__ = (belongs_to("contact_id", "contact"), Index("ix_contact_key", "owner_id", "contact_id"))

    owner_id: str = Field(primary_key=True, sa_type=ID)
    key: str = Field(primary_key=True, max_length=400)
    contact_id: str = Field(primary_key=True, sa_type=ID)


class Activity(Binned, table=True):
    """One entry on a contact's timeline."""

    __tablename__ = "activity"
    __table_args__ = (
        belongs_to("contact_id", "contact"),
        Index("ix_activity_contact", "owner_id", "contact_id", "at", "id"),
    )
    kind: ClassVar[str] = "activity"

    contact_id: str = Field(sa_type=ID)
    what: str = Field(max_length=20)
    at: datetime = Field(sa_type=Instant)
    channel: str | None = Field(default=None, max_length=20)
    text: str = Field(default="", sa_type=Text)
    about_id: str | None = Field(default=None, sa_type=ID)


class ContactMerge(Owned, table=True):
    """What a merge changed, so that it can be undone."""

    __tablename__ = "contact_merge"
    __table_args__ = (belongs_to("contact_id", "contact"), belongs_to("merged_id", "contact"))
    kind: ClassVar[str] = "merge"

    contact_id: str = Field(sa_type=ID)
    merged_id: str = Field(sa_type=ID)
    before: dict[str, Any] = Field(sa_type=Json)
    after: dict[str, Any] = Field(sa_type=Json)
    moved: list[list[str]] = Field(sa_type=Json)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
