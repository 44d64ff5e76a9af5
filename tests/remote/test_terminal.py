"""At a real terminal: tables and bars for who looks; the same commands in a pipe give JSON and say nothing more."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Client
from tests.remote.conftest import Terminal

ROOT = Path(__file__).parents[2]
Types = Callable[..., str]


@pytest.fixture
def types(terminal: Terminal) -> Types:
    """Types a command at a terminal of 120 columns, and gives all that it shows there."""

    def typed(*words: str, **environment: str) -> str:
        master, slave = pty.openpty()
        known = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "backend"), "TERM": "xterm-256color", "COLUMNS": "120",
            "HALFHOUR_SERVER": terminal.server, "HALFHOUR_TOKEN": terminal.token,
        }  # fmt: skip
        command = [sys.executable, "-m", "halfhour", *words]
        with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=known | environment) as running:
            os.close(slave)
            shown = b""
            while part := _read(master):
                shown += part
            os.close(master)
        assert running.returncode == 0, shown
        return shown.decode().replace("\r\n", "\n")

    return typed


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # the other end is closed (Linux says EIO)
        return b""


def test_a_person_sees_a_table_and_colours_only_if_they_want_some(types: Types, alice: Client) -> None:
    alice.made("/contacts", full_name="Maria [red]Keller[/red] \x1b[2J", headline="Nurse")
    coloured = types("contacts", "list", COLUMNS="200")
    assert "full name" in coloured
    assert "Maria [red]Keller[/red] \\x1b[2J" in coloured
    assert "\x1b[1m" in coloured, "a bold head"
    assert "\x1b[2J" not in coloured
    assert "\x1b[31m" not in types("contacts", "list", NO_COLOR="1")


def test_a_person_who_waits_sees_how_far_it_is(types: Types, alice: Client, tmp_path: Path) -> None:
    alice.made("/contacts", full_name="Maria Keller")
    file = tmp_path / "halfhour.zip"
    assert "Receiving halfhour.zip" in types("account", "export", "--save", str(file))
    people = tmp_path / "people.csv"
    people.write_text("First Name,Last Name,Company\nJonas,Weber,Kestrel\n")
    shown = types("contacts", "import", str(people), "--yes")
    assert "Sending people.csv" in shown
    assert "Keeping" in shown
    assert "1 added" in shown


def test_nothing_of_that_stands_in_a_pipe(terminal: Terminal, alice: Client, tmp_path: Path) -> None:
    file = tmp_path / "halfhour.zip"
    done = terminal.tries("account", "export", "--save", str(file))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert terminal.types("contacts", "list").startswith("{\n")
