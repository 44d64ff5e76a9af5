"""Changing an account, proving who one is, and leaving for good."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from halfhour.accounts.leaving import owned_tables
from halfhour.core.db import Query
from tests.accounts.conftest import Browse
from tests.conftest import PASSWORD, Client, Server, Time

NEXT = "five brave otters sing"
ANY = {"If-Match": "*"}


def test_a_person_changes_name_and_time_zone(browser: Client) -> None:
    before = browser.get("/account")
    answer = browser.patch(
        "/account", json={"name": "Zoë", "time_zone": "Asia/Tokyo"}, headers={"If-Match": before.headers["etag"]}
    )
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["time_zone"]) == ("Zoë", "Asia/Tokyo")
    assert answer.json()["version"] == before.json()["version"] + 1
    after = browser.get("/account")
    assert after.json() == answer.json()
    assert after.headers["etag"] == answer.headers["etag"]
    assert browser.get("/account", headers={"If-None-Match": after.headers["etag"]}).status_code == 304
    assert browser.seen("/events")["items"][-1]["type"] == "account.changed"


def test_a_stale_change_and_one_without_a_version_are_refused(browser: Client) -> None:
    assert browser.patch("/account", json={"name": "Z"}).status_code == 428
    stale = browser.patch("/account", json={"name": "Z"}, headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["current_version"]) == (412, 1)


@pytest.mark.parametrize("field", ["name", "time_zone", "email"])
def test_what_is_needed_can_not_be_cleared(browser: Client, field: str) -> None:
    answer = browser.patch("/account", json={field: None}, headers=ANY)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"#/{field}"


@pytest.mark.parametrize("field", ["id", "password_hash", "email_key", "version", "created_at", "is_admin"])
def test_the_servers_own_fields_can_not_be_sent(browser: Client, field: str) -> None:
    assert browser.patch("/account", json={field: "1"}, headers=ANY).status_code == 422


def test_another_address_needs_the_password_typed_just_now(browser: Client, frozen: Time) -> None:
    email = f"new-{browser.account_id}@example.org"
    frozen.passes(minutes=10)
    refused = browser.patch("/account", json={"email": email}, headers=ANY)
    assert (refused.status_code, refused.json()["code"]) == (403, "proof_needed")
    wrong = browser.post("/session/proof", json={"password": NEXT})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert browser.patch("/account", json={"email": email}, headers=ANY).status_code == 403
    assert browser.post("/session/proof", json={"password": PASSWORD}).status_code == 204
    assert browser.patch("/account", json={"email": email}, headers=ANY).json()["email"] == email


def test_after_a_change_one_signs_in_with_the_new_address_only(browser: Client, browse: Browse) -> None:
    old, new = browser.email, f"new-{browser.account_id}@example.org"
    assert browser.patch("/account", json={"email": new}, headers=ANY).status_code == 200
    assert browse().post("/session", json={"email": old, "password": PASSWORD}).status_code == 401
    assert browse().post("/session", json={"email": new, "password": PASSWORD}).status_code == 200


def test_nobody_takes_anothers_address(browser: Client, bob: Client) -> None:
    answer = browser.patch("/account", json={"email": bob.email.upper()}, headers=ANY)
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert browser.patch("/account", json={"email": browser.email.upper()}, headers=ANY).status_code == 200


def change_password(browser: Client, **more: Any) -> int:
    body = {"current_password": PASSWORD, "new_password": NEXT, **more}
    return browser.put("/account/password", json=body).status_code


def test_a_new_password_ends_all_other_sessions_and_the_old_password(
    alice: Client, browser: Client, browse: Browse
) -> None:
    other = browse(alice)
    assert change_password(browser) == 204
    assert other.get("/session").status_code == 401
    assert browser.get("/session").status_code == 200
    assert alice.get("/account").status_code == 200
    assert browse().post("/session", json={"email": alice.email, "password": PASSWORD}).status_code == 401
    assert browse().post("/session", json={"email": alice.email, "password": NEXT}).status_code == 200


def test_with_a_new_password_all_tokens_end_if_asked(alice: Client, browser: Client) -> None:
    assert change_password(browser, revoke_tokens=True) == 204
    assert alice.get("/account").status_code == 401


def test_a_new_password_must_be_hard_to_guess(browser: Client) -> None:
    answer = browser.put("/account/password", json={"current_password": PASSWORD, "new_password": "password12345"})
    assert (answer.status_code, answer.json()["code"]) == (422, "weak_password")
    assert answer.json()["errors"][0]["pointer"] == "#/new_password"
    assert change_password(browser) == 204


def test_without_the_password_of_now_there_is_no_new_one(browser: Client) -> None:
    assert change_password(browser, current_password=NEXT) == 403


def test_leaving_needs_the_password(browser: Client) -> None:
    assert browser.request("DELETE", "/account", json={"password": NEXT}).json()["code"] == "wrong_password"
    assert browser.request("DELETE", "/account").status_code == 422
    assert browser.get("/session").status_code == 200


def canary(person: Client) -> str:
    """A word that nobody else writes."""
    return f"Kanarienvogel{person.account_id[-12:]}"


def fill(person: Client, server: Server) -> None:
    """Things with the canary in each text: live, changed, in the bin, in kept answers and on the disk."""
    word = canary(person)
    for n in range(40):
        person.made("/contacts", full_name=f"{word} {n}", headline=f"{word} {word}{n}")
    contact = person.made("/contacts", full_name=word)
    person.changed(f"/contacts/{contact['id']}", full_name=f"{word} changed")
    person.delete(f"/contacts/{contact['id']}", headers=ANY)
    person.post("/organizations", json={"name": word}, headers={"Idempotency-Key": "once"})
    folder = server.settings.files / person.account_id
    folder.mkdir(parents=True)
    (folder / "recording").write_text(word)


def traces(server: Server, person: Client) -> dict[str, int]:
    """Where in the files of the server the canary, its folded words or the person's address and id still stand."""
    word = canary(person)
    words = [word, word.lower(), person.email, person.account_id, person.account_id.replace("-", "")]
    found: dict[str, int] = {}
    for path in server.settings.data_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for word in words:
                if count := content.count(word.encode()):
                    found[f"{path.name}: {word}"] = count
    return found


def rows(server: Server, owner: str) -> dict[str, int]:
    """How many rows each table holds of the person."""
    found = {}
    with server.database.reading(owner) as connection:
        for table in owned_tables():
            row = connection.row(Query(select(func.count()).select_from(table).where(table.c.owner_id == owner)), {})
            if row and row[0]:
                found[table.name] = row[0]
    return found


def test_whoever_leaves_leaves_nothing_behind(alice: Client, bob: Client, browse: Browse, server: Server) -> None:
    fill(alice, server)
    fill(bob, server)
    browser, other = browse(alice), browse(alice)
    others = rows(server, bob.account_id)
    assert {"contact", "session", "access_token", "event", "search_entry", "kept_answer", "feed"} <= set(
        rows(server, alice.account_id)
    )
    answer = browser.request("DELETE", "/account", json={"password": PASSWORD})
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert "halfhour" not in browser.cookies
    assert rows(server, alice.account_id) == {}
    assert not (server.settings.files / alice.account_id).exists()
    for gone in (browser, other, alice):
        assert gone.get("/account").status_code == 401
    assert browse().post("/session", json={"email": alice.email, "password": PASSWORD}).status_code == 401
    assert rows(server, bob.account_id) == others
    assert len(bob.seen("/contacts", q=canary(bob))["items"]) == 40


def test_in_the_database_file_nothing_of_it_is_found(alice: Client, browse: Browse, server: Server) -> None:
    if not server.database.sqlite:
        pytest.skip("PostgreSQL overwrites deleted rows by VACUUM, in its own time")
    fill(alice, server)
    browser = browse(alice)
    seen = {place.partition(": ")[2] for place in traces(server, alice)}
    word = canary(alice)
    assert {word, word.lower(), alice.email, alice.account_id} <= seen, "the search itself must find what is there"
    assert browser.request("DELETE", "/account", json={"password": PASSWORD}).status_code == 204
    assert traces(server, alice) == {}
