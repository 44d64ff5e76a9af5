"""Duplicates: found by what should be one person's alone, merged without loss, and taken apart again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Table, bindparam, func, select, update
from sqlmodel import SQLModel

from ..core.db import Query, table_of
from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown, View, json_list, read_cursor, write_cursor
from . import following, portraits, rules, service, timeline
from .models import Activity, ActivityKind, Contact, ContactKey, ContactMerge
from .schemas import DuplicateQuery, MergeCreate, MergeRead
from .views import CONTACT

KEY = table_of(ContactKey)
MERGES = View(ContactMerge, MergeRead)

_SHARED = (
    select(KEY.c.key, func.min(KEY.c.contact_id).label("first"), json_list(KEY.c.contact_id).label("ids"))
    .join(CONTACT, (CONTACT.c.owner_id == KEY.c.owner_id) & (CONTACT.c.id == KEY.c.contact_id))
    .where(
        KEY.c.owner_id == bindparam("owner_id"),
        CONTACT.c.deleted_at.is_(None),
        KEY.c.key > bindparam("after", type_=KEY.c.key.type),
    )
    .group_by(KEY.c.key)
    .having(func.count() > 1)
    .order_by(KEY.c.key)
    .limit(bindparam("most"))
)
_DUPLICATES = Query(_SHARED)
_BRIEF = Query(
    select(CONTACT.c.id, CONTACT.c.full_name, CONTACT.c.headline, CONTACT.c.version).where(
        CONTACT.c.owner_id == bindparam("owner_id"), CONTACT.c.id == bindparam("id")
    )
)


def duplicates(store: Store, query: DuplicateQuery) -> Shown:
    """Groups of contacts that share an e-mail address, a LinkedIn address, or name and organization."""
    after = read_cursor(query.cursor, "key", str, instant=False)[0] if query.cursor else ""
    rows = store.rows(_DUPLICATES, after=after, most=query.limit + 1)
    items, seen = [], set()
    for key, _, ids in rows[: query.limit]:
        group = tuple(sorted(ids))
        if group in seen:
            continue
        seen.add(group)
        brief = [store.row(_BRIEF, id=each) for each in group]
        contacts = [dict(zip(("id", "full_name", "headline", "version"), each, strict=True)) for each in brief if each]
        items.append({"reason": rules.reason_of(key), "contacts": contacts})
    more = len(rows) > query.limit
    return {"items": items, "next_cursor": write_cursor("key", rows[query.limit - 1][0], "") if more else None}


def merge(store: Store, contact_id: str, asked: MergeCreate, match: int | None) -> Shown:
    """Merge another contact into this one: fields, tags, careers, and whatever else points at it.

    Raises:
        SamePerson: it is the same entry.
    """
    if asked.contact_id == contact_id:
        raise rules.SamePerson("Choose another contact to merge into this one.")
    kept, gone = store.get(Contact, contact_id), store.get(Contact, asked.contact_id)
    before = _values(store, kept)
    values, left_over = rules.merged(before, _values(store, gone), asked.take)
    union = {
        "tags": list(dict.fromkeys([*before["tags"], *service.tags_of(store, gone.id)])),
        "career_ids": list(dict.fromkeys([*before["career_ids"], *service.careers_of(store, gone.id)])),
    }
    if kept.portrait is None and gone.portrait is not None:
        portraits.hang(store, {contact_id: portraits.get(store, gone.id)})
        values["portrait"] = gone.portrait
    service.change_values(store, contact_id, {**values, **union}, match)
    moved = [
        [table.name, column, row_id]
        for table, column in _pointing_at_contact()
        for row_id in _repoint(store, table, column, gone.id, contact_id)
    ]
    following.tell(store, contact_id)
    told = "\n".join(["Merged with another entry of the same person.", *left_over])
    entry = timeline.record(store, contact_id, ActivityKind.MERGED.value, text=told)
    service.remove(store, gone.id, None)
    after = _values(store, store.get(Contact, contact_id)) | {"entry": entry}
    id_ = store.add(
        ContactMerge, contact_id=contact_id, merged_id=gone.id, before=_plain(before), after=_plain(after), moved=moved
    )
    return store.show(MERGES, id_)


def undo(store: Store, contact_id: str, merge_id: str) -> Shown:
    """Take a merge apart: the other comes back with what was its own; what was edited since stays as it is.

    Raises:
        NotFound: there is no such merge into this contact.
        MergeUndone: it was undone already.
    """
    done = store.get(ContactMerge, merge_id)
    if done.contact_id != contact_id:
        raise NotFound
    if done.undone_at is not None:
        raise rules.MergeUndone("There is nothing left to undo.")
    service.restore(store, done.merged_id)
    tables = {table.name: table for table, _ in _pointing_at_contact()}
    for name, column, row_id in done.moved:
        _point(store, tables[name], column, row_id, old=contact_id, new=done.merged_id)
    now = _plain(_values(store, store.get(Contact, contact_id)))
    back = {name: value for name, value in done.before.items() if now[name] == done.after[name] != value}
    if back:
        service.change_values(store, contact_id, _from_plain(back))
    store.remove(Activity, done.after["entry"])
    for each in (contact_id, done.merged_id):
        timeline.count_touches(store, each)
        following.tell(store, each)
    store.change(ContactMerge, merge_id, {"undone_at": store.now})
    return store.show(MERGES, merge_id)


def _values(store: Store, contact: Contact) -> dict[str, Any]:
    names = (*rules.MERGED_FIELDS, *rules.MERGED_LISTS, "do_not_contact")
    return {
        **{name: getattr(contact, name) for name in names},
        "tags": service.tags_of(store, contact.id),
        "career_ids": service.careers_of(store, contact.id),
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = orjson.loads(orjson.dumps(values))
    return plain


def _from_plain(values: dict[str, Any]) -> dict[str, Any]:
    day = values.get("connected_on")
    return {**values, "connected_on": date.fromisoformat(day)} if day else values


def _pointing_at_contact() -> Iterator[tuple[Table, str]]:
    """Every table of resources, of this step or a later one, with a column that points at a contact."""
    for table in SQLModel.metadata.sorted_tables:
        if table.name == ContactMerge.__tablename__ or "id" not in table.c:
            continue
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table is CONTACT:
                yield table, next(name for name in constraint.column_keys if name != "owner_id")


def _repoint(store: Store, table: Table, column: str, old: str, new: str) -> list[str]:
    ids = Query(
        select(table.c.id).where(table.c.owner_id == bindparam("owner_id"), table.c[column] == bindparam("old"))
    )
    found = [row[0] for row in store.rows(ids, old=old)]
    for row_id in found:
        _point(store, table, column, row_id, old=old, new=new)
    return found


def _point(store: Store, table: Table, column: str, row_id: str, *, old: str, new: str) -> None:
    statement = Query(
        update(table)
        .where(
            table.c.owner_id == bindparam("owner"),
            table.c.id == bindparam("which"),
            table.c[column] == bindparam("old"),
        )
        .values({column: bindparam("new")})
    )
    store.connection.run(statement, {"owner": store.owner, "which": row_id, "old": old, "new": new})
