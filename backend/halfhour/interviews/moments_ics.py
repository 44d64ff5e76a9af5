"""Times in calendar files, and the zones that they name (RFC 5545, 3.3.5 and 3.6.5).

A zone is looked up for each file by itself: icalendar keeps the zones that a file defines for the whole process, by
names that mean something else in the next file.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON


class Trouble(Exception):
    """An entry that can't be read; the message says why."""


class Moment(NamedTuple):
    """A time as it was written: what the clock shows (a date for whole days), and by which clock.

    `kind` is `utc`, `iana`, `vtimezone` (the file's own definition), `floating` (any place's clock), `unknown` (a zone
    that nobody knows) or `date`.
    """

    wall: date
    kind: str
    zone: tzinfo | None = None

    @property
    def at(self) -> datetime | None:
        """The instant, where it is one."""
        if self.zone is None or not isinstance(self.wall, datetime):
            return None
        return self.wall.replace(tzinfo=self.zone).astimezone(UTC)

    @property
    def text(self) -> str:
        """An instant in UTC with its `Z`; without one what the clock shows; for whole days the date."""
        at = self.at
        return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else self.wall.isoformat()

    @property
    def clock(self) -> datetime:
        """What the clock shows, at midnight for a whole day."""
        return self.wall if isinstance(self.wall, datetime) else datetime.combine(self.wall, time())

    @property
    def order(self) -> datetime:
        """By which moments of one entry are compared."""
        return self.at or self.clock.replace(tzinfo=UTC)

    def on(self, clock: datetime) -> "Moment":
        """When the same clock shows another time."""
        return Moment(clock if isinstance(self.wall, datetime) else clock.date(), self.kind, self.zone)

    def after(self, span: timedelta) -> "Moment":
        """That much later, as time really passes where the zone is known.

        Raises:
            OverflowError
        """
        if (at := self.at) is not None:
            return Moment((at + span).replace(tzinfo=None), "utc", UTC)
        return Moment(self.wall + span, self.kind)


class Zones:
    """The zones of one file."""

    def __init__(self, file: Any) -> None:
        self._own = {str(each.get("TZID", "")): each for each in file.walk("VTIMEZONE")}
        self._known: dict[str, tuple[str, tzinfo | None]] = {}
        told = str(file.get("X-WR-TIMEZONE", "")).strip()
        self._floating = self.named(told) if told else ("floating", None)

    def moment(self, written: Any, listed: Any = None) -> Moment:
        """A DTSTART or the like, or one of several that are `listed`. What icalendar made of its zone is not believed.

        Raises:
            ValueError, TypeError, AttributeError, OverflowError: it is none
        """
        value, tzid = written.dt, (written if listed is None else listed).params.get("TZID")
        if not isinstance(value, datetime):
            return Moment(value, "date")
        wall = value.replace(tzinfo=None)
        if tzid is not None:
            return Moment(wall, *self.named(str(tzid)))
        if value.tzinfo is not None:
            return Moment(value.astimezone(UTC).replace(tzinfo=None), "utc", UTC)
        kind, zone = self._floating
        return Moment(wall, kind, zone) if zone is not None else Moment(wall, "floating")

    def named(self, tzid: str) -> tuple[str, tzinfo | None]:
        if tzid not in self._known:
            self._known[tzid] = self._look_up(tzid)
        return self._known[tzid]

    def _look_up(self, tzid: str) -> tuple[str, tzinfo | None]:
        name = tzid.strip().strip("/")
        parts = name.split("/")
        tails = ("/".join(parts[start:]) for start in range(1, min(len(parts), 8)))  # /vendor.example/Europe/Berlin
        for candidate in (name, WINDOWS_TO_OLSON.get(name), *tails):
            if candidate in available_timezones():
                return "iana", ZoneInfo(candidate)
        own = self._own.get(tzid)
        if own is None or not all(_is_yearly(rule) for part in own.walk() for rule in many(part.get("RRULE"))):
            return "unknown", None
        try:
            return "vtimezone", own.to_tz(lookup_tzid=False)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            return "unknown", None


def _is_yearly(rule: Any) -> bool:
    """Clocks change by the year; a rule that says otherwise would never end."""
    return [str(each).upper() for each in rule.get("FREQ", [])] == ["YEARLY"]


def many(value: Any) -> Iterator[Any]:
    """The values of a property, of which there may be none, one or a list."""
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value
