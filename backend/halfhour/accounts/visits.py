"""How a request to an account's routes comes in: from whom, from where, and as whom once that is proved."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Depends, Request
from starlette.responses import Response

from ..core.access import Principal, read_credential, refuse_cross_site
from ..core.calls import ALONE, Office, read_call
from ..core.engine import Database
from ..core.errors import NotAcceptedType
from ..core.hop import unknown_parameters
from ..core.preconditions import etag, unchanged
from ..core.store import Store, open_writer
from ..core.views import Shown
from . import rules
from .sessions import Visitor

Result = TypeVar("Result")


class Visit:
    """A request from somebody who need not be signed in."""

    def __init__(self, request: Request) -> None:
        self.office: Office = request.app.state.office
        self.database: Database = self.office.database
        headers = request.headers
        host = headers.get("host", "")
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None or origin is not None:  # no browser sends neither with a POST from another site
            refuse_cross_site(request.method, site, origin, self.office.origin, host)
        _require_json(request)
        if request.scope["query_string"]:
            raise unknown_parameters(request.scope["query_string"])
        address = rules.client_address(
            request.client.host if request.client else "",
            ",".join(headers.getlist("x-forwarded-for")),
            self.database.settings.trusted_proxies,
        )
        https = self.office.origin.startswith("https://")
        held = read_credential(None, headers.get("cookie"), https=https).session
        self.host = host
        self.visitor = Visitor(address, headers.get("user-agent", ""), held)

    async def answer(self, show: Callable[..., Shown], *args: Any) -> Response:
        """What `show(database, …)` gives, read in the database's threads."""
        act = partial(show, self.database, *args)
        return shown_answer(await self.office.readers.do(act))

    def welcome(self, shown: Shown, secret: str, *, status: int = 200, location: str | None = None) -> Response:
        """The answer with a new session's cookie."""
        answer = shown_answer(shown, status=status, location=location)
        self._set_cookie(answer, secret, int(rules.ABSOLUTE.total_seconds()))
        return answer

    def farewell(self, *, clear: str) -> Response:
        """An empty answer that takes the cookie away, and with it what the browser stored of ours."""
        answer = Response(status_code=204, headers={"clear-site-data": clear})
        self._set_cookie(answer, "", 0)
        return answer

    def require_cookie(self) -> None:
        """Asked before a password is looked at.

        Raises:
            PlainHttp: the cookie would travel unprotected.
        """
        rules.cookie_style(self.office.origin, self.host)

    def _set_cookie(self, answer: Response, secret: str, seconds: int) -> None:
        name, secure = rules.cookie_style(self.office.origin, self.host)
        answer.set_cookie(name, secret, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


class SignedInVisit(Visit):
    """A request that a person makes by a session. Tokens are refused, and so is what another site's page asks."""

    def __init__(self, request: Request) -> None:
        self.call, _ = read_call(request.scope, request.app.state.office)
        super().__init__(request)

    async def who(self) -> Principal:
        """Who asks, and by which session."""
        return await self.read(lambda _, who: who)

    async def read(self, act: Callable[[Store, Principal], Result]) -> Result:
        """Run `act` with a store to read in, in the database's threads."""

        def job() -> Result:
            with self.database.connection(writes=False) as connection:
                who = self.call.principal(self.office, connection, ALONE)
                connection.begin(who.owner, writes=False)
                result = act(Store(self.database, connection, who.owner), who)
                connection.commit()
                return result

        return await self.office.readers.do(job)

    async def write(self, act: Callable[[Store, Principal], Result]) -> Result:
        """Run `act` in one transaction; it is committed when this returns."""

        def job() -> Result:
            with self.database.connection(writes=True) as connection:
                who = self.call.principal(self.office, connection, ALONE)
                connection.begin(who.owner, writes=True)
                store = open_writer(self.database, connection, who.owner)
                result = act(store, who)
                store.finish()
                connection.commit()
                return result

        return await self.office.writers.do(job)

    def created(self, shown: Shown) -> Response:
        """The answer to what made something."""
        return shown_answer(shown, status=201, location=f"{self.call.path}/{shown['id']}")

    def shown(self, shown: Shown) -> Response:
        """The answer, or 304 to whoever holds it already."""
        answer = shown_answer(shown)
        tag = answer.headers.get("etag")
        if self.call.method == "GET" and tag is not None and unchanged(self.call.if_none_match, tag):
            return Response(status_code=304, headers={"etag": tag})
        return answer


def shown_answer(shown: Shown, *, status: int = 200, location: str | None = None) -> Response:
    body = orjson.dumps(shown, option=orjson.OPT_UTC_Z)
    headers: dict[str, str] = {}
    if isinstance(shown.get("version"), int) and "session" not in shown:
        headers["etag"] = etag(shown["version"], body)
    if location is not None:
        headers["location"] = location
    return Response(body, status, headers, "application/json")


def _require_json(request: Request) -> None:
    """A form of another site's page can't send JSON without asking first, so nothing else is read."""
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    merges = request.method == "PATCH" and kind == "application/merge-patch+json"
    if has_body and kind != "application/json" and not merges:
        raise NotAcceptedType("Send the body as application/json.")


async def _visit(request: Request) -> Visit:
    return Visit(request)


async def _signed_in(request: Request) -> SignedInVisit:
    return SignedInVisit(request)


AnyVisit = Annotated[Visit, Depends(_visit)]
OwnVisit = Annotated[SignedInVisit, Depends(_signed_in)]
