"""Which addresses may be reached.

A name is resolved once, all its addresses must be public, and the connection goes to one of just those. So neither
another spelling of an address, nor a name that changes its mind, leads inside. Whoever hosts Halfhour may allow private
networks by `HALFHOUR_REACH_PRIVATE`.
"""

import ipaddress
import socket
from collections.abc import Iterable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

CONNECT_SECONDS = 5.0

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


class Unreached(OSError):
    """No connection was opened."""


class NotAllowed(Unreached):
    """The address is one that Halfhour does not reach."""

    def __str__(self) -> str:
        return f"Halfhour does not go there: {self.args[0]}."


class NoServer(Unreached):
    """There is no server of this name."""

    def __str__(self) -> str:
        return f"The server can't be reached: {self.args[0]}."


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
            NoServer: there is no such name
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NoServer(f"there is no server called {host}") from error
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
            NotAllowed, NoServer, OSError
        """
        address = self.resolve(host, 443 if port in ports else port, encrypted=encrypted)
        return socket.create_connection((address, port), seconds)
