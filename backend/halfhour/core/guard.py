"""Deadlines and limits where the bytes come in, which uvicorn's protocol lacks (uvicorn 0.54).

A client has 10 seconds for the head of a request, 32 KiB for its headers, and 30 seconds for a body, or for each
256 KiB of a larger one; one peer has at most 100 connections. It rests on uvicorn's internals: the version is pinned
and tests/reliability tries each limit on a real socket.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0
BODY_STRIDE = 256 * 1024
HEAD_BYTES = 32 * 1024
LET_PASS_BYTES = 2 * 2**20
PER_PEER = 100
ENDING = "ending"
"""Where a request that holds the line keeps the event by which it is told that the server stops."""

_connections: Counter[str] = Counter()
_proxies: list[IPv4Network | IPv6Network] = []


def trust(proxies: Iterable[str]) -> None:
    """Let these addresses and networks have as many connections as they like: they bring many people's."""
    _proxies[:] = [ip_network(each, strict=False) for each in proxies]


def _is_trusted(peer: str) -> bool:
    return bool(_proxies) and any(ip_address(peer) in network for network in _proxies)


def _bare_answer(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()


class Guarded(HttpToolsProtocol):
    """uvicorn's httptools protocol, with a deadline running whenever bytes are owed by the client."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its parent
        super().connection_made(transport)
        self._peer = (transport.get_extra_info("peername") or ("",))[0]
        self._deadline: asyncio.TimerHandle | None = None
        self._head = 0
        self._taken = 0
        self._whole = True
        _connections[self._peer] += 1
        if _connections[self._peer] > PER_PEER and not _is_trusted(self._peer):
            self._refuse("503 Service Unavailable")
            return
        self._expect(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect(None)
        _connections[self._peer] -= 1
        if not _connections[self._peer]:
            del _connections[self._peer]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._waiting_for_head() and not self._whole:
            self._let_pass(data)
            return
        if self._waiting_for_head():
            self._head += len(data)
            if self._head > HEAD_BYTES and b"\r\n\r\n" not in data[:HEAD_BYTES]:
                self._refuse("431 Request Header Fields Too Large")
                return
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._waiting_for_body():
            self._taken += len(data)
            if self._head or self._taken >= BODY_STRIDE:
                self._head = self._taken = 0
                self._expect(BODY_SECONDS)
        elif not self._waiting_for_head() or not self._head:
            self._head = self._taken = 0
            self._expect(None)
        elif self._deadline is None:
            self._expect(HEAD_SECONDS)

    def _let_pass(self, data: bytes) -> None:
        """Read on through a body that was answered before it came, such as an upload by somebody unknown: who sends it
        reads the answer only then. A long one is cut off."""
        self._taken += len(data)
        if self._taken > LET_PASS_BYTES:
            self.transport.close()
            return
        super().data_received(data)
        if self._whole:
            self._head = self._taken = 0
            self._expect(None)
        elif self._deadline is None:
            self._expect(BODY_SECONDS)

    def on_message_begin(self) -> None:
        self._whole = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        if self.parser.get_http_version() not in ("1.0", "1.1"):  # llhttp takes a request line without any for 0.9
            self._refuse("400 Bad Request")
            return
        if sum(len(name) + len(value) + 4 for name, value in self.headers) > HEAD_BYTES:
            self._refuse("431 Request Header Fields Too Large")
            return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._whole = True
        if not self.transport.is_closing():
            super().on_message_complete()

    def on_response_complete(self) -> None:
        self._head = self._taken = 0
        super().on_response_complete()

    def shutdown(self) -> None:
        """The server is about to stop: who holds the line for a long time is told, and ends by itself."""
        super().shutdown()
        cycle: Any = self.cycle
        ending = None if cycle is None else cycle.scope.get("state", {}).get(ENDING)
        if ending is not None:
            ending.set()

    def _waiting_for_head(self) -> bool:
        cycle: Any = self.cycle
        return cycle is None or bool(cycle.response_complete)

    def _waiting_for_body(self) -> bool:
        cycle: Any = self.cycle
        return cycle is not None and not cycle.response_complete and bool(cycle.more_body)

    def _expect(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if seconds is not None:
            self._deadline = self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        cycle: Any = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            self._refuse("408 Request Timeout")
        else:
            self.transport.close()

    def _refuse(self, status: str) -> None:
        if not self.transport.is_closing():
            self.transport.write(_bare_answer(status))
            self.transport.close()
