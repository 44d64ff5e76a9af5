"""Notes: Markdown about exactly one thing."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Client

BODY = "# What her **day** is like\n\n    a line of code, indented\n\nStarts at seven."


def made_about(client: Client, subject: str) -> tuple[dict[str, str], str]:
    """Something to write about: the field that names it, and what a note calls it."""
    made: dict[str, Callable[[], tuple[dict[str, Any], str]]] = {
        "contact": lambda: (client.made("/contacts", full_name="Maria Keller"), "Maria Keller"),
        "career": lambda: (client.made("/careers", title="Midwife"), "Midwife"),
        "organization": lambda: (client.made("/organizations", name="St. Anne's"), "St. Anne's"),
        "question": lambda: (
            client.made("/questions", text="What drew you to this work?"), "What drew you to this work?",
        ),
        "interview": lambda: (
            client.made("/interviews", contact_id=client.made("/contacts", full_name="Ida Berg")["id"]), "Ida Berg",
        ),
    }  # fmt: skip
    kept, title = made[subject]()
    return {f"{subject}_id": kept["id"]}, title


SUBJECTS = ("contact", "interview", "career", "organization", "question")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_note_is_about_one_thing_and_says_which(alice: Client, subject: str) -> None:
    about, title = made_about(alice, subject)
    note = alice.made("/notes", kind="research", body=BODY, **about)
    assert note["about"] == {"kind": subject, "id": about[f"{subject}_id"], "title": title}
    assert note["kind"] == "research"
    assert {name: note[name] for name in about} == about
    assert alice.seen(f"/notes/{note['id']}") == note
    (listed,) = alice.seen("/notes", **about)["items"]
    assert listed["about"] == note["about"]


@pytest.mark.parametrize("fields", [[], ["contact", "career"]])
def test_a_note_about_nothing_or_two_things_is_refused(alice: Client, fields: list[str]) -> None:
    both = {name: id_ for each in fields for name, id_ in made_about(alice, each)[0].items()}
    answer = alice.post("/notes", json={"body": "x", **both})
    assert answer.status_code == 422
    assert "exactly one" in answer.json()["detail"]
    assert {each["pointer"] for each in answer.json()["errors"]} == ({f"#/{name}" for name in both} or {"#"})


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_strangers_thing_cannot_be_written_about(alice: Client, bob: Client, subject: str) -> None:
    about, _ = made_about(bob, subject)
    answer = alice.post("/notes", json={"body": "x", **about})
    missing = alice.post("/notes", json={"body": "x", f"{subject}_id": "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"})
    assert answer.status_code == missing.status_code == 422
    assert answer.json() == missing.json()
    assert answer.json()["errors"][0]["pointer"] == f"#/{subject}_id"


def test_what_lies_in_the_bin_cannot_be_written_about(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    alice.delete(f"/careers/{about['career_id']}", headers={"If-Match": "*"})
    assert alice.post("/notes", json={"body": "x", **about}).status_code == 422


def test_every_space_of_a_note_is_kept(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    body = "    indented code\n\n- item  \n  going on\n\n"
    note = alice.made("/notes", body=body, **about)
    assert note["body"] == body
    assert note["title"] == "indented code"


def test_the_first_line_is_the_title_and_follows_the_body(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    note = alice.made("/notes", body=BODY, **about)
    assert note["title"] == "What her day is like"
    assert alice.changed(f"/notes/{note['id']}", body="\n> *Second* thoughts\n")["title"] == "Second thoughts"
    assert alice.changed(f"/notes/{note['id']}", body="")["title"] == ""


def test_a_note_is_moved_by_naming_the_new_and_clearing_the_old(alice: Client) -> None:
    about, _ = made_about(alice, "contact")
    other, _ = made_about(alice, "career")
    note = alice.made("/notes", body="x", **about)
    refused = alice.patch(f"/notes/{note['id']}", json=other, headers={"If-Match": "*"})
    assert refused.status_code == 422
    refused = alice.patch(f"/notes/{note['id']}", json={"contact_id": None}, headers={"If-Match": "*"})
    assert refused.status_code == 422
    moved = alice.changed(f"/notes/{note['id']}", contact_id=None, **other)
    assert moved["about"]["kind"] == "career"
    assert (moved["contact_id"], moved["career_id"]) == (None, other["career_id"])


def test_a_note_stays_writable_while_what_it_is_about_lies_in_the_bin(alice: Client) -> None:
    about, _ = made_about(alice, "contact")
    note = alice.made("/notes", body="x", **about)
    alice.delete(f"/contacts/{about['contact_id']}", headers={"If-Match": "*"})
    assert alice.changed(f"/notes/{note['id']}", body="y", **about)["body"] == "y"


def test_a_stale_change_is_refused(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    note = alice.made("/notes", body="x", **about)
    path = f"/notes/{note['id']}"
    assert alice.patch(path, json={"body": "y"}).status_code == 428
    assert alice.patch(path, json={"body": "y"}, headers={"If-Match": '"1"'}).status_code == 200
    assert alice.patch(path, json={"body": "z"}, headers={"If-Match": '"1"'}).status_code == 412


def test_a_list_shows_the_beginning_of_long_notes(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    short = alice.made("/notes", body="ä" * 2000, **about)
    long = alice.made("/notes", body="ä" * 2001, **about)
    shown = {item["id"]: item for item in alice.seen("/notes", **about)["items"]}
    assert shown[short["id"]]["complete"] is True
    assert shown[long["id"]]["complete"] is False
    assert shown[long["id"]]["excerpt"] == "ä" * 2000
    assert "body" not in shown[long["id"]]


def test_a_hundred_thousand_characters_are_taken_and_no_more(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    body = "🩺" * 100_000
    assert alice.seen(f"/notes/{alice.made('/notes', body=body, **about)['id']}")["body"] == body
    assert alice.post("/notes", json={"body": body + "!", **about}).status_code == 422


def test_lists_filter_search_and_sort(alice: Client) -> None:
    career, _ = made_about(alice, "career")
    contact, _ = made_about(alice, "contact")
    night = alice.made("/notes", kind="live", body="Night shifts, früh um sieben", **contact)
    pay = alice.made("/notes", kind="research", body="A pay table", **career)

    def ids(**params: Any) -> list[str]:
        return [item["id"] for item in alice.seen("/notes", **params)["items"]]

    assert ids(kind="live") == [night["id"]]
    assert ids(**career) == [pay["id"]]
    assert ids(q="FRUH sie") == [night["id"]]
    assert ids(sort="title") == [pay["id"], night["id"]]
    assert ids(sort="-title") == ids(sort="created_at") == [night["id"], pay["id"]]
    first = alice.seen("/notes", limit=1)
    rest = alice.seen("/notes", limit=1, cursor=first["next_cursor"])
    assert [first["items"][0]["id"], rest["items"][0]["id"]] == [pay["id"], night["id"]]
    assert alice.get("/notes", params={"subject": "x"}).status_code == 422


def test_notes_are_found_by_the_one_search(alice: Client, bob: Client) -> None:
    about, _ = made_about(alice, "career")
    note = alice.made("/notes", body="Ask about the hyperbaric chamber", **about)
    (hit,) = alice.seen("/search", q="hyperb")["items"]
    assert (hit["kind"], hit["id"]) == ("note", note["id"])
    alice.changed(f"/notes/{note['id']}", body="Nothing")
    assert alice.seen("/search", q="hyperb")["items"] == []
    assert bob.seen("/search", q="nothing")["items"] == []


def test_a_deleted_note_can_be_brought_back(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    note = alice.made("/notes", body="kept", **about)
    assert alice.delete(f"/notes/{note['id']}", headers={"If-Match": '"1"'}).status_code == 204
    assert alice.get(f"/notes/{note['id']}").status_code == 404
    assert alice.seen("/notes")["items"] == []
    assert alice.seen("/search", q="kept")["items"] == []
    assert [item["id"] for item in alice.seen("/notes", deleted=True)["items"]] == [note["id"]]
    assert alice.made(f"/notes/{note['id']}/restore")["body"] == "kept"
    assert [hit["id"] for hit in alice.seen("/search", q="kept")["items"]] == [note["id"]]


def test_each_change_is_told_without_a_word_of_the_note(alice: Client) -> None:
    about, _ = made_about(alice, "career")
    note = alice.made("/notes", body="a secret", **about)
    alice.changed(f"/notes/{note['id']}", body="another secret", kind="debrief")
    alice.delete(f"/notes/{note['id']}", headers={"If-Match": "*"})
    events = [each for each in alice.seen("/events")["items"] if each["resource_id"] == note["id"]]
    assert [each["type"] for each in events] == ["note.created", "note.changed", "note.deleted"]
    assert "secret" not in str(events)


def test_a_strangers_note_is_as_if_it_did_not_exist(alice: Client, bob: Client) -> None:
    about, _ = made_about(alice, "career")
    path = f"/notes/{alice.made('/notes', body='mine', **about)['id']}"
    for method, body in (("GET", None), ("PATCH", {"body": "x"}), ("DELETE", None)):
        answers = [
            bob.request(method, each, json=body, headers={"If-Match": "*"})
            for each in (path, "/notes/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c")
        ]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    assert bob.post(path + "/restore").status_code == 404


def test_merging_two_contacts_keeps_their_notes(alice: Client) -> None:
    one, other = (made_about(alice, "contact")[0] for _ in range(2))
    note = alice.made("/notes", body="about the other", **other)
    alice.post(f"/contacts/{one['contact_id']}/merge", json=other, headers={"If-Match": "*"}).raise_for_status()
    assert [item["id"] for item in alice.seen("/notes", **one)["items"]] == [note["id"]]
