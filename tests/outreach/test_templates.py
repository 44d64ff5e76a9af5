"""Templates: written, checked, listed, put away; and the starter letters."""

import re
from collections import Counter

import pytest

from halfhour.outreach.models import LetterChannel, Purpose
from halfhour.outreach.placeholders import KNOWN, PLACEHOLDERS
from halfhour.outreach.rules import names_in, refuse_slips
from halfhour.outreach.starter import StarterTemplate, starter
from tests.conftest import Client
from tests.outreach.make import template


def test_a_template_is_kept_as_it_was_written_and_changed_by_whoever_has_read_it(alice: Client) -> None:
    id_ = template(alice, "Dear {{contact.given_name}},\n\nhello!", subject="Hello {{contact.given_name}}")
    read = alice.get(f"/templates/{id_}")
    assert read.json()["text"] == "Dear {{contact.given_name}},\n\nhello!"
    changed = alice.patch(f"/templates/{id_}", json={"name": "Mine"}, headers={"If-Match": read.headers["ETag"]})
    assert (changed.status_code, changed.json()["name"], changed.json()["version"]) == (200, "Mine", 2)
    stale = alice.patch(f"/templates/{id_}", json={"name": "Old"}, headers={"If-Match": read.headers["ETag"]})
    assert stale.status_code == 412
    assert alice.patch(f"/templates/{id_}", json={"name": "None"}).status_code == 428


def test_lists_go_by_purpose_and_channel_and_the_bin_gives_back(alice: Client) -> None:
    card = template(alice, "A card", purpose="thank_you", channel="handwritten_card")
    mail = template(alice, "A mail", purpose="thank_you")
    template(alice, "An ask", purpose="ask")
    thanks = alice.seen("/templates", purpose="thank_you")["items"]
    assert [each["id"] for each in thanks] == [card, mail]
    assert [each["id"] for each in alice.seen("/templates", purpose="thank_you", channel="email")["items"]] == [mail]
    assert alice.delete(f"/templates/{card}", headers={"If-Match": "*"}).status_code == 204
    assert alice.get(f"/templates/{card}").status_code == 404
    assert [each["id"] for each in alice.seen("/templates", deleted=True)["items"]] == [card]
    assert alice.made(f"/templates/{card}/restore")["deleted_at"] is None
    assert len(alice.seen("/templates", purpose="thank_you")["items"]) == 2


@pytest.mark.parametrize("field", ["subject", "text"])
def test_a_name_that_there_is_not_is_refused_when_it_is_written(alice: Client, field: str) -> None:
    values = {"name": "A letter", "purpose": "ask", "channel": "email", "text": "Hello"}
    slip = {field: "Dear {{contact.firstname}}"}
    refused = alice.post("/templates", json={**values, **slip})
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert error["pointer"] == f"#/{field}"
    assert "{{contact.firstname}}" in error["message"]
    assert all(name in error["mend"] for name in KNOWN)
    id_ = template(alice, "Hello")
    later = alice.patch(f"/templates/{id_}", json=slip, headers={"If-Match": "*"})
    assert (later.status_code, later.json()["errors"]) == (422, [error])
    assert alice.seen(f"/templates/{id_}")["version"] == 1


def test_a_subject_is_one_line(alice: Client) -> None:
    values = {"name": "A letter", "purpose": "ask", "channel": "email", "text": "Hello"}
    assert alice.post("/templates", json={**values, "subject": "Hello\r\nBcc: all@example.org"}).status_code == 422


def test_all_names_that_may_be_used_are_told_with_an_example(alice: Client) -> None:
    told = alice.seen("/templates/placeholders")
    assert [each["name"] for each in told["items"]] == list(KNOWN)
    assert all(each["means"] and each["example"] for each in told["items"])
    limits = {each["channel"]: each["limits"] for each in told["channels"]}
    assert limits["linkedin_invitation"] == [
        {"applies_to": "free", "characters": 200},
        {"applies_to": "premium", "characters": 300},
    ]
    assert limits["email"] == []


def test_starter_letters_are_given_once_and_are_the_seekers_own_from_then_on(alice: Client) -> None:
    thanks = alice.made("/templates/starter", purposes=["thank_you"])
    assert thanks["known"] == 0
    taken = alice.seen("/templates", limit=200)["items"]
    assert {each["purpose"] for each in taken} == {"thank_you"}
    assert len(taken) == thanks["added"] == sum(each.purpose is Purpose.THANK_YOU for each in starter())
    alice.changed(f"/templates/{taken[0]['id']}", text="In my own words.")
    alice.delete(f"/templates/{taken[1]['id']}", headers={"If-Match": "*"})
    rest = alice.made("/templates/starter")
    assert rest == {"added": len(starter()) - thanks["added"], "known": thanks["added"]}
    assert alice.made("/templates/starter") == {"added": 0, "known": len(starter())}
    now = alice.seen("/templates", limit=200)["items"]
    assert len(now) == len(starter()) - 1
    assert alice.seen(f"/templates/{taken[0]['id']}")["text"] == "In my own words."


def test_starter_letters_stand_in_the_order_of_the_method(alice: Client) -> None:
    alice.made("/templates/starter")
    purposes = [each["purpose"] for each in alice.seen("/templates", limit=200)["items"]]
    assert list(dict.fromkeys(purposes)) == [each.value for each in Purpose]


@pytest.mark.parametrize("letter", starter(), ids=lambda letter: letter.key)
def test_a_starter_letter_is_a_letter_that_one_would_send(letter: StarterTemplate) -> None:
    refuse_slips({"subject": letter.subject, "text": letter.text}, KNOWN)
    names = names_in(letter.text)
    assert "contact.given_name" in names
    assert "profile.signature" in names
    assert bool(letter.subject) == (letter.channel is LetterChannel.EMAIL)
    said = letter.text.casefold()
    if letter.purpose is Purpose.ASK:
        assert "interview.minutes" in names
        assert re.search(r"\bjob\b|a position|nothing more", said), "an ask says that it is not for a job"
        assert re.search(r"advice|experience|questions", said)
    if letter.purpose is Purpose.FOLLOW_UP:
        assert re.search(r"no answer|don't trouble|won't", said), "a follow-up leaves an easy way out"
    if letter.purpose is Purpose.THANK_YOU:
        assert "interview.what_mattered" in names


def test_there_is_a_starter_letter_for_each_purpose_on_each_channel_that_suits_it() -> None:
    there = Counter((letter.purpose, letter.channel) for letter in starter())
    for purpose in Purpose:
        channels = {channel for of, channel in there if of is purpose}
        assert LetterChannel.EMAIL in channels
        assert len(channels) >= 3, purpose
    assert {channel for of, channel in there if of is Purpose.ASK} == set(LetterChannel)
    assert {LetterChannel.EMAIL, LetterChannel.HANDWRITTEN_CARD} <= {of for to, of in there if to is Purpose.THANK_YOU}
    assert len({letter.key for letter in starter()}) == len({letter.name for letter in starter()}) == len(starter())


def test_no_name_is_listed_twice() -> None:
    assert len(KNOWN) == len(PLACEHOLDERS)
