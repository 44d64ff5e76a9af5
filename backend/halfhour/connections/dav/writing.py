"""Talks written into a calendar: new ones, what has changed, and what is no longer to stand there."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ...core.store import Store
from ...interviews import events_ics, ics
from ...interviews.models import InterviewState
from . import changes, faults, patching, reading, saying
from .client import Dav, Entry
from .models import Connection, ConnectionItem, ItemState
from .models import ConnectionKind as Kind
from .news import place
from .saying import Values
from .visit import Visit

FRESH = timedelta(days=1)
"""How long after its time a talk that is not in the calendar yet may still be put there."""
MOST = 500

Outcome = ConnectionItem | bool
"""An entry that has to be looked at first; else whether anything was written."""


class Wanted(NamedTuple):
    """A talk as it should stand in the calendar."""

    talk: ics.Appointment
    data: bytes
    digest: str

    @property
    def here(self) -> Values:
        return saying.here(self.talk)


def talk_items(store: Store, connection: Connection) -> list[ConnectionItem]:
    found = store.find(ConnectionItem, connection_id=connection.id)
    return [each for each in found if each.interview_id is not None]


def _to_come(store: Store) -> list[str]:
    """The talks that belong into a calendar."""
    found = ics.appointments(store, since=store.now - FRESH, closed_since=store.now, most=MOST)
    return [each.id for each in found if each.state == InterviewState.SCHEDULED]


def write(visit: Visit) -> tuple[list[ConnectionItem], bool]:
    """Write what has changed here; gives the entries that have to be looked at first, and whether anything was written.

    Raises:
        Fault: the first that one entry met; the others are written all the same.
    """
    with visit.trip.reading() as store:
        items = {each.interview_id: each for each in talk_items(store, visit.connection)}
        wanted = {id_: _wanted(store, id_) for id_ in [*items, *_to_come(store)] if id_ is not None}
        now = store.now
    outcomes: list[Outcome] = []
    trouble: faults.Fault | None = None
    for id_, want in wanted.items():
        visit.hold()
        try:
            outcomes.append(_written(visit, items.get(id_), want, now))
        except faults.STOP:
            raise
        except faults.Fault as fault:
            trouble = trouble or fault
    if trouble is not None:
        raise trouble
    return [each for each in outcomes if isinstance(each, ConnectionItem)], True in outcomes


def _written(visit: Visit, item: ConnectionItem | None, want: Wanted | None, now: datetime) -> Outcome:
    """One talk."""
    if want is None:
        return _taken_away(visit, item) if item is not None else False
    if item is None or (item.state == ItemState.IGNORED and saying.is_to_come(want.talk, now)):
        return _put_new(visit, want, item)
    return _brought(visit, item, want) if item.state == ItemState.KEPT else False


def _wanted(store: Store, interview_id: str) -> Wanted | None:
    talk = saying.talk_of(store, interview_id)
    if talk is None:
        return None
    data = patching.marked(events_ics.calendar([ics.event(store, talk)]))
    return Wanted(talk, data, patching.digest(data))


def _brought(visit: Visit, item: ConnectionItem, want: Wanted) -> Outcome:
    """Bring an entry up to date."""
    if want.digest == item.pushed:
        return False
    if item.etag is None:
        if want.here["cancelled"]:  # gone there, called off here: both sides agree
            _note(visit, item, {"state": ItemState.IGNORED.value})
            return False
        return _put(visit, item, want, etag=None, data=want.data)
    try:
        entry = visit.dav.get(item.href)
    except faults.Gone:
        return item
    if entry.etag != item.etag:
        return item
    return _put(visit, item, want, etag=item.etag, data=_patched(item, want, entry))


def _patched(item: ConnectionItem, want: Wanted, entry: Entry) -> bytes:
    read = reading.events([entry.data])[0]
    there = saying.there(read, item.uid, want.talk, own_zone=want.talk.time_zone or "UTC")
    same = there is not None and all(there[name] == want.here[name] for name in ("starts_at", "minutes"))
    keep = same and not any(each["all_day"] for each in read)
    try:
        return patching.patched(entry.data, want.data, item.uid, item.wrote, keep_times=keep)
    except ValueError:  # nothing of ours is left in it
        return want.data


def _put(visit: Visit, item: ConnectionItem, want: Wanted, *, etag: str | None, data: bytes) -> Outcome:
    try:
        href, new = visit.dav.put(Kind.CALENDAR, item.href, data, etag)
    except (faults.Changed, faults.Gone, faults.Taken):
        return item
    told = {"base": want.here, "wrote": patching.wrote(want.data), "pushed": want.digest}
    _note(visit, item, {"href": href, "etag": new, "state": ItemState.KEPT.value, **told})
    return True


def _taken_away(visit: Visit, item: ConnectionItem) -> Outcome:
    """There is no talk any more, or no time: its entry goes, unless somebody has just changed it."""
    if item.etag is not None:
        try:
            visit.dav.delete(item.href, item.etag)
        except faults.Changed:
            return item
    with visit.trip.writing() as store:
        changes.withdraw(store, item)
        store.drop(ConnectionItem, id=item.id)
    return item.etag is not None


def _put_new(visit: Visit, want: Wanted, item: ConnectionItem | None) -> Outcome:
    """Put a talk into the calendar, or find that it is there already: written before a crash, or a file that was
    imported; that is given then. Where it is there twice, one is kept in step and the other let be."""
    uid, href = events_ics.uid(want.talk.id), f"{visit.collection}{want.talk.id}.ics"
    there = visit.dav.find(visit.collection, uid)
    if not there:
        try:
            href, etag = visit.dav.put(Kind.CALENDAR, href, want.data, None)
        except (faults.Changed, faults.Taken):
            there = visit.dav.find(visit.collection, uid) or _one(visit.dav, href)
            if not there:
                raise faults.Fault(f"The calendar does not take the talk with {want.talk.contact_name}.") from None
        else:
            told = {"base": want.here, "wrote": patching.wrote(want.data), "pushed": want.digest}
            _keep(visit, want, item, href=href, etag=etag, made_here=True, **told)
            return True
    entry = next((each for each in there if place(each.href) == place(href)), there[0])
    made_here = place(entry.href) == place(href)
    return _keep(visit, want, item, href=entry.href, etag=entry.etag, made_here=made_here)


def _one(dav: Dav, href: str) -> list[Entry]:
    try:
        return [dav.get(href)]
    except faults.Gone:
        return []


def _keep(visit: Visit, want: Wanted, item: ConnectionItem | None, **values: Any) -> ConnectionItem:
    """Note that the talk has an entry there."""
    told: Values = {"uid": events_ics.uid(want.talk.id), "state": ItemState.KEPT.value, "base": {}, "wrote": {}}
    told |= {"pushed": "", **values}
    with visit.trip.writing() as store:
        if item is not None:
            store.project(ConnectionItem, item.id, told)
            return store.get(ConnectionItem, item.id)
        id_ = store.add(ConnectionItem, told, connection_id=visit.connection.id, interview_id=want.talk.id)
        return store.get(ConnectionItem, id_)


def _note(visit: Visit, item: ConnectionItem, values: Values) -> None:
    with visit.trip.writing() as store:
        store.project(ConnectionItem, item.id, values)
