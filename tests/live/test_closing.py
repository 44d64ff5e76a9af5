"""The close of a talk: thanks, promises, and the people named, who become contacts with who named them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.conftest import Client, Time
from tests.interviews.make import WAYS, person, talk

JONAS = {"full_name": "Jonas Weber", "why": "He hires nurses."}


def close(client: Client, id_: str, match: str = "*", **said: Any) -> httpx.Response:
    return client.post(f"/interviews/{id_}/close", json=said, headers={"If-Match": match})


def closed(client: Client, id_: str, **said: Any) -> dict[str, Any]:
    answer = close(client, id_, **said)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    assert shown == client.seen(f"/interviews/{id_}/closing")
    return shown


def test_what_was_promised_stands_on_the_talk_and_the_contact(alice: Client) -> None:
    id_ = talk(alice, "held")
    open_ = alice.seen(f"/interviews/{id_}/closing")
    assert (open_["wrapped_up_at"], open_["thanked"], open_["left_details"], open_["people"]) == (
        None,
        False,
        False,
        [],
    )
    shown = closed(
        alice, id_, thanked=True, left_details=True, may_keep=True, may_name=False, at="2026-11-01T08:33:00Z"
    )
    assert (shown["thanked"], shown["left_details"], shown["may_keep"], shown["may_name"]) == (True, True, True, False)
    after = alice.seen(f"/interviews/{id_}")
    assert after["wrapped_up_at"] == shown["wrapped_up_at"]
    assert datetime.fromisoformat(after["wrapped_up_at"]) == datetime(2026, 11, 1, 8, 33, tzinfo=UTC)
    contact = alice.seen(f"/contacts/{after['contact_id']}")
    assert (contact["may_keep"], contact["may_name"]) == (True, False)


def test_what_is_left_out_stays_and_the_rest_can_be_said_again(alice: Client) -> None:
    id_ = talk(alice, "held")
    first = closed(alice, id_, thanked=True, may_keep=True, names=[JONAS])
    again = closed(alice, id_, may_name=True, names=[{"full_name": "Ada Lovelace"}])
    assert (again["thanked"], again["may_keep"], again["may_name"]) == (True, True, True)
    assert [each["full_name"] for each in again["people"]] == ["Jonas Weber", "Ada Lovelace"]
    assert again["wrapped_up_at"] == first["wrapped_up_at"]
    assert closed(alice, id_, thanked=False, may_keep=None)["may_keep"] is None


def test_people_named_become_contacts_with_who_named_them_and_why(alice: Client) -> None:
    career = alice.made("/careers", title="Clinical data manager")["id"]
    id_ = talk(alice, "held", career_ids=[career])
    named = {
        **JONAS,
        "headline": "Head of data",
        "organization": "St. Anne's",
        "email": "jonas@example.org",
        "phone": "123",
    }
    [one] = closed(alice, id_, names=[named])["people"]
    assert (one["full_name"], one["headline"], one["organization_name"]) == (
        "Jonas Weber",
        "Head of data",
        "St. Anne's",
    )
    assert (one["why"], one["known_before"]) == ("He hires nurses.", False)
    contact = alice.seen(f"/contacts/{one['contact_id']}")
    assert (contact["source"], contact["how_found"]) == ("introduction", "Maria Keller suggested them.")
    assert (contact["why_them"], contact["career_ids"]) == ("He hires nurses.", [career])
    assert [each["value"] for each in (*contact["emails"], *contact["phones"])] == ["jonas@example.org", "123"]
    [introduction] = alice.seen("/introductions")["items"]
    assert (introduction["introducer_id"], introduction["introduced_id"]) == (
        alice.seen(f"/interviews/{id_}")["contact_id"],
        one["contact_id"],
    )
    assert (introduction["said_in_id"], introduction["state"]) == (id_, "suggested")


@pytest.mark.parametrize(
    ("known", "named"),
    [
        ({"full_name": "J. Weber", "emails": [{"value": "jonas@example.org"}]}, {"email": "JONAS@example.org"}),
        ({"full_name": "jónas  weber"}, {}),
        ({"full_name": "Jonas Weber", "at": "St. Anne's"}, {}),
        ({"full_name": "Jonas Weber", "at": "St. Anne's"}, {"organization": "st. ANNE'S"}),
        ({"full_name": "Jonas Weber"}, {"organization": "St. Anne's"}),
    ],
)
def test_who_is_a_contact_already_is_not_added_again(
    alice: Client, known: dict[str, Any], named: dict[str, Any]
) -> None:
    known = dict(known)
    if at := known.pop("at", None):
        known["organization_id"] = alice.made("/organizations", name=at)["id"]
    there = alice.made("/contacts", **known)
    id_ = talk(alice, "held")
    [one] = closed(alice, id_, names=[{**JONAS, **named}])["people"]
    assert (one["contact_id"], one["known_before"]) == (there["id"], True)
    assert alice.seen("/contacts/counts")["total"] == 2


@pytest.mark.parametrize("namesakes", [["Else"], ["Here", "There"]])
def test_a_namesake_elsewhere_or_two_of_them_are_somebody_else(alice: Client, namesakes: list[str]) -> None:
    for name in namesakes:
        alice.made("/contacts", full_name="Jonas Weber", organization_id=alice.made("/organizations", name=name)["id"])
    named = {**JONAS, "organization": "St. Anne's"} if len(namesakes) == 1 else JONAS
    [one] = closed(alice, talk(alice, "held"), names=[named])["people"]
    assert one["known_before"] is False


def test_what_was_unknown_of_a_contact_is_filled_in_and_nothing_is_written_over(alice: Client) -> None:
    there = alice.made("/contacts", full_name="Jonas Weber", emails=[{"value": "j@example.org"}], headline="Nurse")[
        "id"
    ]
    named = {**JONAS, "headline": "Head of data", "email": "jonas@work.example", "phone": "123", "organization": "Anne"}
    closed(alice, talk(alice, "held"), names=[named])
    contact = alice.seen(f"/contacts/{there}")
    assert (contact["headline"], contact["organization_name"]) == ("Nurse", "Anne")
    assert [each["value"] for each in contact["emails"]] == ["j@example.org", "jonas@work.example"]


def test_the_same_name_twice_and_a_contact_in_the_bin(alice: Client) -> None:
    binned = person(alice, "Jonas Weber")
    alice.delete(f"/contacts/{binned}", headers={"If-Match": "*"})
    id_ = talk(alice, "held")
    [one] = closed(alice, id_, names=[JONAS, JONAS])["people"]
    assert one["contact_id"] != binned
    alice.delete(f"/contacts/{one['contact_id']}", headers={"If-Match": "*"})
    assert alice.seen(f"/interviews/{id_}/closing")["people"] == []


def test_a_retry_makes_nobody_twice_and_neither_does_saying_it_again(alice: Client) -> None:
    id_, once = talk(alice, "held"), {"Idempotency-Key": str(uuid4()), "If-Match": "*"}
    said = {"thanked": True, "names": [JONAS]}
    first, second = (alice.post(f"/interviews/{id_}/close", json=said, headers=once) for _ in range(2))
    assert first.json() == second.json()
    assert len(closed(alice, id_, names=[JONAS])["people"]) == 1
    assert alice.seen("/contacts/counts")["total"] == 2
    assert len(alice.seen("/introductions")["items"]) == 1


def test_whoever_was_talked_with_does_not_name_themselves(alice: Client) -> None:
    id_ = talk(alice, "held")
    refused = close(alice, id_, thanked=True, names=[JONAS, {"full_name": "Maria Keller"}])
    assert (refused.status_code, refused.json()["code"]) == (422, "named_themselves")
    assert refused.json()["errors"][0]["pointer"] == "#/names/1/full_name"
    assert alice.seen(f"/interviews/{id_}/closing")["people"] == []
    assert alice.seen("/contacts/counts")["total"] == 1


@pytest.mark.parametrize("state", [state for state in WAYS if state != "held"])
def test_only_what_was_held_is_closed(alice: Client, state: str) -> None:
    id_ = talk(alice, state)
    refused = close(alice, id_, thanked=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_held")
    assert refused.json()["allowed"] == alice.seen(f"/interviews/{id_}")["allowed"]


def test_a_talk_taken_up_again_is_not_closed_any_more(alice: Client) -> None:
    id_ = talk(alice, "held")
    closed(alice, id_, thanked=True)
    assert alice.moved(f"/interviews/{id_}/reopen")["wrapped_up_at"] is None


def test_who_closes_an_old_page_or_a_time_to_come_hears_so(alice: Client, frozen: Time) -> None:
    id_ = talk(alice, "held")
    assert close(alice, id_, match='"1"').status_code == 412
    assert alice.post(f"/interviews/{id_}/close", json={}).status_code == 428
    later = datetime.fromtimestamp(frozen.at, UTC) + timedelta(hours=1)
    assert close(alice, id_, at=later.isoformat()).json()["code"] == "in_the_future"
    assert close(alice, id_, names=[JONAS] * 21).status_code == 422


def test_a_question_that_came_up_can_be_added_with_its_answer_and_that_it_mattered(alice: Client) -> None:
    id_ = talk(alice, "held")
    item = alice.made(
        f"/interviews/{id_}/agenda", text="And the nights?", unplanned=True, answer="Quiet.", mattered=True
    )
    assert (item["state"], item["mattered"], item["answer"]) == ("asked", True, "Quiet.")
