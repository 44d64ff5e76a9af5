"""What has happened since the last push, read off the events: whether anything did, and to whom."""

from typing import Any

from sqlalchemy import Column, Select, and_, bindparam, func, select, text, union

from ...contacts.models import Activity, Contact
from ...core.db import Query, table_of
from ...core.events import Event
from ...core.store import Store
from ...interviews.models import Interview
from ...notes.models import Note
from ...outreach.models import Introduction

EVENT, CONTACT, INTERVIEW = table_of(Event), table_of(Contact), table_of(Interview)
ACTIVITY, INTRODUCTION, NOTE = table_of(Activity), table_of(Introduction), table_of(Note)

_since = (EVENT.c.owner_id == bindparam("owner_id"), EVENT.c.seq > bindparam("after"))
_NEWEST = Query(select(func.max(EVENT.c.seq)).where(*_since, text("type NOT LIKE 'crm%'")))
_OF_ALL = Query(select(EVENT.c.seq).where(*_since, text("type LIKE 'account.%'")).limit(1))


def _by(column: Column[Any], contact_id: Column[Any]) -> Select[Any]:
    """The contacts of the rows that an event was about."""
    table = column.table
    rows = EVENT.join(table, and_(table.c.owner_id == EVENT.c.owner_id, column == EVENT.c.resource_id))
    return select(contact_id).select_from(rows).where(*_since)


_on_talk = and_(INTERVIEW.c.owner_id == NOTE.c.owner_id, INTERVIEW.c.id == NOTE.c.interview_id)
_of_event = and_(NOTE.c.owner_id == EVENT.c.owner_id, NOTE.c.id == EVENT.c.resource_id)
_TOUCHED = Query(
    union(
        _by(CONTACT.c.id, CONTACT.c.id),
        _by(CONTACT.c.organization_id, CONTACT.c.id),
        _by(INTERVIEW.c.id, INTERVIEW.c.contact_id),
        _by(ACTIVITY.c.id, ACTIVITY.c.contact_id),
        _by(INTRODUCTION.c.id, INTRODUCTION.c.introducer_id),
        _by(NOTE.c.id, NOTE.c.contact_id),
        select(INTERVIEW.c.contact_id)
        .select_from(EVENT.join(NOTE, _of_event).join(INTERVIEW, _on_talk))
        .where(*_since),
    )
)


def newest(store: Store, after: int) -> int:
    """The number of the last event after one, or that one; events of our own settings don't count."""
    row = store.row(_NEWEST, after=after)
    return int(row[0]) if row and row[0] is not None else after


def touched(store: Store, after: int) -> frozenset[str] | None:
    """Whom the events after one may have changed anything about; None: it may be anybody, as the person's own time zone
    moves all that is due."""
    if store.row(_OF_ALL, after=after) is not None:
        return None
    return frozenset(str(row[0]) for row in store.rows(_TOUCHED, after=after) if row[0] is not None)
