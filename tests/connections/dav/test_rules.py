"""What is decided about connections from plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from halfhour.connections.dav import merging, patching, rules, spans
from halfhour.connections.dav.merging import Newer, merged, newer


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("cloud.example.org", "https://cloud.example.org/"),
        (" https://Cloud.example.org/remote.php/dav ", "https://cloud.example.org/remote.php/dav"),
        ("http://192.168.1.20:5232/", "http://192.168.1.20:5232/"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/"),
        ("ftp://example.org", None),
        ("https://alice:secret@example.org/", None),
        ("https://example.org/?key=1", None),
        ("https://", None),
        ("https://example.org:port/", None),
        ("not an address", None),
    ],
)
def test_an_address_is_made_whole_or_refused(given: str, taken: str | None) -> None:
    assert rules.normalized(given) == taken


def test_one_waits_ever_longer_and_as_long_as_the_server_says() -> None:
    waits = [rules.wait_after(failures) for failures in range(1, 9)]
    assert waits[0] == timedelta(minutes=15)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
    assert rules.wait_after(1, timedelta(hours=2)) == timedelta(hours=2)
    assert rules.wait_after(1, timedelta(days=900)) == timedelta(days=1)


def test_who_has_changed_something() -> None:
    old, here, there = {"at": 1}, {"at": 2}, {"at": 3}
    assert newer(old, old, old) is Newer.NOBODY
    assert newer(old, here, here) is Newer.NOBODY
    assert newer(old, here, old) is Newer.HERE
    assert newer(old, old, there) is Newer.THERE
    assert newer(old, here, there) is Newer.BOTH
    assert newer(None, here, there) is Newer.BOTH, "what was never in step is nobody's to overwrite"


def person(**more: Any) -> dict[str, Any]:
    empty = {name: [] if name in merging.LISTS else "" for name in merging.FIELDS}
    return {**empty, "name": ["Maria Keller", "Maria", "Keller"], "place": ["", ""], **more}


def emails(*values: str) -> list[dict[str, str]]:
    return [{"label": "", "value": each} for each in values]


def test_each_field_is_merged_by_itself() -> None:
    was = person(headline="Nurse", organization="St. Anne's")
    here, there = {**was, "headline": "Data manager"}, {**was, "organization": "Charité"}
    found = merged({"here": was, "there": was}, here, there, here_is_newer=False)
    assert found == ({"organization": "Charité"}, {"headline"}, {})


def test_of_lists_nothing_is_lost_but_what_was_taken_off() -> None:
    was = person(emails=emails("old@x.org", "both@x.org"))
    here = person(emails=emails("both@x.org", "here@x.org"))
    there = person(emails=emails("old@x.org", "BOTH@x.org", "there@x.org"))
    found = merged({"here": was, "there": was}, here, there, here_is_newer=False)
    assert [each["value"] for each in found.take["emails"]] == ["BOTH@x.org", "here@x.org", "there@x.org"]
    assert found.write == {"emails"}


def test_what_was_emptied_on_one_side_is_emptied_on_the_other_and_not_filled_again() -> None:
    was = person(headline="Nurse")
    both = {"here": was, "there": was}
    assert merged(both, person(), was, here_is_newer=True).write == {"headline"}
    assert merged(both, was, person(), here_is_newer=True).take == {"headline": ""}


@pytest.mark.parametrize("here_is_newer", [True, False])
def test_where_both_changed_one_text_the_newer_wins_and_the_other_is_not_forgotten(here_is_newer: bool) -> None:
    was, here, there = (person(headline=each) for each in ("Nurse", "Here", "There"))
    found = merged({"here": was, "there": was}, here, there, here_is_newer=here_is_newer)
    assert found.take == ({} if here_is_newer else {"headline": "There"})
    assert found.write == ({"headline"} if here_is_newer else set())
    assert found.lost == {"headline": ("Here", "There") if here_is_newer else ("There", "Here")}


def test_two_who_were_never_in_step_fill_each_others_gaps() -> None:
    here, there = (
        person(headline="Nurse", emails=emails("a@x.org")),
        person(place=["Leipzig", ""], emails=emails("b@x.org")),
    )
    found = merged({}, here, there, here_is_newer=True)
    assert found.take["place"] == ["Leipzig", ""]
    assert [each["value"] for each in found.take["emails"]] == ["a@x.org", "b@x.org"]
    assert found.write == {"headline", "emails"}


def test_what_a_card_says_otherwise_than_we_do_is_no_change() -> None:
    """A server that writes addresses its own way is not asked to write them ours, again and again."""
    here, there = person(place=["Leipzig", "Park 4"]), person(place=["Leipzig", "Park 4\n04103 Leipzig"])
    assert merged({"here": here, "there": there}, here, there, here_is_newer=True) == ({}, set(), {})


def lines(*inside: str) -> bytes:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:a@halfhour", *inside, "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{each}\r\n" for each in whole).encode()


def test_our_words_replace_ours_and_leave_theirs() -> None:
    before = lines("SUMMARY:Talk", "LOCATION:Café", "DTSTART:20311201T080000Z", "SEQUENCE:1")
    theirs = lines(
        "SUMMARY:Coffee!", "LOCATION:Café", "DTSTART:20311201T080000Z", "SEQUENCE:7", "X-THEIRS;A=b:c",
        "BEGIN:VALARM", "ACTION:AUDIO", "DESCRIPTION:Theirs", "END:VALARM",
    )  # fmt: skip
    ours = patching.marked(
        lines(
            "SUMMARY:Talk", "LOCATION:Park", "DTSTART:20311202T080000Z", "SEQUENCE:2",
            "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Ours", "END:VALARM",
        )
    )  # fmt: skip
    told = patching.patched(theirs, ours, "a@halfhour", patching.wrote(before), keep_times=False).decode()
    assert "SUMMARY:Coffee!" in told, "edited by hand, so it stays"
    assert "SUMMARY:Talk" not in told
    assert "LOCATION:Park" in told
    assert "DTSTART:20311202T080000Z" in told
    assert "SEQUENCE:7" in told, "it never falls"
    assert "X-THEIRS;A=b:c" in told
    assert told.count("BEGIN:VALARM") == 2
    again = patching.patched(told.encode(), ours, "a@halfhour", patching.wrote(ours), keep_times=True)
    assert again.count(b"BEGIN:VALARM") == 2
    assert patching.digest(ours) == patching.digest(ours.replace(b"SUMMARY:Talk\r\n", b"SUMMARY:Talk\r\nDTSTAMP:1\r\n"))


def test_an_event_that_is_not_there_is_not_patched() -> None:
    with pytest.raises(ValueError, match="no such event"):
        patching.patched(lines("RECURRENCE-ID:20311208T080000Z"), lines(), "a@halfhour", {}, keep_times=False)


def test_a_long_line_is_folded_between_letters() -> None:
    folded = patching.folded("SUMMARY:" + "é" * 100)
    assert all(len(each) <= 75 for each in folded.split(b"\r\n"))
    assert patching.unfolded(folded) == ["SUMMARY:" + "é" * 100]


NOON = datetime(2031, 12, 1, 12, tzinfo=UTC)


def event(hours: float, length: float = 1, **more: Any) -> dict[str, Any]:
    starts, ends = NOON + timedelta(hours=hours), NOON + timedelta(hours=hours + length)
    return {
        "trouble": None, "transparent": False, "status": "", "attendees": [],
        "occurrences": [[starts.isoformat(), ends.isoformat()]], **more,
    }  # fmt: skip


def test_busy_times_are_joined_and_cut_to_the_days_asked_for() -> None:
    events = [
        event(0), event(0.5), event(5, 0), event(8, transparent=True), event(10, status="CANCELLED"),
        event(12, attendees=[{"address": "ALICE@x.org", "answer": "DECLINED"}]),
        event(14, attendees=[{"address": "bob@x.org", "answer": "DECLINED"}]),
        event(-30, 29.5), event(100, trouble="?"),
    ]  # fmt: skip
    found = spans.busy(events, NOON - timedelta(hours=2), NOON + timedelta(hours=24), {"alice@x.org"})
    hours = [tuple((each - NOON).total_seconds() / 3600 for each in span) for span in found]
    assert hours == [(-2, -0.5), (0, 1.5), (14, 15)]
