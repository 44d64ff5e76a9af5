"""The command line, as whoever hosts Halfhour types it."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from halfhour.cli import app

run = CliRunner()
PASSWORD = "five brave otters sing"


@pytest.fixture
def place(tmp_path: Path) -> list[str]:
    return ["--data-dir", str(tmp_path / "data")]


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALFHOUR_DATA_DIR", "")


def test_an_account_and_a_token_are_made_and_the_token_is_all_that_is_printed(place: list[str]) -> None:
    made = run.invoke(app, ["user", "create", "robin@example.org", "--password-stdin", *place], input=f"{PASSWORD}\n")
    assert made.exit_code == 0, made.output
    token = run.invoke(
        app, ["token", "create", "robin@example.org", "--name", "sync", "--scopes", "contacts:read", *place]
    )
    assert re.fullmatch(r"hh_[0-9A-Za-z]{36}\n", token.stdout)


def test_a_refusal_is_told_in_words_and_by_the_exit_code(place: list[str]) -> None:
    weak = run.invoke(app, ["user", "create", "robin@example.org", "--password-stdin", *place], input="password1234\n")
    assert weak.exit_code == 1
    assert "common" in weak.stderr
    nobody = run.invoke(app, ["token", "create", "nobody@example.org", "--name", "x", "--scopes", "all", *place])
    assert nobody.exit_code == 1
    assert "Traceback" not in nobody.stderr


def test_a_forgotten_password_is_replaced_and_the_old_one_is_of_no_use(place: list[str]) -> None:
    run.invoke(app, ["user", "create", "robin@example.org", "--password-stdin", *place], input=f"{PASSWORD}\n")
    changed = run.invoke(
        app, ["user", "password", "robin@example.org", "--password-stdin", *place], input="seven quiet herons wade\n"
    )
    assert changed.exit_code == 0, changed.output
    unknown = run.invoke(app, ["user", "password", "nobody@example.org", "--password-stdin", *place], input="x" * 14)
    assert unknown.exit_code == 1


def test_the_doctor_finds_nothing_wrong_with_a_fresh_place(place: list[str]) -> None:
    seen = run.invoke(app, ["doctor", *place])
    assert seen.exit_code == 0, seen.stderr
    assert "fault" not in seen.stderr


def test_a_backup_comes_back_whole_in_an_empty_place(place: list[str], tmp_path: Path) -> None:
    run.invoke(app, ["user", "create", "robin@example.org", "--password-stdin", *place], input=f"{PASSWORD}\n")
    file = str(tmp_path / "all.zip")
    assert run.invoke(app, ["backup", file, *place]).exit_code == 0
    assert run.invoke(app, ["restore", file, "--verify", *place]).exit_code == 0
    other = ["--data-dir", str(tmp_path / "other")]
    assert run.invoke(app, ["restore", file, *other]).exit_code == 0
    again = run.invoke(app, ["user", "create", "robin@example.org", "--password-stdin", *other], input=f"{PASSWORD}\n")
    assert again.exit_code == 1, "the account is there"


def test_a_linkedin_export_is_imported_with_a_summary(place: list[str], tmp_path: Path) -> None:
    run.invoke(app, ["user", "create", "robin@example.org", "--password-stdin", *place], input=f"{PASSWORD}\n")
    file = tmp_path / "Connections.csv"
    file.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Zoë,Brandt,https://www.linkedin.com/in/zo%C3%AB-brandt,,Studio Fennel,Researcher,08 Feb 2023\n"
        ",,,,,,21 Feb 2026\n"
    )
    done = run.invoke(app, ["import", "linkedin", str(file), "--user", "robin@example.org", *place])
    assert done.exit_code == 0, done.output
    assert "1" in done.stderr


def test_an_account_is_written_out_and_brought_into_another(place: list[str], tmp_path: Path) -> None:
    for email in ("robin@example.org", "wren@example.org"):
        run.invoke(app, ["user", "create", email, "--password-stdin", *place], input=f"{PASSWORD}\n")
    file = str(tmp_path / "robin.zip")
    written = run.invoke(app, ["export", file, "--user", "robin@example.org", *place])
    assert written.exit_code == 0, written.output
    again = run.invoke(app, ["export", file, "--user", "robin@example.org", *place])
    assert again.exit_code == 1
    assert "Choose another name" in again.stderr
    brought = run.invoke(app, ["import", "account", file, "--user", "wren@example.org", *place])
    assert brought.exit_code == 0, brought.output
    assert "0 of 0 rows added or updated" in brought.stderr
    Path(file).write_bytes(Path(file).read_bytes()[:-1])
    cut = run.invoke(app, ["import", "account", file, "--user", "wren@example.org", *place])
    assert cut.exit_code == 1
    assert "cut off or changed" in cut.stderr
