"""The only way out: an HTTP client that reaches no private address, ends in time and reads no more than we want.

The check sits where the socket is opened (core/gate.py). No redirect is followed.
"""

import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import httpcore
import httpx
from httpcore._backends.sync import SyncStream  # httpx has no way to hand over a socket that is open already

from .gate import CONNECT_SECONDS, Gate, Unreached

AGENT = "Halfhour"
InvalidURL = httpx.InvalidURL
BROKEN = (httpx.HTTPError, InvalidURL, Unreached)
"""All that can happen to a request on its way."""


class TooMuch(httpx.HTTPError):
    """The answer is larger than anything we would want."""


class _Timed(httpcore.NetworkStream):
    """A connection that is over when its request's time is up, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, watch: "_Watch") -> None:
        self._inner, self._watch = inner, watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._watch.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._watch.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._watch.left(timeout, httpcore.ConnectTimeout)
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, left), self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Watch:
    """The time that the request under way has left."""

    def __init__(self) -> None:
        self.until = 0.0
        self.encrypted = True

    def left(self, timeout: float | None, late: type[Exception]) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise late("the time for this request is up")
        return left if timeout is None else min(left, timeout)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, gate: Gate, watch: _Watch) -> None:
        self._gate, self._watch = gate, watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  # httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002  # the same
    ) -> httpcore.NetworkStream:
        address = self._gate.resolve(host, port, encrypted=self._watch.encrypted)
        seconds = min(CONNECT_SECONDS, self._watch.left(timeout, httpcore.ConnectTimeout))
        try:
            opened = socket.create_connection((address, port), seconds)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} does not answer") from error
        except OSError as error:
            raise httpcore.ConnectError(f"{host} does not answer") from error
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Timed(SyncStream(opened), self._watch)


@cache
def _authorities() -> ssl.SSLContext:
    """Whom certificates are believed from; read once, for that takes 50 ms."""
    return httpx.create_ssl_context(trust_env=False)


class Outside(httpx.Client):
    """An HTTP client for addresses that a person or another server gave us.

    It follows no redirect, uses no proxy, ends each request after `seconds` and reads at most `most` bytes back.
    One thread uses it at a time.

    Raises (each request):
        NotAllowed, NoServer, TooMuch, httpx.TimeoutException, httpx.TransportError
    """

    def __init__(
        self, allowed: Sequence[str] = (), *, seconds: float = 10.0, most: int = 64 * 1024, **more: Any
    ) -> None:
        self._watch = _Watch()
        self._seconds, self._most = seconds, most
        transport = httpx.HTTPTransport(retries=0, trust_env=False, verify=_authorities())
        transport._pool._network_backend = _Backend(Gate(allowed), self._watch)  # noqa: SLF001  # the only way in, httpx 0.28
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", **more.pop("headers", {})}
        super().__init__(
            transport=transport, timeout=seconds, follow_redirects=False, trust_env=False, headers=headers, **more
        )

    def send(self, request: httpx.Request, *, stream: bool = False, **more: Any) -> httpx.Response:
        self._watch.until = time.monotonic() + self._seconds
        self._watch.encrypted = request.url.scheme == "https"
        response = super().send(request, stream=True, **more)
        if stream:
            return response
        try:
            body = self._body(response)
        finally:
            response.close()
        answer = httpx.Response(
            response.status_code, headers=response.headers, content=body, request=request,
            extensions=response.extensions,
        )  # fmt: skip
        answer.elapsed = response.elapsed
        return answer

    def _body(self, response: httpx.Response) -> bytes:
        """The body, as long as it is not too long; packed ones are refused, because we have asked for none."""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise TooMuch("the answer is packed, though that was not asked for")
        pieces, size = [], 0
        for piece in response.iter_raw():
            size += len(piece)
            if size > self._most:
                raise TooMuch(f"the answer is longer than {self._most} bytes")
            pieces.append(piece)
        return b"".join(pieces)


def say(error: Exception) -> str:
    """What went wrong on the way, for the person whose address it was."""
    if isinstance(error, Unreached):
        return str(error)
    if isinstance(error, httpx.TimeoutException):
        return "The server did not answer in time."
    if isinstance(error, TooMuch):
        return f"The server's answer can't be used: {error}."
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return "The server's certificate is not valid, so nothing was sent."
    if isinstance(error, httpx.ConnectError):
        return f"The server can't be reached: {error}."
    return "The connection to the server broke."
