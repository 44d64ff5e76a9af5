"""What was acknowledged is saved: the commit comes before the answer, and one that fails is an error."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest

from halfhour.core.engine import Connection
from tests.conftest import PASSWORD, Client, Server

OPERATIONS = (
    "POST /contacts", "PATCH /contacts/{contact}", "DELETE /contacts/{contact}", "POST /contacts/{binned}/restore",
    "POST /contacts/bulk", "POST /contacts/{contact}/activities", "POST /contacts/{contact}/merge",
    "POST /careers", "POST /careers/{career}/assumptions", "POST /organizations", "POST /criteria", "POST /questions",
    "POST /interviews", "POST /interviews/{interview}/agenda", "POST /notes", "PATCH /notes/{note}",
    "POST /notes/{note}/attachments?name=a.txt", "DELETE /attachments/{attachment}", "POST /imports",
)  # fmt: skip


@pytest.fixture
def things(alice: Client) -> dict[str, str]:
    """Ids of one of each."""
    contact, other, binned = (alice.made("/contacts", full_name=name)["id"] for name in ("Maria", "Marie", "Gone"))
    alice.delete(f"/contacts/{binned}", headers={"If-Match": "*"})
    career = alice.made("/careers", title="Midwife")["id"]
    interview = alice.made("/interviews", contact_id=contact)["id"]
    note = alice.made("/notes", body="x", career_id=career)["id"]
    attachment = alice.post(f"/notes/{note}/attachments", params={"name": "a"}, content=b"x").json()["id"]
    return {
        "contact": contact, "other": other, "binned": binned, "career": career, "interview": interview, "note": note,
        "attachment": attachment,
    }  # fmt: skip


def sent(alice: Client, operation: str, things: dict[str, str]) -> httpx.Response:
    bodies: dict[str, Any] = {
        "POST /contacts": {"full_name": "Ida Berg"},
        "PATCH /contacts/{contact}": {"headline": "Boss"},
        "POST /contacts/bulk": {"operations": [{"op": "create", "values": {"full_name": "Ida Berg"}}]},
        "POST /contacts/{contact}/activities": {"what": "met"},
        "POST /contacts/{contact}/merge": {"contact_id": things["other"]},
        "POST /careers": {"title": "Doula"},
        "POST /careers/{career}/assumptions": {"claim": "Nights are quiet"},
        "POST /organizations": {"name": "St. Anne's"},
        "POST /criteria": {"name": "Time for people", "kind": "value", "weight": 5},
        "POST /questions": {"text": "What drew you to this work?"},
        "POST /interviews": {"contact_id": things["other"]},
        "POST /interviews/{interview}/agenda": {"text": "What drew you to this work?"},
        "POST /notes": {"body": "y", "contact_id": things["contact"]},
        "PATCH /notes/{note}": {"body": "y"},
    }
    method, path = operation.format(**things).split(" ")
    given: dict[str, Any] = {"headers": {"If-Match": "*"}}
    if "attachments?" in operation:
        given["content"] = b"content"
    elif operation == "POST /imports":
        given["files"] = {"file": ("c.csv", "First Name,Last Name,Email Address\nIda,Berg,ida@example.org\n")}
    elif method in ("POST", "PATCH"):
        given["json"] = bodies.get(operation)
    return alice.request(method, path, **given)


def state_of(alice: Client) -> Any:
    """All that a person would see."""
    events = alice.seen("/events", limit=500)["items"]
    lists = [
        alice.seen(path, limit=200) for path in ("/contacts", "/careers", "/notes", "/interviews", "/organizations")
    ]
    return events, lists


def writes(connection: Connection) -> bool:
    """Whether the connection is in a transaction that may change something."""
    if connection.sqlite:
        return bool(connection.raw.in_transaction)
    return bool(connection.raw.execute("SHOW transaction_read_only").fetchone() == ("off",))


def failing(commit: Callable[[Connection], None]) -> Callable[[Connection], None]:
    """A commit that fails, where there is something to commit, as the drivers do when disk or server go away."""

    def fail(connection: Connection) -> None:
        if not writes(connection):
            commit(connection)
        elif connection.sqlite:
            raise sqlite3.OperationalError("disk I/O error")
        else:
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    return fail


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_commit_that_fails_is_never_acknowledged(
    alice: Client, things: dict[str, str], operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(alice)
    with monkeypatch.context() as patched:
        patched.setattr(Connection, "commit", failing(Connection.commit))
        answer = sent(alice, operation, things)
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.headers["content-type"] == "application/problem+json"
    assert state_of(alice) == before
    again = sent(alice, operation, things)
    assert again.is_success, again.text


@pytest.mark.parametrize("operation", ["POST /contacts", "POST /notes/{note}/attachments?name=a.txt"])
def test_the_answer_leaves_after_the_commit(
    alice: Client, things: dict[str, str], operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go = threading.Event(), threading.Event()
    whole = Connection.commit

    def held(connection: Connection) -> None:
        if writes(connection):
            reached.set()
            assert go.wait(20)
        whole(connection)

    with ThreadPoolExecutor(1) as pool, monkeypatch.context() as patched:
        patched.setattr(Connection, "commit", held)
        answer: Future[httpx.Response] = pool.submit(sent, alice, operation, things)
        assert reached.wait(20)
        with pytest.raises(TimeoutError):
            answer.result(timeout=0.5)
        go.set()
        assert answer.result(timeout=20).status_code == 201


def test_a_session_that_was_not_saved_is_not_opened(
    server: Server, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.client() as browser:
        proof = {"email": alice.email, "password": PASSWORD}
        with monkeypatch.context() as patched:
            patched.setattr(Connection, "commit", failing(Connection.commit))
            assert browser.post("/session", json=proof).status_code == 503
        assert browser.post("/session", json=proof).is_success
