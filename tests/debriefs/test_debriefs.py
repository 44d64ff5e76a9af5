"""After a talk: a verdict, ratings with their evidence, and what became of what one took for true."""

from typing import Any

import pytest

from halfhour.core.clock import new_id
from tests.conftest import Client, Time
from tests.debriefs.make import assumption, career, code, criterion, find, held, path, rate, send
from tests.interviews.make import talk


@pytest.fixture
def data(alice: Client) -> str:
    """The id of a career of Alice's."""
    return career(alice)


def rating_of(client: Client, interview_id: str, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = client.seen(path(interview_id))["careers"][0]["ratings"][place]
    return found


def state_of(client: Client, career_id: str, assumption_id: str) -> tuple[str, str | None]:
    seen = client.seen(f"/careers/{career_id}/assumptions/{assumption_id}")
    return seen["state"], seen["found"]


def test_before_anything_is_written_all_that_can_be_is_there(alice: Client, data: str) -> None:
    light, heavy = criterion(alice, "Statistics", 2), criterion(alice, "Evenings at home", 5)
    claim = assumption(alice, data)
    id_ = held(alice, data, at="2026-10-01T08:00:00Z")
    seen = alice.seen(path(id_))
    assert (seen["id"], seen["version"], seen["verdict"], seen["debriefed_at"]) == (id_, 0, None, None)
    assert (seen["contact_name"], seen["state"]) == ("Maria Keller", "held")
    [about] = seen["careers"]
    assert about["title"] == "Clinical data manager"
    assert [(each["criterion_id"], each["rating"], each["version"]) for each in about["ratings"]] == [
        (heavy, None, 0), (light, None, 0),
    ]  # fmt: skip
    assert [(each["assumption_id"], each["finding"], each["version"]) for each in about["findings"]] == [
        (claim, "open", 0)
    ]
    assert alice.seen(path(id_)) == seen


def test_it_is_due_two_days_after_the_talk_ended(alice: Client) -> None:
    id_ = talk(alice)
    assert alice.seen(path(id_))["debrief_by"] is None
    alice.moved(f"/interviews/{id_}/hold", at="2026-10-01T08:00:00Z", ended_at="2026-10-01T08:40:00Z")
    assert alice.seen(path(id_))["debrief_by"] == "2026-10-03T08:40:00Z"


def test_answers_and_notes_of_the_talk_can_be_pointed_at(alice: Client, data: str) -> None:
    id_, other = held(alice, data), held(alice, data, name="Tom Tran")
    answered = alice.made(f"/interviews/{id_}/agenda", text="When do you go home?", answer="At four.")["id"]
    alice.made(f"/interviews/{id_}/agenda", text="Never asked?")
    note = alice.made("/notes", kind="live", body="Loves it\n\nShe smiled.", interview_id=id_)["id"]
    alice.made("/notes", body="Of another talk", interview_id=other)
    assert alice.seen(path(id_))["sources"] == [
        {"kind": "agenda_item", "id": answered, "title": "When do you go home?", "text": "At four."},
        {"kind": "note", "id": note, "title": "Loves it", "text": "Loves it\n\nShe smiled."},
    ]


def test_half_done_is_kept_field_by_field(alice: Client, data: str) -> None:
    evenings = criterion(alice)
    id_ = held(alice, data)
    assert send(alice, path(id_), '"0"', surprises="So many e-mails.").status_code == 200
    rate(alice, id_, data, evenings, 2)
    written = rate(alice, id_, data, evenings, 1, evidence="“Home for dinner.”")
    assert (written["rating"], written["evidence"], written["version"]) == (1, "“Home for dinner.”", 2)
    alice.changed(f"{path(id_)}/ratings/{data}/{evenings}", evidence="“Home by five.”")
    seen = alice.seen(path(id_))
    assert (seen["version"], seen["surprises"], seen["verdict"]) == (1, "So many e-mails.", None)
    assert rating_of(alice, id_) == {**written, "evidence": "“Home by five.”", "version": 3}
    alice.changed(f"{path(id_)}/ratings/{data}/{evenings}", rating=None)
    assert rating_of(alice, id_)["rating"] is None


def test_two_who_write_at_once_notice_each_other_but_only_at_the_same_thing(alice: Client, data: str) -> None:
    evenings, statistics = criterion(alice), criterion(alice, "Statistics")
    id_ = held(alice, data)
    where = f"{path(id_)}/ratings/{data}"
    assert send(alice, f"{where}/{evenings}", '"0"', rating=2).status_code == 200
    assert code(send(alice, f"{where}/{evenings}", '"0"', rating=-2)) == (412, "stale")
    assert send(alice, f"{where}/{statistics}", '"0"', rating=1).status_code == 200
    assert code(send(alice, f"{where}/{statistics}", '"7"', rating=1)) == (412, "stale")
    assert code(send(alice, path(id_), '"7"', verdict="useful")) == (412, "stale")
    assert alice.patch(path(id_), json={"verdict": "useful"}).status_code == 428


def test_a_talk_that_was_not_held_has_taught_nothing_yet(alice: Client, data: str) -> None:
    evenings, claim = criterion(alice), assumption(alice, data)
    id_ = talk(alice, "scheduled", career_ids=[data])
    for answer in (
        send(alice, path(id_), verdict="useful"),
        send(alice, f"{path(id_)}/ratings/{data}/{evenings}", rating=1),
        send(alice, f"{path(id_)}/findings/{claim}", finding="confirmed"),
        alice.post(f"{path(id_)}/finish", headers={"If-Match": "*"}),
    ):
        assert code(answer) == (409, "not_held")
    assert alice.seen(path(id_))["state"] == "scheduled"


def test_only_what_the_talk_was_about_is_rated(alice: Client, data: str) -> None:
    evenings, other = criterion(alice), career(alice, "Medical writer")
    claim = assumption(alice, other)
    id_ = held(alice, data)
    assert code(send(alice, f"{path(id_)}/ratings/{other}/{evenings}", rating=1)) == (409, "not_its_career")
    assert code(send(alice, f"{path(id_)}/findings/{claim}", finding="refuted")) == (409, "not_its_career")
    alice.changed(f"/interviews/{id_}", career_ids=[data, other])
    rate(alice, id_, other, evenings, 1)
    alice.changed(f"/interviews/{id_}", career_ids=[data])
    assert [each["title"] for each in alice.seen(path(id_))["careers"]] == ["Clinical data manager", "Medical writer"]


@pytest.mark.parametrize("rating", [3, -3, 0.5, "1", True])
def test_a_rating_is_one_of_five(alice: Client, data: str, rating: Any) -> None:
    id_ = held(alice, data)
    answer = send(alice, f"{path(id_)}/ratings/{data}/{criterion(alice)}", rating=rating)
    assert code(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == "#/rating"


def test_evidence_comes_from_the_talk_itself_and_from_one_place(alice: Client, bob: Client, data: str) -> None:
    evenings = criterion(alice)
    id_, other = held(alice, data), held(alice, data, name="Tom Tran")
    item = alice.made(f"/interviews/{id_}/agenda", text="When do you go home?", answer="At four.")["id"]
    note = alice.made("/notes", body="Loves it", interview_id=id_)["id"]
    elsewhere = alice.made("/notes", body="Of another talk", interview_id=other)["id"]
    bobs = bob.made("/notes", body="Bob's", interview_id=talk(bob, "held"))["id"]
    where = f"{path(id_)}/ratings/{data}/{evenings}"
    assert rate(alice, id_, data, evenings, 2, agenda_item_id=item)["agenda_item_id"] == item
    linked = alice.changed(where, note_id=note)
    assert (linked["note_id"], linked["agenda_item_id"]) == (note, None)
    for foreign in (elsewhere, bobs, new_id(), item):
        answer = send(alice, where, note_id=foreign)
        assert code(answer) == (422, "invalid")
        assert answer.json()["errors"][0]["pointer"] == "#/note_id"
    assert send(alice, where, note_id=note, agenda_item_id=item).status_code == 422
    assert alice.changed(where, note_id=None)["note_id"] is None


def test_a_debrief_is_finished_with_a_verdict_and_can_be_reopened(alice: Client, data: str, frozen: Time) -> None:
    id_ = held(alice, data)
    finish, reopen = f"{path(id_)}/finish", f"{path(id_)}/reopen"
    assert code(alice.post(finish, headers={"If-Match": "*"})) == (409, "verdict_missing")
    assert code(alice.post(reopen, headers={"If-Match": "*"})) == (409, "not_debriefed")
    alice.changed(path(id_), verdict="disappointing", summary="She warned me off.")
    assert code(alice.post(finish, headers={"If-Match": '"7"'})) == (412, "stale")
    done = alice.moved(finish)
    assert done["debriefed_at"] is not None
    assert alice.seen(f"/interviews/{id_}")["debriefed_at"] == alice.seen(path(id_))["debriefed_at"]
    assert code(alice.post(finish, headers={"If-Match": "*"})) == (409, "debriefed_already")
    assert code(alice.post(f"/interviews/{id_}/reopen", json={}, headers={"If-Match": "*"})) == (
        409,
        "followed_through",
    )
    alice.changed(path(id_), leads="Ask her old team.")
    assert alice.moved(reopen)["debriefed_at"] is None
    assert alice.seen(path(id_))["summary"] == "She warned me off."
    events = alice.seen("/events", limit=200, types="interview.debriefed")["items"]
    assert [(each["resource_id"], each["data"]["verdict"]) for each in events] == [(id_, "disappointing")]


def test_an_assumption_follows_what_all_talks_say_of_it(alice: Client, data: str) -> None:
    claim = assumption(alice, data)
    first, second = held(alice, data), held(alice, data, name="Tom Tran")
    find(alice, first, claim, "open", evidence="She did not know.")
    assert state_of(alice, data, claim) == ("open", None)
    find(alice, first, claim, "confirmed")
    assert state_of(alice, data, claim) == ("confirmed", "confirmed")
    told = find(alice, second, claim, "refuted")
    assert (told["state"], told["found"]) == ("open", "contested")
    find(alice, first, claim, "refuted")
    assert state_of(alice, data, claim) == ("refuted", "refuted")
    for id_ in (first, second):
        find(alice, id_, claim, "open")
    assert state_of(alice, data, claim) == ("open", None)


def test_what_the_person_sets_by_hand_holds_until_the_talks_say_something_else(alice: Client, data: str) -> None:
    claim = assumption(alice, data)
    first, second = held(alice, data), held(alice, data, name="Tom Tran")
    find(alice, first, claim, "confirmed")
    alice.changed(f"/careers/{data}/assumptions/{claim}", state="open")
    find(alice, first, claim, "confirmed", evidence="Two of five are nurses.")
    find(alice, second, claim, "confirmed")
    assert state_of(alice, data, claim) == ("open", "confirmed")
    find(alice, second, claim, "refuted")
    find(alice, first, claim, "open")
    assert state_of(alice, data, claim) == ("refuted", "refuted")


def test_a_talk_that_no_longer_counts_takes_its_finding_along(alice: Client, data: str) -> None:
    claim = assumption(alice, data)
    id_ = held(alice, data)
    contact_id = alice.seen(f"/interviews/{id_}")["contact_id"]
    find(alice, id_, claim, "confirmed")
    for gone, back in (
        (lambda: alice.delete(f"/interviews/{id_}", headers={"If-Match": "*"}), f"/interviews/{id_}/restore"),
        (lambda: alice.delete(f"/contacts/{contact_id}", headers={"If-Match": "*"}), f"/contacts/{contact_id}/restore"),
        (lambda: alice.moved(f"/interviews/{id_}/reopen"), f"/interviews/{id_}/hold"),
    ):
        gone()
        assert state_of(alice, data, claim) == ("open", None)
        alice.post(back, json=None if back.endswith("restore") else {}, headers={"If-Match": "*"})
        assert state_of(alice, data, claim) == ("confirmed", "confirmed")


def test_what_lies_in_the_bin_is_not_asked_for_and_comes_back_with_its_rating(alice: Client, data: str) -> None:
    evenings, claim = criterion(alice), assumption(alice, data)
    id_ = held(alice, data)
    rate(alice, id_, data, evenings, 2, evidence="Home for dinner.")
    find(alice, id_, claim, "confirmed")
    for what in (f"/criteria/{evenings}", f"/careers/{data}/assumptions/{claim}"):
        alice.delete(what, headers={"If-Match": "*"})
    [about] = alice.seen(path(id_))["careers"]
    assert (about["ratings"], about["findings"]) == ([], [])
    assert send(alice, f"{path(id_)}/ratings/{data}/{evenings}", rating=1).status_code == 404
    alice.post(f"/criteria/{evenings}/restore")
    assert rating_of(alice, id_)["evidence"] == "Home for dinner."
    alice.delete(f"/careers/{data}", headers={"If-Match": "*"})
    assert alice.seen(path(id_))["careers"] == []
    alice.delete(f"/interviews/{id_}", headers={"If-Match": "*"})
    assert alice.get(path(id_)).status_code == 404


def test_a_talk_is_found_by_what_was_written_down_after_it(alice: Client, data: str) -> None:
    id_ = held(alice, data)
    alice.changed(path(id_), surprises="Everybody had been a zookeeper.")
    rate(alice, id_, data, criterion(alice), 1, evidence="Quadruple bookkeeping bores her.")
    for word in ("zookeeper", "bookkeeping"):
        assert [hit["id"] for hit in alice.seen("/search", q=word)["items"]] == [id_]


def test_nobody_debriefs_the_talks_of_others(alice: Client, bob: Client, data: str) -> None:
    evenings = criterion(alice)
    id_ = held(alice, data)
    assert bob.get(path(id_)).status_code == 404
    assert send(bob, path(id_), verdict="useful").status_code == 404
    mine = held(bob, career(bob))
    assert send(bob, f"{path(mine)}/ratings/{data}/{evenings}", rating=2).status_code == 404
