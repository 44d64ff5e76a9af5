"""When an entry of a calendar takes place again (RFC 5545, 3.3.10), for rules that come to an end.

A rule that repeats every second, or never matches, would be gone through for ever. So only days, weeks, months and
years count, a rule is followed for five years from today, and no entry has more than a thousand occurrences.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it has no types
from icalendar.prop import vRecur

from ..core.clock import clock
from .moments_ics import Moment, Trouble

MOST = 1000
AHEAD = timedelta(days=5 * 366)
BEFORE = timedelta(days=31)
"""How far back occurrences are told."""

_LATER = timedelta(days=146_097 * 19)
"""19 times 400 years, after which the calendar is the same to the day: a rule is followed there, because dateutil goes
on until the year 9999 where a rule never matches."""
_STEPS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1), "MONTHLY": None, "YEARLY": None}
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MOST_STEPS = 250_000
_MOST_VALUES = 400
_EARLIEST = 1900
_LONGEST_INTERVAL = 1000


def occurrences(rule: Any, start: Moment) -> Iterator[Moment]:
    """When an RRULE has an entry that begins at `start` begin, from a month ago on, the earliest first.

    Raises:
        Trouble: it can't be followed.
    """
    if not isinstance(rule, vRecur):
        raise Trouble("How it repeats can't be read.")
    named = {str(name).upper(): values for name, values in rule.items()}
    written, first = _guarded(named), start.clock
    if first.year < _EARLIEST:
        raise Trouble("It has been repeating for longer than anybody has lived.")
    since, until = (_plain(clock.now() + each) for each in (-BEFORE - timedelta(days=1), AHEAD))
    if first > until:
        yield start
        return
    left = int(named["COUNT"][0]) if named.get("COUNT") else None
    if left is None:
        first = _forward(first, since, named)
    last = min((until, *_ends(named, start))) + _LATER
    try:
        found = 0
        for step, later in enumerate(rrulestr(f"RRULE:{written}", dtstart=first + _LATER).replace(until=last)):
            if step >= _MOST_STEPS or step == left or found >= MOST:
                return
            if (at := later - _LATER) >= since:
                found += 1
                yield start.on(at)
    except (ValueError, TypeError, OverflowError, AttributeError):
        raise Trouble("How it repeats can't be read.") from None


def _guarded(named: dict[str, Any]) -> str:
    """The rule as text, without its end.

    Raises:
        Trouble: going through it would take for ever.
    """
    often = [str(each).upper() for each in named.get("FREQ", [])]
    if len(often) != 1 or often[0] not in _STEPS:
        raise Trouble("It repeats more often than daily, which no appointment does.")
    if "RSCALE" in named or any(len(named.get(name, [])) > 1 for name in _WITHIN_A_DAY):
        raise Trouble("It repeats in a way that Halfhour does not follow.")
    intervals = named.get("INTERVAL", [1])
    if any(len(values) > _MOST_VALUES for values in named.values()) or not 1 <= int(intervals[0]) <= _LONGEST_INTERVAL:
        raise Trouble("How it repeats can't be read.")
    kept = {name: values for name, values in named.items() if name not in ("UNTIL", "COUNT")}
    return ";".join(f"{name}={','.join(map(_value, values))}" for name, values in kept.items())


def _value(value: Any) -> str:
    return value.to_ical().decode() if hasattr(value, "to_ical") else str(value)


def _forward(first: datetime, since: datetime, named: dict[str, Any]) -> datetime:
    """A later beginning from which the same days and weeks follow, so that the years in between cost nothing."""
    step = _STEPS[str(named["FREQ"][0]).upper()]
    if step is None or first >= since:
        return first
    step *= int(named.get("INTERVAL", [1])[0])
    return first + (since - first) // step * step


def _ends(named: dict[str, Any], start: Moment) -> Iterator[datetime]:
    """UNTIL on the clock by which it begins; a date means until that day's end."""
    for each in named.get("UNTIL", []):
        if not isinstance(each, datetime):
            yield datetime.combine(each, time.max)
        elif each.tzinfo is not None:
            yield _plain(each, start)
        else:
            yield each


def _plain(at: datetime, start: Moment | None = None) -> datetime:
    zone = (start.zone if start else None) or UTC
    return at.astimezone(zone).replace(tzinfo=None)
