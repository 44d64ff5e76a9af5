"""Limits on guessing: by account and by address, on every route that looks at a password, whatever runs at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from argon2 import PasswordHasher

from halfhour.accounts import rules, service
from halfhour.accounts.sessions import Visitor
from halfhour.core.engine import Database
from tests.accounts.conftest import Browse
from tests.conftest import PASSWORD, Client, Server, Time

WRONG = "eight loud herons wade"


def guess(browser: Client, email: str, **headers: str) -> httpx.Response:
    return browser.post("/session", json={"email": email, "password": WRONG}, headers=headers)


def test_the_eleventh_guess_at_an_account_has_to_wait_even_with_the_right_password(
    alice: Client, browse: Browse, frozen: Time
) -> None:
    visitor = browse()
    assert [guess(visitor, alice.email).status_code for _ in range(10)] == [401] * 10
    frozen.passes(seconds=100)
    answer = visitor.post("/session", json={"email": alice.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "200"
    assert answer.headers["ratelimit-policy"] == '"account";q=10;w=300'
    assert answer.headers["ratelimit"] == '"account";r=0;t=200'
    assert answer.json()["code"] == "too_many_guesses"
    frozen.passes(seconds=200)
    assert visitor.post("/session", json={"email": alice.email, "password": PASSWORD}).status_code == 200


def test_the_thirty_first_guess_from_an_address_has_to_wait_whomever_it_is_at(browse: Browse, frozen: Time) -> None:
    visitor = browse()
    for n in range(30):
        assert guess(visitor, f"person{n}@example.org").status_code == 401
    answer = guess(visitor, "another@example.org")
    assert answer.status_code == 429
    assert answer.headers["ratelimit-policy"] == '"address";q=30;w=300'


def test_a_made_up_forwarded_address_does_not_help(browse: Browse, frozen: Time) -> None:
    visitor = browse()
    statuses = [
        guess(visitor, f"person{n}@example.org", **{"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(31)
    ]
    assert statuses == [401] * 30 + [429]


def test_behind_our_proxy_each_client_has_its_own_count(
    browse: Browse, server: Server, frozen: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.settings, "trusted_proxies", ["127.0.0.1"])
    visitor = browse()
    for n in range(30):
        assert guess(visitor, f"person{n}@example.org", **{"X-Forwarded-For": "198.51.100.1"}).status_code == 401
    assert guess(visitor, "p@example.org", **{"X-Forwarded-For": "9.9.9.9, 198.51.100.1"}).status_code == 429
    assert guess(visitor, "p@example.org", **{"X-Forwarded-For": "198.51.100.2"}).status_code == 401


def test_right_passwords_never_count(alice: Client, browse: Browse, frozen: Time) -> None:
    visitor = browse()
    for _ in range(12):
        assert visitor.post("/session", json={"email": alice.email, "password": PASSWORD}).status_code == 200


def test_every_route_that_looks_at_a_password_shares_the_count(browser: Client, frozen: Time) -> None:
    for n in range(10):
        answer = [
            lambda: browser.post("/session/proof", json={"password": WRONG}),
            lambda: browser.put(
                "/account/password", json={"current_password": WRONG, "new_password": "five brave otters sing"}
            ),
            lambda: browser.request("DELETE", "/account", json={"password": WRONG}),
            lambda: guess(browser, browser.email),
        ][n % 4]()
        assert answer.json()["code"] in ("wrong_password", "sign_in_failed")
    for method, path, body in (
        ("POST", "/session/proof", {"password": PASSWORD}),
        ("PUT", "/account/password", {"current_password": PASSWORD, "new_password": "five brave otters sing"}),
        ("DELETE", "/account", {"password": PASSWORD}),
    ):
        assert browser.request(method, path, json=body).status_code == 429
    assert browser.get("/session").status_code == 200


def at_once(database: Database, email: str, password: str, times: int) -> Counter[str]:
    def attempt(n: int) -> str:
        try:
            service.sign_in(database, email, password, Visitor(f"192.0.2.{n}", ""))
        except (rules.SignInFailed, rules.TooManyGuesses) as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(attempt, range(times)))


def test_guesses_made_at_once_can_not_pass_the_limit(fresh: Database) -> None:
    service.create_account(fresh, "maria@example.org", PASSWORD)
    assert at_once(fresh, "maria@example.org", WRONG, 24) == {"sign_in_failed": 10, "too_many_guesses": 14}


def test_the_limit_survives_a_restart_and_holds_over_processes(fresh: Database) -> None:
    service.create_account(fresh, "maria@example.org", PASSWORD)
    assert at_once(fresh, "maria@example.org", WRONG, 6)["sign_in_failed"] == 6
    other = Database(fresh.settings)
    try:
        assert at_once(other, "maria@example.org", WRONG, 6) == {"sign_in_failed": 4, "too_many_guesses": 2}
    finally:
        other.close()


def test_old_attempts_are_forgotten(fresh: Database, frozen: Time) -> None:
    service.create_account(fresh, "maria@example.org", PASSWORD)
    at_once(fresh, "maria@example.org", WRONG, 3)
    frozen.passes(minutes=5)
    service.sign_in(fresh, "maria@example.org", PASSWORD, Visitor("192.0.2.1", ""))
    with fresh.reading() as connection:
        assert connection.raw.execute("SELECT count(*) FROM failed_sign_in").fetchone()[0] == 0


def test_a_sweep_forgets_whatever_has_ended(fresh: Database, frozen: Time) -> None:
    service.create_account(fresh, "maria@example.org", PASSWORD)
    service.sign_in(fresh, "maria@example.org", PASSWORD, Visitor("192.0.2.1", ""))
    at_once(fresh, "maria@example.org", WRONG, 3)
    frozen.passes(days=14)
    service.sweep(fresh)
    with fresh.reading() as connection:
        assert connection.raw.execute("SELECT count(*) FROM failed_sign_in").fetchone()[0] == 0
        assert connection.raw.execute("SELECT count(*) FROM session").fetchone()[0] == 0


def test_an_unknown_address_costs_as_much_as_a_known_one(fresh: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: str) -> bool:
        verified.append(kept.rsplit("$", 2)[0])
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    service.create_account(fresh, "maria@example.org", PASSWORD)
    for email in ("maria@example.org", "nobody@example.org"):
        with pytest.raises(rules.SignInFailed):
            service.sign_in(fresh, email, WRONG, Visitor("192.0.2.1", ""))
    assert verified == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2
