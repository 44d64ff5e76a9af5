"""Who of a file's people is there already: by e-mail address, LinkedIn address, then name and organization.

A name that two people share is not enough where both have LinkedIn addresses and these differ.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean

from ..contacts import rules as people
from ..contacts.models import Contact, ContactKey, Organization
from ..core.clock import new_id
from ..core.db import Query, table_of
from ..core.store import Store
from .drafts import Draft

CONTACT, KEY, ORGANIZATION = table_of(Contact), table_of(ContactKey), table_of(Organization)
_UNKNOWN = "?"
"""Begins what stands for the id of an organization that is not there yet."""


class among(FunctionElement[bool]):  # noqa: N801  # a function of SQL, written as one
    """Whether a column's value is in a list, given as one parameter: JSON text made by `listed`."""

    type = Boolean()
    inherit_cache = True
    name = "among"


@compiles(among, "sqlite")
def _among_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    column, values = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608  made of compiled clauses


@compiles(among, "postgresql")
def _among_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    column, values = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT jsonb_array_elements_text(CAST({values} AS jsonb)))"


def listed(values: Iterable[str]) -> str:
    """The parameter of `among`."""
    return orjson.dumps(list(values)).decode()


_ORGANIZATIONS = Query(
    select(ORGANIZATION.c.name_key, ORGANIZATION.c.id)
    .where(
        ORGANIZATION.c.owner_id == bindparam("owner_id"),
        ORGANIZATION.c.deleted_at.is_(None),
        among(ORGANIZATION.c.name_key, bindparam("keys")),
    )
    .order_by(ORGANIZATION.c.id.desc())
)
_KNOWN = Query(
    select(KEY.c.key, KEY.c.contact_id)
    .join(CONTACT, (CONTACT.c.owner_id == KEY.c.owner_id) & (CONTACT.c.id == KEY.c.contact_id))
    .where(KEY.c.owner_id == bindparam("owner_id"), CONTACT.c.deleted_at.is_(None), among(KEY.c.key, bindparam("keys")))
    .order_by(KEY.c.contact_id.desc())
)
_PROFILES = Query(
    select(KEY.c.contact_id, KEY.c.key).where(
        KEY.c.owner_id == bindparam("owner_id"), KEY.c.key.like("l:%"), among(KEY.c.contact_id, bindparam("ids"))
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
            self._organizations |= dict(self.store.rows(_ORGANIZATIONS, keys=listed(asked)))
        return {key: self._organizations[key] for key in keys if key in self._organizations}

    def learn_organizations(self, added: dict[str, str]) -> None:
        """Ids of organizations that were added, by the key of their names."""
        self._organizations |= added

    def place(self, drafts: Sequence[tuple[int, Draft]]) -> list[Placed]:
        """Finds for each row who it is about, in the order of the file."""
        ids = self.organization_ids(draft.organization_name for _, draft in drafts)
        keys = [_keys(draft, ids) for _, draft in drafts]
        known, profiles = self._known(keys)
        placed = []
        for (row, draft), mine in zip(drafts, keys, strict=True):
            match = self._match(mine, known, profiles)
            placed.append(Placed(row, draft, match, "" if match else self._remember(mine)))
        return placed

    def _known(self, keys: list[list[str]]) -> tuple[dict[str, str], dict[str, set[str]]]:
        asked = {key for mine in keys for key in mine}
        known: dict[str, str] = dict(self.store.rows(_KNOWN, keys=listed(asked)))
        by_name = {id_ for key, id_ in known.items() if key.startswith("n:")}
        profiles: dict[str, set[str]] = {}
        if by_name:
            for id_, key in self.store.rows(_PROFILES, ids=listed(by_name)):
                profiles.setdefault(id_, set()).add(key)
        return known, profiles

    def _match(self, mine: list[str], known: dict[str, str], profiles: dict[str, set[str]]) -> Match | None:
        my_profiles = {key for key in mine if key.startswith("l:")}
        for key in mine:
            named_only = key.startswith("n:")
            if key in known and not (named_only and my_profiles and profiles.get(known[key])):
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
