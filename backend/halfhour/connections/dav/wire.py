"""The way to a server and back: redirects by hand, the password for one host alone, and each refusal by its name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from . import answers, faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

SECONDS = 30.0
MOST = 16 * 2**20
"""Bytes of one answer: a list of 20,000 entries."""
HOPS = 5
FAMILIES = ("icloud.com",)
"""Providers that spread one account over many hosts of theirs."""


class Wire:
    """Requests to one account on one server."""

    def __init__(
        self, address: str, username: str, password: str, *, allowed: Sequence[str] = (), seconds: float = SECONDS
    ) -> None:
        import httpx

        from ...core.outbound import Outside

        self.address = address
        self._home = urlsplit(address)
        self._basic = httpx.BasicAuth(username, password)
        self._digest = httpx.DigestAuth(username, password)
        self._auth: httpx.Auth = self._basic
        self._http = Outside(allowed, seconds=seconds, most=MOST)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def absolute(self, base: str, href: str) -> str | None:
        """A whole address of what an answer calls by a path; None where that is no address."""
        try:
            found = urljoin(base, href)
            parts = urlsplit(found)
        except ValueError:
            return None
        if not parts.hostname or parts.scheme not in ("http", "https"):
            return None
        return found.replace(" ", "%20")

    def may(self, url: str) -> bool:
        """Whether the password may go there: to the host that it was given for, never back to an open line."""
        there = urlsplit(url)
        host, own = (there.hostname or "").lower(), (self._home.hostname or "").lower()
        if there.scheme == "http" and self._home.scheme == "https":
            return False
        if host == own:
            upgraded = there.scheme == "https" and self._home.scheme == "http"
            return _port(there.scheme, there.port) == _port(self._home.scheme, self._home.port) or (
                upgraded and there.port in (None, 443)
            )
        return there.scheme == "https" and any(
            host.endswith(f".{family}") and own.endswith(f".{family}") for family in FAMILIES
        )

    def send(
        self, method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[str, httpx.Response]:
        """An answer that is a success, and the address that gave it.

        Raises:
            Fault, Gone, Changed, Taken, TokenExpired, NotOffered
        """
        for _ in range(HOPS):
            if not self.may(url):
                raise faults.Elsewhere(urlsplit(url).hostname or "an unknown place")
            answer = self._once(method, url, body, headers or {})
            if not answer.is_redirect:
                _judge(method, answer)
                return url, answer
            target = self.absolute(url, answer.headers.get("location", ""))
            if target is None:
                break
            url = target  # the same method and body again: httpx would make a GET of it
        raise faults.Nonsense("The server sends Halfhour around in circles.")

    def _once(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> httpx.Response:
        from ...core.outbound import BROKEN, InvalidURL, TooMuch, say

        try:
            answer = self._http.request(method, url, content=body, headers=headers, auth=self._auth)
            if answer.status_code == 401 and self._auth is self._basic and _wants_digest(answer):
                self._auth = self._digest
                answer = self._http.request(method, url, content=body, headers=headers, auth=self._auth)
        except TooMuch as error:
            raise faults.TooLong(say(error)) from error
        except (InvalidURL, ValueError) as error:
            raise faults.Nonsense("The server gives addresses that can't be ones.") from error
        except BROKEN as error:
            raise faults.NoWay(say(error)) from error
        return answer


def _judge(method: str, answer: httpx.Response) -> None:
    """Raise what an answer that is no success means."""
    status = answer.status_code
    if answer.is_success:
        return
    if status == 401:
        raise _not_let_in(answer)
    unfulfilled = answers.precondition(answer.content) if status in (403, 409, 412) else set()
    if "valid-sync-token" in unfulfilled:
        raise faults.TokenExpired
    if "no-uid-conflict" in unfulfilled or (status == 409 and method == "PUT"):
        raise faults.Taken
    if status in _PLAIN:
        raise _PLAIN[status]
    if status in (429, 503):
        raise faults.Overloaded("The server asks to be left alone for a while.", wait=_wait(answer))
    if method == "REPORT" and (status in (400, 405, 415, 501) or "supported-report" in unfulfilled):
        raise faults.NotOffered
    if status == 403:
        raise _forbidden(method, unfulfilled)
    if status == 507:
        raise faults.Full("There is no room left in the account.")
    raise faults.Fault(f"The server answered {status} ({answer.reason_phrase or 'no reason given'}).")


def _not_let_in(answer: httpx.Response) -> faults.Fault:
    schemes = answer.headers.get("www-authenticate", "").lower()
    if schemes and not re.search(r"\b(basic|digest)\b", schemes):
        return faults.OtherSignIn("The server does not take a user and a password.")
    return faults.WrongPassword()


def _forbidden(method: str, unfulfilled: set[str]) -> faults.Fault:
    if method in ("PUT", "DELETE") or "need-privileges" in unfulfilled:
        return faults.ReadOnly("The server does not let Halfhour write there.")
    return faults.WrongPassword("The server no longer lets Halfhour in.")


_PLAIN = {404: faults.Gone, 410: faults.Gone, 412: faults.Changed}


def _wants_digest(answer: httpx.Response) -> bool:
    offered = answer.headers.get("www-authenticate", "").lower()
    return "digest" in offered and "basic" not in offered


def _wait(answer: httpx.Response) -> timedelta | None:
    """What Retry-After says: seconds, or a date (RFC 9110, section 10.2.3)."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isdigit():
        return timedelta(seconds=min(int(told), 86_400))
    until, now = date_of(told), date_of(answer.headers.get("date"))
    return max(until - now, timedelta()) if until and now else None


def date_of(text: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _port(scheme: str, port: int | None) -> int:
    return port or (443 if scheme == "https" else 80)
