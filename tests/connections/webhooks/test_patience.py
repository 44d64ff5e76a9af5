"""What does not arrive is tried again, for as long as it makes sense; and who does not want it is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from halfhour.connections.webhooks import rules
from tests.conftest import Time
from tests.connections.webhooks.conftest import BROKEN, OK, Wired


def test_there_are_eight_tries_within_41_hours_all_with_one_id(wired: Wired, frozen: Time) -> None:
    contact = wired.adds()
    wired.receiver.answer = lambda _: BROKEN
    begun, at = frozen.at, []
    for _ in range(60 * 24 * 3):
        before = len(wired.receiver.got)
        wired.post.runs()
        at += [frozen.at - begun] * (len(wired.receiver.got) - before)
        due = [each["due_at"] for each in wired.deliveries(state="waiting")]
        if not due:
            break
        frozen.passes(minutes=5)
    assert len(at) == 8
    assert 36 < at[-1] / 3600 < 46
    assert len({got.headers["webhook-id"] for got in wired.receiver.got}) == 1
    assert len({got.body for got in wired.receiver.got}) == 1
    (delivery,) = wired.deliveries()
    assert delivery["state"] == "given_up"
    assert [each["status"] for each in delivery["tries"]] == [500] * 8
    assert {each["error"] for each in delivery["tries"]} == {"The receiver answered 500 (Internal Server Error)."}
    wired.alice.changed(f"/contacts/{contact}", headline="Nurse")
    wired.receiver.answer = lambda _: OK
    frozen.passes(minutes=6)
    wired.post.runs()
    assert wired.receiver.got[-1].what == ("contact.changed", contact), "what was given up holds up nothing any more"


def test_patience_grows_and_no_two_are_patient_alike() -> None:
    waits = [rules.wait_after(tries, 0.5, None) for tries in range(1, 9)]
    assert waits[-1] is None
    known = [each for each in waits if each is not None]
    assert known == sorted(known)
    assert 40 < sum(each.total_seconds() for each in known) / 3600 < 42
    assert rules.wait_after(3, 0.1, None) != rules.wait_after(3, 0.9, None)


def test_who_says_that_it_is_gone_is_left_alone(wired: Wired) -> None:
    wired.receiver.answer = lambda _: (410, {}, b"")
    anna = wired.adds("Anna")
    wired.adds("Bert")
    wired.post.runs()
    assert [got.what[1] for got in wired.receiver.got] == [anna]
    seen = wired.state()
    assert (seen["enabled"], seen["state"], seen["last_error"]) == (False, "stopped", rules.GONE)
    assert "turn the webhook on again" in seen["advice"]
    assert "webhook.stopped" in [each["type"] for each in wired.alice.seen("/events")["items"]]


def test_after_five_days_without_any_success_it_is_stopped_and_nothing_is_lost_by_that(
    wired: Wired, frozen: Time
) -> None:
    wired.receiver.answer = lambda _: BROKEN
    made = []
    for _ in range(6):
        made.append(wired.adds())
        for _ in range(4):
            wired.post.runs()
            frozen.passes(hours=6)
    seen = wired.state()
    assert seen["state"] == "stopped"
    assert seen["last_error"] == f"{rules.TOO_LONG} The receiver answered 500 (Internal Server Error)."
    heard = len(wired.receiver.got)
    made.append(wired.adds())
    wired.post.runs()
    assert len(wired.receiver.got) == heard
    wired.receiver.answer = lambda _: OK
    assert wired.turned(on=True)["last_error"] is None
    wired.post.runs()
    given_up = {each["resource_id"] for each in wired.deliveries(state="given_up")}
    told = {got.what[1] for got in wired.receiver.got[heard:]}
    assert set(made) == (told | given_up) & set(made)
    assert made[-1] in told
    assert wired.state()["waiting"] == 0


def test_a_redirect_is_not_followed(wired: Wired) -> None:
    wired.receiver.answer = lambda _: (307, {"Location": wired.receiver.url + "&elsewhere"}, b"")
    wired.adds()
    wired.post.runs()
    assert len(wired.receiver.got) == 1
    assert "does not follow" in wired.state()["last_error"]


def test_who_fails_again_and_again_is_left_in_peace_but_no_longer_than_that(wired: Wired, frozen: Time) -> None:
    wired.receiver.answer = lambda _: BROKEN
    for n in range(3):
        wired.adds(f"Anna {n}")
    wired.post.runs()
    assert len(wired.receiver.got) == 3
    frozen.passes(seconds=16)
    wired.post.runs()
    assert len(wired.receiver.got) == 4, "one after each rest, now that so many have failed in a row"
    frozen.passes(seconds=31)
    wired.post.runs()
    frozen.passes(seconds=61)
    wired.post.runs()
    assert len(wired.receiver.got) == 6
    wired.receiver.answer = lambda _: OK
    bert = wired.adds("Bert")
    wired.post.runs()
    assert wired.receiver.of(bert) == []
    frozen.passes(seconds=121)
    wired.post.runs()
    assert wired.receiver.of(bert) == ["contact.created"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_asks_for_time_gets_it(wired: Wired, frozen: Time, status: int) -> None:
    wired.receiver.answer = lambda _: (status, {"Retry-After": "600"}, b"")
    anna = wired.adds("Anna")
    wired.post.runs()
    wired.receiver.answer = lambda _: OK
    bert = wired.adds("Bert")
    frozen.passes(seconds=590)
    wired.post.runs()
    assert len(wired.receiver.got) == 1, "nor is it asked about anything else"
    frozen.passes(seconds=11)
    wired.post.runs()
    assert {got.what[1] for got in wired.receiver.got[1:]} == {anna, bert}


def test_a_receiver_may_name_an_instant_but_not_ask_for_years_or_in_riddles() -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert rules.wished_for(503, "Sun, 22 Nov 2026 09:32:00 GMT", now) == timedelta(minutes=2)
    assert rules.wished_for(429, "Sun, 22 Nov 2020 09:32:00 GMT", now) == timedelta()
    for years in ("99999999999999", "Sun, 22 Nov 2099 09:32:00 GMT"):
        assert rules.wished_for(503, years, now) == rules.LONGEST_WISH
    for riddle in ("soon", "-5", "1.5", "٣", "", None, "Sun, 99 Nov 2026 09:32:00 GMT", "Sun, 22 Nov 2026 09:32:00"):
        assert rules.wished_for(503, riddle, now) is None
    assert rules.wished_for(500, "60", now) is None
