"""What is kept of a connection beside its settings: whom it is for, what was sent, and who works on it now."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, exists, or_, select, update
from sqlalchemy.sql import ColumnElement

from ...core.db import Query
from ...core.jobs import JOB
from ...core.store import Store
from .models import CrmChoice, CrmPreview, CrmRef
from .views import CHOICE, CONNECTION, ONE_CHOSEN, PREVIEW, REF

NO_ERROR: dict[str, Any] = {"last_error": None, "advice": None, "failures": 0, "quiet_until": None}

_owner: ColumnElement[Any] = bindparam("owner_id")
_connection: ColumnElement[Any] = bindparam("connection_id")
_CHOICES = Query(
    select(*CHOICE.c)
    .where(CHOICE.c.owner_id == _owner, CHOICE.c.connection_id == _connection)
    .order_by(CHOICE.c.chosen_at, CHOICE.c.contact_id)
)
_REFS = Query(select(*REF.c).where(REF.c.owner_id == _owner, REF.c.connection_id == _connection))
_PREVIEW = Query(select(*PREVIEW.c).where(PREVIEW.c.owner_id == _owner, PREVIEW.c.connection_id == _connection))
_RELEASE = Query(
    update(CHOICE)
    .where(CHOICE.c.owner_id == bindparam("owner"), CHOICE.c.connection_id == _connection)
    .values(
        released_at=bindparam("now", type_=CHOICE.c.released_at.type),
        **{name: bindparam(f"to_{name}", type_=CHOICE.c[name].type) for name in ("tried", "last_error", "advice")},
    )
)
_STANDING = ("pushed_at", "tried", "last_error", "advice")
_STANDS = Query(
    update(CHOICE)
    .where(
        CHOICE.c.owner_id == bindparam("owner"),
        CHOICE.c.connection_id == _connection,
        CHOICE.c.contact_id == bindparam("contact"),
    )
    .values({name: bindparam(f"to_{name}", type_=CHOICE.c[name].type) for name in _STANDING})
)
_until = bindparam("until", type_=CONNECTION.c.held_until.type)
_HOLD = Query(
    update(CONNECTION)
    .where(
        CONNECTION.c.owner_id == bindparam("owner"),
        CONNECTION.c.id == bindparam("which"),
        or_(
            CONNECTION.c.held_by.is_(None),
            CONNECTION.c.held_by == bindparam("job"),
            CONNECTION.c.held_until < bindparam("now", type_=CONNECTION.c.held_until.type),
        ),
    )
    .values(held_by=bindparam("job"), held_until=_until)
)
_HURRY = Query(
    update(JOB)
    .where(
        JOB.c.owner_id == bindparam("owner"),
        JOB.c.id == bindparam("job"),
        JOB.c.due_at.is_not(None),
        ~exists().where(
            CONNECTION.c.owner_id == bindparam("owner"),
            CONNECTION.c.id == bindparam("which"),
            CONNECTION.c.held_by == bindparam("job"),
            CONNECTION.c.held_until >= bindparam("now", type_=CONNECTION.c.held_until.type),
        ),
    )
    .values(due_at=bindparam("now", type_=JOB.c.due_at.type))
)
_LET_GO = Query(
    update(CONNECTION)
    .where(
        CONNECTION.c.owner_id == bindparam("owner"),
        CONNECTION.c.id == bindparam("which"),
        CONNECTION.c.held_by == bindparam("job"),
    )
    .values(held_by=bindparam("nobody", type_=CONNECTION.c.held_by.type))
)


def choices(store: Store, connection_id: str) -> list[CrmChoice]:
    """Whoever is chosen, in the order in which they were."""
    return [CrmChoice(**_named(CHOICE, row)) for row in store.rows(_CHOICES, connection_id=connection_id)]


def is_chosen(store: Store, connection_id: str, contact_id: str) -> bool:
    """Whether a contact may be sent: chosen, and not in the bin."""
    return store.row(ONE_CHOSEN, connection_id=connection_id, id=contact_id) is not None


def refs(store: Store, connection_id: str) -> list[CrmRef]:
    """What was sent."""
    return [CrmRef(**_named(REF, row)) for row in store.rows(_REFS, connection_id=connection_id)]


def preview(store: Store, connection_id: str) -> CrmPreview | None:
    row = store.row(_PREVIEW, connection_id=connection_id)
    return CrmPreview(**_named(PREVIEW, row)) if row else None


def put_preview(store: Store, found: CrmPreview) -> None:
    store.drop(CrmPreview, connection_id=found.connection_id)
    store.put_rows(CrmPreview, [found.model_dump()])


def put_ref(store: Store, ref: CrmRef) -> None:
    store.drop(CrmRef, connection_id=ref.connection_id, what=ref.what, key=ref.key)
    store.put_rows(CrmRef, [ref.model_dump()])


def drop_ref(store: Store, ref: CrmRef) -> None:
    store.drop(CrmRef, connection_id=ref.connection_id, what=ref.what, key=ref.key)


def note_standing(store: Store, choice: CrmChoice) -> None:
    """Note how somebody stands, unless they were unchosen meanwhile."""
    which = {"owner": store.owner, "connection_id": choice.connection_id, "contact": choice.contact_id}
    store.connection.run(_STANDS, {**which, **{f"to_{name}": getattr(choice, name) for name in _STANDING}})


def release(store: Store, connection_id: str) -> None:
    """Let everybody who is chosen now be sent, and try again whoever was refused."""
    cleared = {f"to_{name}": None for name in ("tried", "last_error", "advice")}
    store.connection.run(_RELEASE, {"owner": store.owner, "connection_id": connection_id, "now": store.now, **cleared})


def hold(store: Store, connection_id: str, job_id: str, until: datetime) -> bool:
    """Have one errand work on a connection at a time; False while another does."""
    values = {"owner": store.owner, "which": connection_id, "job": job_id, "now": store.now, "until": until}
    return int(store.connection.run(_HOLD, values).rowcount) == 1


def hurry(store: Store, connection_id: str, job_id: str) -> None:
    """Have an errand that waits for its time come at once; one that is under way is let be."""
    store.connection.run(_HURRY, {"owner": store.owner, "which": connection_id, "job": job_id, "now": store.now})


def let_go(store: Store, connection_id: str, job_id: str) -> None:
    store.connection.run(_LET_GO, {"owner": store.owner, "which": connection_id, "job": job_id, "nobody": None})


def _named(table: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((column.name for column in table.c), row, strict=True))
