"""Talks in a calendar, both ways, against real servers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from halfhour.connections.dav.client import Dav
from halfhour.connections.dav.models import Connection
from halfhour.core.store import reading, writing
from halfhour.interviews import busy
from tests.conftest import Client, Server, Time
from tests.interop.dav.conftest import Connected
from tests.interop.dav.servers import There
from tests.interviews.make import AT_NINE, person, talk

BERLIN_AT_NINE = "20311201T080000Z"


def scheduled(client: Client, name: str = "Maria Keller", **more: Any) -> str:
    id_ = talk(client, contact_id=person(client, name))
    client.moved(f"/interviews/{id_}/schedule", **{**AT_NINE, **more})
    return id_


def only(entries: dict[str, str]) -> tuple[str, str]:
    assert len(entries) == 1, entries
    return next(iter(entries.items()))


def changes(client: Client, **query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.seen("/connection-changes", state="open", **query)["items"]
    return items


def value(text: str, name: str) -> str:
    found = re.search(rf"^{name}[^:\r\n]*:(.*?)\r?$", text.partition("BEGIN:VEVENT")[2], re.MULTILINE)
    assert found is not None, f"{name} is not in {text}"
    return found[1]


def move(calendar: Connected, path: str, *, to: str = "20311204T1600", zone: str = "Europe/Berlin") -> None:
    """Drag the entry elsewhere, as a telephone does: with a zone, and a sequence that grows."""
    text = calendar.phone.get(path).text
    event = text.partition("BEGIN:VEVENT")[2]
    start, end = (re.search(rf"^{name}.*$", event, re.MULTILINE) for name in ("DTSTART", "DTEND"))
    assert start is not None
    assert end is not None
    until = f"{to[:9]}{int(to[9:13]) + 30:04}"
    calendar.phone.edit(
        path,
        (start[0].strip(), f"DTSTART;TZID={zone}:{to}00"),
        (end[0].strip(), f"DTEND;TZID={zone}:{until}00"),
        (f"SEQUENCE:{value(text, 'SEQUENCE')}", f"SEQUENCE:{int(value(text, 'SEQUENCE')) + 1}"),
    )


def test_a_talk_that_is_scheduled_moved_and_called_off_is_so_in_the_calendar(
    calendar: Connected, alice: Client
) -> None:
    id_ = scheduled(alice, meeting_link="https://meet.example.org/maria", mode="video")
    calendar.visit()
    path, text = only(calendar.phone.entries(calendar.place))
    assert value(text, "UID") == f"{id_}@halfhour"
    assert value(text, "DTSTART") == BERLIN_AT_NINE
    assert "Maria Keller" in value(text, "SUMMARY")
    before = int(value(text, "SEQUENCE"))

    alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-02T10:00", time_zone="Europe/Berlin")
    calendar.visit()
    moved = calendar.phone.get(path).text
    assert value(moved, "DTSTART") == "20311202T090000Z"
    assert int(value(moved, "SEQUENCE")) > before

    alice.moved(f"/interviews/{id_}/cancel")
    calendar.visit()
    assert value(calendar.phone.get(path).text, "STATUS") == "CANCELLED"
    assert calendar.shown["state"] == "fine"
    assert changes(alice) == []


def test_a_move_in_the_calendar_is_proposed_and_confirmed(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path)
    calendar.sync()
    (change,) = changes(alice, interview_id=id_)
    assert change["kind"] == "talk_moved"
    assert (
        change["words"]
        == "Your calendar says Thursday, 4 December 2031, 16:00; Halfhour says Monday, 1 December 2031, 09:00."
    )
    assert not change["conflict"]
    assert (calendar.shown["kept_count"], calendar.shown["open_changes"]) == (1, 1)
    assert alice.seen(f"/interviews/{id_}")["starts_at_local"] == "2031-12-01T09:00"
    (due,) = alice.seen("/today", time_zone="Europe/Berlin")["dues"]
    assert (due["kind"], due["interview_id"], due["page"]) == ("confirm", id_, f"/interviews/{id_}")
    assert due["words"] == f"Talk with {due['contact_name']}: {change['words']}"
    assert not due["overdue"]

    answered = alice.moved(f"/connection-changes/{change['id']}/accept")
    assert answered["state"] == "accepted"
    assert alice.seen(f"/interviews/{id_}")["starts_at_local"] == "2031-12-04T16:00"
    assert alice.seen("/today")["dues"] == []
    calendar.visit()
    calendar.sync()
    assert changes(alice) == []
    assert "20311204T160000" in calendar.phone.get(path).text


def test_a_move_is_dismissed_and_the_calendar_gets_the_agreed_time_back(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path)
    calendar.sync()
    (change,) = changes(alice)
    assert [each["answer"] for each in change["answers"]] == ["accept", "dismiss"]
    alice.moved(f"/connection-changes/{change['id']}/dismiss")
    calendar.visit()
    assert value(calendar.phone.get(path).text, "DTSTART") == BERLIN_AT_NINE
    assert alice.seen(f"/interviews/{id_}")["starts_at_local"] == "2031-12-01T09:00"
    calendar.sync()
    assert changes(alice) == []


def test_a_move_by_another_client_on_another_clock_is_the_same_instant_on_ours(
    calendar: Connected, alice: Client
) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path, to="20311204T1000", zone="America/New_York")
    calendar.sync()
    (change,) = changes(alice)
    assert "Thursday, 4 December 2031, 16:00" in change["words"]
    alice.moved(f"/connection-changes/{change['id']}/accept")
    shown = alice.seen(f"/interviews/{id_}")
    assert (shown["starts_at_local"], shown["time_zone"]) == ("2031-12-04T16:00", "Europe/Berlin")
    calendar.visit()
    assert "TZID=America/New_York:20311204T100000" in calendar.phone.get(path).text, "their way of writing it stays"


def test_what_is_chosen_to_be_accepted_is_taken_over_at_once(calendar: Connected, alice: Client) -> None:
    alice.changed(f"/connections/{calendar.id}", accept="automatic")
    id_, other = scheduled(alice), scheduled(alice, "Kai Brandt", starts_at_local="2031-12-02T09:00")
    calendar.visit()
    entries = calendar.phone.entries(calendar.place)
    path = next(each for each, text in entries.items() if id_ in text)
    gone = next(each for each, text in entries.items() if other in text)
    move(calendar, path)
    assert calendar.phone.delete(gone).is_success
    calendar.sync()
    assert alice.seen(f"/interviews/{id_}")["starts_at_local"] == "2031-12-04T16:00"
    assert alice.seen(f"/interviews/{other}")["state"] == "cancelled"
    taken = alice.seen("/connection-changes", state="accepted")["items"]
    assert [each["automatic"] for each in taken] == [True, True]
    assert list(calendar.phone.entries(calendar.place)) == [path], "what was deleted there does not come back"


def test_when_both_were_moved_nobody_wins_silently(calendar: Connected, alice: Client) -> None:
    alice.changed(f"/connections/{calendar.id}", accept="automatic")
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path)
    alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-03T11:00", time_zone="Europe/Berlin")
    calendar.visit()
    (change,) = changes(alice)
    assert change["conflict"]
    assert "16:00" in change["words"]
    assert "11:00" in change["words"]
    assert "20311204T160000" in calendar.phone.get(path).text
    alice.moved(f"/connection-changes/{change['id']}/dismiss")
    calendar.visit()
    assert value(calendar.phone.get(path).text, "DTSTART") == "20311203T100000Z"


def test_a_deletion_in_the_calendar_is_asked_about(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    assert calendar.phone.delete(path).is_success
    calendar.sync()
    (change,) = changes(alice)
    assert change["kind"] == "talk_cancelled"
    assert change["words"] == "The talk on Monday, 1 December 2031, 09:00 is no longer in your calendar."
    assert alice.seen(f"/interviews/{id_}")["state"] == "scheduled"
    alice.moved(f"/connection-changes/{change['id']}/dismiss")
    calendar.visit()
    _, text = only(calendar.phone.entries(calendar.place))
    assert value(text, "DTSTART") == BERLIN_AT_NINE, "it is put back"
    calendar.sync()
    assert changes(alice) == []


def test_a_cancellation_in_the_calendar_calls_the_talk_off_when_confirmed(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    calendar.phone.edit(path, ("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    calendar.sync()
    (change,) = changes(alice)
    assert change["kind"] == "talk_cancelled"
    assert change["words"].endswith("is called off in your calendar.")
    alice.moved(f"/connection-changes/{change['id']}/accept")
    assert alice.seen(f"/interviews/{id_}")["state"] == "cancelled"
    calendar.visit()
    calendar.sync()
    assert changes(alice) == []


def test_what_was_undone_there_or_done_here_too_needs_no_answer_any_more(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path)
    calendar.sync()
    (change,) = changes(alice)
    alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-04T16:00", time_zone="Europe/Berlin")
    calendar.visit()
    assert alice.seen(f"/connection-changes/{change['id']}")["state"] == "withdrawn"
    refused = alice.post(f"/connection-changes/{change['id']}/accept", headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["code"]) == (409, "answered_already")


def test_what_others_add_to_an_entry_stays_when_we_write_it_anew(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, text = only(calendar.phone.entries(calendar.place))
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Mine\nTRIGGER:-P1D\nEND:VALARM\n"
    calendar.phone.edit(
        path,
        (
            f"SUMMARY:{value(text, 'SUMMARY')}",
            "SUMMARY:Coffee with Maria\nCATEGORIES:Career\nX-MOZ-LASTACK:20300101T000000Z",
        ),
        ("END:VEVENT", f"{alarm}END:VEVENT"),
    )
    calendar.sync()
    assert changes(alice) == []
    alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-02T10:00", time_zone="Europe/Berlin")
    calendar.visit()
    after = calendar.phone.get(path).text
    assert value(after, "DTSTART") == "20311202T090000Z"
    assert value(after, "SUMMARY") == "Coffee with Maria"
    assert value(after, "CATEGORIES") == "Career"
    assert "X-MOZ-LASTACK" in after
    assert "DESCRIPTION:Mine" in after
    assert after.count("BEGIN:VALARM") == 2, "theirs, and ours once"


def test_a_change_between_our_look_and_our_write_is_seen_and_not_overwritten(
    calendar: Connected, alice: Client, monkeypatch: Any
) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-02T10:00", time_zone="Europe/Berlin")
    put = Dav.put

    def meanwhile(self: Dav, *args: Any) -> Any:
        monkeypatch.setattr(Dav, "put", put)
        move(calendar, path)
        return put(self, *args)

    monkeypatch.setattr(Dav, "put", meanwhile)
    calendar.visit()
    (change,) = changes(alice)
    assert change["conflict"]
    assert "20311204T160000" in calendar.phone.get(path).text


def test_an_expired_token_leads_to_a_look_at_everything(calendar: Connected, alice: Client, server: Server) -> None:
    scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path)
    with writing(server.database, alice.account_id) as store:
        old = store.get(Connection, calendar.id)
        assert old.sync_token
        expired = old.sync_token[:-8] + "00000000"
        store.project(Connection, calendar.id, {"sync_token": expired})
    calendar.sync()
    assert len(changes(alice)) == 1
    with reading(server.database, alice.account_id) as store:
        assert store.get(Connection, calendar.id).sync_token not in (expired, None)


def test_a_file_of_the_talk_that_was_imported_before_is_the_same_entry(calendar: Connected, alice: Client) -> None:
    alice.changed(f"/connections/{calendar.id}", active=False)
    id_ = scheduled(alice)
    file = alice.get(f"/interviews/{id_}/calendar.ics").text.replace("METHOD:PUBLISH\r\n", "")
    calendar.phone.write(f"{calendar.place}imported.ics", file)
    alice.changed(f"/connections/{calendar.id}", active=True)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    assert path.endswith("imported.ics"), "no double is made"
    alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-02T10:00", time_zone="Europe/Berlin")
    calendar.visit()
    assert value(calendar.phone.get(path).text, "DTSTART") == "20311202T090000Z"


def test_occurrences_that_somebody_adds_to_a_talk_are_theirs_alone(calendar: Connected, alice: Client) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, text = only(calendar.phone.entries(calendar.place))
    other = (
        f"BEGIN:VEVENT\nUID:{value(text, 'UID')}\nDTSTAMP:20261101T000000Z\nRECURRENCE-ID:20311208T080000Z\n"
        "DTSTART:20311209T120000Z\nDTEND:20311209T123000Z\nSUMMARY:Again\nEND:VEVENT\n"
    )
    calendar.phone.edit(
        path, ("SEQUENCE:", "RRULE:FREQ=WEEKLY;COUNT=3\nSEQUENCE:"), ("END:VCALENDAR", f"{other}END:VCALENDAR")
    )
    calendar.sync()
    assert changes(alice) == []
    assert alice.seen(f"/interviews/{id_}")["starts_at_local"] == "2031-12-01T09:00"


def test_a_talk_put_into_the_bin_or_reopened_leaves_the_calendar(calendar: Connected, alice: Client) -> None:
    binned, reopened = scheduled(alice), scheduled(alice, "Kai Brandt", starts_at_local="2031-12-02T09:00")
    calendar.visit()
    assert len(calendar.phone.entries(calendar.place)) == 2
    assert alice.delete(f"/interviews/{binned}", headers={"If-Match": "*"}).is_success
    alice.moved(f"/interviews/{reopened}/cancel")
    alice.moved(f"/interviews/{reopened}/reopen")
    calendar.visit()
    assert calendar.phone.entries(calendar.place) == {}


def test_a_connection_is_forgotten_with_or_without_what_was_put_there(calendar: Connected, alice: Client) -> None:
    scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    mine = f"{calendar.place}dentist.ics"
    event = "BEGIN:VEVENT\r\nUID:dentist\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20311205T090000Z\r\nEND:VEVENT\r\n"
    calendar.phone.write(mine, f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}END:VCALENDAR\r\n")
    again = alice.made("/connections", **calendar.told)["id"]
    assert alice.delete(f"/connections/{again}", headers={"If-Match": "*"}).status_code == 204
    calendar.visit()
    assert len(calendar.phone.entries(calendar.place)) == 2, "a connection that is just deleted leaves everything"
    there = {"take_away": "true"}
    assert alice.delete(f"/connections/{calendar.id}", params=there, headers={"If-Match": "*"}).status_code == 204
    assert calendar.shown["state"] == "leaving"
    calendar.visit()
    assert alice.get(f"/connections/{calendar.id}").status_code == 404
    assert list(calendar.phone.entries(calendar.place)) == [mine]
    assert path not in calendar.phone.entries(calendar.place)


def test_a_password_that_was_withdrawn_is_told_and_a_new_one_goes_on(
    calendar: Connected, alice: Client, there: There
) -> None:
    if there.name == "xandikos":  # asks nobody for a password on loopback: tests/connections/dav has this case too
        return
    scheduled(alice)
    calendar.visit()
    there.let_in(calendar.phone.user, "another")
    calendar.sync()
    shown = calendar.shown
    assert shown["state"] == "password"
    assert shown["last_error"] == "The server does not accept the user and password."
    assert shown["advice"] == "Make a new app password at your provider and enter it here."
    alice.changed(f"/connections/{calendar.id}", password="another")
    calendar.visit()
    assert calendar.shown["state"] == "fine"
    assert calendar.shown["last_error"] is None


def test_it_is_synced_again_and_again_by_itself(calendar: Connected, alice: Client, frozen: Time) -> None:
    id_ = scheduled(alice)
    calendar.visit()
    path, _ = only(calendar.phone.entries(calendar.place))
    move(calendar, path)
    calendar.visit()
    assert changes(alice) == [], "nobody looked yet"
    frozen.passes(minutes=20)
    calendar.visit()
    assert [each["interview_id"] for each in changes(alice)] == [id_]


def test_what_is_in_chosen_calendars_makes_busy_and_nothing_else_does(
    calendar: Connected, alice: Client, server: Server
) -> None:
    start = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    scheduled(alice, starts_at_local=f"{start + timedelta(days=9):%Y-%m-%d}T09:00")  # known anyhow

    def event(uid: str, hour: int, *more: str) -> str:
        at = (start + timedelta(hours=hour)).strftime("%Y%m%dT%H%M%SZ")
        lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", f"DTSTART:{at}", "DURATION:PT1H", *more]
        return "\r\n".join([*lines, "SUMMARY:A secret", "END:VEVENT", ""])

    entries = {
        "dentist": event("dentist", 8),
        "daily": event("daily", 12, "RRULE:FREQ=DAILY;COUNT=3"),
        "free": event("free", 17, "TRANSP:TRANSPARENT"),
        "off": event("off", 19, "STATUS:CANCELLED"),
    }
    for name, text in entries.items():
        whole = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n"
        calendar.phone.write(f"{calendar.place}{name}.ics", whole)
    calendar.sync()
    with reading(server.database, alice.account_id) as store:
        spans = busy.between(store, start - timedelta(days=2), start + timedelta(days=60))
    hours = [(starts - start).total_seconds() / 3600 for starts, _ in spans]
    assert hours == [8, 12, 36, 60]
    assert {ends - starts for starts, ends in spans} == {timedelta(hours=1)}

    other = talk(alice, contact_id=person(alice, "Kai Brandt"))
    at = f"{start:%Y-%m-%d}"
    body = {"times": [f"{at}T08:30", f"{at}T10:30"], "time_zone": "UTC"}
    offered = alice.put(f"/interviews/{other}/offers", json=body, headers={"If-Match": "*"})
    conflicts = [each["conflicts"] for each in offered.json()["times"]]
    assert [each["kind"] for each in conflicts[0]] == ["busy"]
    assert conflicts[0][0]["words"] == "Your calendar is busy from 08:00 to 09:00."
    assert conflicts[1] == []
    (day,) = alice.seen("/interviews/week", start=at, time_zone="UTC")["days"][:1]
    assert [(each["begins"], each["ends"]) for each in day["busy"]] == [("08:00", "09:00"), ("12:00", "13:00")]
    assert [(each["begins"], each["ends"]) for each in day["gaps"]] == [("09:00", "12:00"), ("13:00", "18:00")]
