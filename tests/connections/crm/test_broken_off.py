"""Cut off anywhere, tried by two at once, or changed in the middle: nothing is there twice, and nobody unchosen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from halfhour.connections.crm import kept, rules
from halfhour.connections.crm.models import What
from halfhour.core.worker import ERRAND_LEASE
from tests.conftest import Server
from tests.connections.crm.conftest import Connect, Connected
from tests.connections.crm.fake import Asked, Fake, Reply, always, once
from tests.connections.crm.fake_hubspot import FakeHubSpot
from tests.connections.crm.fake_monica import FakeMonica
from tests.connections.crm.fake_twenty import FakeTwenty

KINDS: dict[str, type[Fake]] = {"hubspot": FakeHubSpot, "twenty": FakeTwenty, "monica": FakeMonica}
PEOPLE = {"hubspot": "contacts", "twenty": "people", "monica": "contacts"}
STEPS = [
    *(("hubspot", place) for place in ("contacts", "meetings", "tasks")),
    *(("twenty", place) for place in ("people", "notes", "noteTargets", "tasks", "taskTargets")),
    *(("monica", place) for place in ("contacts", "contactfields", "activities", "tasks")),
]
"""Each thing that is added on the way to somebody who is there whole."""


def everything(connected: Connected, **values: Any) -> str:
    """Somebody chosen with a talk and what is due."""
    maria = connected.chosen(**values)
    connected.held(maria)
    return maria


def adds(fake: Fake, place: str) -> Callable[[Asked], bool]:
    return lambda asked: asked.method == "POST" and asked.path.endswith(f"/{place}")


def whole(connected: Connected) -> tuple[int, int, int]:
    fake = connected.fake
    return len(fake.people()), len(fake.things(What.TALK)), len(fake.things(What.FOLLOW_UP))


@pytest.mark.parametrize(("kind", "place"), STEPS)
def test_what_was_done_there_when_the_line_broke_is_found_and_not_done_twice(
    connect: Connect, kind: str, place: str
) -> None:
    there = connect(KINDS[kind])
    maria = everything(there)
    there.fake.cut_after = adds(there.fake, place)
    shown = there.push()
    assert (shown["state"], shown["last_error"]) == ("waiting", "The connection to the server broke.")
    assert shown["work"] == "push"
    there.fake.cut_after = lambda _: False
    there.later(seconds=31)
    assert whole(there) == (1, 1, 1)
    [person] = there.fake.people()
    assert person["email"] == "maria@example.org"
    assert {there.fake.things(what)[0]["person"] for what in (What.TALK, What.FOLLOW_UP)} == {person["id"]}
    assert there.standing(maria)["state"] == "sent"


def test_somebody_without_an_address_is_not_added_twice_either(each: Connected) -> None:
    maria = everything(each, emails=[])
    each.fake.cut_after = adds(each.fake, PEOPLE[each.fake.kind])
    each.push()
    assert len(each.fake.people()) == 1
    each.fake.cut_after = lambda _: False
    each.later()
    assert whole(each) == (1, 1, 1)
    assert each.standing(maria)["state"] == "sent"


class Killed(BaseException):
    """The worker's process is gone."""


@pytest.mark.parametrize("nth", range(2, 7))
def test_a_worker_that_is_killed_before_it_could_write_down_what_it_did(each: Connected, nth: int) -> None:
    """Before each of the times that it keeps what it knows of a row."""
    everything(each)
    count, put = 0, kept.put_ref

    def die(*args: Any) -> None:
        nonlocal count
        count += 1
        if count == nth:
            raise Killed
        put(*args)

    each.person.made(f"{each.path}/push")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept, "put_ref", die)
        patched.setattr(kept, "let_go", lambda *_: None)
        with pytest.raises(Killed):
            each.errands.run()
    each.later(seconds=ERRAND_LEASE.total_seconds() + 10)
    each.later()
    assert whole(each) == (1, 1, 1)
    assert each.shown()["state"] == "ready"


def test_of_two_workers_at_once_one_waits(hubspot: Connected) -> None:
    everything(hubspot)
    before = len(hubspot.fake.asked)
    hubspot.person.made(f"{hubspot.path}/push")
    hubspot.time.passes(seconds=1)  # so that the push has its turn first
    hubspot.person.made(f"{hubspot.path}/preview")
    ready, entered = threading.Event(), threading.Event()

    def wait(asked: Asked) -> Reply | None:
        entered.set()
        assert ready.wait(10)
        return None

    hubspot.fake.misbehave = wait
    first = threading.Thread(target=hubspot.errands.jobs.run_one)
    first.start()
    assert entered.wait(10)
    assert hubspot.errands.jobs.run_one()
    assert len(hubspot.fake.asked) == before + 1, "the second has asked nothing"
    ready.set()
    first.join(20)
    hubspot.fake.misbehave = None
    hubspot.later()
    assert hubspot.person.seen(f"{hubspot.path}/preview")["says"] == "Nothing would change there."
    assert whole(hubspot) == (1, 1, 1)


def test_whoever_is_unchosen_in_the_middle_is_sent_no_further(hubspot: Connected) -> None:
    maria = everything(hubspot)

    def unchoose(asked: Asked) -> Reply | None:
        if adds(hubspot.fake, "contacts")(asked):
            assert hubspot.person.delete(f"{hubspot.path}/contacts/{maria}").status_code == 204
        return None

    hubspot.fake.misbehave = unchoose
    hubspot.push()
    hubspot.later()
    assert whole(hubspot) == (1, 0, 0)
    hubspot.fake.misbehave = None
    hubspot.choose(maria)
    hubspot.push()
    assert whole(hubspot) == (1, 1, 1), "what is there already is known again"


def test_a_change_of_what_is_sent_in_the_middle_stops_it(hubspot: Connected) -> None:
    everything(hubspot)

    def switch_off(asked: Asked) -> Reply | None:
        if adds(hubspot.fake, "contacts")(asked):
            hubspot.person.changed(hubspot.path, push_talks=False)
        return None

    hubspot.fake.misbehave = switch_off
    shown = hubspot.push()
    hubspot.later()
    assert whole(hubspot) == (1, 0, 0)
    assert (shown["automatic"], shown["work"]) == (False, None)
    hubspot.fake.misbehave = None
    hubspot.push()
    assert whole(hubspot) == (1, 0, 1)


def test_a_connection_that_is_deleted_in_the_middle_is_gone(hubspot: Connected) -> None:
    everything(hubspot)

    def delete(asked: Asked) -> Reply | None:
        if adds(hubspot.fake, "contacts")(asked):
            assert hubspot.person.delete(hubspot.path, headers={"If-Match": "*"}).status_code == 204
        return None

    hubspot.fake.misbehave = delete
    hubspot.person.made(f"{hubspot.path}/push")
    hubspot.errands.run()
    hubspot.time.passes(minutes=20)
    hubspot.errands.run()
    hubspot.time.passes(days=1)
    assert hubspot.errands.run() == 0, "nothing looks for changes any more"
    assert whole(hubspot) == (1, 0, 0)
    assert hubspot.person.get(hubspot.path).status_code == 404


def test_a_server_that_asks_for_patience_gets_it_and_then_all_is_sent(each: Connected) -> None:
    everything(each)
    each.fake.misbehave = always(429, Retry_After="600")
    shown = each.push()
    assert (shown["state"], shown["work"]) == ("waiting", "push")
    assert "too many requests" in shown["last_error"]
    asked = len(each.fake.asked)
    each.fake.misbehave = None
    each.later(minutes=9)
    assert len(each.fake.asked) == asked
    shown = each.later(minutes=2)
    assert (shown["state"], shown["last_error"], shown["work"]) == ("ready", None, None)
    assert whole(each) == (1, 1, 1)


def test_a_server_in_trouble_is_asked_ever_less_often(hubspot: Connected) -> None:
    everything(hubspot)
    hubspot.fake.misbehave = always(503)
    hubspot.push()
    waits = []
    for _ in range(4):
        before, waited = len(hubspot.fake.asked), 0
        while len(hubspot.fake.asked) == before:
            hubspot.later(seconds=10)
            waited += 10
        waits.append(waited)
    assert waits == sorted(waits)
    assert waits[-1] > 2 * waits[0]
    hubspot.fake.misbehave = None
    hubspot.person.made(f"{hubspot.path}/push")  # pressed: it need not wait any longer
    hubspot.errands.run()
    assert whole(hubspot) == (1, 1, 1)


def test_a_key_that_was_taken_back_stops_everything_until_there_is_another(each: Connected) -> None:
    maria = everything(each)
    each.push()
    each.fake.misbehave = always(401)
    each.person.changed(f"/contacts/{maria}", given_name="Marie")
    shown = each.later()
    assert (shown["state"], shown["automatic"]) == ("refused", False)
    assert "does not accept the key" in shown["last_error"]
    assert "new key" in shown["advice"]
    assert shown["says"] == "Nothing is sent until you have mended what is wrong."
    asked = len(each.fake.asked)
    each.later(days=1)
    assert len(each.fake.asked) == asked
    each.fake.misbehave = None
    each.person.made(f"{each.path}/check")
    each.errands.run()
    shown = each.later()
    assert (shown["state"], shown["last_error"]) == ("ready", None)
    assert each.fake.people()[0]["given_name"] == "Marie"


def test_halfhours_own_secret_may_change_and_the_key_is_asked_for_again(
    hubspot: Connected, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(hubspot)
    monkeypatch.setattr(server.settings, "secret_key", "another-secret-of-the-host")
    shown = hubspot.push()
    assert (shown["state"], shown["advice"]) == ("refused", "Enter the key again.")
    hubspot.person.changed(hubspot.path, key="key-Sperling-7f2c41")
    hubspot.errands.run()
    hubspot.push()
    assert whole(hubspot) == (1, 1, 1)


def test_a_preview_that_fails_says_why(each: Connected) -> None:
    everything(each)
    each.fake.misbehave = always(401)
    compared = each.preview()
    assert (compared["state"], compared["items"]) == ("failed", [])
    assert "does not accept the key" in compared["last_error"]
    each.fake.misbehave = once(Reply(503, {}))
    compared = each.preview()
    assert (compared["state"], compared["says"]) == ("comparing", "It is being compared.")
    assert "trouble of its own" in compared["last_error"]
    each.later()
    compared = each.person.seen(f"{each.path}/preview")
    assert (compared["state"], compared["last_error"], len(compared["items"])) == ("ready", None, 3)


def test_an_address_where_something_else_answers_is_told(connect: Connect) -> None:
    twenty = connect(FakeTwenty)
    twenty.fake.misbehave = always(404)
    twenty.person.made(f"{twenty.path}/check")
    twenty.errands.run()
    shown = twenty.shown()
    assert (shown["state"], shown["last_error"]) == ("refused", "What it needs is not at this address.")


def test_changes_are_looked_for_seldom_while_nothing_happens_and_write_nothing(hubspot: Connected) -> None:
    everything(hubspot)
    hubspot.push()
    hubspot.later(minutes=20)
    before = hubspot.person.get(hubspot.path).headers["etag"]
    asked, runs = len(hubspot.fake.asked), 0
    for _ in range(30):
        hubspot.time.passes(seconds=30)
        runs += hubspot.errands.run()
    assert runs <= timedelta(minutes=15) / rules.SELDOM + 1
    assert hubspot.person.get(hubspot.path).headers["etag"] == before
    assert len(hubspot.fake.asked) == asked


def test_a_twenty_from_before_2026_is_spoken_with_as_well(connect: Connect) -> None:
    twenty = connect(FakeTwenty)
    assert isinstance(twenty.fake, FakeTwenty)
    twenty.fake.person_in_targets = "personId"
    everything(twenty)
    twenty.push()
    [person] = twenty.fake.people()
    assert [talk["person"] for talk in twenty.fake.things(What.TALK)] == [person["id"]]


def test_what_one_talk_is_refused_for_keeps_back_nothing_else(hubspot: Connected) -> None:
    maria = everything(hubspot)
    hubspot.fake.misbehave = lambda asked: (
        Reply(400, {"message": "meetings are closed."}) if adds(hubspot.fake, "meetings")(asked) else None
    )
    hubspot.push()
    assert whole(hubspot) == (1, 0, 1)
    standing = hubspot.standing(maria)
    assert (standing["state"], standing["last_error"]) == ("refused", "HubSpot did not take it: meetings are closed.")
    assert isinstance(hubspot.fake, FakeHubSpot)
    hubspot.fake.misbehave = None
    hubspot.push()
    assert whole(hubspot) == (1, 1, 1)


def test_a_preview_of_what_is_changed_in_the_middle_says_so(hubspot: Connected) -> None:
    everything(hubspot)

    def switch_off(asked: Asked) -> Reply | None:
        if asked.path.startswith("/account-info"):
            hubspot.person.changed(hubspot.path, push_talks=False)
        return None

    hubspot.fake.misbehave = switch_off
    compared = hubspot.preview()
    assert (compared["state"], compared["last_error"]) == ("failed", "You have changed what is sent.")


def test_pressing_push_in_the_middle_of_a_preview_stops_neither(hubspot: Connected) -> None:
    everything(hubspot)

    def press(asked: Asked) -> Reply | None:
        if asked.path.startswith("/account-info"):
            hubspot.fake.misbehave = None
            hubspot.person.made(f"{hubspot.path}/push")
            assert hubspot.person.seen(f"{hubspot.path}/preview")["state"] == "comparing"
        return None

    hubspot.fake.misbehave = press
    assert [item["action"] for item in hubspot.preview()["items"]] == ["create"] * 3
    assert whole(hubspot) == (1, 1, 1)


def test_push_with_nothing_to_send_tells_whether_the_key_is_still_good(hubspot: Connected) -> None:
    everything(hubspot)
    hubspot.push()
    hubspot.fake.misbehave = always(401)
    assert hubspot.push()["state"] == "refused"
    hubspot.fake.misbehave = None
    assert hubspot.push()["state"] == "ready"
