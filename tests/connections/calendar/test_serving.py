"""The feed as calendars fetch it: what it tells, that it stays the same, and that two libraries read it."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from halfhour.core.db import Query
from halfhour.core.engine import Connection
from tests.conftest import Client, Server, Time
from tests.connections.calendar.conftest import Make, Subscriber
from tests.interviews.calendars import second_opinion
from tests.interviews.make import person, talk

LINK = "https://meet.example.org/maria"
SECRETS = ("Maria", "Keller", "Café", "meet.example.org", "fulfil", "nurse")


def at(days: float, now: float) -> dict[str, str]:
    """A body for an agreement so many days from now."""
    when = datetime.fromtimestamp(now, UTC) + timedelta(days=days)
    return {"starts_at_local": when.strftime("%Y-%m-%dT%H:%M"), "time_zone": "UTC"}


def scheduled(client: Client, frozen: Time, days: float = 3, **more: Any) -> str:
    maria = more.pop("contact_id", None) or person(client, headline="Charge nurse")
    told = {"goal": "What fulfils her", "mode": "video", "meeting_link": LINK, "place": "Café Riquet", **more}
    id_ = talk(client, contact_id=maria, **told)
    client.moved(f"/interviews/{id_}/schedule", **at(days, frozen.at))
    return id_


def events(text: str) -> dict[str, Any]:
    """The events by UID, after both libraries have read them without complaint."""
    calendar = icalendar.Calendar.from_ical(text.encode())
    found = calendar.walk("VEVENT")
    assert [each.errors for each in (calendar, *found)] == [[] for _ in (calendar, *found)]
    assert sorted(each.uid.value for each in second_opinion(text.encode())) == sorted(
        str(each["UID"]) for each in found
    )
    return {str(each["UID"]).removesuffix("@halfhour"): each for each in found}


def test_a_full_feed_tells_with_whom_where_and_how_to_join(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    id_ = scheduled(alice, frozen)
    found = events(subscriber.read(make()["url"]))[id_]
    assert found["SUMMARY"] == "Talk with Maria Keller"
    assert found["LOCATION"] == found["CONFERENCE"] == LINK
    assert f"Link: {LINK}" in found["DESCRIPTION"]
    assert "Charge nurse" in found["DESCRIPTION"]
    assert (found["STATUS"], found["TRANSP"], found["CLASS"]) == ("CONFIRMED", "OPAQUE", "PRIVATE")
    assert found.walk("VALARM")[0]["TRIGGER"].dt == -timedelta(minutes=15)


def test_a_feed_of_talks_tells_nobodys_name_and_a_busy_one_nothing(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    id_ = scheduled(alice, frozen)
    held = talk(alice, "held", contact_id=person(alice, "Maria Keller-Two"))
    everything = ["talks", "thank_yous", "follow_ups", "debriefs"]
    named = subscriber.read(make(detail="interview", contents=everything)["url"])
    busy = subscriber.read(make(detail="busy", contents=everything)["url"])
    for text in (named, busy):
        assert not [word for word in SECRETS if word in text.replace("\r\n ", "")]
        assert id_ in events(text)
    assert events(named)[id_]["SUMMARY"] == "Informational interview"
    assert events(named)[f"{held}-thank"]["SUMMARY"] == "Send thanks for a talk"
    entry = events(busy)[id_]
    assert (entry["SUMMARY"], entry["TRANSP"], "URL" in entry) == ("Busy", "OPAQUE", False)
    assert entry.walk("VALARM")[0]["DESCRIPTION"] == "Busy"
    assert not [uid for uid in events(busy) if uid.endswith(("-thank", "-debrief"))]


def test_what_is_due_is_there_when_it_is_due_and_takes_no_time(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    held = talk(alice, contact_id=person(alice))
    alice.moved(f"/interviews/{held}/hold")
    ended = datetime.fromtimestamp(frozen.at, UTC)
    asked = talk(alice, contact_id=person(alice, "Kai Ono"))
    alice.moved(f"/interviews/{asked}/request")
    url = make(contents=["thank_yous", "follow_ups", "debriefs"])["url"]
    found = events(subscriber.read(url))
    assert found.keys() == {f"{held}-thank", f"{held}-debrief", f"{asked}-follow_up"}
    thank, follow = found[f"{held}-thank"], found[f"{asked}-follow_up"]
    assert thank["SUMMARY"] == "Thank Maria Keller for the talk"
    assert thank["TRANSP"] == "TRANSPARENT"
    assert thank["DTEND"].dt - ended.replace(microsecond=0) == timedelta(hours=24)
    assert follow["DTSTART"].dt - ended.replace(microsecond=0) == timedelta(days=7), "ahead of its day"
    assert "purpose=thank_you&contact=" in thank["URL"]
    alice.moved(f"/interviews/{held}/thank")
    assert f"{held}-thank" not in events(subscriber.read(url))


def test_only_what_was_chosen_is_in_it(alice: Client, make: Make, subscriber: Subscriber, frozen: Time) -> None:
    id_, held = scheduled(alice, frozen), talk(alice, "held", contact_id=person(alice, "Kai Ono"))
    alice.moved(f"/interviews/{id_}/reschedule", **at(4, frozen.at))
    talks = events(subscriber.read(make(contents=["talks"])["url"]))
    assert id_ in talks
    assert f"{held}-thank" not in talks
    assert events(subscriber.read(make(contents=["debriefs"])["url"])).keys() == {f"{held}-debrief"}


def test_the_bytes_stay_the_same_until_something_changes(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    id_ = scheduled(alice, frozen)
    url = make()["url"]
    first = subscriber.fetch(url)
    frozen.passes(hours=30)
    second = subscriber.fetch(url)
    assert second.content == first.content
    for name in ("etag", "last-modified"):
        assert second.headers[name] == first.headers[name]
    alice.moved(f"/interviews/{id_}/reschedule", **at(5, frozen.at))
    third = subscriber.fetch(url)
    assert third.headers["etag"] != first.headers["etag"]
    assert third.headers["last-modified"] != first.headers["last-modified"]
    before, after = (events(each.text)[id_] for each in (first, third))
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["UID"] == before["UID"]


def test_who_holds_the_bytes_is_told_so(alice: Client, make: Make, subscriber: Subscriber, frozen: Time) -> None:
    scheduled(alice, frozen)
    url = make()["url"]
    first = subscriber.fetch(url)
    tag, since = first.headers["etag"], first.headers["last-modified"]
    assert tag.startswith('"')
    for held in ({"If-None-Match": tag}, {"If-None-Match": f'"x", {tag}'}, {"If-Modified-Since": since}):
        again = subscriber.fetch(url, **held)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    for not_held in (
        {"If-None-Match": '"x"'},
        {"If-None-Match": '"x"', "If-Modified-Since": since},
        {"If-Modified-Since": "Thu, 01 Jan 2004 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert subscriber.fetch(url, **not_held).status_code == 200


def test_head_says_the_same_without_the_body(make: Make, subscriber: Subscriber) -> None:
    url = make()["url"]
    got, head = subscriber.fetch(url), subscriber.fetch(url, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "last-modified"):
        assert head.headers[name] == got.headers[name]
    assert subscriber.fetch(url, "POST").status_code == 405


def test_the_answer_is_nobody_elses_to_keep_or_to_index(make: Make, subscriber: Subscriber) -> None:
    headers = subscriber.fetch(make()["url"]).headers
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["cache-control"] == "private, max-age=900"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in headers


def test_a_calendar_is_told_what_it_is_called_and_to_look_again(make: Make, subscriber: Subscriber) -> None:
    text = subscriber.read(make(name="Gespräche; mit, allen")["url"])
    assert "\r\nNAME:Gespräche\\; mit\\, allen\r\nX-WR-CALNAME:Gespräche\\; mit\\, allen\r\n" in text
    assert events(text) == {}
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert "X-PUBLISHED-TTL:PT1H\r\n" in text
    assert "METHOD" not in text, "a subscription is no invitation"


def test_every_wrong_address_is_answered_alike(make: Make, seeker: Client, subscriber: Subscriber) -> None:
    made = make()
    gone = made["url"]
    seeker.moved(f"/calendar/feeds/{made['id']}/rotate")
    wrong = [gone, "/calendar/x.ics", "/calendar/" + "a" * 32 + ".ics", "/calendar/%00.ics", "/calendar/ü.ics"]
    answers = [subscriber.fetch(each) for each in wrong]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    kept = ("x-request-id", "date")
    assert len({str(sorted(item for item in each.headers.items() if item[0] not in kept)) for each in answers}) == 1


def test_the_address_proves_nothing_anywhere_else_and_nothing_else_proves_it(
    server: Server, alice: Client, make: Make, subscriber: Subscriber
) -> None:
    url = make()["url"]
    address = url.rsplit("/", 1)[1].removesuffix(".ics")
    for headers in ({"Authorization": f"Bearer {address}"}, {"Cookie": f"halfhour={address}"}):
        assert subscriber.client.get(f"{server.url}/api/v1/account", headers=headers).status_code == 401
    answer = subscriber.fetch("/calendar/" + "a" * 32 + ".ics", Authorization=f"Bearer {alice.token}")
    assert answer.status_code == 404


def test_one_persons_address_shows_nothing_of_anothers(
    alice: Client, bob: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    hers = scheduled(alice, frozen)
    his = scheduled(bob, frozen, contact_id=person(bob, "Boris Secret"))
    text = subscriber.read(make()["url"])
    assert hers in text
    assert his not in text
    assert "Boris" not in text


def test_no_log_tells_the_address(make: Make, subscriber: Subscriber, caplog: pytest.LogCaptureFixture) -> None:
    url = make()["url"]
    with caplog.at_level(logging.DEBUG):
        subscriber.read(url)
        subscriber.fetch(url.replace(".ics", "x.ics"))
    address = url.rsplit("/", 1)[1].removesuffix(".ics")
    assert [record for record in caplog.records if record.name == "halfhour.access"]
    assert not [
        r for r in caplog.records if r.name.startswith("halfhour") and address in f"{r.getMessage()} {r.__dict__}"
    ]


def test_a_cancelled_talk_stays_for_six_weeks_as_cancelled(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    id_ = scheduled(alice, frozen, days=100)
    url = make()["url"]
    alice.moved(f"/interviews/{id_}/cancel", reason="Her flight was moved.")
    found = events(subscriber.read(url))[id_]
    assert (found["STATUS"], found["SEQUENCE"], found["TRANSP"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert found.walk("VALARM") == []
    frozen.passes(days=41)
    assert id_ in events(subscriber.read(url))
    frozen.passes(days=2)
    assert id_ not in events(subscriber.read(url))


def test_a_talk_stays_for_a_year_and_one_in_the_bin_is_gone(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    long_ago, lately = scheduled(alice, frozen, -400), scheduled(alice, frozen, -300)
    binned = scheduled(alice, frozen, 2)
    alice.delete(f"/interviews/{binned}", headers={"If-Match": "*"})
    found = events(subscriber.read(make(contents=["talks"])["url"]))
    assert lately in found
    assert not {long_ago, binned} & found.keys()


def test_a_feed_without_alarms_does_not_ring(alice: Client, make: Make, subscriber: Subscriber, frozen: Time) -> None:
    scheduled(alice, frozen)
    talk(alice, "held", contact_id=person(alice, "Kai Ono"))
    assert "VALARM" in subscriber.read(make(alarm_minutes=0)["url"])
    assert "VALARM" not in subscriber.read(make(alarm_minutes=None)["url"])


def test_a_time_on_each_side_of_a_change_of_clocks_is_the_instant_that_was_agreed(
    alice: Client, make: Make, subscriber: Subscriber
) -> None:
    starts = {}
    for local in ("2031-10-25T09:00", "2031-10-27T09:00"):
        id_ = talk(alice, contact_id=person(alice, local))
        alice.moved(f"/interviews/{id_}/schedule", starts_at_local=local, time_zone="Europe/Berlin")
        starts[id_] = local
    found = events(subscriber.read(make()["url"]))
    assert [found[id_]["DTSTART"].dt.hour for id_ in starts] == [7, 8]


def test_hostile_names_stay_names(alice: Client, make: Make, subscriber: Subscriber, frozen: Time) -> None:
    name = "Zoë\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"
    id_ = scheduled(alice, frozen, contact_id=person(alice, name))
    text = subscriber.read(make(name="X\nY:Z")["url"])
    assert events(text).keys() == {id_}
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))


@pytest.mark.usefixtures("idle")
def test_a_feed_of_many_talks_takes_no_more_statements_than_one_of_few(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria, url = person(alice), make()["url"]
    run: list[Any] = []
    real = Connection.rows

    def counted(self: Connection, query: Query, values: Mapping[str, Any]) -> Any:
        if alice.account_id in values.values():  # the server cleans its house beside
            run.append(query)
        return real(self, query, values)

    counts = []
    for _ in range(2):
        for day in range(3):
            scheduled(alice, frozen, day + 1, contact_id=maria)
        with monkeypatch.context() as patched:
            patched.setattr(Connection, "rows", counted)
            subscriber.read(url)
        counts.append(len(run))
        run.clear()
    assert 1 <= counts[0] == counts[1] <= 8
