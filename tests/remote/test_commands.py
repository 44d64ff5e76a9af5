"""What one types is done, and what comes back is shown."""

import json
from pathlib import Path

import pytest

from tests.conftest import Client, Server
from tests.remote.conftest import Terminal

LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Zoë,Brandt,https://www.linkedin.com/in/zo%C3%AB-brandt,,Studio Fennel,Researcher,08 Feb 2023\n"
    "Amir,Okafor,https://www.linkedin.com/in/amir-okafor,,Kestrel,Nurse,21 Feb 2023\n"
)


def test_contacts_are_listed_as_the_issue_says(terminal: Terminal, alice: Client) -> None:
    alice.made("/contacts", full_name="Maria Keller")
    ways = ("--server", terminal.server, "--token", terminal.token)
    done = terminal.tries(*ways, "contacts", "list", "-o", "json", HALFHOUR_SERVER=None, HALFHOUR_TOKEN=None)
    assert done.exit_code == 0, done.stderr
    listed = json.loads(done.stdout)
    assert [each["full_name"] for each in listed["items"]] == ["Maria Keller"]
    assert listed == alice.seen("/contacts"), "the answer as the server gives it"


def test_a_token_may_come_by_standard_input(terminal: Terminal) -> None:
    done = terminal.tries("--token-stdin", "contacts", "list", given=f"{terminal.token}\n", HALFHOUR_TOKEN=None)
    assert done.exit_code == 0, done.stderr


def test_a_person_is_added_changed_put_into_the_bin_and_taken_out(terminal: Terminal, alice: Client) -> None:
    said = ("--level", "senior", "--tags", "alumni", "--tags", "ward", "--no-do-not-contact")
    reached = ("--emails", "work=maria@example.org", "--emails", "m@example.org")
    made = terminal.gets("contacts", "add", "Maria Keller", *said, *reached)
    assert (made["level"], made["tags"]) == ("senior", ["alumni", "ward"])
    assert [(each["label"], each["value"]) for each in made["emails"]] == [
        ("work", "maria@example.org"), (None, "m@example.org"),
    ]  # fmt: skip

    changed = terminal.gets("contacts", "change", "maria keller", "--headline", "Nurse", "--clear", "level")
    assert (changed["headline"], changed["level"], changed["version"]) == ("Nurse", None, 2)
    assert terminal.gets("contacts", "show", "keller")["headline"] == "Nurse"

    assert terminal.types("contacts", "delete", made["id"]) == ""
    assert alice.get(f"/contacts/{made['id']}").status_code == 404
    assert terminal.gets("contacts", "list", "--deleted")["items"][0]["id"] == made["id"]
    assert terminal.gets("contacts", "restore", made["id"])["full_name"] == "Maria Keller"


def test_a_talk_goes_from_the_wish_to_the_debrief(terminal: Terminal, alice: Client) -> None:
    contact = alice.made("/contacts", full_name="Jonas Weber", why_them="Hires career changers.")
    career = terminal.gets("careers", "add", "Clinical data manager")
    talk = terminal.gets("interviews", "plan", contact["id"], "--career-ids", career["id"])
    id_ = talk["id"]
    assert terminal.gets("talks", "ask", id_, "--channel", "email")["state"] == "requested"
    agreed = ("--starts-at-local", "2021-12-01T09:00", "--time-zone", "Europe/Berlin", "--mode", "phone")
    assert terminal.gets("interviews", "schedule", id_, *agreed)["starts_at"].startswith("2021-12-01T08:00:00")
    terminal.gets("interviews", "agenda", "add", id_, "What does your day look like?")
    order = terminal.gets("interviews", "agenda", "show", id_)["items"][0]["id"]
    terminal.gets("interviews", "agenda", "order", id_, "--json", json.dumps({"item_ids": [order]}))
    assert terminal.gets("interviews", "hold", "Jonas Weber")["state"] == "held"
    terminal.gets("interviews", "close", id_, "--thanked")
    terminal.gets("interviews", "debrief", "change", id_, "--verdict", "useful")
    terminal.gets("interviews", "debrief", "finish", id_)
    assert terminal.gets("careers", "evidence", "clinical data manager")["talk_count"] == 1
    assert "BEGIN:VCALENDAR" in terminal.types("interviews", "calendar", id_)


def test_all_follows_the_pages_and_limit_ends_where_it_says(terminal: Terminal, alice: Client) -> None:
    people = [{"op": "create", "values": {"full_name": f"Person {n:03}"}} for n in range(230)]
    assert alice.post("/contacts/bulk", json={"operations": people}).status_code == 200
    names = [each["full_name"] for each in terminal.gets("contacts", "list", "--all", "--sort", "name")["items"]]
    assert names == [f"Person {n:03}" for n in range(230)]
    lines = terminal.types("contacts", "list", "--all", "-o", "jsonl").splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == 230
    first = terminal.gets("contacts", "list", "--limit", "203", "--sort", "-name")
    assert len(first["items"]) == 203
    assert first["items"][0]["full_name"] == "Person 229"
    assert first["next_cursor"]
    shown = terminal.tries("contacts", "list", "-o", "table", "--limit", "3")
    assert "--all" in shown.stderr


def test_a_file_of_contacts_is_looked_at_before_anything_is_kept(
    terminal: Terminal, alice: Client, tmp_path: Path
) -> None:
    file = tmp_path / "Connections.csv"
    file.write_text(LINKEDIN)
    looked = terminal.tries("contacts", "import", str(file))
    assert looked.exit_code == 0, looked.stderr
    assert "2 new people" in looked.stderr
    assert "Zoë Brandt, Researcher, Studio Fennel" in looked.stderr
    assert alice.seen("/contacts")["items"] == [], "nobody said so yet"

    kept = terminal.tries("contacts", "import", str(file), "--yes", "--source", "alumni", "-o", "json")
    assert kept.exit_code == 0, kept.stderr
    assert "2 added" in kept.stderr
    assert json.loads(kept.stdout)["status"] == "committed"
    assert {each["source"] for each in alice.seen("/contacts")["items"]} == {"alumni"}
    terminal.types("imports", "undo", json.loads(kept.stdout)["id"])
    assert alice.seen("/contacts")["items"] == []


def test_a_whole_account_goes_out_as_one_file_and_comes_into_another(
    terminal: Terminal, server: Server, alice: Client, bob: Client, tmp_path: Path
) -> None:
    alice.made("/contacts", full_name="Maria Keller")
    file = tmp_path / "halfhour.zip"
    terminal.types("account", "export", "--save", str(file))
    assert file.read_bytes().startswith(b"PK")
    assert file.stat().st_mode & 0o777 == 0o600, "it holds all there is"

    theirs = Terminal(server.url, bob.token)
    looked = theirs.tries("account", "import", str(file), "--look", "-o", "table")
    assert looked.exit_code == 0, looked.stderr
    assert ": 1 new, 0 newer than here, 0 the same" in looked.stderr
    assert bob.seen("/contacts")["items"] == []
    done = theirs.tries("account", "import", str(file), "--yes", "-o", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "taken_in"
    assert [each["full_name"] for each in bob.seen("/contacts")["items"]] == ["Maria Keller"]


def test_people_go_out_as_cards_and_as_tables(terminal: Terminal, alice: Client) -> None:
    alice.made("/contacts", full_name="Maria Keller", level="senior")
    assert "FN:Maria Keller" in terminal.types("contacts", "export", "--level", "senior")
    assert "FN:" not in terminal.types("contacts", "export", "--level", "peer")


def test_a_file_goes_to_a_note_and_comes_back(terminal: Terminal, tmp_path: Path) -> None:
    contact = terminal.gets("contacts", "add", "Maria Keller")
    note = terminal.gets("notes", "add", "Her day.", "--contact-id", contact["id"])
    file = tmp_path / "her-day.txt"
    file.write_text("Standup at nine.\n")
    attached = terminal.gets("notes", "attachments", "add", note["id"], str(file))
    assert attached["name"] == "her-day.txt"
    back = tmp_path / "back.txt"
    terminal.types("attachments", "content", attached["id"], "--save", str(back))
    assert back.read_text() == "Standup at nine.\n"
    assert [each.name for each in tmp_path.glob(".back*")] == []


def test_what_changes_is_followed_line_by_line(terminal: Terminal, alice: Client) -> None:
    maria = alice.made("/contacts", full_name="Maria Keller")
    alice.changed(f"/contacts/{maria['id']}", headline="Nurse")
    told = terminal.types("events", "follow", "--after", "0", "--no-wait", "--type", "contact.changed", "-o", "jsonl")
    [event] = [json.loads(line) for line in told.splitlines()]
    assert (event["type"], event["resource_id"], event["data"]) == (
        "contact.changed",
        maria["id"],
        {"fields": ["headline"]},
    )
    assert terminal.types("events", "follow", "--no-wait") == "", "only what is still to come"
    shown = terminal.types("events", "follow", "--after", "0", "--most", "1", "-o", "table")
    assert shown.split()[-2:] == ["contact.created", maria["id"]] or "contact.created" in shown


def test_today_and_search_read_as_sentences(terminal: Terminal, alice: Client) -> None:
    alice.made("/contacts", full_name="Maria Keller", why_them="Moved from nursing to data.")
    said = terminal.types("today", "-o", "table")
    assert "Whom to ask next\n  Maria Keller: " in said
    assert "Maria Keller" in terminal.types("search", "maria", "-o", "table")


@pytest.mark.parametrize("words", [("contacts", "change", "--help"), ("interviews", "agenda", "--help"), ("--help",)])
def test_help_is_there_without_a_server(words: tuple[str, ...], terminal: Terminal) -> None:
    done = terminal.tries(*words, HALFHOUR_SERVER="http://127.0.0.1:9")
    assert done.exit_code == 0
    assert "Usage:" in done.stdout
