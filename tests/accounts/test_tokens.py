"""Personal access tokens: made by a person only, shown once, limited by scopes, ended at once."""

from __future__ import annotations

import pytest

from halfhour.accounts import credentials, rules
from halfhour.core.access import Credential
from halfhour.core.errors import Unauthorized
from tests.accounts.conftest import Browse
from tests.conftest import PASSWORD, Client, Server, Time


def test_a_token_is_shown_once_and_works(browser: Client, server: Server) -> None:
    made = browser.post("/tokens", json={"name": "Sync", "scopes": ["contacts:write", "contacts:read"]})
    assert made.status_code == 201
    token = made.json()["token"]
    assert credentials.is_token(token)
    assert made.headers["location"] == f"/api/v1/tokens/{made.json()['id']}"
    listed = next(each for each in browser.seen("/tokens")["items"] if each["name"] == "Sync")
    assert listed["hint"] == token[-4:]
    assert listed["scopes"] == ["contacts:read", "contacts:write"]
    assert token not in str(browser.seen("/tokens"))
    with server.client(token) as script:
        assert script.get("/contacts").status_code == 200


def test_a_retry_never_shows_a_token_again(browser: Client) -> None:
    body = {"name": "Sync", "scopes": ["contacts:read"]}
    first, second = (browser.post("/tokens", json=body, headers={"Idempotency-Key": "k"}).json() for _ in range(2))
    assert first["token"] != second["token"]


def test_a_token_can_not_make_tokens_nor_touch_the_account(alice: Client) -> None:
    for method, path, body in (
        ("POST", "/tokens", {"name": "More", "scopes": ["contacts:read"]}),
        ("GET", "/tokens", None),
        ("GET", "/session", None),
        ("GET", "/sessions", None),
        ("DELETE", "/sessions", None),
        ("PATCH", "/account", {"name": "X"}),
        ("PUT", "/account/password", {"current_password": PASSWORD, "new_password": "five brave otters sing"}),
        ("DELETE", "/account", {"password": PASSWORD}),
        ("POST", "/session/proof", {"password": PASSWORD}),
        ("POST", "/invitations", {}),
    ):
        answer = alice.request(method, path, json=body, headers={"If-Match": "*"})
        assert (answer.status_code, answer.json()["code"]) == (403, "session_only"), path
    assert alice.get("/account").status_code == 200


def test_a_missing_scope_is_named(browser: Client, server: Server) -> None:
    token = browser.made("/tokens", name="Read", scopes=["contacts:read"])["token"]
    with server.client(token) as script:
        answer = script.post("/contacts", json={"full_name": "Kai"})
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
    assert answer.json()["scope"] == "contacts:write"
    assert 'scope="contacts:write"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize("scopes", [[], ["admin"], ["all"], ["contacts:read", "tokens:write"], "contacts:read"])
def test_an_unknown_scope_is_refused(browser: Client, scopes: object) -> None:
    assert browser.post("/tokens", json={"name": "X", "scopes": scopes}).status_code == 422


def test_making_a_token_needs_the_password_typed_just_now(browser: Client, frozen: Time) -> None:
    frozen.passes(minutes=10)
    body = {"name": "Sync", "scopes": ["contacts:read"]}
    assert browser.post("/tokens", json=body).json()["code"] == "proof_needed"
    assert browser.post("/session/proof", json={"password": PASSWORD}).status_code == 204
    assert browser.post("/tokens", json=body).status_code == 201


def test_a_revoked_token_ends_with_the_next_request(browser: Client, server: Server) -> None:
    made = browser.made("/tokens", name="Sync", scopes=["contacts:read"])
    with server.client(made["token"]) as script:
        assert script.get("/contacts").status_code == 200
        assert browser.delete(f"/tokens/{made['id']}").status_code == 204
        answer = script.get("/contacts")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert browser.delete(f"/tokens/{made['id']}").status_code == 404


def test_a_token_expires(browser: Client, server: Server, frozen: Time) -> None:
    day = browser.made("/tokens", name="Day", scopes=["contacts:read"], expires_in_days=1)
    usual = browser.made("/tokens", name="Usual", scopes=["contacts:read"])
    ever = browser.made("/tokens", name="Ever", scopes=["contacts:read"], expires_in_days=None)
    assert ever["expires_at"] is None

    def works() -> list[int]:
        with server.client() as script:
            return [
                script.get("/contacts", headers={"Authorization": f"Bearer {each['token']}"}).status_code
                for each in (day, usual, ever)
            ]

    assert works() == [200, 200, 200]
    frozen.passes(days=1)
    assert works() == [401, 200, 200]
    frozen.passes(days=89)
    assert works() == [401, 401, 200]


def test_the_last_use_of_a_token_is_kept(browser: Client, server: Server, frozen: Time) -> None:
    made = browser.made("/tokens", name="Sync", scopes=["contacts:read"])
    assert made["last_used_at"] is None
    with server.client(made["token"]) as script:
        script.get("/contacts")
    server.app.state.keeper.settle()
    listed = next(each for each in browser.seen("/tokens")["items"] if each["id"] == made["id"])
    assert listed["last_used_at"] == listed["created_at"]


@pytest.mark.parametrize(
    "authorization",
    ["Bearer", "Bearer hh_" + "0" * 36, "Basic aGg6aGg=", "Bearer " + "x" * 8000, "hh_0", "Bearer \xff"],
)
def test_a_made_up_token_proves_nothing(server: Server, authorization: str) -> None:
    with server.client() as script:
        answer = script.get("/contacts", headers=[(b"Authorization", authorization.encode("latin-1"))])
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


def test_a_mistyped_token_is_refused_before_the_database_is_asked(server: Server, alice: Client) -> None:
    typo = alice.token[:-1] + ("0" if alice.token[-1] != "0" else "1")
    with pytest.raises(Unauthorized):
        server.app.state.keeper.authenticate(None, Credential(typo, None))


def test_a_bad_token_is_not_rescued_by_a_good_session(browser: Client) -> None:
    assert browser.get("/account", headers={"Authorization": "Bearer hh_nope"}).status_code == 401


def test_a_token_in_a_cookie_proves_nothing(server: Server, alice: Client) -> None:
    with server.client() as script:
        for name in ("halfhour", "__Host-halfhour", "token"):
            assert script.get("/contacts", headers={"Cookie": f"{name}={alice.token}"}).status_code == 401


def test_nobody_sees_or_ends_anothers_tokens_and_sessions(alice: Client, bob: Client, browse: Browse) -> None:
    hers, his = browse(alice), browse(bob)
    token = hers.made("/tokens", name="Hers", scopes=["contacts:read"])
    session = hers.seen("/session")["session"]
    assert "Hers" not in his.get("/tokens").text
    for path in (f"/tokens/{token['id']}", f"/sessions/{session['id']}"):
        assert his.delete(path).status_code == 404
    assert hers.get("/session").status_code == 200


def test_there_are_not_more_tokens_than_a_list_shows(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_TOKENS", 2)
    browser.made("/tokens", name="One", scopes=["contacts:read"])
    answer = browser.post("/tokens", json={"name": "Two", "scopes": ["contacts:read"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_kept")
