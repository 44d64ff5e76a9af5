"""Talks kept in a calendar: what was changed there comes back to be decided, what is agreed here is written there."""

from collections.abc import Iterable

from ...core.store import Store
from ...interviews import ics, offers
from ...interviews.models import InterviewState
from . import changes, drafts, faults, merging, reading, saying, writing
from .client import Dav
from .merging import Newer
from .models import Accepting, ChangeKind, Connection, ConnectionItem, ItemState
from .models import ConnectionKind as Kind
from .news import News, news, place
from .saying import Values
from .visit import Visit

GONE_AT_ONCE = 3
"""Up to so many that are missing at once are believed to be called off; more look like a calendar that was lost."""
ROUNDS = 3


def sync(visit: Visit) -> None:
    """Bring both sides in step, as far as nobody has to be asked.

    Raises:
        Fault
    """
    for _ in range(ROUNDS):
        with visit.trip.reading() as store:
            visit.look_again(store)
            items = writing.talk_items(store, visit.connection)
            now = store.now
        _take_in(visit, items, news(visit.dav, visit.connection, items, now))
        again, wrote = writing.write(visit)
        _take_in(visit, again, _as_it_is(visit.dav, again))
        if not again and not wrote:  # else the token is from before: what is deleted next would not be told by it
            break


def _as_it_is(dav: Dav, items: Iterable[ConnectionItem]) -> News:
    """News of a few entries that turned out to be there, or to have changed, under our hands."""
    changed, gone = {}, set()
    for item in items:
        try:
            changed[item.href] = dav.get(item.href).etag
        except faults.Gone:
            gone.add(place(item.href))
    return News(changed, gone, None, whole=False)


def _take_in(visit: Visit, items: list[ConnectionItem], found: News) -> None:
    """Compare what the calendar says with what is agreed, and ask where it differs."""
    ours = {place(each.href): each for each in items}
    wanted = [href for href in found.changed if place(href) in ours]
    entries = {place(each.href): each for each in visit.dav.fetch(Kind.CALENDAR, visit.collection, wanted)}
    read = dict(zip(entries, reading.events([each.data for each in entries.values()]), strict=True))
    many = len(found.gone & set(ours)) > GONE_AT_ONCE
    with visit.trip.writing() as store:
        asked = changes.asked_about(store, visit.connection.id)
        for where, item in ours.items():
            fresh = store.first(ConnectionItem, id=item.id)
            if fresh is None or fresh.state == ItemState.IGNORED:
                continue
            talk = saying.talk_of(store, fresh.interview_id or "")
            there: Values | None = asked[fresh.id].there if fresh.id in asked else None
            if where in found.gone:
                there = {"gone": True}
                store.project(ConnectionItem, fresh.id, {"etag": None})
            elif where in entries:
                there = saying.there(read[where], fresh.uid, talk, own_zone=offers.own_zone(store))
                store.project(ConnectionItem, fresh.id, {"etag": entries[where].etag})
            if talk is not None and there is not None:
                _settle(store, visit.connection, fresh, talk, there, careful=many)
        if found.token is not None or found.whole:
            told: Values = {"sync_token": found.token}
            store.project(Connection, visit.connection.id, {**told, **({"full_at": store.now} if found.whole else {})})


def _settle(
    store: Store, connection: Connection, item: ConnectionItem, talk: ics.Appointment, there: Values, *, careful: bool
) -> None:
    here, base = saying.here(talk), item.base or None
    who = merging.newer(base, here, there)
    if there.get("gone") and (
        here["cancelled"] or talk.state != InterviewState.SCHEDULED or saying.is_over(talk, store.now)
    ):
        changes.withdraw(store, item)
        store.project(ConnectionItem, item.id, {"state": ItemState.IGNORED.value})
    elif who in (Newer.NOBODY, Newer.HERE) or talk.state != InterviewState.SCHEDULED:
        changes.withdraw(store, item)
        kept: Values = {"state": ItemState.KEPT.value}
        store.project(ConnectionItem, item.id, {**kept, **({"base": there} if who is Newer.NOBODY else {})})
    else:
        conflict = who is Newer.BOTH
        gone = bool(there.get("gone") or there.get("cancelled"))
        draft = (drafts.cancelled if gone else drafts.moved)(
            talk.contact_name, talk.time_zone or offers.own_zone(store), here, there, conflict=conflict
        )
        kind = ChangeKind.TALK_CANCELLED if gone else ChangeKind.TALK_MOVED
        automatic = connection.accepting == Accepting.AUTOMATIC and not conflict and not (gone and careful)
        changes.propose(store, connection, item, kind, draft, automatic=automatic)
