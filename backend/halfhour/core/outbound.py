"""The only way out: HTTP clients and sockets that reach no private address, end in time and read no more than we want.

The check sits where the socket is opened: a name is resolved once, all its addresses must be public, and the connection
goes to one of just those, so neither another spelling of an address, nor a name that changes its mind, nor a redirect
(none is followed) leads inside. Whoever hosts Halfhour may allow private networks by `HALFHOUR_REACH_PRIVATE`.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import httpcore
import httpx
from httpcore._backends.sync import SyncStream  # httpx has no way to hand over a socket that is open already

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

CONNECT_SECONDS = 5.0
AGENT = "Halfhour"

_TUNNELS = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "2002::/16", "2001::/32")]
"""NAT64, 6to4 and Teredo: an IPv4 address inside decides, and we do not look into each."""
_NOT_GLOBAL = [
    # `is_global` of Python before 3.11.10 says yes to some of these (CVE-2024-4032)
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "64:ff9b:1::/48", "100::/64", "fec0::/10", "5f00::/16", "3fff::/20",
    )
]  # fmt: skip
_WEB_PORTS = (80, 443)


class NotAllowed(httpx.ConnectError):
    """The address is one that Halfhour does not reach."""


class TooMuch(httpx.HTTPError):
    """The answer is larger than anything we would want."""


def is_public(address: Address) -> bool:
    """Whether anybody in the world may be meant by this address."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in tunnel for tunnel in _TUNNELS):
            return False
    if any(address in network for network in _NOT_GLOBAL if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """What `HALFHOUR_REACH_PRIVATE` allows: `192.168.1.20`, `10.0.0.0/8` …"""
    return tuple(ipaddress.ip_network(each, strict=False) for each in texts)


class Gate:
    """Decides which addresses may be reached. `allowed` are private networks that the host has named."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self.allowed = networks(allowed)

    def _is_allowed(self, address: Address) -> bool:
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain in network for network in self.allowed if network.version == plain.version)

    def refuses(self, host: str) -> bool:
        """Whether a host is plainly inside: an address spelled out in any way (`127.1`, `0x7f.1`), or `localhost`. What
        other names mean is seen when the socket opens."""
        if host == "localhost" or host.endswith(".localhost"):
            return not self.allowed
        try:
            address: Address = ipaddress.ip_address(host)
        except ValueError:
            try:
                address = ipaddress.IPv4Address(socket.inet_aton(host))
            except (OSError, UnicodeError):
                return False
        return not is_public(address) and not self._is_allowed(address)

    def resolve(self, host: str, port: int, *, encrypted: bool) -> str:
        """The one address to connect to.

        Raises:
            NotAllowed: an address is private, the port belongs to another service, or a public address would be
                reached without encryption
            httpx.ConnectError: there is no such name
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"there is no server called {host}") from error
        addresses = [ipaddress.ip_address(str(each[4][0]).split("%", 1)[0]) for each in found]
        if addresses and all(map(self._is_allowed, addresses)):
            return str(addresses[0])
        if not addresses or not all(map(is_public, addresses)):
            raise NotAllowed(f"{host} is not a public address")
        if port not in _WEB_PORTS and port < 1024:
            raise NotAllowed(f"port {port} belongs to another service")
        if not encrypted:
            raise NotAllowed(f"{host} would be reached without encryption")
        return str(addresses[0])

    def dial(
        self,
        host: str,
        port: int,
        *,
        seconds: float = CONNECT_SECONDS,
        ports: Sequence[int] = (),
        encrypted: bool = True,
    ) -> socket.socket:
        """A connected socket, for what does not speak HTTP. `ports`: those of its service, allowed as well;
        `encrypted`: the caller starts TLS before anything is said.

        Raises:
            NotAllowed, httpx.ConnectError, OSError
        """
        address = self.resolve(host, 443 if port in ports else port, encrypted=encrypted)
        return socket.create_connection((address, port), seconds)


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
        NotAllowed, TooMuch, httpx.TimeoutException, httpx.TransportError
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
    if isinstance(error, NotAllowed):
        return f"Halfhour does not go there: {error}."
    if isinstance(error, httpx.TimeoutException):
        return "The server did not answer in time."
    if isinstance(error, TooMuch):
        return f"The server's answer can't be used: {error}."
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return "The server's certificate is not valid, so nothing was sent."
    if isinstance(error, httpx.ConnectError):
        return f"The server can't be reached: {error}."
    return "The connection to the server broke."
