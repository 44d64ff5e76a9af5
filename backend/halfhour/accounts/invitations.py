"""Invitation links: how somebody signs up where registration is closed to strangers."""

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from ..core.clock import clock, is_id, new_id
from ..core.db import Query, table_of
from ..core.engine import Connection
from ..core.errors import NotFound
from ..core.settings import Registration
from ..core.store import Store
from ..core.views import Shown, View
from . import credentials, rules
from .models import Invitation
from .schemas import InvitationCreate, InvitationRead

_TABLE = table_of(Invitation)
_VIEW = View(Invitation, InvitationRead)
_LISTED = Query(_VIEW.all.order_by(_TABLE.c.created_at.desc(), _TABLE.c.id.desc()))
_HOW_MANY = Query(select(func.count()).select_from(_TABLE).where(_TABLE.c.owner_id == bindparam("owner_id")))
_ADD = Query(insert(_TABLE).values({c.name: bindparam(c.name, type_=c.type) for c in _TABLE.c}))
_TAKE_BACK = Query(delete(_TABLE).where(_TABLE.c.owner_id == bindparam("owner_id"), _TABLE.c.id == bindparam("id")))
_NOW = bindparam("now", type_=_TABLE.c.expires_at.type)
_USABLE = (_TABLE.c.digest == bindparam("which"), _TABLE.c.used_at.is_(None), _TABLE.c.expires_at > _NOW)
_IS_USABLE = Query(select(_TABLE.c.id).where(*_USABLE))
_USE = Query(update(_TABLE).where(*_USABLE).values(used_at=_NOW))


def list_invitations(store: Store) -> Shown:
    rows = store.connection.run(_LISTED, {"owner_id": store.owner}).fetchall()
    return {"items": [_VIEW.shown(row) for row in rows], "next_cursor": None}


def invite(store: Store, new: InvitationCreate) -> Shown:
    """A link by which one person may sign up; the answer alone holds it.

    Its secret stands behind the `#`, which browsers send to no server and write into no log.

    Raises:
        RegistrationClosed: whoever runs the server lets nobody sign up.
        TooManyKept: there are 100.
    """
    settings = store.database.settings
    if settings.registration is Registration.CLOSED:
        raise rules.RegistrationClosed
    count = store.row(_HOW_MANY)
    if count is not None and count[0] >= rules.MOST_INVITATIONS:
        raise rules.TooManyKept("Take back an invitation that is used or old, then make this one.")
    secret = credentials.new_secret()
    row: dict[str, Any] = {
        "digest": credentials.digest(secret),
        "id": new_id(),
        "owner_id": store.owner,
        "note": new.note,
        "created_at": store.now,
        "expires_at": store.now + rules.INVITED,
        "used_at": None,
    }
    store.connection.run(_ADD, row)
    shown = {key: row[key] for key in InvitationRead.model_fields}
    return {**shown, "link": f"{settings.origin}/sign-up#invitation={secret}"}


def take_back(store: Store, id_: str) -> None:
    """Make an invitation's link worthless, or forget a used one.

    Raises:
        NotFound
    """
    if not is_id(id_) or store.connection.run(_TAKE_BACK, {"owner_id": store.owner, "id": id_}).rowcount == 0:
        raise NotFound


def require_usable(connection: Connection, secret: str) -> None:
    """Look whether an invitation can be used.

    Raises:
        InvitationSpent: it never was made, is used, taken back or too old.
    """
    if not credentials.is_secret(secret):
        raise rules.InvitationSpent
    if connection.row(_IS_USABLE, {"which": credentials.digest(secret), "now": clock.now()}) is None:
        raise rules.InvitationSpent


def use(connection: Connection, secret: str) -> None:
    """Spend an invitation; of two who try at once the database lets one.

    Raises:
        InvitationSpent
    """
    if connection.run(_USE, {"which": credentials.digest(secret), "now": clock.now()}).rowcount != 1:
        raise rules.InvitationSpent
