"""The public API, asked within the process as the token's owner: the same checks and answers as for any client."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import orjson
from fastmcp.exceptions import ToolError
from starlette.types import ASGIApp, Message, Scope

from ...core.routes import Routes, StoreRoute
from . import rules

HOST = b"127.0.0.1"
"""A name that every server answers to."""


class Address(NamedTuple):
    """Where an operation is, and the scope that it takes."""

    method: str
    path: str
    scope: str


class NotThisTool(Exception):
    """A tool asked for an operation that is not on its list: a fault of ours, never the assistant's."""


class Refused(ToolError):
    """The API's refusal, in words for the assistant, who can mend it or tell the person; nothing for a log."""

    def __init__(self, words: str) -> None:
        super().__init__(words, log_level=logging.DEBUG)


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes


def addresses(routers: Iterable[Routes], base: str) -> dict[str, Address]:
    """The operations by name; where no token may, the scope is empty, which no token has."""
    return {
        route.name: Address(method, base + route.path_format, str((route.openapi_extra or {}).get("x-scope", "")))
        for router in routers
        for route in router.routes
        if isinstance(route, StoreRoute)
        for method in route.methods or ()
    }


class Inside:
    """Asks for one tool, with one person's token."""

    def __init__(
        self, app: ASGIApp, known: Mapping[str, Address], tool: str, token: str, scopes: frozenset[str]
    ) -> None:
        self._app, self._known, self._token, self._scopes = app, known, token, scopes
        self._tool = rules.TOOLS[tool]

    def may(self, operation: str) -> bool:
        """Whether the token has the scope for it."""
        return self._known[operation].scope in self._scopes

    async def ask(self, operation: str, **given: Any) -> Any:
        """The answer's JSON. What the path names is taken from `given`; the rest is the query, or the body.

        Raises:
            Refused
        """
        if operation not in self._tool.needs + self._tool.also:
            raise NotThisTool(operation)
        method, path, _ = self._known[operation]
        for name in [name for name in given if f"{{{name}}}" in path]:
            path = path.replace(f"{{{name}}}", quote(str(given.pop(name)), safe=""))
        said = {name: value for name, value in given.items() if value is not None}
        answer = await self._call(method, path, said)
        if answer.status >= 300:
            raise Refused(rules.refusal_words(orjson.loads(answer.body or b"{}")))
        return orjson.loads(answer.body) if answer.body else {}

    async def ask_if_may(self, operation: str, **given: Any) -> Any:
        """The same, or None where the token has no scope for it."""
        return await self.ask(operation, **given) if self.may(operation) else None

    async def _call(self, method: str, path: str, said: dict[str, Any]) -> Answer:
        body = orjson.dumps(said) if method != "GET" else b""
        headers = [(b"host", HOST), (b"authorization", f"Bearer {self._token}".encode("latin-1"))]
        if body:
            headers += [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        query = urlencode(said, doseq=True) if method == "GET" else ""
        scope: Scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": quote(path).encode(), "query_string": query.encode(), "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 0), "server": ("127.0.0.1", 0), "state": {},
        }  # fmt: skip
        status, parts, sent = 0, [], False

        async def receive() -> Message:
            nonlocal sent
            if sent:
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        return Answer(status, b"".join(parts))
