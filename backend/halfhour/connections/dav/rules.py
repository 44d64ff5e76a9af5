"""Decisions about connections from plain values: addresses, waiting, what a state means in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ...core.errors import Refusal
from .models import ConnectionKind as Kind
from .models import ConnectionState as State

MOST = 20
"""Connections of one person: each is a login somewhere."""

EVERY = timedelta(minutes=15)
"""How often a connection is synced when nobody asks."""
FULL_EVERY = timedelta(days=3)
"""How often everything is compared, because some servers forget what they should have told (DAViCal, SOGo)."""
LEASE = timedelta(minutes=5)
"""How long a sync is trusted to be under way; one that died is taken over then."""
PATIENCE = timedelta(hours=6)
"""How long to wait where the password is refused: a server that is asked more often may lock the account."""
GIVE_UP_LEAVING = 12
"""Tries to take away what was put on a server that does not answer."""

BUSY_DAYS = 60
"""How far ahead busy times are read."""


class TooManyConnections(Refusal):
    """There are as many connections as one may have."""


class NothingChosen(Refusal):
    """No calendar or address book is chosen yet."""


class SwitchedOff(Refusal):
    """This connection is switched off, or about to go."""


class AnsweredAlready(Refusal):
    """This was decided already."""


def normalized(address: str) -> str | None:
    """The address to begin at, with its scheme; None where it can't be one.

    >>> normalized("cloud.example.org")
    'https://cloud.example.org/'
    """
    text = address.strip()
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username or parts.password:
        return None
    if parts.query or parts.fragment or any(each.isspace() or each in '\\<>"' for each in text):
        return None
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme.lower(), f"{shown}:{port}" if port else shown, parts.path or "/", "", ""))


def refuse_too_many(count: int) -> None:
    """Raises: TooManyConnections"""
    if count >= MOST:
        raise TooManyConnections(f"You can have {MOST} connections. Remove one that you don't use first.")


def collection_id(href: str) -> str:
    """A short name for a collection's address, the same each time."""
    return sha256(href.encode()).hexdigest()[:16]


def found_by_id(found: Iterable[Mapping[str, Any]], id_: str) -> Mapping[str, Any] | None:
    return next((each for each in found if each["id"] == id_), None)


def is_chosen(collection: str | None, busy: Sequence[str]) -> bool:
    """Whether there is anything to be synced: a place for talks or people, or calendars to read."""
    return collection is not None or bool(busy)


def wait_after(failures: int, told: timedelta | None = None) -> timedelta:
    """How long to wait after so many failures in a row: what the server has asked for, else ever longer, up to 6 h."""
    own: timedelta = min(EVERY * 2 ** max(0, failures - 1), timedelta(hours=6))
    return max(own, min(told, timedelta(days=1))) if told else own


_NAMES = {Kind.CALENDAR: "calendar", Kind.ADDRESS_BOOK: "address book"}


def noun(kind: str) -> str:
    return _NAMES[Kind(kind)]


def plural(kind: str) -> str:
    return f"{noun(kind)}s"


def state_words(kind: str, state: str) -> str:
    """The state as a sentence."""
    return {
        State.LOOKING: f"Looking for the {plural(kind)} at this address.",
        State.CHOOSE: f"Choose which {noun(kind)} to use.",
        State.WORKING: "The first sync is under way.",
        State.FINE: "In step.",
        State.OFF: "Switched off: nothing is sent and nothing is read.",
        State.PASSWORD: "The server no longer accepts the password.",
        State.TROUBLE: "The last sync did not succeed; it will be tried again.",
        State.LEAVING: "Taking away what Halfhour put there.",
    }[State(state)]
