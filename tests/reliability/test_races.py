"""Many at once: a retry makes nothing twice, a stale edit overwrites nothing, the feed tells each change once."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.conftest import Client, Server


@pytest.fixture
def hands(server: Server, alice: Client) -> Iterable[list[Client]]:
    """Sixteen connections of Alice's."""
    clients = [server.client(alice.token) for _ in range(16)]
    yield clients
    for client in clients:
        client.close()


def at_once(hands: list[Client], act: Callable[[Client, int], httpx.Response]) -> list[httpx.Response]:
    """The answers to what all hands do at the same moment."""
    start = threading.Barrier(len(hands))

    def go(place: int) -> httpx.Response:
        start.wait(20)
        return act(hands[place], place)

    with ThreadPoolExecutor(len(hands)) as pool:
        return list(pool.map(go, range(len(hands))))


@pytest.mark.parametrize("path", ["/contacts", "attachment"])
def test_sixteen_posts_with_one_key_make_one_thing(alice: Client, hands: list[Client], path: str) -> None:
    career = alice.made("/careers", title="Midwife")["id"]
    note = alice.made("/notes", body="x", career_id=career)["id"]
    for key in ("one", "two", "three"):
        headers = {"Idempotency-Key": key}

        def act(hand: Client, _place: int, headers: dict[str, str] = headers) -> httpx.Response:
            if path == "/contacts":
                return hand.post(path, json={"full_name": "Maria"}, headers=headers)
            return hand.post(f"/notes/{note}/attachments", params={"name": "a"}, content=b"x" * 9999, headers=headers)

        answers = at_once(hands, act)
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert len({answer.headers["location"] for answer in answers}) == 1
        assert len({answer.headers["etag"] for answer in answers}) == 1
        replayed = [answer for answer in answers if answer.headers.get("idempotent-replayed") == "true"]
        assert len(replayed) == 15
    made = alice.seen("/contacts" if path == "/contacts" else f"/notes/{note}/attachments")["items"]
    assert len(made) == 3


def test_one_key_with_another_body_is_refused(alice: Client, hands: list[Client]) -> None:
    headers = {"Idempotency-Key": "k"}
    answers = at_once(hands, lambda hand, n: hand.post("/contacts", json={"full_name": f"No. {n}"}, headers=headers))
    assert sorted(answer.status_code for answer in answers) == [201] + [422] * 15
    assert {answer.json()["code"] for answer in answers if answer.status_code == 422} == {"idempotency_key_reused"}
    assert len(alice.seen("/contacts")["items"]) == 1


def test_a_key_of_a_refused_request_is_still_free(alice: Client) -> None:
    headers = {"Idempotency-Key": "k"}
    assert alice.post("/contacts", json={}, headers=headers).status_code == 422
    assert alice.post("/contacts", json={"full_name": "Maria"}, headers=headers).status_code == 201


def test_of_sixteen_edits_of_one_version_one_wins(alice: Client, hands: list[Client]) -> None:
    contact = alice.made("/contacts", full_name="Maria")
    path = f"/contacts/{contact['id']}"
    for version in range(1, 11):
        headers = {"If-Match": f'"{version}"'}

        def act(hand: Client, n: int, headers: dict[str, str] = headers) -> httpx.Response:
            return hand.patch(path, json={"headline": f"by {n}"}, headers=headers)

        answers = at_once(hands, act)
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 15
        (winner,) = [answer.json() for answer in answers if answer.status_code == 200]
        assert alice.seen(path) == winner
        assert winner["version"] == version + 1


def test_eighty_steps_read_and_written_by_eight_are_all_counted(alice: Client, hands: list[Client]) -> None:
    path = f"/contacts/{alice.made('/contacts', full_name='Maria', how_found='0')['id']}"

    def count(hand: Client, _place: int) -> httpx.Response:
        done = 0
        while True:
            read = hand.get(path)
            more = {"how_found": str(int(read.json()["how_found"]) + 1)}
            answer = hand.patch(path, json=more, headers={"If-Match": read.headers["etag"]})
            assert answer.status_code in (200, 412)
            done += answer.status_code == 200
            if done == 10:
                return answer

    at_once(hands[:8], count)
    assert alice.seen(path)["how_found"] == "80"


def test_the_feed_tells_each_change_once_and_in_order_while_eight_write(alice: Client, hands: list[Client]) -> None:
    told: list[dict[str, Any]] = []
    finished = threading.Event()

    def follow() -> None:
        with alice_again(alice) as reader:
            cursor = "0"
            while True:
                last_look = finished.is_set()
                page = reader.seen("/events", after=cursor, limit=7)
                told.extend(page["items"])
                cursor = page["cursor"]
                if last_look and not page["items"]:
                    return

    def write(hand: Client, _place: int) -> httpx.Response:
        for _ in range(15):
            made.append(hand.made("/contacts", full_name="Maria")["id"])
            assert hand.post("/contacts", json={}).status_code == 422
        return hand.get("/account")

    made: list[str] = []
    reader = threading.Thread(target=follow)
    reader.start()
    at_once(hands[:8], write)
    finished.set()
    reader.join(30)
    numbers = [each["seq"] for each in told]
    assert numbers == list(range(numbers[0], numbers[0] + 120))
    assert sorted(each["resource_id"] for each in told) == sorted(made)


def alice_again(alice: Client) -> Client:
    return Client(base_url=alice.base_url, headers=alice.headers, timeout=30, trust_env=False)
