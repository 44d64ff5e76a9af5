"""A receiver on loopback whose manners are the test's, and a sender that a test moves step by step."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest
from standardwebhooks import Webhook

from tests.conftest import Client, Server, worker_of


class Got(NamedTuple):
    """What came in."""

    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def what(self) -> tuple[str, str]:
        return self.told["type"], self.told["data"]["id"]


Answer = tuple[int, dict[str, str], bytes]
OK: Answer = (204, {}, b"")
BROKEN: Answer = (500, {}, b"oh no")


class Receiver:
    """A server that keeps what comes in. `answer` decides what it says."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.answer: Callable[[Got], Answer] = lambda _: OK
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                got = Got({name.lower(): value for name, value in self.headers.items()}, body)
                receiver.got.append(got)
                status, headers, text = receiver.answer(got)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?key=k"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def of(self, resource_id: str) -> list[str]:
        """The types of what came about one resource, in order."""
        return [got.what[0] for got in self.got if got.what[1] == resource_id]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def inside(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hosts this server allows loopback."""
    monkeypatch.setattr(server.settings, "reach_private", ["127.0.0.0/8"])


class Post:
    """The workers, stepped by the test; the server's own do nothing meanwhile."""

    def __init__(self, server: Server) -> None:
        self.plain = worker_of(server, "webhooks", errands=False)
        self.errands = worker_of(server, "webhooks", errands=True)

    def runs(self) -> None:
        """Do all that is due."""
        while self.plain.run_one() or self.errands.run_one():
            pass


@pytest.fixture
def post(server: Server, inside: None, monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setattr(server.app.state.jobs, "claim", lambda: None)
    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    return Post(server)


Hook = dict[str, Any]


class Wired(NamedTuple):
    """Alice, her webhook for everything, the receiver at its address, and who carries things there."""

    alice: Client
    hook: dict[str, Any]
    post: Post
    receiver: Receiver

    def adds(self, name: str = "Maria Keller") -> str:
        """Alice adds a contact."""
        return str(self.alice.made("/contacts", full_name=name)["id"])

    def state(self) -> dict[str, Any]:
        return self.alice.seen(f"/webhooks/{self.hook['id']}")

    def turned(self, *, on: bool) -> dict[str, Any]:
        return self.alice.changed(f"/webhooks/{self.hook['id']}", enabled=on)

    def deliveries(self, **params: Any) -> list[dict[str, Any]]:
        """Oldest first."""
        params = {"sort": "created_at", "limit": 200, **params}
        items: list[dict[str, Any]] = self.alice.seen(f"/webhooks/{self.hook['id']}/deliveries", **params)["items"]
        return items


@pytest.fixture
def wired(alice: Client, post: Post, receiver: Receiver) -> Iterator[Wired]:
    made = alice.made("/webhooks", url=receiver.url)
    yield Wired(alice, made, post, receiver)
    alice.delete(f"/webhooks/{made['id']}", headers={"If-Match": "*"})


def verify(secret: str, got: Got) -> None:
    """What a receiver does with the library of Standard Webhooks, its clock being that of the test.

    Raises:
        WebhookVerificationError
    """
    oracle = Webhook(secret)
    oracle._Webhook__verify_timestamp = _at  # type: ignore[attr-defined]
    oracle.verify(got.body, got.headers)


def _at(header: str) -> datetime:
    return datetime.fromtimestamp(int(header), UTC)
