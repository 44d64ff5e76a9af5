"""What a person does with webhooks: adds, changes, turns on and off, rotates secrets, tests, sends again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, exists, func, select, true, update

from ...core.clock import new_id
from ...core.db import Query, table_of
from ...core.errors import Invalid, NotFound, Stale
from ...core.feed import Feed
from ...core.sealed import seal
from ...core.store import Store
from ...core.views import Shown
from . import rules
from .models import Delivery, Webhook
from .schemas import DeliveryQuery, WebhookCreate, WebhookQuery, WebhookUpdate
from .signing import message, new_secret
from .types import event_types
from .views import DELIVERIES, DELIVERY, DELIVERY_LIST, WAITING, WEBHOOK, WEBHOOK_LIST, WEBHOOKS

PURPOSE = "webhook"
SEND = "webhooks.send"
AFRESH: dict[str, Any] = {
    "failures": 0, "failing_since": None, "rest_until": None, "last_error": None, "stopped_because": None
}  # fmt: skip
"""What a webhook forgets when it is given another chance."""

_FEED = table_of(Feed)
_HOW_MANY = Query(select(func.count()).select_from(WEBHOOK).where(WEBHOOK.c.owner_id == bindparam("owner_id")))
_WATCH = Query(
    update(_FEED)
    .where(_FEED.c.owner_id == bindparam("owner"))
    .values(
        watched=exists()
        .where(WEBHOOK.c.owner_id == bindparam("owner"), WEBHOOK.c.enabled == true())
        .correlate_except(WEBHOOK)
    )
)
_HURRY = Query(
    update(DELIVERY)
    .where(
        DELIVERY.c.owner_id == bindparam("owner"),
        DELIVERY.c.webhook_id == bindparam("which"),
        DELIVERY.c.state == WAITING,
    )
    .values(due_at=bindparam("now", type_=DELIVERY.c.due_at.type))
)


def page(store: Store, query: WebhookQuery) -> Shown:
    shown = store.page(WEBHOOK_LIST, query)
    return shown | {"items": [_in_words(item) for item in shown["items"]]}


def show(store: Store, webhook_id: str) -> Shown:
    return _in_words(store.show(WEBHOOKS, webhook_id))


def _in_words(shown: Shown) -> Shown:
    """Makes words of what the view gives."""
    because = shown["advice"]
    state = rules.state_of(enabled=shown["enabled"], failures=shown["state"], stopped_because=because)
    used = shown["last_used_at"] is not None
    return shown | {
        "state": state.value,
        "advice": rules.advice(state, used=used, stopped_because=because, error=shown["last_error"]),
        "last_error": because or shown["last_error"],
    }


def add(store: Store, new: WebhookCreate) -> Shown:
    """Keeps a webhook, which hears of what happens from now on; the answer alone holds its secret.

    Raises:
        TooManyWebhooks
        Invalid: the address is none that Halfhour goes to, or there is no such type of event.
    """
    _refuse(store, new.url, new.types)
    if (store.row(_HOW_MANY) or (0,))[0] >= rules.MOST:
        raise rules.TooManyWebhooks
    secret = new_secret()
    values = {**new.model_dump(), "sealed_secret": _sealed(store, secret), "cursor": store.last_seq + 1}
    id_ = store.add(Webhook, values)
    watch(store)
    return {**show(store, id_), "secret": secret}


def change(store: Store, webhook_id: str, changed: WebhookUpdate, match: int | None) -> Shown:
    """Changes what was sent. A new address, or turning it on, lets it begin afresh with what waits.

    Raises:
        NotFound, Stale
        SecretLost: it is to be turned on, and its secret can't be read any more.
        Invalid: as `add`.
    """
    before = store.get(Webhook, webhook_id)
    values = changed.changes()
    _refuse(store, values.get("url", before.url), values.get("types", []))
    enabled = values.get("enabled", before.enabled)
    if enabled and not before.enabled and not before.sealed_secret:
        raise rules.SecretLost
    anew = values.get("url", before.url) != before.url or enabled != before.enabled
    store.change(Webhook, webhook_id, values, match=match)
    if anew:
        store.project(Webhook, webhook_id, AFRESH)
    if anew and enabled:
        store.connection.owe(_HURRY, {"owner": store.owner, "which": webhook_id, "now": store.now})
        call(store, webhook_id)
    watch(store)
    return show(store, webhook_id)


def remove(store: Store, webhook_id: str, match: int | None) -> None:
    """Deletes a webhook for good, with its deliveries and its secret.

    Raises:
        NotFound, Stale
    """
    before = store.get(Webhook, webhook_id)
    if match is not None and match != before.version:
        raise Stale(before.version)
    store.drop(Webhook, id=webhook_id)
    store.emit("webhook.deleted", webhook_id)
    watch(store)


def rotate(store: Store, webhook_id: str, match: int | None) -> Shown:
    """Makes a new secret; the one before signs beside it for a day. The answer alone holds it.

    A webhook whose secret was lost begins at the present: what it had to tell before may belong to another server.

    Raises:
        NotFound, Stale
    """
    before = store.get(Webhook, webhook_id)
    secret = new_secret()
    values: dict[str, Any] = {"sealed_secret": _sealed(store, secret), "sealed_old_secret": before.sealed_secret}
    if before.sealed_secret:
        values["old_secret_until"] = store.now + rules.OLD_SECRET
    else:
        values["cursor"] = store.last_seq + 1
    store.touch(Webhook, webhook_id, match=match)
    store.project(Webhook, webhook_id, values)
    return {**show(store, webhook_id), "secret": secret}


def _sealed(store: Store, secret: str) -> str:
    return seal(store.database.settings, secret, owner=store.owner, purpose=PURPOSE)


def _refuse(store: Store, url: str, types: Sequence[str]) -> None:
    rules.refuse_address(url, store.database.settings.reach_private)
    unknown = [each for each in types if each not in event_types()]
    if unknown:
        raise Invalid.field(
            "/types", f"there are no events called {', '.join(unknown)[:200]}", "See GET /webhooks/types."
        )


def watch(store: Store) -> None:
    """Have changes leave word from now on, or no longer."""
    store.connection.owe(_WATCH, {"owner": store.owner})


def call(store: Store, webhook_id: str) -> None:
    """Have somebody send what is due."""
    store.enqueue(SEND, webhook_id=webhook_id)


# Deliveries


def deliveries(store: Store, webhook_id: str, query: DeliveryQuery) -> Shown:
    store.get(Webhook, webhook_id)
    return store.page(DELIVERY_LIST, query, webhook_id=webhook_id)


def delivery(store: Store, webhook_id: str, delivery_id: str) -> Shown:
    _delivery(store, webhook_id, delivery_id)
    return store.show(DELIVERIES, delivery_id)


def _delivery(store: Store, webhook_id: str, delivery_id: str) -> Delivery:
    store.get(Webhook, webhook_id)
    found = store.get(Delivery, delivery_id)
    if found.webhook_id != webhook_id:
        raise NotFound
    return found


def test(store: Store, webhook_id: str) -> Shown:
    """Sends an event that means nothing, once, also where the webhook is off.

    Raises:
        NotFound, SecretLost
    """
    hook = store.get(Webhook, webhook_id)
    body = message(rules.TEST, store.now, hook.id, hook.cursor, {})
    return _by_hand(store, hook, {"type": rules.TEST, "resource_id": hook.id, "seq": hook.cursor, "body": body})


def redeliver(store: Store, webhook_id: str, delivery_id: str) -> Shown:
    """Sends the same again, once, at once and with the same `webhook-id`; what waits its turn is not moved by that.

    Raises:
        NotFound, SecretLost
    """
    hook, before = store.get(Webhook, webhook_id), _delivery(store, webhook_id, delivery_id)
    names = ("type", "resource_id", "seq", "body", "message_id")
    return _by_hand(store, hook, {name: getattr(before, name) for name in names})


def _by_hand(store: Store, hook: Webhook, values: dict[str, Any]) -> Shown:
    if not hook.sealed_secret:
        raise rules.SecretLost
    id_ = new_id()
    own = {"message_id": f"msg_{id_}", **values}
    store.add(Delivery, own, id=id_, webhook_id=hook.id, by_hand=True, due_at=store.now)
    call(store, hook.id)
    return store.show(DELIVERIES, id_)
