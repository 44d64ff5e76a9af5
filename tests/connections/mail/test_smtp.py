"""Handing a mail over: to servers that behave, and to those that are slow, lie, or never stop talking."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from halfhour.connections.mail import smtp
from halfhour.connections.mail.models import MailSecurity, MailState
from halfhour.core.gate import Gate
from tests.connections.mail.servers import HERE, NAME, WORD, Mailbox, context, fake, real, said

MAIL = b"Subject: Hello\r\n\r\n.one dot\r\n"
TO = "maria@example.org"
NEAR = Gate(["127.0.0.0/8"])
OFFERS = b"250-here\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"


def deliver(port: int, security: str = "none", *, to: str = TO, gate: Gate = NEAR, word: str | None = WORD) -> None:
    name = NAME if word is not None else None
    server = smtp.Server(HERE, port, MailSecurity(security), name, word)
    smtp.deliver(gate, server, NAME, to, MAIL)


def failure(port: int, security: str = "none", **more: Any) -> smtp.NotDelivered:
    with pytest.raises(smtp.NotDelivered) as caught:
        deliver(port, security, **more)
    assert caught.value.words
    assert caught.value.advice
    return caught.value


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test has less patience than a worker."""
    monkeypatch.setattr(smtp, "SECONDS", 0.5)


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_it_goes_encrypted_and_byte_for_byte(box: Mailbox, here: ssl.SSLContext, way: str) -> None:
    with real(box, here, at_once=way == "tls") as port:
        deliver(port, way)
    assert box.raw == [MAIL]
    assert box.envelopes == [(NAME, [TO])]


def test_a_server_that_offers_no_encryption_hears_no_password(box: Mailbox) -> None:
    """Somebody in between may have taken the offer away."""
    heard = []

    def strip(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        heard.append(said(line))
        line.sendall(b"250-here\r\n250 AUTH PLAIN LOGIN\r\n")
        while words := said(line):
            heard.append(words)
            line.sendall(b"250 go on\r\n")

    with fake(strip) as port:
        found = failure(port, "starttls")
    assert found.words == "The mail server does not offer encryption, so nothing was sent, the password neither."
    assert [each[:4] for each in heard if each[:4] not in (b"EHLO", b"ehlo", b"QUIT", b"quit")] == []


def test_a_server_that_refuses_to_encrypt_after_all_hears_no_password() -> None:
    heard = []

    def refuse(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        said(line)
        line.sendall(OFFERS)
        said(line)
        line.sendall(b"454 not now\r\n")
        while words := said(line):
            heard.append(words)

    with fake(refuse) as port:
        found = failure(port, "starttls")
    assert found.passing
    assert b"AUTH" not in b"".join(heard).upper()


def test_what_was_said_before_the_encryption_does_not_count(here: ssl.SSLContext) -> None:
    """An answer smuggled in beside the 220 of STARTTLS must not pass for one from within (CVE-2011-0411)."""
    seen = []

    def smuggle(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        said(line)
        line.sendall(OFFERS)
        said(line)
        line.sendall(b"220 go ahead\r\n250-evil\r\n250 SIZE 1\r\n")
        with here.wrap_socket(line, server_side=True) as sealed:
            seen.append(sealed.recv(4096))
            sealed.sendall(b"421 closing\r\n")

    with fake(smuggle) as port:
        failure(port, "starttls")
    assert [each[:4].lower() for each in seen] == [b"ehlo"]


@pytest.mark.parametrize("way", ["starttls", "tls"])
@pytest.mark.parametrize("name", ["elsewhere.example.org", None])
def test_a_certificate_of_somebody_else_or_of_nobody_is_not_taken(
    box: Mailbox, trusted: None, tmp_path: Path, way: str, name: str | None
) -> None:
    presented = context(tmp_path, name or "127.0.0.2")
    with real(box, presented, at_once=way == "tls") as port:
        found = failure(port, way)
    assert found.words == "The mail server's certificate is not valid, so nothing was sent, the password neither."
    assert (box.raw, box.passwords) == ([], [])


def test_the_wrong_kind_of_encryption_is_said_to_be_that(box: Mailbox, here: ssl.SSLContext) -> None:
    with real(box, here) as port:
        found = failure(port, "tls")
    assert found.words == "No encrypted connection to the mail server came about, so nothing was sent."
    assert "465" in found.advice


@pytest.mark.parametrize("address", ["192.168.1.1", "169.254.169.254", "127.0.0.1", "::1"])
def test_nothing_private_is_reached(address: str) -> None:
    server = smtp.Server(address, 587, MailSecurity.STARTTLS, NAME, WORD)
    with pytest.raises(smtp.NotDelivered, match="does not go there"):
        smtp.deliver(Gate(), server, NAME, TO, MAIL)


def test_a_public_server_is_not_reached_without_encryption_nor_at_another_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 25))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("somebody was called"))
    for port, security, words in ((25, "none", "without encryption"), (22, "tls", "belongs to another service")):
        server = smtp.Server("mail.example.org", port, MailSecurity(security), NAME, WORD)
        with pytest.raises(smtp.NotDelivered, match=words):
            smtp.deliver(Gate(), server, NAME, TO, MAIL)


def test_a_name_that_does_not_exist_may_exist_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    server = smtp.Server("smpt.example.org", 587, MailSecurity.STARTTLS, NAME, WORD)
    with pytest.raises(smtp.NotDelivered, match="there is no server called smpt") as caught:
        smtp.deliver(Gate(), server, NAME, TO, MAIL)
    assert caught.value.passing


def test_a_wrong_password_is_told_apart_from_other_troubles(box: Mailbox, here: ssl.SSLContext) -> None:
    with real(box, here) as port:
        found = failure(port, "starttls", word="wrong")
    assert (found.state, found.passing) == (MailState.PASSWORD, False)


def test_a_password_that_no_server_could_take_is_said_to_be_that(box: Mailbox, here: ssl.SSLContext) -> None:
    with real(box, here) as port:
        found = failure(port, "starttls", word="pässword")
    assert (found.state, found.passing) == (MailState.PASSWORD, False)
    assert "letters" in found.words


@pytest.mark.parametrize(
    ("answer", "passing"),
    [("550 5.1.1 no such mailbox", False), ("450 4.2.0 greylisted,\x1b[31m come again", True)],
)
def test_a_recipient_that_is_not_taken_is_named_with_what_the_server_says(
    box: Mailbox, answer: str, passing: bool
) -> None:
    box.refuses = answer
    with real(box) as port:
        found = failure(port, word=None)
    assert TO in found.words
    assert answer.split()[2][:4] in found.words
    assert found.words.isprintable()
    assert found.passing is passing


@pytest.mark.parametrize(("answer", "passing"), [("554 no spam here", False), ("452 disk full", True)])
def test_a_mail_that_is_not_taken_was_not_sent(box: Mailbox, answer: str, passing: bool) -> None:
    box.says = answer
    with real(box) as port:
        found = failure(port, word=None)
    assert answer[4:] in found.words
    assert (found.passing, box.raw) == (passing, [])


def test_letters_beyond_ascii_in_an_address_need_a_server_that_knows_them(box: Mailbox) -> None:
    with real(box, enable_SMTPUTF8=True) as port:
        deliver(port, to="josé@example.org", word=None)
    assert box.envelopes == [(NAME, ["josé@example.org"])]
    with real(box, enable_SMTPUTF8=False) as port:
        found = failure(port, to="josé@example.org", word=None)
    assert "such letters" in found.words


def drip(line: socket.socket) -> None:
    while True:
        line.sendall(b"2")
        time.sleep(0.02)


def silent(line: socket.socket) -> None:
    said(line)


def drip_within_a_line(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    said(line)
    drip(line)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("talk", [drip, silent, drip_within_a_line])
@pytest.mark.parametrize("way", ["none", "tls"])
def test_a_slow_server_is_left_when_its_time_is_up(talk: Callable[[socket.socket], None], way: str) -> None:
    begun = time.monotonic()
    with fake(talk) as port:
        found = failure(port, way)
    assert time.monotonic() - begun < 5
    assert found.passing or way == "tls"  # what drips into a handshake may just as well be no handshake at all


def pour(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    said(line)
    while True:
        line.sendall(b"250-and another thing\r\n" * 1000)


def babble(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10)
    said(line)


def one_long_line(line: socket.socket) -> None:
    while True:
        line.sendall(b"2" * 10_000)


@pytest.mark.parametrize("talk", [pour, babble, one_long_line])
def test_what_never_stops_or_makes_no_sense_is_no_mail_server(talk: Callable[[socket.socket], None]) -> None:
    begun = time.monotonic()
    with fake(talk) as port:
        found = failure(port)
    assert time.monotonic() - begun < 5
    assert not found.passing


def test_one_that_hangs_up_may_be_there_later() -> None:
    with fake(lambda line: line.sendall(b"220 here\r\n")) as port:
        assert failure(port).passing
    with fake(lambda _line: None) as port:
        pass
    assert failure(port).passing, "nobody listens any more"


def test_no_thread_stays_behind(box: Mailbox) -> None:
    with real(box) as port:
        before = set(threading.enumerate())
        for _ in range(3):
            deliver(port, word=None)
        until = time.monotonic() + 5
        while set(threading.enumerate()) - before and time.monotonic() < until:
            time.sleep(0.01)
        assert set(threading.enumerate()) <= before
