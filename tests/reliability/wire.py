"""Raw sockets: what a client library would never send, and what really comes back."""

from __future__ import annotations

import re
import socket
from types import TracebackType


class Wire:
    """One connection to the server."""

    def __init__(self, port: int, timeout: float = 10) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def send(self, content: bytes) -> bool:
        """Whether the server still took it."""
        try:
            self.socket.sendall(content)
        except OSError:
            return False
        return True

    def until_closed(self) -> bytes:
        """All that comes until the server hangs up, which it must within the timeout."""
        answer = b""
        while True:
            try:
                piece = self.socket.recv(65536)
            except ConnectionError:
                return answer
            if not piece:
                return answer
            answer += piece

    def answer(self) -> bytes:
        """One answer that says its length."""
        found = b""
        while b"\r\n\r\n" not in found:
            piece = self.socket.recv(65536)
            if not piece:
                return found
            found += piece
        head, _, body = found.partition(b"\r\n\r\n")
        said = re.search(rb"(?i)content-length: (\d+)", head)
        while said and len(body) < int(said[1]):
            body += self.socket.recv(65536)
        return head + b"\r\n\r\n" + body


def statuses(answers: bytes) -> list[int]:
    """The status of each answer."""
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", answers)]
