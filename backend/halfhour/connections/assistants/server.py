"""The endpoint at /mcp (Model Context Protocol, streamable HTTP): only imported where a host turns it on.

It keeps no state between requests, answers in JSON, and knows nobody but by a personal access token in the header.
There is no OAuth here and nothing that says so: clients that find its metadata ignore the token (claude-code #59467).
"""

import logging
from typing import Any

import pydantic
from fastapi import FastAPI
from fastmcp import FastMCP
from fastmcp.exceptions import ValidationError
from fastmcp.server.auth import AccessToken, TokenVerifier, require_scopes
from fastmcp.server.dependencies import get_access_token
from fastmcp.server.middleware import CallNext, Middleware, MiddlewareContext
from mcp.types import ToolAnnotations
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from ... import __version__
from ...core.access import Credential, Principal
from ...core.calls import Office
from ...core.engine import Connection
from ...core.errors import Unauthorized
from ...core.routes import Routes
from ...core.settings import Assistants, Settings
from . import rules
from .inside import Address, Inside, Refused, addresses
from .looking import Looking
from .writing import Writing

PATH = "/mcp"

_theirs = logging.getLogger("fastmcp")  # brings a handler of its own, which would print pages beside our lines
_theirs.handlers.clear()
_theirs.propagate = True


class Tokens(TokenVerifier):
    """Personal access tokens, asked of the same office as every request of the API."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office

    async def verify_token(self, token: str) -> AccessToken | None:
        def look() -> Principal | None:
            with self._office.database.reading() as connection:
                return self._who(connection, token)

        who = await self._office.readers.do(look)
        if who is None:
            return None
        return AccessToken(token=token, client_id=who.owner, scopes=sorted(who.scopes or ()))

    def _who(self, connection: Connection, token: str) -> Principal | None:
        try:
            return self._office.authenticate(connection, Credential(token, None))
        except Unauthorized:
            return None


class InWords(Middleware):
    """Arguments that don't fit are refused as the API refuses them: value by value, with no library's own addresses."""

    async def on_call_tool(self, context: MiddlewareContext[Any], call_next: CallNext[Any, Any]) -> Any:
        try:
            return await call_next(context)
        except ValidationError as fault:
            wrong = fault.__cause__
            if not isinstance(wrong, pydantic.ValidationError):
                raise
            found = [(".".join(map(str, each["loc"])), each["msg"]) for each in wrong.errors(include_url=False)]
            raise Refused("\n".join(f"{where}: {what}" for where, what in found)) from None


def assistant_server(app: FastAPI, settings: Settings, known: dict[str, Address]) -> FastMCP:
    """The tools, as far as the host allows them; which of them a token sees depends on its scopes."""

    def door(tool: str) -> Inside:
        token = get_access_token()
        if token is None:
            raise Refused("Send a personal access token: Authorization: Bearer hh_…")
        return Inside(app, known, tool, token.token, frozenset(token.scopes))

    server = FastMCP(
        "Halfhour",
        instructions=rules.INSTRUCTIONS,
        version=__version__,
        auth=Tokens(app.state.office),
        middleware=[InWords()],
        mask_error_details=True,
    )
    looking, writing = Looking(door), Writing(door)
    for name, tool in rules.TOOLS.items():
        if tool.writes and settings.assistants is not Assistants.WRITE:
            continue
        server.tool(
            getattr(writing if tool.writes else looking, name),
            annotations=ToolAnnotations(
                read_only_hint=not tool.writes,
                destructive_hint=False,
                idempotent_hint=not tool.writes,
                open_world_hint=False,
            ),
            auth=require_scopes(*scopes_of(tool, known)),
        )
    return server


def scopes_of(tool: rules.Tool, known: dict[str, Address]) -> list[str]:
    """The scopes without which a tool does nothing."""
    return sorted({known[operation].scope for operation in tool.needs})


def endpoint(app: FastAPI, settings: Settings, routers: list[Routes], base: str) -> Starlette:
    """The ASGI app to be mounted at `PATH`, whose lifespan must run within the app's own."""
    hosts = [settings.origin.split("://", 1)[-1], *settings.allowed_hosts]
    return assistant_server(app, settings, addresses(routers, base)).http_app(
        path="/",
        stateless_http=True,
        json_response=True,
        host_origin_protection=True,  # off by default: any Host and Origin would pass
        allowed_hosts=hosts,
        allowed_origins=[settings.origin],
    )


class Straight:
    """`POST /mcp` goes where `/mcp/` goes: a redirect would lose the token or the body with many clients."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PATH:
            scope = {**scope, "path": f"{PATH}/", "raw_path": f"{PATH}/".encode()}
        await self.app(scope, receive, send)
