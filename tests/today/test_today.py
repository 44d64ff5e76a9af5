"""Today over HTTP: the next conversation, what is due, and whom to ask next, in one answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from halfhour.core.store import writing
from halfhour.interviews.models import Interview
from tests.conftest import Client, Server, Time
from tests.interviews.make import LONG_PAST, person, talk

ZONE = "Europe/Berlin"


def today(client: Client, zone: str = ZONE) -> dict[str, Any]:
    return client.seen("/today", time_zone=zone)


def dues(client: Client, zone: str = ZONE) -> list[str]:
    return [each["kind"] for each in today(client, zone)["dues"]]


def at(frozen: Time, **later: float) -> str:
    moment = datetime.fromtimestamp(frozen.at, UTC) + timedelta(**later)
    return moment.strftime("%Y-%m-%dT%H:%M")


def schedule(client: Client, id_: str, local: str) -> None:
    client.moved(f"/interviews/{id_}/schedule", starts_at_local=local, time_zone="UTC")


def test_somebody_new_has_nothing_due_and_everything_before_them(alice: Client) -> None:
    seen = today(alice)
    assert (seen["ahead"], seen["dues"], seen["suggestions"]) == ([], [], [])
    assert seen["counts"] == {"waiting": 0, "planned": 0}
    assert set(seen["begun"].values()) == {False}
    alice.made("/careers", title="Baker")
    id_ = talk(alice)
    assert today(alice)["begun"] == {"career": True, "people": True, "talk": True, "questions": False}
    alice.made(f"/interviews/{id_}/agenda", text="What drew you to it?")
    assert today(alice)["begun"]["questions"] is True


def test_the_next_conversations_come_in_order_with_all_that_their_card_shows(alice: Client, frozen: Time) -> None:
    later, next_, running, over = (talk(alice, contact_id=person(alice, name)) for name in "ABCD")
    schedule(alice, later, at(frozen, days=3))
    schedule(alice, next_, at(frozen, hours=2))
    schedule(alice, running, at(frozen, minutes=-20))
    schedule(alice, over, at(frozen, minutes=-40))
    seen = today(alice)
    assert [each["contact_name"] for each in seen["ahead"]] == ["C", "B", "A"]
    assert seen["ahead"][1] == alice.seen(f"/interviews/{next_}")
    assert [(each["kind"], each["interview_id"]) for each in seen["dues"]] == [("say_how_it_went", over)]


def test_after_a_talk_one_wraps_up_thanks_and_debriefs(server: Server, alice: Client, frozen: Time) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "held", contact_id=contact_id)
    seen = {each["kind"]: each for each in today(alice)["dues"]}
    assert list(seen) == ["wrap_up", "thank", "debrief"]
    thank = seen["thank"]
    assert (thank["contact_name"], thank["words"]) == ("Maria Keller", "Thank Maria Keller for the talk.")
    assert thank["page"] == f"/outreach/write?purpose=thank_you&contact={contact_id}&interview={id_}"
    assert datetime.fromisoformat(thank["due_at"]).timestamp() == pytest.approx(frozen.at + 86400, abs=1)
    assert not any(each["overdue"] for each in seen.values())
    frozen.passes(hours=25)
    overdue = {each["kind"]: each["overdue"] for each in today(alice)["dues"]}
    assert overdue == {"wrap_up": True, "thank": True, "debrief": False}
    with writing(server.database, alice.account_id) as store:
        store.change(Interview, id_, {"thanked_at": store.now, "debriefed_at": store.now, "wrapped_up_at": store.now})
    assert dues(alice) == []


def test_a_thank_you_on_the_timeline_counts(alice: Client) -> None:
    contact_id = person(alice)
    alice.made(f"/contacts/{contact_id}/activities", what="thanked", at="2021-01-05T09:00:00Z")
    talk(alice, "held", contact_id=contact_id)
    assert "thank" in dues(alice)
    alice.made(f"/contacts/{contact_id}/activities", what="thanked")
    assert "thank" not in dues(alice)


def test_an_ask_wants_one_follow_up_after_a_week(alice: Client, frozen: Time) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    alice.moved(f"/interviews/{id_}/request")
    assert (dues(alice), today(alice)["counts"]) == ([], {"waiting": 1, "planned": 0})
    frozen.passes(days=7)
    (due,) = today(alice)["dues"]
    assert (due["kind"], due["interview_id"]) == ("follow_up", id_)
    assert due["page"] == f"/outreach/write?purpose=follow_up&contact={contact_id}&interview={id_}"
    alice.made(f"/contacts/{contact_id}/activities", what="reply_in")
    assert dues(alice) == ["answer"]
    schedule(alice, id_, at(frozen, days=2))
    assert dues(alice) == []


def test_the_introducer_is_told_how_it_went(alice: Client, frozen: Time) -> None:
    maria, lena = person(alice, "Maria Keller"), person(alice, "Lena Vogt")
    made = alice.made("/introductions", introducer_id=maria, introduced_id=lena)
    assert dues(alice) == []
    frozen.passes(days=1)
    talk(alice, "held", contact_id=lena)
    due = next(each for each in today(alice)["dues"] if each["kind"] == "close_the_loop")
    assert (due["contact_id"], due["words"]) == (maria, "Tell Maria Keller how the talk with Lena Vogt went.")
    alice.moved(f"/introductions/{made['id']}/close-loop")
    assert "close_the_loop" not in dues(alice)


def test_five_people_a_day_are_kept_in_touch_with_and_those_written_to_count(alice: Client, frozen: Time) -> None:
    ids = [person(alice, f"P{n}", keep_in_touch_days=30) for n in range(7)]
    long_ago = (datetime.fromtimestamp(frozen.at, UTC) - timedelta(days=40)).isoformat()
    for id_ in ids:
        alice.made(f"/contacts/{id_}/activities", what="met", at=long_ago)
    seen = today(alice)["dues"]
    assert [each["kind"] for each in seen] == ["keep_in_touch"] * 5
    first = seen[0]
    assert first["page"] == f"/outreach/write?purpose=keep_in_touch&contact={first['contact_id']}"
    alice.made(f"/contacts/{first['contact_id']}/activities", what="message_out")
    left = [each["contact_id"] for each in today(alice)["dues"]]
    assert left == [each["contact_id"] for each in seen[1:]]


@pytest.mark.parametrize(
    "more", [{"do_not_contact": True}, {"may_keep": False}, {"keep_in_touch_days": None}, {"keep_in_touch_days": 60}]
)
def test_who_does_not_want_it_or_whose_time_has_not_come_is_let_be(
    alice: Client, frozen: Time, more: dict[str, Any]
) -> None:
    id_ = person(alice, keep_in_touch_days=30)
    frozen.passes(days=31)
    assert dues(alice) == ["keep_in_touch"]
    alice.changed(f"/contacts/{id_}", **more)
    assert dues(alice) == []


def test_nobody_is_reminded_of_whoever_lies_in_the_bin(alice: Client, frozen: Time) -> None:
    contact_id = person(alice, keep_in_touch_days=1)
    talk(alice, "held", contact_id=contact_id)
    talk(alice, contact_id=contact_id)
    frozen.passes(days=2)
    assert dues(alice)
    alice.delete(f"/contacts/{contact_id}", headers={"If-Match": "*"})
    seen = today(alice)
    assert (seen["dues"], seen["counts"]) == ([], {"waiting": 0, "planned": 0})


def test_whom_to_ask_next_stands_there_with_reasons(alice: Client) -> None:
    for n in range(6):
        person(alice, f"P{n}", difficulty=1)
    suggestions = today(alice)["suggestions"]
    assert suggestions == alice.seen("/coverage/next", limit=4)["items"]
    assert all(each["reasons"] for each in suggestions)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Kiritimati", "2026-03-30"), ("Europe/Berlin", "2026-03-29"), ("UTC", "2026-03-29"),
        ("America/Los_Angeles", "2026-03-29"), ("Pacific/Pago_Pago", "2026-03-28"),
    ],
)  # fmt: skip
def test_the_day_is_the_one_where_the_person_is(server: Server, frozen: Time, zone: str, day: str) -> None:
    frozen.at = datetime(2026, 3, 29, 10, 30, tzinfo=UTC).timestamp()
    with server.person("Ann") as ann:
        seen = today(ann, zone)
        assert (seen["day"], seen["time_zone"]) == (day, zone)
        assert ann.seen("/today")["time_zone"] == "UTC"


def test_a_zone_that_there_is_not_is_refused(alice: Client) -> None:
    wrong = alice.get("/today", params={"time_zone": "Europe/Leipzig"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/time_zone")


def test_what_is_long_over_is_asked_about_until_somebody_says_it(alice: Client) -> None:
    talk(alice, "scheduled")
    assert LONG_PAST["starts_at_local"] < "2022"
    assert dues(alice) == ["say_how_it_went"]
    assert today(alice)["ahead"] == []
