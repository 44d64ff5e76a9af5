"""Calls and the office that takes them: what of a request decides something, and what every request needs at hand."""

from typing import NamedTuple

from starlette.types import Scope

from .access import Authenticate, Credential, Principal, read_credential, refuse_cross_site
from .engine import Connection, Database
from .errors import MissingScope, SessionOnly
from .hands import Hands

ALONE = "session"
"""The scope that no token can have: only a signed-in person may."""

PATIENCE = 0.005
"""Seconds that reading from SQLite may wait for another's statement before a second thread joins."""


class Office(NamedTuple):
    """What every request needs at hand: the database, its threads, and who tells who asks."""

    database: Database
    readers: Hands
    writers: Hands
    authenticate: Authenticate
    origin: str

    @classmethod
    def open(cls, database: Database, authenticate: Authenticate) -> "Office":
        """On SQLite one thread writes, so that writers queue for it and not readers behind them."""
        readers = Hands("db", database.threads, patience=PATIENCE if database.sqlite else 0)
        writers = Hands("db-write", 1) if database.sqlite else readers
        return cls(database, readers, writers, authenticate, database.settings.origin)

    def close(self) -> None:
        self.readers.close()
        self.writers.close()


class Call(NamedTuple):
    """The headers of a request that decide something."""

    method: str
    path: str
    credential: Credential
    if_match: str | None
    if_none_match: str | None
    key: str | None

    def principal(self, office: Office, connection: Connection, scope: str) -> Principal:
        """Who asks, if they may.

        Raises:
            Unauthorized, MissingScope, SessionOnly
        """
        who = office.authenticate(connection, self.credential)
        if who.scopes is not None and scope not in who.scopes:
            raise SessionOnly if scope == ALONE else MissingScope(scope)
        return who


_WANTED = {
    b"authorization": "authorization",
    b"cookie": "cookie",
    b"if-match": "if_match",
    b"if-none-match": "if_none_match",
    b"idempotency-key": "key",
    b"content-type": "type",
    b"sec-fetch-site": "site",
    b"origin": "origin",
    b"host": "host",
}


def read_call(scope: Scope, office: Office) -> tuple[Call, str]:
    """The call and its media type; refuses what another site's page sends with our cookie."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name in _WANTED:
            found[_WANTED[name]] = value.decode("latin-1")
    get = found.get
    credential = read_credential(get("authorization"), get("cookie"), https=office.origin.startswith("https://"))
    if credential.session is not None:
        refuse_cross_site(scope["method"], get("site"), get("origin"), office.origin, get("host"))
    call = Call(scope["method"], scope["path"], credential, get("if_match"), get("if_none_match"), get("key"))
    return call, get("type") or ""
