"""The criteria by which careers are judged."""

import pytest

from tests.conftest import Client


def named(client: Client, name: str, kind: str = "value", **more: object) -> dict[str, object]:
    return client.made("/criteria", name=name, kind=kind, **more)


def test_a_criterion_is_kept_in_the_seekers_own_words(alice: Client) -> None:
    made = named(alice, "Evenings at home", weight=5, why="I have missed too many bedtimes.")
    assert made["kind"] == "value"
    assert (made["name"], made["weight"]) == ("Evenings at home", 5)
    assert made["why"] == "I have missed too many bedtimes."
    assert alice.seen(f"/criteria/{made['id']}") == made


def test_a_criterion_weighs_three_unless_said_otherwise(alice: Client) -> None:
    assert named(alice, "Quiet")["weight"] == 3


@pytest.mark.parametrize("weight", [0, 6, 2.5, None])
def test_a_weight_is_a_whole_number_from_one_to_five(alice: Client, weight: object) -> None:
    answer = alice.post("/criteria", json={"kind": "value", "name": "Quiet", "weight": weight})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/weight"


def test_a_kind_that_is_none_of_the_three_is_refused(alice: Client) -> None:
    answer = alice.post("/criteria", json={"kind": "salary", "name": "Money"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/kind"


@pytest.mark.parametrize("twin", ["evenings at home", "Evenings  at home!", "Evénings at hôme"])
def test_two_criteria_of_one_name_are_refused(alice: Client, twin: str) -> None:
    first = named(alice, "Evenings at home")
    answer = alice.post("/criteria", json={"kind": "interest", "name": twin})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["code"] == "criterion_there"
    assert problem["criterion_id"] == first["id"]
    assert "Evenings at home" in problem["detail"]
    assert problem["errors"][0]["pointer"] == "#/name"
    assert len(alice.seen("/criteria")["items"]) == 1


def test_names_of_signs_alone_are_told_apart(alice: Client) -> None:
    named(alice, "€€€")
    named(alice, "♥")
    assert len(alice.seen("/criteria")["items"]) == 2


def test_a_criterion_can_not_be_renamed_to_another(alice: Client) -> None:
    named(alice, "Quiet")
    other = named(alice, "Company")
    answer = alice.patch(f"/criteria/{other['id']}", json={"name": "QUIET"}, headers={"If-Match": "*"})
    assert answer.json()["code"] == "criterion_there"
    assert alice.seen(f"/criteria/{other['id']}")["name"] == "Company"


def test_a_criterion_may_be_spelt_anew(alice: Client) -> None:
    made = named(alice, "quiet")
    assert alice.changed(f"/criteria/{made['id']}", name="Quiet!")["name"] == "Quiet!"


def test_another_person_may_use_the_same_name(alice: Client, bob: Client) -> None:
    named(alice, "Quiet")
    assert named(bob, "Quiet")["name"] == "Quiet"


def test_kind_weight_and_reason_can_change(alice: Client) -> None:
    made = named(alice, "Statistics", kind="interest", weight=2)
    after = alice.changed(f"/criteria/{made['id']}", kind="skill", weight=4, why="I passed the course.")
    assert (after["kind"], after["weight"], after["why"]) == ("skill", 4, "I passed the course.")
    assert after["version"] == 2


def test_a_stale_edit_is_refused(alice: Client) -> None:
    path = f"/criteria/{named(alice, 'Quiet')['id']}"
    etag = alice.get(path).headers["ETag"]
    alice.changed(path, weight=5)
    answer = alice.patch(path, json={"weight": 1}, headers={"If-Match": etag})
    assert answer.status_code == 412
    assert alice.seen(path)["weight"] == 5


def test_the_weightiest_come_first(alice: Client) -> None:
    for name, weight in (("a", 2), ("b", 5), ("c", 4)):
        named(alice, name, weight=weight)
    assert [each["name"] for each in alice.seen("/criteria")["items"]] == ["b", "c", "a"]
    assert [each["name"] for each in alice.seen("/criteria", sort="name")["items"]] == ["a", "b", "c"]
    assert [each["name"] for each in alice.seen("/criteria", sort="created_at")["items"]] == ["a", "b", "c"]


def test_pages_of_equal_weights_leave_none_out(alice: Client) -> None:
    names = {f"criterion {number}" for number in range(7)}
    for name in names:
        named(alice, name)
    seen: list[str] = []
    cursor = None
    while True:
        page = alice.seen("/criteria", limit=3, **({"cursor": cursor} if cursor else {}))
        seen += [each["name"] for each in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 7
    assert set(seen) == names


def test_one_kind_can_be_listed_alone(alice: Client) -> None:
    named(alice, "Quiet")
    named(alice, "SQL", kind="skill")
    assert [each["name"] for each in alice.seen("/criteria", kind="skill")["items"]] == ["SQL"]


def test_a_deleted_criterion_can_be_restored(alice: Client) -> None:
    path = f"/criteria/{named(alice, 'Quiet')['id']}"
    assert alice.delete(path, headers={"If-Match": "*"}).status_code == 204
    assert alice.get(path).status_code == 404
    assert alice.seen("/criteria")["items"] == []
    assert [each["name"] for each in alice.seen("/criteria", deleted="true")["items"]] == ["Quiet"]
    assert alice.made(f"{path}/restore")["deleted_at"] is None
    assert [each["name"] for each in alice.seen("/criteria")["items"]] == ["Quiet"]


def test_the_name_of_a_deleted_criterion_is_free_and_then_keeps_the_deleted_one_in_the_bin(alice: Client) -> None:
    old = named(alice, "Quiet")
    alice.delete(f"/criteria/{old['id']}", headers={"If-Match": "*"})
    new = named(alice, "Quiet")
    answer = alice.post(f"/criteria/{old['id']}/restore")
    assert answer.status_code == 409
    assert answer.json()["criterion_id"] == new["id"]


def test_restoring_what_is_not_in_the_bin_changes_nothing(alice: Client) -> None:
    made = named(alice, "Quiet")
    assert alice.made(f"/criteria/{made['id']}/restore") == made


def test_a_strangers_criterion_is_not_there(alice: Client, bob: Client) -> None:
    path = f"/criteria/{named(alice, 'Quiet')['id']}"
    headers = {"If-Match": "*"}
    answers = [
        bob.get(path),
        bob.patch(path, json={"weight": 1}, headers=headers),
        bob.delete(path, headers=headers),
        bob.post(f"{path}/restore"),
    ]
    assert [each.status_code for each in answers] == [404] * 4
    assert alice.seen(path)["weight"] == 3
