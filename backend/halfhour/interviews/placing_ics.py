"""What is done with entries of calendars that were read (`reading_ics`), without the library that reads them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

MOST_BYTES = 2**20
"""How large a calendar file may be."""


def placed(event: dict[str, Any], zone: str) -> dict[str, Any]:
    """An event with all its times as instants: those that name no place, or an unknown one, are taken for times in
    `zone`; a whole day begins and ends there at midnight."""
    times = {name: _placed(event[name], zone) for name in ("starts_at", "ends_at", "recurrence_id")}
    occurrences = [[_placed(begin, zone), _placed(end, zone)] for begin, end in event["occurrences"]]
    return {**event, **times, "occurrences": occurrences}


def _placed(text: str | None, zone: str) -> str | None:
    if text is None or text.endswith("Z"):
        return text
    wall = datetime.fromisoformat(text)
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
