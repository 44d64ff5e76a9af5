"""The server as a process of its own, which can be told to stop or be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import httpx

from halfhour.accounts import service as accounts
from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from tests.conftest import PASSWORD, Client

BACKEND = Path(__file__).parents[2] / "backend"


class Process:
    """`halfhour serve` on a free port."""

    def __init__(
        self, settings: Settings, *, program: Sequence[str] = ("-m", "halfhour"), allow_weak: bool = False
    ) -> None:
        self.settings = settings
        self.program = program
        self.allow_weak = allow_weak
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "not started"
        return self._process

    def start(self) -> None:
        """Start, and wait until it is ready."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HALFHOUR_")},
            "PYTHONPATH": str(BACKEND),
            "HALFHOUR_DATA_DIR": str(self.settings.data_dir.absolute()),
            "HALFHOUR_DATABASE_URL": self.settings.database_url,
            "HALFHOUR_LOG_LEVEL": "error",
            "HALFHOUR_ALLOW_WEAK_DURABILITY": str(self.allow_weak),
        }
        command = [sys.executable, *self.program, "serve", "--port", str(self.port)]
        with (self.settings.data_dir / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, env=environment, cwd=self.settings.data_dir, stdout=log, stderr=log, start_new_session=True
            )
        with self.client() as client:
            for _ in range(1200):
                assert self.running.poll() is None, (self.settings.data_dir / "log").read_text()[-3000:]
                try:
                    if client.get("/health/ready").status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                threading.Event().wait(0.05)
        raise AssertionError("not ready after a minute")

    def client(self, token: str = "") -> Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=30, trust_env=False)

    def terminate(self) -> None:
        """Ask it to stop."""
        self.running.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it at once, with all its threads and children."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(20)


def make_account(settings: Settings) -> str:
    """Tables and a person in a place that is empty yet; gives a token for everything."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    migrate(database)
    email = f"{uuid4().hex}@example.org"
    accounts.create_account(database, email, PASSWORD, name="Alice")
    token = accounts.create_token(database, email, "tests", ["all"])
    database.close()
    return token
