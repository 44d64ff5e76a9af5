"""Hand a mail to the person's own server (RFC 5321, 3207, 8314): encrypted, within a time, and never taken in.

A server may be slow, lie or never stop talking. The whole conversation ends after `SECONDS`, however it drips; what it
says is read up to `MOST_SAID` bytes; and where it does not encrypt, nothing is said to it, the password least of all.
"""

import os
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from ...core.gate import Gate, NoServer, NotAllowed
from .models import MailSecurity, MailState

SECONDS = 60.0
SOCKET_SECONDS = 20.0
MOST_SAID = 64 * 1024
PORTS = (25, 465, 587)
GREETING = "halfhour.invalid"
"""What we call ourselves: the name of the machine is nobody's business."""

_CHECK = "Check server, port and security in your mail provider's help."


class Server(NamedTuple):
    """Where to, and as whom."""

    host: str
    port: int
    security: MailSecurity
    username: str | None
    password: str | None


class NotDelivered(Exception):
    """The mail was not taken. `advice` says what one can do, `passing` whether it may work by itself later, `state`
    what it means for the account; None: nothing."""

    def __init__(
        self, words: str, advice: str, *, passing: bool = False, state: MailState | None = MailState.TROUBLE
    ) -> None:
        super().__init__(words)
        self.words, self.advice, self.passing, self.state = words, advice, passing, state


class _Overlong(Exception):
    """The server talks without end."""


class _Mouth:
    """What the server says, up to a limit."""

    def __init__(self, inner: Any, left: int) -> None:
        self._inner, self._left = inner, left

    def readline(self, most: int) -> bytes:
        line: bytes = self._inner.readline(most)
        self._left -= len(line)
        if self._left < 0:
            raise _Overlong
        return line

    def close(self) -> None:
        self._inner.close()


class _Conversation(smtplib.SMTP):
    """smtplib's client, on a socket that the gate has opened."""

    file: Any

    def __init__(self, opened: socket.socket, host: str) -> None:
        super().__init__(local_hostname=GREETING, timeout=SOCKET_SECONDS)
        self._opened = opened
        self._host = host  # whose certificate STARTTLS looks for

    def _get_socket(self, *_: Any) -> socket.socket:
        return self._opened

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Mouth(self.sock.makefile("rb"), MOST_SAID)
        return super().getreply()


def deliver(gate: Gate, server: Server, sender: str, to: str, mail: bytes) -> None:
    """Hand the bytes over; they were taken when this returns.

    Raises:
        NotDelivered
    """
    begun = time.monotonic()
    try:
        with _talking(gate, server) as talk:
            if server.username and server.password is not None:
                talk.login(server.username, server.password)
            plain = sender.isascii() and to.isascii()
            talk.sendmail(sender, [to], mail, mail_options=() if plain else ("SMTPUTF8", "BODY=8BITMIME"))
    except (smtplib.SMTPException, OSError, _Overlong, ValueError) as error:
        late = time.monotonic() - begun >= SECONDS or "timed out" in str(error)
        raise (_silent(error, to) if late else _explained(error, to)) from error


@contextmanager
def _talking(gate: Gate, server: Server) -> Iterator[_Conversation]:
    """A conversation that is encrypted, or allowed not to be, and over when its time is up."""
    opened = _dial(gate, server)
    with _hung_up_after(opened, SECONDS):
        talk = _Conversation(_encrypted(opened, server), server.host)
        try:
            code, said = talk.connect(server.host, server.port)
            if code != 220:  # "service ready"
                raise smtplib.SMTPResponseException(code, said)
            talk.ehlo()
            if server.security is MailSecurity.STARTTLS:
                talk.starttls(context=_trust())
                talk.ehlo()
            yield talk
            with suppress(smtplib.SMTPException, OSError, _Overlong):
                talk.quit()  # the mail was taken already
        finally:
            talk.close()


def _dial(gate: Gate, server: Server) -> socket.socket:
    encrypted = server.security is not MailSecurity.NONE
    opened = gate.dial(server.host, server.port, ports=PORTS, encrypted=encrypted)
    opened.settimeout(SOCKET_SECONDS)
    return opened


def _encrypted(opened: socket.socket, server: Server) -> socket.socket:
    if server.security is not MailSecurity.TLS:
        return opened
    return _trust().wrap_socket(opened, server_hostname=server.host)


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _hung_up_after(opened: socket.socket, seconds: float) -> Iterator[None]:
    """Close the connection when the time is up, whoever reads or writes on it, also within a TLS handshake."""
    twin = socket.socket(fileno=os.dup(opened.fileno()))

    def hang_up() -> None:
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        twin.close()


def _explained(error: Exception, to: str) -> NotDelivered:
    """What went wrong, and what one can do, in words."""
    for kind, explain in _EXPLAINED:
        if isinstance(error, kind):
            found: NotDelivered = explain(error, to)
            return found
    raise AssertionError(error)


def _password(error: Any, _to: str) -> NotDelivered:
    if 400 <= error.smtp_code < 500:
        return _passing("The mail server can't check the password just now.")
    advice = "Enter name and password again. Many providers want an app password, made in their security settings."
    return NotDelivered("The mail server refused the name or the password.", advice, state=MailState.PASSWORD)


def _nobody(error: Any, to: str) -> NotDelivered:
    ((code, said),) = list(error.recipients.values())[:1]
    if code < 500:
        return _passing(f"The mail server does not take mail for {to} just now{_quoted(said)}.")
    return NotDelivered(f"The mail server takes no mail for {to}{_quoted(said)}.", "Check the address for a slip.")


def _refused(error: Any, to: str) -> NotDelivered:
    if error.smtp_code < 200:
        return _endless(error, to)
    if 400 <= error.smtp_code < 500:
        return _passing(f"The mail server is busy{_quoted(error.smtp_error)}.")
    advice = "Often the address you send from is not one of that account. Check it, or ask your mail provider."
    return NotDelivered(f"The mail server refused the mail{_quoted(error.smtp_error)}.", advice)


def _lacking(error: Any, to: str) -> NotDelivered:
    if "STARTTLS" in str(error):
        words = "The mail server does not offer encryption, so nothing was sent, the password neither."
        return NotDelivered(words, f"Choose `tls` with port 465 instead. {_CHECK}")
    if not to.isascii() or "SMTPUTF8" in str(error):
        return NotDelivered("The mail server can't write to addresses with such letters.", "Use another address.")
    return NotDelivered("The mail server offers no way to sign in that Halfhour knows.", _CHECK)


def _certificate(_error: Any, _to: str) -> NotDelivered:
    words = "The mail server's certificate is not valid, so nothing was sent, the password neither."
    return NotDelivered(words, f"The name of the server has to be just the one in its certificate. {_CHECK}")


def _handshake(_error: Any, _to: str) -> NotDelivered:
    words = "No encrypted connection to the mail server came about, so nothing was sent."
    return NotDelivered(words, f"`tls` goes with port 465, `starttls` with 587. {_CHECK}")


def _forbidden(error: Any, _to: str) -> NotDelivered:
    advice = "Whoever hosts Halfhour can allow a network of their own; to others mail only goes encrypted."
    return NotDelivered(str(error), advice)


def _endless(_error: Any, _to: str) -> NotDelivered:
    return NotDelivered("What answers there does not behave like a mail server.", _CHECK)


def _letters(_error: Any, _to: str) -> NotDelivered:
    advice = "Change the password at your mail provider, or make an app password."
    return NotDelivered(
        "The name or the password has letters that no mail server takes.", advice, state=MailState.PASSWORD
    )


def _silent(_error: Any, _to: str) -> NotDelivered:
    return _passing("The mail server did not answer in time.")


def _broken(_error: Any, _to: str) -> NotDelivered:
    return _passing("The connection to the mail server broke.")


def _away(error: Any, _to: str) -> NotDelivered:
    return _passing(str(error))


def _passing(words: str) -> NotDelivered:
    return NotDelivered(words, f"It is tried again by itself for some hours. {_CHECK}", passing=True)


def _quoted(said: bytes | str) -> str:
    """What the server said, as part of a sentence: printable, on one line and short."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())[:200]
    return f" (it says: {plain})" if plain else ""


_EXPLAINED: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Any], ...] = (
    (smtplib.SMTPAuthenticationError, _password),
    (smtplib.SMTPRecipientsRefused, _nobody),
    (smtplib.SMTPServerDisconnected, _broken),
    (smtplib.SMTPResponseException, _refused),
    (smtplib.SMTPNotSupportedError, _lacking),
    (_Overlong, _endless),
    (smtplib.SMTPException, _lacking),
    (ssl.SSLCertVerificationError, _certificate),
    (ssl.SSLError, _handshake),
    (NotAllowed, _forbidden),
    (NoServer, _away),
    (TimeoutError, _silent),
    (OSError, _broken),
    (UnicodeError, _letters),
    (ValueError, _endless),
)
"""The first kind that fits says it."""
