"""Dead, slow and lying receivers cost the API nothing, end in words, and lead nowhere inside."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from halfhour.connections.webhooks import rules, sending
from tests.conftest import Server
from tests.connections.webhooks.conftest import OK, Answer, Got, Wired

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"


@contextlib.contextmanager
def talking(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server whose manners are the test's."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            with contextlib.suppress(OSError):
                line, _ = listener.accept()
                with line:
                    line.recv(65536)
                    talk(line)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(5)


def sends_test(wired: Wired, url: str) -> dict[str, Any]:
    """What becomes of a test that is sent to an address."""
    wired.alice.changed(f"/webhooks/{wired.hook['id']}", url=url)
    sent = wired.alice.made(f"/webhooks/{wired.hook['id']}/test")
    wired.post.runs()
    return wired.alice.seen(f"/webhooks/{wired.hook['id']}/deliveries/{sent['id']}")


def test_while_a_receiver_hangs_requests_go_on_and_the_writer_is_free(wired: Wired) -> None:
    came, let_go = threading.Event(), threading.Event()

    def hang(_: Got) -> Answer:
        came.set()
        let_go.wait(20)
        return OK

    wired.receiver.answer = hang
    wired.adds()
    sender = threading.Thread(target=wired.post.runs)
    sender.start()
    assert came.wait(10)
    begun = time.monotonic()
    made = [wired.adds(f"Anna {n}") for n in range(5)]
    assert len(wired.alice.seen("/contacts")["items"]) == 6
    assert wired.state()["waiting"] == 1, "the others wait in the feed"
    assert time.monotonic() - begun < rules.SECONDS, "not one of these had to wait for the receiver"
    assert not let_go.is_set()
    let_go.set()
    sender.join()
    wired.post.runs()
    assert {got.what[1] for got in wired.receiver.got} >= set(made)


def test_a_receiver_that_drips_or_says_nothing_is_left_when_its_time_is_up(
    wired: Wired, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    stop = threading.Event()

    def say_nothing(_: socket.socket) -> None:
        stop.wait(5)

    def drip_head(line: socket.socket) -> None:
        while not stop.wait(0.02):
            line.sendall(b"H")

    def drip_body(line: socket.socket) -> None:
        line.sendall(HEAD)
        while not stop.wait(0.02):
            line.sendall(b"b")

    for talk, status, state in (
        (say_nothing, None, "given_up"),
        (drip_head, None, "given_up"),
        (drip_body, 200, "delivered"),
    ):
        stop.clear()
        with talking(talk) as url:
            sent = sends_test(wired, url)
            stop.set()
        assert (sent["state"], sent["tries"][0]["status"]) == (state, status)
        assert status or sent["tries"][0]["error"] is not None


def test_of_an_endless_answer_the_beginning_is_kept(wired: Wired) -> None:
    def pour(line: socket.socket) -> None:
        line.sendall(HEAD + b"\0\xff<script>")
        while True:
            line.sendall(b"x" * 65536)

    with talking(pour) as url:
        sent = sends_test(wired, url)
    assert sent["state"] == "delivered"
    kept = sent["tries"][0]["answer"]
    assert kept.startswith("\ufffd\ufffd<script>")
    assert len(kept) <= rules.ANSWER_BYTES


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"HTTP/1.1 200 OK\r\nBroken\r\n\r\n", "The connection to the server broke."),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "The connection to the server broke."),
        (b"", "The connection to the server broke."),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", "The receiver answered 404 (Not Found)."),
        (b"HTTP/1.1 799 What\r\n\r\n", "The receiver answered 799."),
    ],
)
def test_what_is_no_good_answer_is_told_in_words(wired: Wired, said: bytes, words: str) -> None:
    with talking(lambda line: line.sendall(said)) as url:
        sent = sends_test(wired, url)
    assert (sent["state"], sent["tries"][0]["error"]) == ("given_up", words)
    seen = wired.state()
    assert (seen["state"], seen["last_error"]) == ("on", words), "one test that fails stops nothing"
    assert seen["advice"] == "Mend the receiver or the address, and send another test."


def test_where_nobody_listens_is_told_in_words(wired: Wired) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    assert sends_test(wired, url)["tries"][0]["error"] == "The server can't be reached: 127.0.0.1 does not answer."


def test_what_was_allowed_and_no_longer_is_gets_nothing(wired: Wired, server: Server) -> None:
    """The gate is where the socket opens, not where the address was written down."""
    server.settings.reach_private = ["10.0.0.0/8"]
    wired.adds()
    wired.post.runs()
    assert wired.receiver.got == []
    assert wired.state()["last_error"] == "Halfhour does not go there: 127.0.0.1 is not a public address."


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "https://127.0.0.1/", "https://127.1/", "https://0x7f.0.0.1/", "https://2130706433/",
        "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://169.254.169.254/latest",
        "https://192.168.1.20:1880/hook", "https://localhost/", "https://a.localhost/", "https://0.0.0.0/",
        "https://user:word@example.org/", "https://example.org/#part", "ftp://example.org/", "https://", "https://a b/",
        "https://example.org:0/", "https://example.org:99999/", "example.org", "https://[::1", "",
    ],
)  # fmt: skip
def test_an_address_that_would_never_do_is_refused_at_once(alice: Any, url: str) -> None:
    answer = alice.post("/webhooks", json={"url": url})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == "#/url"
    assert answer.json()["errors"][0]["mend"]


def test_a_public_address_is_taken_and_where_the_host_allows_it_a_private_one(alice: Any, server: Server) -> None:
    taken = [
        alice.made("/webhooks", url=url, enabled=False) for url in ("https://1.1.1.1/", "https://hook.example/é?a=1")
    ]
    server.settings.reach_private = ["192.168.1.0/24"]
    try:
        taken.append(alice.made("/webhooks", url="http://192.168.1.20:1880/hook", enabled=False))
        assert alice.post("/webhooks", json={"url": "https://10.0.0.1/"}).status_code == 422
    finally:
        server.settings.reach_private = []
    assert len(taken) == 3
