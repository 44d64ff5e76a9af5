"""A file's people kept as one batch, all or none; and the batch taken back."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, exists, select, update

from ..contacts import service as contacts
from ..contacts.models import Contact, ContactTag, Organization, Stage
from ..core import search
from ..core.db import Query, table_of
from ..core.store import Store
from .changes import changed_back, changes_by, plain, values_of
from .drafts import Draft, Reading
from .matching import Matcher, Placed, among, listed, organization_key
from .models import Duplicates, ImportOrganization, ImportRow, Outcome

CHUNK = 500
"""Rows handed to the database at once: few hand-overs, little memory."""

CONTACT, ORGANIZATION, TAG = table_of(Contact), table_of(Organization), table_of(ContactTag)
ROW, ADDED = table_of(ImportRow), table_of(ImportOrganization)

KEPT_TOLD = 100

Tell = Callable[[int], None]
"""Hears how many rows are done."""

_COLUMNS = ("id", "given_name", "family_name", "headline", "organization_id", "location", "connected_on", "emails",
            "phones", "links", "version")  # fmt: skip
_CURRENT = Query(
    select(*(CONTACT.c[name] for name in _COLUMNS)).where(
        CONTACT.c.owner_id == bindparam("owner_id"),
        CONTACT.c.deleted_at.is_(None),
        among(CONTACT.c.id, bindparam("ids")),
    )
)
_TAGS = Query(
    select(TAG.c.contact_id, TAG.c.tag)
    .where(TAG.c.owner_id == bindparam("owner_id"), among(TAG.c.contact_id, bindparam("ids")))
    .order_by(TAG.c.contact_id, TAG.c.tag)
)
_SETTLE = Query(
    update(ROW)
    .where(ROW.c.owner_id == bindparam("owner"), ROW.c.import_id == bindparam("import_id"))
    .values(
        version=select(CONTACT.c.version)
        .where(CONTACT.c.owner_id == ROW.c.owner_id, CONTACT.c.id == ROW.c.contact_id)
        .scalar_subquery()
    )
)


def keep(
    store: Store, import_id: str, readings: Iterable[Reading], choices: dict[str, Any], tell: Tell
) -> dict[str, int]:
    """Adds or changes a contact for each usable row, within the caller's transaction. `choices` has `duplicates` and
    `source`. Gives the counts."""
    counts = dict.fromkeys(("created", "updated", "skipped"), 0)
    matcher = Matcher(store)
    for chunk in chunks(readings):
        drafts = [(reading.row, reading.draft) for reading in chunk if reading.draft is not None]
        rows = _keep_chunk(store, import_id, matcher, drafts, choices)
        store.put_rows(ImportRow, rows)
        for row in rows:
            counts[row["outcome"]] += 1
        store.finish()  # writes the events so far, so that they don't pile up in memory
        tell(chunk[-1].row)
    store.connection.run(_SETTLE, {"owner": store.owner, "import_id": import_id})
    return counts


def chunks(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Some hundred rows at a time."""
    source = iter(readings)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _keep_chunk(
    store: Store, import_id: str, matcher: Matcher, drafts: list[tuple[int, Draft]], choices: dict[str, Any]
) -> list[dict[str, Any]]:
    if not drafts:
        return []
    placed = matcher.place(drafts)
    if choices["duplicates"] == Duplicates.CREATE:
        placed = [each._replace(match=None, new_id=each.new_id or "") for each in placed]
    new = [each for each in placed if each.match is None]
    met = [each for each in placed if each.match is not None]
    kept = new if choices["duplicates"] == Duplicates.SKIP else placed
    organizations = _organizations(store, import_id, matcher, (each.draft.organization_name for each in kept))
    ids = contacts.add_many(
        store,
        [_new_contact(each, organizations, choices["source"]) for each in new],
        organizations=organizations.values(),
    )
    rows = [_row(import_id, each.row, Outcome.CREATED, id_) for each, id_ in zip(new, ids, strict=True)]
    if choices["duplicates"] == Duplicates.UPDATE:
        rows += _update(store, import_id, met, organizations)
    else:
        rows += [_row(import_id, each.row, Outcome.SKIPPED, each.match.contact_id) for each in met if each.match]
    return rows


def _organizations(store: Store, import_id: str, matcher: Matcher, names: Iterable[str]) -> dict[str, str]:
    """The id of each organization by its key; those that are not there are added."""
    by_key = {organization_key(name): name for name in names if name}
    found = matcher.organization_ids(by_key.values())
    missing = [{"name": name, "name_key": key} for key, name in by_key.items() if key not in found]
    ids = store.add_many(Organization, missing)
    added = {values["name_key"]: id_ for values, id_ in zip(missing, ids, strict=True)}
    store.put_rows(ImportOrganization, [{"import_id": import_id, "organization_id": id_} for id_ in ids])
    matcher.learn_organizations(added)
    return found | added


def _new_contact(placed: Placed, organizations: dict[str, str], source: str | None) -> dict[str, Any]:
    return {
        **values_of(placed.draft, organizations),
        "source": source,
        **({"id": placed.new_id} if placed.new_id else {}),
    }


def _row(import_id: str, row: int, outcome: Outcome, contact_id: str, **more: Any) -> dict[str, Any]:
    empty = {"version": 1, "before": None, "after": None}
    return {"import_id": import_id, "row": row, "outcome": outcome.value, "contact_id": contact_id, **empty, **more}


def _update(store: Store, import_id: str, met: list[Placed], organizations: dict[str, str]) -> list[dict[str, Any]]:
    """Brings what the file says to the contacts that are there; one that it says nothing new of is left alone."""
    current = current_values(store, {each.match.contact_id for each in met if each.match})
    rows = []
    for each in met:
        id_ = each.match.contact_id if each.match else ""
        now = current.get(id_)
        changes = changes_by(now, values_of(each.draft, organizations)) if now else {}
        if now is None or not changes:
            rows.append(_row(import_id, each.row, Outcome.SKIPPED, id_))
            continue
        before = {name: now[name] for name in changes}
        contacts.change_values(store, id_, dict(changes))
        now |= changes
        rows.append(_row(import_id, each.row, Outcome.UPDATED, id_, before=plain(before), after=plain(changes)))
    return rows


def current_values(store: Store, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What an import may change of contacts, by their ids; those in the bin are left out."""
    asked = listed(ids)
    found = {row[0]: dict(zip(_COLUMNS, row, strict=True)) | {"tags": []} for row in store.rows(_CURRENT, ids=asked)}
    for contact_id, tag in store.rows(_TAGS, ids=asked):
        if contact_id in found:
            found[contact_id]["tags"].append(tag)
    return found


_MADE = exists().where(
    ROW.c.owner_id == CONTACT.c.owner_id,
    ROW.c.import_id == bindparam("import_id"),
    ROW.c.contact_id == CONTACT.c.id,
    ROW.c.outcome == Outcome.CREATED.value,
)
_UNTOUCHED = exists().where(
    ROW.c.owner_id == CONTACT.c.owner_id,
    ROW.c.import_id == bindparam("import_id"),
    ROW.c.contact_id == CONTACT.c.id,
    ROW.c.outcome == Outcome.CREATED.value,
    ROW.c.version == CONTACT.c.version,
)
_BIN_CONTACTS = Query(
    update(CONTACT)
    .where(
        CONTACT.c.owner_id == bindparam("owner"),
        CONTACT.c.deleted_at.is_(None),
        CONTACT.c.stage == Stage.NEW.value,
        CONTACT.c.last_touch_at.is_(None),
        _UNTOUCHED,
    )
    .values(
        deleted_at=bindparam("now", type_=CONTACT.c.deleted_at.type),
        updated_at=bindparam("now", type_=CONTACT.c.deleted_at.type),
        version=CONTACT.c.version + 1,
    )
    .returning(CONTACT.c.id)
)
_LEFT = Query(
    select(CONTACT.c.id, CONTACT.c.full_name)
    .where(CONTACT.c.owner_id == bindparam("owner_id"), CONTACT.c.deleted_at.is_(None), _MADE)
    .order_by(CONTACT.c.id)
)
_NAMES = Query(
    select(CONTACT.c.id, CONTACT.c.full_name).where(
        CONTACT.c.owner_id == bindparam("owner_id"),
        CONTACT.c.deleted_at.is_(None),
        among(CONTACT.c.id, bindparam("ids")),
    )
)
_BIN_ORGANIZATIONS = Query(
    update(ORGANIZATION)
    .where(
        ORGANIZATION.c.owner_id == bindparam("owner"),
        ORGANIZATION.c.deleted_at.is_(None),
        ORGANIZATION.c.version == 1,
        exists().where(
            ADDED.c.owner_id == ORGANIZATION.c.owner_id,
            ADDED.c.import_id == bindparam("import_id"),
            ADDED.c.organization_id == ORGANIZATION.c.id,
        ),
        ~exists().where(
            CONTACT.c.owner_id == ORGANIZATION.c.owner_id,
            CONTACT.c.organization_id == ORGANIZATION.c.id,
            CONTACT.c.deleted_at.is_(None),
        ),
    )
    .values(
        deleted_at=bindparam("now", type_=ORGANIZATION.c.deleted_at.type),
        updated_at=bindparam("now", type_=ORGANIZATION.c.deleted_at.type),
        version=ORGANIZATION.c.version + 1,
    )
    .returning(ORGANIZATION.c.id)
)
_UPDATED = Query(
    select(ROW.c.row, ROW.c.contact_id, ROW.c.before, ROW.c.after)
    .where(
        ROW.c.owner_id == bindparam("owner_id"),
        ROW.c.import_id == bindparam("import_id"),
        ROW.c.outcome == Outcome.UPDATED.value,
        ROW.c.row < bindparam("above"),
    )
    .order_by(ROW.c.row.desc())
    .limit(CHUNK)
)


def take_back(store: Store, import_id: str, tell: Tell) -> tuple[dict[str, int], list[dict[str, str]]]:
    """Puts what the batch added into the bin and gives what it changed its former values.

    What was worked with since (edited, touched, or a talk planned) stays as it is. Gives the counts, and who stays.
    """
    reverted = 0
    stays: list[str] = []
    above = 2**31 - 1
    while updated := store.rows(_UPDATED, import_id=import_id, above=above):
        current = current_values(store, {row[1] for row in updated})
        for _, contact_id, before, after in updated:
            now = current.get(contact_id)
            back = changed_back(now, before, after) if now else {}
            if now and back:
                contacts.change_values(store, contact_id, dict(back))
                now |= back
                reverted += 1
            if len(back) < len(before):
                stays.append(contact_id)
        above = updated[-1][0]
        store.finish()
        tell(reverted)
    removed = _bin(store, _BIN_CONTACTS, Contact, import_id)
    _bin(store, _BIN_ORGANIZATIONS, Organization, import_id)
    left = dict(store.rows(_LEFT, import_id=import_id)) | dict(store.rows(_NAMES, ids=listed(set(stays))))
    counts = {"reverted": reverted, "removed": removed, "kept": len(left)}
    return counts, [{"id": id_, "full_name": name} for id_, name in islice(left.items(), KEPT_TOLD)]


def _bin(store: Store, query: Query, model: type[Contact] | type[Organization], import_id: str) -> int:
    """Puts many into the bin at once, as `Store.remove` does with one."""
    values = {"owner": store.owner, "import_id": import_id, "now": store.now}
    ids = [row[0] for row in store.connection.run(query, values).fetchall()]
    search.drop(store.connection, store.owner, [(model.kind, id_) for id_ in ids])
    for id_ in ids:
        store.emit(f"{model.kind}.deleted", id_)
    return len(ids)
