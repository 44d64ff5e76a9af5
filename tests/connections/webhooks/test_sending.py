"""What changes is told to the address: signed, in order, by one sender at a time."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from halfhour.connections.webhooks import jobs
from tests.conftest import Time
from tests.connections.webhooks.conftest import BROKEN, OK, Answer, Got, Wired, verify


def test_a_change_arrives_signed(wired: Wired) -> None:
    contact = wired.adds()
    wired.post.runs()
    (got,) = wired.receiver.got
    assert got.what == ("contact.created", contact)
    assert Webhook(wired.hook["secret"]).verify(got.body, got.headers) == got.told
    assert got.headers["content-type"].startswith("application/json")
    seen = wired.state()
    assert (seen["state"], seen["waiting"], seen["last_error"], seen["advice"]) == ("on", 0, None, "Nothing to do.")


def test_what_is_told_leads_to_the_feed_and_holds_nothing_that_a_person_wrote(wired: Wired) -> None:
    contact = wired.adds("Maria Geheim")
    wired.alice.made("/notes", body="Geheim: she wants to leave.", contact_id=contact)
    wired.alice.changed(f"/contacts/{contact}", headline="Geheim")
    wired.post.runs()
    assert wired.receiver.of(contact) == ["contact.created", "contact.changed"]
    assert b"Geheim" not in b"".join(got.body for got in wired.receiver.got)
    events = {str(each["seq"]): each for each in wired.alice.seen("/events")["items"]}
    for got in wired.receiver.got:
        data = got.told["data"]
        event = events[data["cursor"]]
        assert (got.told["type"], data["id"], data["details"]) == (event["type"], event["resource_id"], event["data"])


def test_for_a_day_after_a_rotation_both_secrets_sign(wired: Wired, frozen: Time) -> None:
    new = wired.alice.moved(f"/webhooks/{wired.hook['id']}/rotate")["secret"]
    wired.adds()
    wired.post.runs()
    for secret in (wired.hook["secret"], new):
        verify(secret, wired.receiver.got[-1])
    assert len(wired.receiver.got[-1].headers["webhook-signature"].split()) == 2
    frozen.passes(hours=24)
    wired.adds()
    wired.post.runs()
    verify(new, wired.receiver.got[-1])
    with pytest.raises(WebhookVerificationError):
        verify(wired.hook["secret"], wired.receiver.got[-1])


def test_only_the_events_asked_for_are_sent(wired: Wired) -> None:
    wired.alice.changed(f"/webhooks/{wired.hook['id']}", types=["contact.deleted"])
    contact = wired.adds()
    wired.alice.delete(f"/contacts/{contact}", headers={"If-Match": "*"})
    wired.post.runs()
    assert wired.receiver.of(contact) == ["contact.deleted"]


def test_of_one_thing_nothing_is_told_before_what_came_first(wired: Wired, frozen: Time) -> None:
    anna, bert = wired.adds("Anna"), wired.adds("Bert")
    for contact in (anna, bert):
        wired.alice.changed(f"/contacts/{contact}", headline="Nurse")
    wired.receiver.answer = lambda got: BROKEN if got.what == ("contact.created", anna) else OK
    wired.post.runs()
    assert wired.receiver.of(anna) == ["contact.created"], "the change has to wait"
    assert wired.receiver.of(bert) == ["contact.created", "contact.changed"], "which is nothing to others"
    wired.receiver.answer = lambda _: OK
    frozen.passes(seconds=6)
    wired.post.runs()
    assert wired.receiver.of(anna) == ["contact.created", "contact.created", "contact.changed"]


def test_one_webhook_has_one_sender_at_a_time(wired: Wired) -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def answer(_: Got) -> Answer:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.01)
        with lock:
            at_once -= 1
        return OK

    wired.receiver.answer = answer
    for n in range(12):
        wired.adds(f"Anna {n}")
        wired.post.plain.run_one()
    senders = [threading.Thread(target=wired.post.runs) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    wired.post.runs()
    assert len(wired.receiver.got) == 12
    assert most == 1


def test_a_sender_with_much_to_do_lets_others_have_their_turn(wired: Wired, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "TURN_SECONDS", 0)
    made = [wired.adds(f"Anna {n}") for n in range(4)]
    while wired.post.plain.run_one():
        pass
    heard = [0]
    while wired.post.errands.run_one():
        heard.append(len(wired.receiver.got))
    assert {after - before for before, after in pairwise(heard)} == {0, 1}, "one, and then somebody else"
    assert [got.what[1] for got in wired.receiver.got] == made


def test_while_it_is_off_what_happens_waits(wired: Wired) -> None:
    assert wired.turned(on=False)["state"] == "off"
    contact = wired.adds()
    wired.post.runs()
    assert wired.receiver.got == []
    wired.turned(on=True)
    wired.post.runs()
    assert wired.receiver.of(contact) == ["contact.created"]
