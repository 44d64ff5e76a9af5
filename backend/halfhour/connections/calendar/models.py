"""Calendar feeds, and the addresses that they are fetched at. An address is kept as its digest only."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, SQLModel

from ...core.db import ID, Instant, Json, Owned, belongs_to


class FeedDetail(StrEnum):
    """How much a feed tells to whoever can see the calendar."""

    BUSY = "busy"
    INTERVIEW = "interview"
    FULL = "full"


class FeedContent(StrEnum):
    """What is in a feed."""

    TALKS = "talks"
    THANK_YOUS = "thank_yous"
    FOLLOW_UPS = "follow_ups"
    DEBRIEFS = "debriefs"


class FeedState(StrEnum):
    """Whether some calendar asks for a feed."""

    WAITING = "waiting"
    FETCHED = "fetched"
    QUIET = "quiet"


class CalendarFeed(Owned, table=True):
    """What a calendar may subscribe to. `hint` is the end of its address, `addressed_at` when it got that one.

    `shown_digest` is of what was last fetched, and `shown_at` when that was first so: they make Last-Modified true.
    """

    __tablename__ = "calendar_feed"
    kind: ClassVar[str] = "calendar_feed"

    name: str = Field(max_length=300)
    detail: str = Field(max_length=20)
    contents: list[str] = Field(sa_type=Json)
    alarm_minutes: int | None = None
    hint: str = Field(max_length=4)
    addressed_at: datetime = Field(sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    shown_digest: str | None = Field(default=None, max_length=64, sa_column_kwargs={"info": {"secret": True}})
    shown_at: datetime | None = Field(default=None, sa_type=Instant)


class FeedAddress(SQLModel, table=True):
    """The address of a feed, by which it is found before it is known whose it is. `digest` is its SHA-256."""

    __tablename__ = "calendar_address"
    __table_args__ = (belongs_to("feed_id", "calendar_feed"),)

    owner_id: str = Field(sa_type=ID, foreign_key="account.id", ondelete="CASCADE", index=True)
    feed_id: str = Field(sa_type=ID, unique=True)
    digest: str = Field(primary_key=True, max_length=64, sa_column_kwargs={"info": {"secret": True}})
