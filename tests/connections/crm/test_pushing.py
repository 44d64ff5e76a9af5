"""What arrives in a CRM: the chosen, after push, once, one way, and only what changed."""

from __future__ import annotations

from typing import Any

import pytest

from halfhour.connections.crm import rules
from halfhour.connections.crm.models import What
from tests.conftest import Client
from tests.connections.crm.conftest import Connected
from tests.connections.crm.fake import always
from tests.connections.crm.fake_hubspot import FakeHubSpot
from tests.connections.crm.fake_twenty import FakeTwenty


def change(person: Client, contact_id: str, **values: Any) -> None:
    person.changed(f"/contacts/{contact_id}", **values)


def test_nobody_is_sent_before_push_and_the_chosen_are_after_it(each: Connected) -> None:
    maria = each.chosen(headline="Data manager", phones=[{"value": "+49 341 1234"}])
    each.contact("Jonas Weber")
    each.later(minutes=10)
    assert each.fake.wrote() == []
    assert each.standing(maria)["state"] == "chosen"
    shown = each.push()
    [person] = each.fake.people()
    assert (person["given_name"], person["family_name"]) == ("Maria", "Keller")
    assert (person["email"], person["headline"], person.get("phone")) == ("maria@example.org", "Data manager", None)
    assert (shown["state"], shown["last_error"], shown["automatic"]) == ("ready", None, True)
    assert shown["last_synced_at"] is not None
    standing = each.standing(maria)
    assert standing["state"] == "sent"
    assert person["id"] in standing["link"] or each.fake.kind == "monica"
    assert [record["words"] for record in standing["records"]] == ["Maria Keller"]


def test_held_talks_and_follow_ups_arrive_and_what_is_done_is_ticked_off(each: Connected) -> None:
    maria = each.chosen()
    talk = each.held(maria, place="Café Anna")
    each.person.made("/interviews", contact_id=maria)  # planned: nothing to tell of it
    each.push()
    [person] = each.fake.people()
    [there] = each.fake.things(What.TALK)
    assert (there["title"], there["person"]) == ("Talk with Maria Keller", person["id"])
    [task] = each.fake.things(What.FOLLOW_UP)
    assert (task["title"], task["done"]) == ("Thank Maria Keller for the talk", False)
    each.person.moved(f"/interviews/{talk}/thank")
    each.later()
    assert [task["done"] for task in each.fake.things(What.FOLLOW_UP)] == [True]
    assert len(each.fake.things(What.TALK)) == 1


def test_what_changes_follows_and_what_was_edited_there_by_hand_stays_until_ours_changes(each: Connected) -> None:
    maria = each.chosen(headline="Data manager")
    each.push()
    [person] = each.fake.people()
    each.fake.edit(person["id"], "headline", "Written by the career centre")
    change(each.person, maria, family_name="Keller-Berg")
    each.later()
    [person] = each.fake.people()
    assert (person["family_name"], person["headline"]) == ("Keller-Berg", "Written by the career centre")
    change(each.person, maria, headline="Head of data")
    each.later()
    assert each.fake.people()[0]["headline"] == "Head of data"


def test_who_is_there_already_is_linked_and_only_what_is_empty_there_is_filled(each: Connected) -> None:
    known = each.fake.have(given_name="Mary", family_name="Keller", email="maria@example.org")
    maria = each.chosen(headline="Data manager")
    compared = each.preview()
    assert each.fake.wrote() == []
    [item] = compared["items"]
    assert (item["action"], compared["says"]) == ("change", "1 thing would be changed.")
    told = {one["field"]: (one["before"], one["after"], one["kept"]) for one in item["differences"]}
    assert told == {"given_name": ("Mary", "Maria", True), "headline": (None, "Data manager", False)}
    each.push()
    [person] = each.fake.people()
    assert (person["id"], person["given_name"], person["headline"]) == (known, "Mary", "Data manager")
    change(each.person, maria, given_name="Marie")
    each.later()
    assert each.fake.people()[0]["given_name"] == "Marie"


def test_pushing_again_writes_nothing_again(each: Connected) -> None:
    maria = each.chosen()
    each.held(maria)
    each.push()
    before = len(each.fake.wrote())
    each.push()
    each.later()
    each.later(minutes=30)
    assert len(each.fake.wrote()) == before
    assert each.preview()["says"] == "Nothing would change there."


def test_a_preview_tells_the_difference_field_by_field_and_changes_nothing(each: Connected) -> None:
    maria = each.chosen(headline="Data manager")
    each.push()
    wrote = len(each.fake.wrote())
    each.fake.edit(each.fake.people()[0]["id"], "headline", "By hand")
    change(each.person, maria, headline="Head of data")
    each.held(maria)
    compared = each.preview()
    assert len(each.fake.wrote()) == wrote
    assert [(item["what"], item["action"]) for item in compared["items"]] == [
        ("person", "change"), ("talk", "create"), ("follow_up", "create"),
    ]  # fmt: skip
    [difference] = compared["items"][0]["differences"]
    assert (difference["before"], difference["after"], difference["kept"]) == ("By hand", "Head of data", False)
    assert (difference["meaning"], bool(difference["theirs"])) == ("Headline or job title", True)
    assert compared["says"] == "2 things would be added, 1 thing would be changed."


def test_somebody_whom_the_crm_lost_is_told_of_and_added_again_by_the_next_push(each: Connected) -> None:
    maria = each.chosen()
    each.held(maria)
    each.push()
    each.fake.forget(What.PERSON, each.fake.people()[0]["id"])
    change(each.person, maria, given_name="Marie")
    shown = each.later()
    standing = each.standing(maria)
    assert (standing["state"], shown["refused_count"]) == ("refused", 1)
    assert "any more" in standing["last_error"]
    assert "push" in standing["advice"]
    assert each.fake.people() == []
    [item] = [item for item in each.preview()["items"] if item["what"] == "person"]
    assert (item["action"], item["problem"]) == ("create", "It was deleted there. It would be added again.")
    each.push()
    assert [person["given_name"] for person in each.fake.people()] == ["Marie"]
    assert each.standing(maria)["state"] == "sent"


def test_a_contact_in_the_bin_is_let_be_and_nothing_is_ever_deleted_there(each: Connected) -> None:
    maria, jonas = each.chosen(), each.chosen("Jonas Weber")
    each.push()
    assert each.person.delete(f"/contacts/{maria}", headers={"If-Match": "*"}).status_code == 204
    assert each.person.delete(f"{each.path}/contacts/{jonas}").status_code == 204
    change(each.person, jonas, given_name="Joe")
    each.later()
    assert {person["given_name"] for person in each.fake.people()} == {"Maria", "Jonas"}
    assert not any(asked.method == "DELETE" for asked in each.fake.asked)
    each.person.made(f"/contacts/{maria}/restore")
    change(each.person, maria, given_name="Marie")
    each.later()
    assert {person["given_name"] for person in each.fake.people()} == {"Marie", "Jonas"}


def test_a_talk_that_did_not_take_place_after_all_says_so_there(each: Connected) -> None:
    maria = each.chosen()
    talk = each.held(maria)
    each.push()
    each.person.moved(f"/interviews/{talk}/reopen")
    each.later()
    [there] = each.fake.things(What.TALK)
    assert there["title"] == "Talk with Maria Keller (did not take place after all)"


def test_notes_stay_here_until_they_are_switched_on_and_push_is_pressed_and_debriefs_for_ever(each: Connected) -> None:
    maria = each.chosen()
    talk = each.held(maria)
    each.person.made("/notes", contact_id=maria, body="Plays the *cello*.")
    each.person.made("/notes", interview_id=talk, body="Starts at six.", kind="live")
    each.person.made("/notes", interview_id=talk, body="Not for me.", kind="debrief")
    each.push()
    each.person.changed(each.path, push_notes=True)
    each.later()
    assert each.fake.things(What.NOTE) == []
    assert each.shown()["automatic"] is False
    each.push()
    texts = sorted(str(note["text"]) for note in each.fake.things(What.NOTE))
    assert [text.split("\n")[0].split("<br>")[0] for text in texts] == ["Plays the *cello*.", "Starts at six."]


def test_with_adding_people_off_only_those_who_are_there_get_talks(each: Connected) -> None:
    each.fake.have(given_name="Mary", email="maria@example.org")
    maria, jonas = each.chosen(), each.chosen("Jonas Weber")
    each.held(maria)
    each.held(jonas)
    each.person.changed(each.path, push_people=False)
    assert [item["action"] for item in each.preview()["items"] if item["full_name"] == "Jonas Weber"] == ["refused"]
    each.push()
    assert [person["given_name"] for person in each.fake.people()] == ["Mary"]
    assert [talk["title"] for talk in each.fake.things(What.TALK)] == ["Talk with Maria Keller"]
    assert "switched off adding" in each.standing(jonas)["last_error"]


def test_a_demanded_field_of_the_crms_own_keeps_back_one_person_and_says_which(hubspot: Connected) -> None:
    assert isinstance(hubspot.fake, FakeHubSpot)
    hubspot.fake.required = {"graduation_year"}
    maria = hubspot.chosen(headline="2019")
    hubspot.push()
    standing = hubspot.standing(maria)
    assert "graduation_year" in standing["last_error"]
    assert "optional in HubSpot" in standing["advice"]
    tries = len(hubspot.fake.wrote())
    hubspot.later(minutes=5)
    assert len(hubspot.fake.wrote()) == tries, "not again as it is"
    hubspot.person.changed(hubspot.path, mapping=[{"what": "person", "field": "headline", "theirs": "graduation_year"}])
    hubspot.push()
    assert hubspot.standing(maria)["state"] == "sent"
    assert hubspot.fake.rows["contacts"][hubspot.fake.people()[0]["id"]]["properties"]["graduation_year"] == "2019"


def test_whom_the_search_does_not_know_yet_is_not_added_twice(hubspot: Connected) -> None:
    assert isinstance(hubspot.fake, FakeHubSpot)
    hubspot.fake.have(given_name="Mary", email="maria@example.org")
    hubspot.fake.lags = True
    maria = hubspot.chosen()
    hubspot.push()
    assert [person["given_name"] for person in hubspot.fake.people()] == ["Mary"]
    assert hubspot.standing(maria)["state"] == "sent"


def test_of_two_who_were_merged_one_goes_on(hubspot: Connected) -> None:
    maria, mary = hubspot.chosen(), hubspot.chosen("Mary Keller")
    hubspot.held(mary)
    hubspot.push()
    merged = hubspot.person.post(f"/contacts/{maria}/merge", json={"contact_id": mary}, headers={"If-Match": "*"})
    assert merged.is_success, merged.text
    hubspot.later()
    change(hubspot.person, maria, headline="Head of data")
    hubspot.later()
    assert [person.get("headline") for person in hubspot.fake.people()] == ["Head of data", None]
    assert len(hubspot.fake.things(What.TALK)) == 1
    assert hubspot.standing(maria)["state"] == "sent"


@pytest.mark.parametrize("field", ["phone"])
def test_a_field_that_is_switched_on_later_fills_only_what_is_empty_there(each: Connected, field: str) -> None:
    maria = each.chosen(phones=[{"value": "+49 341 1"}])
    jonas = each.chosen("Jonas Weber", phones=[{"value": "+49 341 2"}])
    each.push()
    by_name = {person["given_name"]: person["id"] for person in each.fake.people()}
    each.fake.edit(by_name["Maria"], "phone", "by hand")
    theirs = {"hubspot": "phone", "twenty": "phones.primaryPhoneNumber", "monica": "contactfields.phone"}
    each.person.changed(each.path, mapping=[{"what": "person", "field": field, "theirs": theirs[each.fake.kind]}])
    each.push()
    phones = {person["given_name"]: person.get("phone") for person in each.fake.people()}
    assert phones == {"Maria": "by hand", "Jonas": "+49 341 2"}
    change(each.person, maria, phones=[{"value": "+49 341 3"}])
    change(each.person, jonas, phones=[])
    each.later()
    phones = {person["given_name"]: person.get("phone") or None for person in each.fake.people()}
    assert phones == {"Maria": "+49 341 3", "Jonas": None}


def test_an_address_that_somebody_else_has_there_is_told(hubspot: Connected) -> None:
    hubspot.fake.have(given_name="Mary", email="mary@example.org")
    maria = hubspot.chosen()
    hubspot.push()
    change(hubspot.person, maria, emails=[{"value": "mary@example.org"}])
    hubspot.later()
    standing = hubspot.standing(maria)
    assert standing["last_error"] == "Somebody else there has this e-mail address."
    assert sorted(str(person["email"]) for person in hubspot.fake.people()) == ["maria@example.org", "mary@example.org"]


def test_somebody_with_a_family_name_alone_arrives_too(each: Connected) -> None:
    each.choose(each.person.made("/contacts", full_name="Keller", family_name="Keller")["id"])
    each.push()
    [person] = each.fake.people()
    assert "Keller" in (person.get("given_name"), person.get("family_name"))
    assert each.shown()["refused_count"] == 0


def test_many_are_sent_in_stretches_so_that_others_have_a_turn(
    hubspot: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_A_STRETCH", 2)
    assert isinstance(hubspot.fake, FakeHubSpot)
    hubspot.fake.required = {"graduation_year"}
    for name in ("Ana Berg", "Bea Amann", "Cem Demir", "Dora Ek", "Emil Frost"):
        hubspot.chosen(name, headline="2019" if name != "Cem Demir" else None)
    mapping = [{"what": "person", "field": "headline", "theirs": "graduation_year"}]
    hubspot.person.changed(hubspot.path, mapping=mapping)
    hubspot.push()
    assert len(hubspot.fake.people()) == 2
    hubspot.later(seconds=1)
    hubspot.later(seconds=1)
    shown = hubspot.later(seconds=1)
    assert (shown["sent_count"], shown["refused_count"], shown["work"]) == (4, 1, None)
    assert len(hubspot.fake.people()) == 4


def test_a_change_of_whatever_is_shown_of_somebody_is_noticed(each: Connected) -> None:
    """Not only of the contact: of the organization, a talk, the timeline, an introduction, a note."""
    organization = each.person.made("/organizations", name="St. Anne")
    if isinstance(each.fake, FakeTwenty):
        each.fake.company("St. Anne")
        each.fake.company("St. Anne's Hospital")
    maria = each.chosen(organization_id=organization["id"], keep_in_touch_days=30)
    jonas = each.contact("Jonas Weber")
    each.person.changed(each.path, push_notes=True)
    each.push()
    assert len(each.fake.things(What.FOLLOW_UP)) == 1
    each.person.changed(f"/organizations/{organization['id']}", name="St. Anne's Hospital")
    each.later()
    assert each.fake.people()[0]["company"] == "St. Anne's Hospital"
    each.time.passes(days=2)
    entry = each.person.made(f"/contacts/{maria}/activities", what="call", text="They called.")
    each.later(minutes=3)
    assert [task["done"] for task in each.fake.things(What.FOLLOW_UP)] == [True, False]
    assert each.person.delete(f"/contacts/{maria}/activities/{entry['id']}", headers={"If-Match": "*"}).is_success
    each.later(minutes=3)
    introduction = each.person.made("/introductions", introducer_id=maria, introduced_id=jonas)
    each.person.moved(f"/introductions/{introduction['id']}/meet")
    talk = each.held(maria)
    each.later(minutes=3)
    titles = {task["title"] for task in each.fake.things(What.FOLLOW_UP) if not task["done"]}
    assert {"Tell Maria Keller how their introduction went", "Thank Maria Keller for the talk"} <= titles
    each.person.made("/notes", interview_id=talk, body="Starts at six.")
    each.person.moved(f"/introductions/{introduction['id']}/close-loop")
    each.later(minutes=3)
    assert len(each.fake.things(What.NOTE)) == 1
    titles = {task["title"] for task in each.fake.things(What.FOLLOW_UP) if not task["done"]}
    assert "Tell Maria Keller how their introduction went" not in titles


def test_an_ask_is_followed_up_on_until_somebody_replies(hubspot: Connected) -> None:
    maria = hubspot.chosen()
    talk = hubspot.person.made("/interviews", contact_id=maria)
    hubspot.person.moved(f"/interviews/{talk['id']}/request", channel="email")
    hubspot.push()
    [task] = hubspot.fake.things(What.FOLLOW_UP)
    assert (task["title"], task["done"]) == ("Follow up with Maria Keller", False)
    hubspot.time.passes(days=1)
    hubspot.person.made(f"/contacts/{maria}/activities", what="reply_in", text="With pleasure.")
    hubspot.later(minutes=3)
    assert [task["done"] for task in hubspot.fake.things(What.FOLLOW_UP)] == [True]


def test_whoever_was_sent_while_the_key_was_refused_is_followed_once_push_works_again(hubspot: Connected) -> None:
    maria = hubspot.chosen()
    hubspot.push()
    hubspot.fake.misbehave = always(403)
    change(hubspot.person, maria, headline="One")
    assert hubspot.later()["state"] == "refused"
    hubspot.fake.misbehave = always(503)
    hubspot.push()
    hubspot.fake.misbehave = None
    hubspot.later(minutes=2)
    change(hubspot.person, maria, headline="Two")
    shown = hubspot.later()
    assert (shown["state"], shown["automatic"]) == ("ready", True)
    assert hubspot.fake.people()[0]["headline"] == "Two"
