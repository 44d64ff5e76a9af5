"""A talk as a file for one's own calendar, read back by a library that reads calendars."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from tests.conftest import Client, Server, Time
from tests.interviews.calendars import second_opinion
from tests.interviews.make import AT_NINE, person, talk


def file(client: Client, id_: str) -> bytes:
    answer = client.get(f"/interviews/{id_}/calendar.ics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return answer.content


def event(client: Client, id_: str) -> Any:
    calendar = icalendar.Calendar.from_ical(file(client, id_))
    (found,) = calendar.walk("VEVENT")
    assert found.errors == []
    return found


def scheduled(client: Client, **more: Any) -> str:
    id_ = talk(client, **more)
    client.moved(f"/interviews/{id_}/schedule", **AT_NINE)
    return id_


def test_the_file_says_when_with_whom_and_where(alice: Client, server: Server) -> None:
    maria = person(alice, headline="Clinical data manager", time_zone="America/New_York")
    id_ = scheduled(alice, contact_id=maria, mode="in_person", place="Café Riquet; Leipzig", travel_minutes=25)
    for text in ("What does a bad day look like?", "Who else should I meet?"):
        alice.made(f"/interviews/{id_}/agenda", text=text, planned_minutes=5)
    found = event(alice, id_)
    assert found["UID"] == f"{id_}@halfhour"
    assert found["DTSTART"].dt == datetime(2031, 12, 1, 8, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2031, 12, 1, 8, 30, tzinfo=UTC)
    assert found["SUMMARY"] == "Talk with Maria Keller"
    assert found["LOCATION"] == "Café Riquet; Leipzig"
    assert (found["STATUS"], found["SEQUENCE"]) == ("CONFIRMED", 0)
    page = f"{server.settings.origin}/interviews/{id_}"
    assert found["URL"] == page
    assert found["DESCRIPTION"].splitlines() == [
        "Clinical data manager",
        "For them it is Monday, 1 December 2031, 03:00–03:30 in New York (EST, UTC−5).",
        "2 questions on the agenda, 10 minutes.",
        page,
    ]
    (alarm,) = found.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-40)
    assert alarm["DESCRIPTION"] == "Leave in 15 minutes: the way takes 25."


@pytest.mark.parametrize(
    ("mode", "location", "first"),
    [
        ("video", "https://meet.example.org/maria", "Link: https://meet.example.org/maria"),
        ("phone", "At home", "Phone: +49 341 555 0100"),
    ],
)
def test_a_call_says_how_to_join_it(alice: Client, mode: str, location: str, first: str) -> None:
    maria = person(alice, phones=[{"value": "+49 341 555 0100"}])
    link = "https://meet.example.org/maria"
    found = event(alice, scheduled(alice, contact_id=maria, mode=mode, place="At home", meeting_link=link))
    assert found["LOCATION"] == location
    assert found["DESCRIPTION"].splitlines()[0] == first
    assert found.walk("VALARM")[0]["TRIGGER"].dt == timedelta(minutes=-15)


def test_the_same_talk_gives_the_same_bytes_and_each_change_counts(alice: Client, frozen: Time) -> None:
    id_ = scheduled(alice)
    before = file(alice, id_)
    frozen.passes(hours=1)
    assert file(alice, id_) == before
    seen = [event(alice, id_)]
    for action, body in (("reschedule", {**AT_NINE, "starts_at_local": "2031-12-02T10:00"}), ("cancel", {})):
        frozen.passes(hours=1)
        alice.moved(f"/interviews/{id_}/{action}", **body)
        seen.append(event(alice, id_))
    assert [each["SEQUENCE"] for each in seen] == [0, 1, 2]
    assert [each["STATUS"] for each in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({each["UID"] for each in seen}) == 1
    stamps = [each["DTSTAMP"].dt for each in seen]
    assert stamps == sorted(set(stamps))
    assert seen[1]["DTSTART"].dt == datetime(2031, 12, 2, 9, tzinfo=UTC)
    assert seen[2].walk("VALARM") == []


def test_lines_end_and_fold_as_the_standard_says_whatever_a_person_writes(alice: Client) -> None:
    name = "Zoë; Ünal, \\ “BEGIN:VEVENT” " + "日本語" * 40
    goal = "First,\nsecond;\r\nEND:VCALENDAR\nthird \u2028 \x07 bell"
    id_ = scheduled(alice, contact_id=person(alice, name), goal=goal)
    content = file(alice, id_)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert content.count(b"\r\nEND:VCALENDAR\r\n") == 1
    found = event(alice, id_)
    assert found["SUMMARY"] == f"Talk with {name}"
    assert "First,\nsecond;\nEND:VCALENDAR\nthird" in found["DESCRIPTION"]
    answer = alice.get(f"/interviews/{id_}/calendar.ics")
    assert answer.headers["content-disposition"] == 'attachment; filename="talk-with-zoe-unal-begin-vevent.ics"'


def test_a_talk_without_a_time_has_no_file(alice: Client, bob: Client) -> None:
    id_ = talk(alice)
    answer = alice.get(f"/interviews/{id_}/calendar.ics")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_scheduled")
    assert "schedule" in [each["action"] for each in answer.json()["allowed"]]
    assert bob.get(f"/interviews/{scheduled(alice)}/calendar.ics").status_code == 404


def test_a_change_of_place_or_length_counts_and_one_of_the_goal_does_not(alice: Client) -> None:
    id_ = scheduled(alice)
    for changed, sequence in (
        ({"goal": "Pay"}, 0), ({"place": "Café"}, 1), ({"place": "Café"}, 1), ({"minutes": 45}, 2),
        ({"meeting_link": "https://meet.example.org/a", "mode": "video"}, 3), ({"travel_minutes": 10}, 3),
    ):  # fmt: skip
        alice.changed(f"/interviews/{id_}", **changed)
        assert event(alice, id_)["SEQUENCE"] == sequence, changed
    alice.moved(f"/interviews/{id_}/reschedule", **AT_NINE)
    assert event(alice, id_)["SEQUENCE"] == 3


def test_a_talk_that_starts_over_goes_on_counting(alice: Client) -> None:
    id_ = talk(alice)
    alice.changed(f"/interviews/{id_}", place="Café", minutes=20)
    alice.moved(f"/interviews/{id_}/schedule", **AT_NINE)
    assert event(alice, id_)["SEQUENCE"] == 0
    alice.moved(f"/interviews/{id_}/cancel")
    alice.moved(f"/interviews/{id_}/reopen")
    assert alice.get(f"/interviews/{id_}/calendar.ics").status_code == 409
    alice.moved(f"/interviews/{id_}/schedule", **AT_NINE)
    found = event(alice, id_)
    assert (found["SEQUENCE"], found["STATUS"]) == (2, "CONFIRMED")


def test_a_second_library_reads_the_file_too(alice: Client) -> None:
    id_ = scheduled(alice, mode="video", meeting_link="https://meet.example.org/maria")
    (found,) = second_opinion(file(alice, id_))
    assert found.dtstart.value == datetime(2031, 12, 1, 8, tzinfo=UTC)
    assert found.summary.value == "Talk with Maria Keller"
