"""The mail by which somebody is invited: its words, its entry for their calendar, and its bytes (RFC 5545, 5546, 6047).

The calendar's part stands in the first of the mail's parts, beside the text, because Outlook looks nowhere else; once
more it is a file, for whoever opens that.
"""

import html
from datetime import datetime, timedelta
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple

from ...interviews import clocks
from ...interviews.events_ics import Event, Method, Person, calendar, uid
from ...interviews.models import InterviewMode as Mode

_LEADS = {
    "new": "Thank you for making time for me. This is what we agreed on:",
    "changed": "Our talk has changed. This is how it stands now:",
    "cancelled": "Our talk does not take place. Please take it out of your calendar.",
}
_CLOSE = (
    "The invitation is in this mail, so that your calendar can take it over."
    " Should the time not suit you any more, just tell me."
)
_LINES_STAY = 998
"""Longer than any header of ours, so that none is broken up into encoded words."""


class Appointment(NamedTuple):
    """What is agreed, between whom."""

    id: str
    sequence: int
    starts_at: datetime
    minutes: int
    mode: str | None
    place: str
    link: str
    own_zone: str
    their_zone: str
    own: Person
    them: Person | None
    them_name: str


class Letter(NamedTuple):
    """A mail before it is sent."""

    method: Method
    subject: str
    text: str
    file: bytes


def write(
    about: Appointment, method: Method, *, now: datetime, cancelled: bool, changed: bool, note: str = ""
) -> Letter:
    """The letter. `changed`: they were told of another state of the talk before; `note`: the person's own words."""
    theirs = clocks.clock_of(about.starts_at, about.minutes, about.their_zone)
    own = clocks.clock_of(about.starts_at, about.minutes, about.own_zone)
    text = _text(about, clocks.both(theirs, own), cancelled=cancelled, changed=changed, note=note)
    when = f"{theirs.day}, {theirs.begins} ({theirs.abbreviation or theirs.offset})"
    told = "Called off: our talk on" if cancelled else "Changed: our talk is on" if changed else "Our talk:"
    event = _event(about, text, now=now, cancelled=cancelled)
    return Letter(method, f"{told} {when}", text, calendar([event], method=method))


def _event(about: Appointment, text: str, *, now: datetime, cancelled: bool) -> Event:
    return Event(
        uid(about.id),
        now,
        about.starts_at,
        about.starts_at + timedelta(minutes=about.minutes),
        f"Talk with {about.own.name or about.own.address}",
        sequence=about.sequence,
        cancelled=cancelled,
        location=about.link or about.place,
        description=text,
        link=about.link,
        private=False,
        organizer=about.own if about.them is not None else None,
        attendees=(about.them,) if about.them is not None else (),
    )


def _text(about: Appointment, when: str, *, cancelled: bool, changed: bool, note: str) -> str:
    parts = [
        f"Hello {about.them_name},",
        _LEADS["cancelled" if cancelled else "changed" if changed else "new"],
        "\n".join(fact for fact in _facts(about, when, cancelled=cancelled) if fact),
        note.strip(),
        "" if cancelled else _CLOSE,
        about.own.name or about.own.address,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(about: Appointment, when: str, *, cancelled: bool) -> list[str]:
    if cancelled:
        return [f"When it was: {when}"]
    return [
        f"When: {when}",
        f"How long: {about.minutes} minutes",
        f"Where: {about.place}" if about.place and about.mode == Mode.IN_PERSON else "",
        f"Link: {about.link}" if about.link else "",
        "By phone" if about.mode == Mode.PHONE else "",
    ]


def mail(letter: Letter, sender: Person, to: Person, *, message_id: str, now: datetime) -> bytes:
    """The bytes to send.

    Raises:
        ValueError: a header would hold what none may, such as the end of a line.
    """
    made = _message(sender, to, letter.subject, message_id=message_id, now=now)
    made.set_content(letter.text, cte="quoted-printable")
    paragraphs = "".join(f"<p>{_as_html(part)}</p>\n" for part in letter.text.strip().split("\n\n"))
    made.add_alternative(f"<html><body>\n{paragraphs}</body></html>\n", subtype="html", cte="quoted-printable")
    made.add_alternative(letter.file.decode(), subtype="calendar", params={"method": letter.method.value}, cte="base64")
    made.add_attachment(letter.file, maintype="application", subtype="ics", filename="invite.ics")
    return _bytes(made)


def plain(subject: str, text: str, sender: Person, to: Person, *, message_id: str, now: datetime) -> bytes:
    """A mail of nothing but text."""
    made = _message(sender, to, subject, message_id=message_id, now=now)
    made.set_content(text, cte="quoted-printable")
    return _bytes(made)


def _message(sender: Person, to: Person, subject: str, *, message_id: str, now: datetime) -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP if _is_ascii(sender, to) else policy.SMTPUTF8)
    made["From"] = _address(sender)
    made["To"] = _address(to)
    made["Subject"] = _line(subject)
    made["Date"] = format_datetime(now.replace(microsecond=0))
    made["Message-ID"] = message_id
    return made


def _bytes(made: EmailMessage) -> bytes:
    return made.as_bytes(policy=made.policy.clone(max_line_length=_LINES_STAY))


def _is_ascii(*people: Person) -> bool:
    return all(each.address.isascii() for each in people)


def _address(person: Person) -> Address:
    username, _, domain = person.address.rpartition("@")
    return Address(_line(person.name), username, domain)


def _line(text: str) -> str:
    """A name on one line, which a mail program does not take for an encoded one (RFC 2047): names of contacts are
    texts, and may hold anything."""
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return plain.replace("=?", "= ?")


def _as_html(text: str) -> str:
    return "<br>\n".join(html.escape(line) for line in text.split("\n"))
