"""Connections at the API: made, chosen, switched off, told of in words."""

from __future__ import annotations

from typing import Any

import pytest

from halfhour.connections.dav import rules
from halfhour.connections.dav.models import Connection, ConnectionItem
from halfhour.connections.dav.service import PURPOSE
from halfhour.core.sealed import unseal
from halfhour.core.store import reading, writing
from halfhour.core.worker import ERRAND_LEASE, Jobs
from halfhour.interviews import busy
from halfhour.main import job_handlers
from tests.conftest import Client, Server, Time
from tests.connections.dav.liar import CALENDAR, Answer, Asked, Liar, etag, multistatus, one_calendar, response
from tests.interviews.make import AT_NINE, talk

SECRET = "her app password"


@pytest.fixture
def errands(server: Server, monkeypatch: pytest.MonkeyPatch, frozen: Time) -> Jobs:
    """Visits that a test makes one by one; the server's own worker makes none meanwhile."""
    monkeypatch.setattr(server.settings, "reach_private", ["127.0.0.0/8"])
    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    frozen.passes(days=-1)  # what other tests left to be done is not due
    return Jobs(server.database, job_handlers(), errands=True)


def made(client: Client, liar: Liar, **more: Any) -> str:
    body = {"kind": "calendar", "address": liar.url, "username": "alice", "password": SECRET, **more}
    return str(client.made("/connections", **body)["id"])


def visit(errands: Jobs) -> None:
    while errands.run_one():
        pass


def connected(client: Client, liar: Liar, errands: Jobs) -> str:
    liar.script = one_calendar
    id_ = made(client, liar)
    visit(errands)
    client.changed(f"/connections/{id_}", collection_id=client.seen(f"/connections/{id_}")["collections"][0]["id"])
    visit(errands)
    assert client.seen(f"/connections/{id_}")["state"] == "fine"
    return id_


def test_one_connects_looks_and_chooses(alice: Client, liar: Liar, errands: Jobs) -> None:
    liar.script = one_calendar
    id_ = made(alice, liar)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["collections"]) == ("looking", [])
    assert shown["name"] == "Calendar at 127.0.0.1"
    refused = alice.post(f"/connections/{id_}/sync")
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_chosen")
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["state_words"]) == ("choose", "Choose which calendar to use.")
    (found,) = shown["collections"]
    assert (found["name"], found["writable"], found["chosen"]) == ("Personal", True, False)
    assert {each.method for each in liar.asked} == {"PROPFIND"}, "nothing is read or written before one has chosen"

    shown = alice.changed(f"/connections/{id_}", collection_id=found["id"])
    assert (shown["state"], shown["collection_name"]) == ("working", "Personal")
    assert (shown["collections"][0]["chosen"], shown["collections"][0]["busy"]) == (True, True)
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["last_error"], shown["advice"]) == ("fine", None, None)
    assert shown["last_synced_at"] is not None
    assert [each["id"] for each in alice.seen("/connections", kind="calendar")["items"]] == [id_]
    assert alice.seen("/connections", kind="address_book")["items"] == []


def test_the_password_is_sealed_and_never_told(alice: Client, liar: Liar, errands: Jobs, server: Server) -> None:
    id_ = made(alice, liar)
    assert SECRET not in alice.get(f"/connections/{id_}").text
    with reading(server.database, alice.account_id) as store:
        kept = store.get(Connection, id_).password
    assert SECRET not in kept
    assert unseal(server.settings, kept, owner=alice.account_id, purpose=PURPOSE) == SECRET


def test_what_is_wrong_is_said_in_words_with_what_to_do(alice: Client, liar: Liar, errands: Jobs) -> None:
    liar.script = lambda _: Answer(401, headers={"WWW-Authenticate": 'Basic realm="x"'})
    id_ = made(alice, liar)
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert shown["state"] == "password"
    assert shown["state_words"] == "The server no longer accepts the password."
    assert shown["last_error"] == "The server does not accept the user and password."
    assert shown["advice"] == "Make a new app password at your provider and enter it here."
    liar.script = one_calendar
    alice.changed(f"/connections/{id_}", password="the right one")
    visit(errands)
    assert alice.seen(f"/connections/{id_}")["state"] == "choose"


def test_a_password_withdrawn_later_is_told_and_not_tried_over_and_over(
    alice: Client, liar: Liar, errands: Jobs, frozen: Time
) -> None:
    id_ = connected(alice, liar, errands)
    liar.script = lambda _: Answer(401)
    frozen.passes(minutes=20)
    visit(errands)
    assert alice.seen(f"/connections/{id_}")["state"] == "password"
    before = len(liar.asked)
    frozen.passes(hours=2)
    visit(errands)
    assert len(liar.asked) == before, "a server that is asked again and again may lock the account"


def test_a_server_that_is_gone_is_tried_again_with_patience(
    alice: Client, liar: Liar, errands: Jobs, frozen: Time
) -> None:
    id_ = connected(alice, liar, errands)
    liar.script = lambda _: Answer(503, headers={"Retry-After": "7200"})
    frozen.passes(minutes=20)
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["last_error"]) == ("trouble", "The server asks to be left alone for a while.")
    liar.script, before = one_calendar, len(liar.asked)
    frozen.passes(minutes=100)
    visit(errands)
    assert len(liar.asked) == before
    frozen.passes(minutes=30)
    visit(errands)
    assert alice.seen(f"/connections/{id_}")["state"] == "fine"


def test_a_sync_that_died_goes_on(alice: Client, liar: Liar, errands: Jobs, frozen: Time) -> None:
    id_ = connected(alice, liar, errands)
    frozen.passes(minutes=20)
    assert errands.claim() is not None, "by somebody who is killed now"
    visit(errands)
    before = len(liar.asked)
    frozen.passes(seconds=ERRAND_LEASE.total_seconds() + 1)
    visit(errands)
    assert len(liar.asked) > before
    assert alice.seen(f"/connections/{id_}")["state"] == "fine"


def test_two_never_visit_one_server_at_once(
    alice: Client, liar: Liar, errands: Jobs, server: Server, frozen: Time
) -> None:
    id_ = connected(alice, liar, errands)
    before = len(liar.asked)

    def meanwhile(asked: Asked) -> Answer:
        liar.script = one_calendar
        with writing(server.database, alice.account_id) as store:
            store.enqueue("dav.soon", connection_id=id_)
        assert Jobs(server.database, job_handlers(), errands=True).run_one()
        assert len(liar.asked) == before + 1, "the other waits"
        return one_calendar(asked)

    liar.script = meanwhile
    alice.made(f"/connections/{id_}/sync")
    assert errands.run_one()
    assert alice.seen(f"/connections/{id_}")["state"] == "fine"


def test_switched_off_nothing_goes_anywhere(alice: Client, liar: Liar, errands: Jobs, frozen: Time) -> None:
    id_ = connected(alice, liar, errands)
    assert alice.changed(f"/connections/{id_}", active=False)["state"] == "off"
    refused = alice.post(f"/connections/{id_}/sync")
    assert (refused.status_code, refused.json()["code"]) == (409, "switched_off")
    before = len(liar.asked)
    frozen.passes(hours=1)
    visit(errands)
    assert len(liar.asked) == before
    alice.changed(f"/connections/{id_}", active=True)
    visit(errands)
    assert alice.seen(f"/connections/{id_}")["state"] == "fine"


@pytest.mark.parametrize("deed", ["sync", "discover"])
def test_it_can_be_asked_often_and_goes_once(alice: Client, liar: Liar, errands: Jobs, deed: str) -> None:
    id_ = connected(alice, liar, errands)
    for _ in range(3):
        assert alice.post(f"/connections/{id_}/{deed}").status_code == 200
    assert errands.run_one()
    before = len(liar.asked)
    assert before
    assert not errands.run_one() or deed == "discover", "which goes on with a sync"
    visit(errands)
    assert alice.seen(f"/connections/{id_}")["state"] == "fine"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"address": "ftp://example.org"}, "#/address"),
        ({"people": "tag"}, "#/people_tag"),
        ({"password": ""}, "#/password"),
        ({"kind": "tasks"}, "#/kind"),
    ],
)
def test_what_can_not_be_is_refused(alice: Client, liar: Liar, body: dict[str, str], pointer: str) -> None:
    whole = {"kind": "address_book", "address": liar.url, "username": "alice", "password": SECRET, **body}
    refused = alice.post("/connections", json=whole)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert SECRET not in refused.text


def test_only_what_was_found_and_can_be_written_can_be_chosen(alice: Client, liar: Liar, errands: Jobs) -> None:
    read = "<d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set>"
    liar.script = lambda _: multistatus(response("/cal/", CALENDAR + read))
    id_ = made(alice, liar)
    visit(errands)
    (found,) = alice.seen(f"/connections/{id_}")["collections"]
    for chosen in (found["id"], "0" * 16):
        refused = alice.patch(f"/connections/{id_}", json={"collection_id": chosen}, headers={"If-Match": "*"})
        assert refused.status_code == 422, refused.text
    assert alice.changed(f"/connections/{id_}", busy_ids=[found["id"]])["collections"][0]["busy"]
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["collection_name"]) == ("fine", None), "it can still say when one is busy"


def test_there_is_a_number_that_is_enough(
    alice: Client, liar: Liar, errands: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 1)
    made(alice, liar)
    body = {"kind": "calendar", "address": liar.url, "username": "alice", "password": SECRET}
    refused = alice.post("/connections", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_connections")


def test_a_connection_goes_even_if_its_server_never_answers(
    alice: Client, liar: Liar, errands: Jobs, server: Server, frozen: Time
) -> None:
    id_ = connected(alice, liar, errands)
    there = {"take_away": "true"}
    assert alice.delete(f"/connections/{id_}", params=there, headers={"If-Match": "*"}).status_code == 204
    refused = alice.post(f"/connections/{id_}/sync")
    assert (refused.status_code, refused.json()["code"]) == (409, "switched_off")
    with writing(server.database, alice.account_id) as store:
        store.add(ConnectionItem, connection_id=id_, uid="a", href=f"{liar.url}/cal/a.ics", etag="a", made_here=True)
        store.project(Connection, id_, {"failures": rules.GIVE_UP_LEAVING - 1})
    liar.script = lambda _: Answer(500)
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["last_error"]) == ("leaving", "The server answered 500 (Internal Server Error).")
    frozen.passes(hours=7)
    visit(errands)
    assert alice.get(f"/connections/{id_}").status_code == 404


def test_of_a_talk_that_is_there_twice_one_is_kept_in_step_and_the_other_let_be(
    alice: Client, liar: Liar, errands: Jobs
) -> None:
    """Radicale and Xandikos refuse a double; others don't."""
    id_ = connected(alice, liar, errands)
    interview = talk(alice)
    shown = alice.moved(f"/interviews/{interview}/schedule", **AT_NINE)
    file = alice.get(f"/interviews/{shown['id']}/calendar.ics").text

    def script(asked: Asked) -> Answer:
        if asked.method == "GET":
            return Answer(200, file.encode(), {"ETag": '"a"'})
        if b"calendar-query" in asked.body or b"calendar-multiget" in asked.body:
            texts = [f"{etag('a')}<c:calendar-data>{file}</c:calendar-data>"] * 2
            return multistatus(*(response(f"/cal/{name}.ics", text) for name, text in zip("ab", texts, strict=True)))
        return Answer(204, headers={"ETag": '"b"'}) if asked.method == "PUT" else one_calendar(asked)

    liar.script = script
    visit(errands)
    shown = alice.seen(f"/connections/{id_}")
    assert (shown["state"], shown["kept_count"], shown["open_changes"]) == ("fine", 1, 0)
    assert {each.path for each in liar.asked if each.method == "PUT"} <= {"/cal/a.ics"}


def test_hostile_and_broken_events_make_nobody_busy_and_stop_nothing(
    alice: Client, liar: Liar, errands: Jobs, server: Server, frozen: Time
) -> None:
    id_ = connected(alice, liar, errands)
    with reading(server.database, alice.account_id) as store:
        now = store.now

    def event(uid: str, rule: str = "") -> str:
        at = now.strftime("%Y%m%dT%H0000Z")
        inside = f"UID:{uid}\nDTSTAMP:{at}\nDTSTART:{at}\nDURATION:PT1H\n{rule}"
        return f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{inside}END:VEVENT\nEND:VCALENDAR\n"

    texts = {
        "honest": event("honest"),
        "seconds": event("seconds", "RRULE:FREQ=SECONDLY\n"),
        "never": event("never", "RRULE:FREQ=MINUTELY;BYSETPOS=2\n"),
        "html": "&lt;html&gt;",
        "deep": "BEGIN:VEVENT\n" * 3000,
        "nothing": "BEGIN:VCALENDAR",
    }

    def script(asked: Asked) -> Answer:
        if b"calendar-query" not in asked.body:
            return one_calendar(asked)
        return multistatus(
            *(
                response(f"/cal/{name}", f"{etag(name)}<c:calendar-data>{text}</c:calendar-data>")
                for name, text in texts.items()
            )
        )

    liar.script = script
    alice.made(f"/connections/{id_}/sync")
    visit(errands)
    assert alice.seen(f"/connections/{id_}")["state"] == "fine"
    with reading(server.database, alice.account_id) as store:
        assert len(busy.between(store, now - rules.EVERY * 8, now + rules.EVERY * 400)) == 1
