"""Making, changing and deleting webhooks; tests and redelivery by hand; secrets; and what is kept for how long."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, select
from standardwebhooks import WebhookVerificationError

from halfhour.connections.webhooks import rules
from halfhour.connections.webhooks.views import WEBHOOK
from halfhour.core.db import Query
from halfhour.core.housekeeping import clean_for
from halfhour.core.store import reading
from tests.conftest import Client, Server, Time
from tests.connections.webhooks.conftest import BROKEN, OK, Wired, verify

_ALL = Query(select(*WEBHOOK.c).where(WEBHOOK.c.owner_id == bindparam("owner_id")))


def test_the_secret_is_shown_once_and_sealed_where_it_is_kept(server: Server, wired: Wired) -> None:
    secret = wired.hook["secret"]
    assert secret.startswith("whsec_")
    path = f"/webhooks/{wired.hook['id']}"
    wired.adds()
    wired.post.runs()
    for seen in (path, "/webhooks", f"{path}/deliveries", "/events"):
        assert secret.removeprefix("whsec_") not in wired.alice.get(seen).text
    with reading(server.database, wired.alice.account_id) as store:
        assert secret.removeprefix("whsec_") not in str(store.rows(_ALL))
    assert all(WEBHOOK.c[name].info["secret"] for name in ("sealed_secret", "sealed_old_secret")), "nor is it exported"


def test_a_list_says_the_same_of_each_as_its_own_page(wired: Wired) -> None:
    assert wired.alice.seen("/webhooks")["items"] == [wired.state()]


def test_a_test_arrives_also_where_the_webhook_is_off_and_is_kept_with_its_answer(wired: Wired) -> None:
    wired.turned(on=False)
    wired.receiver.answer = lambda _: (200, {}, "thänks".encode())
    sent = wired.alice.made(f"/webhooks/{wired.hook['id']}/test")
    assert (sent["type"], sent["state"], sent["by_hand"]) == ("webhook.test", "waiting", True)
    wired.post.runs()
    (got,) = wired.receiver.got
    verify(wired.hook["secret"], got)
    seen = wired.alice.seen(f"/webhooks/{wired.hook['id']}/deliveries/{sent['id']}")
    assert seen["state"] == "delivered"
    assert seen["body"].encode() == got.body
    assert {name: got.headers[name] for name in seen["headers"]} == seen["headers"]
    assert (seen["tries"][0]["status"], seen["tries"][0]["answer"]) == (200, "thänks")
    assert wired.state()["last_used_at"] is not None


def test_what_was_given_up_can_be_sent_again_by_hand_under_its_old_id(wired: Wired) -> None:
    wired.receiver.answer = lambda _: (410, {}, b"")
    wired.adds()
    wired.post.runs()
    (lost,) = wired.deliveries(state="given_up")
    wired.receiver.answer = lambda _: OK
    again = wired.alice.made(f"/webhooks/{wired.hook['id']}/deliveries/{lost['id']}/redeliver")
    assert again["id"] != lost["id"]
    wired.post.runs()
    first, second = wired.receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == lost["message_id"]
    assert first.body == second.body
    assert [each["id"] for each in wired.deliveries(state="delivered")] == [again["id"]]


def test_what_is_sent_by_hand_is_tried_once_and_moves_nothing_that_waits(wired: Wired, frozen: Time) -> None:
    wired.receiver.answer = lambda _: BROKEN
    contact = wired.adds()
    wired.alice.changed(f"/contacts/{contact}", headline="Nurse")
    wired.post.runs()
    waiting = wired.deliveries(state="waiting")
    wired.alice.made(f"/webhooks/{wired.hook['id']}/deliveries/{waiting[0]['id']}/redeliver")
    wired.post.runs()
    assert [each["id"] for each in wired.deliveries(state="waiting")] == [each["id"] for each in waiting]
    (by_hand,) = wired.deliveries(state="given_up")
    assert (by_hand["by_hand"], len(by_hand["tries"]), by_hand["due_at"]) == (True, 1, None)
    assert wired.receiver.of(contact) == ["contact.created"] * 2


def test_a_new_address_begins_with_what_waits(wired: Wired) -> None:
    good, wired.receiver.answer = wired.receiver.answer, lambda _: BROKEN
    contact = wired.adds()
    wired.post.runs()
    assert wired.state()["state"] == "failing"
    wired.receiver.answer = good
    assert wired.alice.changed(f"/webhooks/{wired.hook['id']}", url=wired.receiver.url + "&new")["state"] == "on"
    wired.post.runs()
    assert wired.receiver.of(contact) == ["contact.created"] * 2


def test_types_are_chosen_from_those_that_there_are(alice: Client) -> None:
    known = {each["type"]: each["about"] for each in alice.seen("/webhooks/types")["items"]}
    assert known["contact.changed"] == "A contact was changed."
    refused = alice.post(
        "/webhooks", json={"url": "https://hook.example/", "types": ["contact.changed", "contact.sung"]}
    )
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["message"] == "there are no events called contact.sung"


def test_there_are_only_so_many(alice: Client) -> None:
    for _ in range(rules.MOST):
        alice.made("/webhooks", url="https://hook.example/", enabled=False)
    answer = alice.post("/webhooks", json={"url": "https://hook.example/"})
    assert answer.json()["code"] == "too_many_webhooks"


def test_whoever_deletes_one_is_rid_of_it(wired: Wired) -> None:
    wired.receiver.answer = lambda _: BROKEN
    wired.adds()
    wired.post.runs()
    path = f"/webhooks/{wired.hook['id']}"
    assert wired.alice.delete(path, headers={"If-Match": '"99"'}).status_code == 412
    assert wired.alice.delete(path, headers={"If-Match": "*"}).status_code == 204
    heard = len(wired.receiver.got)
    wired.adds()
    wired.post.runs()
    assert len(wired.receiver.got) == heard
    assert wired.alice.get(path).status_code == 404


def test_a_server_with_another_key_says_so_and_a_new_secret_mends_it(wired: Wired, server: Server) -> None:
    before, server.settings.secret_key = server.settings.secret_key, "another key, of some length"
    try:
        wired.adds()
        wired.post.runs()
        seen = wired.state()
        assert (seen["state"], seen["last_error"]) == ("stopped", rules.LOCKED)
        assert seen["advice"].startswith("Rotate the secret")
        path = f"/webhooks/{wired.hook['id']}"
        assert wired.alice.post(f"{path}/test").json()["code"] == "secret_lost"
        refused = wired.alice.patch(path, json={"enabled": True}, headers={"If-Match": "*"})
        assert refused.json()["code"] == "secret_lost"
        secret = wired.alice.moved(f"{path}/rotate")["secret"]
        wired.turned(on=True)
        contact = wired.adds()
        wired.post.runs()
        assert wired.receiver.of(contact) == ["contact.created"]
        verify(secret, wired.receiver.got[-1])
        with pytest.raises(WebhookVerificationError):
            verify(wired.hook["secret"], wired.receiver.got[-1])
    finally:
        server.settings.secret_key = before


def test_deliveries_are_forgotten_after_thirty_days_but_not_what_still_waits(
    wired: Wired, server: Server, frozen: Time
) -> None:
    wired.adds("Anna")
    wired.post.runs()
    wired.receiver.answer = lambda _: BROKEN
    wired.adds("Bert")
    wired.post.runs()
    wired.turned(on=False)
    frozen.passes(days=29)
    clean_for(server.database, wired.alice.account_id)
    assert len(wired.deliveries()) == 2
    frozen.passes(days=2)
    clean_for(server.database, wired.alice.account_id)
    assert [each["state"] for each in wired.deliveries()] == ["waiting"]


def test_the_contract_says_what_a_receiver_gets(server: Server, wired: Wired) -> None:
    document = server.app.openapi()
    sent = document["webhooks"]["event"]["post"]
    assert sent["security"] == []
    shape = document["components"]["schemas"]["EventMessage"]
    wired.adds()
    wired.post.runs()
    told = wired.receiver.got[0].told
    assert set(told) == set(shape["properties"]) == set(shape["required"])
    assert set(told["data"]) == set(document["components"]["schemas"]["EventData"]["properties"])
