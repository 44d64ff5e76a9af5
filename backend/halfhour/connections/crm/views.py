"""What answers show of connections to CRMs, and how they are listed."""

from typing import Any

from pydantic import Field
from sqlalchemy import Text, and_, bindparam, case, exists, func, literal, null, select
from sqlalchemy.sql import ColumnElement

from ...contacts.models import Contact
from ...core.db import Query, table_of
from ...core.jobs import JOB
from ...core.views import Listing, View
from .models import CrmChoice, CrmConnection, CrmContactState, CrmPreview, CrmRef, CrmState, What
from .schemas import CrmConnectionRead, CrmContactBrief

CONNECTION = table_of(CrmConnection)
CHOICE = table_of(CrmChoice)
REF = table_of(CrmRef)
PREVIEW = table_of(CrmPreview)
CONTACT = table_of(Contact)


class CrmConnectionRow(CrmConnectionRead):
    """A connection as it is read: what is shown, and what `service.complete` makes the rest of the answer from."""

    failed: bool = Field()


_work = and_(JOB.c.id == CONNECTION.c.work_job_id, JOB.c.owner_id == CONNECTION.c.owner_id)
_working = exists().where(_work, JOB.c.due_at.is_not(None)).correlate(CONNECTION)
_watched = (
    exists()
    .where(JOB.c.id == CONNECTION.c.watch_job_id, JOB.c.owner_id == CONNECTION.c.owner_id, JOB.c.due_at.is_not(None))
    .correlate(CONNECTION)
)
_failed = exists().where(_work, JOB.c.due_at.is_(None), JOB.c.error.is_not(None)).correlate(CONNECTION)

standing: ColumnElement[Any] = case(
    (CHOICE.c.last_error.is_not(None), CrmContactState.REFUSED.value),
    (CHOICE.c.pushed_at.is_not(None), CrmContactState.SENT.value),
    else_=CrmContactState.CHOSEN.value,
)
_chosen = CHOICE.join(CONTACT, and_(CONTACT.c.owner_id == CHOICE.c.owner_id, CONTACT.c.id == CHOICE.c.contact_id))


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    return (
        select(func.count())
        .select_from(_chosen)
        .where(
            CHOICE.c.owner_id == CONNECTION.c.owner_id,
            CHOICE.c.connection_id == CONNECTION.c.id,
            CONTACT.c.deleted_at.is_(None),
            *conditions,
        )
        .correlate(CONNECTION)
        .scalar_subquery()
    )


CONNECTIONS = View(
    CrmConnection,
    CrmConnectionRow,
    extra={
        "kind": CONNECTION.c.system,
        "says": literal("", Text()),
        "work": case((_working, CONNECTION.c.work), else_=null()),
        "failed": _failed,
        "automatic": and_(CONNECTION.c.released.is_(True), CONNECTION.c.state != CrmState.REFUSED.value, _watched),
        "chosen_count": _count(),
        "sent_count": _count(standing == CrmContactState.SENT.value),
        "refused_count": _count(standing == CrmContactState.REFUSED.value),
    },
)
CONNECTION_LIST = Listing(CONNECTIONS, sorts={"created_at": CONNECTION.c.created_at}, default="created_at")

_link = (
    select(REF.c.link)
    .where(
        REF.c.owner_id == CHOICE.c.owner_id,
        REF.c.connection_id == CHOICE.c.connection_id,
        REF.c.what == What.PERSON.value,
        REF.c.key == CHOICE.c.contact_id,
    )
    .correlate(CHOICE)
    .scalar_subquery()
)
CHOSEN = View(
    Contact,
    CrmContactBrief,
    source=_chosen,
    extra={
        "state": standing,
        "chosen_at": CHOICE.c.chosen_at,
        "pushed_at": CHOICE.c.pushed_at,
        "link": _link,
        "last_error": CHOICE.c.last_error,
        "advice": CHOICE.c.advice,
    },
)
_of_connection = CHOICE.c.connection_id == bindparam("connection_id")
CHOSEN_LIST = Listing(
    CHOSEN,
    sorts={"name": CONTACT.c.sort_name, "chosen_at": CHOICE.c.chosen_at},
    default="name",
    filters={"connection_id": _of_connection, "state": standing == bindparam("state", type_=Text())},
).of("connection_id")
ONE_CHOSEN = Query(CHOSEN.all.where(_of_connection, CONTACT.c.id == bindparam("id"), CONTACT.c.deleted_at.is_(None)))
RECORDS = Query(
    select(REF.c.what, REF.c.pushed, REF.c.their_id, REF.c.link, REF.c.pushed_at)
    .where(
        REF.c.owner_id == bindparam("owner_id"),
        REF.c.connection_id == bindparam("connection_id"),
        REF.c.contact_id == bindparam("id"),
        REF.c.their_id.is_not(None),
    )
    .order_by(REF.c.pushed_at, REF.c.key)
)
HOW_MANY = Query(select(func.count()).select_from(CONNECTION).where(CONNECTION.c.owner_id == bindparam("owner_id")))
HOW_MANY_CHOSEN = Query(
    select(func.count()).select_from(CHOICE).where(CHOICE.c.owner_id == bindparam("owner_id"), _of_connection)
)
IS_ALIVE = Query(
    select(JOB.c.id).where(
        JOB.c.owner_id == bindparam("owner_id"), JOB.c.id == bindparam("id"), JOB.c.due_at.is_not(None)
    )
)
