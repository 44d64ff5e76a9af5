"""The way out: no private address by any spelling, no redirect, no endless answer, no endless wait."""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

import halfhour
from halfhour.core.gate import Gate, NotAllowed, Unreached, is_public
from halfhour.core.outbound import Outside, TooMuch, say

HERE = ["127.0.0.0/8", "::1"]
PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "192.0.0.192",
    "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::1", "fe80::1", "fc00::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1",
    "100::1", "fec0::1", "5f00::1", "3fff::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_what_is_public_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_loopback_is_reached(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(address: Any, *_: Any) -> socket.socket:
        assert is_public(ipaddress.ip_address(address[0]))  # what the resolver makes of an octal form is its business
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with Outside() as client, pytest.raises((Unreached, httpx.ConnectError)):
        client.get(f"https://{host}:8443/")


def answers(*addresses: str) -> Callable[..., Any]:
    return lambda *_args, **_more: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("1.1.1.1", "10.0.0.1"))
    with pytest.raises(NotAllowed):
        Gate().resolve("both.example", 443, encrypted=True)


def test_a_name_that_changes_its_mind_is_asked_once_and_reached_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = iter([answers("1.1.1.1"), answers("127.0.0.1")])

    def resolve(*_args: Any, **_more: Any) -> Any:
        return next(told)()

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    reached: list[Any] = []

    def connect(address: Any, *_: Any) -> socket.socket:
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with Outside() as client, pytest.raises(httpx.ConnectError):
        client.get("https://rebinding.example/")
    assert reached == [("1.1.1.1", 443)]


def test_a_public_address_is_not_reached_without_encryption_nor_at_a_port_of_another_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("1.1.1.1"))
    with Outside() as client, pytest.raises(NotAllowed, match="without encryption"):
        client.get("http://plain.example/")
    with Outside() as client, pytest.raises(NotAllowed, match="another service"):
        client.get("https://mail.example:25/")


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server of one connection, whose manners are the test's."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            line, _ = listener.accept()
            with line:
                line.recv(65536)
                with contextlib.suppress(OSError):  # the client has gone, as it should
                    talk(line)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(5)


def test_an_allowed_network_is_reached_and_no_redirect_is_followed() -> None:
    def elsewhere(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 2\r\n\r\nhi")

    with serving(elsewhere) as url, Outside(HERE) as client:
        answer = client.get(url)
    assert (answer.status_code, answer.text) == (302, "hi")


def test_an_answer_that_drips_is_over_when_the_time_is_up() -> None:
    stop = threading.Event()

    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not stop.wait(0.05):
            line.sendall(b".")

    with serving(drip) as url, Outside(HERE, seconds=0.5) as client:
        begun = time.monotonic()
        with pytest.raises(httpx.TimeoutException) as late:
            client.get(url)
        assert time.monotonic() - begun < 20  # never a thousand drips
        stop.set()
    assert say(late.value) == "The server did not answer in time."


@pytest.mark.parametrize("head", [b"Content-Length: 99999999", b"Transfer-Encoding: chunked", b"Connection: close"])
def test_an_answer_without_end_is_left(head: bytes) -> None:
    def pour(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + b"1000000\r\n" * (b"chunked" in head))
        for _ in range(1000):
            line.sendall(b"x" * 65536)

    with serving(pour) as url, Outside(HERE, most=1000) as client, pytest.raises(TooMuch):
        client.get(url)


def test_a_packed_answer_that_nobody_asked_for_is_not_unpacked() -> None:
    def packed(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b")

    with serving(packed) as url, Outside(HERE) as client, pytest.raises(TooMuch, match="packed"):
        client.get(url)


def test_nobody_else_opens_a_way_out() -> None:
    """Every other HTTP client in the program would be a way around the gate (Mealie CVE-2026-94028)."""
    root = Path(halfhour.__file__).parent
    ways = ("httpx.Client(", "httpx.get(", "httpx.post(", "httpx.AsyncClient(", "urlopen(", "create_connection(")
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if any(way in path.read_text() for way in ways) and path.name not in ("gate.py", "outbound.py")
    }
    assert found <= {"remote/api.py"}  # the command line, which goes where its person sends it
