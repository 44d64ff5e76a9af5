"""Sending: one sender at a time for each webhook, outside of any transaction."""

import time
from datetime import timedelta

from ...core.feed import NEWS
from ...core.store import Store
from ...core.worker import Errand, Handler, Retry, Trip
from . import desk
from .service import SEND

TURN_SECONDS = 5.0
"""How long a sender goes on before others get their turn: one person's many events hold up nobody else's, and a server
that is to stop does not wait for them either."""


def wake(store: Store, _job_id: str) -> None:
    desk.wake(store, store.now)


def send(trip: Trip, *, webhook_id: str) -> None:
    """Send what is due to one webhook, each thing by itself and in order."""
    from .sending import deliver

    until = time.monotonic() + TURN_SECONDS
    with trip.writing() as store:
        parcel = desk.take(store, webhook_id, trip.job_id)
    while parcel is not None:
        outcome = deliver(parcel, trip.settings.reach_private)
        with trip.writing() as store:
            desk.settle(store, parcel, outcome, trip.job_id)
            parcel = desk.take(store, webhook_id, trip.job_id)
        if parcel is not None and time.monotonic() > until:
            raise Retry(timedelta())


HANDLERS: dict[str, Handler] = {NEWS: wake, SEND: Errand(send)}
