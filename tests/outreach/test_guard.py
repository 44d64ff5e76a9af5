"""The ask guard decides from plain values, and says it as a friend would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from halfhour.core.errors import Refusal
from halfhour.outreach import guard
from halfhour.outreach.guard import Around, Ask, AskCheck, Deed, Severity

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
INSTANT = timedelta(microseconds=1)


def ask(**more: Any) -> Ask:
    return Ask(Deed.REQUEST, NOW)._replace(**more)


def follow_up(**more: Any) -> Ask:
    return Ask(Deed.FOLLOW_UP, NOW, requested_at=NOW - WEEK)._replace(**more)


def found(asked: Ask, **around: Any) -> list[str]:
    return [each.check.value for each in guard.findings(asked, Around()._replace(**around))]


def test_a_warm_person_who_was_never_asked_may_be_asked() -> None:
    assert found(ask()) == []
    assert guard.refusal(ask()) is None


@pytest.mark.parametrize(
    ("asked", "check"),
    [
        (ask(in_bin=True), "contact_in_bin"),
        (ask(do_not_contact=True), "do_not_contact"),
        (ask(asked_elsewhere=True), "asked_already"),
        (follow_up(in_bin=True), "contact_in_bin"),
        (follow_up(do_not_contact=True), "do_not_contact"),
        (follow_up(followed_up=True), "followed_up_already"),
        (follow_up(requested_at=NOW - DAY), "follow_up_too_early"),
    ],
)
def test_what_would_look_careless_is_refused_under_the_name_of_its_check(asked: Ask, check: str) -> None:
    stopped = guard.refusal(asked)
    assert stopped is not None
    assert stopped.refusal is not None
    assert (stopped.check, stopped.severity, stopped.refusal.code) == (check, Severity.REFUSAL, check)
    assert found(asked) == [check]


def test_an_ask_that_waits_stops_another_ask_and_not_its_own_follow_up() -> None:
    assert found(follow_up(asked_elsewhere=True)) == []


@pytest.mark.parametrize(
    ("waited", "early"), [(timedelta(), True), (WEEK - INSTANT, True), (WEEK, False), (30 * DAY, False)]
)
def test_an_ask_is_left_alone_for_seven_days_to_the_instant(waited: timedelta, early: bool) -> None:
    stopped = guard.refusal(follow_up(requested_at=NOW - waited))
    assert (stopped is not None) is early
    if stopped:
        assert stopped.until == NOW - waited + WEEK
        assert f"{stopped.until.day} {stopped.until:%B %Y}" in stopped.mend


def test_after_a_follow_up_there_is_no_third_message_however_long_one_waits() -> None:
    assert found(follow_up(followed_up=True, requested_at=NOW - 300 * DAY)) == ["followed_up_already"]


@pytest.mark.parametrize(
    ("around", "checks"),
    [
        ({"warm": False}, ["too_cold"]),
        ({"talk_there": True}, ["talk_there"]),
        ({"declined_at": NOW - 89 * DAY}, ["declined_recently"]),
        ({"declined_at": NOW - 90 * DAY}, []),
        ({"unanswered_at": NOW - DAY}, ["unanswered_recently"]),
        ({"unanswered_at": NOW - 90 * DAY}, []),
        ({"asked_this_week": 4}, []),
        ({"asked_this_week": 5}, ["enough_for_the_week"]),
        ({"asked_this_week": 1, "weekly_asks": 1}, ["enough_for_the_week"]),
        ({"asked_this_week": 7, "weekly_asks": 10}, []),
        ({"warm": False, "declined_at": NOW, "asked_this_week": 9}, [
            "declined_recently", "too_cold", "enough_for_the_week",
        ]),
    ],
)  # fmt: skip
def test_a_warning_is_heard_and_stops_nothing(around: dict[str, Any], checks: list[str]) -> None:
    said = guard.findings(ask(), Around()._replace(**around))
    assert [each.check for each in said] == checks
    assert {each.severity for each in said} <= {Severity.WARNING}


def test_a_follow_up_is_not_judged_like_a_first_ask() -> None:
    assert found(follow_up(), warm=False, asked_this_week=9, declined_at=NOW, talk_there=True) == []


def test_a_talk_that_waits_for_a_reply_is_told_once() -> None:
    assert found(ask(asked_elsewhere=True), talk_there=True) == ["asked_already"]


def test_every_finding_says_what_is_the_matter_and_how_to_mend_it() -> None:
    said = {guard.NOBODY.check: guard.NOBODY}
    around = Around(warm=False, talk_there=True, declined_at=NOW, unanswered_at=NOW, asked_this_week=9)
    for deed, *flags in product(Deed, *[(False, True)] * 4):
        one = Ask._make((deed, NOW, *flags, NOW - DAY))
        said |= {each.check: each for each in guard.findings(one, around)}
    assert set(said) == set(AskCheck)
    for each in said.values():
        assert each.message.endswith(".")
        assert each.mend.endswith(".")
        assert each.message != each.mend
        assert (each.refusal is not None and issubclass(each.refusal, Refusal)) == (
            each.severity is Severity.REFUSAL and each is not guard.NOBODY
        )


@pytest.mark.parametrize(
    ("followed_up_after", "expires_after"),
    [(None, 14 * DAY), (0 * DAY, 14 * DAY), (7 * DAY, 14 * DAY), (8 * DAY, 15 * DAY), (20 * DAY, 27 * DAY)],
)
def test_a_reply_is_waited_for_two_weeks_or_one_after_the_follow_up(
    followed_up_after: timedelta | None, expires_after: timedelta
) -> None:
    followed = None if followed_up_after is None else NOW + followed_up_after
    assert guard.expires_at(NOW, followed) == NOW + expires_after


@pytest.mark.parametrize(
    ("now", "zone", "begins", "ends"),
    [
        ("2026-11-25T09:30", "UTC", "2026-11-23T00:00", "2026-11-30T00:00"),
        ("2026-11-23T00:00", "UTC", "2026-11-23T00:00", "2026-11-30T00:00"),
        # The same instant lies in different weeks.
        ("2026-11-29T23:30", "UTC", "2026-11-23T00:00", "2026-11-30T00:00"),
        ("2026-11-29T23:30", "Europe/Berlin", "2026-11-29T23:00", "2026-12-06T23:00"),
        ("2026-11-29T23:30", "Pacific/Kiritimati", "2026-11-29T10:00", "2026-12-06T10:00"),
        ("2026-11-30T09:30", "Pacific/Pago_Pago", "2026-11-23T11:00", "2026-11-30T11:00"),
        ("2026-11-25T09:30", "Asia/Kathmandu", "2026-11-22T18:15", "2026-11-29T18:15"),
        # Weeks in which clocks change have an hour more or less.
        ("2026-03-26T12:00", "Europe/Berlin", "2026-03-22T23:00", "2026-03-29T22:00"),
        ("2026-10-22T12:00", "Europe/Berlin", "2026-10-18T22:00", "2026-10-25T23:00"),
        ("2026-11-01T12:00", "America/New_York", "2026-10-26T04:00", "2026-11-02T05:00"),
        ("2026-10-01T12:00", "Australia/Lord_Howe", "2026-09-27T13:30", "2026-10-04T13:00"),
        # Midnight itself is skipped on Sunday night: the day begins at one.
        ("2018-11-05T12:00", "America/Sao_Paulo", "2018-11-05T02:00", "2018-11-12T02:00"),
    ],
)
def test_a_week_begins_on_monday_where_the_person_lives(now: str, zone: str, begins: str, ends: str) -> None:
    week = guard.week_of(datetime.fromisoformat(now).replace(tzinfo=UTC), zone)
    assert [each.strftime("%Y-%m-%dT%H:%M") for each in week] == [begins, ends]


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        ("2026-09-06", "America/Santiago", "2026-09-06T04:00"),  # 00:00 is skipped
        ("2026-11-01", "America/Havana", "2026-11-01T04:00"),  # 00:00 comes twice: the first
        ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00"),
    ],
)
def test_a_day_begins_even_where_midnight_does_not(day: str, zone: str, instant: str) -> None:
    begins = guard.start_of(datetime.fromisoformat(day).date(), zone)
    assert begins.strftime("%Y-%m-%dT%H:%M") == instant
