"""Alice with a mail account at a real server on loopback, and a worker that a test moves step by step."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Client, Server, worker_of
from tests.connections.mail.servers import HERE, NAME, WORD, Mailbox, certificate, context, real


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own certificate counts as one of the authorities'."""
    (tmp_path / "authority.pem").write_bytes(certificate(HERE)[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.fixture
def near(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hosts has allowed loopback."""
    monkeypatch.setattr(server.settings, "reach_private", ["127.0.0.0/8"])


@pytest.fixture
def here(trusted: None, near: None, tmp_path: Path) -> ssl.SSLContext:
    """What a server on loopback needs, so that Halfhour reaches and trusts it."""
    return context(tmp_path)


@pytest.fixture
def post(box: Mailbox, here: ssl.SSLContext) -> Iterator[int]:
    """A server with STARTTLS that knows Alice; its port."""
    with real(box, here) as port:
        yield port


class Errands:
    """A worker for mails alone; the server's own takes nothing meanwhile."""

    def __init__(self, server: Server) -> None:
        self.jobs = worker_of(server, "mail", errands=True)

    def run(self) -> int:
        """Do all that is due now; gives how many that were."""
        done = 0
        while self.jobs.run_one():
            done += 1
        return done


@pytest.fixture
def errands(server: Server, monkeypatch: pytest.MonkeyPatch) -> Errands:
    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    return Errands(server)


def account(port: int, /, **more: Any) -> dict[str, Any]:
    """The body of an account at a server on loopback."""
    told = {"host": HERE, "port": port, "security": "starttls", "username": NAME, "password": WORD}
    return {**told, "from_name": "Alex Novak", "from_address": NAME, **more}


def enter(client: Client, port: int, /, **more: Any) -> dict[str, Any]:
    answer = client.put("/mail/account", json=account(port, **more), headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    entered: dict[str, Any] = answer.json()
    return entered


@pytest.fixture
def writer(alice: Client, post: int) -> Client:
    """Alice, with a mail account."""
    enter(alice, post)
    return alice
