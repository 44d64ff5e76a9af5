"""Signing in and out, and how sessions end."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from sqlalchemy import select

from halfhour.accounts import service, sessions
from halfhour.accounts.models import Account, Session
from halfhour.core.db import Query, table_of
from halfhour.core.engine import Database
from tests.accounts.conftest import Browse, in_process
from tests.conftest import PASSWORD, Client, Server, Time


def test_signing_in_opens_a_session_in_a_cookie_that_no_script_can_read(alice: Client, browse: Browse) -> None:
    answer = browse().post("/session", json={"email": alice.email.upper(), "password": PASSWORD})
    assert answer.status_code == 200
    cookie = SimpleCookie(answer.headers["set-cookie"])["halfhour"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert len(cookie.value) == 43
    shown = answer.json()
    assert shown["email"] == alice.email
    assert shown["session"]["current"] is True
    assert cookie.value not in answer.text


def test_behind_https_the_cookie_is_secure_and_for_this_host_only(
    alice: Client, browse: Browse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = server.app.state.office
    monkeypatch.setitem(server.app.state._state, "office", office._replace(origin="https://halfhour.example.org"))
    answer = browse().post("/session", json={"email": alice.email, "password": PASSWORD})
    assert answer.headers["set-cookie"].startswith("__Host-halfhour=")
    assert "secure" in answer.headers["set-cookie"].lower()
    secret = SimpleCookie(answer.headers["set-cookie"])["__Host-halfhour"].value
    with server.client() as anybody:
        tossed = anybody.get("/session", headers={"Cookie": f"halfhour={secret}"})
        ours = anybody.get("/session", headers={"Cookie": f"halfhour=stale; __Host-halfhour={secret}"})
    assert (tossed.status_code, ours.status_code) == (401, 200)


def test_over_plain_http_on_a_network_nobody_signs_in(fresh: Database) -> None:
    service.create_account(fresh, "maria@example.org", PASSWORD)
    fresh.settings.host, fresh.settings.allowed_hosts = "0.0.0.0", ["nas.home"]  # noqa: S104  # what is refused
    body = {"email": "maria@example.org", "password": PASSWORD}
    with in_process(fresh) as ask:
        away = ask("POST", "/session", json=body, headers={"Host": "nas.home"})
        at_home = ask("POST", "/session", json=body, headers={"Host": "localhost"})
    assert (away.status_code, away.json()["code"]) == (403, "plain_http")
    assert "set-cookie" not in away.headers
    assert at_home.status_code == 200
    assert "secure" not in at_home.headers["set-cookie"].lower()


def test_the_database_holds_no_secret(alice: Client, browser: Client, server: Server) -> None:
    secret = browser.cookies["halfhour"]
    session, account = table_of(Session), table_of(Account)
    with server.database.reading() as connection:
        kept = connection.run(Query(select(*session.c).where(session.c.owner_id == alice.account_id)), {}).fetchall()
        kept += connection.run(Query(select(*account.c).where(account.c.id == alice.account_id)), {}).fetchall()
    assert kept
    assert secret not in str(kept)
    assert alice.token not in str(kept)
    assert PASSWORD not in str(kept)
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in str(kept)


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(alice: Client, browse: Browse, who: str) -> None:
    email = alice.email if who == "known" else "nobody@example.org"
    answer = browse().post("/session", json={"email": email, "password": "wrong " + PASSWORD})
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in_failed"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "set-cookie" not in answer.headers
    assert "email" not in answer.json()


def test_blanks_around_a_password_belong_to_it(alice: Client, browse: Browse) -> None:
    answer = browse().post("/session", json={"email": alice.email, "password": f" {PASSWORD} "})
    assert answer.status_code == 401


def test_without_a_session_nobody_is_signed_in(browse: Browse) -> None:
    assert browse().get("/session").status_code == 401


@pytest.mark.parametrize("value", ["", "x", "A" * 43, "A" * 5000, "../../etc/passwd", "';--"])
def test_a_made_up_session_proves_nothing(server: Server, value: str) -> None:
    with server.client() as anybody:
        assert anybody.get("/session", headers={"Cookie": f"halfhour={value}"}).status_code == 401


def test_signing_out_ends_the_session_at_once_and_empties_the_cache(browser: Client) -> None:
    secret = browser.cookies["halfhour"]
    answer = browser.delete("/session")
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache"'
    assert "halfhour" not in browser.cookies
    again = browser.get("/session", headers={"Cookie": f"halfhour={secret}"})
    assert again.status_code == 401


def test_signing_in_anew_ends_the_session_one_came_with(alice: Client, browser: Client) -> None:
    before = browser.cookies["halfhour"]
    again = browser.post("/session", json={"email": alice.email, "password": PASSWORD})
    assert again.json()["session"]["id"]
    assert browser.cookies["halfhour"] != before
    assert len(browser.seen("/sessions")["items"]) == 1


def test_a_person_sees_all_their_browsers_and_ends_one(alice: Client, browse: Browse, browser: Client) -> None:
    phone = browse(alice, agent="Phone/2.0")
    listed = browser.seen("/sessions")
    assert {each["agent"] for each in listed["items"]} == {"Test/1.0", "Phone/2.0"}
    assert [each["agent"] for each in listed["items"] if each["current"]] == ["Test/1.0"]
    assert listed["next_cursor"] is None
    other = next(each["id"] for each in listed["items"] if not each["current"])
    assert browser.delete(f"/sessions/{other}").status_code == 204
    assert phone.get("/session").status_code == 401
    assert browser.delete(f"/sessions/{other}").status_code == 404


def test_a_person_ends_all_other_sessions(alice: Client, browse: Browse, browser: Client) -> None:
    others = [browse(alice), browse(alice)]
    assert browser.delete("/sessions").status_code == 204
    assert [other.get("/session").status_code for other in others] == [401, 401]
    assert browser.get("/session").status_code == 200


def test_a_session_ends_after_fourteen_days_without_use(browser: Client, server: Server, frozen: Time) -> None:
    frozen.passes(days=13)
    assert browser.get("/session").status_code == 200
    server.app.state.keeper.settle()
    frozen.passes(days=13)
    assert browser.get("/session").status_code == 200
    server.app.state.keeper.settle()
    frozen.passes(days=14)
    assert browser.get("/session").status_code == 401


def test_sessions_that_have_ended_are_not_listed_and_soon_forgotten(
    alice: Client, browse: Browse, server: Server, frozen: Time
) -> None:
    browse(alice, agent="Old/1.0")
    frozen.passes(days=10)
    recent = browse(alice)
    frozen.passes(days=5)
    assert [each["agent"] for each in recent.seen("/sessions")["items"]] == ["Test/1.0"]
    browse(alice)
    with server.database.reading() as connection:
        kept = connection.rows(
            Query(select(table_of(Session).c.agent).where(table_of(Session).c.owner_id == alice.account_id)), {}
        )
    assert sorted(kept) == [("Test/1.0",), ("Test/1.0",)]


def test_a_session_ends_after_ninety_days_whatever_its_use(browser: Client, server: Server, frozen: Time) -> None:
    for _ in range(9):
        frozen.passes(days=9.9)
        assert browser.get("/session").status_code == 200
        server.app.state.keeper.settle()
    frozen.passes(days=1)
    assert browser.get("/session").status_code == 401


def test_the_last_use_is_kept_to_ten_minutes_and_written_once(browser: Client, server: Server, frozen: Time) -> None:
    keeper = server.app.state.keeper
    first = browser.seen("/session")["session"]["last_used_at"]
    frozen.passes(minutes=9)
    browser.seen("/session")
    keeper.settle()
    assert browser.seen("/session")["session"]["last_used_at"] == first
    frozen.passes(minutes=1)
    browser.seen("/session")
    keeper.settle()
    assert browser.seen("/session")["session"]["last_used_at"] > first


def test_the_fifty_first_session_ends_the_one_used_longest_ago(
    alice: Client, browse: Browse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("halfhour.accounts.rules.MOST_SESSIONS", 2)
    first, second, third = browse(alice), browse(alice), browse(alice)
    assert [each.get("/session").status_code for each in (first, second, third)] == [401, 200, 200]


def test_a_credential_is_looked_up_by_one_key_and_nothing_else(server: Server) -> None:
    for query in (sessions._BY_COOKIE, sessions._BY_TOKEN):
        sql = query.compiled(server.database.dialect).sql
        with server.database.writing() as connection:
            if connection.sqlite:
                plan = str(connection.raw.execute(f"EXPLAIN QUERY PLAN {sql}", ["x"]).fetchall())
                assert "SEARCH" in plan
                assert "SCAN" not in plan
            else:
                connection.raw.run("SET LOCAL enable_seqscan = off")  # tables of a test are too small for an index
                plan = str(connection.raw.run(f"EXPLAIN {sql}", ["x"]).fetchall())
                assert "Index Scan" in plan
                assert "Seq Scan" not in plan
        assert "JOIN" not in sql.upper()


def test_the_answer_of_who_is_signed_in_says_no_secret(browser: Client) -> None:
    shown = browser.seen("/session")
    assert set(shown) == {"id", "email", "name", "time_zone", "version", "created_at", "updated_at", "session"}
    assert not [name for name in shown["session"] if name in ("digest", "token", "secret")]
