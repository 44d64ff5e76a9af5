"""Thanks: due a day after the talk, recorded once, and taken back where that was a slip."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Client, Time
from tests.interviews.make import WAYS, act, person, talk, timeline


def at(shown: str) -> datetime:
    return datetime.fromisoformat(shown)


def test_the_thank_you_is_due_a_day_after_the_talk_was_over_until_it_is_sent(alice: Client, frozen: Time) -> None:
    id_ = talk(alice, "scheduled")
    assert alice.seen(f"/interviews/{id_}")["thank_by"] is None
    held = alice.moved(f"/interviews/{id_}/hold", at="2026-01-05T09:00:00Z", ended_at="2026-01-05T09:40:00Z")
    assert at(held["thank_by"]) == at("2026-01-06T09:40:00Z")
    assert at(alice.seen("/interviews")["items"][0]["thank_by"]) == at(held["thank_by"])
    thanked = alice.moved(f"/interviews/{id_}/thank")
    assert thanked["thank_by"] is None
    unended = talk(alice, "held")
    shown = alice.seen(f"/interviews/{unended}")
    assert at(shown["thank_by"]) - at(shown["held_at"]) == timedelta(hours=24)


def test_thanks_stand_on_the_timeline_in_the_history_and_in_the_feed(alice: Client, frozen: Time) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "held", contact_id=contact_id)
    template_id = alice.made("/templates", name="A card", purpose="thank_you", channel="email", text="Thanks")["id"]
    start = alice.seen("/events")["cursor"]
    frozen.passes(hours=3)
    before = alice.seen(f"/interviews/{id_}")
    after = alice.moved(
        f"/interviews/{id_}/thank", channel="mail", note="Dear Maria,\nthanks!", template_id=template_id
    )
    assert (after["state"], after["version"]) == ("held", before["version"] + 1)
    entry = timeline(alice, contact_id)[-1]
    assert (entry["what"], entry["channel"], entry["about_id"]) == ("thanked", "mail", id_)
    assert entry["text"] == "Thanked them for the talk.\nDear Maria,\nthanks!"
    assert entry["at"] == after["thanked_at"]
    move = alice.seen(f"/interviews/{id_}/moves")["items"][-1]
    assert (move["action"], move["from_state"], move["to_state"], move["channel"]) == ("thank", "held", "held", "mail")
    happened = [each["type"] for each in alice.seen("/events", after=start)["items"] if each["resource_id"] == id_]
    assert "interview.thanked" in happened


def test_thanks_are_given_once_and_can_be_taken_back(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "held", contact_id=contact_id)
    early = act(alice, id_, "unthank")
    assert (early.status_code, early.json()["code"]) == (409, "not_thanked")
    act(alice, id_, "thank")
    again = act(alice, id_, "thank")
    assert (again.status_code, again.json()["code"]) == (409, "thanked_already")
    assert act(alice, id_, "reopen").json()["code"] == "followed_through"
    back = act(alice, id_, "unthank")
    assert (back.status_code, back.json()["thanked_at"]) == (200, None)
    assert back.json()["thank_by"]
    assert [each["what"] for each in timeline(alice, contact_id)] == ["moved", "met", "moved"]
    assert act(alice, id_, "thank").status_code == 200
    assert [each["what"] for each in timeline(alice, contact_id)][-1] == "thanked"


@pytest.mark.parametrize("state", [state for state in WAYS if state != "held"])
def test_only_a_talk_that_was_held_is_thanked_for(alice: Client, state: str) -> None:
    id_ = talk(alice, state)
    refused = act(alice, id_, "thank")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_held")
    assert alice.seen(f"/interviews/{id_}")["thanked_at"] is None


def test_thanks_before_the_talk_or_by_an_old_page_or_from_nowhere_are_refused(alice: Client) -> None:
    id_ = talk(alice, "scheduled")
    version = alice.get(f"/interviews/{id_}").headers["ETag"]
    alice.moved(f"/interviews/{id_}/hold", at="2026-01-05T09:00:00Z")
    assert act(alice, id_, "thank", match=version).status_code == 412
    early = act(alice, id_, "thank", at="2026-01-05T08:00:00Z")
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (422, "#/at")
    strange = act(alice, id_, "thank", template_id=id_)
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (422, "#/template_id")


def test_a_talk_keeps_the_template_of_its_ask_and_forgets_it_when_it_starts_over(alice: Client, frozen: Time) -> None:
    first, second = (
        alice.made("/templates", name=name, purpose="ask", channel="email", text="Hello")["id"] for name in "ab"
    )
    id_ = talk(alice)
    assert alice.moved(f"/interviews/{id_}/request", template_id=first)["ask_template_id"] == first
    frozen.passes(days=7)
    assert alice.moved(f"/interviews/{id_}/follow-up", template_id=second)["ask_template_id"] == first
    alice.moved(f"/interviews/{id_}/no-response")
    assert alice.moved(f"/interviews/{id_}/reopen")["ask_template_id"] is None
    assert act(alice, id_, "request", template_id=id_).json()["errors"][0]["pointer"] == "#/template_id"
