"""Times on offer: on both clocks, with what they collide with, and a text to paste."""

from typing import Any

import httpx
import pytest

from tests.conftest import PASSWORD, Client, Server, Time
from tests.interviews.make import person, talk


def offered(client: Client, id_: str, *times: str, zone: str = "Europe/Berlin", **more: Any) -> httpx.Response:
    body = {"times": list(times), "time_zone": zone, **more}
    return client.put(f"/interviews/{id_}/offers", json=body, headers={"If-Match": "*"})


@pytest.fixture
def berlin(alice: Client, server: Server) -> Client:
    """Alice, who lives in Berlin."""
    with server.client() as browser:
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        browser.post("/session", json={"email": alice.email, "password": PASSWORD})
        browser.changed("/account", time_zone="Europe/Berlin")
    return alice


def test_times_are_kept_and_said_on_both_clocks(berlin: Client) -> None:
    id_ = talk(berlin, contact_id=person(berlin, time_zone="America/New_York"))
    answer = offered(berlin, id_, "2031-12-03T16:30", "2031-12-01T15:00", minutes=25)
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert shown == berlin.seen(f"/interviews/{id_}/offers")
    assert (shown["minutes"], shown["assumed"]) == (25, False)
    assert (shown["own_time_zone"], shown["their_time_zone"]) == ("Europe/Berlin", "America/New_York")
    assert [each["starts_at_local"] for each in shown["times"]] == ["2031-12-01T15:00", "2031-12-03T16:30"]
    first = shown["times"][0]
    assert (first["starts_at"], first["ends_at"]) == ("2031-12-01T14:00:00Z", "2031-12-01T14:25:00Z")
    assert first["theirs"] == {
        "time_zone": "America/New_York", "city": "New York", "abbreviation": "EST", "offset": "UTC−5",
        "local": "2031-12-01T09:00", "day": "Monday, 1 December 2031", "begins": "09:00", "ends": "09:25",
    }  # fmt: skip
    assert first["own"]["begins"] == "15:00"
    assert shown["text"] == (
        "Would one of these times suit you for a talk of 25 minutes?\n\n"
        "– Monday, 1 December 2031, 09:00–09:25 in New York (EST, UTC−5); for me that is 15:00–15:25 in Berlin"
        " (CET, UTC+1)\n"
        "– Wednesday, 3 December 2031, 10:30–10:55 in New York (EST, UTC−5); for me that is 16:30–16:55 in Berlin"
        " (CET, UTC+1)\n\n"
        "If none of them does, please tell me what would."
    )
    assert berlin.seen(f"/interviews/{id_}")["minutes"] == 25


def test_where_nobody_has_said_where_they_are_ones_own_clock_is_taken_and_said(berlin: Client) -> None:
    id_ = talk(berlin)
    shown = offered(berlin, id_, "2031-12-01T09:00").json()
    assert (shown["assumed"], shown["their_time_zone"]) == (True, "Europe/Berlin")
    assert "These are times in Berlin, where I am" in shown["text"]
    contact = f"/contacts/{shown['contact_id']}"
    told = berlin.patch(
        contact, json={"time_zone": "Asia/Tokyo"}, headers={"If-Match": f'"{shown["contact_version"]}"'}
    )
    assert told.status_code == 200, told.text
    shown = berlin.seen(f"/interviews/{id_}/offers")
    assert (shown["assumed"], shown["times"][0]["theirs"]["begins"]) == (False, "17:00")


def test_nights_on_which_clocks_change_are_meant_as_they_are_shown(alice: Client) -> None:
    id_ = talk(alice)
    shown = offered(alice, id_, "2032-03-28T02:30", "2032-10-31T02:30").json()
    spring, autumn = shown["times"]
    assert (spring["starts_at"], autumn["starts_at"]) == ("2032-03-28T01:00:00Z", "2032-10-31T00:30:00Z")
    assert spring["oddity"] == "Clocks go forward then and skip 02:30: 03:00 is meant."
    assert autumn["oddity"] == "Clocks go back then and show 02:30 twice: the first one is meant."


def test_times_that_passed_come_twice_or_are_too_many_are_refused(alice: Client) -> None:
    id_ = talk(alice)
    for times, pointer in (
        (["2031-12-01T09:00", "2020-12-01T09:00"], "#/times/1"),
        (["2031-12-01T09:00", "2031-12-01T09:00"], "#/times/1"),
        (["2032-03-28T02:30", "2032-03-28T03:00"], "#/times/1"),
        ([f"2031-12-0{day}T09:00" for day in range(1, 7)], "#/times"),
    ):
        answer = offered(alice, id_, *times)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), answer.text
    assert alice.seen(f"/interviews/{id_}/offers")["times"] == []


def test_no_time_at_all_takes_the_offer_back(alice: Client) -> None:
    id_ = talk(alice)
    offered(alice, id_, "2031-12-01T09:00")
    shown = offered(alice, id_).json()
    assert (shown["times"], shown["text"]) == ([], "")


def test_a_time_that_has_passed_is_not_offered_any_more(alice: Client, frozen: Time) -> None:
    id_ = talk(alice)
    frozen.at = 1_796_162_400.0  # 1 December 2026
    offered(alice, id_, "2027-01-01T09:00", "2031-12-01T09:00", zone="UTC")
    assert len(alice.seen(f"/interviews/{id_}/offers")["text"].splitlines()) == 6
    frozen.passes(days=40)
    shown = alice.seen(f"/interviews/{id_}/offers")
    assert [each["past"] for each in shown["times"]] == [True, False]
    assert len(shown["text"].splitlines()) == 5


def test_a_time_is_held_against_talks_that_are_scheduled_and_other_offers(alice: Client) -> None:
    booked = talk(alice, contact_id=person(alice, "Kai Brandt"))
    alice.moved(f"/interviews/{booked}/schedule", starts_at_local="2031-12-01T09:15", time_zone="Europe/Berlin")
    other = talk(alice, contact_id=person(alice, "Amina Diallo"))
    offered(alice, other, "2031-12-01T08:50")
    id_ = talk(alice)
    (time,) = offered(alice, id_, "2031-12-01T09:00").json()["times"]
    assert [(each["kind"], each["minutes"]) for each in time["conflicts"]] == [("overlap", 15)]
    assert set(time["conflicts"][0]["interview_ids"]) == {id_, booked}
    assert time["conflicts"][0]["words"] == "Maria Keller and Kai Brandt overlap by 15 minutes."
    assert time["offered_too"] == ["Amina Diallo"]
    (time,) = offered(alice, id_, "2031-12-01T12:00").json()["times"]
    assert (time["conflicts"], time["offered_too"]) == ([], [])


def test_agreeing_on_a_time_ends_the_offer(alice: Client) -> None:
    id_ = talk(alice)
    offered(alice, id_, "2031-12-01T09:00", "2031-12-02T09:00")
    alice.moved(f"/interviews/{id_}/schedule", starts_at_local="2031-12-02T09:00", time_zone="Europe/Berlin")
    assert alice.seen(f"/interviews/{id_}/offers")["times"] == []
    assert offered(alice, id_, "2031-12-05T09:00").status_code == 200  # to move it


def test_only_a_talk_that_may_come_about_has_times_on_offer(alice: Client) -> None:
    held = talk(alice, "held")
    answer = offered(alice, held, "2031-12-01T09:00")
    assert (answer.status_code, answer.json()["code"]) == (409, "offers_closed")
    assert [each["action"] for each in answer.json()["allowed"]] == ["reopen"]
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    alice.changed(f"/contacts/{contact_id}", do_not_contact=True)
    assert offered(alice, id_, "2031-12-01T09:00").json()["code"] == "do_not_contact"
    alice.delete(f"/contacts/{contact_id}", headers={"If-Match": "*"})
    assert offered(alice, id_, "2031-12-01T09:00").json()["code"] == "contact_in_bin"


def test_an_offer_on_an_old_page_is_refused(alice: Client) -> None:
    id_ = talk(alice)
    version = alice.seen(f"/interviews/{id_}/offers")["version"]
    body = {"times": ["2031-12-01T09:00"], "time_zone": "UTC"}
    asked: dict[str, Any] = {"json": body, "headers": {"If-Match": f'"{version}"'}}
    assert alice.put(f"/interviews/{id_}/offers", **asked).status_code == 200
    assert alice.put(f"/interviews/{id_}/offers", **asked).status_code == 412
