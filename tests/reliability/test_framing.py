"""Where one request ends and the next begins, nobody may see two ways: whatever is ambiguous is refused, and the
connection with it, so that nothing hidden behind is ever taken for a request (RFC 9112, section 11.2)."""

import pytest

from tests.conftest import Server
from tests.reliability.wire import Wire, statuses

pytestmark = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""What comes before any database is the same with each."""

HIDDEN = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def post(headers: bytes, body: bytes) -> bytes:
    return b"POST /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + b"\r\n\r\n" + body


def get(rest: bytes, *, line: bytes = b"GET /health/live HTTP/1.1", host: bytes = b"Host: 127.0.0.1\r\n") -> bytes:
    return line + b"\r\n" + host + rest + b"\r\n"


CHUNKED = b"Transfer-Encoding: chunked"
AMBIGUOUS = {
    "length and chunks": post(b"Content-Length: 4\r\n" + CHUNKED, b"0\r\n\r\n"),
    "chunks and length": post(CHUNKED + b"\r\nContent-Length: 4", b"0\r\n\r\n"),
    "two lengths": post(b"Content-Length: 0\r\nContent-Length: 35", b""),
    "two equal lengths": post(b"Content-Length: 5\r\nContent-Length: 5", b"hello"),
    "a list of lengths": post(b"Content-Length: 0, 35", b""),
    "a signed length": post(b"Content-Length: +5", b"hello"),
    "a negative length": post(b"Content-Length: -1", b""),
    "a length in hex": post(b"Content-Length: 0x5", b"hello"),
    "an empty length": post(b"Content-Length: ", b""),
    "a length with letters": post(b"Content-Length: 5a", b"hello"),
    "a length of 30 digits": post(b"Content-Length: " + b"9" * 30, b""),
    "a space before the colon": post(b"Content-Length : 5", b"hello"),
    "an unknown coding": post(b"Transfer-Encoding: xchunked", b"0\r\n\r\n"),
    "identity after chunks": post(b"Transfer-Encoding: chunked, identity", b"0\r\n\r\n"),
    "chunks twice": post(CHUNKED + b"\r\n" + CHUNKED, b"0\r\n\r\n"),
    "chunks, then identity": post(CHUNKED + b"\r\nTransfer-Encoding: identity", b"0\r\n\r\n"),
    "a tab of another kind": post(b"Transfer-Encoding: \x0bchunked", b"0\r\n\r\n"),
    "a folded header": post(b"Transfer-Encoding:\r\n chunked", b"0\r\n\r\n"),
    "rubbish after a chunk": post(CHUNKED, b"5\r\nhelloXX0\r\n\r\n"),
    "a chunk ended by LF": post(CHUNKED, b"5\nhello\n0\n\n"),
    "a chunk's size in 0x": post(CHUNKED, b"0x5\r\nhello\r\n0\r\n\r\n"),
    "a chunk's size of 20 digits": post(CHUNKED, b"F" * 20 + b"\r\nhello\r\n0\r\n\r\n"),
    "a chunk's size with a sign": post(CHUNKED, b"+5\r\nhello\r\n0\r\n\r\n"),
    "headers ended by LF": b"GET /health/live HTTP/1.1\nHost: 127.0.0.1\n\n",
    "a bare CR in a header": get(b"X-A: a\rTransfer-Encoding: chunked\r\n"),
    "NUL in a header": get(b"X-A: a\0b\r\n"),
    "a space in a header's name": get(b"X A: b\r\n"),
    "a header without a name": get(b": b\r\n"),
    "a header without a colon": get(b"Xab\r\n"),
    "no Host": get(b"", host=b""),
    "two Hosts": get(b"Host: evil.example\r\n"),
    "two equal Hosts": get(b"Host: 127.0.0.1\r\n"),
    "a stranger's Host": get(b"", host=b"Host: evil.example\r\n"),
    "an empty Host": get(b"", host=b"Host: \r\n"),
    "a Host with a path": get(b"", host=b"Host: 127.0.0.1/evil?\r\n"),
    "a Host with a user": get(b"", host=b"Host: 127.0.0.1@evil.example\r\n"),
    "a Host that begins like ours": get(b"", host=b"Host: 127.0.0.1.evil.example\r\n"),
    "a Host with a comma": get(b"", host=b"Host: 127.0.0.1, evil.example\r\n"),
    "an address without a slash": get(b"", line=b"GET @evil.example/ HTTP/1.1"),
    "a space in the address": get(b"", line=b"GET /health/ live HTTP/1.1"),
    "no version": b"GET /health/live\r\nHost: 127.0.0.1\r\n\r\n",
    "a strange version": get(b"", line=b"GET /health/live HTTP/7.3"),
    "a method in small letters": get(b"", line=b"get /health/live HTTP/1.1"),
    "a method of brackets": get(b"", line=b"G<>T /health/live HTTP/1.1"),
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    "HTTP/2 unasked": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


@pytest.mark.parametrize("case", AMBIGUOUS)
def test_what_is_ambiguous_is_refused_once_and_the_line_closed(server: Server, case: str) -> None:
    with Wire(server.port) as wire:
        wire.send(AMBIGUOUS[case] + HIDDEN)
        answer = wire.until_closed()
    assert statuses(answer) == [400], answer[:300]


CLEAR = {
    "two in one go": (get(b""), [200, 200]),
    "our name in capitals": (get(b"", host=b"HOST: LOCALHOST:80\r\n"), [200, 200]),
    "an IPv6 loopback": (get(b"", host=b"Host: [::1]:8000\r\n"), [200, 200]),
    "a body where none is needed": (get(b"Content-Length: 5\r\n") + b"hello", [200, 200]),
    "chunks with an extension": (post(CHUNKED, b"5;a=b\r\nhello\r\n0\r\n\r\n"), [405, 200]),
    "chunks with a trailer": (post(CHUNKED, b"5\r\nhello\r\n0\r\nX-A: b\r\n\r\n"), [405, 200]),
}


@pytest.mark.parametrize("case", CLEAR)
def test_what_is_clear_is_answered_and_so_is_the_next(server: Server, case: str) -> None:
    sent, expected = CLEAR[case]
    with Wire(server.port, timeout=10) as wire:
        wire.send(sent + HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert statuses(wire.until_closed()) == expected


def test_a_length_that_promises_more_than_comes_hides_nothing(server: Server) -> None:
    with Wire(server.port) as wire:
        wire.send(post(b"Content-Length: %d" % (len(HIDDEN)), HIDDEN))
        assert statuses(wire.answer()) == [405]
        wire.send(HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert statuses(wire.until_closed()) == [200]


def test_after_chunks_in_the_old_protocol_nothing_more_is_read(server: Server) -> None:
    old = post(CHUNKED + b"\r\nConnection: keep-alive", b"0\r\n\r\n").replace(b"HTTP/1.1", b"HTTP/1.0")
    with Wire(server.port) as wire:
        wire.send(old + HIDDEN)
        assert statuses(wire.until_closed()) == [405]
