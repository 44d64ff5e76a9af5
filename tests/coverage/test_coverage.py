"""Coverage of a career over HTTP: who is known, asked and met; and whom to ask next."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Client, Time
from tests.interviews.make import act, person, talk


@pytest.fixture
def career(alice: Client) -> str:
    return str(alice.made("/careers", title="Clinical data manager")["id"])


def coverage(client: Client, career: str) -> dict[str, Any]:
    return client.seen(f"/careers/{career}/coverage")


def holes(client: Client, career: str) -> list[str]:
    return [each["hole"] for each in coverage(client, career)["holes"]]


def suggested(client: Client, **query: Any) -> list[str]:
    return [each["full_name"] for each in client.seen("/coverage/next", **query)["items"]]


def reasons(client: Client, name: str, **query: Any) -> list[str]:
    items = client.seen("/coverage/next", limit=50, **query)["items"]
    one = next(each for each in items if each["full_name"] == name)
    return [each["words"] for each in one["reasons"]]


def organization(client: Client, name: str) -> str:
    return str(client.made("/organizations", name=name)["id"])


def test_people_are_counted_by_level_and_source_as_known_asked_and_met(alice: Client, career: str) -> None:
    told = {"career_ids": [career]}
    about = {"career_ids": [career]}
    person(alice, "Known", level="peer", source="alumni", **told)
    asked = person(alice, "Asked", level="peer", source="alumni", **told)
    talk(alice, "declined", contact_id=asked, **about)
    met = person(alice, "Met", level="executive", source="friend")  # nobody said that they can speak about it; they did
    talk(alice, "held", contact_id=met, **about)
    talk(alice, "planned", contact_id=met, **about)
    planned = person(alice, "Planned", **told)
    talk(alice, "cancelled", contact_id=planned, **about)
    talk(alice, "held", contact_id=person(alice, "About something else"))
    gone = person(alice, "Gone", level="peer", source="alumni", **told)
    alice.delete(f"/contacts/{gone}", headers={"If-Match": "*"})
    seen = coverage(alice, career)
    assert (seen["career_id"], seen["career_title"]) == (career, "Clinical data manager")
    assert seen["people"] == {"known": 4, "asked": 2, "met": 1}
    cells = {(each.pop("level"), each.pop("source")): each for each in seen["cells"]}
    assert cells == {
        ("peer", "alumni"): {"known": 2, "asked": 1, "met": 0},
        ("executive", "friend"): {"known": 1, "asked": 1, "met": 1},
        (None, None): {"known": 1, "asked": 0, "met": 0},
    }
    assert [each["hole"] for each in seen["holes"]] == ["one_talk", "nobody_equal"]


def test_a_talk_in_the_bin_counts_no_more(alice: Client, career: str) -> None:
    id_ = talk(alice, "held", contact_id=person(alice, career_ids=[career]), career_ids=[career])
    assert coverage(alice, career)["people"] == {"known": 1, "asked": 1, "met": 1}
    alice.delete(f"/interviews/{id_}", headers={"If-Match": "*"})
    assert coverage(alice, career)["people"] == {"known": 1, "asked": 0, "met": 0}
    assert holes(alice, career) == ["no_talk"]


def test_everybody_from_one_organization_is_a_hole_until_somebody_is_met_elsewhere(alice: Client, career: str) -> None:
    hospital, bank = organization(alice, "St. Anne's Hospital"), organization(alice, "The bank")
    for name, level, source in (("A", "peer", "alumni"), ("B", "senior", "friend")):
        one = person(alice, name, level=level, source=source, organization_id=hospital)
        talk(alice, "held", contact_id=one, career_ids=[career])
    other = person(alice, "C", level="peer", source="hr", organization_id=bank, career_ids=[career])
    seen = coverage(alice, career)
    assert [each["message"] for each in seen["holes"]] == ["Everybody you talked to is at St. Anne's Hospital."]
    assert [(each["name"], each["known"], each["met"]) for each in seen["organizations"]] == [
        ("St. Anne's Hospital", 2, 2),
        ("The bank", 1, 0),
    ]
    assert "Clinical data manager: the first from another place of work." in reasons(alice, "C")
    talk(alice, "held", contact_id=other, career_ids=[career])
    assert holes(alice, career) == []


def test_everybody_through_one_introducer_is_a_hole(alice: Client, career: str) -> None:
    maria = person(alice, "Maria Keller")
    a, b, c = (
        person(alice, name, level=level, source=source, career_ids=[career])
        for name, level, source in (("A", "peer", "alumni"), ("B", "senior", "introduction"), ("C", "peer", "hr"))
    )
    for each in (a, b, c):
        alice.made("/introductions", introducer_id=maria, introduced_id=each)
    # named a second time, by somebody else: the first one led there
    alice.made("/introductions", introducer_id=person(alice, "Kofi"), introduced_id=a)
    for each in (a, b):
        talk(alice, "held", contact_id=each, career_ids=[career])
    seen = coverage(alice, career)
    assert seen["introducers"] == [
        {"contact_id": maria, "name": "Maria Keller", "known": 3, "met": 2, "share": 100},
    ]
    assert [each["message"] for each in seen["holes"]] == ["Everybody you talked to came through Maria Keller."]


def test_a_career_that_is_anothers_or_gone_has_no_coverage(alice: Client, bob: Client, career: str) -> None:
    nothing = bob.get(f"/careers/{uuid4()}/coverage")
    theirs = bob.get(f"/careers/{career}/coverage")
    assert (theirs.status_code, theirs.content) == (404, nothing.content)
    alice.delete(f"/careers/{career}", headers={"If-Match": "*"})
    assert alice.get(f"/careers/{career}/coverage").status_code == 404


# Whom to ask next


def test_the_easiest_comes_first_and_harder_ones_after_some_talks(alice: Client) -> None:
    for name, difficulty in (("Boss", 5), ("Friend", 1), ("Colleague", 3)):
        person(alice, name, difficulty=difficulty, why_them="Her award.")
    assert suggested(alice) == ["Friend", "Colleague", "Boss"]
    for _ in range(2):
        talk(alice, "held")
    answer = alice.seen("/coverage/next")
    assert [each["full_name"] for each in answer["items"]] == ["Colleague", "Friend", "Boss"]
    assert (answer["talks_held"], answer["reach"]) == (2, 3)
    assert "A step up, and after 2 talks you can take it." in reasons(alice, "Colleague")
    assert suggested(alice, limit=1) == ["Colleague"]


def test_whoever_was_named_comes_first_with_the_name_of_who_did(alice: Client) -> None:
    maria = person(alice, "Maria Keller", difficulty=1, why_them="Her award.")
    talk(alice, "held", contact_id=maria)
    lena = person(alice, "Lena Vogt")
    person(alice, "Easy", difficulty=1)
    alice.made("/introductions", introducer_id=maria, introduced_id=lena)
    first = alice.seen("/coverage/next")["items"][0]
    assert (first["full_name"], first["introducer_id"], first["cold"]) == ("Lena Vogt", maria, False)
    assert first["reasons"][0] == {
        "reason": "introduced", "words": "Maria Keller named them: begin with that name.", "caution": False,
    }  # fmt: skip


@pytest.mark.parametrize("state", ["requested", "scheduled", "held", "declined", "no_response", "cancelled"])
def test_who_is_being_asked_was_met_or_has_just_said_no_is_not_suggested(alice: Client, state: str) -> None:
    talk(alice, state)
    assert suggested(alice) == []


def test_who_is_to_be_left_alone_or_lies_in_the_bin_is_not_suggested(alice: Client) -> None:
    person(alice, "Left alone", do_not_contact=True)
    gone = person(alice, "Gone")
    alice.delete(f"/contacts/{gone}", headers={"If-Match": "*"})
    assert suggested(alice) == []


def test_a_no_of_long_ago_is_no_reason_not_to_ask(alice: Client) -> None:
    act(alice, talk(alice, "requested"), "decline", at="2021-01-05T09:00:00Z")
    assert suggested(alice) == ["Maria Keller"]


def test_a_planned_talk_is_the_one_to_ask_for(alice: Client) -> None:
    id_ = talk(alice, "planned", contact_id=person(alice, "Planned"))
    person(alice, "Easy", difficulty=1)
    first = alice.seen("/coverage/next")["items"][0]
    assert (first["full_name"], first["interview_id"], first["stage"]) == ("Planned", id_, "planned")


def test_suggestions_for_one_career_are_people_who_can_speak_about_it(alice: Client, bob: Client, career: str) -> None:
    person(alice, "Baker")
    person(alice, "Data manager", career_ids=[career])
    talk(alice, "planned", contact_id=person(alice, "Planned about it"), career_ids=[career])
    assert suggested(alice, career_id=career) == ["Planned about it", "Data manager"]
    assert "Can speak about Clinical data manager." in reasons(alice, "Data manager", career_id=career)
    assert suggested(bob, career_id=career) == suggested(alice, career_id=str(uuid4())) == []


def test_of_many_people_the_likely_ones_are_found(alice: Client, frozen: Time) -> None:
    people = [{"op": "create", "values": {"full_name": f"Connection {n:03}"}} for n in range(300)]
    alice.post("/contacts/bulk", json={"operations": people})
    person(alice, "Zoe Last", difficulty=2, why_them="Her talk on triage.")
    assert suggested(alice, limit=2) == ["Zoe Last", "Connection 000"]
    assert suggested(alice, limit=50) == suggested(alice, limit=50)
