"""A server that lets assistants look, one that also lets them write down, and somebody who talks JSON-RPC to either."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from halfhour.accounts import service as accounts
from tests.conftest import Client, Server, make_server

READ = [
    "careers:read", "contacts:read", "debriefs:read", "interviews:read", "notes:read", "outreach:read",
    "preparation:read", "profile:read", "questions:read", "search:read", "today:read",
]  # fmt: skip
WRITE = ["contacts:write", "interviews:write", "notes:write"]


class Assistant:
    """A program with a token, speaking the protocol as it stands: one JSON-RPC message in one POST."""

    def __init__(self, url: str, token: str | None) -> None:
        self.url, self.token = f"{url}/mcp", token

    def posts(self, message: Any, **headers: str) -> httpx.Response:
        known = {"Accept": "application/json, text/event-stream"}
        if self.token is not None:
            known["Authorization"] = f"Bearer {self.token}"
        return httpx.post(
            self.url,
            json=message,
            headers=known | headers,
            follow_redirects=False,
            verify=False,  # noqa: S501  # loopback
            timeout=60,
        )

    def asks(self, method: str, **params: Any) -> dict[str, Any]:
        answer = self.posts({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["result"]
        return found

    def tools(self) -> dict[str, dict[str, Any]]:
        return {each["name"]: each for each in self.asks("tools/list")["tools"]}

    def calls(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """What a tool answers, as data; it must succeed."""
        done = self.asks("tools/call", name=tool, arguments=arguments)
        assert not done.get("isError"), done
        found: dict[str, Any] = done["structuredContent"]
        return found

    def is_refused(self, tool: str, **arguments: Any) -> str:
        """What it is told instead."""
        done = self.asks("tools/call", name=tool, arguments=arguments)
        assert done["isError"], done
        return str(done["content"][0]["text"])


@pytest.fixture(scope="package")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Assistants may look. What they may not is decided before any database: SQLite is enough."""
    running = make_server("sqlite", tmp_path_factory.mktemp("assistants"), request, assistants="read")
    yield running
    running.stop()


@pytest.fixture(scope="package")
def open_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Assistants may also write down."""
    running = make_server("sqlite", tmp_path_factory.mktemp("writing"), request, assistants="write")
    yield running
    running.stop()


def token_of(server: Server, who: Client, scopes: list[str]) -> str:
    return accounts.create_token(server.database, who.email, "assistant", scopes)


@pytest.fixture
def assistant(server: Server, alice: Client) -> Assistant:
    """Alice's, who gave it all reading."""
    return Assistant(server.url, token_of(server, alice, READ))


@pytest.fixture
def limited(server: Server, alice: Client) -> Callable[..., Assistant]:
    """Alice's, with these scopes alone."""
    return lambda *scopes: Assistant(server.url, token_of(server, alice, list(scopes)))
