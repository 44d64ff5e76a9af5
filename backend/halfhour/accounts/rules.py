"""What is decided about accounts from plain values: scopes, lifetimes, limits, cookies, addresses; and the refusals."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from math import ceil
from typing import NamedTuple

from ..core.access import COOKIE, LOOPBACK_COOKIE
from ..core.errors import AlreadyThere, Forbidden, Invalid, Refusal, TooMany, Unauthorized
from ..core.settings import Registration

_BOTH = ("read", "write")
_RESOURCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("account", ("read",)),
    ("profile", _BOTH),
    ("careers", _BOTH),
    ("contacts", _BOTH),
    ("outreach", _BOTH),
    ("questions", _BOTH),
    ("interviews", _BOTH),
    ("notes", _BOTH),
    ("preparation", _BOTH),
    ("debriefs", _BOTH),
    ("today", ("read",)),
    ("search", ("read",)),
    ("events", ("read",)),
    ("imports", _BOTH),
    ("export", _BOTH),
    ("connections", _BOTH),
    ("webhooks", _BOTH),
    ("crm", _BOTH),
)
SCOPES = tuple(f"{resource}:{deed}" for resource, deeds in _RESOURCES for deed in deeds)
"""All that a token may be given, in the order of the method. What is not here only a signed-in person may."""

IDLE = timedelta(days=14)
ABSOLUTE = timedelta(days=90)
PROOF = timedelta(minutes=10)
"""How long a typed password counts as proof for making tokens and changing the e-mail address."""
COARSE = timedelta(minutes=10)
"""How exactly it is kept when a session or token was last used."""
TOKEN_DAYS = 90
INVITED = timedelta(days=7)
MOST_SESSIONS = 50
MOST_TOKENS = 100
MOST_INVITATIONS = 100

WINDOW = timedelta(minutes=5)


class Limit(NamedTuple):
    """How many wrong passwords there may be within `WINDOW`, and the limit's name in the RateLimit headers."""

    name: str
    most: int


PER_ACCOUNT = Limit("account", 10)
PER_ADDRESS = Limit("address", 30)


class SignInFailed(Unauthorized):
    """The e-mail address or the password is wrong."""

    def __init__(self) -> None:
        super().__init__("Check both and try again. After 10 wrong passwords you have to wait five minutes.")


class WrongPassword(Forbidden):
    """The password is wrong."""

    def __init__(self) -> None:
        super().__init__("Type the password that you sign in with.")


class ProofNeeded(Forbidden):
    """Type your password again first."""

    def __init__(self) -> None:
        super().__init__("This needs the password typed within the last 10 minutes: POST /api/v1/session/proof.")


class WeakPassword(Invalid):
    """The password is too easy to guess."""


class RegistrationClosed(Forbidden):
    """Nobody can sign up here."""

    def __init__(self) -> None:
        super().__init__("Ask somebody who has an account here for an invitation link, or whoever runs this server.")


class InvitationSpent(Refusal):
    """This invitation is of no more use."""

    def __init__(self) -> None:
        super().__init__("It was used, taken back or is older than 7 days. Ask for a new one.")


class EmailTaken(AlreadyThere):
    """There is an account with this e-mail address."""

    def __init__(self) -> None:
        super().__init__("Sign in, or use another e-mail address.")


class PlainHttp(Forbidden):
    """Signing in needs https."""

    def __init__(self) -> None:
        super().__init__(
            "Over plain http anybody on the way could read the password. Open Halfhour by its https address, or at"
            " http://127.0.0.1 on the same machine. Whoever runs it sets HALFHOUR_PUBLIC_URL."
        )


class TooManyGuesses(TooMany):
    """Too many wrong passwords."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        super().__init__(
            f"Wait {seconds} seconds and try again.",
            seconds,
            {
                "RateLimit-Policy": f'"{limit.name}";q={limit.most};w={int(WINDOW.total_seconds())}',
                "RateLimit": f'"{limit.name}";r=0;t={seconds}',
            },
        )


class TooManyKept(Refusal):
    """There are too many of these already."""


def wait(limit: Limit, attempts: Sequence[datetime], now: datetime) -> int:
    """Seconds until one more attempt is allowed, 0: now. `attempts` are those within the window, oldest first."""
    if len(attempts) < limit.most:
        return 0
    return max(1, ceil((attempts[-limit.most] + WINDOW - now).total_seconds()))


def alive(now: datetime, last_used: datetime, expires: datetime) -> bool:
    """Whether a session still counts."""
    return now < expires and now - last_used < IDLE


def proved(now: datetime, proved_at: datetime) -> bool:
    return now - proved_at < PROOF


def open_to(registration: Registration, *, first: bool, invited: bool) -> bool:
    """Whether somebody may sign up. `first`: there is no account yet."""
    if registration is Registration.CLOSED:
        return False
    return registration is Registration.OPEN or first or invited


def scopes_of(given: str | Iterable[str]) -> list[str]:
    """Scopes in their own order, each once; `all` means every scope.

    Raises:
        Invalid: there is none, or one that does not exist.
    """
    wanted = set(given.replace(",", " ").split() if isinstance(given, str) else given)
    if wanted == {"all"}:
        return list(SCOPES)
    unknown = sorted(wanted.difference(SCOPES))
    if unknown or not wanted:
        what = f"there is no scope {', '.join(unknown)[:200]}" if unknown else "no scope is given"
        raise Invalid.field("/scopes", what, f"Choose from: {', '.join(SCOPES)}.")
    return [scope for scope in SCOPES if scope in wanted]


_EMAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+\Z")


def email_key(email: str) -> str:
    """The form under which an address is the same however it was typed.

    Raises:
        Invalid: it is not an e-mail address.
    """
    key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email.strip()).casefold())
    if len(key) > 254 or not _EMAIL.match(key) or not key.isprintable():
        raise Invalid.field("/email", "not an e-mail address", "Write it like maria@example.org.")
    return key


def name_from(email: str) -> str:
    """What to call somebody of whom only the address is known."""
    return re.sub(r"[._+-]+", " ", email.partition("@")[0]).strip().title() or email


class CookieStyle(NamedTuple):
    """The session cookie's name, and whether it is for https only."""

    name: str
    secure: bool


def cookie_style(origin: str, host: str) -> CookieStyle:
    """`Secure` and `__Host-` everywhere but on plain loopback (RFC 6265bis, section 4.1.3).

    Raises:
        PlainHttp: the server is reached over a network without https.
    """
    if origin.startswith("https://"):
        return CookieStyle(COOKIE, secure=True)
    if _is_loopback(origin.partition("://")[2]) or _is_loopback(host):
        return CookieStyle(LOOPBACK_COOKIE, secure=False)
    raise PlainHttp


def _is_loopback(host: str) -> bool:
    name = host.partition("/")[0].lower()
    bare = name.rpartition(":")[0] if re.search(r":\d+\Z", name) else name
    if bare in ("localhost", "[::1]"):
        return True
    try:
        return IPv4Address(bare).is_loopback
    except ValueError:
        return False


Address = IPv4Address | IPv6Address


def _address(text: str) -> Address | None:
    try:
        found = ip_address(text.strip().removeprefix("[").partition("]")[0].partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def client_address(peer: str, forwarded: str, proxies: Iterable[str]) -> str:
    """The address that a request came from: the peer's, or the last one in X-Forwarded-For that is no proxy of ours.

    `proxies` are addresses or networks (`10.0.0.0/8`). What stands left of the first unknown address was written by
    the client and proves nothing.
    """
    trusted = [ip_network(each, strict=False) for each in proxies]
    hops = [peer, *(each for each in reversed(forwarded.split(",")) if each.strip())]
    last = peer
    for hop in hops:
        address = _address(hop)
        if address is None:
            return last
        last = str(address)
        if not any(address in network for network in trusted):
            return last
    return last


def counted_as(address: str) -> str:
    """What limits count an address as: an IPv6 client owns a whole /64."""
    found = _address(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, 64), strict=False))
    return str(found or address)
