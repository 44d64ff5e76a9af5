"""Browsers that have signed in, an empty database, and a clean slate for the limits on guessing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from halfhour.accounts.models import FailedSignIn
from halfhour.core.db import Query, table_of
from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.main import BASE, create_app
from tests.conftest import PASSWORD, Client, Server

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}

Browse = Callable[..., Client]


@pytest.fixture
def browse(server: Server) -> Iterator[Browse]:
    """Open a browser; with a person, signed in as that person."""
    opened: list[Client] = []

    def open_browser(person: Client | None = None, password: str = PASSWORD, *, agent: str = "Test/1.0") -> Client:
        client = server.client()
        client.headers.update({**SAME_ORIGIN, "User-Agent": agent})
        opened.append(client)
        if person is not None:
            answer = client.post("/session", json={"email": person.email, "password": password})
            assert answer.status_code == 200, answer.text
            client.email, client.account_id = person.email, answer.json()["id"]
        return client

    yield open_browser
    for client in opened:
        client.close()


@pytest.fixture
def browser(browse: Browse, alice: Client) -> Client:
    """Alice's browser, signed in."""
    return browse(alice)


@pytest.fixture
def fresh(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database that nobody serves."""
    url = request.getfixturevalue("postgres").new_database() if engine == "postgresql" else ""
    database = Database(Settings(_env_file=None, data_dir=tmp_path, database_url=url))
    migrate(database)
    yield database
    database.close()


@contextmanager
def in_process(database: Database) -> Iterator[Callable[..., httpx.Response]]:
    """The app on a database of one's own, asked without a socket: `ask("POST", "/session", json=…)`."""
    app = create_app(database.settings, database)
    transport = httpx.ASGITransport(app)

    def ask(method: str, path: str, **kwargs: Any) -> httpx.Response:
        async def request() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
                return await client.request(method, BASE + path, **kwargs)

        return aside.submit(lambda: asyncio.run(request())).result()  # a browser's tests leave a loop running here

    with ThreadPoolExecutor(1) as aside:
        yield ask
    app.state.office.close()
    app.state.keeper.close()


@pytest.fixture(autouse=True)
def _no_wrong_passwords_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """All tests come from one address; what one has guessed must not count for the next."""
    yield
    if "server" in request.fixturenames:
        server: Server = request.getfixturevalue("server")
        with server.database.writing() as connection:
            connection.run(Query(delete(table_of(FailedSignIn))), {})
