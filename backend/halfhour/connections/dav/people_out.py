"""People written into an address book: new ones, and the fields that have changed here; all else in a card stays."""

from typing import Any, NamedTuple

from ...contacts.models import Contact
from ...core.store import Store
from ...exchange import vcard_writing
from . import cards, changes, drafts, faults, matching, merging, reading
from .models import ChangeKind, Connection, ConnectionItem, ItemState
from .models import ConnectionKind as Kind
from .visit import Visit

Values = dict[str, Any]


class _Sent(NamedTuple):
    """A card that was written, and by whose contact."""

    item_id: str
    href: str
    etag: str
    data: bytes
    here: Values


class _Due(NamedTuple):
    """A card that is to be written."""

    item: ConnectionItem
    contact: Contact
    here: Values
    fields: frozenset[str]


def write(visit: Visit) -> bool:
    """Write what has changed here; gives whether anything was, or has to be looked at again.

    Raises:
        Fault: the first that one card met; the others are written all the same.
    """
    with visit.trip.writing() as store:
        _ask_about_binned(store, visit.connection)
        leaving, due = _due(store, visit.connection)
        new, again = _unknown(store, visit.connection)
    sent: list[_Sent] = []
    trouble: faults.Fault | None = None
    todo: list[ConnectionItem | _Due | str] = [*leaving, *due, *new]
    for each in todo:
        visit.hold()
        try:
            done = _done(visit, each)
        except faults.STOP:
            raise
        except faults.Fault as fault:
            trouble = trouble or fault
            continue
        again = again or done is not False
        if isinstance(done, _Sent):
            sent.append(done)
    _note(visit, sent)
    if trouble is not None:
        raise trouble
    return again


def _ask_about_binned(store: Store, connection: Connection) -> None:
    """Whoever was put into the bin is still there: that is asked about, and asked no more once they are back."""
    for item in store.find(ConnectionItem, connection_id=connection.id):
        if item.contact_id is None or item.etag is None:
            continue
        contact = store.get(Contact, item.contact_id, binned=True)
        if contact.deleted_at is not None and item.state == ItemState.KEPT:
            draft = drafts.gone_here(contact.full_name, cards.shown(cards.of_contact(store, contact)))
            changes.propose(store, connection, item, ChangeKind.PERSON_GONE_HERE, draft, automatic=False)
        elif contact.deleted_at is None and item.state in (ItemState.ASKED, ItemState.IGNORED):
            changes.withdraw(store, item)
            store.project(ConnectionItem, item.id, {"state": ItemState.KEPT.value})


def _unknown(store: Store, connection: Connection) -> tuple[list[str], bool]:
    """Whom to put into the address book; and whether some turned out to be there, as somebody whom nobody knew."""
    new: list[str] = []
    strangers: matching.Strangers | None = None
    chosen = matching.chosen(store, connection)
    for id_ in chosen:
        strangers = strangers or matching.Strangers(store.find(ConnectionItem, connection_id=connection.id))
        item = strangers.like(store.get(Contact, id_))
        if item is None:
            new.append(id_)
            continue
        changes.withdraw(store, item)
        met: Values = {
            "contact_id": id_,
            "base": {},
            "etag": None,
            "state": ItemState.KEPT.value,
        }  # to be read and merged
        store.project(ConnectionItem, item.id, met)
        store.project(Connection, connection.id, {"full_at": None})
    return new, len(new) < len(chosen)


def _due(store: Store, connection: Connection) -> tuple[list[ConnectionItem], list[_Due]]:
    """Cards to be deleted, and those that say otherwise than the contact does now."""
    leaving, due = [], []
    for item in store.find(ConnectionItem, connection_id=connection.id):
        if item.state == ItemState.LEAVING:
            leaving.append(item)
        contact = store.first(Contact, id=item.contact_id) if item.contact_id and item.etag else None
        if contact is not None and item.state == ItemState.KEPT:
            here, was = cards.of_contact(store, contact), item.base.get("here", {})
            fields = frozenset(name for name in merging.FIELDS if here[name] != was.get(name))
            if fields:
                due.append(_Due(item, contact, here, fields))
    return leaving, due


def _done(visit: Visit, each: ConnectionItem | _Due | str) -> _Sent | bool:
    if isinstance(each, ConnectionItem):
        return _deleted(visit, each)
    return _put_new(visit, each) if isinstance(each, str) else _rewritten(visit, each)


def _rewritten(visit: Visit, due: _Due) -> _Sent | bool:
    """Change some fields of a card, unless somebody has changed it meanwhile."""
    try:
        entry = visit.dav.get(due.item.href)
        known = reading.cards([entry.data])[0]
        if entry.etag != due.item.etag or known is None:
            return known is not None
        person = cards.person(due.contact, due.here)
        fields = ["addresses" if each == "place" else each for each in due.fields]
        data = vcard_writing.rewritten(known, person, fields=fields).encode()
        href, etag = visit.dav.put(Kind.ADDRESS_BOOK, entry.href, data, entry.etag)
    except (faults.Changed, faults.Gone, faults.Taken):
        return True
    return _Sent(due.item.id, href, etag, data, due.here)


def _put_new(visit: Visit, contact_id: str) -> _Sent | bool:
    """Put somebody into the address book. Who is there already, because a visit died before it noted so, is found when
    everything is compared."""
    with visit.trip.reading() as store:
        contact = store.get(Contact, contact_id)
        here = cards.of_contact(store, contact)
    href, etag = f"{visit.collection}{contact.id}.vcf", ""
    data = vcard_writing.card(cards.person(contact, here)).encode()
    try:
        href, etag = visit.dav.put(Kind.ADDRESS_BOOK, href, data, None)
    except faults.Taken:
        raise faults.Fault(f"The address book does not take {contact.full_name}.") from None
    except faults.Changed:
        etag = ""
    new = {"uid": contact.id, "href": href, "etag": etag or None, "made_here": True}
    with visit.trip.writing() as store:
        item_id = store.add(ConnectionItem, new, connection_id=visit.connection.id, contact_id=contact.id)
        if not etag:
            store.project(Connection, visit.connection.id, {"full_at": None})
    return _Sent(item_id, href, etag, data, here) if etag else True


def _deleted(visit: Visit, item: ConnectionItem) -> bool:
    """Delete the card of somebody, as the person has said; one that was changed since is asked about anew."""
    try:
        visit.dav.delete(item.href, item.etag or "")
    except faults.Changed:
        with visit.trip.writing() as store:
            store.project(ConnectionItem, item.id, {"state": ItemState.KEPT.value})
        return True
    with visit.trip.writing() as store:
        store.project(ConnectionItem, item.id, {"state": ItemState.IGNORED.value, "etag": None})
    return True


def _note(visit: Visit, sent: list[_Sent]) -> None:
    """Both sides are in step: what the cards say now is read as it will be read again."""
    if not sent:
        return
    read = reading.cards([each.data for each in sent])
    with visit.trip.writing() as store:
        for each, card in zip(sent, read, strict=True):
            base = {"here": each.here, "there": cards.of_card(card) if card else {}}
            store.project(ConnectionItem, each.item_id, {"href": each.href, "etag": each.etag, "base": base})
