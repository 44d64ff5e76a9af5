"""Who of a file's people is there already: by e-mail address, LinkedIn address, then name and organization.

A name that two people share is not enough where both have LinkedIn addresses and these differ.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Column, Text, and_, bindparam, cast, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import JSONB

from ..contacts import rules as people
from ..contacts.models import Contact, ContactKey, Organization
from ..core.clock import new_id
from ..core.db import Query, table_of
from ..core.store import Store
from .drafts import Draft

CONTACT, KEY, ORGANIZATION = table_of(Contact), table_of(ContactKey), table_of(Organization)
_UNKNOWN = "?"
"""Begins what stands for the id of an organization that is not there yet."""


class Among:
    """The rows of a table for many keys at once, given as one parameter, `asked`: JSON text with a list. Rows in the
    bin are left out.

    Each key is looked up by an index, whatever the database believes of the tables. Left alone, both would read all of
    an owner's rows instead: SQLite knows nothing of how many they are, and PostgreSQL knows it from before the batch.
    """

    def __init__(self, by: Column[Any], *show: Column[Any]) -> None:
        table = by.table
        # Not a condition: then PostgreSQL would take a partial index of what is not in the bin, of which `by` is no
        # first column.
        self._binned = "deleted_at" in table.c
        columns = (*show, table.c.deleted_at) if self._binned else show
        values = bindparam("asked", type_=Text())
        mine = table.c.owner_id == bindparam("owner_id")
        # A left join is not turned around as long as all conditions stand in it.
        asked = func.json_each(values).table_valued("value")
        joined = asked.outerjoin(table, and_(mine, by == asked.c.value))
        self._sqlite = Query(select(by, *columns).select_from(joined))
        # OFFSET 0 keeps the subquery from being joined in another way than one key after the other.
        elements = func.jsonb_array_elements_text(cast(values, JSONB)).table_valued("value").render_derived()
        each = select(*columns).where(mine, by == elements.c.value).offset(literal_column("0")).lateral("each_key")
        self._postgres = Query(select(*each.c).select_from(elements.join(each, true())))

    def rows(self, store: Store, asked: Iterable[str]) -> list[tuple[Any, ...]]:
        """The rows that are there, in no order."""
        found = self._found(store, orjson.dumps(list(asked)).decode())
        return [row[:-1] for row in found if row[-1] is None] if self._binned else found

    def _found(self, store: Store, keys: str) -> list[tuple[Any, ...]]:
        if store.database.sqlite:
            return [row[1:] for row in store.rows(self._sqlite, asked=keys) if row[0] is not None]
        raw = store.connection.raw
        before, raw.prepare_threshold = raw.prepare_threshold, None  # plan it anew each time: the tables grow
        try:
            return store.rows(self._postgres, asked=keys)
        finally:
            raw.prepare_threshold = before


_ORGANIZATIONS = Among(ORGANIZATION.c.name_key, ORGANIZATION.c.name_key, ORGANIZATION.c.id)
_KEYS = Among(KEY.c.key, KEY.c.contact_id, KEY.c.key)
_LINKS = Among(CONTACT.c.id, CONTACT.c.id, CONTACT.c.links)


@lru_cache(maxsize=16_384)
def organization_key(name: str) -> str:
    """The key of an organization's name; a file has each name many times."""
    return people.organization_key(name)


class Match(NamedTuple):
    """The contact that a row is about. `repeated`: it comes of a row further up in the same file."""

    contact_id: str
    reason: str
    repeated: bool


class Placed(NamedTuple):
    """A row with its person: the contact they are already, or the id of the one they will be."""

    row: int
    draft: Draft
    match: Match | None
    new_id: str


class Matcher:
    """Remembers who was seen in the file, and asks the store about some hundred people at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._organizations: dict[str, str] = {}
        self._seen: dict[str, tuple[str, frozenset[str]]] = {}

    def organization_ids(self, names: Iterable[str]) -> dict[str, str]:
        """Ids of organizations by the key of their names, for those that are there."""
        keys = {organization_key(name) for name in names if name}
        asked = keys - self._organizations.keys()
        if asked:
            self._organizations |= dict(sorted(_ORGANIZATIONS.rows(self.store, asked), reverse=True))
        return {key: self._organizations[key] for key in keys if key in self._organizations}

    def learn_organizations(self, added: dict[str, str]) -> None:
        """Ids of organizations that were added, by the key of their names."""
        self._organizations |= added

    def place(self, drafts: Sequence[tuple[int, Draft]]) -> list[Placed]:
        """Finds for each row who it is about, in the order of the file."""
        ids = self.organization_ids(draft.organization_name for _, draft in drafts)
        keys = [_keys(draft, ids) for _, draft in drafts]
        known, profiled = self._known(keys)
        placed = []
        for (row, draft), mine in zip(drafts, keys, strict=True):
            match = self._match(mine, known, profiled)
            placed.append(Placed(row, draft, match, "" if match else self._remember(mine)))
        return placed

    def _known(self, keys: list[list[str]]) -> tuple[dict[str, str], set[str]]:
        """Who has which key, and which of them have a LinkedIn address."""
        held = _KEYS.rows(self.store, {key for mine in keys for key in mine})
        there = dict(_LINKS.rows(self.store, {id_ for id_, _ in held})) if held else {}
        known = {key: id_ for id_, key in sorted(held, reverse=True) if id_ in there}
        by_name = {id_ for key, id_ in known.items() if key.startswith("n:")}
        return known, {id_ for id_ in by_name if people.identity_keys({"links": there[id_]})}

    def _match(self, mine: list[str], known: dict[str, str], profiled: set[str]) -> Match | None:
        my_profiles = {key for key in mine if key.startswith("l:")}
        for key in mine:
            named_only = key.startswith("n:")
            if key in known and not (named_only and my_profiles and known[key] in profiled):
                return Match(known[key], people.reason_of(key), repeated=False)
            if key in self._seen:
                id_, their_profiles = self._seen[key]
                if not (named_only and my_profiles and their_profiles):
                    return Match(id_, people.reason_of(key), repeated=True)
        return None

    def _remember(self, mine: list[str]) -> str:
        id_ = new_id()
        entry = (id_, frozenset(key for key in mine if key.startswith("l:")))
        for key in mine:
            self._seen.setdefault(key, entry)
        return id_


def _keys(draft: Draft, organization_ids: dict[str, str]) -> list[str]:
    """The keys of `contacts.rules.identity_keys`, the surest first: `e:`, `l:`, `n:` sort like that."""
    name = draft.organization_name
    key = organization_key(name) if name else ""
    organization_id = organization_ids.get(key, _UNKNOWN + key) if name else None
    values = {
        "full_name": draft.full_name,
        "organization_id": organization_id,
        "emails": [{"value": each.value} for each in draft.emails],
        "links": [{"value": each.value} for each in draft.links],
    }
    return sorted(people.identity_keys(values))
