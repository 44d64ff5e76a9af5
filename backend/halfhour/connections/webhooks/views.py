"""What answers show of webhooks and deliveries, and how they are listed."""

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select

from ...core.db import table_of
from ...core.views import Listing, View
from .models import Delivery, DeliveryState, Webhook
from .schemas import DeliveryRead, WebhookRead

WEBHOOK, DELIVERY = table_of(Webhook), table_of(Delivery)
WAITING: ColumnElement[str] = literal_column(f"'{DeliveryState.WAITING}'")
"""Spelled out, so that SQLite sees that the index of what waits will do."""

_waiting = (
    select(func.count())
    .select_from(DELIVERY)
    .where(
        DELIVERY.c.owner_id == WEBHOOK.c.owner_id,
        DELIVERY.c.webhook_id == WEBHOOK.c.id,
        DELIVERY.c.state == WAITING,
    )
    .correlate(WEBHOOK)
    .scalar_subquery()
)
WEBHOOKS = View(
    Webhook,
    WebhookRead,
    extra={
        "state": WEBHOOK.c.failures,
        "advice": WEBHOOK.c.stopped_because,
        "waiting": _waiting,
        "both_sign_until": WEBHOOK.c.old_secret_until,
    },
)
"""`state` and `advice` hold what the service makes words of."""
WEBHOOK_LIST = Listing(WEBHOOKS, sorts={"created_at": WEBHOOK.c.created_at}, default="-created_at")

DELIVERIES = View(Delivery, DeliveryRead)
DELIVERY_LIST = Listing(
    DELIVERIES,
    sorts={"created_at": DELIVERY.c.created_at},
    default="-created_at",
    filters={name: DELIVERY.c[name] == bindparam(name) for name in ("webhook_id", "state")},
).of("webhook_id")
