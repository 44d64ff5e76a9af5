"""What is decided about webhooks from plain values: addresses, patience, words; and the refusals."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from ...core.errors import Invalid, Refusal
from ...core.gate import Gate
from .models import WebhookState

MOST = 20
"""Webhooks of one person."""
WAITING_MOST = 1000
"""Deliveries of one webhook that wait at the same time; what comes after them waits in the feed, where it is safe."""
OLD_SECRET = timedelta(hours=24)
"""How long the secret before a rotation signs beside the new one."""
PATIENCE = tuple(timedelta(seconds=each) for each in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 23.5 * 3600))
"""What lies between eight tries: 41 hours."""
JITTER = 0.1
GIVE_UP_AFTER = timedelta(days=5)
"""How long a webhook may fail, and nothing else, before it is stopped."""
LONGEST_REST = timedelta(minutes=5)
LONGEST_WISH = timedelta(hours=1)
"""The longest `Retry-After` that is granted."""
ANSWER_BYTES = 4096
"""How much of an answer is kept."""
SECONDS = 10.0
"""How long a receiver may take to answer."""
TEST = "webhook.test"


class TooManyWebhooks(Refusal):
    """There are as many webhooks as there may be."""

    def __init__(self) -> None:
        super().__init__(f"At most {MOST} are kept. Delete one that is no longer used.")


class SecretLost(Refusal):
    """The webhook's secret can't be read any more."""

    def __init__(self) -> None:
        super().__init__("This server's key has changed. Rotate the secret, and give the new one to the receiver.")


def refuse_address(url: str, allowed: Sequence[str]) -> None:
    """Refuse at once what would be refused later, where the socket opens: `allowed` private networks aside.

    A name is not looked up here: what it means is decided at each delivery.

    Raises:
        Invalid
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _bad("this is no address", "Write one such as https://receiver.example/halfhour.") from None
    if parts.scheme not in ("http", "https") or not host or any(not each.isprintable() or each == " " for each in url):
        raise _bad("this is no web address", "Write one such as https://receiver.example/halfhour.")
    if parts.username is not None or parts.password is not None:
        raise _bad("it holds a name or a password", "Leave them out: the signature proves who sends.")
    if parts.fragment:
        raise _bad("what follows # is never sent", "Leave it out.")
    if port == 0:
        raise _bad("there is no port 0", "Leave the port out, or name the one that listens.")
    if Gate(allowed).refuses(host):
        raise _bad(
            "Halfhour does not go to private addresses",
            "Use one that everybody can reach, or have whoever runs this server allow it: HALFHOUR_REACH_PRIVATE.",
        )
    if parts.scheme == "http" and not allowed:
        raise _bad("it is not encrypted", "Use https://, so that nobody on the way can read or change what is sent.")


def _bad(fault: str, mend: str) -> Invalid:
    return Invalid.field("/url", fault, mend)


def wait_after(tries: int, chance: float, wished: timedelta | None) -> timedelta | None:
    """How long to wait after so many tries; None: that was the last. `chance` is between 0 and 1."""
    if tries > len(PATIENCE):
        return None
    wait = PATIENCE[tries - 1] * (1 + JITTER * (2 * chance - 1))
    return max(wait, wished or timedelta())


def rest_after(failures: int, wished: timedelta | None) -> timedelta:
    """How long a receiver that has failed so often in a row is left in peace altogether."""
    rest = timedelta() if failures < 3 else min(timedelta(seconds=15) * 2 ** min(failures - 3, 10), LONGEST_REST)
    return max(rest, wished or timedelta())


def wished_for(status: int, retry_after: str | None, now: datetime) -> timedelta | None:
    """What a receiver asks for that is too busy: seconds or an instant, at most an hour (RFC 9110, section 10.2.3)."""
    if status not in (429, 503) or retry_after is None or not retry_after.isascii():
        return None
    if retry_after.isdigit():
        return min(timedelta(seconds=int(retry_after[:9])), LONGEST_WISH)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return min(max(until - now, timedelta()), LONGEST_WISH)


def fault_of(status: int) -> str | None:
    """What is wrong with a status, in words; None: nothing."""
    if 200 <= status < 300:
        return None
    phrase = next((f" ({each.phrase})" for each in HTTPStatus if each == status), "")
    if 300 <= status < 400:
        return f"The receiver answered {status}{phrase} and names another address, where Halfhour does not follow."
    return f"The receiver answered {status}{phrase}."


GONE = "The receiver answered 410 (Gone): it wants nothing more, so the webhook was stopped."
TOO_LONG = "Nothing arrived for five days, so the webhook was stopped."
LOCKED = "The webhook's secret can't be read any more, because this server's key has changed; so it was stopped."


def state_of(*, enabled: bool, failures: int, stopped_because: str | None) -> WebhookState:
    if stopped_because is not None:
        return WebhookState.STOPPED
    if not enabled:
        return WebhookState.OFF
    return WebhookState.FAILING if failures else WebhookState.ON


def advice(state: WebhookState, *, used: bool, stopped_because: str | None, error: str | None) -> str:
    """What the person can do, in a sentence."""
    if state is WebhookState.OFF:
        return "Turn it on to go on where it stopped: what happens meanwhile waits."
    if state is WebhookState.STOPPED and stopped_because == LOCKED:
        return "Rotate the secret, give the new one to the receiver, and turn the webhook on again."
    if state is WebhookState.STOPPED:
        return "Mend the receiver or the address, send a test, and turn the webhook on again: what waits is then sent."
    if state is WebhookState.FAILING:
        return "Look at the last delivery, and mend the receiver or the address. Each event is tried for 41 hours."
    if error is not None:
        return "Mend the receiver or the address, and send another test."
    return "Nothing to do." if used else "Send a test to see whether it arrives."
