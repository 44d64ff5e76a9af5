"""Mail servers on loopback: a real one (aiosmtpd), and some that are slow, lie or never stop talking."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"
NAME, WORD = "alex@example.org", "abcd efgh ijkl"  # of the account that the servers know


@cache
def certificate(host: str) -> tuple[bytes, bytes]:
    """A certificate that signs itself, for one host, and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Halfhour tests")])
    try:
        known: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        known = x509.DNSName(host)
    begins = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM), private


def context(folder: Path, host: str = HERE) -> ssl.SSLContext:
    """For a server that is who it says it is."""
    public, private = certificate(host)
    (folder / "server.pem").write_bytes(public + private)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "server.pem")
    return made


class Mailbox:
    """What a server took. `refuses` may answer a recipient, `says` a mail, by a line of its own."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.passwords: list[bytes] = []
        self.refuses: str | None = None
        self.says = "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=policy.default) for each in self.raw]

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # the same
        if self.says.startswith("250"):
            self.raw.append(envelope.content)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return self.says

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.passwords.append(login.password)
        return AuthResult(success=(login.login.decode(), login.password.decode()) == (NAME, WORD), handled=False)


@contextmanager
def real(box: Mailbox, tls: ssl.SSLContext | None = None, *, at_once: bool = False, **more: Any) -> Iterator[int]:
    """aiosmtpd, plain, with STARTTLS or encrypted from the first byte. Gives its port."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    told = {"ssl_context": tls} if at_once else {"tls_context": tls, "require_starttls": tls is not None}
    signing_in = {"authenticator": box.check, "auth_require_tls": tls is not None and not at_once}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that passwords travel openly: on loopback, or within TLS
        server = Controller(box, hostname=HERE, port=port, **{**told, **signing_in, **more})
        server.start()
    try:
        yield port
    finally:
        server.stop()


@contextmanager
def fake(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that talks as it likes to whoever comes. Gives its port."""
    with socket.create_server((HERE, 0)) as listener:
        listener.settimeout(10)

        def serve() -> None:
            with suppress(OSError):
                line, _ = listener.accept()
                with line:
                    line.settimeout(10)
                    talk(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # who still waits for a call hears that none will come
        thread.join(10)


def said(line: socket.socket) -> bytes:
    return line.recv(4096)
