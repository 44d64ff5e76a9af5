"""One request to a receiver, and what came back."""

import time

import httpx

from ...core.clock import clock
from ...core.outbound import BROKEN, Outside, say
from . import desk
from .rules import ANSWER_BYTES, SECONDS, fault_of, wished_for
from .signing import headers


def deliver(parcel: desk.Parcel, reach_private: list[str]) -> desk.Outcome:
    """Send one thing and see what comes back. However that goes wrong, it ends in words and in time."""
    body = parcel.body.encode()
    at, begun = clock.now(), time.monotonic()
    own = {**headers(parcel.secrets, parcel.message_id, at, body), "connection": "close"}
    status, error, answer, wished = None, None, "", None
    with Outside(reach_private, seconds=SECONDS) as client:
        try:
            response = client.send(client.build_request("POST", parcel.url, content=body, headers=own), stream=True)
        except (*BROKEN, OSError, ValueError) as fault:
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
