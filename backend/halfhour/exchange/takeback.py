"""A batch taken back: what it added goes to the bin, what it changed gets its former values.

What was worked with since (edited, touched, or a talk planned) stays as it is, and is told.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, select, update

from ..contacts import service as contacts
from ..contacts.models import Contact, Organization, Stage
from ..core import search
from ..core.db import Binned, Query, table_of
from ..core.store import Store
from ..notes.models import Note
from .batch import CHUNK, Tell, current_values
from .changes import changed_back
from .matching import Among
from .models import ImportOrganization, ImportRow, Outcome

KEPT_TOLD = 100
"""As many of those who stay are told by name."""

CONTACT, ORGANIZATION, NOTE = table_of(Contact), table_of(Organization), table_of(Note)
ROW, ADDED = table_of(ImportRow), table_of(ImportOrganization)

_ROWS = Query(
    select(ROW.c.row, ROW.c.outcome, ROW.c.contact_id, ROW.c.version, ROW.c.note_id, ROW.c.before, ROW.c.after)
    .where(
        ROW.c.owner_id == bindparam("owner_id"),
        ROW.c.import_id == bindparam("import_id"),
        ROW.c.row < bindparam("above"),
    )
    .order_by(ROW.c.row.desc())
    .limit(CHUNK)
)
_ADDED = Query(
    select(ADDED.c.organization_id).where(
        ADDED.c.owner_id == bindparam("owner_id"), ADDED.c.import_id == bindparam("import_id")
    )
)
_STATES = Among(
    CONTACT.c.id, CONTACT.c.id, CONTACT.c.full_name, CONTACT.c.version, CONTACT.c.stage, CONTACT.c.last_touch_at
)
_NOTES = Among(NOTE.c.id, NOTE.c.id, NOTE.c.version)
_ORGANIZATIONS = Among(ORGANIZATION.c.id, ORGANIZATION.c.id, ORGANIZATION.c.version)
_WORKING_THERE = Among(CONTACT.c.organization_id, CONTACT.c.organization_id)


def take_back(store: Store, import_id: str, tell: Tell) -> tuple[dict[str, int], list[dict[str, str]]]:
    """Undoes a batch, from its last row to its first, within the caller's transaction. Gives counts, and who stays."""
    counts = {"reverted": 0, "removed": 0}
    stays: dict[str, str] = {}
    done = 0
    for rows in _chunks(store, import_id):
        states = {state[0]: state for state in _STATES.rows(store, {row[2] for row in rows})}
        counts["reverted"] += _revert(store, rows, states, stays)
        counts["removed"] += _remove(store, rows, states, stays)
        _unnote(store, [row[4] for row in rows if row[4] is not None])
        store.finish()
        done += len(rows)
        tell(done)
    _remove_organizations(store, [row[0] for row in store.rows(_ADDED, import_id=import_id)])
    told = [{"id": id_, "full_name": name} for id_, name in islice(stays.items(), KEPT_TOLD)]
    return {**counts, "kept": len(stays)}, told


def _chunks(store: Store, import_id: str) -> Iterator[list[tuple[Any, ...]]]:
    above = 2**31 - 1
    while rows := store.rows(_ROWS, import_id=import_id, above=above):
        yield rows
        above = rows[-1][0]


def _revert(store: Store, rows: list[tuple[Any, ...]], states: dict[str, Any], stays: dict[str, str]) -> int:
    """Gives changed contacts back what was changed, where it still is as the import left it."""
    updated = [row for row in rows if row[1] == Outcome.UPDATED]
    current = current_values(store, {row[2] for row in updated}) if updated else {}
    reverted = 0
    for _, _, contact_id, _, _, before, after in updated:
        now = current.get(contact_id)
        if now is None:
            continue
        back = changed_back(now, before, after)
        if back:
            contacts.change_values(store, contact_id, dict(back))
            now |= back
            reverted += 1
        if len(back) < len(before):
            stays[contact_id] = states[contact_id][1]
    return reverted


def _remove(store: Store, rows: list[tuple[Any, ...]], states: dict[str, Any], stays: dict[str, str]) -> int:
    """Puts added contacts into the bin. One that was later changed by the same batch has the version it had then."""
    gone = []
    for _, outcome, contact_id, version, *_ in rows:
        if outcome != Outcome.CREATED or contact_id not in states:
            continue
        _, name, present, stage, touched = states[contact_id]
        if present == version and stage == Stage.NEW and touched is None:
            gone.append((contact_id, present))
        else:
            stays[contact_id] = name
    _bin(store, Contact, gone)
    return len(gone)


def _unnote(store: Store, ids: list[str]) -> None:
    """Puts added notes into the bin, unless they were edited."""
    _bin(store, Note, [(id_, version) for id_, version in _NOTES.rows(store, ids) if version == 1] if ids else [])


def _remove_organizations(store: Store, ids: list[str]) -> None:
    """Puts added organizations into the bin, unless they were edited or somebody belongs to them."""
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        in_use = {row[0] for row in _WORKING_THERE.rows(store, some)}
        found = _ORGANIZATIONS.rows(store, some)
        _bin(store, Organization, [(id_, version) for id_, version in found if version == 1 and id_ not in in_use])


@cache
def _binning(model: type[Binned]) -> Query:
    table = table_of(model)
    now = bindparam("now", type_=table.c.deleted_at.type)
    return Query(
        update(table)
        .where(
            table.c.owner_id == bindparam("owner"),
            table.c.id == bindparam("which"),
            table.c.version == bindparam("expected"),
        )
        .values(deleted_at=now, updated_at=now, version=table.c.version + 1)
    )


def _bin(store: Store, model: type[Binned], found: Sequence[tuple[str, int]]) -> None:
    """Puts many into the bin at once, as `Store.remove` does with one."""
    common = {"owner": store.owner, "now": store.now}
    store.connection.run_many(_binning(model), [{**common, "which": id_, "expected": seen} for id_, seen in found])
    search.drop(store.connection, store.owner, [(model.kind, id_) for id_, _ in found])
    for id_, _ in found:
        store.emit(f"{model.kind}.deleted", id_)
