"""The desk that a sender works at: it makes deliveries of events, hands out the next one, and takes note of the answer.

Each call is one short transaction. Events become deliveries in the transaction that moves the webhook's cursor, and a
delivery waits until its answer is noted; so whoever dies in between, whenever that is, leaves nothing out, and what is
sent twice has the same `webhook-id`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, false, func, or_, select, true, update

from ...core.changes import events_after
from ...core.clock import new_id
from ...core.db import Query
from ...core.sealed import NotOpened, unseal
from ...core.store import Store
from ...core.worker import CHANCE
from . import rules
from .models import Delivery, DeliveryState, Webhook
from .service import AFRESH, PURPOSE, SEND, watch
from .signing import message
from .views import DELIVERY, WAITING

HOLD = timedelta(minutes=1)
"""How long a sender that says nothing is thought to be at work: several times as long as anything may take."""
PAGE = 200
"""Events that become deliveries at a time."""

_WAITING = and_(
    DELIVERY.c.owner_id == bindparam("owner_id"),
    DELIVERY.c.webhook_id == bindparam("webhook_id"),
    DELIVERY.c.state == WAITING,
)
_before = DELIVERY.alias("before")
_first_of_its_resource = ~(
    select(_before.c.id)
    .where(
        _before.c.owner_id == DELIVERY.c.owner_id,
        _before.c.webhook_id == DELIVERY.c.webhook_id,
        _before.c.resource_id == DELIVERY.c.resource_id,
        _before.c.state == WAITING,
        _before.c.by_hand == false(),
        _before.c.seq < DELIVERY.c.seq,
    )
    .exists()
)


def _next(*, in_turn: bool) -> Query:
    """The delivery that is due first; `in_turn`: also of those that nobody sends by hand."""
    at_all = or_(DELIVERY.c.by_hand == true(), _first_of_its_resource) if in_turn else DELIVERY.c.by_hand == true()
    columns = (DELIVERY.c[name] for name in ("id", "message_id", "body", "tries", "by_hand", "due_at"))
    order = (DELIVERY.c.by_hand.desc(), DELIVERY.c.due_at, DELIVERY.c.seq)
    return Query(select(*columns).where(_WAITING, at_all).order_by(*order).limit(1))


_NEXT = {in_turn: _next(in_turn=in_turn) for in_turn in (True, False)}
_HOW_MANY = Query(select(func.count()).select_from(DELIVERY).where(_WAITING))
_GIVE_UP_BY_HAND = Query(
    update(DELIVERY)
    .where(_WAITING, DELIVERY.c.by_hand == true())
    .values(
        state=DeliveryState.GIVEN_UP.value,
        due_at=None,
        settled_at=bindparam("now", type_=DELIVERY.c.settled_at.type),
    )
)


class Parcel(NamedTuple):
    """What is to be sent now, and where to."""

    webhook_id: str
    delivery_id: str
    url: str
    secrets: Sequence[str]
    message_id: str
    body: str
    tries: list[dict[str, Any]]
    by_hand: bool


class Outcome(NamedTuple):
    """What came of a try. `error` is a sentence; None: it arrived."""

    at: datetime
    headers: dict[str, str]
    status: int | None
    milliseconds: int
    error: str | None
    answer: str
    wished: timedelta | None


def take(store: Store, webhook_id: str, job_id: str) -> Parcel | None:
    """The next thing to send, which this job's sender alone may now do.

    None: there is nothing at present, or another is at it; whoever is needed later has then been called for that time.
    """
    hook = store.first(Webhook, id=webhook_id)
    if hook is None or (hook.held_by != job_id and hook.held_until is not None and hook.held_until > store.now):
        return None
    keys = _secrets(store, hook)
    if not keys:
        _lock(store, hook)
        return None
    if hook.enabled:
        _plan(store, hook)
    row = store.row(_NEXT[hook.enabled], webhook_id=webhook_id)
    if row is None:
        _leave(store, hook, None)
        return None
    id_, message_id, body, tries, by_hand, due_at = row
    ready = due_at if by_hand or hook.rest_until is None else max(due_at, hook.rest_until)
    if ready > store.now:
        _leave(store, hook, ready)
        return None
    store.project(Webhook, webhook_id, {"held_by": job_id, "held_until": store.now + HOLD})
    return Parcel(webhook_id, id_, hook.url, keys, message_id, body, tries, by_hand)


def settle(store: Store, parcel: Parcel, outcome: Outcome, job_id: str) -> None:
    """Notes what came of a try, on the delivery and on its webhook."""
    hook = store.first(Webhook, id=parcel.webhook_id)
    if hook is None or hook.held_by != job_id:  # deleted; or given to another, who will send it again
        return
    told = {name: getattr(outcome, name) for name in ("status", "milliseconds", "error", "answer")}
    tries = [*parcel.tries, {"at": outcome.at.isoformat().replace("+00:00", "Z"), **told}]
    values: dict[str, Any] = {"headers": outcome.headers, "tries": tries}
    gone = outcome.status == 410
    once = parcel.by_hand or gone
    wait = None if once else rules.wait_after(len(tries), CHANCE.random(), outcome.wished)
    if outcome.error is None:
        values |= {"state": DeliveryState.DELIVERED.value, "due_at": None, "settled_at": store.now}
    elif wait is None:
        values |= {"state": DeliveryState.GIVEN_UP.value, "due_at": None, "settled_at": store.now}
    else:
        values["due_at"] = store.now + wait
    store.change(Delivery, parcel.delivery_id, values)
    if outcome.error is None:
        known = {name: None for name in AFRESH if name != "stopped_because"} | {"failures": 0}
        store.project(Webhook, hook.id, {**known, "last_used_at": store.now})
        return
    _note_failure(store, hook, outcome, by_hand=parcel.by_hand)
    if gone:
        stop(store, hook, rules.GONE)


def _note_failure(store: Store, hook: Webhook, outcome: Outcome, *, by_hand: bool) -> None:
    values: dict[str, Any] = {"last_error": outcome.error}
    since = hook.failing_since or store.now
    if not by_hand:
        failures = hook.failures + 1
        rest = rules.rest_after(failures, outcome.wished)
        values |= {"failures": failures, "failing_since": since, "rest_until": store.now + rest if rest else None}
    store.project(Webhook, hook.id, values)
    if not by_hand and store.now - since >= rules.GIVE_UP_AFTER:
        stop(store, hook, f"{rules.TOO_LONG} {outcome.error}")


def stop(store: Store, hook: Webhook, because: str) -> None:
    """Turns a webhook off that the person has to look after. What waits goes on waiting."""
    if hook.enabled:
        store.project(Webhook, hook.id, {"enabled": False, "stopped_because": because})
        store.emit("webhook.stopped", hook.id)
        watch(store)


def wake(store: Store, now: datetime) -> None:
    """Has a sender come to each webhook that nobody is at: something has changed.

    Who is at one looks once more before leaving, in a transaction of its own that this one is before or after.
    """
    for hook in store.find(Webhook, enabled=True):
        held = hook.held_until is not None and hook.held_until > now
        if not held:
            _call(store, hook, max(now, hook.rest_until or now))


def _plan(store: Store, hook: Webhook) -> None:
    """Makes deliveries of what has happened since the cursor, as long as not too many wait."""
    if hook.cursor >= store.last_seq:
        return
    waiting = store.row(_HOW_MANY, webhook_id=hook.id)
    room = min(PAGE, rules.WAITING_MOST - (waiting[0] if waiting else 0))
    if room <= 0:
        return
    found = events_after(store, hook.cursor, hook.types, room)
    many = [
        {
            "webhook_id": hook.id,
            "seq": each["seq"],
            "type": each["type"],
            "resource_id": each["resource_id"],
            "body": message(each["type"], each["at"], each["resource_id"], each["seq"], each["data"]),
            "due_at": store.now,
        }
        for each in found
        if each["resource_id"] != hook.id  # it need not be told of itself
    ]
    for each in many:
        each["id"] = new_id()
        each["message_id"] = f"msg_{each['id']}"
    store.add_many(Delivery, many)
    cursor = found[-1]["seq"] if len(found) == room else store.last_seq
    store.project(Webhook, hook.id, {"cursor": cursor})


def _leave(store: Store, hook: Webhook, ready: datetime | None) -> None:
    """Lets go of a webhook, and has a sender come when one is needed again."""
    store.project(Webhook, hook.id, {"held_by": None, "held_until": None})
    if ready is not None:
        _call(store, hook, ready)


def _call(store: Store, hook: Webhook, ready: datetime) -> None:
    """Has a sender come by then, unless one is to come before."""
    if hook.call_at is not None and store.now < hook.call_at <= ready:
        return
    store.enqueue(SEND, delay=ready - store.now, webhook_id=hook.id)
    store.project(Webhook, hook.id, {"call_at": ready})


def _secrets(store: Store, hook: Webhook) -> list[str]:
    """What to sign with, the newest first; nothing where the newest can't be read any more."""
    old = hook.old_secret_until is not None and store.now < hook.old_secret_until
    sealed = [hook.sealed_secret, *([hook.sealed_old_secret] if old else [])]
    try:
        return [
            unseal(store.database.settings, each, owner=store.owner, purpose=PURPOSE) for each in sealed if sealed[0]
        ]
    except NotOpened:
        return []


def _lock(store: Store, hook: Webhook) -> None:
    store.project(Webhook, hook.id, {"sealed_secret": "", "sealed_old_secret": "", "old_secret_until": None})
    store.connection.run(_GIVE_UP_BY_HAND, {"owner_id": store.owner, "webhook_id": hook.id, "now": store.now})
    stop(store, hook, rules.LOCKED)
