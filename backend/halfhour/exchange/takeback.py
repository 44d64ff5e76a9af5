"""A batch taken back: what it added goes to the bin, what it changed gets its former values."""

from itertools import islice

from sqlalchemy import bindparam, exists, select, update

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

CONTACT, ORGANIZATION, NOTE = table_of(Contact), table_of(Organization), table_of(Note)
ROW, ADDED = table_of(ImportRow), table_of(ImportOrganization)

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
_BIN_NOTES = Query(
    update(NOTE)
    .where(
        NOTE.c.owner_id == bindparam("owner"),
        NOTE.c.deleted_at.is_(None),
        NOTE.c.version == 1,
        NOTE.c.id.in_(
            select(ROW.c.note_id).where(
                ROW.c.owner_id == bindparam("owner"),
                ROW.c.import_id == bindparam("import_id"),
                ROW.c.note_id.is_not(None),
            )
        ),
    )
    .values(
        deleted_at=bindparam("now", type_=NOTE.c.deleted_at.type),
        updated_at=bindparam("now", type_=NOTE.c.deleted_at.type),
        version=NOTE.c.version + 1,
    )
    .returning(NOTE.c.id)
)
_NAMES = Among(
    lambda asked: select(CONTACT.c.id, CONTACT.c.full_name).select_from(
        asked.outerjoin(
            CONTACT,
            (CONTACT.c.owner_id == bindparam("owner_id"))
            & (CONTACT.c.id == asked.c.value)
            & CONTACT.c.deleted_at.is_(None),
        )
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
    _bin(store, _BIN_NOTES, Note, import_id)
    removed = _bin(store, _BIN_CONTACTS, Contact, import_id)
    _bin(store, _BIN_ORGANIZATIONS, Organization, import_id)
    left = dict(store.rows(_LEFT, import_id=import_id)) | dict(_NAMES.rows(store, set(stays)))
    counts = {"reverted": reverted, "removed": removed, "kept": len(left)}
    return counts, [{"id": id_, "full_name": name} for id_, name in islice(left.items(), KEPT_TOLD)]


def _bin(store: Store, query: Query, model: type[Binned], import_id: str) -> int:
    """Puts many into the bin at once, as `Store.remove` does with one."""
    values = {"owner": store.owner, "import_id": import_id, "now": store.now}
    ids = [row[0] for row in store.connection.run(query, values).fetchall()]
    search.drop(store.connection, store.owner, [(model.kind, id_) for id_ in ids])
    for id_ in ids:
        store.emit(f"{model.kind}.deleted", id_)
    return len(ids)
