"""Signing up: the first person, an open door, an invitation; and nobody else."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from halfhour import __version__
from halfhour.accounts import invitations, rules, service
from halfhour.accounts.schemas import InvitationCreate, SignUp
from halfhour.accounts.sessions import Visitor
from halfhour.core.engine import Database
from halfhour.core.errors import Refusal
from halfhour.core.settings import Registration
from halfhour.core.store import writing
from tests.accounts.conftest import Browse, in_process
from tests.conftest import PASSWORD, Client, Server, Time

VISITOR = Visitor("192.0.2.1", "Test/1.0")


def new(email: str = "maria@example.org", **fields: str) -> dict[str, str]:
    return {"email": email, "password": PASSWORD, "name": "Maria", "time_zone": "Europe/Berlin", **fields}


@pytest.fixture
def open_door(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.settings, "registration", Registration.OPEN)


@pytest.fixture
def by_invitation(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.settings, "registration", Registration.FIRST)


def test_the_first_person_signs_up_and_then_the_door_is_closed(fresh: Database) -> None:
    with in_process(fresh) as ask:
        before = ask("GET", "/setup").json()
        assert before == {"registration": "first", "needs_first_account": True, "version": __version__}
        made = ask("POST", "/accounts", json=new())
        assert made.status_code == 201
        assert made.headers["location"] == "/api/v1/account"
        assert made.headers["set-cookie"].startswith("halfhour=")
        assert made.json()["time_zone"] == "Europe/Berlin"
        after = ask("GET", "/setup").json()
        assert (after["registration"], after["needs_first_account"]) == ("closed", False)
        second = ask("POST", "/accounts", json=new("bob@example.org"))
        assert (second.status_code, second.json()["code"]) == (403, "registration_closed")


def test_of_many_first_people_at_once_one_gets_in(fresh: Database) -> None:
    def attempt(n: int) -> str:
        try:
            service.sign_up(fresh, SignUp.model_validate(new(f"person{n}@example.org")), VISITOR)
        except Refusal as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(8) as pool:
        assert Counter(pool.map(attempt, range(8))) == {"in": 1, "registration_closed": 7}
    with fresh.reading() as connection:
        assert connection.raw.execute("SELECT count(*) FROM account").fetchone()[0] == 1
        assert connection.raw.execute("SELECT count(*) FROM session").fetchone()[0] == 1


def test_a_new_account_can_be_used_at_once(browse: Browse, server: Server, open_door: None) -> None:
    browser = browse()
    email = f"new-{server.port}@example.org"
    made = browser.post("/accounts", json=new(email))
    assert made.status_code == 201
    shown = browser.seen("/session")
    assert shown == made.json()
    assert browser.seen("/events")["items"] == []
    browser.made("/contacts", full_name="Kai Brandt")
    assert len(browser.seen("/contacts")["items"]) == 1


def test_two_people_can_not_have_one_address(alice: Client, browse: Browse, open_door: None) -> None:
    answer = browse().post("/accounts", json=new(alice.email.upper()))
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


def test_of_many_who_take_one_address_at_once_one_gets_it(fresh: Database) -> None:
    fresh.settings.registration = Registration.OPEN

    def attempt(n: int) -> str:
        try:
            service.sign_up(fresh, SignUp.model_validate(new()), Visitor(f"192.0.2.{n}", ""))
        except Refusal as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(6) as pool:
        assert Counter(pool.map(attempt, range(6))) == {"in": 1, "email_taken": 5}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("password", "password12345"),
        ("password", "short"),
        ("name", "  "),
        ("time_zone", "Mars/Olympus"),
        ("is_admin", True),
        ("id", "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"),
    ],
)
def test_what_can_not_be_is_refused_by_field(browse: Browse, open_door: None, field: str, value: object) -> None:
    answer = browse().post("/accounts", json={**new("x@example.org"), field: value})
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{field}"]
    assert str(value) not in answer.text or field != "password"


def test_an_invitation_lets_one_person_in_once(alice: Client, browse: Browse, by_invitation: None) -> None:
    invited = browse(alice).made("/invitations", note="For Jonas")
    assert invited["link"].startswith("http://127.0.0.1:8000/sign-up#invitation=")
    secret = invited["link"].partition("=")[2]
    answer = browse().post("/accounts", json=new(f"jonas-{invited['id']}@example.org", invitation=secret))
    assert answer.status_code == 201
    again = browse().post("/accounts", json=new(f"eva-{invited['id']}@example.org", invitation=secret))
    assert (again.status_code, again.json()["code"]) == (409, "invitation_spent")
    listed = browse(alice).seen("/invitations")["items"]
    assert listed[0]["used_at"]
    assert "link" not in listed[0]
    assert secret not in str(listed)


def test_an_invitation_link_ignores_a_forged_host(alice: Client, browse: Browse, by_invitation: None) -> None:
    browser = browse(alice)
    answer = browser.post(
        "/invitations",
        json={},
        headers={"Host": f"localhost:{browser.base_url.port}", "X-Forwarded-Host": "evil.example"},
    )
    assert answer.json()["link"].startswith("http://127.0.0.1:8000/")


def test_of_many_who_use_one_invitation_at_once_one_gets_in(fresh: Database) -> None:
    owner = service.create_account(fresh, "alice@example.org", PASSWORD)
    with writing(fresh, owner) as store:
        secret = invitations.invite(store, InvitationCreate())["link"].partition("=")[2]

    def attempt(n: int) -> str:
        try:
            body = SignUp.model_validate(new(f"person{n}@example.org", invitation=secret))
            service.sign_up(fresh, body, Visitor(f"192.0.2.{n}", ""))
        except Refusal as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(6) as pool:
        assert Counter(pool.map(attempt, range(6))) == {"in": 1, "invitation_spent": 5}


@pytest.mark.parametrize("secret", ["", "x", "A" * 43, "../" * 20])
def test_a_made_up_invitation_opens_nothing(browse: Browse, by_invitation: None, secret: str) -> None:
    answer = browse().post("/accounts", json=new("x@example.org", invitation=secret))
    assert (answer.status_code, answer.json()["code"]) == (409, "invitation_spent")


def test_an_invitation_ends_after_seven_days_or_when_taken_back(
    alice: Client, browse: Browse, by_invitation: None, frozen: Time
) -> None:
    browser = browse(alice)
    old, back = (browser.made("/invitations") for _ in range(2))
    assert browser.delete(f"/invitations/{back['id']}").status_code == 204
    assert browser.delete(f"/invitations/{back['id']}").status_code == 404
    for invited, days in ((back, 0), (old, 7)):
        frozen.passes(days=days)
        secret = invited["link"].partition("=")[2]
        answer = browse().post("/accounts", json=new("late@example.org", invitation=secret))
        assert answer.json()["code"] == "invitation_spent"


def test_where_registration_is_closed_nobody_is_invited(alice: Client, browse: Browse) -> None:
    answer = browse(alice).post("/invitations", json={})
    assert (answer.status_code, answer.json()["code"]) == (403, "registration_closed")


def test_there_are_not_more_invitations_than_a_list_shows(
    alice: Client, browse: Browse, by_invitation: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_INVITATIONS", 1)
    browser = browse(alice)
    browser.made("/invitations")
    assert browser.post("/invitations", json={}).json()["code"] == "too_many_kept"


def test_signing_up_over_and_over_from_one_address_has_to_wait(fresh: Database, frozen: Time) -> None:
    fresh.settings.registration = Registration.OPEN
    for n in range(30):
        service.sign_up(fresh, SignUp.model_validate(new(f"person{n}@example.org")), VISITOR)
    with pytest.raises(rules.TooManyGuesses):
        service.sign_up(fresh, SignUp.model_validate(new("one-more@example.org")), VISITOR)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 401),
        ({}, 401),
    ],
)
def test_no_other_site_can_sign_a_browser_in(server: Server, headers: dict[str, str], status: int) -> None:
    with server.client() as visitor:
        answer = visitor.post("/session", json={"email": "x@example.org", "password": PASSWORD}, headers=headers)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_can_not_sign_in(browse: Browse, kind: str) -> None:
    body = b'{"email": "x@example.org", "password": "seven quiet herons wade"}'
    answer = browse().post("/session", content=body, headers={"Content-Type": kind} if kind else {})
    assert (answer.status_code, answer.json()["code"]) == (415, "not_accepted_type")


def test_an_account_made_at_the_command_line_may_use_what_it_was_given(fresh: Database) -> None:
    service.create_account(fresh, "Maria.Keller@example.org", PASSWORD)
    token = service.create_token(fresh, "maria.keller@EXAMPLE.org", "script", "account:read")
    with in_process(fresh) as ask:
        shown = ask("GET", "/account", headers={"Authorization": f"Bearer {token}"}).json()
    assert shown["name"] == "Maria Keller"
    assert shown["email"] == "Maria.Keller@example.org"
