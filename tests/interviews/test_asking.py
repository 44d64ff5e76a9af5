"""The ask guard over HTTP says what the moves do; and asks that nobody answers close by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from halfhour.core.worker import Jobs
from halfhour.main import job_handlers
from tests.conftest import PASSWORD, Client, Server, Time
from tests.interviews.make import WAYS, act, person, talk, timeline

WEDNESDAY = datetime(2027, 3, 24, 12, tzinfo=UTC).timestamp()
Pass = Callable[..., None]


def guard(client: Client, **query: str) -> dict[str, Any]:
    return client.seen("/interviews/guard", **query)


def checks(client: Client, **query: str) -> list[str]:
    return [each["check"] for each in guard(client, **query)["findings"]]


@pytest.fixture
def passes(server: Server, idle: None, frozen: Time) -> Pass:
    """Time passes, and then the worker does what is due: step by step, and only when told to."""
    jobs = Jobs(server.database, job_handlers())

    def pass_(**time: float) -> None:
        frozen.passes(**time)
        while jobs.run_one():
            pass

    return pass_


@pytest.fixture
def ann(server: Server, frozen: Time) -> Iterator[Client]:
    """Somebody who signs up on a Wednesday in March, before clocks change in Europe and after they did in America."""
    frozen.at = WEDNESDAY
    with server.person("Ann") as client:
        yield client


def lives_in(server: Server, client: Client, zone: str) -> None:
    with server.client() as browser:
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        browser.made("/session", email=client.email, password=PASSWORD)
        browser.changed("/account", time_zone=zone)


def state(client: Client, id_: str) -> str:
    return str(client.seen(f"/interviews/{id_}")["state"])


# Before one asks


def test_a_stranger_is_warmed_up_before_being_asked(alice: Client) -> None:
    contact_id = person(alice)
    cold = guard(alice, contact_id=contact_id)
    assert (cold["deed"], cold["may"], cold["contact_id"]) == ("request", True, contact_id)
    assert [(each["check"], each["severity"]) for each in cold["findings"]] == [("too_cold", "warning")]
    assert "congratulate" in cold["findings"][0]["mend"]
    alice.made(f"/contacts/{contact_id}/activities", what="congratulated")
    assert checks(alice, contact_id=contact_id) == []
    assert checks(alice, contact_id=person(alice, why_them="Moved from nursing to data.")) == []
    assert checks(alice, contact_id=person(alice, why_them="  ")) == ["too_cold"]


def test_the_guard_refuses_what_the_moves_refuse_and_under_the_same_name(alice: Client) -> None:
    contact_id = person(alice, why_them="Her award.")
    first, second = (talk(alice, contact_id=contact_id) for _ in range(2))
    alice.moved(f"/interviews/{first}/request")
    for id_, action, check in ((second, "request", "asked_already"), (first, "follow_up", "follow_up_too_early")):
        said = guard(alice, interview_id=id_)
        assert (said["may"], said["deed"], said["contact_id"]) == (False, action, contact_id)
        assert [each["check"] for each in said["findings"]] == [check]
        refused = act(alice, id_, action).json()
        assert refused["code"] == check
        assert refused["detail"] == f"{said['findings'][0]['message']} {said['findings'][0]['mend']}"
        assert action not in [each["action"] for each in refused["allowed"]]
    assert guard(alice, interview_id=second)["findings"][0]["interview_id"] == first
    alice.changed(f"/contacts/{contact_id}", do_not_contact=True)
    assert "do_not_contact" in checks(alice, contact_id=contact_id)
    alice.delete(f"/contacts/{contact_id}", headers={"If-Match": "*"})
    assert checks(alice, contact_id=contact_id)[0] == "contact_in_bin"


def test_a_follow_up_is_refused_for_a_week_and_says_from_when_on(alice: Client, frozen: Time) -> None:
    id_ = talk(alice)
    asked = alice.moved(f"/interviews/{id_}/request")
    from_ = datetime.fromisoformat(asked["requested_at"]) + timedelta(days=7)
    frozen.passes(days=7, seconds=-1)
    refused = act(alice, id_, "follow_up")
    assert (refused.status_code, refused.json()["code"]) == (409, "follow_up_too_early")
    assert datetime.fromisoformat(refused.json()["follow_up_from"]) == from_
    assert f"{from_.day} {from_:%B %Y}" in refused.json()["detail"]
    waits = guard(alice, interview_id=id_)
    assert datetime.fromisoformat(waits["follow_up_from"]) == from_
    assert datetime.fromisoformat(waits["expires_at"]) == from_ + timedelta(days=7)
    assert datetime.fromisoformat(waits["findings"][0]["until"]) == from_
    frozen.passes(seconds=1)
    assert "follow_up" in [each["action"] for each in alice.seen(f"/interviews/{id_}")["allowed"]]
    assert guard(alice, interview_id=id_)["may"] is True
    assert act(alice, id_, "follow_up").status_code == 200
    assert guard(alice, interview_id=id_)["follow_up_from"] is None
    assert checks(alice, interview_id=id_) == ["followed_up_already"]


def test_a_follow_up_that_is_written_down_late_was_early_or_not_when_it_was_sent(alice: Client) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/request", at="2026-01-05T09:00:00Z")
    early = act(alice, id_, "follow_up", at="2026-01-08T09:00:00Z")
    assert (early.status_code, early.json()["code"]) == (409, "follow_up_too_early")
    assert act(alice, id_, "follow_up", at="2026-01-12T09:00:00Z").status_code == 200


def test_another_talk_with_them_is_pointed_out_before_one_is_planned(alice: Client) -> None:
    contact_id = person(alice, why_them="Her award.")
    there = talk(alice, contact_id=contact_id)
    (said,) = guard(alice, contact_id=contact_id)["findings"]
    assert (said["check"], said["severity"], said["interview_id"]) == ("talk_there", "warning", there)
    assert checks(alice, interview_id=there) == []


@pytest.mark.parametrize(("came", "check"), [("declined", "declined_recently"), ("no_response", "unanswered_recently")])
def test_a_no_is_respected_for_some_months(alice: Client, came: str, check: str) -> None:
    lately, long_ago = (person(alice, name, why_them="Her award.") for name in ("Maria Keller", "Ben Okafor"))
    talk(alice, came, contact_id=lately)
    act(alice, talk(alice, "requested", contact_id=long_ago), WAYS[came][-1][0], at="2026-01-05T09:00:00Z")
    said = guard(alice, contact_id=lately)
    assert (said["may"], [each["check"] for each in said["findings"]]) == (True, [check])
    assert checks(alice, contact_id=long_ago) == []


def test_whoever_has_asked_enough_people_this_week_hears_it_and_may_go_on(ann: Client, frozen: Time) -> None:
    ann.changed("/profile", weekly_asks=2)
    for _ in range(2):
        assert "enough_for_the_week" not in checks(ann, contact_id=person(ann))
        ann.moved(f"/interviews/{talk(ann)}/request")
    third = talk(ann, contact_id=person(ann, why_them="His talk."))
    said = guard(ann, interview_id=third)
    assert (said["asked_this_week"], said["weekly_asks"], said["may"]) == (2, 2, True)
    assert [each["check"] for each in said["findings"]] == ["enough_for_the_week"]
    frozen.passes(days=5)  # it is Monday
    assert guard(ann, interview_id=third)["asked_this_week"] == 0
    frozen.passes(days=-5)
    assert act(ann, third, "request").status_code == 200
    assert guard(ann, contact_id=person(ann))["asked_this_week"] == 3


def test_five_people_a_week_unless_one_sets_oneself_another_number(alice: Client) -> None:
    assert alice.seen("/profile")["weekly_asks"] == guard(alice)["weekly_asks"] == 5
    wrong = alice.patch("/profile", json={"weekly_asks": 0}, headers={"If-Match": "*"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/weekly_asks")


@pytest.mark.parametrize(
    ("zone", "asked", "counted"),
    [
        # Sunday, half past eleven at night in London is Monday in Berlin, and the week begins with clocks put forward.
        ("Europe/London", "2027-03-21T23:30:00Z", 0),
        ("Europe/Berlin", "2027-03-21T23:30:00Z", 1),
        ("America/Los_Angeles", "2027-03-22T06:30:00Z", 0),
        ("America/Los_Angeles", "2027-03-22T07:00:00Z", 1),
        ("Pacific/Kiritimati", "2027-03-21T10:00:00Z", 1),
        ("Pacific/Kiritimati", "2027-03-21T09:59:00Z", 0),
    ],
)
def test_the_week_of_asks_is_the_persons_own(server: Server, ann: Client, zone: str, asked: str, counted: int) -> None:
    lives_in(server, ann, zone)
    ann.moved(f"/interviews/{talk(ann)}/request", at=asked)
    assert guard(ann)["asked_this_week"] == counted


def test_somebody_who_does_not_exist_is_nobody_to_ask(alice: Client, bob: Client) -> None:
    hers, there = person(alice), talk(alice)
    for query in ({}, {"contact_id": str(uuid4())}, {"contact_id": hers}, {"interview_id": there}):
        said = guard(bob, **query)
        assert (said["may"], [each["check"] for each in said["findings"]]) == (False, ["nobody_there"])
        assert (said["contact_id"], said["interview_id"]) == (None, None)
    assert checks(alice, contact_id=hers, interview_id=there) == ["nobody_there"]


# Asks that nobody answers


def test_an_ask_without_an_answer_closes_after_two_weeks_as_if_the_person_had_closed_it(
    alice: Client, passes: Pass
) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    start = alice.seen("/events")["cursor"]
    alice.moved(f"/interviews/{id_}/request")
    passes(days=14, seconds=-1)
    assert state(alice, id_) == "requested"
    passes(seconds=1)
    closed = alice.seen(f"/interviews/{id_}")
    assert (closed["state"], closed["closed_at"] is None) == ("no_response", False)
    move = alice.seen(f"/interviews/{id_}/moves")["items"][-1]
    assert (move["action"], move["from_state"], move["to_state"]) == ("no_response", "requested", "no_response")
    assert timeline(alice, contact_id)[-1]["text"].startswith("Did not respond.\nClosed by itself")
    assert alice.seen(f"/contacts/{contact_id}")["stage"] == "closed"
    told = [each["type"] for each in alice.seen("/events", after=start)["items"] if each["resource_id"] == id_]
    assert told.count("interview.no_response") == 1
    passes(days=60)
    assert len(alice.seen(f"/interviews/{id_}/moves")["items"]) == 3


@pytest.mark.parametrize(("followed_up", "left"), [(7, 7), (10, 7), (13.9, 7)])
def test_a_follow_up_gives_it_another_week(alice: Client, passes: Pass, followed_up: float, left: float) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/request")
    passes(days=followed_up)
    alice.moved(f"/interviews/{id_}/follow-up")
    passes(days=left - 0.01)
    assert state(alice, id_) == "requested"
    passes(days=0.01, seconds=1)
    assert state(alice, id_) == "no_response"


def test_a_worker_that_comes_weeks_late_closes_it_once(alice: Client, passes: Pass) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/request")
    passes(days=45)
    assert state(alice, id_) == "no_response"
    assert [each["action"] for each in alice.seen(f"/interviews/{id_}/moves")["items"]] == [
        "plan", "request", "no_response",
    ]  # fmt: skip


@pytest.mark.parametrize("action", ["schedule", "decline", "hold", "cancel", "no_response"])
def test_an_ask_of_which_something_came_is_let_be(alice: Client, passes: Pass, action: str) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/request")
    passes(days=13)
    became = act(alice, id_, action).json()
    passes(days=20)
    assert alice.seen(f"/interviews/{id_}") == {**became, "allowed": alice.seen(f"/interviews/{id_}")["allowed"]}


def test_a_reply_on_the_timeline_keeps_the_ask_open(alice: Client, passes: Pass) -> None:
    contact_id = person(alice)
    alice.made(f"/contacts/{contact_id}/activities", what="reply_in", at="2026-01-05T09:00:00Z")
    replied, silent = (person(alice, name) for name in ("Maria Keller", "Ben Okafor"))
    ids = [talk(alice, contact_id=each) for each in (contact_id, replied, silent)]
    for id_ in ids:
        alice.moved(f"/interviews/{id_}/request")
    passes(days=3)
    alice.made(f"/contacts/{replied}/activities", what="reply_in", text="Ask me again after the audit.")
    passes(days=30)
    assert [state(alice, id_) for id_ in ids] == ["no_response", "requested", "no_response"]


def test_an_ask_that_is_made_anew_gets_time_of_its_own(alice: Client, passes: Pass) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/request")
    passes(days=10)
    alice.moved(f"/interviews/{id_}/cancel")
    alice.moved(f"/interviews/{id_}/reopen")
    alice.moved(f"/interviews/{id_}/request")
    passes(days=13)
    assert state(alice, id_) == "requested"
    passes(days=1)
    assert state(alice, id_) == "no_response"


@pytest.mark.parametrize("what", ["interviews", "contacts"])
def test_an_ask_that_lies_in_the_bin_closes_once_it_is_brought_back(alice: Client, passes: Pass, what: str) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    alice.moved(f"/interviews/{id_}/request")
    binned = f"/{what}/{id_ if what == 'interviews' else contact_id}"
    alice.delete(binned, headers={"If-Match": "*"})
    passes(days=20)
    alice.made(f"{binned}/restore")
    assert state(alice, id_) == "requested"
    passes(days=1)
    assert state(alice, id_) == "no_response"


def test_an_ask_that_is_written_down_late_leaves_a_day_to_say_what_came_of_it(alice: Client, passes: Pass) -> None:
    id_, other = talk(alice), talk(alice)
    for each in (id_, other):
        alice.moved(f"/interviews/{each}/request", at="2026-01-05T09:00:00Z")
    passes(hours=23)
    assert state(alice, id_) == "requested"
    alice.moved(f"/interviews/{other}/decline")
    passes(hours=1)
    assert [state(alice, each) for each in (id_, other)] == ["no_response", "declined"]
