"""What the person does with people: add them, change them, find them, put them away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from ..careers.models import Career
from ..core.db import Query
from ..core.errors import Invalid, Refusal
from ..core.store import Store
from ..core.views import Shown
from . import following, rules
from .models import Contact, ContactCareer, ContactKey, ContactPortrait, ContactTag
from .schemas import (
    BulkCreate,
    BulkDelete,
    BulkRestore,
    BulkTag,
    ContactBulk,
    ContactCreate,
    ContactQuery,
    ContactUpdate,
)
from .views import CAREER, CONTACT, CONTACT_LIST, CONTACTS, ORGANIZATION, TAG

_ORGANIZATION_THERE = Query(
    select(ORGANIZATION.c.id).where(
        ORGANIZATION.c.owner_id == bindparam("owner_id"),
        ORGANIZATION.c.id == bindparam("id"),
        ORGANIZATION.c.deleted_at.is_(None),
    )
)
_NAMES = ("full_name", "given_name", "family_name")
_IDENTITY = ("full_name", "emails", "links", "organization_id")


def show(store: Store, contact_id: str) -> Shown:
    return store.show(CONTACTS, contact_id)


def get(store: Store, contact_id: str) -> Contact:
    """The contact to decide with, for later steps."""
    return store.get(Contact, contact_id)


def page(store: Store, query: ContactQuery) -> Shown:
    return store.page(CONTACT_LIST, query)


def add(store: Store, new: ContactCreate) -> Shown:
    return store.show(CONTACTS, add_many(store, [new.model_dump()])[0])


def add_many(store: Store, many: Sequence[dict[str, Any]], *, organizations: Iterable[str] = ()) -> list[str]:
    """Add contacts from values in the form of `ContactCreate`; gives their ids. `organizations` are ids that the
    caller has from this store, and that need not be looked up again."""
    rows, tags, careers = [], [], []
    known = set(organizations)
    for values in many:
        _refuse_strange_organization(store, values.get("organization_id"), known)
        tags.append(values.pop("tags", ()))
        careers.append(values.pop("career_ids", ()))
        rows.append({**values, **rules.name_parts(*(values.get(name) for name in _NAMES))})
    ids = store.add_many(Contact, rows)
    both = list(zip(ids, rows, tags, careers, strict=True))
    store.put_rows(
        ContactKey, [{"contact_id": id_, "key": key} for id_, row, _, _ in both for key in rules.identity_keys(row)]
    )
    store.put_rows(ContactTag, [{"contact_id": id_, "tag": tag} for id_, _, given, _ in both for tag in given])
    for id_, _, _, given in both:
        _tie_careers(store, id_, given)
    return ids


def change(store: Store, contact_id: str, changed: ContactUpdate, match: int | None) -> Shown:
    change_values(store, contact_id, changed.changes(), match)
    return store.show(CONTACTS, contact_id)


def change_values(store: Store, contact_id: str, values: dict[str, Any], match: int | None = None) -> None:
    """Change columns, tags and careers together, as one change."""
    values = {name: _jsonable(value) for name, value in values.items()}
    tags, careers = values.pop("tags", None), values.pop("career_ids", None)
    _refuse_strange_organization(store, values.get("organization_id"), set())
    if not {*_NAMES}.isdisjoint(values):
        values |= _renamed(store.get(Contact, contact_id), values)
    store.change(Contact, contact_id, values, match=match)
    if values.get("portrait", "") is None:
        store.drop(ContactPortrait, contact_id=contact_id)
    if not {*_IDENTITY}.isdisjoint(values):
        rekey(store, contact_id)
    if tags is not None:
        store.drop(ContactTag, contact_id=contact_id)
        store.put_rows(ContactTag, [{"contact_id": contact_id, "tag": tag} for tag in tags])
    if careers is not None:
        store.drop(ContactCareer, contact_id=contact_id)
        _tie_careers(store, contact_id, careers)
    if not {*_NAMES}.isdisjoint(values):
        following.tell(store, contact_id)


def remove(store: Store, contact_id: str, match: int | None) -> None:
    store.remove(Contact, contact_id, match=match)
    following.tell(store, contact_id)


def restore(store: Store, contact_id: str) -> Shown:
    store.restore(Contact, contact_id)
    following.tell(store, contact_id)
    return store.show(CONTACTS, contact_id)


def bulk(store: Store, asked: ContactBulk) -> Shown:
    """All operations, or none.

    Raises:
        Invalid: one can't be done; its place is named.
    """
    results = []
    for place, operation in enumerate(asked.operations):
        try:
            id_ = _operate(store, operation)
        except Refusal as refusal:
            pointer = f"/operations/{place}"
            raise Invalid.field(
                pointer, refusal.detail, "Mend or leave out this operation; none was done."
            ) from refusal
        shown = store.get(Contact, id_, binned=True)
        results.append({"op": operation.op, "id": id_, "version": shown.version})
    return {"results": results}


def _operate(store: Store, operation: Any) -> str:
    if isinstance(operation, BulkCreate):
        return add_many(store, [operation.values.model_dump()])[0]
    if isinstance(operation, BulkTag):
        retag(store, operation.id, operation.add, operation.remove)
    elif isinstance(operation, BulkDelete):
        remove(store, operation.id, operation.version)
    elif isinstance(operation, BulkRestore):
        restore(store, operation.id)
    else:
        change_values(store, operation.id, operation.changes.changes(), operation.version)
    return str(operation.id)


def retag(store: Store, contact_id: str, add_tags: Iterable[str], remove_tags: Iterable[str]) -> None:
    had = tags_of(store, contact_id)
    gone = set(remove_tags)
    change_values(store, contact_id, {"tags": [tag for tag in dict.fromkeys([*had, *add_tags]) if tag not in gone]})


_TAGS_OF = Query(
    select(TAG.c.tag)
    .where(TAG.c.owner_id == bindparam("owner_id"), TAG.c.contact_id == bindparam("contact_id"))
    .order_by(TAG.c.tag)
)
_CAREERS_OF = Query(
    select(CAREER.c.career_id)
    .where(CAREER.c.owner_id == bindparam("owner_id"), CAREER.c.contact_id == bindparam("contact_id"))
    .order_by(CAREER.c.career_id)
)


def tags_of(store: Store, contact_id: str) -> list[str]:
    return [tag for (tag,) in store.rows(_TAGS_OF, contact_id=contact_id)]


def careers_of(store: Store, contact_id: str) -> list[str]:
    """The careers that a contact can speak about."""
    return [career for (career,) in store.rows(_CAREERS_OF, contact_id=contact_id)]


def note_progress(store: Store, contact_id: str, **projection: Any) -> None:
    """For later steps: what follows from their data for the list of people (`stage`, `next_talk_at`)."""
    store.project(Contact, contact_id, projection)


def rekey(store: Store, contact_id: str) -> None:
    """Write anew by what the contact may be found to be the same as another."""
    keys = rules.identity_keys(store.get(Contact, contact_id, binned=True).model_dump())
    store.drop(ContactKey, contact_id=contact_id)
    store.put_rows(ContactKey, [{"contact_id": contact_id, "key": key} for key in keys])


_COUNTS = {
    name: Query(
        select(CONTACT.c[name], func.count())
        .where(CONTACT.c.owner_id == bindparam("owner_id"), CONTACT.c.deleted_at.is_(None))
        .group_by(CONTACT.c[name])
        .order_by(func.count().desc(), CONTACT.c[name])
    )
    for name in ("stage", "level", "source")
} | {
    "tag": Query(
        select(TAG.c.tag, func.count())
        .join(CONTACT, (CONTACT.c.owner_id == TAG.c.owner_id) & (CONTACT.c.id == TAG.c.contact_id))
        .where(TAG.c.owner_id == bindparam("owner_id"), CONTACT.c.deleted_at.is_(None))
        .group_by(TAG.c.tag)
        .order_by(func.count().desc(), TAG.c.tag)
        .limit(200)
    )
}


def count(store: Store) -> Shown:
    """How many contacts there are, in all and by each value that lists filter on."""
    counts: Shown = {
        name: [{"value": value, "count": number} for value, number in store.rows(query)]
        for name, query in _COUNTS.items()
    }
    counts["total"] = sum(each["count"] for each in counts["stage"])
    return counts


def _renamed(before: Contact, values: Mapping[str, Any]) -> dict[str, Any]:
    """All names after some have changed: parts follow the full name unless they were given too."""
    if "full_name" in values and "given_name" not in values and "family_name" not in values:
        return rules.name_parts(values["full_name"], None, None)
    given = values.get("given_name", before.given_name)
    family = values.get("family_name", before.family_name)
    full = values.get("full_name") or " ".join(part for part in (given, family) if part) or before.full_name
    return rules.name_parts(full, given, family)


def _tie_careers(store: Store, contact_id: str, career_ids: Iterable[str]) -> None:
    for career_id in career_ids:
        if store.first(Career, id=career_id) is None:
            raise Invalid.field("/career_ids", "there is no such career", "Send the id of a career of yours.")
    store.put_rows(ContactCareer, [{"contact_id": contact_id, "career_id": career_id} for career_id in career_ids])


def _refuse_strange_organization(store: Store, organization_id: str | None, known: set[str]) -> None:
    if organization_id is None or organization_id in known:
        return
    if store.row(_ORGANIZATION_THERE, id=organization_id) is None:
        raise Invalid.field(
            "/organization_id", "there is no such organization", "Send the id of one of yours, or null."
        )
    known.add(organization_id)


def _jsonable(value: Any) -> Any:
    """Bodies within bodies as the plain values that columns hold."""
    if isinstance(value, list):
        return [each.model_dump() if hasattr(each, "model_dump") else each for each in value]
    return value
