"""People kept in an address book, field by field: the newer change wins, and nobody is deleted without being asked."""

from itertools import islice
from typing import Any, NamedTuple

from ...contacts import service as contacts
from ...contacts.models import Contact
from ...core.store import Store
from . import cards, changes, drafts, matching, merging, people_out, reading
from .client import Entry
from .models import Accepting, ChangeKind, Connection, ConnectionItem, ItemState
from .models import ConnectionKind as Kind
from .news import News, news, place
from .visit import Visit

ROUNDS = 3
AT_ONCE = 200
"""Cards that are read and kept in one transaction."""

Values = dict[str, Any]


def sync(visit: Visit) -> None:
    """Bring both sides in step, as far as nobody has to be asked.

    Raises:
        Fault
    """
    for _ in range(ROUNDS):
        with visit.trip.reading() as store:
            visit.look_again(store)
            items = store.find(ConnectionItem, connection_id=visit.connection.id)
            now = store.now
        found = news(visit.dav, visit.connection, items, now)
        _take_in(visit, found)
        _let_go(visit, found)
        if not people_out.write(visit):
            break


def _take_in(visit: Visit, found: News) -> None:
    """Read the cards that are new or were changed."""
    with visit.trip.reading() as store:
        known = _Known(store.find(ConnectionItem, connection_id=visit.connection.id), found.gone)
    entries = visit.dav.fetch(Kind.ADDRESS_BOOK, visit.collection, list(found.changed))
    while batch := list(islice(entries, AT_ONCE)):
        read = reading.cards([each.data for each in batch])
        with visit.trip.writing() as store:
            for entry, card in zip(batch, read, strict=True):
                _take(store, visit.connection, known, _Card(entry, card))
        visit.hold()


class _Card(NamedTuple):
    """A card as it came; `read` is None where it can't be read."""

    entry: Entry
    read: Values | None

    @property
    def uid(self) -> str:
        return str(self.read["uid"])[:500] if self.read else ""

    @property
    def there(self) -> Values | None:
        """What it says of a person; None where it is no person's, or of somebody without a name."""
        if not self.read or self.read["kind"] != "individual":
            return None
        values = cards.of_card(self.read)
        return values if values["name"][0] else None


class _Known:
    """The entries that are known of an address book, by address and by UID."""

    def __init__(self, items: list[ConnectionItem], gone: set[str]) -> None:
        self._by_place = {place(each.href): each for each in items}
        self._by_uid = {each.uid: each for each in items if each.uid}
        self._gone = gone

    def of(self, card: _Card) -> ConnectionItem | None:
        """The entry as it was known, if it was; also where the server has given it another address."""
        item, moved = self._by_place.get(place(card.entry.href)), self._by_uid.get(card.uid)
        return moved if item is None and moved is not None and place(moved.href) in self._gone else item

    def is_double(self, card: _Card) -> bool:
        """Whether the same person is there under another address."""
        other = self._by_uid.get(card.uid)
        return other is not None and place(other.href) not in (place(card.entry.href), *self._gone)

    def add(self, item: ConnectionItem) -> None:
        self._by_place[place(item.href)] = item
        if item.uid:
            self._by_uid.setdefault(item.uid, item)


def _take(store: Store, connection: Connection, known: _Known, card: _Card) -> None:
    there = card.there
    item = _item(store, connection, known, card, there)
    if there is None or item.state in (ItemState.IGNORED, ItemState.LEAVING):
        return
    if item.contact_id is None:
        contact = matching.contact_like(store, connection, there)
        if contact is None:
            _propose_new(store, connection, item, there)
            return
        changes.withdraw(store, item)
        store.project(ConnectionItem, item.id, {"contact_id": contact.id, "base": {}, "state": ItemState.KEPT.value})
        item = store.get(ConnectionItem, item.id)
    _merge(store, connection, item, card, there)


def _item(store: Store, connection: Connection, known: _Known, card: _Card, there: Values | None) -> ConnectionItem:
    """The entry of a card, as it is seen now."""
    seen = {"etag": card.entry.etag, "href": card.entry.href}
    before = known.of(card)
    item = store.first(ConnectionItem, id=before.id) if before is not None else None
    if item is not None:
        store.project(ConnectionItem, item.id, seen)
        return item
    state = ItemState.IGNORED if there is None or known.is_double(card) else ItemState.KEPT
    new = {**seen, "uid": card.uid, "state": state.value}
    item = store.get(ConnectionItem, store.add(ConnectionItem, new, connection_id=connection.id))
    known.add(item)
    return item


def _propose_new(store: Store, connection: Connection, item: ConnectionItem, there: Values) -> None:
    store.project(ConnectionItem, item.id, {"base": {"there": there}})
    draft = drafts.new_person(there["name"][0], cards.shown(there))
    automatic = connection.accepting == Accepting.AUTOMATIC
    changes.propose(store, connection, item, ChangeKind.PERSON_NEW, draft, automatic=automatic)


def _merge(store: Store, connection: Connection, item: ConnectionItem, card: _Card, there: Values) -> None:
    """Take over what is newer there; what is newer here is left to be written."""
    contact = store.get(Contact, item.contact_id or "", binned=True)
    if contact.deleted_at is not None:
        return
    changes.withdraw(store, item)
    here, changed_at = cards.of_contact(store, contact), cards.changed_at(card.read or {}, card.entry.modified)
    here_is_newer = changed_at is None or contact.updated_at >= changed_at
    found = merging.merged(item.base, here, there, here_is_newer=here_is_newer)
    if found.take:
        contacts.change_values(store, contact.id, cards.contact_values(store, found.take))
        here = cards.of_contact(store, store.get(Contact, contact.id))
    if found.lost:
        draft = drafts.both_changed(contact.full_name, found.lost, here_is_newer=here_is_newer)
        changes.tell(store, connection, item, draft)
    was = item.base.get("here", {})
    ours = {
        name: was.get(name) if name in found.write else value for name, value in here.items()
    }  # still to be written
    store.project(ConnectionItem, item.id, {"base": {"here": ours, "there": there}, "state": ItemState.KEPT.value})


def _let_go(visit: Visit, found: News) -> None:
    """Cards that were deleted: who is known here is asked about."""
    with visit.trip.writing() as store:
        for item in store.find(ConnectionItem, connection_id=visit.connection.id):
            if place(item.href) in found.gone:
                _lose(store, visit.connection, item)
        if found.token is not None or found.whole:
            told: Values = {"sync_token": found.token}
            store.project(Connection, visit.connection.id, {**told, **({"full_at": store.now} if found.whole else {})})


def _lose(store: Store, connection: Connection, item: ConnectionItem) -> None:
    if item.contact_id is None:
        store.drop(ConnectionItem, id=item.id)
        return
    contact = store.first(Contact, id=item.contact_id)
    if contact is None or item.state in (ItemState.IGNORED, ItemState.LEAVING):
        changes.withdraw(store, item)
        store.project(ConnectionItem, item.id, {"state": ItemState.IGNORED.value, "etag": None})
        return
    store.project(ConnectionItem, item.id, {"etag": None})
    draft = drafts.gone_there(contact.full_name, cards.shown(cards.of_contact(store, contact)))
    changes.propose(store, connection, item, ChangeKind.PERSON_GONE_THERE, draft, automatic=False)
