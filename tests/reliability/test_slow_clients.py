"""Slow, giant and many clients hurt nobody: each limit of core.guard on real sockets, with its seconds shortened."""

from contextlib import ExitStack

import pytest

from halfhour.core import guard
from halfhour.main import BASE
from tests.conftest import Client, Server
from tests.reliability.wire import Wire, statuses

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""What comes before any database is the same with each."""

HEAD = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = (
    b"POST " + BASE.encode() + b"/contacts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n"
)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.6)


def test_a_head_that_never_ends_is_cut_off(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(HEAD)
        answer = wire.until_closed()
    assert statuses(answer) == [408]
    assert b"connection: close" in answer


def test_a_silent_connection_is_cut_off(server: Server) -> None:
    with Wire(server.port) as wire:
        assert statuses(wire.until_closed()) == [408]


def test_a_head_in_drips_is_cut_off_all_the_same(server: Server) -> None:
    with Wire(server.port, timeout=0.05) as wire:
        wire.send(HEAD)
        lines, answer = 0, b""
        while not answer:
            assert lines < 100, "still alive after twelve times the deadline"
            lines += wire.send(b"X-A: b\r\n")
            try:
                answer = wire.until_closed()
            except TimeoutError:
                continue
    assert statuses(answer) == [408]


def test_a_body_that_stops_is_cut_off(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(POST % 1000 + b"\r\n" + b'{"full_name": "Maria')
        assert statuses(wire.until_closed()) == [408]


def test_a_body_in_drips_is_cut_off_all_the_same(server: Server) -> None:
    with Wire(server.port, timeout=0.05) as wire:
        wire.send(POST % 100_000 + b"\r\n")
        drips, answer = 0, b""
        while not answer:
            assert drips < 100, "still alive after eight times the deadline"
            drips += wire.send(b"x")
            try:
                answer = wire.until_closed()
            except TimeoutError:
                continue
    assert statuses(answer) == [408]


def test_a_large_file_has_as_long_as_it_needs_while_it_flows(
    server: Server, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "BODY_STRIDE", 1000)
    career = alice.made("/careers", title="Midwife")
    note = alice.made("/notes", body="x", career_id=career["id"])
    with Wire(server.port, timeout=0.1) as wire:
        wire.send(
            f"POST {BASE}/notes/{note['id']}/attachments?name=a HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {alice.token}\r\nContent-Length: 20000\r\n\r\n".encode()
        )
        for _ in range(19):  # 1.9 seconds: three times the deadline
            assert wire.send(b"x" * 1000)
            with pytest.raises(TimeoutError):
                wire.answer()
        wire.send(b"x" * 1000)
        wire.socket.settimeout(10)
        assert statuses(wire.answer()) == [201]


def test_a_connection_may_rest_between_requests(server: Server) -> None:
    with Wire(server.port, timeout=1.2) as wire:
        for _ in range(2):
            wire.send(HEAD + b"\r\n")
            assert statuses(wire.answer()) == [200]
            with pytest.raises(TimeoutError):  # three times the deadline passes, and nobody hangs up
                wire.socket.recv(1)


def test_the_deadline_holds_for_later_requests_too(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(HEAD + b"\r\n")
        assert statuses(wire.answer()) == [200]
        wire.send(HEAD)
        assert statuses(wire.until_closed()) == [408]


@pytest.mark.parametrize("line", [b"X-A: " + b"a" * 40_000 + b"\r\n", b"X-A: b\r\n" * 5000])
def test_giant_headers_are_refused_at_32_kilobytes(server: Server, line: bytes) -> None:
    with Wire(server.port) as wire:
        wire.send(HEAD + line + b"\r\n")
        assert statuses(wire.until_closed()) == [431]


def test_an_endless_header_is_refused_before_it_ends(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(HEAD + b"X-A: ")
        sent = 0
        while wire.send(b"a" * 65536):
            sent += 65536
            assert sent < 50_000_000
        assert statuses(wire.until_closed()) in ([431], [])


def test_a_giant_address_is_refused(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert statuses(wire.until_closed()) == [431]


def test_thirty_kilobytes_of_headers_are_fine(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(HEAD + b"X-A: " + b"a" * 30_000 + b"\r\n\r\n")
        assert statuses(wire.answer()) == [200]


def test_one_peer_has_so_many_connections_and_no_more(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "HEAD_SECONDS", 30)
    monkeypatch.setattr(guard, "PER_PEER", sum(guard._connections.values()) + 20)
    with ExitStack() as stack:
        taken = []
        for _ in range(guard.PER_PEER + 1):
            wire = stack.enter_context(Wire(server.port))
            wire.send(HEAD + b"\r\n")
            answer = wire.answer()
            if statuses(answer) == [503]:
                break
            assert statuses(answer) == [200]
            taken.append(wire)
        else:
            pytest.fail("nobody was refused")
        assert 20 <= len(taken) <= guard.PER_PEER
        assert wire.until_closed() == b""
        taken[0].send(HEAD + b"\r\n")
        assert statuses(taken[0].answer()) == [200]


def test_others_are_served_while_fifty_dawdle(server: Server, alice: Client) -> None:
    with ExitStack() as stack:
        wires = [stack.enter_context(Wire(server.port)) for _ in range(50)]
        for n, wire in enumerate(wires):
            wire.send(HEAD if n % 2 else POST % 1000 + b"\r\n{")
        for _ in range(20):
            assert alice.get("/contacts").status_code == 200
        assert [statuses(wire.until_closed()) for wire in wires] == [[408]] * 50
    assert alice.get("/contacts").status_code == 200
