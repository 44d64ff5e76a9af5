"""When a calendar says that somebody is busy: from plain values."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

MOST = 2000

Span = tuple[datetime, datetime]
Event = dict[str, Any]


def busy(events: Iterable[Event], begin: datetime, end: datetime, own: Iterable[str]) -> list[Span]:
    """The times between two instants at which the events (as `reading_ics.placed` gives them) take one's time; one that
    was called off, leaves one free or was declined does not. `own` are one's own addresses."""
    addresses = {each.casefold() for each in own}
    taken = [
        (max(starts, begin), min(ends, end))
        for event in events
        if _takes_time(event, addresses)
        for starts, ends in _times(event)
        if starts < ends and starts < end and ends > begin
    ]
    return _joined(taken)[:MOST]


def _takes_time(event: Event, own: set[str]) -> bool:
    if event["trouble"] or event["transparent"] or event["status"] == "CANCELLED":
        return False
    return not any(each["answer"] == "DECLINED" and each["address"].casefold() in own for each in event["attendees"])


def _times(event: Event) -> Iterator[Span]:
    for starts, ends in event["occurrences"]:
        yield datetime.fromisoformat(starts), datetime.fromisoformat(ends)


def _joined(spans: list[Span]) -> list[Span]:
    """Those that touch as one."""
    joined: list[Span] = []
    for starts, ends in sorted(spans):
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((starts, ends))
    return joined
