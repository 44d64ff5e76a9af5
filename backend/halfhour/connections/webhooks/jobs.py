"""Sending: one sender at a time for each webhook, outside of any transaction."""

import time
from datetime import timedelta

import httpx

from ...core.clock import clock
from ...core.feed import NEWS
from ...core.outbound import Outside, say
from ...core.store import Store
from ...core.worker import Errand, Handler, Retry, Trip
from . import desk
from .rules import ANSWER_BYTES, SECONDS, fault_of, wished_for
from .service import SEND
from .signing import headers

TURN_SECONDS = 5.0
"""How long a sender goes on before others get their turn: one person's many events hold up nobody else's, and a server
that is to stop does not wait for them either."""


def wake(store: Store, _job_id: str) -> None:
    desk.wake(store, store.now)


def send(trip: Trip, *, webhook_id: str) -> None:
    """Send what is due to one webhook, each thing by itself and in order."""
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


def deliver(parcel: desk.Parcel, reach_private: list[str]) -> desk.Outcome:
    """Send one thing and see what comes back. However that goes wrong, it ends in words and in time."""
    body = parcel.body.encode()
    at, begun = clock.now(), time.monotonic()
    own = {**headers(parcel.secrets, parcel.message_id, at, body), "connection": "close"}
    status, error, answer, wished = None, None, "", None
    with Outside(reach_private, seconds=SECONDS) as client:
        try:
            response = client.send(client.build_request("POST", parcel.url, content=body, headers=own), stream=True)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as fault:
            error = say(fault)
        else:
            status, error = response.status_code, fault_of(response.status_code)
            wished = wished_for(status, response.headers.get("retry-after"), at)
            answer = _beginning(response)
    milliseconds = int((time.monotonic() - begun) * 1000)
    return desk.Outcome(at, own, status, milliseconds, error, answer, wished)


def _beginning(response: httpx.Response) -> str:
    """The first of an answer's body, as far as it comes: what counts is the status."""
    found = b""
    try:
        if response.headers.get("content-encoding", "identity") == "identity":
            for piece in response.iter_raw():
                found += piece
                if len(found) >= ANSWER_BYTES:
                    break
    except httpx.HTTPError:
        pass
    finally:
        response.close()
    return found[:ANSWER_BYTES].decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


HANDLERS: dict[str, Handler] = {NEWS: wake, SEND: Errand(send)}
