"""Who asks: the credential of a request, the principal that it proves, and the defence against cross-site requests.

What a credential proves is for `accounts` to say; `main` hands its answer in here.
"""

from collections.abc import Callable
from typing import NamedTuple

from .engine import Connection
from .errors import CrossSite

COOKIE = "__Host-halfhour"
LOOPBACK_COOKIE = "halfhour"
"""The cookie's name where there is no https: browsers take `__Host-` only with Secure."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Principal(NamedTuple):
    """An account that has proved itself. `scopes` is None for a session, which may do everything."""

    owner: str
    credential_id: str
    scopes: frozenset[str] | None


class Credential(NamedTuple):
    """What a request brings to prove who it is: a bearer token or a session's cookie."""

    bearer: str | None
    session: str | None


Authenticate = Callable[[Connection, Credential], Principal]
"""Raises `Unauthorized`."""


def read_credential(authorization: str | None, cookie: str | None, *, https: bool) -> Credential:
    """A bearer token wins over a cookie (RFC 6750, RFC 6265). Where there is https only the `__Host-` cookie counts:
    a neighbouring subdomain or a plain http page could have set the other."""
    if authorization is not None:
        kind, _, token = authorization.partition(" ")
        return Credential(token.strip() if kind.lower() == "bearer" else "", None)
    if cookie is None:
        return Credential(None, None)
    ours = COOKIE if https else LOOPBACK_COOKIE
    for pair in cookie.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == ours:
            return Credential(None, value)
    return Credential(None, None)


def refuse_cross_site(method: str, site: str | None, origin: str | None, ours: str, host: str | None) -> None:
    """Let a browser change things only from our own pages (Fetch Metadata; Origin where that is missing).

    Raises:
        CrossSite: the request was made by another site, or a browser does not say by whom.
    """
    if method in SAFE:
        return
    if site == "same-origin":
        return
    if site is not None and site != "none":
        raise CrossSite("A page of another site asked for this. Open Halfhour itself and do it there.")
    if origin is not None and (origin == ours or _loopback_twin(origin, host)):
        return
    raise CrossSite("The browser did not say which page asked. Send Sec-Fetch-Site or Origin, or use a token.")


def _loopback_twin(origin: str, host: str | None) -> bool:
    """On one's own machine the app answers at 127.0.0.1 as well as at localhost."""
    scheme, _, at = origin.partition("://")
    return scheme == "http" and at == host and at.rsplit(":", 1)[0] in ("127.0.0.1", "localhost", "[::1]")
