"""Who of a file's people is there already: by e-mail address, LinkedIn address, then name and organization.

A name that two people share is not enough where both have LinkedIn addresses and these differ.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Select, TableValuedAlias, Text, bindparam, cast, func, select
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


Asked = TableValuedAlias
"""A list of texts as a table with one column, `value`."""


class Among:
    """A statement about many rows, whose keys are given as one parameter, `asked`: JSON text made by `listed`.

    The list is the left side of every join, and all conditions stand in the joins: so SQLite, which does not know how
    much one owner has, looks each key up and does not walk through all rows. What is not there comes as nulls.
    """

    def __init__(self, build: Callable[[Asked], Select[Any]]) -> None:
        values = bindparam("asked", type_=Text())
        in_json: Asked = func.json_each(values).table_valued("value")
        elements: Asked = func.jsonb_array_elements_text(cast(values, JSONB)).table_valued("value").render_derived()
        self._sqlite, self._postgres = Query(build(in_json)), Query(build(elements))

    def rows(self, store: Store, asked: Iterable[str]) -> list[tuple[Any, ...]]:
        """The rows that are there, by their first column."""
        query = self._sqlite if store.database.sqlite else self._postgres
        return [row for row in store.rows(query, asked=listed(asked)) if row[0] is not None]


def listed(values: Iterable[str]) -> str:
    """A list of texts as one text."""
    return orjson.dumps(list(values)).decode()


_ORGANIZATIONS = Among(
    lambda asked: (
        select(ORGANIZATION.c.name_key, ORGANIZATION.c.id)
        .select_from(
            asked.outerjoin(
                ORGANIZATION,
                (ORGANIZATION.c.owner_id == bindparam("owner_id"))
                & (ORGANIZATION.c.name_key == asked.c.value)
                & ORGANIZATION.c.deleted_at.is_(None),
            )
        )
        .order_by(ORGANIZATION.c.id.desc())
    )
)
_KNOWN = Among(
    lambda asked: (
        select(CONTACT.c.id, KEY.c.key)
        .select_from(
            asked.outerjoin(KEY, (KEY.c.owner_id == bindparam("owner_id")) & (KEY.c.key == asked.c.value)).outerjoin(
                CONTACT,
                (CONTACT.c.owner_id == KEY.c.owner_id)
                & (CONTACT.c.id == KEY.c.contact_id)
                & CONTACT.c.deleted_at.is_(None),
            )
        )
        .order_by(CONTACT.c.id.desc())
    )
)
_LINKS = Among(
    lambda asked: select(CONTACT.c.id, CONTACT.c.links).select_from(
        asked.outerjoin(CONTACT, (CONTACT.c.owner_id == bindparam("owner_id")) & (CONTACT.c.id == asked.c.value))
    )
)


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
            self._organizations |= dict(_ORGANIZATIONS.rows(self.store, asked))
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
        """Who has which key, and which of those known by their name alone have a LinkedIn address."""
        known = {key: id_ for id_, key in _KNOWN.rows(self.store, {key for mine in keys for key in mine})}
        by_name = {
            known[mine[-1]] for mine in keys if mine and mine[-1] in known and known.keys().isdisjoint(mine[:-1])
        }
        links = _LINKS.rows(self.store, by_name) if by_name else []
        return known, {id_ for id_, held in links if people.identity_keys({"links": held})}

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
