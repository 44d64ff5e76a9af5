"""What each side says of a talk, in values that can be compared."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ...core.db import parse_instant
from ...core.errors import NotFound
from ...core.store import Store
from ...interviews import ics, service
from ...interviews.models import InterviewState
from ...interviews.rules import instant_of

Values = dict[str, Any]


def talk_of(store: Store, interview_id: str) -> ics.Appointment | None:
    """The talk; None where it is in the bin or has no time any more."""
    try:
        found = ics.appointment(store, interview_id)
        return None if service.talk_of(store, interview_id).contact_in_bin else found
    except (NotFound, ics.NotScheduled):
        return None


def here(talk: ics.Appointment) -> Values:
    """What is compared of a talk."""
    cancelled = talk.state not in (InterviewState.SCHEDULED, InterviewState.HELD)
    return {"starts_at": _second(talk.starts_at), "minutes": talk.minutes, "cancelled": cancelled}


def there(events: list[Values], uid: str, talk: ics.Appointment | None, *, own_zone: str) -> Values | None:
    """What the calendar says of a talk; None where it says nothing that can be read. Occurrences that somebody added to
    it are theirs alone."""
    from ...interviews.reading_ics import placed  # noqa: PLC0415  # its price is paid where there is something to read

    zone = (talk.time_zone if talk else None) or own_zone
    found = [each for each in events if each["uid"] == uid and each["recurrence_id"] is None]
    if not found or found[0]["trouble"] or found[0]["starts_at"] is None:
        return None
    event = placed(found[0], zone)
    starts, ends = parse_instant(event["starts_at"]), parse_instant(event["ends_at"])
    minutes = int((ends - starts).total_seconds() // 60)
    usual = talk.minutes if talk else minutes
    if event["all_day"] and talk is not None:
        starts, minutes = _on_that_day(talk, date.fromisoformat(found[0]["starts_at"][:10]), zone), usual
    return {
        "starts_at": _second(starts),
        "minutes": minutes if 5 <= minutes <= 480 else usual,  # what a talk can last
        "cancelled": event["status"] == "CANCELLED",
    }


def _on_that_day(talk: ics.Appointment, day: date, zone: str) -> datetime:
    """Somebody made a whole day of it: the day is believed, and the hour stays."""
    local = talk.starts_at.astimezone(ZoneInfo(zone))
    return talk.starts_at if local.date() == day else instant_of(f"{day}T{local:%H:%M}", zone)[0]


def is_to_come(talk: ics.Appointment, now: datetime) -> bool:
    return talk.state == InterviewState.SCHEDULED and talk.starts_at > now


def is_over(talk: ics.Appointment, now: datetime) -> bool:
    return talk.starts_at + timedelta(minutes=talk.minutes) < now


def _second(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
