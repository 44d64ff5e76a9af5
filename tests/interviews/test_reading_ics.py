"""Calendar files that others wrote: what they mean, whatever program wrote them, and that none of them hurts."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from halfhour.core.apart import TooCostly, Unreadable, apart
from halfhour.core.clock import clock
from halfhour.interviews.reading_ics import MOST_BYTES, placed, read
from tests.interviews.calendars import event, file, zone

READER = "halfhour.interviews.reading_ics:read"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "tell", lambda: datetime(2026, 11, 22, 7, tzinfo=UTC).timestamp())


def only(content: bytes) -> Any:
    """The one event, as it comes out of the process that reads it."""
    (found,) = json.loads(json.dumps(read(content)))["events"]
    return found


def starts(*lines: str, before: str = "", **more: Any) -> tuple[str, str]:
    found = only(file(event(*lines, **more), before=before))
    return found["starts_at"], found["zone"]


def repeated(*lines: str, start: str = "DTSTART;TZID=Europe/Berlin:20261001T090000") -> list[str]:
    found = only(file(event("DURATION:PT1H", *lines, start=start)))
    assert found["trouble"] is None
    return [begin for begin, _ in found["occurrences"]]


def test_an_invitation_says_who_asks_whom_for_when() -> None:
    found = only(
        file(
            event(
                "DTEND:20311201T083000Z",
                "SEQUENCE:3",
                "STATUS:confirmed",
                "SUMMARY:Kaffee\\, vielleicht",
                'ORGANIZER;CN="Keller, Maria":MAILTO:maria@example.org',
                "ATTENDEE;PARTSTAT=tentative;CN=Ana:mailto:ana@example.com",
                "ATTENDEE:mailto:kai@example.com",
                "LOCATION:Café",
                "TRANSP:TRANSPARENT",
            ),
            method="reply",
        )
    )
    assert (found["uid"], found["sequence"], found["method"], found["status"]) == (
        "1@example.org", 3, "REPLY", "CONFIRMED",
    )  # fmt: skip
    assert (found["summary"], found["location"], found["transparent"]) == ("Kaffee, vielleicht", "Café", True)
    assert (found["starts_at"], found["ends_at"]) == ("2031-12-01T08:00:00Z", "2031-12-01T08:30:00Z")
    assert found["organizer"] == {"address": "maria@example.org", "name": "Keller, Maria", "answer": "NEEDS-ACTION"}
    assert [(each["address"], each["answer"]) for each in found["attendees"]] == [
        ("ana@example.com", "TENTATIVE"), ("kai@example.com", "NEEDS-ACTION"),
    ]  # fmt: skip
    assert found["stamped_at"] == "2031-11-01T08:00:00Z"


@pytest.mark.parametrize(
    ("tzid", "meant"),
    [
        ("Europe/Madrid", "Europe/Madrid"),
        ("Romance Standard Time", "Europe/Paris"),
        ("/freeassociation.sourceforge.net/Europe/Madrid", "Europe/Madrid"),
        ("/citadel.org/20260101_1/America/Argentina/Salta", "America/Argentina/Salta"),
    ],
)
def test_a_zone_is_known_by_its_name_by_windows_name_and_by_a_vendors(tzid: str, meant: str) -> None:
    found = only(file(event(start=f'DTSTART;TZID="{tzid}":20261203T100000')))
    hour = "13" if meant.endswith("Salta") else "09"
    assert (found["starts_at"], found["zone"], found["time_zone"]) == (f"2026-12-03T{hour}:00:00Z", "iana", meant)


@pytest.mark.parametrize(
    "tzid", ["(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "GMT+0200", "Customized Time Zone"]
)
def test_an_unknown_zone_is_said_to_be_unknown_and_not_taken_for_utc(tzid: str) -> None:
    found = only(file(event("DTEND:20261203T103000", start=f'DTSTART;TZID="{tzid}":20261203T100000')))
    assert (found["starts_at"], found["zone"], found["time_zone"]) == ("2026-12-03T10:00:00", "unknown", None)
    assert placed(found, "America/New_York")["starts_at"] == "2026-12-03T15:00:00Z"
    assert placed(found, "America/New_York")["occurrences"] == [["2026-12-03T15:00:00Z", "2026-12-03T15:30:00Z"]]


def test_a_files_own_zone_is_its_own_and_leaks_into_no_other_file() -> None:
    name, start = "Customized Time Zone", "DTSTART;TZID=Customized Time Zone:20261203T100000"
    tokyo, lima = zone(name, "+0900"), zone(name, "-0500")
    assert starts(start=start, before=tokyo) == ("2026-12-03T01:00:00Z", "vtimezone")
    assert starts(start=start, before=lima) == ("2026-12-03T15:00:00Z", "vtimezone")
    assert starts(start=start) == ("2026-12-03T10:00:00", "unknown")
    both = read(file(event(start=start), before=tokyo) + file(event(start=start), before=lima))["events"]
    assert [each["starts_at"] for each in both] == ["2026-12-03T01:00:00Z", "2026-12-03T15:00:00Z"]


def test_exceptions_in_a_files_own_zone_are_found_too() -> None:
    own = zone("Ours", "+0900")
    lines = ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Ours:20261204T100000"]
    found = only(file(event(*lines, start="DTSTART;TZID=Ours:20261203T100000"), before=own))
    assert [begin for begin, _ in found["occurrences"]] == ["2026-12-03T01:00:00Z", "2026-12-05T01:00:00Z"]


def test_a_time_without_a_zone_floats_until_it_is_placed() -> None:
    found = only(file(event("DURATION:PT30M", start="DTSTART:20261203T100000")))
    assert (found["starts_at"], found["ends_at"]) == ("2026-12-03T10:00:00", "2026-12-03T10:30:00")
    assert found["zone"] == "floating"
    settled = placed(found, "Europe/Berlin")
    assert (settled["starts_at"], settled["ends_at"]) == ("2026-12-03T09:00:00Z", "2026-12-03T09:30:00Z")


def test_a_calendars_own_zone_settles_what_floats() -> None:
    assert starts(start="DTSTART:20261203T100000", before="X-WR-TIMEZONE:Asia/Tokyo") == (
        "2026-12-03T01:00:00Z",
        "iana",
    )


def test_zones_come_from_the_package_and_not_from_the_system() -> None:
    """Debian's own data is an hour off for Vancouver in December 2026."""
    assert starts(start="DTSTART;TZID=America/Vancouver:20261201T100000") == ("2026-12-01T17:00:00Z", "iana")


def test_a_whole_day_is_a_day_and_not_an_instant() -> None:
    found = only(file(event(start="DTSTART;VALUE=DATE:20261203")))
    assert (found["starts_at"], found["ends_at"], found["all_day"]) == ("2026-12-03", "2026-12-04", True)
    settled = placed(found, "Europe/Berlin")
    assert (settled["starts_at"], settled["ends_at"]) == ("2026-12-02T23:00:00Z", "2026-12-03T23:00:00Z")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n\n"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_mark_at_the_beginning_and_short_line_ends_are_forgiven(mark: bytes, end: bytes) -> None:
    assert only(mark + file(event("SUMMARY:Ü")).replace(b"\r\n", end))["summary"] == "Ü"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_are_read_as_well(encoding: str) -> None:
    assert only(file(event("SUMMARY:Über Café")).decode().encode(encoding))["summary"] == "Über Café"


def test_several_calendars_in_one_file_are_all_read_each_with_its_method() -> None:
    found = read(file(event(uid="a"), method="REQUEST") + file(event(uid="b"), event(uid="c"), method="CANCEL"))
    assert [(each["uid"], each["method"]) for each in found["events"]] == [
        ("a", "REQUEST"), ("b", "CANCEL"), ("c", "CANCEL"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "trouble"),
    [
        (event(start=None), "It does not say when it begins."),
        (event(start="DTSTART:tomorrow"), "Its DTSTART can't be read."),
        (event("DTEND:20311131T080000Z"), "Its DTEND can't be read."),
        (event("DTEND:20311130T080000Z"), "It ends before it begins."),
        (event("DTEND:20391130T080000Z"), "It lasts longer than a year."),
        (event("DURATION:P99999999D"), "Its length can't be right."),
        (event("DURATION:-PT1H"), "Its length can't be right."),
        (event("DURATION:soon"), "Its length can't be right."),
        (event(uid=""), "It has no UID."),
        (event(start="DTSTART;TZID=Asia/Tokyo:00010101T000000"), "Its DTSTART can't be read."),
        (event("DURATION:P1D", start="DTSTART:99991231T235959Z"), "Its length can't be right."),
        (event("RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"), "It repeats by more than one rule."),
    ],
)
def test_one_broken_entry_says_so_and_spoils_no_other(broken: str, trouble: str) -> None:
    first, second = read(file(broken, event(uid="good")))["events"]
    assert (first["trouble"], first["occurrences"]) == (trouble, [])
    assert (second["trouble"], second["uid"]) == (None, "good")


# What repeats


def test_what_repeats_keeps_its_time_on_the_clock_across_a_change_of_clocks() -> None:
    lasts = ["2026-10-22T07:00:00Z", "2026-10-29T08:00:00Z", "2026-11-05T08:00:00Z"]
    assert repeated("RRULE:FREQ=WEEKLY;UNTIL=20261105T080000Z") == lasts
    assert repeated("RRULE:FREQ=WEEKLY;COUNT=6") == lasts


def test_one_that_differs_takes_the_place_of_what_it_was() -> None:
    usual = event("RRULE:FREQ=DAILY;COUNT=3", "DURATION:PT1H", start="DTSTART:20261203T080000Z")
    moved = event("RECURRENCE-ID:20261204T080000Z", "DURATION:PT2H", start="DTSTART:20261204T150000Z")
    first, second = read(file(usual, moved))["events"]
    assert [begin for begin, _ in first["occurrences"]] == ["2026-12-03T08:00:00Z", "2026-12-05T08:00:00Z"]
    assert second["occurrences"] == [["2026-12-04T15:00:00Z", "2026-12-04T17:00:00Z"]]
    assert second["recurrence_id"] == "2026-12-04T08:00:00Z"


def test_dates_may_be_taken_out_and_put_in() -> None:
    lines = ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261204T080000Z", "RDATE:20261224T080000Z,20261225T080000Z"]
    assert repeated(*lines, start="DTSTART:20261203T080000Z") == [
        "2026-12-03T08:00:00Z", "2026-12-05T08:00:00Z", "2026-12-24T08:00:00Z", "2026-12-25T08:00:00Z",
    ]  # fmt: skip


def test_the_third_thursday_and_every_other_monday_are_followed() -> None:
    third = repeated("RRULE:FREQ=MONTHLY;BYDAY=3TH;UNTIL=20270201")
    assert third == ["2026-11-19T08:00:00Z", "2026-12-17T08:00:00Z", "2027-01-21T08:00:00Z"]
    monday = "DTSTART;TZID=Europe/Berlin:20100104T090000"
    other = repeated("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20261201", start=monday)
    assert other == ["2026-11-02T08:00:00Z", "2026-11-16T08:00:00Z", "2026-11-30T08:00:00Z"]


def test_a_whole_day_that_repeats_stays_a_day() -> None:
    assert repeated("RRULE:FREQ=YEARLY;COUNT=2", start="DTSTART;VALUE=DATE:20261224") == ["2026-12-24", "2027-12-24"]


def test_what_never_ends_is_followed_for_a_thousand_times_or_five_years() -> None:
    daily = repeated("RRULE:FREQ=DAILY", start="DTSTART:20100101T080000Z")
    assert (len(daily), daily[0]) == (1000, "2026-10-21T08:00:00Z")
    weekly = repeated("RRULE:FREQ=WEEKLY", start="DTSTART:20100101T080000Z")
    assert len(weekly) < 300
    assert weekly[-1] < "2031-12"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYSETPOS=2",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2;BYSECOND=" + ",".join(map(str, range(60))),
        "FREQ=DAILY;INTERVAL=0;BYMONTH=2",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=999999999999",
        "FREQ=WEEKLY;RSCALE=CHINESE",
        "FREQ=NEVER",
        "COUNT=3",
        "nonsense",
        "FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 500),
    ],
)
def test_a_rule_that_would_take_for_ever_is_refused_and_the_rest_is_read(rule: str) -> None:
    found, good = read(file(event(f"RRULE:{rule}"), event(uid="good")))["events"]
    assert found["trouble"]
    assert found["occurrences"] == []
    assert good["trouble"] is None


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=2000000000"],
)
def test_a_rule_that_never_matches_or_counts_for_ever_comes_to_an_end(rule: str) -> None:
    found = only(file(event(f"RRULE:{rule}", start="DTSTART:19010101T080000Z")))
    assert found["trouble"] is None
    assert len(found["occurrences"]) <= 1000


def test_a_zone_with_a_rule_that_never_ends_is_no_zone() -> None:
    bad = zone("Evil", "+0900", "RRULE:FREQ=SECONDLY")
    assert starts(start="DTSTART;TZID=Evil:20261203T100000", before=bad) == ("2026-12-03T10:00:00", "unknown")


# What is none


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0\0",
        b"<!DOCTYPE html><html><body>Sign in</body></html>",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maria\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n",
        b"END:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
        b"PK\x03\x04" + bytes(range(256)) * 40,
    ],
)
def test_what_is_no_calendar_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"calendar"):
        read(content)


def test_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValueError, match="larger than 1 MB"):
        read(b"x" * (MOST_BYTES + 1))
    with pytest.raises(ValueError, match="more than 2000 entries"):
        read(file(*[event()] * 2001))


def test_deep_nesting_is_read_or_refused() -> None:
    with pytest.raises(ValueError, match="calendar"):
        read(b"BEGIN:VEVENT\r\n" * 1999 + b"END:VEVENT\r\n" * 1999)


# In a process of its own


def test_it_runs_apart() -> None:
    (found,) = apart(READER, file(event("RRULE:FREQ=DAILY;COUNT=2")))["events"]
    assert len(found["occurrences"]) == 2
    with pytest.raises(Unreadable, match="not a calendar"):
        apart(READER, b"<html>")


@pytest.mark.parametrize(
    "content",
    [
        file(event("EXDATE:" + ",".join(["20311201T080000Z"] * 55_000))),
        file(event("X-A;" + ";".join(["A=B"] * 100_000) + ":1")),
        file(event("SUMMARY:" + "é" * 500_000)),
        file(event(*["ATTENDEE;CN=A:mailto:a@example.org"] * 20_000)),
    ],
    ids=["exceptions", "parameters", "one long line", "attendees"],
)
def test_a_megabyte_of_one_thing_is_read_and_comes_out_small(content: bytes) -> None:
    assert len(content) <= MOST_BYTES
    (found,) = apart(READER, content)["events"]
    assert found["trouble"] is None
    assert len(json.dumps(found)) < 50_000


def test_a_file_of_rules_that_never_match_is_given_up() -> None:
    never = event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", start="DTSTART:19010101T080000Z")
    with pytest.raises(TooCostly):
        apart(READER, file(*[never] * 1900), cpu_seconds=1)
