"""A whole account out and in again: row by row the same, on either database, and never anybody else's."""

import io
import time
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import orjson
import pytest
from icalendar import Calendar
from sqlalchemy import bindparam, select

from halfhour.accounts import rules
from halfhour.accounts import service as accounts
from halfhour.contacts.models import Activity, Contact
from halfhour.core.db import Query
from halfhour.core.engine import Database
from halfhour.core.files import place
from halfhour.core.jobs import JOB
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.core.store import reading, writing
from halfhour.demo import make_demo
from halfhour.exchange import account_rules, account_writing, jobs
from halfhour.exchange.account_kinds import connections, kinds
from halfhour.exchange.account_service import import_account
from halfhour.exchange.account_writing import export
from halfhour.exchange.vcard_reading import read
from halfhour.interviews import asking
from halfhour.interviews.models import Interview
from tests.conftest import PASSWORD, Client, Server, known_hash
from tests.tenancy.world import Ledger

from . import cards, whole

jsonschema = import_module("jsonschema")  # it has no types


class Story(NamedTuple):
    """A filled account, the ids of some of it, and its export. It is only read."""

    person: Client
    made: dict[str, str]
    data: bytes


@pytest.fixture(scope="module")
def story(server: Server) -> Iterator[Story]:
    with server.person("Alma") as person:
        made = whole.fill(person)
        yield Story(person, made, exported(person))


@pytest.fixture
def elsewhere(server: Server, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another place, on the other database."""
    url = request.getfixturevalue("postgres").new_database() if server.database.sqlite else ""
    opened = Database(Settings(_env_file=None, data_dir=tmp_path / "elsewhere", database_url=url))
    migrate(opened)
    yield opened
    opened.close()


_WATCHED = Query(select(JOB.c.args).where(JOB.c.owner_id == bindparam("owner_id"), JOB.c.kind == "interviews.expire"))


@pytest.fixture(autouse=True)
def _awake(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker looks for errands when it is woken, and not only each second."""
    monkeypatch.setattr(whole, "wake", server.app.state.errands.woken.set)


def newcomer(database: Database, email: str = "new@example.org") -> str:
    with known_hash():
        return accounts.create_account(database, email, PASSWORD, name="New")


def taken_in(person: Client, data: bytes) -> dict[str, Any]:
    """An export uploaded and brought in; gives what is shown when it is done."""
    answer = person.post("/import", content=data)
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = person.moved(f"/import/{answer.json()['id']}/commit")
    assert shown["status"] == "taking_in"
    whole.wake()
    deadline = time.monotonic() + 60
    while shown["status"] == "taking_in" and time.monotonic() < deadline:
        time.sleep(0.02)
        shown = person.seen(f"/import/{shown['id']}")
    assert shown["status"] == "taken_in", shown
    return shown


def exported(person: Client) -> bytes:
    answer = person.get("/export")
    assert answer.status_code == 200, answer.text
    return answer.content


def test_an_account_goes_to_the_other_database_and_back_without_loss(
    server: Server, story: Story, bob: Client, elsewhere: Database, tmp_path: Path
) -> None:
    before = whole.rows(server.database, story.person.account_id)
    owner = newcomer(elsewhere)
    told = import_account(elsewhere, owner, whole.put(tmp_path, story.data), lambda _done, _total: None)
    assert whole.rows(elsewhere, owner) == before
    assert told[0].endswith("1 attached files.")
    assert place(elsewhere.settings, owner, story.made["attachment"]).read_bytes() == whole.AUDIO
    export(elsewhere, owner, tmp_path / "back.zip")
    taken_in(bob, (tmp_path / "back.zip").read_bytes())
    assert whole.rows(server.database, bob.account_id) == before
    assert bob.get(f"/attachments/{story.made['attachment']}/content").content == whole.AUDIO
    (zoe,) = [each for each in bob.seen("/contacts")["items"] if each["portrait"]]
    assert bob.get(f"/contacts/{zoe['id']}/portrait").content == cards.JPEG
    assert sum(map(len, before.values())) > 30


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_a_rich_account_comes_whole(server: Server, elsewhere: Database, tmp_path: Path) -> None:
    email, _ = make_demo(elsewhere)
    there = accounts.account_id(elsewhere, email)
    export(elsewhere, there, tmp_path / "demo.zip")
    with zipfile.ZipFile(tmp_path / "demo.zip") as packed:
        schema = orjson.loads(packed.read("schema.json"))
        for name in schema["$defs"]:
            valid = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
            for line in packed.read(f"tables/{name}.jsonl").splitlines()[:5]:
                valid.validate(orjson.loads(line))
        talks = Calendar.from_ical(packed.read("talks.ics")).walk("VEVENT")
        dated = [
            row for row in map(orjson.loads, packed.read("tables/interview.jsonl").splitlines()) if row["starts_at"]
        ]
    assert sorted(str(each["UID"]) for each in talks) == sorted(f"{row['id']}@halfhour" for row in dated)
    with server.person("Dana") as dana:
        taken_in(dana, (tmp_path / "demo.zip").read_bytes())
        before, after = whole.rows(elsewhere, there), whole.rows(server.database, dana.account_id)
        assert after == before
        assert {name for name, rows in before.items() if rows} >= {"rating", "finding", "rehearsal", "introduction"}
        assert dana.seen("/search", q="nurse")["items"]
        assert dana.seen("/today")


def test_it_can_be_found_and_goes_on_living(server: Server, story: Story, bob: Client) -> None:
    contact = story.made["contact"]
    taken_in(bob, story.data)
    assert {each["kind"] for each in bob.seen("/search", q="zoe")["items"]} >= {"contact", "career", "note"}
    created = {each["resource_id"] for each in bob.seen("/events", after="0", types="contact.created")["items"]}
    assert contact in created
    assert bob.seen("/contacts/duplicates")["items"] == []
    bob.made("/contacts", full_name="Other", emails=[{"label": None, "value": "ZOE@example.org"}])
    assert bob.seen("/contacts/duplicates")["items"][0]["reason"] == "email", "keys are made anew"
    with reading(server.database, bob.account_id) as store:
        talk = store.find(Interview, contact_id=contact)[0]
        watched = store.rows(_WATCHED)
    assert talk.state == "requested"
    assert [args["interview_id"] for (args,) in watched] == [talk.id], "an ask that nobody answers still ends"
    bob.moved(f"/interviews/{talk.id}/decline")
    (kept,) = bob.seen("/imports")["items"]
    assert bob.moved(f"/imports/{kept['id']}/undo")["counts"]["removed"] == 3, (
        "a kept import can be taken back here too"
    )


def test_the_file_is_for_other_programs_too(story: Story) -> None:
    answer = story.person.get("/export")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="halfhour.zip"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.testzip() is None
        names = {card["full_name"] for card in read(packed.read("people.vcf"))["cards"]}
        assert {"Amaru Quispe", "李小红"} < names
        assert packed.read("people-google.csv").startswith(b"First Name,")
        assert Calendar.from_ical(packed.read("talks.ics"))["VERSION"] == "2.0"
        schema = orjson.loads(packed.read("schema.json"))
        for line in packed.read("tables/contact.jsonl").splitlines():
            assert set(orjson.loads(line)) == set(schema["$defs"]["contact"]["properties"])
        readme = packed.read("README.txt").decode()
        assert story.person.email in readme
        assert "halfhour import account" in readme
    assert story.person.get("/export/schema").json() == schema


def test_no_secret_leaves(server: Server, story: Story) -> None:
    with zipfile.ZipFile(io.BytesIO(story.data)) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert story.person.token.encode() not in everything
    with server.database.reading() as connection:
        digests = connection.raw.execute("SELECT digest FROM access_token").fetchall()
        hashes = connection.raw.execute("SELECT password_hash FROM account").fetchall()
    assert [secret for (secret,) in [*digests, *hashes] if secret.encode() in everything] == []
    assert b'"owner_id"' not in everything


def test_what_is_marked_secret_is_left_out_with_all_that_needs_it() -> None:
    """Of all that sounds like one, a sync token alone is none: it says how far an address book was read."""
    risky = ("password", "secret", "sealed", "digest", "token")
    for kind in kinds().values():
        told = {each.name for each in kind.columns if each.shape != "instant"}
        open_ = [name for name in told - {"sync_token"} if any(word in name for word in risky)]
        assert not open_, f"{kind.name}: mark {open_} with info={{'secret': True}}"
        if kind.secrets:
            assert kind.name in connections()


def test_nothing_of_an_upload_is_kept_before_it_is_said_so(server: Server, story: Story, bob: Client) -> None:
    before = whole.rows(server.database, bob.account_id)
    asked: dict[str, Any] = {"params": {"name": "mine.zip"}, "content": story.data}
    answers = [bob.post("/import", **asked, headers={"Idempotency-Key": "one"}) for _ in range(2)]
    shown = answers[0].json()
    assert (answers[0].status_code, shown["status"], shown["name"]) == (201, "previewed", "mine.zip")
    assert answers[0].headers["location"].endswith(f"/import/{shown['id']}")
    assert (shown["made_for"], shown["left_out"]) == (story.person.email, sorted(connections()))
    assert {"kind": "contact", "new": 5, "newer": 0, "same": 0} in shown["kinds"]
    assert (shown["files"], shown["progress"]["done"]) == (1, 0)
    assert whole.rows(server.database, bob.account_id) == before
    assert (answers[1].json()["id"], answers[1].headers["idempotent-replayed"]) == (shown["id"], "true")


def test_brought_in_twice_it_is_there_once(server: Server, story: Story, bob: Client) -> None:
    done = taken_in(bob, story.data)
    assert (done["progress"]["done"], done["taken_in_at"] is None) == (done["progress"]["total"], False)
    before = whole.rows(server.database, bob.account_id)
    taken_in(bob, story.data)
    assert whole.rows(server.database, bob.account_id) == before
    refused = bob.post(f"/import/{done['id']}/commit", headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["code"]) == (409, "already_taken_in")


def test_into_a_used_account_the_newer_wins_and_the_rest_stays(story: Story, bob: Client) -> None:
    made = story.made
    taken_in(bob, story.data)
    stays = bob.changed(f"/contacts/{made['contact']}", headline="Changed here since", tags=["kept"])
    bob.delete(f"/notes/{made['note']}", headers={"If-Match": "*"})
    mine = bob.made("/contacts", full_name="Only here")
    taken_in(bob, story.data)
    now = bob.seen(f"/contacts/{made['contact']}")
    assert (now["headline"], now["tags"], now["version"]) == ("Changed here since", ["kept"], stays["version"])
    assert bob.get(f"/notes/{made['note']}").status_code == 404, "it was put into the bin later than the file was made"
    assert bob.seen(f"/contacts/{mine['id']}")["full_name"] == "Only here"

    def later(row: dict[str, Any]) -> None:
        if row["id"] == made["contact"]:
            row |= {"updated_at": "2035-01-01T00:00:00Z", "headline": "Changed there since"}

    taken_in(bob, whole.changed(story.data, whole.edited("contact", later)))
    now = bob.seen(f"/contacts/{made['contact']}")
    assert (now["headline"], "alumni" in now["tags"], "kept" in now["tags"]) == ("Changed there since", True, False)
    assert now["version"] == stays["version"] + 1, "whoever has seen the former state is told"


def test_a_criterion_of_the_same_name_is_the_same(story: Story, bob: Client) -> None:
    mine = bob.made("/criteria", name="autonomy", kind="value", weight=2)
    taken_in(bob, story.data)
    (only,) = bob.seen("/criteria")["items"]
    assert (only["id"], only["weight"]) == (mine["id"], 2)


def test_anothers_export_in_ones_own_account_changes_and_shows_nothing_of_theirs(
    server: Server, story: Story, bob: Client
) -> None:
    made = story.made
    ledger = Ledger(server, story.person.account_id)
    before = ledger.rows()
    taken_in(bob, story.data)
    bob.changed(f"/contacts/{made['contact']}", full_name="Bob's own now")
    bob.delete(f"/attachments/{made['attachment']}", headers={"If-Match": "*"})
    with reading(server.database, bob.account_id) as store:
        assert store.get(Contact, made["contact"]).owner_id == bob.account_id
    assert ledger.changed_since(before) == []
    assert place(server.settings, story.person.account_id, made["attachment"]).read_bytes() == whole.AUDIO
    assert story.person.seen(f"/contacts/{made['contact']}")["full_name"] != "Bob's own now"


def test_rows_that_name_another_owner_are_refused_and_ids_of_others_lead_nowhere(
    server: Server, story: Story, alice: Client, bob: Client
) -> None:
    """Bob knows Alice's ids and writes them into his file."""
    hers = alice.made("/contacts", full_name="Hers")
    note = alice.made("/notes", contact_id=hers["id"], body="Hers")
    kept = alice.post(f"/notes/{note['id']}/attachments", params={"name": "hers.txt"}, content=b"hers").json()
    ledger = Ledger(server, alice.account_id)
    before = ledger.rows()
    for change, said in (
        (whole.edited("contact", lambda row: {**row, "owner_id": alice.account_id}), "owner_id"),
        (whole.edited("activity", lambda row: {**row, "contact_id": hers["id"]}), "points at nothing"),
        (whole.edited("profile", lambda row: {**row, "id": alice.account_id}), "id of its owner"),
    ):
        answer = bob.post("/import", content=whole.changed(story.data, change))
        assert (answer.status_code, answer.json()["code"]) == (422, "broken_export")
        assert said in answer.json()["detail"]

    def with_her_id(members: dict[str, bytes]) -> None:
        whole.edited("attachment", lambda row: {**row, "id": kept["id"]})(members)
        members[f"files/{kept['id']}"] = members.pop(f"files/{story.made['attachment']}")

    taken_in(bob, whole.changed(story.data, with_her_id))
    assert bob.get(f"/attachments/{kept['id']}/content").content == whole.AUDIO, "a row of his own with that id"
    assert alice.get(f"/attachments/{kept['id']}/content").content == b"hers"
    assert ledger.changed_since(before) == []


def test_a_portrait_or_a_file_that_is_a_page_is_never_served_as_one(story: Story, bob: Client) -> None:
    page = whole.edited("contact_portrait", lambda row: {**row, "media_type": "text/html"})
    assert "no picture" in bob.post("/import", content=whole.changed(story.data, page)).json()["detail"]
    html = whole.edited("attachment", lambda row: {**row, "media_type": "text/html"})
    taken_in(bob, whole.changed(story.data, html))
    content = bob.get(f"/attachments/{story.made['attachment']}/content")
    assert content.headers["content-type"] == "audio/mpeg"

    def again(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "media_type": "text/html", "updated_at": "2035-01-01T00:00:00Z"}

    taken_in(bob, whole.changed(story.data, whole.edited("attachment", again)))
    content = bob.get(f"/attachments/{story.made['attachment']}/content")
    assert content.headers["content-type"] == "audio/mpeg", "which file a row has never changes"


def test_projections_of_who_was_there_count_what_came(server: Server, alice: Client) -> None:
    contact = alice.made("/contacts", full_name="Ana")
    entry = alice.made(f"/contacts/{contact['id']}/activities", what="met", at="2025-05-05T10:00:00Z")
    data = exported(alice)
    with writing(server.database, alice.account_id) as store:  # as if it had been recorded elsewhere
        store.drop(Activity, id=entry["id"])
        store.project(Contact, contact["id"], {"last_contact_at": None})
    taken_in(alice, data)
    assert alice.seen(f"/contacts/{contact['id']}")["last_contact_at"].startswith("2025-05-05")


def test_a_try_that_fails_leaves_nothing(
    server: Server, story: Story, bob: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole.rows(server.database, bob.account_id)
    path = whole.put(tmp_path, story.data)

    def fail(*_: object) -> None:
        raise account_rules.BrokenExport

    monkeypatch.setattr(asking, "watch", fail)  # the last that is done
    with pytest.raises(account_rules.BrokenExport):
        import_account(server.database, bob.account_id, path, lambda _done, _total: None)
    assert whole.rows(server.database, bob.account_id) == before
    folder = server.settings.files / bob.account_id
    assert not folder.exists() or list(folder.iterdir()) == []


def test_an_export_needs_its_own_scope_and_so_does_bringing_one_in(server: Server, alice: Client) -> None:
    everything_else = [each for each in rules.SCOPES if not each.startswith("export:")]
    token = accounts.create_token(server.database, alice.email, "almost all", everything_else)
    with server.client(token) as script:
        refused: list[httpx.Response] = [script.get("/export"), script.post("/import", content=b"x")]
    assert [each.json()["scope"] for each in refused] == ["export:read", "export:write"]


def test_who_writes_does_not_wait_for_an_export(server: Server, story: Story) -> None:
    """A client that reads nothing of it holds nobody up, and nothing of it lies on the disk under a name."""
    with story.person.stream("GET", "/api/v1/export") as slow:
        assert slow.status_code == 200
        assert list((server.settings.data_dir / "exports").iterdir()) == []
        with server.person("Quick") as quick:
            assert quick.made("/contacts", full_name="Meanwhile")["version"] == 1


def test_an_export_is_of_one_moment(
    server: Server, alice: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is added while it is written is in no part of it."""
    alice.made("/contacts", full_name="Before")
    tables = account_writing._tables

    def meanwhile(*given: Any) -> Any:
        done = tables(*given)
        alice.made("/contacts", full_name="Meanwhile")
        return done

    monkeypatch.setattr(account_writing, "_tables", meanwhile)
    export(server.database, alice.account_id, tmp_path / "moment.zip")
    with zipfile.ZipFile(tmp_path / "moment.zip") as packed:
        assert [card["full_name"] for card in read(packed.read("people.vcf"))["cards"]] == ["Before"]
        assert b"Meanwhile" not in packed.read("tables/contact.jsonl") + packed.read("people-google.csv")


def test_an_upload_is_forgotten_after_a_day(server: Server, story: Story, bob: Client) -> None:
    shown = bob.post("/import", content=story.data).json()
    with writing(server.database, bob.account_id) as store:
        jobs.forget_account(store, "", account_import_id=shown["id"])
    assert bob.get(f"/import/{shown['id']}").status_code == 404
