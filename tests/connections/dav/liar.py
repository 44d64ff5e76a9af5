"""A DAV server that does what a test tells it to: lies, dawdles, sends elsewhere. On a loopback port, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple

NAMES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="urn:ietf:params:xml:ns:carddav"'


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """What to say to it."""

    status: int = 207
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})


Script = Callable[[Asked], Answer]


class Liar:
    """Answers by its script, and remembers what it was asked."""

    def __init__(self, script: Script = lambda _: Answer(404)) -> None:
        self.script = script
        self.asked: list[Asked] = []
        liar = self

        class Handler(BaseHTTPRequestHandler):
            def __getattr__(self, name: str) -> Any:
                if name.startswith("do_"):
                    return self._answer
                raise AttributeError(name)

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, body)
                liar.asked.append(asked)
                answer = liar.script(asked)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                with suppress(OSError):  # they have heard enough
                    self.wfile.write(answer.body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def multistatus(*responses: str, token: str = "") -> Answer:
    told = f"<d:sync-token>{token}</d:sync-token>" if token else ""
    return Answer(207, f"<d:multistatus {NAMES}>{''.join(responses)}{told}</d:multistatus>".encode())


def response(href: str, properties: str = "", status: str = "") -> str:
    inside = f"<d:status>HTTP/1.1 {status}</d:status>" if status else ""
    if properties:
        inside += f"<d:propstat><d:prop>{properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
    return f"<d:response><d:href>{href}</d:href>{inside}</d:response>"


def etag(value: str) -> str:
    return f'<d:getetag>"{value}"</d:getetag>'


CALENDAR = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Personal</d:displayname>"


def one_calendar(asked: Asked) -> Answer:
    """An honest account with one empty calendar at /cal/."""
    if asked.method == "PROPFIND":
        return multistatus(response("/cal/", CALENDAR))
    return multistatus(token="one")
