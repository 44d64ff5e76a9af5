"""Feeds as the person makes them: an address that is shown once, changed at once, and reached by nobody else."""

from typing import Any

import pytest

from halfhour.core.clock import new_id
from tests.conftest import Client, Server, Time
from tests.connections.calendar.conftest import Make, Subscriber

FULL = {"detail": "full", "contents": ["talks"], "alarm_minutes": None}


def test_the_address_is_told_once_in_both_forms_and_is_long(alice: Client, make: Make, server: Server) -> None:
    made = make()
    address = made["url"].removeprefix(f"{server.settings.origin}/calendar/").removesuffix(".ics")
    assert len(address) == 32  # 192 bits
    assert made["webcal_url"] == made["url"].replace("http://", "webcal://")
    shown = alice.seen(f"/calendar/feeds/{made['id']}")
    assert not {"url", "webcal_url"} & shown.keys()
    assert shown["hint"] == address[-4:]
    assert address not in str(alice.seen("/calendar/feeds"))


def test_nothing_that_is_kept_holds_the_address(make: Make, server: Server, alice: Client) -> None:
    made = make()
    address = made["url"].rsplit("/", 1)[1].removesuffix(".ics")
    with server.database.reading(alice.account_id) as connection:
        for table in ("calendar_feed", "calendar_address", "kept_answer", "event", "job"):
            rows = connection.raw.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # names of ours
            assert address not in str([tuple(row) for row in rows])


def test_what_is_left_out_tells_little_and_rings(seeker: Client) -> None:
    made = seeker.made("/calendar/feeds", name="Mine")
    assert (made["detail"], made["alarm_minutes"]) == ("interview", 15)
    assert made["contents"] == ["talks", "thank_yous", "follow_ups"]
    assert made["state"] == "waiting"
    assert made["words"] == "No calendar has asked for it yet."
    assert made["advice"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": " "}, "#/name"),
        ({"name": "a", "detail": "everything"}, "#/detail"),
        ({"name": "a", "contents": []}, "#/contents"),
        ({"name": "a", "contents": ["notes"]}, "#/contents/0"),
        ({"name": "a", "alarm_minutes": -1}, "#/alarm_minutes"),
        ({"name": "a", "alarm_minutes": 1441}, "#/alarm_minutes"),
        ({"name": "a", "address": "mine"}, "#/address"),
    ],
)
def test_a_wrong_feed_is_refused_with_the_field(seeker: Client, wrong: dict[str, Any], pointer: str) -> None:
    answer = seeker.post("/calendar/feeds", json=wrong)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_a_feed_can_be_changed_and_keeps_its_address(alice: Client, make: Make, subscriber: Subscriber) -> None:
    made = make(detail="interview")
    changed = alice.changed(f"/calendar/feeds/{made['id']}", name="Work", contents=["talks", "talks"], detail="busy")
    assert (changed["name"], changed["detail"], changed["contents"]) == ("Work", "busy", ["talks"])
    assert changed["hint"] == made["hint"]
    assert "X-WR-CALNAME:Work\r\n" in subscriber.read(made["url"])
    assert alice.changed(f"/calendar/feeds/{made['id']}", alarm_minutes=None)["alarm_minutes"] is None
    stale = alice.patch(f"/calendar/feeds/{made['id']}", json={"name": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412


def test_another_address_ends_the_one_before_at_once(seeker: Client, make: Make, subscriber: Subscriber) -> None:
    made = make()
    assert subscriber.fetch(made["url"]).status_code == 200
    other = seeker.moved(f"/calendar/feeds/{made['id']}/rotate")
    assert other["url"] != made["url"]
    assert (other["id"], other["state"]) == (made["id"], "waiting")
    assert subscriber.fetch(made["url"]).status_code == 404
    assert subscriber.fetch(other["url"]).status_code == 200


def test_a_deleted_feed_leads_nowhere_at_once(alice: Client, make: Make, subscriber: Subscriber) -> None:
    made = make()
    here = f"/calendar/feeds/{made['id']}"
    assert alice.delete(here, headers={"If-Match": '"7"'}).status_code == 412
    assert alice.delete(here, headers={"If-Match": "*"}).status_code == 204
    assert alice.get(here).status_code == 404
    assert subscriber.fetch(made["url"]).status_code == 404
    assert [each["type"] for each in alice.seen("/events")["items"]][-1] == "calendar_feed.deleted"


def test_a_token_makes_no_address(alice: Client, make: Make) -> None:
    made = make()
    for path in ("/calendar/feeds", f"/calendar/feeds/{made['id']}/rotate"):
        answer = alice.post(path, json={"name": "x"}, headers={"If-Match": "*"})
        assert (answer.status_code, answer.json()["code"]) == (403, "session_only")


def test_nobody_else_reaches_a_feed_by_its_id(make: Make, bob: Client, subscriber: Subscriber) -> None:
    made = make()
    here, nowhere = f"/calendar/feeds/{made['id']}", f"/calendar/feeds/{new_id()}"
    for method, body in (("GET", None), ("PATCH", {"name": "x"}), ("DELETE", None)):
        answers = [bob.request(method, each, json=body, headers={"If-Match": "*"}) for each in (here, nowhere)]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    assert bob.seen("/calendar/feeds")["items"] == []
    assert subscriber.fetch(made["url"]).status_code == 200


def test_there_are_at_most_twenty(seeker: Client, make: Make) -> None:
    for _ in range(20):
        make()
    answer = seeker.post("/calendar/feeds", json={"name": "one more"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_feeds")


def test_it_shows_when_it_was_fetched_and_when_nobody_asks_any_more(
    alice: Client, make: Make, subscriber: Subscriber, frozen: Time
) -> None:
    made = make()
    here = f"/calendar/feeds/{made['id']}"
    assert subscriber.fetch(made["url"], "HEAD").status_code == 200
    seen = alice.seen(here)
    assert (seen["state"], seen["advice"]) == ("fetched", None)
    first = seen["last_used_at"]
    frozen.passes(minutes=5)
    subscriber.read(made["url"])
    assert alice.seen(here)["last_used_at"] == first, "coarsely"
    frozen.passes(minutes=6)
    subscriber.read(made["url"])
    assert alice.seen(here)["last_used_at"] > first
    assert alice.seen(here)["version"] == made["version"], "being fetched is nobody's edit"
    frozen.passes(days=4)
    seen = alice.seen(here)
    assert seen["state"] == "quiet"
    assert "three days" in seen["words"]
    assert seen["advice"]
