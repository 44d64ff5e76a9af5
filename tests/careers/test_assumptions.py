"""What is taken for true about a career until talks have shown it."""

from typing import Any

import pytest

from tests.conftest import Client


@pytest.fixture
def career(alice: Client) -> str:
    """The path of a career of Alice's."""
    return f"/careers/{alice.made('/careers', title='Clinical data manager')['id']}"


def claimed(client: Client, career: str, claim: str, **more: Any) -> dict[str, Any]:
    return client.made(f"{career}/assumptions", claim=claim, **more)


def test_an_assumption_is_open_until_talks_have_shown_it(alice: Client, career: str) -> None:
    made = claimed(alice, career, "They all started as nurses.")
    assert made["state"] == "open"
    assert f"/careers/{made['career_id']}" == career
    assert alice.seen(f"{career}/assumptions/{made['id']}") == made


def test_a_career_counts_its_assumptions_by_state(alice: Client, career: str) -> None:
    for claim, state in (("a", "open"), ("b", "open"), ("c", "refuted"), ("d", "confirmed")):
        claimed(alice, career, claim, state=state)
    gone = claimed(alice, career, "e", state="refuted")
    alice.delete(f"{career}/assumptions/{gone['id']}", headers={"If-Match": "*"})
    expected = {"open": 2, "confirmed": 1, "refuted": 1}
    assert alice.seen(career)["assumptions"] == expected
    assert alice.seen("/careers")["items"][0]["assumptions"] == expected


def test_a_counted_change_makes_the_careers_etag_another(alice: Client, career: str) -> None:
    etag = alice.get(career).headers["ETag"]
    assert alice.get(career, headers={"If-None-Match": etag}).status_code == 304
    claimed(alice, career, "They type all day.")
    assert alice.get(career, headers={"If-None-Match": etag}).status_code == 200


def test_assumptions_are_listed_in_the_order_they_came_to_mind(alice: Client, career: str) -> None:
    for claim in ("first", "second", "third"):
        claimed(alice, career, claim)
    assert [each["claim"] for each in alice.seen(f"{career}/assumptions")["items"]] == ["first", "second", "third"]
    newest = alice.seen(f"{career}/assumptions", sort="-created_at", limit=2)
    assert [each["claim"] for each in newest["items"]] == ["third", "second"]
    rest = alice.seen(f"{career}/assumptions", sort="-created_at", limit=2, cursor=newest["next_cursor"])
    assert [each["claim"] for each in rest["items"]] == ["first"]


def test_one_state_can_be_listed_alone(alice: Client, career: str) -> None:
    claimed(alice, career, "a")
    made = claimed(alice, career, "b")
    alice.changed(f"{career}/assumptions/{made['id']}", state="confirmed")
    assert [each["claim"] for each in alice.seen(f"{career}/assumptions", state="confirmed")["items"]] == ["b"]


def test_a_confirmed_assumption_can_be_refuted_by_a_later_talk(alice: Client, career: str) -> None:
    path = f"{career}/assumptions/{claimed(alice, career, 'One can work from home.')['id']}"
    assert alice.changed(path, state="confirmed")["state"] == "confirmed"
    after = alice.changed(path, state="refuted", claim="One can work from home all week.")
    assert (after["state"], after["claim"]) == ("refuted", "One can work from home all week.")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"claim": "  "}, "claim"),
        ({"claim": None}, "claim"),
        ({"claim": "a", "state": "maybe"}, "state"),
        ({}, "claim"),
    ],
)
def test_what_is_no_assumption_is_refused(alice: Client, career: str, body: dict[str, Any], field: str) -> None:
    answer = alice.post(f"{career}/assumptions", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"#/{field}"


def test_an_assumption_is_found_under_its_own_career_only(alice: Client, career: str) -> None:
    other = f"/careers/{alice.made('/careers', title='Medical writer')['id']}"
    made = claimed(alice, career, "They all started as nurses.")
    headers = {"If-Match": "*"}
    path = f"{other}/assumptions/{made['id']}"
    answers = [
        alice.get(path),
        alice.patch(path, json={"state": "refuted"}, headers=headers),
        alice.delete(path, headers=headers),
        alice.post(f"{path}/restore"),
    ]
    assert [each.status_code for each in answers] == [404] * 4
    assert alice.seen(f"{other}/assumptions")["items"] == []


def test_a_deleted_assumption_can_be_restored(alice: Client, career: str) -> None:
    made = claimed(alice, career, "They type all day.")
    path = f"{career}/assumptions/{made['id']}"
    assert alice.delete(path, headers={"If-Match": "*"}).status_code == 204
    assert alice.get(path).status_code == 404
    assert [each["id"] for each in alice.seen(f"{career}/assumptions", deleted="true")["items"]] == [made["id"]]
    assert alice.made(f"{path}/restore")["deleted_at"] is None
    assert alice.seen(career)["assumptions"]["open"] == 1


def test_a_stale_edit_is_refused(alice: Client, career: str) -> None:
    path = f"{career}/assumptions/{claimed(alice, career, 'They type all day.')['id']}"
    etag = alice.get(path).headers["ETag"]
    alice.changed(path, state="confirmed")
    assert alice.patch(path, json={"state": "refuted"}, headers={"If-Match": etag}).status_code == 412
    assert alice.seen(path)["state"] == "confirmed"


def test_a_restored_career_has_its_assumptions_still(alice: Client, career: str) -> None:
    claimed(alice, career, "They type all day.")
    alice.delete(career, headers={"If-Match": "*"})
    assert alice.post(f"{career}/assumptions", json={"claim": "too late"}).status_code == 404
    assert alice.made(f"{career}/restore")["assumptions"]["open"] == 1
    assert len(alice.seen(f"{career}/assumptions")["items"]) == 1


def test_a_strangers_assumption_is_not_there(alice: Client, bob: Client, career: str) -> None:
    path = f"{career}/assumptions/{claimed(alice, career, 'They type all day.')['id']}"
    own = f"/careers/{bob.made('/careers', title='Baker')['id']}"
    smuggled = path.replace(career, own)
    headers = {"If-Match": "*"}
    for at in (path, smuggled):
        assert bob.get(at).status_code == 404
        assert bob.patch(at, json={"state": "refuted"}, headers=headers).status_code == 404
        assert bob.delete(at, headers=headers).status_code == 404
        assert bob.post(f"{at}/restore").status_code == 404
    assert alice.seen(path)["state"] == "open"
