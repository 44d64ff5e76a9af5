"""Talks as entries of a calendar, and one of them as a file for one's own (RFC 5545)."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson
from sqlalchemy import and_, bindparam, or_, select

from ..core.db import Instant, Query
from ..core.errors import Refusal
from ..core.search import fold
from ..core.store import Store
from . import clocks, offers, rules, service
from .events_ics import Alarm, Event, Method, calendar, uid
from .models import InterviewMode as Mode
from .models import InterviewState as State
from .views import CONTACT, INTERVIEW, KEPT, ORGANIZATION, TALLY, WITH_PERSON

READY = 15
"""Minutes before one has to leave, or to be at the telephone or screen, at which the calendar says so."""

_TOOK_PLACE = (State.SCHEDULED, State.HELD)


class Appointment(NamedTuple):
    """A talk with a time, and what a calendar shows of it."""

    id: str
    contact_id: str
    contact_name: str
    headline: str | None
    phones: list[dict[str, Any]]
    contact_zone: str | None
    organization: str | None
    state: str
    mode: str | None
    place: str | None
    meeting_link: str | None
    minutes: int
    travel_minutes: int | None
    starts_at: datetime
    time_zone: str | None
    goal: str
    sequence: int | None
    tally: str
    created_at: datetime
    updated_at: datetime


_COLUMNS = (
    INTERVIEW.c.id, INTERVIEW.c.contact_id, CONTACT.c.full_name, CONTACT.c.headline, CONTACT.c.phones,
    CONTACT.c.time_zone.label("contact_zone"), ORGANIZATION.c.name, INTERVIEW.c.state, INTERVIEW.c.mode,
    INTERVIEW.c.place, INTERVIEW.c.meeting_link, INTERVIEW.c.minutes, INTERVIEW.c.travel_minutes,
    INTERVIEW.c.starts_at, INTERVIEW.c.time_zone, INTERVIEW.c.goal, INTERVIEW.c.sequence, TALLY.label("tally"),
    INTERVIEW.c.created_at, INTERVIEW.c.updated_at,
)  # fmt: skip
_DATED = (
    select(*_COLUMNS)
    .select_from(WITH_PERSON)
    .where(INTERVIEW.c.owner_id == bindparam("owner_id"), INTERVIEW.c.starts_at.is_not(None))
)
_ONE = Query(_DATED.where(INTERVIEW.c.id == bindparam("id")))


def _in(*states: State) -> Any:
    return or_(*(INTERVIEW.c.state == state.value for state in states))


_AROUND = Query(
    _DATED.where(
        KEPT,
        INTERVIEW.c.starts_at >= bindparam("since", type_=Instant()),
        or_(
            _in(*_TOOK_PLACE),
            and_(
                _in(State.CANCELLED, State.NO_SHOW),
                INTERVIEW.c.closed_at >= bindparam("closed_since", type_=Instant()),
            ),
        ),
    )
    .order_by(INTERVIEW.c.starts_at.desc(), INTERVIEW.c.id.desc())
    .limit(bindparam("most"))
)


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
    found = appointment(store, interview_id)
    content = calendar([event(store, found)], method=Method.PUBLISH)
    return CalendarFile(file_name(found.contact_name), content)


def file_name(contact_name: str) -> str:
    """A name that every system takes."""
    words = "-".join(word for word in fold(f"talk with {contact_name}") if word.isascii())
    return f"{words[:100]}.ics"


def appointment(store: Store, interview_id: str) -> Appointment:
    """One talk, for its entry.

    Raises:
        NotFound
        NotScheduled
    """
    talk = service.talk_of(store, interview_id)
    row = store.row(_ONE, id=interview_id)
    if row is None:
        allowed = rules.allowed(talk, store.now)
        raise NotScheduled("Agree on a time first; then this is its file.", allowed=allowed)
    return Appointment(*row)


def appointments(store: Store, *, since: datetime, closed_since: datetime, most: int) -> list[Appointment]:
    """The talks from `since` on that are agreed or were held, and those that were called off or missed lately, with
    people who are not in the bin; the earliest first. Where there are more than `most`, the oldest are left out."""
    rows = store.rows(_AROUND, since=since, closed_since=closed_since, most=most)
    return [Appointment(*row) for row in reversed(rows)]


def event(store: Store, talk: Appointment, *, own: str = "", ready: int = READY) -> Event:
    """A talk as an entry, with all that its owner may want to see in it. `own` is the owner's zone, where the caller
    knows it already; `ready` are the minutes for the alarm."""
    page = f"{store.database.settings.origin}/interviews/{talk.id}"
    where = talk.place if talk.mode != Mode.VIDEO else talk.meeting_link or talk.place
    cancelled = talk.state not in _TOOK_PLACE
    return Event(
        uid(talk.id),
        talk.updated_at,
        talk.starts_at,
        talk.starts_at + timedelta(minutes=talk.minutes),
        f"Talk with {talk.contact_name}",
        sequence=talk.sequence or 0,
        created_at=talk.created_at,
        cancelled=cancelled,
        location=where or "",
        description="\n".join(_lines(talk, own or offers.own_zone(store), page)),
        url=page,
        link=talk.meeting_link or "",
        alarm=_alarm(talk, ready) if talk.state == State.SCHEDULED else None,
    )


def _lines(talk: Appointment, own: str, page: str) -> list[str]:
    """What one wants to see when the calendar rings, most urgent first."""
    theirs = talk.contact_zone or own
    phones = [each["value"] for each in talk.phones[:1]] if talk.mode == Mode.PHONE else []
    clock = clocks.clock_of(talk.starts_at, talk.minutes, theirs)
    agenda = rules.agenda_summary(orjson.loads(talk.tally), talk.minutes)
    count = agenda["item_count"] - agenda["skipped_count"]
    questions = f"{count} question{'' if count == 1 else 's'} on the agenda, {agenda['planned_minutes']} minutes."
    lines = [
        f"Phone: {phones[0]}" if phones else "",
        f"Link: {talk.meeting_link}" if talk.meeting_link else "",
        ", ".join(each for each in (talk.headline, talk.organization) if each),
        f"For them it is {clock.day}, {clock.begins}–{clock.ends} in {clock.place}." if theirs != own else "",
        talk.goal,
        questions if count else "No questions on the agenda yet.",
        page,
    ]
    return [each for each in lines if each]


def _alarm(talk: Appointment, ready: int) -> Alarm:
    """How long before the talk to ring, and what for."""
    way = talk.travel_minutes or 0 if talk.mode == Mode.IN_PERSON else 0
    coming = f"Talk with {talk.contact_name} in {ready} minutes."
    return Alarm(timedelta(minutes=ready + way), f"Leave in {ready} minutes: the way takes {way}." if way else coming)
