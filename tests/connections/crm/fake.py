"""A server on loopback that stands in for a CRM: strict, and as bad as a test wants it to be."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from halfhour.connections.crm.models import What

KEY = "key-Sperling-7f2c41"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    authorization: str
    raw: str


class Reply(NamedTuple):
    status: int
    body: Any
    headers: Mapping[str, str] = {}


class Refuse(Exception):
    """The request is against the published schema."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


Misbehave = Callable[[Asked], Reply | None]
"""Looks at a request first; None: it is answered as usual."""


class Fake:
    """Rows by the name of their kind, and everything that was asked."""

    kind = ""
    paged = 100

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}
        self.asked: list[Asked] = []
        self.misbehave: Misbehave | None = None
        self.cut_after: Callable[[Asked], bool] = lambda _: False
        self.lock = threading.RLock()
        self._ids = 100
        self.url = ""

    # For tests

    def wrote(self) -> list[Asked]:
        """What changed something, or tried to."""
        return [each for each in self.asked if each.method != "GET" and not each.path.endswith("/search")]

    def everything(self) -> str:
        """All that was ever received, to look for what must not be in it."""
        return "\n".join(f"{each.method} {each.path} {each.query} {each.raw}" for each in self.asked)

    def people(self) -> list[dict[str, Any]]:
        """The people there, each with our names of the fields, and their id."""
        raise NotImplementedError

    def things(self, what: What) -> list[dict[str, Any]]:
        """The talks, follow-ups or notes there: title or text, `person` and what else the CRM knows of them."""
        raise NotImplementedError

    def have(self, **values: Any) -> str:
        """Somebody whom the CRM knew before; gives their id."""
        raise NotImplementedError

    def forget(self, what: What, id_: str) -> None:
        """Delete a row by hand."""
        raise NotImplementedError

    def edit(self, id_: str, field: str, value: Any) -> None:
        """Change a person by hand."""
        raise NotImplementedError

    # For answering

    def new_id(self) -> str:
        self._ids += 1
        return str(self._ids)

    def answer(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def refusal(self, status: int, said: str) -> Reply:
        raise NotImplementedError

    def reply(self, asked: Asked) -> Reply:
        with self.lock:
            self.asked.append(asked)
            bad = self.misbehave(asked) if self.misbehave is not None else None
            if bad is not None:
                return bad
            if asked.authorization != f"Bearer {KEY}":
                return self.refusal(401, "Unauthenticated.")
            try:
                return self.answer(asked)
            except Refuse as refused:
                return self.refusal(refused.status, refused.said)


@contextmanager
def running(fake: Fake) -> Iterator[Fake]:
    """The fake on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body leave together, or each answer takes 40 ms

        def _handle(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            parts = urlsplit(self.path)
            asked = Asked(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query, keep_blank_values=True)),
                json.loads(raw) if raw else None,
                self.headers.get("authorization", ""),
                raw,
            )
            if raw and not (self.headers.get("content-type") or "").startswith("application/json"):
                reply = fake.refusal(415, "JSON only")
            else:
                reply = fake.reply(asked)
            if fake.cut_after(asked):  # done there, and nobody here hears of it
                self.close_connection = True
                self.connection.close()
                return
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _handle  # noqa: N815  # names of http.server

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except (OSError, ValueError):  # whoever asked has gone, or was cut off
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def once(reply: Reply, when: Callable[[Asked], bool] = lambda _: True) -> Misbehave:
    """Answer so the first time that something is asked, and then as usual."""
    left = [reply]

    def misbehave(asked: Asked) -> Reply | None:
        return left.pop() if left and when(asked) else None

    return misbehave


def always(status: int, body: Any = None, **headers: str) -> Misbehave:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(status, {} if body is None else body, told)


def slow(seconds: float) -> Misbehave:
    def misbehave(_: Asked) -> Reply | None:
        time.sleep(seconds)
        return None

    return misbehave


def need(condition: object, said: str, status: int = 400) -> None:
    if not condition:
        raise Refuse(status, said)


def need_text(value: Any, name: str, longest: int = 65_536) -> str:
    need(isinstance(value, str) and len(value) <= longest, f"{name} must be text of at most {longest} characters")
    return str(value)


def need_instant(value: Any, name: str) -> str:
    need(isinstance(value, str) and INSTANT.fullmatch(value), f"{name} must be an instant in UTC, not {value!r}")
    return str(value)
