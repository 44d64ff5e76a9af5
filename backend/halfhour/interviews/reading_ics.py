"""Read iCalendar that others wrote (RFC 5545, 5546): tolerant of what programs really write, and bounded.

Run it by `core.apart`: it takes bytes and gives JSON. What one entry does wrong is that entry's `trouble`, and the
others are read; what is no calendar at all is refused in words.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from icalendar import Calendar
from icalendar.prop import vDDDTypes

from .moments_ics import Moment, Trouble, Zones, many
from .placing_ics import MOST_BYTES, placed
from .repeating_ics import MOST, occurrences

MOST_COMPONENTS = 2000
MOST_PEOPLE = 200
LONGEST = timedelta(days=366)
TEXT = 500

_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BEGINS = re.compile(rb"^[ \t]*BEGIN[ \t]*:", re.IGNORECASE | re.MULTILINE)


def read(data: bytes) -> dict[str, Any]:
    """What the file says: `{"events": […]}`, each with

    `uid`, `sequence`, `method` (of its calendar), `status`, `transparent`, `summary`, `location`; `starts_at` and
    `ends_at` as `Moment.text` has them, `zone` as `Moment.kind`, `time_zone` (its IANA name or null), `all_day`;
    `recurrence_id` for one occurrence that differs; `repeats`, and all `occurrences` from a month ago to five years
    ahead as pairs; `organizer`, `attendees` (`address`, `name`, `answer`); `stamped_at`; `trouble` (null: none).

    Raises:
        ValueError: it is no calendar, or too much of one; the message says so.
    """
    events = []
    for file in _calendars(data):
        method = str(file.get("METHOD", "")).strip().upper()[:20]
        zones = Zones(file)
        found = [_Read(each, zones, method) for each in file.walk("VEVENT")]
        moved: dict[str, set[str]] = defaultdict(set)
        for each in found:
            if each.recurrence_id is not None:
                moved[each.uid].add(each.recurrence_id.text)
        events += [each.json(moved[each.uid]) for each in found]
    return {"events": events}


def _calendars(data: bytes) -> list[Any]:
    if len(data) > MOST_BYTES:
        raise ValueError("The calendar file is larger than 1 MB.")
    plain = _utf8(data)
    if len(_BEGINS.findall(plain)) > MOST_COMPONENTS:
        raise ValueError(f"The calendar file has more than {MOST_COMPONENTS} entries.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it guesses about zones, which is not believed anyhow
            files = Calendar.from_ical(plain, multiple=True)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
        raise ValueError("This is not a calendar file, or a broken one.") from None
    found = [each for each in files if each.name == "VCALENDAR"]
    if not found:
        raise ValueError("There is no calendar in this file.")
    return found


def _utf8(data: bytes) -> bytes:
    """The file as bytes of UTF-8 without a byte order mark: a text with one is refused by icalendar."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").encode()
    return data


class _Read:
    """One VEVENT."""

    def __init__(self, event: Any, zones: Zones, method: str) -> None:
        self.event, self.zones, self.method = event, zones, method
        self.uid = self._text("UID")
        self.trouble: str | None = None
        self.start: Moment | None = None
        self.end: Moment | None = None
        self.recurrence_id: Moment | None = None
        try:
            self._read_times()
        except Trouble as trouble:
            self.trouble = str(trouble)

    def _read_times(self) -> None:
        if not self.uid:
            raise Trouble("It has no UID.")
        self.recurrence_id = self._moment("RECURRENCE-ID")
        self.start = self._moment("DTSTART")
        if self.start is None:
            raise Trouble("It does not say when it begins.")
        self.end = self._end(self.start)

    def json(self, moved: set[str]) -> dict[str, Any]:
        """`moved`: the occurrences that other entries of the same UID tell of."""
        occurrences: list[list[str]] = []
        try:
            occurrences = self._occurrences(moved) if self.trouble is None else []
        except Trouble as trouble:
            self.trouble = str(trouble)
        start, end, which = self.start, self.end, self.recurrence_id
        stamp = self._moment("DTSTAMP", strict=False)
        return {
            "uid": self.uid,
            "sequence": _number(self.event.get("SEQUENCE")),
            "method": self.method,
            "status": self._text("STATUS").upper()[:20],
            "transparent": self._text("TRANSP").upper() == "TRANSPARENT",
            "summary": self._text("SUMMARY"),
            "location": self._text("LOCATION"),
            "comment": self._text("COMMENT"),
            "starts_at": start.text if start else None,
            "ends_at": end.text if end else None,
            "zone": start.kind if start else None,
            "time_zone": getattr(start.zone, "key", None) if start else None,
            "all_day": start is not None and start.kind == "date",
            "recurrence_id": which.text if which else None,
            "repeats": self._repeats,
            "occurrences": occurrences,
            "organizer": next((_person(each) for each in many(self.event.get("ORGANIZER"))), None),
            "attendees": [_person(each) for each in islice(many(self.event.get("ATTENDEE")), MOST_PEOPLE)],
            "stamped_at": stamp.text if stamp else None,
            "trouble": self.trouble,
        }

    def _text(self, name: str) -> str:
        value = next(many(self.event.get(name)), "")
        return _UNWANTED.sub("", str(value)).strip()[:TEXT]

    def _moment(self, name: str, *, strict: bool = True) -> Moment | None:
        written = next(many(self.event.get(name)), None)
        if written is None and not any(each == name for each, _ in self.event.errors):
            return None
        try:
            moment = self.zones.moment(written)
            moment.text  # noqa: B018  # a time at the end of all time has no instant
        except (ValueError, TypeError, AttributeError, OverflowError):
            if not strict:
                return None
            raise Trouble(f"Its {name} can't be read.") from None
        return moment

    def _end(self, start: Moment) -> Moment:
        end = self._moment("DTEND")
        if end is None:
            return self._after(start, self._length(start))
        if end.order < start.order:
            raise Trouble("It ends before it begins.")
        if end.order - start.order > LONGEST:
            raise Trouble("It lasts longer than a year.")
        return end

    def _length(self, start: Moment) -> timedelta:
        """Without DTEND: what DURATION says, else a whole day or no time at all."""
        if "DURATION" not in self.event:
            return timedelta(days=1) if start.kind == "date" else timedelta()
        written = next(many(self.event["DURATION"]))
        span = written.dt if isinstance(written, vDDDTypes) else None
        if not isinstance(span, timedelta) or not timedelta() <= span <= LONGEST:
            raise Trouble("Its length can't be right.")
        return span

    @staticmethod
    def _after(start: Moment, span: timedelta) -> Moment:
        try:
            return start.after(span)
        except OverflowError:
            raise Trouble("Its length can't be right.") from None

    def _occurrences(self, moved: set[str]) -> list[list[str]]:
        start, end = self.start, self.end
        if start is None or end is None:
            return []
        if self.recurrence_id is not None or not self._repeats:
            return [[start.text, end.text]]
        rules = list(many(self.event.get("RRULE")))
        if len(rules) > 1:
            raise Trouble("It repeats by more than one rule.")
        ruled = occurrences(rules[0], start) if rules else [start]
        begins = {each.text: each for each in (*ruled, *self._listed("RDATE"))}
        gone = moved | {each.text for each in self._listed("EXDATE")}
        found = sorted((text, each) for text, each in begins.items() if text not in gone)
        span = end.order - start.order
        return [[text, self._after(each, span).text] for text, each in found[:MOST]]

    @property
    def _repeats(self) -> bool:
        return "RRULE" in self.event or "RDATE" in self.event

    def _listed(self, name: str) -> Iterator[Moment]:
        """The times of EXDATE or RDATE; periods, which nobody writes, are let be."""
        listed = ((one, each) for each in many(self.event.get(name)) for one in getattr(each, "dts", ()))
        for one, each in islice(listed, MOST):
            if isinstance(one.dt, date):
                yield self.zones.moment(one, each)


def _number(value: Any) -> int:
    try:
        return min(max(int(value), 0), 2**31 - 1)
    except (TypeError, ValueError):
        return 0


def _person(who: Any) -> dict[str, str]:
    params = getattr(who, "params", {})
    address = _UNWANTED.sub("", str(who)).strip()
    scheme, colon, rest = address.partition(":")
    return {
        "address": (rest if colon and scheme.lower() == "mailto" else address)[:TEXT],
        "name": _UNWANTED.sub("", str(params.get("CN", "")))[:TEXT],
        "answer": str(params.get("PARTSTAT", "NEEDS-ACTION")).upper()[:20],
    }


__all__ = ["MOST_BYTES", "Moment", "placed", "read"]
