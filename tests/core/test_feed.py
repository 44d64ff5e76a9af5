"""The change feed: nothing left out and nothing twice, whoever writes meanwhile and however one reads."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from halfhour.accounts import service as accounts
from halfhour.core import stream
from halfhour.core.store import writing
from halfhour.main import BASE
from tests.conftest import PASSWORD, Client, Server, make_server
from tests.core.following import STREAM, WAYS, lines_of, streamed

WRITERS, EACH = 4, 12


@pytest.mark.parametrize("way", WAYS)
def test_readers_see_all_once_and_in_order_while_many_write(server: Server, alice: Client, way: str) -> None:
    """The last change of all is one of the account, so that everybody knows when to stop."""
    chance = random.Random(way)  # the same cuts each time

    def write(n: int) -> None:
        with server.client(alice.token) as client:
            for m in range(EACH):
                made = client.made("/contacts", full_name=f"Anna {n} {m}")
                if m % 3 == 0:
                    client.changed(f"/contacts/{made['id']}", headline="Nurse")

    def read(found: list[int]) -> None:
        after = "0"
        with server.client(alice.token) as client:
            while not found or not done(found):
                items, after = WAYS[way](client, after, chance)
                found += [each["seq"] for each in items]
                last.update({each["seq"]: each["type"] for each in items})

    def done(found: list[int]) -> bool:
        return last.get(found[-1]) == "account.changed"

    last: dict[int, str] = {}
    found: list[list[int]] = [[], []]
    readers = [threading.Thread(target=read, args=(each,)) for each in found]
    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    with writing(server.database, alice.account_id) as store:
        store.emit("account.changed", alice.account_id, fields=[])
    for thread in readers:
        thread.join(60)
        assert not thread.is_alive()
    kept = all_of(alice)
    assert len(kept) == WRITERS * (EACH + EACH // 3) + 1
    assert found == [kept, kept]


def all_of(client: Client) -> list[int]:
    """What is kept, read when nobody writes any more."""
    found, after = [], "0"
    while items := client.seen("/events", after=after, limit=500)["items"]:
        found += [each["seq"] for each in items]
        after = str(items[-1]["seq"])
    return found


@pytest.mark.parametrize("way", WAYS)
def test_who_was_away_for_a_week_catches_up(server: Server, alice: Client, way: str) -> None:
    here = alice.seen("/events")["cursor"]
    with writing(server.database, alice.account_id) as store:
        for n in range(1, 1302):
            store.emit("contact.changed" if n % 2 else "note.changed", alice.account_id, n=n)
        store.emit("account.changed", alice.account_id, fields=[])
    found: list[dict[str, Any]] = []
    after = here
    while not found or found[-1]["type"] != "account.changed":
        if way == "stream":
            with closing(streamed(alice, after, limit=500)) as changes:
                for change in changes:
                    found.append(change)
                    if change["type"] == "account.changed":
                        break
        else:
            seen = alice.seen("/events", after=after, limit=500, **({"wait": 1} if way == "poll" else {}))
            found, after = found + seen["items"], seen["cursor"]
    assert [each["data"].get("n") for each in found] == [*range(1, 1302), None]


def test_who_wants_some_types_sees_those_and_passes_over_the_rest(server: Server, alice: Client) -> None:
    with writing(server.database, alice.account_id) as store:
        for n in range(20):
            store.emit("contact.changed" if n % 4 == 0 else "note.changed", alice.account_id, n=n)
    wanted = [0, 4, 8, 12, 16]
    seen = alice.seen("/events", types=["contact.changed"], limit=3)
    assert [each["data"]["n"] for each in seen["items"]] == wanted[:3]
    seen = alice.seen("/events", types=["contact.changed"], limit=3, after=seen["cursor"])
    assert [each["data"]["n"] for each in seen["items"]] == wanted[3:]
    assert int(seen["cursor"]) >= int(alice.seen("/events", limit=500)["items"][-1]["seq"]), "the rest is behind it"
    both = alice.seen("/events", types=["contact.changed", "note.changed"], limit=500)
    assert len(both["items"]) == 20
    assert alice.seen("/events", types=["contact.change"])["items"] == []
    with closing(streamed(alice, types=["contact.changed"])) as changes:
        assert [next(changes)["data"]["n"] for _ in wanted] == wanted


def test_a_long_poll_is_answered_as_soon_as_something_happens(server: Server, alice: Client) -> None:
    here = alice.seen("/events")["cursor"]

    def write() -> None:
        with server.client(alice.token) as client:
            client.made("/contacts", full_name="Anna")

    timer = threading.Timer(0.2, write)
    timer.start()
    begun = time.monotonic()
    seen = alice.seen("/events", after=here, wait=25)
    timer.join()
    assert [each["type"] for each in seen["items"]] == ["contact.created"]
    assert time.monotonic() - begun < 20


def test_a_stream_begins_with_how_to_come_again_and_brings_what_happens(server: Server, alice: Client) -> None:
    lines = lines_of(alice, "")
    assert next(lines) == "retry: 3000"
    with server.client(alice.token) as other:
        contact = other.made("/contacts", full_name="Anna Geheim")
    told = [line for line in (next(lines), next(lines), next(lines)) if line]
    lines.close()
    assert told[0].startswith("id: ")
    assert contact["id"] in told[1]
    assert "Geheim" not in told[1]


def test_where_nothing_happens_a_stream_gives_signs_of_life(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0)
    monkeypatch.setattr(stream, "POLL_SECONDS", 0.01)
    lines = lines_of(alice, "")
    assert [next(lines) for _ in range(5)] == ["retry: 3000", "", ":", "", ":"]
    lines.close()


def test_a_stream_is_not_to_be_kept_or_held_up_on_its_way(alice: Client) -> None:
    with alice.stream("GET", f"{BASE}/events", headers=STREAM) as answer:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-accel-buffering"] == "no"
        assert "content-length" not in answer.headers


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/event-stream-of-mine"])
def test_who_takes_anything_gets_json(alice: Client, accept: str) -> None:
    assert alice.get("/events", headers={"Accept": accept}).json()["items"] == []


@pytest.mark.parametrize("id_", ["soon", "-1", "٣", "99999999999999999999", "1.5"])
def test_a_last_id_that_is_none_of_ours_is_refused(alice: Client, id_: str) -> None:
    answer = alice.get("/events", headers=[(b"Accept", b"text/event-stream"), (b"Last-Event-ID", id_.encode())])
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def ends(lines: Iterator[str], within: float = 10) -> bool:
    """Whether a stream ends by itself."""
    thread = threading.Thread(target=lambda: list(lines), daemon=True)
    thread.start()
    thread.join(within)
    return not thread.is_alive()


def test_a_stream_ends_with_the_token_that_opened_it(server: Server, alice: Client) -> None:
    token = accounts.create_token(server.database, alice.email, "follower", ["events:read"])
    with server.client(token) as follower, server.client() as browser:
        lines = lines_of(follower, "")
        assert next(lines) == "retry: 3000"
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        browser.post("/session", json={"email": alice.email, "password": PASSWORD})
        (id_,) = [each["id"] for each in browser.seen("/tokens")["items"] if each["name"] == "follower"]
        assert browser.delete(f"/tokens/{id_}").status_code == 204
        assert ends(lines)
        assert follower.get("/events", headers=STREAM).status_code == 401


def test_a_stream_ends_with_the_session_that_opened_it(server: Server, alice: Client) -> None:
    with server.client() as browser:
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        browser.post("/session", json={"email": alice.email, "password": PASSWORD})
        lines = lines_of(browser, "")
        assert next(lines) == "retry: 3000"
        with server.client() as same:
            same.headers["Sec-Fetch-Site"], same.cookies = "same-origin", browser.cookies
            assert same.delete("/session").is_success
        assert ends(lines)


def test_one_person_has_so_many_streams_and_waiting_takes_no_thread(
    server: Server, alice: Client, bob: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "POLL_SECONDS", 30)
    monkeypatch.setattr(stream, "PER_PERSON", server.database.threads + 4)
    clients = [server.client(alice.token) for _ in range(stream.PER_PERSON)]
    streams = [lines_of(client, "") for client in clients]
    assert [next(each) for each in streams] == ["retry: 3000"] * len(streams)
    refused = alice.get("/events", headers=STREAM)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
    assert int(refused.headers["retry-after"]) > 0
    assert bob.made("/contacts", full_name="Anna")["id"], "all of them together hold no thread of the database"
    assert alice.seen("/contacts")["items"] == []
    lines = lines_of(bob, "")
    assert next(lines) == "retry: 3000", "what one person has is nothing to another"
    for each, client in zip([*streams, lines], [*clients, bob], strict=True):
        each.close()
        client.close()
    monkeypatch.setattr(stream, "POLL_SECONDS", 0.05)


def test_a_stream_and_a_long_poll_end_when_the_server_stops(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    own = make_server("sqlite", tmp_path, request)
    with own.person("Alice") as alice, own.client(alice.token) as other:
        lines, answers = lines_of(alice, ""), []
        assert next(lines) == "retry: 3000"
        thread = threading.Thread(target=lambda: answers.append(other.get("/events", params={"wait": 30}).status_code))
        thread.start()
        held = own._server.server_state.connections
        while len([each for each in held if each.cycle and not each.cycle.response_complete]) < 2:  # type: ignore[union-attr]
            time.sleep(0.01)
        begun = time.monotonic()
        own.stop()
        assert ends(lines)
        thread.join(10)
        assert answers == [200]
        assert time.monotonic() - begun < 15, "nobody was waited for"
