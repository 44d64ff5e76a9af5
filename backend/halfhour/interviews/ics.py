"""A talk as a file for one's own calendar (RFC 5545)."""

import re
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select

from ..contacts.models import Contact
from ..core.db import Query, parse_instant
from ..core.errors import Refusal
from ..core.search import fold
from ..core.store import Store
from ..core.views import Shown
from . import clocks, offers, rules, service
from .models import Interview
from .models import InterviewAction as Action
from .models import InterviewMode as Mode
from .models import InterviewState as State
from .views import MOVE

READY = 15
"""Minutes before one has to leave, or to be at the telephone or screen, at which the calendar says so."""

_CHANGES = (Action.SCHEDULE, Action.RESCHEDULE, Action.CANCEL, Action.NO_SHOW)
_CANCELLED = (State.CANCELLED, State.NO_SHOW, State.DECLINED, State.NO_RESPONSE)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which no text of a calendar may hold."""
_ROUNDS = Query(
    select(func.count())
    .select_from(MOVE)
    .where(
        MOVE.c.owner_id == bindparam("owner_id"),
        MOVE.c.interview_id == bindparam("interview_id"),
        or_(*(MOVE.c.action == each.value for each in _CHANGES)),
    )
)
"""How often the appointment has changed: what a calendar that knows it already has to be told."""


class NotScheduled(Refusal):
    """No time has been agreed on yet."""


class CalendarFile(NamedTuple):
    """A file for a calendar."""

    name: str
    content: bytes


def of(store: Store, interview_id: str) -> CalendarFile:
    """The talk for one's own calendar: the same talk gives the same bytes, and under the same UID a calendar takes a
    later file for a change of what it has.

    Raises:
        NotScheduled
    """
    shown = service.show(store, interview_id)
    talk = store.get(Interview, interview_id)
    if talk.starts_at is None:
        allowed = rules.allowed(service.talk_of(store, interview_id), store.now)
        raise NotScheduled("Agree on a time first; then this is its file.", allowed=allowed)
    contact = store.get(Contact, talk.contact_id, binned=True)
    page = f"{store.database.settings.origin}/interviews/{talk.id}"
    rounds = (store.row(_ROUNDS, interview_id=talk.id) or (0,))[0]
    where = talk.place if talk.mode != Mode.VIDEO else talk.meeting_link or talk.place
    event = {
        "uid": f"{talk.id}@halfhour",
        "dtstamp": _second(talk.updated_at),
        "last-modified": _second(talk.updated_at),
        "created": _second(talk.created_at),
        "sequence": max(0, rounds - 1),
        "dtstart": _second(talk.starts_at),
        "dtend": _second(talk.starts_at + timedelta(minutes=talk.minutes)),
        "summary": _text(f"Talk with {contact.full_name}"),
        "status": "CANCELLED" if talk.state in _CANCELLED else "CONFIRMED",
        "class": "PRIVATE",
        "url": page,
        "location": _text(where or ""),
        "description": _text("\n".join(_lines(store, shown, talk, contact, page))),
    }
    alarm = _alarm(talk, contact.full_name) if talk.state == State.SCHEDULED else None
    name = "-".join(word for word in fold(f"talk with {contact.full_name}") if word.isascii())[:100]
    return CalendarFile(f"{name}.ics", _written(event, alarm))


def _lines(store: Store, shown: Shown, talk: Interview, contact: Contact, page: str) -> list[str]:
    """What one wants to see when the calendar rings, most urgent first."""
    starts_at, own = talk.starts_at or parse_instant(shown["starts_at"]), offers.own_zone(store)
    theirs = contact.time_zone or own
    phones = [each["value"] for each in contact.phones[:1]] if talk.mode == Mode.PHONE else []
    clock = clocks.clock_of(starts_at, talk.minutes, theirs)
    agenda = shown["agenda_summary"]
    count = agenda["item_count"] - agenda["skipped_count"]
    questions = f"{count} question{'' if count == 1 else 's'} on the agenda, {agenda['planned_minutes']} minutes."
    lines = [
        f"Phone: {phones[0]}" if phones else "",
        f"Link: {talk.meeting_link}" if talk.meeting_link else "",
        ", ".join(each for each in (contact.headline, shown["organization_name"]) if each),
        f"For them it is {clock.day}, {clock.begins}–{clock.ends} in {clock.place}." if theirs != own else "",
        talk.goal,
        questions if count else "No questions on the agenda yet.",
        page,
    ]
    return [each for each in lines if each]


def _alarm(talk: Interview, name: str) -> tuple[timedelta, str]:
    """How long before the talk to ring, and what for."""
    way = talk.travel_minutes or 0 if talk.mode == Mode.IN_PERSON else 0
    words = f"Leave in {READY} minutes: the way takes {way}." if way else f"Talk with {name} in {READY} minutes."
    return timedelta(minutes=-(READY + way)), _text(words)


def _text(text: str) -> str:
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _written(event: dict[str, Any], alarm: tuple[timedelta, str] | None) -> bytes:
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415  # a tenth of a second that only this answer needs

    calendar, entry = Calendar(), Event()
    for name, value in (("prodid", "-//Halfhour//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for name, value in event.items():
        if value != "":
            entry.add(name, value)
    if alarm is not None:
        ring = Alarm()
        ring.add("action", "DISPLAY")
        ring.add("trigger", alarm[0])
        ring.add("description", alarm[1])
        entry.add_component(ring)
    calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written
