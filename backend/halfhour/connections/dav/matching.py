"""Whether somebody in an address book is known here already, and who is to be put there."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select

from ...contacts.merging import KEY
from ...contacts.models import Contact, Stage
from ...contacts.rules import identity_keys, name_parts
from ...contacts.views import CONTACT, TAG
from ...core.db import Query
from ...core.store import Store
from .models import Connection, ConnectionItem, People
from .views import ITEM

MOST = 20_000
UNDER_WAY = (Stage.PLANNED, Stage.ASKED, Stage.SCHEDULED)
"""With whom a talk is under way."""

_SAME_KEY = Query(
    select(CONTACT.c.id)
    .join(KEY, and_(KEY.c.owner_id == CONTACT.c.owner_id, KEY.c.contact_id == CONTACT.c.id))
    .where(CONTACT.c.owner_id == bindparam("owner_id"), CONTACT.c.deleted_at.is_(None), KEY.c.key == bindparam("key"))
    .order_by(CONTACT.c.id)
)
_linked = exists().where(
    ITEM.c.owner_id == CONTACT.c.owner_id,
    ITEM.c.contact_id == CONTACT.c.id,
    ITEM.c.connection_id == bindparam("connection_id"),
)
_LINKED = Query(
    select(CONTACT.c.id).where(CONTACT.c.owner_id == bindparam("owner_id"), CONTACT.c.id == bindparam("id"), _linked)
)
_NEW = (
    select(CONTACT.c.id)
    .where(CONTACT.c.owner_id == bindparam("owner_id"), CONTACT.c.deleted_at.is_(None), ~_linked)
    .order_by(CONTACT.c.id)
    .limit(MOST)
)
_has_tag = exists().where(
    TAG.c.owner_id == CONTACT.c.owner_id, TAG.c.contact_id == CONTACT.c.id, TAG.c.tag == bindparam("tag")
)
_CHOSEN = {
    People.ALL.value: Query(_NEW),
    People.TAG.value: Query(_NEW.where(_has_tag)),
    People.TALKS.value: Query(_NEW.where(or_(*(CONTACT.c.stage == stage.value for stage in UNDER_WAY)))),
}


def chosen(store: Store, connection: Connection) -> list[str]:
    """Ids of those who belong into the address book and are not in it."""
    more = {"tag": connection.people_tag or ""} if connection.people == People.TAG else {}
    return [id_ for (id_,) in store.rows(_CHOSEN[connection.people], connection_id=connection.id, **more)]


def contact_like(store: Store, connection: Connection, there: dict[str, Any]) -> Contact | None:
    """Who is meant by a card: the same e-mail address or LinkedIn page; or the same name, where nothing says otherwise.
    Somebody who has a card already is not meant by another."""
    keys = identity_keys({"emails": there["emails"], "links": there["links"]})
    for key in sorted(keys):
        for (id_,) in store.rows(_SAME_KEY, key=key):
            if store.row(_LINKED, id=id_, connection_id=connection.id) is None:
                return store.get(Contact, id_)
    full, given, family = there["name"]
    by = name_parts(full, given or None, family or None)["sort_name"]  # which has an index
    named = [each for each in store.find(Contact, sort_name=by) if each.full_name.casefold() == full.casefold()]
    if len(named) != 1 or (named[0].emails and there["emails"]):
        return None
    return named[0] if store.row(_LINKED, id=named[0].id, connection_id=connection.id) is None else None


class Strangers:
    """Cards of people whom nobody knew here, to find those who were added by hand since."""

    def __init__(self, items: Iterable[ConnectionItem]) -> None:
        self._by_email: dict[str, ConnectionItem] = {}
        self._by_name: dict[str, list[ConnectionItem]] = {}
        for item in items:
            there = item.base.get("there")
            if item.contact_id is None and item.etag and there:
                self._by_email |= {each["value"].casefold(): item for each in there["emails"]}
                self._by_name.setdefault(there["name"][0].casefold(), []).append(item)

    def like(self, contact: Contact) -> ConnectionItem | None:
        """The card of a contact, by the same e-mail address or the same name, as in `contact_like`; each card once."""
        found = self._like(contact)
        if found is None or found.contact_id is not None:
            return None
        found.contact_id = contact.id
        return found

    def _like(self, contact: Contact) -> ConnectionItem | None:
        for each in contact.emails:
            if found := self._by_email.get(each["value"].casefold()):
                return found
        named = self._by_name.get(contact.full_name.casefold(), [])
        return named[0] if len(named) == 1 and not (contact.emails and named[0].base["there"]["emails"]) else None
