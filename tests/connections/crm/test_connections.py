"""Connections to CRMs: adding, mapping, choosing, and what each says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from halfhour.connections.crm import rules
from tests.conftest import Client
from tests.connections.crm.conftest import Connected, Errands

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "twenty", "key": "k"}, "#/base_url"),
        ({"kind": "monica", "base_url": "https://monica.example.org"}, "#/key"),
        ({"kind": "hubspot", "key": "k", "base_url": "https://api.hubapi.com"}, "#/base_url"),
        ({"kind": "hubspot"}, "#/key"),
        ({"kind": "none", "key": "k"}, "#/key"),
        ({"kind": "none", "base_url": "https://crm.example.org"}, "#/base_url"),
        ({"kind": "salesforce", "key": "k"}, "#/kind"),
        ({"kind": "twenty", "key": "k", "base_url": "ftp://crm.example.org"}, "#/base_url"),
        ({"kind": "twenty", "key": "k", "base_url": "https://me:pass@crm.example.org"}, "#/base_url"),
        ({"kind": "twenty", "key": "k", "base_url": "https://crm.example.org?key=1"}, "#/base_url"),
        ({"kind": "twenty", "key": "two words", "base_url": "https://crm.example.org"}, "#/key"),
        ({"kind": "none", "push_notes": "yes"}, "#/push_notes"),
    ],
)
def test_a_connection_that_could_not_work_is_refused(
    alice: Client, errands: Errands, body: dict[str, Any], pointer: str
) -> None:
    answer = alice.post("/crm/connections", json=body)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "pass" not in answer.text.replace("password", "")
    assert alice.seen("/crm/connections")["items"] == []


def test_notes_are_off_and_the_rest_is_on_and_nothing_goes_by_itself(alice: Client, errands: Errands) -> None:
    made = alice.made("/crm/connections", kind="none")
    assert [made[f"push_{what}"] for what in ("people", "talks", "follow_ups", "notes")] == [True, True, True, False]
    assert (made["automatic"], made["label"]) == (False, "Nobody")


def test_the_mapping_is_shown_in_words_with_its_defaults_and_can_be_changed(hubspot: Connected) -> None:
    fields = {(field["what"], field["field"]): field for field in hubspot.shown()["mapping"]}
    assert fields["person", "headline"] == {
        "what": "person", "field": "headline", "meaning": "Headline or job title", "theirs": "jobtitle",
        "default": "jobtitle", "needed": False, "choices": [],
    }  # fmt: skip
    assert fields["person", "phone"]["theirs"] is None
    change = [
        {"what": "person", "field": "phone", "theirs": "mobilephone"},
        {"what": "person", "field": "company", "theirs": None},
    ]
    shown = hubspot.person.changed(hubspot.path, mapping=change)
    fields = {(field["what"], field["field"]): field for field in shown["mapping"]}
    assert (fields["person", "phone"]["theirs"], fields["person", "company"]["theirs"]) == ("mobilephone", None)
    back = [{"what": "person", "field": "company", "theirs": "company"}]
    shown = hubspot.person.changed(hubspot.path, mapping=back)
    fields = {(field["what"], field["field"]): field for field in shown["mapping"]}
    assert (fields["person", "phone"]["theirs"], fields["person", "company"]["theirs"]) == ("mobilephone", "company")


@pytest.mark.parametrize(
    ("what", "field", "theirs", "message"),
    [
        ("person", "why_them", "notes", "there is no field why_them that goes there"),
        ("talk", "title", None, "title is needed there"),
        ("person", "phone", "Mobile.Phone", "Mobile.Phone is not the name of a field there"),
        ("follow_up", "done", "hs_other", "done can't go to hs_other"),
        ("person", "phone", "email", "email would get email and phone"),
    ],
)
def test_a_field_goes_only_where_it_can(
    hubspot: Connected, what: str, field: str, theirs: str | None, message: str
) -> None:
    body = {"mapping": [{"what": what, "field": field, "theirs": theirs}]}
    answer = hubspot.person.patch(hubspot.path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 422
    assert [error["message"] for error in answer.json()["errors"]] == [message]


def test_a_changed_label_stops_nothing_and_any_other_change_does(hubspot: Connected) -> None:
    hubspot.chosen()
    hubspot.push()
    assert hubspot.person.changed(hubspot.path, label="Career centre")["automatic"] is True
    assert hubspot.person.changed(hubspot.path, push_talks=False)["automatic"] is False


def test_a_stale_editor_overwrites_nothing(hubspot: Connected) -> None:
    tag = hubspot.person.get(hubspot.path).headers["etag"]
    hubspot.chosen()
    hubspot.push()
    hubspot.person.changed(hubspot.path, label="Another")
    for method, body in (("PATCH", {"label": "Mine"}), ("DELETE", None)):
        answer = hubspot.person.request(method, hubspot.path, json=body, headers={"If-Match": tag})
        assert answer.status_code == 412
    assert hubspot.shown()["label"] == "Another"


def test_what_errands_find_out_makes_nobodys_tag_stale(hubspot: Connected) -> None:
    version = hubspot.shown()["version"]
    hubspot.chosen()
    hubspot.push()
    assert hubspot.shown()["version"] == version
    answer = hubspot.person.patch(hubspot.path, json={"label": "Mine"}, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200


def test_with_nobody_chosen_there_is_nothing_to_compare_or_push(alice: Client, errands: Errands) -> None:
    path = f"/crm/connections/{alice.made('/crm/connections', kind='none')['id']}"
    for deed in ("preview", "push"):
        answer = alice.post(f"{path}/{deed}")
        assert (answer.status_code, answer.json()["code"]) == (409, "nobody_chosen")
    assert alice.get(f"{path}/preview").json()["code"] == "nothing_compared"


def test_many_are_chosen_and_unchosen_at_once_or_none_is(alice: Client, errands: Errands) -> None:
    path = f"/crm/connections/{alice.made('/crm/connections', kind='none')['id']}"
    ids = [alice.made("/contacts", full_name=name)["id"] for name in ("Ana", "Bea", "Cem")]
    answer = alice.post(f"{path}/contacts/bulk", json={"choose": [*ids, AN_ID]})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/choose/3"]
    assert alice.seen(f"{path}/contacts")["items"] == []
    assert alice.made(f"{path}/contacts/bulk", choose=[*ids, *ids]) == {"chosen_count": 3}
    assert alice.made(f"{path}/contacts/bulk", choose=ids, unchoose=ids[:1]) == {"chosen_count": 3}, "chosen after all"
    assert alice.made(f"{path}/contacts/bulk", unchoose=ids[:2]) == {"chosen_count": 1}
    assert [each["full_name"] for each in alice.seen(f"{path}/contacts")["items"]] == ["Cem"]


def test_the_chosen_are_listed_page_by_page_and_by_how_they_stand(hubspot: Connected) -> None:
    names = ["Ana Berg", "Bea Amann", "Cem Demir"]
    for name in names:
        hubspot.chosen(name)
    path, seen, cursor = f"{hubspot.path}/contacts", [], None
    while True:
        page = hubspot.person.seen(path, limit=1, sort="-name", **({"cursor": cursor} if cursor else {}))
        seen += [each["full_name"] for each in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert sorted(seen) == sorted(names)
    hubspot.push()
    hubspot.chosen("Dora Ek")
    by_state = {state: hubspot.person.seen(path, state=state)["items"] for state in ("chosen", "sent", "refused")}
    assert {state: len(items) for state, items in by_state.items()} == {"chosen": 1, "sent": 3, "refused": 0}
    assert hubspot.shown()["says"] == (
        "Changes of 3 people are sent by themselves. 1 person more will go when you press push."
    )


def test_there_is_an_end_to_connections(alice: Client, errands: Errands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CONNECTIONS", 1)
    alice.made("/crm/connections", kind="none")
    assert alice.post("/crm/connections", json={"kind": "none"}).json()["code"] == "enough_crms"


def test_there_is_an_end_to_the_chosen(alice: Client, errands: Errands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CHOSEN", 1)
    path = f"/crm/connections/{alice.made('/crm/connections', kind='none')['id']}"
    ids = [alice.made("/contacts", full_name=name)["id"] for name in ("Ana", "Bea")]
    assert alice.put(f"{path}/contacts/{ids[0]}").status_code == 200
    assert alice.put(f"{path}/contacts/{ids[0]}").status_code == 200, "chosen already"
    assert alice.put(f"{path}/contacts/{ids[1]}").json()["code"] == "enough_chosen"


def test_a_comparison_has_an_end_and_says_whom_it_left_out(hubspot: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "COMPARED", 1)
    hubspot.chosen()
    hubspot.chosen("Jonas Weber")
    compared = hubspot.preview()
    assert (len(compared["items"]), compared["people_left"]) == (1, 1)
    assert compared["says"] == "1 thing would be added. 1 person more was not compared."


def test_whoever_never_connects_a_crm_has_no_job_of_it(alice: Client, errands: Errands) -> None:
    alice.made("/contacts", full_name="Maria Keller")
    assert errands.run() == 0


def test_a_key_goes_to_no_other_address_than_it_was_entered_for(alice: Client, errands: Errands) -> None:
    made = alice.made("/crm/connections", kind="twenty", base_url="https://crm.example.org/", key="k")
    path, match = f"/crm/connections/{made['id']}", {"If-Match": "*"}
    assert made["base_url"] == "https://crm.example.org"
    answer = alice.patch(path, json={"base_url": "https://evil.example.org"}, headers=match)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/key"]
    same = {"base_url": "https://crm.example.org", "label": "Mine"}
    assert alice.patch(path, json=same, headers=match).status_code == 200
    both = {"base_url": "https://new.example.org", "key": "another"}
    assert alice.patch(path, json=both, headers=match).json()["base_url"] == "https://new.example.org"
