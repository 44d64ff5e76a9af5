"""The engine twice (SQLite and a private PostgreSQL), the app on a real loopback port, and Alice and Bob who use it.

One database and one server live for the whole run on each engine. Tests are kept apart as people are: each gets fresh
accounts, and nobody sees another's data.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import hypothesis
import pytest
import uvicorn
from sqlalchemy import bindparam, delete

from halfhour.accounts import passwords
from halfhour.accounts import service as accounts
from halfhour.core.clock import clock
from halfhour.core.db import Query
from halfhour.core.engine import Database
from halfhour.core.guard import Guarded
from halfhour.core.jobs import JOB
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.core.worker import Jobs
from halfhour.main import BASE, create_app, job_handlers
from tests.make.postgres import Postgres

# The same examples each time, and a busy machine fails none: how long one takes says nothing.
hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")

PASSWORD = "seven quiet herons wade"  # everybody's, in tests
ENGINES = ("sqlite", "postgresql")
Result = TypeVar("Result")


class Client(httpx.Client):
    """A person at the API: paths below /api/v1, If-Match filled in with `*` where a test does not care."""

    account_id: str
    email: str
    token: str

    def request(self, method: str, url: Any, **kwargs: Any) -> httpx.Response:
        if str(url).startswith("/") and not str(url).startswith(("/api", "/health", "/openapi", "/docs")):
            url = BASE + str(url)
        return super().request(method, url, **kwargs)

    def made(self, path: str, **body: Any) -> dict[str, Any]:
        """POST and give the answer, which must be a success."""
        answer = self.post(path, json=body)
        assert answer.is_success, answer.text
        made: dict[str, Any] = answer.json() if answer.content else {}
        return made

    def seen(self, path: str, **params: Any) -> dict[str, Any]:
        answer = self.get(path, params=params)
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.json()
        return seen

    def changed(self, path: str, **body: Any) -> dict[str, Any]:
        """PATCH whatever version there is."""
        answer = self.patch(path, json=body, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text
        changed: dict[str, Any] = answer.json()
        return changed

    def moved(self, path: str, **body: Any) -> dict[str, Any]:
        """POST an action on whatever version there is."""
        answer = self.post(path, json=body, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text
        moved: dict[str, Any] = answer.json()
        return moved


@cache
def hash_of_password() -> str:
    return passwords.hashed(PASSWORD)


@contextmanager
def known_hash() -> Iterator[None]:
    """Hash everybody's password once: Argon2 is slow on purpose, and there are thousands of Alices and Bobs."""
    known = hash_of_password()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "hashed", lambda _password: known)
        yield


class Server:
    """The app in a thread, on a free port."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings)
        self.app = create_app(settings, self.database)
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))  # kept from now on: nobody else gets this port meanwhile
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(
            self.app, log_config=None, access_log=False, http=Guarded, ws="none", timeout_keep_alive=75,
            server_header=False, proxy_headers=False,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def start(self) -> Server:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)

    def client(self, token: str | None = None) -> Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # no TLS on loopback: reading the authorities for each client would take longer than most tests
        return Client(base_url=self.url, headers=headers, timeout=30, trust_env=False, verify=False)

    def person(self, name: str) -> Client:
        """A new account with a token for everything."""
        email = f"{name.lower()}-{uuid4().hex[:12]}@example.org"
        with known_hash():
            account_id = accounts.create_account(self.database, email, PASSWORD, name=name)
        token = accounts.create_token(self.database, email, "tests", ["all"])
        client = self.client(token)
        client.account_id, client.email, client.token = account_id, email, token
        return client


def awaited(made: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """What the coroutine gives; in a thread of its own, because a browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: asyncio.run(made())).result()


_LEFT_BEHIND = Query(delete(JOB).where(JOB.c.kind.startswith(bindparam("step"))))


def worker_of(server: Server, step: str, *, errands: bool) -> Jobs:
    """A worker for the jobs of one step, such as `dav`, without those that other tests have left behind."""
    with server.database.writing() as connection:
        connection.run(_LEFT_BEHIND, {"step": f"{step}."})
    handlers = {kind: each for kind, each in job_handlers().items() if kind.startswith(f"{step}.")}
    return Jobs(server.database, handlers, errands=errands)


@pytest.fixture
def idle(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own workers take no job meanwhile: a test does what is due itself, or counts what is done."""
    for each in (server.app.state.jobs, server.app.state.errands):
        monkeypatch.setattr(each, "claim", lambda: None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private PostgreSQL, for this run only; outside pytest's folder, which it closes to other users now and then."""
    with TemporaryDirectory(prefix="halfhour-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = Postgres.start(Path(folder))
        yield server
        server.stop()


@pytest.fixture(scope="session", params=ENGINES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on each engine in turn."""
    running = make_server(request.param, tmp_path_factory.mktemp(request.param), request)
    yield running
    running.stop()


def make_server(engine: str, folder: Path, request: pytest.FixtureRequest, **settings: Any) -> Server:
    """A server of one's own, on an empty database."""
    url = request.getfixturevalue("postgres").new_database() if engine == "postgresql" else ""
    chosen = Settings(_env_file=None, data_dir=folder, database_url=url, **{"registration": "closed", **settings})
    first = Database(chosen)
    migrate(first)
    first.close()
    return Server(chosen).start()


@pytest.fixture
def engine(server: Server) -> str:
    return "sqlite" if server.database.sqlite else "postgresql"


@pytest.fixture
def alice(server: Server) -> Iterator[Client]:
    with server.person("Alice") as client:
        yield client


@pytest.fixture
def bob(server: Server) -> Iterator[Client]:
    with server.person("Bob") as client:
        yield client


@pytest.fixture
def nobody(server: Server) -> Iterator[Client]:
    with server.client() as client:
        yield client


class Time:
    """Moves the clock of the process; the server in its thread sees it too."""

    def __init__(self) -> None:
        self.at = clock.tell()

    def passes(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        self.at += seconds + 60 * minutes + 3600 * hours + 86400 * days


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Time stands still unless the test lets it pass."""
    moved = Time()
    monkeypatch.setattr(clock, "tell", lambda: moved.at)
    return moved


@pytest.fixture(scope="session", autouse=True)
def _nobody_outside_is_asked() -> Iterator[None]:
    """No name is looked up but this machine's: what a test lets loose, such as a mail to an example, stays here."""
    really = socket.getaddrinfo

    def here(host: Any, *args: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name in ("", "localhost", socket.gethostname()) or not re.search(r"[g-z]", name.lower()):
            return really(host, *args, **more)  # an address as numbers needs nobody to be asked
        raise socket.gaierror(socket.EAI_NONAME, "tests ask nobody outside")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", here)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    for name in [name for name in os.environ if name.startswith("HALFHOUR_")]:
        del os.environ[name]
