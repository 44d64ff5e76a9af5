"""Events as calendars read them (RFC 5545): the one place where Halfhour writes iCalendar, from plain values.

The same values give the same bytes. Every time is an instant in UTC, so there is no VTIMEZONE that a program could
misread. A text is folded at 75 octets and can't break out of its line, whatever a person wrote.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

PRODUCT = "-//Halfhour//EN"
DOMAIN = "halfhour"
"""What a UID ends with: not the server's name, which may change while the UID must not."""
FOLD = 75

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which no text of a calendar may hold."""
_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What some program or other takes for the end of a line."""
_IN_URI = re.compile(r"[^\x21\x23-\x5b\x5d\x5f\x61-\x7a\x7e]")
"""What a URI is written without; also what would end the quotes or the line that it stands in."""


class Method(StrEnum):
    """What a calendar file is for (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Person(NamedTuple):
    """Who organizes or takes part. `answer` is their PARTSTAT."""

    address: str
    name: str = ""
    answer: str = "NEEDS-ACTION"


class Alarm(NamedTuple):
    """How long before it begins to ring, and what for."""

    before: timedelta
    words: str


class Event(NamedTuple):
    """One entry of a calendar. `uid` is its id for life; `sequence` grows with each change of time, place, length or
    cancellation; `link` is where one joins by video; `busy`: one is taken while it lasts."""

    uid: str
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    sequence: int = 0
    created_at: datetime | None = None
    cancelled: bool = False
    busy: bool = True
    location: str = ""
    description: str = ""
    url: str = ""
    link: str = ""
    private: bool = True
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    alarm: Alarm | None = None


def uid(row_id: str, what: str = "") -> str:
    """The UID of a row's entry; `what` tells apart several of one row, such as `thank`."""
    return f"{row_id}-{what}@{DOMAIN}" if what else f"{row_id}@{DOMAIN}"


def row_id(uid_: str) -> str | None:
    """The id of the row whose entry has this UID; None where it is not one of ours."""
    id_, _, domain = uid_.strip().rpartition("@")
    return id_ if domain.lower() == DOMAIN and len(id_) == 36 else None


def calendar(
    events: Iterable[Event], *, method: Method | None = None, name: str = "", refresh: timedelta | None = None
) -> bytes:
    """A calendar file. `name` and `refresh`, how soon to look again, are for subscribers: those who heed RFC 7986 and
    those who heed what came before it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if method is not None:
        lines.append(f"METHOD:{method.value}")
    if name:
        lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    if refresh is not None:
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{_duration(refresh)}", f"X-PUBLISHED-TTL:{_duration(refresh)}"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_instant(event.changed_at)}"
    if event.created_at is not None:
        yield f"CREATED:{_instant(event.created_at)}"
    yield f"LAST-MODIFIED:{_instant(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.ends_at)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    taken = event.busy and not event.cancelled
    yield f"TRANSP:{'OPAQUE' if taken else 'TRANSPARENT'}"
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{'BUSY' if taken else 'FREE'}"
    if event.private:
        yield "CLASS:PRIVATE"
    if event.organizer is not None:
        yield f"ORGANIZER{_named(event.organizer)}:mailto:{_uri(event.organizer.address)}"
    for each in event.attendees:
        role = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
        yield f"ATTENDEE;{role};PARTSTAT={each.answer};RSVP=TRUE{_named(each)}:mailto:{_uri(each.address)}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.url:
        yield f"URL:{_uri(event.url)}"
    if event.link:
        yield f'CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL="Join the talk":{_uri(event.link)}'
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.alarm is not None and not event.cancelled:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:{_duration(-event.alarm.before)}"
        yield f"DESCRIPTION:{_text(event.alarm.words)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _duration(span: timedelta) -> str:
    """Whole minutes, such as `-PT15M`, `PT1H` or `PT0M`."""
    minutes = round(span.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    written = f"{hours}H" * bool(hours) + f"{rest}M" * bool(rest or not hours)
    return f"{'-' if minutes < 0 else ''}PT{written}"


def _text(text: str) -> str:
    plain = _UNWRITABLE.sub("", _BREAKS.sub("\n", text))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _uri(uri: str) -> str:
    """Encoded where a URI can't hold it, such as letters beyond ASCII, blanks, quotes and line breaks."""
    return _IN_URI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), uri)


def _named(person: Person) -> str:
    """CN as a parameter: quoted, because commas and colons end it otherwise. A quote can't stand in it, and a caret
    begins an escape (RFC 6868)."""
    name = _UNWRITABLE.sub("", _BREAKS.sub(" ", person.name)).replace('"', "'").replace("^", "^^").strip()
    return f';CN="{name}"' if name else ""


def _folded(line: str) -> bytes:
    """The line in pieces of 75 octets at the most, none of which cuts a character in two."""
    data = line.encode()
    if len(data) <= FOLD:
        return data + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, FOLD
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, FOLD - 1  # the blank that begins a continuation
    return b"\r\n ".join(pieces) + b"\r\n"
