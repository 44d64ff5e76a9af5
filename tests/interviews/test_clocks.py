"""What is said of a time to somebody elsewhere, whatever their clocks do."""

from datetime import UTC, datetime

import pytest

from halfhour.interviews.clocks import both, city_of, clock_of, letter, oddity
from halfhour.interviews.rules import instant_of


def said(local: str, theirs: str, own: str, minutes: int = 30) -> str:
    at, _ = instant_of(local, own)
    return both(clock_of(at, minutes, theirs), clock_of(at, minutes, own))


@pytest.mark.parametrize(
    ("local", "theirs", "own", "sentence"),
    [
        (
            "2026-12-01T15:00", "America/New_York", "Europe/Berlin",
            ("Tuesday, 1 December 2026, 09:00–09:30 in New York (EST, UTC−5); for me that is 15:00–15:30 in Berlin"
            " (CET, UTC+1)"),
        ),
        (  # America goes back a week after Europe: five hours apart for that week
            "2026-10-28T15:00", "America/New_York", "Europe/Berlin",
            ("Wednesday, 28 October 2026, 10:00–10:30 in New York (EDT, UTC−4); for me that is 15:00–15:30 in Berlin"
            " (CET, UTC+1)"),
        ),
        (
            "2026-12-01T21:30", "Asia/Kolkata", "Europe/London",
            ("Wednesday, 2 December 2026, 03:00–03:30 in Kolkata (IST, UTC+5:30); for me that is"
            " Tuesday, 1 December 2026, 21:30–22:00 in London (GMT, UTC)"),
        ),
        (
            "2026-12-01T09:00", "Europe/Paris", "Europe/Berlin",
            "Tuesday, 1 December 2026, 09:00–09:30 in Paris (CET, UTC+1), which is the same time for me in Berlin",
        ),
        (
            "2026-12-01T09:00", "Europe/Berlin", "Europe/Berlin",
            "Tuesday, 1 December 2026, 09:00–09:30 in Berlin (CET, UTC+1)",
        ),
        (
            "2026-12-01T09:00", "America/Sao_Paulo", "UTC",
            "Tuesday, 1 December 2026, 06:00–06:30 in Sao Paulo (UTC−3); for me that is 09:00–09:30 in UTC",
        ),
    ],
)  # fmt: skip
def test_a_time_is_said_on_both_clocks(local: str, theirs: str, own: str, sentence: str) -> None:
    assert said(local, theirs, own) == sentence


def test_a_place_is_called_as_people_call_it() -> None:
    names = ("Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "Etc/UTC", "Etc/GMT+5", "Japan")
    assert [city_of(name) for name in names] == ["Berlin", "Buenos Aires", "UTC", "UTC", "Etc/GMT+5", "Japan"]


def test_the_nights_on_which_clocks_change_are_pointed_out() -> None:
    assert oddity("2027-03-28T02:30", "Europe/Berlin") == ("Clocks go forward then and skip 02:30: 03:00 is meant.")
    assert oddity("2026-10-25T02:30", "Europe/Berlin") == (
        "Clocks go back then and show 02:30 twice: the first one is meant."
    )
    assert oddity("2026-10-25T03:00", "Europe/Berlin") is None
    assert said("2026-10-25T02:30", "Europe/Berlin", "Europe/Berlin").endswith("(CEST, UTC+2)")


def test_a_talk_across_the_change_ends_when_the_clock_says_so() -> None:
    clock = clock_of(datetime(2026, 10, 25, 0, 45, tzinfo=UTC), 30, "Europe/Berlin")
    assert (clock.begins, clock.ends, clock.abbreviation) == ("02:45", "02:15", "CEST")


def test_the_text_to_paste_asks_and_leaves_a_way_out() -> None:
    assert letter([], 30, assumed=None) == ""
    assert letter(["A"], 25, assumed=None) == (
        "Would this time suit you for a talk of 25 minutes?\n\n– A\n\nIf it does not, please tell me what would."
    )
    assert letter(["A", "B"], 30, assumed="Berlin") == (
        "Would one of these times suit you for a talk of 30 minutes?\n\n– A\n– B\n\nIf none of them does, please tell"
        " me what would. These are times in Berlin, where I am; I will gladly put them in yours."
    )
