"""Somebody at a terminal: types commands, sees what they print, and the code that they end with."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from halfhour.accounts import service as accounts
from halfhour.cli import app
from tests.conftest import Client, Server, make_server


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    """On SQLite alone: the command line sees the API and no database, and the API's answers are the same on both."""
    running = make_server("sqlite", tmp_path_factory.mktemp("remote"), request)
    yield running
    running.stop()


class Terminal:
    """Commands typed one after the other, as one person at one server."""

    def __init__(self, server: str, token: str) -> None:
        self.server, self.token = server, token

    def tries(self, *words: str, given: str = "", **environment: str | None) -> Any:
        """The command's end, whichever."""
        known = {"HALFHOUR_SERVER": self.server, "HALFHOUR_TOKEN": self.token, "COLUMNS": "200", "NO_COLOR": "1"}
        return CliRunner().invoke(app, list(words), input=given, env=known | environment)

    def types(self, *words: str, given: str = "") -> str:
        """What a command prints to standard output; it must succeed."""
        done = self.tries(*words, given=given)
        assert done.exit_code == 0, f"{done.stdout}\n{done.stderr}\n{done.exception!r}"
        return str(done.stdout)

    def gets(self, *words: str, given: str = "") -> Any:
        """The same, read as JSON."""
        return json.loads(self.types(*words, "-o", "json", given=given))


@pytest.fixture(autouse=True)
def _own_config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HALFHOUR_CONFIG", str(tmp_path / "config" / "login.json"))


@pytest.fixture
def terminal(server: Server, alice: Client) -> Terminal:
    return Terminal(server.url, alice.token)


@pytest.fixture
def token_for(server: Server, alice: Client) -> Callable[..., str]:
    """A token of Alice's with these scopes alone."""
    return lambda *scopes: accounts.create_token(server.database, alice.email, "narrow", list(scopes))
