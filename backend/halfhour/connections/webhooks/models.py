"""Webhooks, and what was sent to each."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Text, column
from sqlmodel import Field

from ...core.db import ID, Instant, Json, Owned, belongs_to

KEEP = timedelta(days=30)


class WebhookState(StrEnum):
    """How a webhook is doing."""

    ON = "on"
    FAILING = "failing"
    STOPPED = "stopped"
    OFF = "off"


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


def _secret(*, of: str = "") -> Any:
    return Field(default=of, sa_column=Column(Text, nullable=False, info={"secret": True}))


class Webhook(Owned, table=True):
    """An address that is told what changes.

    `cursor` is the number of the last event that has become a delivery, or was none of its types. One sender at a time
    holds it, by the id of its job; `call_at` is when the next one has been asked to come.
    """

    __tablename__ = "webhook"
    kind: ClassVar[str] = "webhook"

    url: str = Field(sa_type=Text)
    types: list[str] = Field(default_factory=list, sa_type=Json)
    description: str = Field(default="", max_length=300)
    enabled: bool = True
    sealed_secret: str = _secret()
    sealed_old_secret: str = _secret()
    old_secret_until: datetime | None = Field(default=None, sa_type=Instant)
    cursor: int = Field(default=0, sa_type=BigInteger)
    failures: int = 0
    failing_since: datetime | None = Field(default=None, sa_type=Instant)
    rest_until: datetime | None = Field(default=None, sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str | None = Field(default=None, sa_type=Text)
    stopped_because: str | None = Field(default=None, sa_type=Text)
    held_by: str | None = Field(default=None, sa_type=ID)
    held_until: datetime | None = Field(default=None, sa_type=Instant)
    call_at: datetime | None = Field(default=None, sa_type=Instant)


class Delivery(Owned, table=True):
    """One event on its way to one webhook: what is sent, each try with its answer, and when the next one is due.

    `seq` is the event's number in the feed. One sent `by_hand` is tried once and keeps no order.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        belongs_to("webhook_id", "webhook"),
        Index("ix_webhook_delivery_list", "owner_id", "webhook_id", "created_at", "id"),
        Index(
            "ix_webhook_delivery_waiting",
            "owner_id",
            "webhook_id",
            "resource_id",
            "seq",
            sqlite_where=column("state") == "waiting",
            postgresql_where=column("state") == "waiting",
        ),
    )
    forgotten = ("settled_at", KEEP)

    webhook_id: str = Field(sa_type=ID)
    seq: int = Field(sa_type=BigInteger)
    message_id: str = Field(max_length=60)
    type: str = Field(max_length=60)
    resource_id: str = Field(sa_type=ID)
    body: str = Field(sa_type=Text)
    state: str = Field(default=DeliveryState.WAITING.value, max_length=20)
    by_hand: bool = False
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    headers: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    tries: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
