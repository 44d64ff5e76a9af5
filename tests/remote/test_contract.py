"""Every operation that a token may do has one command, with its filters and fields as options."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import typer

from halfhour import cli
from halfhour.remote.contract import SOURCE, contract

ROOT = typer.main.get_command(cli.app)
PROJECT = Path(__file__).parents[2]


def command_at(place: tuple[str, ...]) -> object:
    found = ROOT
    for word in place:
        found = found.commands[word]  # type: ignore[attr-defined]
    return found


def test_every_operation_for_tokens_has_a_command_of_its_own() -> None:
    operations = contract().operations
    assert len(operations) > 100
    assert len({each.place for each in operations}) == len(operations)
    for each in operations:
        command = command_at(each.place)
        options = [option for parameter in command.params for option in parameter.opts]  # type: ignore[attr-defined]
        assert len(options) == len(set(options)), each.place
        known = {option for parameter in command.params for option in parameter.opts}  # type: ignore[attr-defined]
        wanted = {f["name"] for f in each.filters if not f.get("required")} - {"cursor"}
        if each.media == "application/json":
            wanted |= set(each.body.get("properties", {})) - {"full_name", "title", "name", "text", "body"}
            wanted -= set(each.body.get("required", []))
        assert {f"--{name.replace('_', '-')}" for name in wanted} <= known, each.place


def test_the_words_are_the_persons() -> None:
    places = {" ".join(each.place) for each in contract().operations}
    assert places >= {
        "contacts list", "contacts show", "contacts add", "contacts change", "contacts delete", "contacts restore",
        "interviews plan", "interviews request", "interviews schedule", "interviews hold", "interviews agenda add",
        "careers assumptions list", "careers evidence", "questions check", "notes attachments add", "today", "search",
        "events list", "account show",
    }  # fmt: skip


def test_nothing_that_only_a_signed_in_person_may_do_is_offered() -> None:
    places = {each.place[0] for each in contract().operations}
    assert not places & {"tokens", "sessions", "session", "invitations"}


def test_no_word_of_a_server_hides_one_of_this_machine() -> None:
    own = {"serve", "worker", "migrate", "openapi", "demo", "backup", "restore", "doctor", "user", "token", "import"}
    assert own <= set(ROOT.commands)  # type: ignore[attr-defined]
    assert not own & {each.place[0] for each in contract().operations}


def test_what_changes_something_takes_the_state_of_what_it_changes() -> None:
    """The ETag of the thing itself, or of the nearest thing that it is a part of."""
    known = contract()
    readers = {each.id: known.reader(each.path) for each in known.operations if each.conditional}
    assert all(readers.values())
    assert readers["change_contact"] == "/api/v1/contacts/{contact_id}"
    assert readers["schedule_interview"] == "/api/v1/interviews/{interview_id}"
    assert readers["order_agenda"] == "/api/v1/interviews/{interview_id}/agenda"
    assert readers["change_rating"] == "/api/v1/interviews/{interview_id}/debrief"


def test_an_installed_package_has_the_contract_with_it(tmp_path: Path) -> None:
    """Or its command line would know no command: the contract stands outside of the package."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(
        build, cwd=PROJECT, env={**os.environ, "HALFHOUR_SKIP_FRONTEND": "1"}, check=True, capture_output=True
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert packed.read("halfhour/remote/openapi.json") == SOURCE.read_bytes()
