"""What Halfhour writes into calendars, from plain values, read back by two libraries."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from halfhour.core.clock import new_id
from halfhour.interviews.events_ics import Alarm, Event, Method, Person, calendar, row_id, uid
from tests.interviews.calendars import second_opinion

AT = datetime(2031, 12, 1, 8, tzinfo=UTC)
ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


def event(**more: Any) -> Event:
    told = {"summary": "Talk with Maria Keller", **more}
    return Event(uid(ID), AT - timedelta(days=9, microseconds=5), AT, AT + timedelta(minutes=30), **told)


def read(content: bytes) -> Any:
    parsed = icalendar.Calendar.from_ical(content)
    (found,) = parsed.walk("VEVENT")
    assert found.errors == []
    assert second_opinion(content)[0].uid.value == str(found["UID"])
    return found


def test_the_same_values_give_the_same_bytes() -> None:
    assert calendar([event()], name="Talks") == calendar([event()], name="Talks")


def test_times_are_instants_in_utc_and_no_zone_is_told() -> None:
    content = calendar([event()])
    assert b"DTSTART:20311201T080000Z\r\n" in content
    assert b"DTSTAMP:20311122T075959Z\r\n" in content
    assert b"VTIMEZONE" not in content
    assert read(content)["DTEND"].dt == AT + timedelta(minutes=30)


@pytest.mark.parametrize(
    "text",
    [
        "Line one\nline two\r\nline three\rline four",
        "a;b,c:d\\e\\n \"quoted\" 'and' ^n",
        "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
        "日本語の長い文章" * 20,
        "👩‍👩‍👧" * 40,
        "x" * 74 + "é" * 80,
        "bell \x07 and NEL \x85 and LS \u2028 and PS \u2029 end",
        "<b>&amp;</b> =cmd|' /C calc'!A0 %0D%0ABcc: x",
    ],
)
def test_a_text_stays_a_text_whatever_it_says(text: str) -> None:
    people = {"organizer": Person("me@example.org", text), "attendees": (Person("ana@example.org", text),)}
    everywhere = dict.fromkeys(("summary", "description", "location"), text)
    content = calendar([event(**everywhere, **people, alarm=Alarm(timedelta(minutes=15), text))], name=text)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(mark in line for line in lines for mark in (b"\r", b"\n", b"\x07"))
    assert b"".join(lines).decode().count("BEGIN:VEVENT") == 1 + 4 * text.count("BEGIN:VEVENT")
    found = read(content)
    want = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x07", "")
    for mark in ("\x85", "\u2028", "\u2029"):
        want = want.replace(mark, "\n")
    assert str(found["SUMMARY"]) == str(found["LOCATION"]) == str(found["DESCRIPTION"]) == want
    assert second_opinion(content)[0].summary.value == want
    assert found["ORGANIZER"] == "mailto:me@example.org"
    assert "\n" not in found["ATTENDEE"].params["CN"]


def test_no_line_is_cut_within_a_character() -> None:
    for length in range(60, 90):
        content = calendar([event(summary="x" * length + "日本語" * 30)])
        assert all(line.decode() for line in content.split(b"\r\n")[:-1])
        assert str(read(content)["SUMMARY"]).endswith("日本語")


def test_the_meeting_link_is_where_calendars_look_for_it() -> None:
    found = read(calendar([event(link="https://meet.example.org/a?b=1,2;3&c=ü d")]))
    assert found["CONFERENCE"] == "https://meet.example.org/a?b=1,2;3&c=%C3%BC%20d"
    assert found["CONFERENCE"].params["FEATURE"] == "VIDEO"
    assert found["CONFERENCE"].params["VALUE"] == "URI"


def test_an_address_can_not_end_its_line() -> None:
    evil = 'ana@example.org\r\nATTENDEE:mailto:eve@example.org";X="'
    found = read(calendar([event(attendees=(Person(evil, "Ana"),))]))
    assert not isinstance(found["ATTENDEE"], list)
    assert found["ATTENDEE"].startswith("mailto:ana@example.org%0D%0A")


def test_who_is_invited_is_asked_to_reply() -> None:
    people = {
        "organizer": Person("me@example.org", "María José, PhD"),
        "attendees": (Person("ana@example.org", "Ana"),),
    }
    content = calendar([event(**people)], method=Method.REQUEST)
    found = read(content)
    assert b"METHOD:REQUEST\r\n" in content
    assert found["ORGANIZER"].params["CN"] == "María José, PhD"
    params = found["ATTENDEE"].params
    assert (params["PARTSTAT"], params["RSVP"], params["CUTYPE"]) == ("NEEDS-ACTION", "TRUE", "INDIVIDUAL")


def test_what_is_called_off_takes_no_time_and_does_not_ring() -> None:
    alarm = Alarm(timedelta(minutes=15), "Talk in 15 minutes.")
    found = read(calendar([event(cancelled=True, alarm=alarm)]))
    assert (found["STATUS"], found["TRANSP"], found["X-MICROSOFT-CDO-BUSYSTATUS"]) == (
        "CANCELLED",
        "TRANSPARENT",
        "FREE",
    )
    assert found.walk("VALARM") == []


@pytest.mark.parametrize(
    ("minutes", "written"), [(15, "-PT15M"), (60, "-PT1H"), (100, "-PT1H40M"), (0, "PT0M"), (1440, "-PT24H")]
)
def test_an_alarm_rings_so_long_before(minutes: int, written: str) -> None:
    content = calendar([event(alarm=Alarm(timedelta(minutes=minutes), "Now"))])
    assert f"TRIGGER:{written}\r\n".encode() in content
    (alarm,) = read(content).walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(minutes=minutes)


def test_subscribers_are_told_how_often_to_look_in_both_ways() -> None:
    content = calendar([], name="My talks", refresh=timedelta(hours=1))
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in content
    parsed = icalendar.Calendar.from_ical(content)
    assert (parsed["NAME"], parsed["X-WR-CALNAME"]) == ("My talks", "My talks")


def test_a_uid_tells_whose_row_it_is_and_strangers_uids_none() -> None:
    id_ = new_id()
    assert row_id(uid(id_)) == id_
    assert [row_id(each) for each in ("1@example.org", "x@halfhour", "", uid(id_, "thank"))] == [None] * 4
