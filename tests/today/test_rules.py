"""What is due is decided from plain values, by the calendar where the person lives."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from halfhour.interviews.models import InterviewState as State
from halfhour.today import rules
from halfhour.today.rules import Kept, Loop, Talk

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 11, 25)


def talk(state: State, **more: Any) -> Talk:
    return Talk("t", "m", "Maria Keller", state, 30)._replace(**more)


def due(one: Talk, now: datetime = NOW) -> dict[str, datetime]:
    return {each.kind.value: each.due_at for each in rules.of_talk(one, now)}


def test_a_talk_that_was_held_is_thanked_for_within_a_day_and_debriefed_within_two() -> None:
    ended = NOW - HOUR
    assert due(talk(State.HELD, held_at=ended - HOUR, ended_at=ended)) == {
        "wrap_up": ended + 24 * HOUR, "thank": ended + 24 * HOUR, "debrief": ended + 48 * HOUR,
    }  # fmt: skip
    assert due(talk(State.HELD, held_at=ended)) == due(talk(State.HELD, held_at=ended - HOUR, ended_at=ended))


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({"thanked": True}, {"wrap_up", "debrief"}),
        ({"debriefed": True}, {"wrap_up", "thank"}),
        ({"wrapped_up": True}, {"thank", "debrief"}),
        ({"do_not_contact": True}, {"wrap_up", "debrief"}),
        ({"held_at": NOW - 4 * DAY}, {"thank", "debrief"}),
        ({"held_at": NOW - 31 * DAY}, set()),
    ],
)
def test_what_was_done_or_is_long_past_is_due_no_more(more: dict[str, Any], kinds: set[str]) -> None:
    assert set(due(talk(State.HELD, held_at=NOW - HOUR)._replace(**more))) == kinds


@pytest.mark.parametrize(
    ("ago", "more", "kinds"),
    [
        (7 * DAY, {}, {"follow_up"}),
        (7 * DAY - HOUR, {}, set()),
        (9 * DAY, {"followed_up_at": NOW - DAY}, set()),
        (9 * DAY, {"do_not_contact": True}, set()),
        (2 * DAY, {"replied": True}, {"answer"}),
        (9 * DAY, {"replied": True}, {"answer"}),
    ],
)
def test_an_ask_is_followed_up_on_after_a_week_unless_they_replied(
    ago: timedelta, more: dict[str, Any], kinds: set[str]
) -> None:
    assert set(due(talk(State.REQUESTED, requested_at=NOW - ago)._replace(**more))) == kinds


@pytest.mark.parametrize(("ago", "kinds"), [(29, set()), (30, {"say_how_it_went"}), (300, {"say_how_it_went"})])
def test_once_the_agreed_time_has_passed_one_says_what_happened(ago: int, kinds: set[str]) -> None:
    assert set(due(talk(State.SCHEDULED, starts_at=NOW - timedelta(minutes=ago)))) == kinds


def test_nothing_is_due_for_what_is_over_or_only_planned() -> None:
    for state in set(State) - {State.HELD, State.REQUESTED, State.SCHEDULED}:
        assert due(talk(state, requested_at=NOW - 9 * DAY, held_at=NOW)) == {}


def test_what_cannot_wait_comes_first_and_of_one_kind_the_longest_due() -> None:
    talks = [
        talk(State.REQUESTED, id="asked", requested_at=NOW - 8 * DAY),
        talk(State.HELD, id="late", held_at=NOW - 3 * HOUR, wrapped_up=True, debriefed=True),
        talk(State.HELD, id="early", held_at=NOW - 9 * DAY, wrapped_up=True),
        talk(State.SCHEDULED, id="over", starts_at=NOW - DAY),
    ]
    loop = Loop("i", "k", "Kofi", "Lena", NOW - DAY)
    kept = rules.keep_in_touch([Kept("n", "Nele", 30, NOW - 40 * DAY)], NOW, "UTC", 0)
    found = rules.dues(talks, [loop], kept, NOW)
    assert [(each.kind.value, each.interview_id) for each in found] == [
        ("say_how_it_went", "over"), ("thank", "early"), ("thank", "late"), ("debrief", "early"),
        ("follow_up", "asked"), ("close_the_loop", None), ("keep_in_touch", None),
    ]  # fmt: skip
    assert found[-2].words == "Tell Kofi how the talk with Lena went."
    assert found[-2].due_at == NOW + DAY
    assert all(each.page.startswith("/") and each.words.endswith((".", "?")) for each in found)


# Keeping in touch


def shown(due_: list[tuple[str, date]], first: date, days: int) -> list[list[str]]:
    """Who is nudged on each of these days if nobody ever writes."""
    return [rules.nudges(due_, first + n * DAY) for n in range(days)]


def many(count: int, day: date = TODAY) -> list[tuple[str, date]]:
    return [(f"{n:03}", day) for n in range(count)]


def test_few_are_nudged_on_their_day_and_until_it_is_done() -> None:
    assert shown(many(3), TODAY - DAY, 3) == [[], ["000", "001", "002"], ["000", "001", "002"]]


@pytest.mark.parametrize("count", [5, 6, 12, 40, 99])
def test_never_more_than_five_on_one_day_and_nobody_is_passed_over(count: int) -> None:
    days = -(-count // 5)
    for start in (TODAY, TODAY + 3 * DAY, TODAY + 200 * DAY):
        told = shown(many(count), start, days)
        assert max(map(len, told)) <= 5
        assert Counter(id_ for day in told for id_ in day) == Counter({f"{n:03}": 1 for n in range(count)})


def test_twelve_of_one_day_are_spread_over_three() -> None:
    assert [len(day) for day in shown(many(12), TODAY, 6)] == [5, 5, 2, 5, 5, 2]


def test_who_is_due_later_waits_for_a_free_day() -> None:
    told = shown([*many(5), ("z", TODAY)], TODAY, 2)
    assert told == [["000", "001", "002", "003", "004"], ["z"]]


def test_the_order_in_which_people_come_does_not_matter() -> None:
    assert shown(many(12), TODAY, 4) == shown(many(12)[::-1], TODAY, 4)


@pytest.mark.parametrize("done", range(7))
def test_those_written_to_today_count_and_no_sixth_takes_their_place(done: int) -> None:
    left = [each for each in many(12) if int(each[0]) >= done]
    assert len(rules.nudges(left, TODAY, done)) == max(0, 5 - done)
    assert set(rules.nudges(left, TODAY, done)) <= {"000", "001", "002", "003", "004"} or done > 4


@pytest.mark.parametrize(
    ("since", "days", "zone", "on"),
    [
        ("2026-11-20T23:30", 5, "UTC", "2026-11-25"),
        ("2026-11-20T23:30", 5, "Europe/Berlin", "2026-11-26"),
        ("2026-11-20T23:30", 5, "America/Los_Angeles", "2026-11-25"),
        ("2026-11-20T07:30", 5, "America/Los_Angeles", "2026-11-24"),
        ("2026-11-20T10:30", 1, "Pacific/Kiritimati", "2026-11-22"),
        # Days are the calendar's, whether they have 23 hours or 25.
        ("2026-03-28T23:30", 1, "Europe/Berlin", "2026-03-30"),
        ("2026-10-24T22:30", 1, "Europe/Berlin", "2026-10-26"),
        ("2026-10-31T04:30", 2, "America/New_York", "2026-11-02"),
        ("2026-09-05T03:30", 1, "America/Santiago", "2026-09-05"),
    ],
)
def test_the_day_to_keep_in_touch_is_one_of_the_persons_calendar(since: str, days: int, zone: str, on: str) -> None:
    at = datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert rules.due_on(Kept("n", "Nele", days, at), zone).isoformat() == on


@pytest.mark.parametrize(
    ("now", "zone", "shown_", "due_at"),
    [
        ("2026-11-25T22:59", "Europe/Berlin", [], None),
        ("2026-11-25T23:00", "Europe/Berlin", ["n"], "2026-11-26T23:00"),
        ("2026-11-26T07:59", "America/Los_Angeles", [], None),
        ("2026-11-26T08:00", "America/Los_Angeles", ["n"], "2026-11-27T08:00"),
    ],
)
def test_somebody_is_due_from_the_first_minute_of_their_day_to_the_last(
    now: str, zone: str, shown_: list[str], due_at: str | None
) -> None:
    kept = Kept("n", "Nele", 6, datetime(2026, 11, 20, 12, tzinfo=UTC))
    found = rules.keep_in_touch([kept], datetime.fromisoformat(now).replace(tzinfo=UTC), zone, 0)
    assert [each.contact_id for each in found] == shown_
    assert [each.due_at.strftime("%Y-%m-%dT%H:%M") for each in found] == ([due_at] if due_at else [])
