"""Visits to a server, each an errand: nothing of ours waits while a server thinks; what went wrong is kept in words."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any

from ...core.errors import NotFound, Unauthorized
from ...core.sealed import NotOpened
from ...core.worker import LeaseLost, Retry, Trip
from . import busy, discovery, faults, people, rules, service, talks
from .client import Dav
from .models import Connection, ConnectionItem
from .models import ConnectionKind as Kind
from .models import ConnectionState as State
from .visit import Visit

log = logging.getLogger(__name__)

SOON = timedelta(seconds=10)
"""How long to wait for another visit to the same server to end."""
_LOST = faults.WrongPassword("The password can't be opened any more, because Halfhour's own key has changed.")
_LOST.advice = "Enter the password again."
_OURS = faults.Fault(
    "Something went wrong on Halfhour's side.", "It will be tried again. Whoever runs Halfhour finds more in its log."
)

Act = Callable[[Visit], None]


def look(trip: Trip, connection_id: str) -> None:
    """Find the calendars or address books, for the person to choose; go on at once where that was done before."""
    record = _begin(trip, connection_id)
    if record is None or record.state != State.LOOKING:
        return _end(trip, connection_id, {})
    fault = _visited(trip, record, _look)
    if fault is not None and isinstance(fault, faults.NoWay | faults.Overloaded) and record.failures < 3:
        raise Retry(rules.wait_after(record.failures + 1, fault.wait))
    return None


def _look(visit: Visit) -> None:
    record = visit.connection
    found = discovery.discover(visit.dav, Kind(record.what))
    with visit.trip.writing() as store:
        there = {each["href"] for each in found}
        store.project(Connection, record.id, {"found": found, **service.FRESH})
        if record.collection in there or (record.collection is None and record.busy):
            service.begin(store, record.id)
        else:
            store.project(Connection, record.id, {"state": State.CHOOSE.value, "job_id": None})


def sync_again_and_again(trip: Trip, connection_id: str) -> None:
    """Keep it in step now and then, until it is switched off or another job does so."""
    with trip.reading() as store:
        record = store.first(Connection, id=connection_id)
    if record is None or record.job_id != trip.job_id:
        return
    raise Retry(_synced(trip, connection_id))


def sync_once(trip: Trip, connection_id: str) -> None:
    """Sync it because somebody asked, or because a talk has changed."""
    _synced(trip, connection_id)


def _synced(trip: Trip, connection_id: str) -> timedelta:
    """Sync, and say how long until the next time.

    Raises:
        Retry: somebody else is there.
    """
    record = _begin(trip, connection_id)
    chosen = record is not None and rules.is_chosen(record.collection, record.busy)
    if record is None or not chosen or not record.active or record.state == State.LEAVING:
        _end(trip, connection_id, {})
        return rules.EVERY
    fault = _visited(trip, record, _sync)
    if fault is None:
        return _spread(connection_id)
    return rules.wait_after(record.failures + 1, fault.wait) if fault.state is not State.PASSWORD else rules.PATIENCE


def _sync(visit: Visit) -> None:
    if visit.connection.what == Kind.ADDRESS_BOOK:
        people.sync(visit)
    else:
        _sync_calendar(visit)
    with visit.trip.writing() as store:
        found: dict[str, Any] = {"state": State.FINE.value, "last_synced_at": store.now, **service.FRESH}
        store.project(Connection, visit.connection.id, found)


def _sync_calendar(visit: Visit) -> None:
    """Talks, then busy times: these are read even where one talk was refused."""
    fault: faults.Fault | None = None
    try:
        if visit.connection.collection is not None:
            talks.sync(visit)
    except faults.STOP:
        raise
    except faults.Fault as met:
        fault = met
    visit.hold()
    busy.sync(visit)
    if fault is not None:
        raise fault


def leave(trip: Trip, connection_id: str) -> None:
    """Take away what we put there, then forget the connection; a server that does not answer is given up on in time."""
    record = _begin(trip, connection_id)
    if record is None or record.state != State.LEAVING:
        return
    fault = _visited(trip, record, _take_away)
    if fault is not None and record.failures < rules.GIVE_UP_LEAVING:
        raise Retry(rules.wait_after(record.failures + 1, fault.wait))
    with trip.writing() as store:
        if store.first(Connection, id=connection_id) is not None:
            service.forget(store, connection_id)


def _take_away(visit: Visit) -> None:
    with visit.trip.reading() as store:
        items = [
            each
            for each in store.find(ConnectionItem, connection_id=visit.connection.id)
            if each.made_here and each.etag
        ]
    for item in items:
        try:
            visit.dav.delete(item.href, item.etag or "")
        except faults.Changed:
            with suppress(faults.Gone):
                visit.dav.delete(item.href, visit.dav.get(item.href).etag)
        with visit.trip.writing() as store:
            store.drop(ConnectionItem, id=item.id)


# Coming and going


def _begin(trip: Trip, connection_id: str) -> Connection | None:
    """The connection, held for us; None where there is none any more.

    Raises:
        Retry: another visit is under way.
    """
    with trip.writing() as store:
        record = store.first(Connection, id=connection_id)
        if record is None:
            return None
        if record.held_until is not None and record.held_until > store.now:
            raise Retry(SOON)
        held = {"held_until": store.now + rules.LEASE, "wanted_at": None, "last_tried_at": store.now}
        store.project(Connection, record.id, held)
    return record


def _visited(trip: Trip, record: Connection, act: Act) -> faults.Fault | None:
    """Make the visit, and keep what went wrong in words; gives that, if anything did."""
    fault: faults.Fault | None = None
    try:
        with trip.reading() as store:
            password = service.password_of(store, record)
        with Dav(record.address, record.username, password, allowed=trip.settings.reach_private) as dav:
            act(Visit(trip, dav, record))
    except (LeaseLost, Retry, Unauthorized):
        raise
    except faults.Fault as met:
        fault = met
    except NotOpened:
        fault = _LOST
    except NotFound:
        log.info("a connection was deleted while it was synced", extra={"connection": record.id})
    except Exception:
        log.exception("a sync failed", extra={"connection": record.id})
        fault = _OURS
    told: dict[str, Any] = {}
    if fault is not None:
        failures = record.failures + 1
        told = {"failures": failures, "last_error": fault.words, "advice": fault.advice}
        if record.state != State.LEAVING:
            told["state"] = fault.state.value
    _end(trip, record.id, told)
    return fault


def _end(trip: Trip, connection_id: str, values: dict[str, Any]) -> None:
    with trip.writing() as store:
        store.project(Connection, connection_id, {"held_until": None, **values})


def _spread(connection_id: str) -> timedelta:
    """About a quarter of an hour, each connection at a time of its own."""
    return rules.EVERY * (0.85 + 0.3 * sha256(connection_id.encode()).digest()[0] / 255)
