"""How later steps say when the person is busy, without this step knowing them.

A later step that reads calendars registers a function here. Whoever offers times or plans a week asks all of them.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from ..core.store import Store

Span = tuple[datetime, datetime]
Calendar = Callable[[Store, datetime, datetime], Iterable[Span]]
_CALENDARS: list[Calendar] = []


def calendar(told: Calendar) -> Calendar:
    """Have a function asked for the spans that touch the time between two instants, without our own talks."""
    _CALENDARS.append(told)
    return told


def between(store: Store, begin: datetime, end: datetime) -> list[Span]:
    """When the person is busy otherwise, in order."""
    return sorted(span for told in _CALENDARS for span in told(store, begin, end))
