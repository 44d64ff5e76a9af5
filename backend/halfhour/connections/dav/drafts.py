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


def new_person(name: str, there: dict[str, Any]) -> Draft:
    """Somebody is in the address book whom nobody knows here."""
    words = f"{name} is in your address book, and not in Halfhour."
    return Draft(name[:300], words, "Add them to your people", "Leave them out", {}, there)


def gone_there(name: str, here: dict[str, Any]) -> Draft:
    """A card was deleted."""
    words = f"{name} is no longer in your address book."
    return Draft(name[:300], words, "Put them into the bin here too", "Keep them here", here, {"gone": True})


def gone_here(name: str, there: dict[str, Any]) -> Draft:
    """A contact was put into the bin."""
    words = f"{name} is in the bin here, and still in your address book."
    return Draft(name[:300], words, "Delete them from the address book too", "Leave them in it", {"gone": True}, there)


def both_changed(name: str, lost: dict[str, tuple[Any, Any]], *, here_is_newer: bool) -> Draft:
    """Fields that were changed on both sides: the newer was kept."""
    told = [f"{field}: “{_said(kept)}” was kept, “{_said(gone)}” is older" for field, (kept, gone) in lost.items()]
    words = f"{name} was changed on both sides. {'; '.join(told)}."
    kept, gone = ({field: pair[place] for field, pair in lost.items()} for place in (0, 1))
    here, there = (kept, gone) if here_is_newer else (gone, kept)
    return Draft(name[:300], words, "", "", here, there, conflict=True)


def _said(value: Any) -> str:
    return ", ".join(each for each in value if each) if isinstance(value, list) else str(value)
