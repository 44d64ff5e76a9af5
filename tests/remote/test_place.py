"""Where to ask and with which token: what comes first, what is kept, and what a token is never sent to."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from halfhour.remote import place
from halfhour.remote.place import Place, Unusable
from tests.conftest import Server
from tests.remote.conftest import Terminal

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("_no_place_from_outside")


@pytest.fixture
def _no_place_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HALFHOUR_SERVER", "HALFHOUR_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_a_login_is_kept_for_its_person_alone_and_used_from_then_on(terminal: Terminal) -> None:
    nothing: dict[str, Any] = {"HALFHOUR_SERVER": None, "HALFHOUR_TOKEN": None}
    done = terminal.tries("login", "--server", terminal.server, "--token-stdin", given=f"{terminal.token}\n", **nothing)
    assert done.exit_code == 0, done.stderr
    assert "alice-" in done.stderr, "whose token it is"
    assert terminal.token not in done.stdout + done.stderr
    file = place.config_file()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert terminal.tries("contacts", "list", **nothing).exit_code == 0
    assert terminal.tries("logout", **nothing).exit_code == 0
    assert not file.exists()
    assert terminal.tries("contacts", "list", "--limit", "1", HALFHOUR_TOKEN=None).exit_code == 3


def test_the_questions_of_login_can_be_answered(terminal: Terminal) -> None:
    nothing: dict[str, Any] = {"HALFHOUR_SERVER": None, "HALFHOUR_TOKEN": None}
    done = terminal.tries("login", given=f"{terminal.server}\n{terminal.token}\n", **nothing)
    assert done.exit_code == 0, done.stderr
    assert terminal.token not in done.stdout


def test_a_token_that_nobody_made_is_not_kept(terminal: Terminal) -> None:
    done = terminal.tries("login", "--server", terminal.server, "--token-stdin", given="hh_nonsense\n")
    assert done.exit_code == 3
    assert not place.config_file().exists()


def test_a_token_for_one_thing_alone_is_good_enough(terminal: Terminal, token_for: Callable[..., str]) -> None:
    done = terminal.tries("login", "--server", terminal.server, "--token-stdin", given=token_for("today:read"))
    assert done.exit_code == 0, done.stderr


def test_a_saved_token_goes_to_no_other_server() -> None:
    place.save(Place("https://halfhour.example", "hh_secret"))
    assert place.find(None, None) == Place("https://halfhour.example", "hh_secret")
    assert place.find("https://evil.example", None) == Place("https://evil.example", "")
    assert place.find("https://halfhour.example/api/v1/", None).token == "hh_secret"


def test_what_is_typed_comes_before_the_environment_and_that_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    place.save(Place("https://file.example", "hh_file"))
    monkeypatch.setenv("HALFHOUR_SERVER", "https://env.example")
    monkeypatch.setenv("HALFHOUR_TOKEN", "hh_env")
    assert place.find(None, None) == Place("https://env.example", "hh_env")
    assert place.find("https://typed.example", "hh_typed") == Place("https://typed.example", "hh_typed")


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_file_that_others_may_read_is_not_used() -> None:
    file = place.save(Place("https://halfhour.example", "hh_secret"))
    file.chmod(0o644)
    with pytest.raises(Unusable, match="chmod 600"):
        place.find(None, None)
    assert place.find("https://a.example", "hh_x") == Place("https://a.example", "hh_x"), "not needed, not read"


@pytest.mark.parametrize("written", ["", "{", "[]", '{"server": 1}', "\x00"])
def test_a_broken_file_is_told(written: str) -> None:
    file = place.save(Place("https://halfhour.example", "hh_secret"))
    file.write_text(written)
    with pytest.raises(Unusable, match="halfhour login"):
        place.find(None, None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://a.example/", "https://a.example"),
        ("a.example", "https://a.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://a.example/halfhour/api/v1", "https://a.example/halfhour"),
    ],
)
def test_addresses_are_taken_as_people_write_them(typed: str, meant: str) -> None:
    assert place.checked(typed) == meant


@pytest.mark.parametrize("typed", ["ftp://a.example", "https://me:pw@a.example", "https://", "https://a.example?x=1"])
def test_what_is_no_servers_address_is_refused(typed: str) -> None:
    with pytest.raises(Unusable):
        place.checked(typed)


@pytest.mark.parametrize(
    ("server", "overheard"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://localhost", False),
        ("https://a.example", False),
        ("http://a.example", True),
        ("http://192.168.1.20:8000", True),
        ("http://127.0.0.1.evil.example", True),
    ],
)
def test_one_is_warned_where_others_read_the_token(server: str, overheard: bool) -> None:
    assert Place(server, "x").overheard is overheard


def test_help_loads_neither_the_database_nor_the_network_nor_the_web() -> None:
    script = (
        "import sys; sys.argv = ['halfhour', '--help']\n"
        "from halfhour.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'fastapi', 'httpx', 'pydantic', 'psycopg', 'alembic', 'fastmcp'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "On this machine" in done.stdout
    assert "At a server, through its API" in done.stdout


def test_the_token_is_never_shown(terminal: Terminal, server: Server) -> None:
    for words in (("contacts", "list"), ("contacts", "show", "nobody"), ("today", "-o", "table")):
        done = terminal.tries("--token", terminal.token, *words)
        assert terminal.token not in done.stdout + done.stderr
    assert json.loads(terminal.types("account", "show", "-o", "json"))["id"]
