"""Webhooks and their deliveries, and what a receiver gets."""

from typing import Annotated

from fastapi import APIRouter

from ...core.routes import Filters, IfMatch, Reading, Routes, Writing
from ...core.schemas import Page
from ...core.views import Shown
from . import service
from .rules import SecretLost, TooManyWebhooks
from .schemas import (
    DeliveryQuery,
    DeliveryRead,
    EventMessage,
    EventTypes,
    WebhookCreate,
    WebhookMade,
    WebhookQuery,
    WebhookRead,
    WebhookUpdate,
)
from .types import event_types

webhooks = Routes("webhooks", about="What changed, told to an address of your choice, signed.")


@webhooks.get("/webhooks", Page[WebhookRead])
def list_webhooks(store: Reading, query: Annotated[WebhookQuery, Filters()]) -> Shown:
    """List webhooks, the newest first."""
    return service.page(store, query)


@webhooks.post("/webhooks", WebhookMade, status=201, secret=True, refuses=[TooManyWebhooks])
def add_webhook(store: Writing, new: WebhookCreate) -> Shown:
    """Add an address that is told what changes from now on. Its secret is shown this once."""
    return service.add(store, new)


@webhooks.get("/webhooks/types", EventTypes)
def list_event_types(store: Reading) -> Shown:  # noqa: ARG001  # who asks must be somebody
    """List the types of events that there are."""
    return {"items": [{"type": type_, "about": about} for type_, about in event_types().items()]}


@webhooks.get("/webhooks/{webhook_id}", WebhookRead)
def get_webhook(store: Reading, webhook_id: str) -> Shown:
    """Get a webhook, and how it is doing."""
    return service.show(store, webhook_id)


@webhooks.patch("/webhooks/{webhook_id}", WebhookRead, refuses=[SecretLost])
def change_webhook(store: Writing, webhook_id: str, changed: WebhookUpdate, match: IfMatch) -> Shown:
    """Change a webhook, or turn it on or off."""
    return service.change(store, webhook_id, changed, match)


@webhooks.delete("/webhooks/{webhook_id}")
def delete_webhook(store: Writing, webhook_id: str, match: IfMatch) -> None:
    """Delete a webhook for good, with its secret and its deliveries."""
    service.remove(store, webhook_id, match)


@webhooks.post("/webhooks/{webhook_id}/rotate", WebhookMade, secret=True)
def rotate_webhook(store: Writing, webhook_id: str, match: IfMatch) -> Shown:
    """Make a new secret, shown this once. The one before signs beside it for 24 hours."""
    return service.rotate(store, webhook_id, match)


@webhooks.post("/webhooks/{webhook_id}/test", DeliveryRead, status=202, refuses=[SecretLost])
def test_webhook(store: Writing, webhook_id: str) -> Shown:
    """Send an event of the type `webhook.test`, once. What comes of it is told by the delivery."""
    return service.test(store, webhook_id)


@webhooks.get("/webhooks/{webhook_id}/deliveries", Page[DeliveryRead])
def list_deliveries(store: Reading, webhook_id: str, query: Annotated[DeliveryQuery, Filters()]) -> Shown:
    """List a webhook's deliveries of the last 30 days, the newest first."""
    return service.deliveries(store, webhook_id, query)


@webhooks.get("/webhooks/{webhook_id}/deliveries/{delivery_id}", DeliveryRead)
def get_delivery(store: Reading, webhook_id: str, delivery_id: str) -> Shown:
    """Get a delivery: what was sent, and each try with its answer."""
    return service.delivery(store, webhook_id, delivery_id)


@webhooks.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", DeliveryRead, status=202, refuses=[SecretLost]
)
def resend_delivery(store: Writing, webhook_id: str, delivery_id: str) -> Shown:
    """Send the same once more, with the same `webhook-id`. It becomes a delivery of its own."""
    return service.redeliver(store, webhook_id, delivery_id)


ROUTES = [webhooks]

TOLD = APIRouter(tags=["webhooks"])
"""What is sent to receivers, for the contract's section `webhooks`."""

_VERIFY = """Sent to the address of each webhook that wants this type of event: see `GET /webhooks/types`.

The headers `webhook-id`, `webhook-timestamp` and `webhook-signature` are those of Standard Webhooks 1.0.0: verify the
signature over `{webhook-id}.{webhook-timestamp}.{body}` before you believe the body. Answer 2xx within 10 seconds;
anything else is tried again, eight times within 41 hours, with the same `webhook-id`. See docs/webhooks.md."""


def receive_event(told: EventMessage) -> None:  # noqa: ARG001  # its shape is what counts
    raise AssertionError("receivers answer this")


TOLD.add_api_route(
    "event",
    receive_event,
    methods=["POST"],
    status_code=204,
    operation_id="receive_event",
    summary="Something changed",
    description=_VERIFY,
    openapi_extra={"security": []},
    responses={410: {"description": "The receiver wants nothing more: the webhook is stopped."}},
)
