"""What is due, and when: decided from plain values, by the clock where the person lives."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..interviews.models import InterviewState as State
from ..outreach.guard import follow_up_from, start_of

THANK_WITHIN = timedelta(hours=24)
DEBRIEF_WITHIN = timedelta(hours=48)
CLOSE_LOOP_WITHIN = timedelta(hours=48)
WRAP_UP_WITHIN = timedelta(hours=24)
WRAP_UP_FOR = timedelta(days=3)
"""After so long there is nothing to wrap up any more: what was said is in the debrief or gone."""
REMEMBERED = timedelta(days=30)
"""For how long a talk asks to be thanked for and debriefed."""
NUDGES_A_DAY = 5


class DueKind(StrEnum):
    """What may be due, what can't wait first."""

    SAY_HOW_IT_WENT = "say_how_it_went"
    CONFIRM = "confirm"
    WRAP_UP = "wrap_up"
    THANK = "thank"
    ANSWER = "answer"
    DEBRIEF = "debrief"
    FOLLOW_UP = "follow_up"
    CLOSE_THE_LOOP = "close_the_loop"
    KEEP_IN_TOUCH = "keep_in_touch"


class Talk(NamedTuple):
    """What decides what is due for a talk. `replied`: they have said something since they were asked."""

    id: str
    contact_id: str
    contact_name: str
    state: State
    minutes: int
    starts_at: datetime | None = None
    requested_at: datetime | None = None
    followed_up_at: datetime | None = None
    held_at: datetime | None = None
    ended_at: datetime | None = None
    thanked: bool = False
    debriefed: bool = False
    wrapped_up: bool = False
    replied: bool = False
    do_not_contact: bool = False
    changed_at: datetime | None = None


class Loop(NamedTuple):
    """An introduction whose introducer does not know yet how it went."""

    id: str
    introducer_id: str
    introducer_name: str
    introduced_name: str
    met_at: datetime


class Kept(NamedTuple):
    """Somebody to keep in touch with every so many `days` since the last contact, or since they were added."""

    id: str
    name: str
    days: int
    since: datetime


class Due(NamedTuple):
    """What the person should do, for whom and until when; `page` is where the web app does it."""

    kind: DueKind
    contact_id: str
    contact_name: str
    interview_id: str | None
    due_at: datetime
    words: str
    page: str


def is_over(talk: Talk, now: datetime) -> bool:
    """Whether the agreed time has passed without anybody saying what happened."""
    return (
        talk.state is State.SCHEDULED
        and talk.starts_at is not None
        and talk.starts_at + timedelta(minutes=talk.minutes) <= now
    )


def dues(talks: Iterable[Talk], loops: Iterable[Loop], others: Iterable[Due], now: datetime) -> list[Due]:
    """All that is due: what can't wait first, of one kind the longest due first."""
    order = list(DueKind)
    found = [*(due for talk in talks for due in of_talk(talk, now)), *map(_of_loop, loops), *others]
    return sorted(found, key=lambda due: (order.index(due.kind), due.due_at, due.contact_name, due.contact_id))


def of_talk(talk: Talk, now: datetime) -> Iterator[Due]:
    """What is due for one talk now."""
    here = f"/interviews/{talk.id}"
    if is_over(talk, now) and talk.starts_at is not None:
        ended = talk.starts_at + timedelta(minutes=talk.minutes)
        yield _due(DueKind.SAY_HOW_IT_WENT, talk, ended, f"Say how the talk with {talk.contact_name} went.", here)
    if talk.state is State.HELD and talk.held_at is not None:
        yield from _of_held(talk, talk.ended_at or talk.held_at, now)
    if talk.state is State.REQUESTED and talk.requested_at is not None:
        if talk.replied:
            words = f"{talk.contact_name} has replied. Agree on a time, or note that they declined."
            yield _due(DueKind.ANSWER, talk, talk.requested_at, words, here)
        elif not (talk.followed_up_at or talk.do_not_contact) and (begins := follow_up_from(talk.requested_at)) <= now:
            words = f"Follow up with {talk.contact_name}."
            yield _due(DueKind.FOLLOW_UP, talk, begins, words, _letter("follow_up", talk.contact_id, talk.id))


def coming(talk: Talk, now: datetime) -> Iterator[Due]:
    """What is due for a talk, or will be if nothing happens: for a calendar, which shows days ahead."""
    asked_at = talk.requested_at if talk.state is State.REQUESTED else None
    yield from of_talk(talk, max(now, follow_up_from(asked_at)) if asked_at else now)


def _of_held(talk: Talk, ended: datetime, now: datetime) -> Iterator[Due]:
    here, gone_by = f"/interviews/{talk.id}", now - ended
    if not talk.wrapped_up and gone_by <= WRAP_UP_FOR:
        words = f"Wrap up the talk with {talk.contact_name}."
        yield _due(DueKind.WRAP_UP, talk, ended + WRAP_UP_WITHIN, words, f"{here}/close")
    if gone_by > REMEMBERED:
        return
    if not (talk.thanked or talk.do_not_contact):
        letter = _letter("thank_you", talk.contact_id, talk.id)
        yield _due(DueKind.THANK, talk, ended + THANK_WITHIN, f"Thank {talk.contact_name} for the talk.", letter)
    if not talk.debriefed:
        words = f"Write down what the talk with {talk.contact_name} tells you."
        yield _due(DueKind.DEBRIEF, talk, ended + DEBRIEF_WITHIN, words, f"{here}/debrief")


def _of_loop(loop: Loop) -> Due:
    return Due(
        DueKind.CLOSE_THE_LOOP,
        loop.introducer_id,
        loop.introducer_name,
        None,
        loop.met_at + CLOSE_LOOP_WITHIN,
        f"Tell {loop.introducer_name} how the talk with {loop.introduced_name} went.",
        f"{_letter('close_the_loop', loop.introducer_id)}&introduction={loop.id}",
    )


def _due(kind: DueKind, talk: Talk, at: datetime, words: str, page: str) -> Due:
    return Due(kind, talk.contact_id, talk.contact_name, talk.id, at, words, page)


def _letter(purpose: str, contact_id: str, interview_id: str | None = None) -> str:
    about = f"&interview={interview_id}" if interview_id else ""
    return f"/outreach/write?purpose={purpose}&contact={contact_id}{about}"


def keep_in_touch(people: Iterable[Kept], now: datetime, zone: str, done_today: int) -> list[Due]:
    """Whom to keep in touch with today: never more than five on one day, those already written to counted."""
    today = now.astimezone(ZoneInfo(zone)).date()
    known = {each.id: (each, due_on(each, zone)) for each in people}
    chosen = nudges(((id_, day) for id_, (_, day) in known.items()), today, done_today)
    return [_nudge(*known[id_], zone) for id_ in chosen]


def due_on(kept: Kept, zone: str) -> date:
    """The day on which it is time again, counted in days of the calendar where the person lives."""
    return kept.since.astimezone(ZoneInfo(zone)).date() + timedelta(days=kept.days)


def nudges(due: Iterable[tuple[str, date]], today: date, done_today: int = 0) -> list[str]:
    """Of those due by their day, the few whose turn it is today.

    Everybody has a day of their own, the first on or after the day they are due that is not full yet, and a turn again
    each time all others have had theirs. So nobody is passed over, and no day has more than five.
    """
    waiting = sorted((day, id_) for id_, day in due if day <= today)
    round_ = -(-len(waiting) // NUDGES_A_DAY) or 1
    turns, at, taken = [], date.min, 0
    for day, id_ in waiting:
        if day > at:
            at, taken = day, 0
        elif taken == NUDGES_A_DAY:
            at, taken = at + timedelta(days=1), 0
        taken += 1
        turns.append((at, id_))
    todays = [(at, id_) for at, id_ in turns if at <= today and (today - at).days % round_ == 0]
    newest_first = sorted(todays, key=lambda turn: -turn[0].toordinal())
    return [id_ for _, id_ in newest_first[: max(0, NUDGES_A_DAY - done_today)]]


def _nudge(kept: Kept, day: date, zone: str) -> Due:
    return Due(
        DueKind.KEEP_IN_TOUCH,
        kept.id,
        kept.name,
        None,
        start_of(day + timedelta(days=1), zone),
        f"Keep in touch with {kept.name}. Two friendly lines are enough.",
        _letter("keep_in_touch", kept.id),
    )
