"""The life of a talk over HTTP: each move is told to the contact's timeline and the change feed, or refused by name."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from halfhour.core.store import writing
from halfhour.interviews.models import Interview
from halfhour.interviews.models import InterviewAction as Action
from halfhour.interviews.models import InterviewState as State
from halfhour.interviews.rules import LEGAL
from tests.conftest import Client, Server, Time
from tests.interviews.make import AT_NINE, WAYS, act, person, talk, timeline

STAGES = {
    "planned": "planned", "requested": "asked", "scheduled": "scheduled", "held": "met",
    "declined": "closed", "no_response": "closed", "cancelled": "closed", "no_show": "closed",
}  # fmt: skip


@pytest.mark.parametrize("state", WAYS)
@pytest.mark.parametrize("action", list(Action))
def test_a_move_is_made_or_refused_with_what_is_allowed(alice: Client, state: str, action: Action) -> None:
    id_ = talk(alice, state)
    before = alice.seen(f"/interviews/{id_}")
    assert before["state"] == state
    answer = act(alice, id_, action)
    after = alice.seen(f"/interviews/{id_}")
    if action in LEGAL[State(state)]:
        assert answer.status_code == 200, answer.text
        assert answer.json() == after
        assert after["version"] == before["version"] + 1
        assert alice.seen(f"/contacts/{after['contact_id']}")["stage"] == STAGES[after["state"]]
    else:
        assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")
        assert answer.json()["allowed"] == before["allowed"] != []
        assert after == before


@pytest.mark.parametrize("state", WAYS)
def test_the_addresses_that_are_said_to_be_allowed_are_the_moves_own(alice: Client, state: str) -> None:
    id_ = talk(alice, state)
    for each in alice.seen(f"/interviews/{id_}")["allowed"]:
        assert alice.post(each["path"], json={"at": "x"}, headers={"If-Match": "*"}).status_code == 422
        assert each["path"].endswith("/" + each["action"].replace("_", "-"))


def test_the_whole_life_of_a_talk_stands_in_its_history_on_the_timeline_and_in_the_feed(
    alice: Client, frozen: Time
) -> None:
    contact_id = person(alice)
    start = alice.seen("/events")["cursor"]
    id_ = talk(alice, contact_id=contact_id)
    told: list[tuple[str, dict[str, Any]]] = [
        ("request", {"channel": "email", "note": "Wrote in German."}),
        ("follow_up", {}),
        ("no_response", {}),
        ("reopen", {"note": "She wrote after all."}),
        ("schedule", {"mode": "video", "minutes": 25, "channel": "linkedin"}),
        ("reschedule", {"starts_at_local": "2031-12-02T10:15", "time_zone": "Europe/Berlin"}),
        ("hold", {}),
    ]
    for action, body in told:
        frozen.passes(days=7)
        assert act(alice, id_, action, **body).status_code == 200
    moves = alice.seen(f"/interviews/{id_}/moves")["items"]
    assert [(each["action"], each["from_state"], each["to_state"]) for each in moves] == [
        ("plan", None, "planned"),
        ("request", "planned", "requested"),
        ("follow_up", "requested", "requested"),
        ("no_response", "requested", "no_response"),
        ("reopen", "no_response", "planned"),
        ("schedule", "planned", "scheduled"),
        ("reschedule", "scheduled", "scheduled"),
        ("hold", "scheduled", "held"),
    ]
    assert moves[1]["note"] == "Wrote in German."
    assert [each["starts_at"][:16] for each in moves if each["starts_at"]] == ["2031-12-01T08:00", "2031-12-02T09:15"]
    entries = timeline(alice, contact_id)
    assert [(each["what"], each["channel"]) for each in entries] == [
        ("moved", None), ("message_out", "email"), ("message_out", "email"), ("moved", None), ("moved", None),
        ("reply_in", "linkedin"), ("moved", None), ("met", None),
    ]  # fmt: skip
    assert {each["about_id"] for each in entries} == {id_}
    assert entries[1]["text"] == "Asked for a talk of 30 minutes.\nWrote in German."
    assert entries[5]["text"] == "Agreed to talk on 2031-12-01 at 09:00 (Europe/Berlin), for 25 minutes."
    assert entries[6]["text"] == "Moved the talk to 2031-12-02 at 10:15 (Europe/Berlin)."
    happened = [each for each in alice.seen("/events", after=start)["items"] if each["resource_id"] == id_]
    plain = ("interview.created", "interview.changed", "agenda.created")
    named = [each["type"] for each in happened if each["type"] not in plain]
    assert named == [
        "interview.requested", "interview.followed_up", "interview.no_response", "interview.reopened",
        "interview.scheduled", "interview.rescheduled", "interview.held",
    ]  # fmt: skip
    assert "German" not in str(happened)


def test_a_move_that_was_made_earlier_keeps_its_own_time(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    asked = alice.moved(f"/interviews/{id_}/request", at="2026-01-05T09:00:00+01:00", channel="phone")
    assert asked["requested_at"].startswith("2026-01-05T08:00")
    assert [each["what"] for each in timeline(alice, contact_id)] == ["call", "moved"]
    followed = act(alice, id_, "follow_up", at="2026-01-04T09:00:00Z")
    assert (followed.status_code, followed.json()["errors"][0]["pointer"]) == (422, "#/at")
    future = act(alice, id_, "decline", at="2099-01-01T00:00:00Z")
    assert (future.status_code, future.json()["code"]) == (422, "in_the_future")
    assert alice.seen(f"/interviews/{id_}")["state"] == "requested"


def test_a_person_marked_as_not_to_be_contacted_is_not_asked(alice: Client) -> None:
    contact_id = person(alice, do_not_contact=True)
    id_ = talk(alice, contact_id=contact_id)
    refused = act(alice, id_, "request")
    assert (refused.status_code, refused.json()["code"]) == (409, "do_not_contact")
    assert "request" not in [each["action"] for each in refused.json()["allowed"]]
    assert refused.json()["allowed"] == alice.seen(f"/interviews/{id_}")["allowed"]
    alice.changed(f"/contacts/{contact_id}", do_not_contact=False)
    asked = alice.moved(f"/interviews/{id_}/request")
    alice.changed(f"/contacts/{contact_id}", do_not_contact=True)
    assert act(alice, id_, "follow_up").json()["code"] == "do_not_contact"
    assert asked["state"] == "requested"


def test_asking_the_same_person_twice_is_refused_while_a_request_is_open(alice: Client) -> None:
    contact_id = person(alice)
    first, second = (talk(alice, contact_id=contact_id) for _ in range(2))
    alice.moved(f"/interviews/{first}/request")
    refused = act(alice, second, "request")
    assert (refused.status_code, refused.json()["code"]) == (409, "asked_already")
    alice.moved(f"/interviews/{first}/decline", reason="Too busy until spring.")
    assert alice.moved(f"/interviews/{second}/request")["state"] == "requested"


def test_asking_the_same_person_from_two_windows_at_once_goes_through_once(alice: Client) -> None:
    contact_id = person(alice)
    ids = [talk(alice, contact_id=contact_id) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda id_: act(alice, id_, "request"), ids))
    assert sorted(each.status_code for each in answers) == [200, *[409] * 5]
    assert {each.json()["code"] for each in answers if each.status_code == 409} == {"asked_already"}


def test_one_follow_up_is_enough(alice: Client) -> None:
    id_ = talk(alice, "requested")
    assert alice.moved(f"/interviews/{id_}/follow-up")["followed_up_at"] is not None
    refused = act(alice, id_, "follow_up")
    assert (refused.status_code, refused.json()["code"]) == (409, "followed_up_already")
    assert "follow_up" not in [each["action"] for each in refused.json()["allowed"]]


def test_nobody_has_missed_a_talk_that_has_not_begun(alice: Client) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/schedule", **AT_NINE)
    refused = act(alice, id_, "no_show")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_early")


def test_reopening_starts_over_and_the_history_stays(alice: Client) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/request", channel="email")
    alice.moved(f"/interviews/{id_}/schedule", **AT_NINE, place="Café")
    cancelled = alice.moved(f"/interviews/{id_}/cancel", reason="Her flight was moved.")
    assert (cancelled["outcome_reason"], cancelled["closed_at"] is None) == ("Her flight was moved.", False)
    again = alice.moved(f"/interviews/{id_}/reopen")
    gone = ("requested_at", "followed_up_at", "starts_at", "starts_at_local", "time_zone", "closed_at")
    assert [again[name] for name in gone] == [None] * len(gone)
    assert (again["state"], again["outcome_reason"], again["place"]) == ("planned", "", "Café")
    assert len(alice.seen(f"/interviews/{id_}/moves")["items"]) == 5
    assert alice.moved(f"/interviews/{id_}/request")["followed_up_at"] is None


def test_a_talk_held_by_mistake_leaves_no_meeting_on_the_timeline(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "scheduled", contact_id=contact_id)
    before = alice.seen(f"/contacts/{contact_id}")
    held = alice.moved(f"/interviews/{id_}/hold", at="2026-01-05T09:00:00Z", ended_at="2026-01-05T09:31:00Z")
    assert (held["held_at"][:16], held["ended_at"][:16]) == ("2026-01-05T09:00", "2026-01-05T09:31")
    assert "met" in [each["what"] for each in timeline(alice, contact_id)]
    again = alice.moved(f"/interviews/{id_}/reopen")
    assert (again["state"], again["held_at"], again["ended_at"]) == ("scheduled", None, None)
    assert again["starts_at_local"] == "2021-12-01T09:00"
    after = alice.seen(f"/contacts/{contact_id}")
    assert "met" not in [each["what"] for each in timeline(alice, contact_id)]
    assert [after[name] for name in ("stage", "last_contact_at")] == [
        before[name] for name in ("stage", "last_contact_at")
    ]


def test_a_meeting_that_was_taken_off_the_timeline_by_hand_does_not_stop_a_reopening(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "held", contact_id=contact_id)
    entry = next(each for each in timeline(alice, contact_id) if each["what"] == "met")
    alice.delete(f"/contacts/{contact_id}/activities/{entry['id']}", headers={"If-Match": "*"})
    assert alice.moved(f"/interviews/{id_}/reopen")["state"] == "planned"


@pytest.mark.parametrize("fact", ["thanked_at", "debriefed_at"])
def test_a_talk_that_was_thanked_for_or_debriefed_stays_held(alice: Client, server: Server, fact: str) -> None:
    id_ = talk(alice, "held")
    with writing(server.database, alice.account_id) as store:
        store.change(Interview, id_, {fact: store.now})
    refused = act(alice, id_, "reopen")
    assert (refused.status_code, refused.json()["code"], refused.json()["allowed"]) == (409, "followed_through", [])


def test_a_talk_is_held_when_it_was_agreed_unless_said_otherwise(alice: Client) -> None:
    past = talk(alice, "scheduled")
    assert alice.moved(f"/interviews/{past}/hold")["held_at"].startswith("2021-12-01T08:00")
    ahead = talk(alice)
    alice.moved(f"/interviews/{ahead}/schedule", **AT_NINE)
    assert alice.moved(f"/interviews/{ahead}/hold")["held_at"] < "2031"
    backwards = act(alice, talk(alice), "hold", at="2026-01-05T09:00:00Z", ended_at="2026-01-05T08:59:00Z")
    assert (backwards.status_code, backwards.json()["errors"][0]["pointer"]) == (422, "#/ended_at")


def test_a_call_is_a_call_on_the_timeline(alice: Client) -> None:
    contact_id = person(alice)
    alice.moved(f"/interviews/{talk(alice, contact_id=contact_id, mode='phone')}/hold")
    assert timeline(alice, contact_id)[-1]["what"] == "call"


def test_nothing_moves_while_the_contact_lies_in_the_bin(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "requested", contact_id=contact_id)
    alice.delete(f"/contacts/{contact_id}", headers={"If-Match": "*"})
    refused = act(alice, id_, "schedule")
    assert (refused.status_code, refused.json()["code"], refused.json()["allowed"]) == (409, "contact_in_bin", [])
    alice.made(f"/contacts/{contact_id}/restore")
    assert act(alice, id_, "schedule").status_code == 200


@pytest.mark.parametrize("action", list(Action))
def test_a_move_needs_the_version_last_read(alice: Client, action: Action) -> None:
    id_ = talk(alice)
    path = f"/interviews/{id_}/{action.value.replace('_', '-')}"
    body = AT_NINE if "schedule" in action else {}
    assert alice.post(path, json=body).status_code == 428
    old = alice.get(f"/interviews/{id_}").headers["etag"]
    alice.changed(f"/interviews/{id_}", goal="Something else")
    stale = alice.post(path, json=body, headers={"If-Match": old})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


def test_of_many_who_move_a_talk_at_once_one_does(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    tag = alice.get(f"/interviews/{id_}").headers["etag"]
    actions = ["request", "schedule", "hold", "cancel"] * 3
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda action: act(alice, id_, action, tag).status_code, actions))
    assert sorted(answers) == [200, *[412] * 11]
    assert len(alice.seen(f"/interviews/{id_}/moves")["items"]) == 2
    assert len(timeline(alice, contact_id)) == 2


def test_a_retried_move_is_made_once(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    headers = {"If-Match": "*", "Idempotency-Key": str(uuid4())}
    first, second = (alice.post(f"/interviews/{id_}/request", json={}, headers=headers) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert second.headers["idempotent-replayed"] == "true"
    assert first.json() == second.json()
    assert len(timeline(alice, contact_id)) == 2


def test_a_stranger_moves_nothing_and_learns_nothing(alice: Client, bob: Client) -> None:
    id_ = talk(alice)
    nothing = str(uuid4())
    for action in Action:
        theirs, none = act(bob, id_, action), act(bob, nothing, action)
        assert (theirs.status_code, theirs.content) == (404, none.content)
    assert bob.get(f"/interviews/{id_}/moves").status_code == 404
    assert alice.seen(f"/interviews/{id_}")["state"] == "planned"
