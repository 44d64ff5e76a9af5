"""People: kept, listed, changed without overwriting anybody, put away and brought back."""

import re

import pytest

from tests.conftest import Client


def add(who: Client, name: str, **more: object) -> dict:  # type: ignore[type-arg]
    return who.made("/contacts", full_name=name, **more)


def names(answer: dict) -> list[str]:  # type: ignore[type-arg]
    return [item["full_name"] for item in answer["items"]]


def test_a_name_is_all_that_a_contact_needs(alice: Client) -> None:
    made = alice.post("/contacts", json={"full_name": "Maria Keller"})
    assert made.status_code == 201
    contact = made.json()
    assert (contact["given_name"], contact["family_name"], contact["stage"]) == ("Maria", "Keller", "new")
    assert made.headers["location"] == f"/api/v1/contacts/{contact['id']}"
    assert re.fullmatch(r'"1\.[0-9a-f]{12}"', made.headers["etag"])
    assert alice.seen(f"/contacts/{contact['id']}") == contact


def test_without_any_name_the_refusal_says_what_to_send(alice: Client) -> None:
    refused = alice.post("/contacts", json={"headline": "Somebody"})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "full_name" in refused.json()["detail"]


def test_an_unknown_field_is_named_and_nothing_is_kept(alice: Client) -> None:
    refused = alice.post("/contacts", json={"full_name": "Maria", "nickname": "M"})
    assert refused.json()["errors"][0]["pointer"] == "#/nickname"
    assert alice.seen("/contacts")["items"] == []


def test_an_edit_with_a_stale_etag_is_refused_and_names_the_current_version(alice: Client) -> None:
    path = f"/contacts/{add(alice, 'Maria')['id']}"
    tag = alice.get(path).headers["etag"]
    assert alice.patch(path, json={"headline": "One"}, headers={"If-Match": tag}).status_code == 200
    stale = alice.patch(path, json={"headline": "Two"}, headers={"If-Match": tag})
    assert (stale.status_code, stale.json()["code"], stale.json()["current_version"]) == (412, "stale", 2)
    assert alice.patch(path, json={"headline": "Two"}).status_code == 428
    assert alice.seen(path)["headline"] == "One"


def test_what_the_client_holds_already_is_not_sent_again(alice: Client) -> None:
    path = f"/contacts/{add(alice, 'Maria')['id']}"
    tag = alice.get(path).headers["etag"]
    again = alice.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_a_renamed_organization_makes_what_is_held_of_its_people_old(alice: Client) -> None:
    organization = alice.made("/organizations", name="St. Anne")
    path = f"/contacts/{add(alice, 'Maria', organization_id=organization['id'])['id']}"
    tag = alice.get(path).headers["etag"]
    alice.changed(f"/organizations/{organization['id']}", name="St. Anne's Hospital")
    fresh = alice.get(path, headers={"If-None-Match": tag})
    assert (fresh.status_code, fresh.json()["organization_name"]) == (200, "St. Anne's Hospital")
    assert alice.patch(path, json={"headline": "Nurse"}, headers={"If-Match": tag}).status_code == 200


def test_left_out_stays_null_clears_and_null_where_a_value_is_needed_is_refused(alice: Client) -> None:
    path = f"/contacts/{add(alice, 'Maria', headline='Nurse', why_them='Kind')['id']}"
    changed = alice.changed(path, headline=None)
    assert (changed["headline"], changed["why_them"]) == (None, "Kind")
    refused = alice.patch(path, json={"full_name": None}, headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/full_name")


def test_a_retry_with_the_same_key_adds_nobody_twice(alice: Client) -> None:
    first = alice.post("/contacts", json={"full_name": "Maria"}, headers={"Idempotency-Key": "k1"})
    again = alice.post("/contacts", json={"full_name": "Maria"}, headers={"Idempotency-Key": "k1"})
    assert again.content == first.content
    assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
    assert again.headers["etag"] == first.headers["etag"]
    other = alice.post("/contacts", json={"full_name": "Mona"}, headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert names(alice.seen("/contacts")) == ["Maria"]


def test_pages_follow_each_other_without_a_gap_in_every_order(alice: Client) -> None:
    for number in range(23):
        add(alice, f"Person {number:02}", difficulty=number % 5 + 1 if number % 3 else None)
    for sort in ("-updated_at", "updated_at", "name", "-name", "-last_touch_at", "difficulty", "-difficulty"):
        found: list[str] = []
        url = f"/contacts?limit=5&sort={sort}"
        while url:
            answer = alice.get(url)
            assert answer.status_code == 200, answer.text
            found += names(answer.json())
            link = answer.headers.get("link")
            url = re.fullmatch(r'<(.+)>; rel="next"', link)[1] if link else ""  # type: ignore[index]
        assert len(found) == len(set(found)) == 23, sort
    assert names(alice.seen("/contacts", sort="name", limit=3)) == ["Person 00", "Person 01", "Person 02"]


@pytest.mark.parametrize("cursor", ["x", "e30", "WyJuYW1lIiwiYSIsImIiXQ", "WyItdXBkYXRlZF9hdCIsMSwiYiJd"])
def test_a_broken_or_foreign_cursor_is_refused(alice: Client, cursor: str) -> None:
    refused = alice.get("/contacts", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/cursor")


def test_an_unknown_parameter_is_refused_not_ignored(alice: Client) -> None:
    refused = alice.get("/contacts", params={"colour": "red"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/colour")
    assert alice.get(f"/contacts/{add(alice, 'Maria')['id']}?x=1").status_code == 422


def test_filters_narrow_together(alice: Client) -> None:
    career = alice.made("/careers", title="Data manager")
    add(alice, "Maria Keller", level="peer", source="alumni", tags=["nurse", "data"], career_ids=[career["id"]])
    add(alice, "Mario Rossi", level="peer", source="friend", tags=["nurse"])
    add(alice, "Zoë Brandt", level="executive", source="alumni", headline="Head of data")
    assert names(alice.seen("/contacts", level="peer", tag="data")) == ["Maria Keller"]
    assert names(alice.seen("/contacts", career_id=career["id"])) == ["Maria Keller"]
    assert names(alice.seen("/contacts", q="mar", sort="name")) == ["Maria Keller", "Mario Rossi"]
    assert names(alice.seen("/contacts", q="zoe")) == ["Zoë Brandt"]
    assert names(alice.seen("/contacts", q="data", source="alumni")) == ["Zoë Brandt"]
    counts = alice.seen("/contacts/counts")
    assert counts["total"] == 3
    assert counts["tag"] == [{"value": "nurse", "count": 2}, {"value": "data", "count": 1}]


def test_what_is_deleted_lies_in_the_bin_and_comes_back_whole(alice: Client) -> None:
    contact = add(alice, "Maria Keller", tags=["nurse"])
    path = f"/contacts/{contact['id']}"
    assert alice.delete(path, headers={"If-Match": '"1"'}).status_code == 204
    assert alice.get(path).status_code == 404
    assert names(alice.seen("/contacts")) == []
    assert alice.seen("/search", q="keller")["items"] == []
    assert names(alice.seen("/contacts", deleted=True)) == ["Maria Keller"]
    restored = alice.made(f"{path}/restore")
    assert (restored["tags"], restored["deleted_at"]) == (["nurse"], None)
    assert len(alice.seen("/search", q="keller")["items"]) == 1


def test_a_bulk_change_is_done_whole_or_not_at_all(alice: Client) -> None:
    one, two = add(alice, "One", tags=["a"]), add(alice, "Two")
    operations = [
        {"op": "create", "values": {"full_name": "Three"}},
        {"op": "update", "id": one["id"], "version": 1, "changes": {"level": "peer"}},
        {"op": "tag", "id": one["id"], "add": ["b"], "remove": ["a"]},
        {"op": "delete", "id": two["id"]},
    ]
    results = alice.made("/contacts/bulk", operations=operations)["results"]
    assert [each["op"] for each in results] == ["create", "update", "tag", "delete"]
    assert alice.seen(f"/contacts/{one['id']}")["tags"] == ["b"]
    bad = alice.post("/contacts/bulk", json={"operations": [*operations[:1], {"op": "delete", "id": two["id"]}]})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "#/operations/1")
    assert sorted(names(alice.seen("/contacts"))) == ["One", "Three"]


def test_names_follow_each_other(alice: Client) -> None:
    path = f"/contacts/{add(alice, 'Maria Keller')['id']}"
    assert alice.changed(path, family_name="Brandt")["full_name"] == "Maria Brandt"
    changed = alice.changed(path, full_name="Ana Paula Souza")
    assert (changed["given_name"], changed["family_name"]) == ("Ana Paula", "Souza")


def test_a_career_or_organization_of_somebody_else_can_not_be_named(alice: Client, bob: Client) -> None:
    foreign = bob.made("/organizations", name="Bob's")
    refused = alice.post("/contacts", json={"full_name": "Maria", "organization_id": foreign["id"]})
    missing = alice.post("/contacts", json={"full_name": "Maria", "organization_id": "0" * 8 + foreign["id"][8:]})
    assert (refused.status_code, refused.content) == (422, missing.content)
