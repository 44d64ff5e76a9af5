"""The code of the guides runs as it stands, against a real server: only its address is another."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from halfhour.accounts import service as accounts
from halfhour.connections.calendar import service as feeds
from halfhour.connections.calendar.schemas import FeedCreate
from halfhour.core.store import writing
from tests.conftest import PASSWORD, Client, Server, make_server
from tests.docs.reading import ROOT, blocks

API_GUIDE = ROOT / "docs" / "api-clients.md"
CALENDAR_GUIDE = ROOT / "docs" / "calendars.md"
CRM_GUIDE = ROOT / "docs" / "crm.md"
MAIL_GUIDE = ROOT / "docs" / "mail.md"
HOSTING = ROOT / "docs" / "hosting.md"
README = ROOT / "README.md"
ADDRESS = "http://127.0.0.1:8000"
READER = "you@example.org"


class Reader:
    """Somebody who follows a guide: a folder with Halfhour in it, a terminal, an account."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server
        accounts.create_account(server.database, READER, PASSWORD)
        token = accounts.create_token(server.database, READER, "the reader", ["all"])
        self.client: Client = server.client(token)
        command = folder / ".venv" / "bin" / "halfhour"
        command.parent.mkdir(parents=True)
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m halfhour "$@"\n')
        command.chmod(0o755)
        (folder / "her-day.txt").write_text("Standup at nine.\n")
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "backend"),
            "HALFHOUR_DATA_DIR": str(server.settings.data_dir),
            "HALFHOUR": server.url,
            "TOKEN": token,
            "NO_PROXY": "127.0.0.1",
        }

    def runs(self, *command: str, code: str = "") -> str:
        """The output of a program that is given code on its standard input; it must succeed."""
        given = code.replace(ADDRESS, self.server.url)
        done = subprocess.run(
            command, input=given, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def shell(self, code: str) -> str:
        return self.runs("bash", "-euo", "pipefail", "-s", code=code)

    def contact(self, name: str) -> dict[str, object]:
        [found] = self.client.seen("/contacts", q=name)["items"]
        return dict(found)

    def attached(self, contact: dict[str, object]) -> list[str]:
        notes = self.client.seen("/notes", contact_id=contact["id"])["items"]
        return [file["name"] for note in notes for file in note["attachments"]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    running = make_server("sqlite", tmp_path_factory.mktemp("guides"), request)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def reader(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    made = Reader(tmp_path_factory.mktemp("reader"), server)
    with made.client:
        yield made


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"the guide's examples need {name}; on Debian: apt-get install {name}")
    return found


def test_the_commands_for_the_terminal_do_what_the_guide_says(reader: Reader) -> None:
    program("curl")
    reader.shell("\n".join(blocks(API_GUIDE, "sh")))
    maria = reader.contact("Maria Keller")
    assert (maria["headline"], maria["difficulty"], maria["version"]) == ("Head of clinical data", None, 2)
    assert reader.attached(maria) == ["her-day.txt"]


def test_the_same_commands_again_add_nobody_twice(reader: Reader) -> None:
    script = "\n".join(blocks(API_GUIDE, "sh"))
    reader.shell(script)
    reader.shell(script)
    assert reader.contact("Maria Keller")["full_name"] == "Maria Keller"


def test_the_python_client_does_what_the_guide_says(reader: Reader) -> None:
    [script] = blocks(API_GUIDE, "python")
    said = reader.runs(sys.executable, "-", code=script)
    jonas = reader.contact("Jonas Weber")
    assert jonas["why_them"] == "Hires career changers."
    assert reader.attached(jonas) == ["his-words.txt"]
    assert "Jonas Weber new" in said
    assert "contact.created" in said
    assert "faster" not in said


def test_the_javascript_client_does_what_the_guide_says(reader: Reader) -> None:
    [script] = blocks(API_GUIDE, "js")
    said = reader.runs(program("node"), "--input-type=module", "-", code=script)
    priya = reader.contact("Priya Nair")
    assert (priya["level"], priya["tags"]) == ("manager", ["alumni"])
    assert reader.attached(priya) == ["reunion.txt"]
    assert "Priya Nair alumni" in said
    assert re.search(r"[1-9]\d* changes; go on after \d+", said)


def test_the_problem_in_the_guide_is_the_one_that_the_server_sends(reader: Reader) -> None:
    [shown] = blocks(API_GUIDE, "json")
    answer = reader.client.post("/contacts", json={"full_name": "Maria Keller", "difficulty": 7})
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(shown) == answer.json()


def test_the_commands_of_the_guide_for_crms_compare(reader: Reader) -> None:
    program("curl")
    reader.client.made("/contacts", full_name="Maria Keller")
    said = reader.shell("\n".join(blocks(CRM_GUIDE, "sh")))
    assert '"action":"create"' in said


def test_the_commands_of_the_guides_for_calendar_and_mail_work(reader: Reader, server: Server) -> None:
    program("curl")
    talk = {"contact_id": reader.client.made("/contacts", full_name="Maria Keller")["id"], "mode": "phone"}
    id_ = reader.client.made("/interviews", **talk)["id"]
    when = {"starts_at_local": "2031-12-01T09:00", "time_zone": "Europe/Berlin"}
    reader.client.moved(f"/interviews/{id_}/schedule", **when)
    with writing(server.database, reader.client.seen("/account")["id"]) as store:
        made = feeds.add(store, FeedCreate(name="My talks"))
    reader.environment["FEED"] = server.url + made["url"].removeprefix(server.settings.origin)
    said = reader.shell("\n".join(code for guide in (CALENDAR_GUIDE, MAIL_GUIDE) for code in blocks(guide, "sh")))
    assert "etag:" in said
    assert "Hello Maria Keller," in said
    assert '"state":"off"' in said
    assert (reader.folder / "invitation.ics").read_text().startswith("BEGIN:VCALENDAR")


def test_the_commands_of_the_readme_work(reader: Reader) -> None:
    program("curl")
    said = reader.shell("\n".join(blocks(README, "sh")))
    assert '"items"' in said


def test_what_whoever_hosts_it_is_told_to_type_works(reader: Reader) -> None:
    text = HOSTING.read_text()
    commands = re.findall(r"`((?:HALFHOUR_DATA_DIR=\S+ )?\.venv/bin/halfhour [^`]+)`", text)
    assert [re.sub(r".*halfhour (\w+).*", r"\1", each) for each in commands] == ["backup", "restore", "doctor"]
    said = reader.shell("\n".join(commands))
    assert "Restored." in said or (reader.folder / "new-folder" / "halfhour.db").exists()
