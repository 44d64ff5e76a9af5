"""A receiver on loopback whose manners are the test's, and a sender that a test moves step by step."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

from halfhour.core.worker import Jobs
from halfhour.main import job_handlers
from tests.conftest import Client, Server


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
        self.plain = Jobs(server.database, job_handlers())
        self.errands = Jobs(server.database, job_handlers(), errands=True)

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


@pytest.fixture
def hook(alice: Client, post: Post, receiver: Receiver) -> Hook:
    """Alice's webhook for everything, to the receiver."""
    made = alice.made("/webhooks", url=receiver.url)
    assert made["secret"].startswith("whsec_")
    return made


def add_contact(client: Client, name: str = "Maria Keller") -> str:
    return str(client.made("/contacts", full_name=name)["id"])
