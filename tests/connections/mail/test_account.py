"""The person's own mail account: entered, tried, changed and forgotten; its password comes out nowhere."""

import ssl
from typing import Any

import pytest
from sqlalchemy import text

from halfhour.core.db import Query
from halfhour.core.sealed import unseal
from tests.conftest import Client, Server
from tests.connections.mail.conftest import Errands, account, enter
from tests.connections.mail.servers import NAME, WORD, Mailbox, real

ANY = {"If-Match": "*"}


def test_before_there_is_one_it_is_off_and_says_what_to_do(alice: Client) -> None:
    shown = alice.seen("/mail/account")
    assert (shown["version"], shown["state"], shown["host"]) == (0, "off", None)
    assert shown["words"] == "No mail account is connected."
    assert "download the file" in shown["advice"]
    assert alice.post("/mail/account/test").json()["code"] == "no_mail_account"
    assert alice.delete("/mail/account", headers=ANY).status_code == 404


def test_it_is_kept_with_its_password_sealed_and_shown_without(alice: Client, server: Server) -> None:
    shown = enter(alice, 587)
    assert (shown["version"], shown["state"], shown["signs_in"]) == (1, "untried", True)
    assert WORD not in str(shown)
    with server.database.reading(alice.account_id) as connection:
        ((kept,),) = connection.rows(
            Query(text("SELECT password FROM mail_account WHERE owner_id = :owner")), {"owner": alice.account_id}
        )
        events = connection.rows(
            Query(text("SELECT data FROM event WHERE owner_id = :owner")), {"owner": alice.account_id}
        )
    assert WORD not in kept
    assert unseal(server.settings, kept, owner=alice.account_id, purpose="mail") == WORD
    assert WORD not in str(events)


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587), ("none", 25)])
def test_a_port_that_is_left_out_is_the_usual_one(alice: Client, security: str, port: int) -> None:
    assert enter(alice, 1, port=None, security=security)["port"] == port


def test_a_name_that_is_left_out_is_the_accounts(alice: Client) -> None:
    assert enter(alice, 587, from_name="")["from_name"] == "Alice"


def test_a_password_stays_only_with_its_server_and_name(alice: Client) -> None:
    """Who may change the account must not be able to have the password sent to a server of their own."""
    enter(alice, 587)
    same = account(587, from_name="Alex")
    del same["password"]
    assert alice.put("/mail/account", json=same, headers=ANY).json()["signs_in"]
    for changed in ({"host": "evil.example.org"}, {"port": 2525}, {"security": "tls"}, {"username": "other"}):
        answer = alice.put("/mail/account", json={**same, **changed}, headers=ANY)
        assert answer.status_code == 422, changed
        assert [each["pointer"] for each in answer.json()["errors"]] == ["#/password"]
    assert alice.seen("/mail/account")["host"] == "127.0.0.1"


def test_a_server_may_ask_for_no_name(alice: Client) -> None:
    assert not enter(alice, 587, username=None, password=None)["signs_in"]
    answer = alice.put("/mail/account", json=account(587, username=None), headers=ANY)
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/username"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "a b"},
        {"host": "example.org\r\nX: y"},
        {"host": "https://example.org/"},
        {"host": ""},
        {"port": 0},
        {"port": 65536},
        {"security": "ssl"},
        {"from_address": "alex"},
        {"from_address": "alex@example.org\r\nBcc: eve@example.org"},
        {"from_address": "alex@example.org, eve@example.org"},
        {"from_address": "<alex@example.org>"},
        {"from_name": "Alex\r\nBcc: eve@example.org"},
        {"username": "a\nb"},
        {"password": ""},
    ],
    ids=str,
)
def test_what_no_server_or_header_could_hold_is_refused(alice: Client, wrong: dict[str, Any]) -> None:
    answer = alice.put("/mail/account", json=account(587, **wrong), headers=ANY)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{next(iter(wrong))}"]


def test_it_is_changed_by_who_has_seen_it_and_forgotten_for_good(alice: Client, server: Server) -> None:
    first = alice.get("/mail/account")
    assert alice.put("/mail/account", json=account(587), headers={"If-Match": first.headers["ETag"]}).status_code == 200
    assert alice.put("/mail/account", json=account(587), headers={"If-Match": '"0"'}).status_code == 412
    assert alice.delete("/mail/account", headers={"If-Match": '"7"'}).status_code == 412
    assert alice.delete("/mail/account", headers=ANY).status_code == 204
    assert alice.seen("/mail/account")["state"] == "off"
    assert [each["type"] for each in alice.seen("/events")["items"]][-1] == "mail_account.deleted"


@pytest.mark.parametrize("way", ["starttls", "tls", "none"])
def test_a_mail_to_oneself_shows_that_it_works(
    alice: Client, errands: Errands, box: Mailbox, here: ssl.SSLContext, way: str
) -> None:
    with real(box, None if way == "none" else here, at_once=way == "tls") as port:
        enter(alice, port, security=way)
        tried = alice.made("/mail/account/test")
        assert (tried["state"], box.raw) == ("trying", []), "not while somebody waits for the answer"
        assert errands.run() == 1
    (mail,) = box.mails
    assert box.envelopes == [(NAME, [NAME])]
    assert (mail["From"], mail["To"]) == (f"Alex Novak <{NAME}>", f"Alex Novak <{NAME}>")
    assert box.passwords == [WORD.encode()]
    shown = alice.seen("/mail/account")
    assert (shown["state"], shown["words"], shown["last_error"]) == ("fine", "The mail account works.", None)
    assert shown["last_used_at"]
    assert shown["version"] == tried["version"], "having been used is nobody's edit"


def test_a_wrong_password_is_said_to_be_wrong(alice: Client, errands: Errands, box: Mailbox, post: int) -> None:
    enter(alice, post, password="wrong")
    alice.made("/mail/account/test")
    errands.run()
    shown = alice.seen("/mail/account")
    assert shown["state"] == "password"
    assert shown["last_error"] == "The mail server refused the name or the password."
    assert "app password" in shown["advice"]
    assert box.raw == []


def test_a_new_key_of_the_server_asks_for_the_password_again(
    writer: Client, server: Server, errands: Errands, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.made("/mail/account/test")
    monkeypatch.setattr(server.settings, "secret_key", "another key altogether")
    errands.run()
    shown = writer.seen("/mail/account")
    assert (shown["state"], shown["advice"]) == ("password", "Enter it again.")
    assert box.passwords == []


def test_without_leave_of_the_host_nothing_near_is_reached(alice: Client, errands: Errands, box: Mailbox) -> None:
    with real(box) as port:
        enter(alice, port, security="none")
        alice.made("/mail/account/test")
        errands.run()
    shown = alice.seen("/mail/account")
    assert shown["last_error"] == "Halfhour does not go there: 127.0.0.1 is not a public address."
    assert "hosts Halfhour" in shown["advice"]


def test_what_one_has_entered_is_nobody_elses(alice: Client, bob: Client) -> None:
    enter(alice, 587)
    assert bob.seen("/mail/account")["state"] == "off"
    enter(bob, 465, from_address="bob@example.org")
    assert alice.seen("/mail/account")["from_address"] == NAME
