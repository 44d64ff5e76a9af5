"""Offering times for a talk: on their clock and one's own, with a text to paste."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.sql import ColumnElement

from ..accounts.service import show_account
from ..contacts.models import Contact
from ..core.db import Instant, Query
from ..core.errors import Invalid, Refusal, Stale
from ..core.store import Store
from ..core.views import Shown
from ..outreach import guard
from . import busy, clocks, fit, rules, service
from .models import Interview
from .models import InterviewMode as Mode
from .models import InterviewState as State
from .scheduling_schemas import OfferedTimes
from .views import CONTACT, INTERVIEW, KEPT, WITH_CONTACT, happens_at


class OffersClosed(Refusal):
    """No times can be offered for this talk any more."""


_SLOT = (
    INTERVIEW.c.id,
    INTERVIEW.c.version,
    INTERVIEW.c.contact_id,
    CONTACT.c.full_name,
    INTERVIEW.c.state,
    INTERVIEW.c.mode,
    INTERVIEW.c.place,
    INTERVIEW.c.minutes,
    INTERVIEW.c.travel_minutes,
    happens_at.label("happens_at"),
    INTERVIEW.c.offered,
)


def _in(*states: State) -> ColumnElement[bool]:
    return or_(*(INTERVIEW.c.state == state.value for state in states))


def _talks(*where: Any) -> Query:
    return Query(
        select(*_SLOT)
        .select_from(INTERVIEW.join(CONTACT, WITH_CONTACT))
        .where(INTERVIEW.c.owner_id == bindparam("owner_id"), KEPT, *where)
        .order_by(INTERVIEW.c.id)
    )


_DATED = _talks(
    _in(State.SCHEDULED, State.HELD),
    happens_at >= bindparam("begin", type_=Instant()),
    happens_at < bindparam("end", type_=Instant()),
)
_OPEN = _talks(_in(*rules.OPEN))


class Talk(NamedTuple):
    """A talk as a week and its offers need it."""

    id: str
    version: int
    contact_id: str
    name: str
    state: str
    mode: str | None
    place: str | None
    minutes: int
    travel: int | None
    happens_at: datetime | None
    offered: list[dict[str, str]]

    def at(self, starts_at: datetime) -> fit.Slot:
        return fit.Slot(
            self.id, self.name, starts_at, self.minutes, self.mode == Mode.IN_PERSON, self.place, self.travel
        )


def dated(store: Store, begin: datetime, end: datetime) -> Iterator[tuple[Talk, fit.Slot]]:
    """Talks that are scheduled or were held between two instants, with people who are not in the bin."""
    for row in store.rows(_DATED, begin=begin, end=end):
        talk = Talk(*row)
        if talk.happens_at is not None:
            yield talk, talk.at(talk.happens_at)


def open_offers(store: Store) -> Iterator[tuple[Talk, fit.Slot]]:
    """Times to come that are on offer."""
    for row in store.rows(_OPEN):
        talk = Talk(*row)
        for starts_at, _, _ in _times(talk.offered):
            if starts_at > store.now:
                yield talk, talk.at(starts_at)


def own_zone(store: Store) -> str:
    """Where the person is."""
    return str(show_account(store.connection, store.owner)["time_zone"])


def offer(store: Store, interview_id: str, asked: OfferedTimes, match: int | None) -> Shown:
    """Put times on offer in the place of those that were.

    Raises:
        OffersClosed, DoNotContact, ContactInBin, Stale
        Invalid: a time has passed, or is given twice.
    """
    before = store.get(Interview, interview_id)
    if match is not None and match != before.version:
        raise Stale(before.version)
    _refuse_closed(store, interview_id)
    given = [{"local": local, "time_zone": asked.time_zone} for local in asked.times]
    seen: set[datetime] = set()
    for place, (starts_at, _, _) in enumerate(_times(given, ordered=False)):
        if starts_at <= store.now:
            raise Invalid.field(f"/times/{place}", "has passed", "Offer a time that is to come.")
        if starts_at in seen:
            raise Invalid.field(f"/times/{place}", "is offered already", "Offer each time once.")
        seen.add(starts_at)
    service.set_values(store, before, {"offered": given, "minutes": asked.minutes or before.minutes})
    return show(store, interview_id)


def show(store: Store, interview_id: str) -> Shown:
    """The times that are on offer, on both clocks, with what they collide with."""
    talk = store.get(Interview, interview_id)
    contact = store.get(Contact, talk.contact_id, binned=True)
    own = own_zone(store)
    theirs = contact.time_zone or own
    times = list(_times(talk.offered))
    booked = list(_booked(store, talk.id, [at for at, _, _ in times]))
    taken = list(_busy(store, talk.minutes, [at for at, _, _ in times]))
    others = [(other, slot) for other, slot in (open_offers(store) if times else ()) if other.id != talk.id]
    shown = []
    for starts_at, local, zone in times:
        slot = _slot(talk, contact.full_name, starts_at)
        on_theirs, on_own = (clocks.clock_of(starts_at, talk.minutes, each) for each in (theirs, own))
        shown.append(
            {
                "starts_at": starts_at,
                "ends_at": slot.ends_at,
                "starts_at_local": local,
                "time_zone": zone,
                "theirs": on_theirs._asdict(),
                "own": on_own._asdict(),
                "sentence": clocks.both(on_theirs, on_own),
                "oddity": clocks.oddity(local, zone),
                "past": starts_at <= store.now,
                "conflicts": [
                    conflict_read(each) for each in (*_collisions(slot, booked), *while_busy(slot, taken, own))
                ],
                "offered_too": sorted({other.name for other, taken in others if _overlap(slot, taken)}),
            }
        )
    sentences = [str(each["sentence"]) for each in shown if not each["past"]]
    return {
        "interview_id": talk.id,
        "version": talk.version,
        "contact_id": talk.contact_id,
        "contact_name": contact.full_name,
        "contact_version": contact.version,
        "minutes": talk.minutes,
        "own_time_zone": own,
        "their_time_zone": theirs,
        "assumed": contact.time_zone is None,
        "times": shown,
        "text": clocks.letter(
            sentences, talk.minutes, assumed=clocks.city_of(own) if contact.time_zone is None else None
        ),
    }


def conflict_read(conflict: fit.Conflict) -> Shown:
    return {
        "kind": conflict.kind.value,
        "interview_ids": list(conflict.ids),
        "minutes": conflict.minutes,
        "words": conflict.words,
    }


def _refuse_closed(store: Store, interview_id: str) -> None:
    talk = service.talk_of(store, interview_id)
    allowed = rules.allowed(talk, store.now)
    if talk.contact_in_bin:
        raise guard.ContactInBin("Restore the contact first.", allowed=allowed)
    if talk.state not in rules.OPEN:
        raise OffersClosed("Reopen it, or plan another talk with them.", allowed=allowed)
    if talk.do_not_contact:
        raise guard.DoNotContact("Take the mark off if it is wrong, or cancel this talk.", allowed=allowed)


def _times(offered: Iterable[dict[str, str]], *, ordered: bool = True) -> list[tuple[datetime, str, str]]:
    """Instant, wall-clock time as it was given and zone of what is offered. The instants are computed anew each time:
    should a country change its clocks, what was offered is still what the clock on the wall shows."""
    times = [
        (rules.instant_of(each["local"], each["time_zone"])[0], each["local"], each["time_zone"]) for each in offered
    ]
    return sorted(times) if ordered else times


def _booked(store: Store, except_id: str, times: list[datetime]) -> Iterator[fit.Slot]:
    """The talks that are scheduled around some times."""
    if times:
        day = timedelta(days=1)
        for talk, slot in dated(store, min(times) - day, max(times) + day):
            if talk.id != except_id and talk.state == State.SCHEDULED:
                yield slot


def _busy(store: Store, minutes: int, times: list[datetime]) -> list[busy.Span]:
    """When the person is busy otherwise around some times."""
    return busy.between(store, min(times), max(times) + timedelta(minutes=minutes)) if times else []


def while_busy(slot: fit.Slot, spans: Iterable[busy.Span], zone: str) -> Iterator[fit.Conflict]:
    """What a calendar has at the time of a talk, on the clock of a zone."""
    for starts_at, ends_at in spans:
        clock = clocks.clock_of(starts_at, int((ends_at - starts_at).total_seconds() // 60), zone)
        if (found := fit.busy(slot, starts_at, ends_at, f"from {clock.begins} to {clock.ends}")) is not None:
            yield found


def _slot(talk: Interview, name: str, starts_at: datetime) -> fit.Slot:
    return fit.Slot(
        talk.id, name, starts_at, talk.minutes, talk.mode == Mode.IN_PERSON, talk.place, talk.travel_minutes
    )


def _collisions(slot: fit.Slot, booked: Iterable[fit.Slot]) -> list[fit.Conflict]:
    return [found for each in booked if (found := fit.between(slot, each)) is not None]


def _overlap(one: fit.Slot, other: fit.Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
