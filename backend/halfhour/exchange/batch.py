"""A file's people kept as one batch, all or none."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, select, update

from ..contacts import portraits
from ..contacts import service as contacts
from ..contacts.models import Contact, ContactTag, Organization
from ..core.db import Query, table_of
from ..core.store import Store
from ..notes.models import Note
from ..notes.rules import title_of
from .changes import changes_by, plain, values_of
from .drafts import Draft, Reading
from .matching import Among, Matcher, Placed, organization_key
from .models import Duplicates, ImportOrganization, ImportRow, Outcome

CHUNK = 500
"""Rows handed to the database at once: few hand-overs, little memory."""

CONTACT, TAG = table_of(Contact), table_of(ContactTag)
ROW, NOTE = table_of(ImportRow), table_of(Note)

Tell = Callable[[int], None]
"""Hears how many rows are done."""

_COLUMNS = ("id", "given_name", "family_name", "headline", "organization_id", "location", "connected_on", "emails",
            "phones", "links", "postal_address", "portrait", "version")  # fmt: skip
_CURRENT = Among(CONTACT.c.id, *(CONTACT.c[name] for name in _COLUMNS))
_TAGS = Among(TAG.c.contact_id, TAG.c.contact_id, TAG.c.tag)
_NOTED = Among(NOTE.c.contact_id, NOTE.c.contact_id, NOTE.c.body)
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
    store: Store,
    import_id: str,
    readings: Iterable[Reading],
    choices: dict[str, Any],
    tell: Tell,
    *,
    pictures: Callable[[int], bytes] | None = None,
) -> dict[str, int]:
    """Adds or changes a contact for each usable row, within the caller's transaction. `choices` has `duplicates` and
    `source`; `pictures` gives the picture beside a row. Gives the counts."""
    counts = dict.fromkeys(("created", "updated", "skipped"), 0)
    matcher = Matcher(store)
    for number, chunk in enumerate(chunks(readings), 1):
        drafts = [(reading.row, reading.draft) for reading in chunk if reading.draft is not None]
        rows = _keep_chunk(store, import_id, matcher, drafts, choices)
        if pictures is not None:
            pictured = {row for row, draft in drafts if draft.picture}
            update = choices["duplicates"] == Duplicates.UPDATE
            _hang(store, [row for row in rows if row["row"] in pictured and (update or _is_new(row))], pictures)
        store.put_rows(ImportRow, rows)
        for row in rows:
            counts[row["outcome"]] += 1
        store.finish()  # writes the events so far, so that they don't pile up in memory
        if number & (number - 1) == 0:
            _plan_anew(store)
        tell(chunk[-1].row)
    if counts["updated"]:  # else each is as it was added
        store.connection.run(_SETTLE, {"owner": store.owner, "import_id": import_id})
    return counts


def _plan_anew(store: Store) -> None:
    """PostgreSQL keeps plans, those of foreign keys among them. One that was made while a table was nearly empty reads
    all of an owner's rows for each check; so plans are dropped whenever the batch has doubled what is there."""
    if not store.database.sqlite:
        store.connection.raw.execute("DISCARD PLANS", prepare=False)


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
        _note(store, rows, placed)
    else:
        _note(store, rows, new)
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
    values = values_of(placed.draft, organizations)
    return {
        **values,
        "source": values.get("source") or source,
        **({"id": placed.new_id} if placed.new_id else {}),
    }


def _row(import_id: str, row: int, outcome: Outcome, contact_id: str, **more: Any) -> dict[str, Any]:
    empty = {"version": 1, "before": None, "after": None, "note_id": None}
    return {"import_id": import_id, "row": row, "outcome": outcome.value, "contact_id": contact_id, **empty, **more}


def _is_new(row: dict[str, Any]) -> bool:
    return bool(row["outcome"] == Outcome.CREATED)


def _hang(store: Store, rows: list[dict[str, Any]], pictures: Callable[[int], bytes]) -> None:
    """Gives those their picture who have none yet."""
    now = current_values(store, {row["contact_id"] for row in rows})
    for row in rows:
        id_, before = row["contact_id"], now.get(row["contact_id"])
        if before is None or before["portrait"] is not None:
            continue
        portrait = portraits.framed(pictures(row["row"]))
        if portrait is None:
            continue
        portraits.hang(store, {id_: portrait})
        before["portrait"] = portrait.sha256
        if _is_new(row):
            store.project(Contact, id_, {"portrait": portrait.sha256})
        else:
            contacts.change_values(store, id_, {"portrait": portrait.sha256})
            row["outcome"] = Outcome.UPDATED.value
            row["before"] = {**(row["before"] or {}), "portrait": None}
            row["after"] = {**(row["after"] or {}), "portrait": portrait.sha256}


def _note(store: Store, rows: list[dict[str, Any]], placed: list[Placed]) -> None:
    """Writes what the file notes about people as notes on their contacts, unless the very same is there."""
    texts = {each.row: each.draft.notes for each in placed if each.draft.notes}
    if not texts:
        return
    noted = [row for row in rows if row["row"] in texts]
    there = set(_NOTED.rows(store, {row["contact_id"] for row in noted if row["outcome"] != Outcome.CREATED}))
    new = [row for row in noted if (row["contact_id"], texts[row["row"]]) not in there]
    values = [
        {"contact_id": row["contact_id"], "body": (body := texts[row["row"]]), "title": title_of(body)} for row in new
    ]
    for row, note_id in zip(new, store.add_many(Note, values), strict=True):
        row["note_id"] = note_id
        if row["outcome"] == Outcome.SKIPPED:
            row |= {"outcome": Outcome.UPDATED.value, "before": {}, "after": {}}


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
    asked = set(ids)
    found = {row[0]: dict(zip(_COLUMNS, row, strict=True)) | {"tags": []} for row in _CURRENT.rows(store, asked)}
    for contact_id, tag in sorted(_TAGS.rows(store, asked)):
        if contact_id in found:
            found[contact_id]["tags"].append(tag)
    return found
