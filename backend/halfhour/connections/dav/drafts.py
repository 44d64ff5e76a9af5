"""What is asked about a change, in words: from plain values."""

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ...core.db import parse_instant


class Draft(NamedTuple):
    """A change as it will be asked about; names are those of ConnectionChange."""

    title: str
    words: str
    accept_words: str
    dismiss_words: str
    here: dict[str, Any]
    there: dict[str, Any]
    conflict: bool = False


def wall_time(at: datetime, zone: str) -> str:
    """What the clock of a zone shows at an instant, as talks keep it."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def when(at: datetime, zone: str) -> str:
    """`Thursday, 4 December 2031, 16:00`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A}, {local.day} {local:%B %Y}, {local:%H:%M}"


def moved(name: str, zone: str, here: dict[str, Any], there: dict[str, Any], *, conflict: bool) -> Draft:
    """A talk was moved in the calendar."""
    says, was = (when(parse_instant(each["starts_at"]), zone) for each in (there, here))
    if says == was:
        says, was = (f"{each['minutes']} minutes" for each in (there, here))
    words = f"Your calendar says {says}; Halfhour says {was}."
    if conflict:
        words += " Both were changed since they were last in step."
    return Draft(f"Talk with {name}"[:300], words, f"Take {says}", f"Keep {was}", here, there, conflict)


def cancelled(name: str, zone: str, here: dict[str, Any], there: dict[str, Any], *, conflict: bool) -> Draft:
    """A talk was called off in the calendar, or deleted from it."""
    was = when(parse_instant(here["starts_at"]), zone)
    how = "is no longer in your calendar" if there.get("gone") else "is called off in your calendar"
    words = f"The talk on {was} {how}."
    if conflict:
        words += " In Halfhour it was changed since both were last in step."
    keep = "Keep it, and put it back" if there.get("gone") else "Keep it"
    return Draft(f"Talk with {name}"[:300], words, "Call the talk off", keep, here, there, conflict)
