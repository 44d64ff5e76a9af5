"""A load from 16 keep-alive connections on raw sockets, and the CPU that the server's process spent on it."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from itertools import count
from pathlib import Path
from typing import NamedTuple

CONNECTIONS = 16


class Target(NamedTuple):
    """A server under load: its process, port, token and the ids of its contacts."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    token: str
    ids: list[str]

    def cpu(self) -> float:
        """Seconds of CPU of the process so far (Linux: the scheduler's nanoseconds; elsewhere: ps)."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        if tasks.exists():
            return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9
        shown = subprocess.run(  # our own child's number
            ["/bin/ps", "-o", "cputime=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True
        ).stdout
        minutes, _, seconds = shown.strip().rpartition(":")
        return float(seconds) + 60 * float(minutes.rpartition(":")[2] or 0)

    def memory(self, *, peak: bool = False) -> int:
        """Bytes of memory that the process holds, or held at its highest (Linux; elsewhere: ps, and now)."""
        status = Path(f"/proc/{self.process.pid}/status")
        if status.exists():
            name = "VmHWM:" if peak else "VmRSS:"
            line = next(line for line in status.read_text().splitlines() if line.startswith(name))
            return int(line.split()[1]) * 1024
        shown = subprocess.run(  # our own child's number
            ["/bin/ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True
        ).stdout
        return int(shown) * 1024

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


_names = count()


class Load:
    """Requests spread over the connections."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.connections = CONNECTIONS
        self.failed: list[str] = []

    def run(self, operation: str, requests: int) -> float:
        """CPU microseconds per request."""
        before = self.target.cpu()
        self.mixed((operation,), requests)
        self.check(operation)
        return (self.target.cpu() - before) * 1e6 / requests

    def mixed(self, operations: tuple[str, ...], requests: int) -> None:
        """Requests of these kinds in turn."""
        messages = [self._message(operations[number % len(operations)], number) for number in range(requests)]
        share = [messages[place :: self.connections] for place in range(self.connections)]
        threads = [threading.Thread(target=self._send, args=(part,)) for part in share]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def check(self, what: str) -> None:
        if self.failed:
            raise RuntimeError(f"{self.target.name} {what}: {self.failed[0]}")

    def _message(self, operation: str, number: int) -> bytes:
        ids = self.target.ids
        id_ = ids[number * 7919 % len(ids)]
        body = b""
        extra = ""
        if operation == "list":
            line = "GET /api/v1/contacts?limit=50&level=peer&sort=-updated_at"
        elif operation == "get":
            line = f"GET /api/v1/contacts/{id_}"
        elif operation == "search":
            line = f"GET /api/v1/search?q=surname{number * 31 % 997:03}"
        elif operation == "create":
            line = "POST /api/v1/contacts"
            name = f"New Person{next(_names)}"
            body = json.dumps({"full_name": name, "headline": "Nurse", "level": "peer", "tags": ["new"],
                               "emails": [{"label": "work", "value": "new@example.org"}]}).encode()  # fmt: skip
        else:
            line = f"PATCH /api/v1/contacts/{id_}"
            body = json.dumps({"headline": f"Changed {number}"}).encode()
            extra = "If-Match: *\r\n"
        if body:
            extra += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        head = f"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.target.token}\r\n{extra}\r\n"
        return head.encode() + body

    def _send(self, messages: list[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", self.target.port)) as connection:
            connection.settimeout(60)
            for message in messages:
                connection.sendall(message)
                status = _read_answer(connection)
                if not 200 <= status < 300:
                    self.failed.append(f"status {status} to {message[:80]!r}")
                    return


def _read_answer(connection: socket.socket) -> int:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise RuntimeError("the server closed the connection")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    missing = length - len(body)
    while missing > 0:
        missing -= len(connection.recv(min(missing, 262144)))
    return int(head[9:12])
