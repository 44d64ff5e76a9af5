"""Personal access tokens: how scripts and other programs come in, each with the scopes that its maker chose."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from ..core.clock import is_id, new_id
from ..core.db import Query, table_of
from ..core.engine import Connection
from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown, View
from . import credentials, rules, sessions
from .models import AccessToken
from .schemas import TokenCreate, TokenRead

_TABLE = table_of(AccessToken)
_VIEW = View(AccessToken, TokenRead)
_LISTED = Query(_VIEW.all.order_by(_TABLE.c.created_at.desc(), _TABLE.c.id.desc()))
_HOW_MANY = Query(select(func.count()).select_from(_TABLE).where(_TABLE.c.owner_id == bindparam("owner_id")))
_ADD = Query(insert(_TABLE).values({c.name: bindparam(c.name, type_=c.type) for c in _TABLE.c}))
_REVOKE = Query(delete(_TABLE).where(_TABLE.c.owner_id == bindparam("owner_id"), _TABLE.c.id == bindparam("id")))
_REVOKE_ALL = Query(delete(_TABLE).where(_TABLE.c.owner_id == bindparam("owner_id")))


def list_tokens(store: Store) -> Shown:
    rows = store.connection.run(_LISTED, {"owner_id": store.owner}).fetchall()
    return {"items": [_VIEW.shown(row) for row in rows], "next_cursor": None}


def make_token(store: Store, new: TokenCreate) -> Shown:
    """A token for the person; the answer alone holds it.

    Raises:
        TooManyKept: there are 100.
        Invalid: a scope that does not exist.
    """
    count = store.row(_HOW_MANY)
    if count is not None and count[0] >= rules.MOST_TOKENS:
        raise rules.TooManyKept("Revoke a token that is no longer used, then make this one.")
    token = credentials.new_token()
    row: dict[str, Any] = {
        "digest": credentials.digest(token),
        "id": new_id(),
        "owner_id": store.owner,
        "name": new.name,
        "hint": token[-4:],
        "scopes": rules.scopes_of(new.scopes),
        "created_at": store.now,
        "last_used_at": None,
        "expires_at": None if new.expires_in_days is None else store.now + timedelta(days=new.expires_in_days),
    }
    store.connection.run(_ADD, row)
    return {**{key: row[key] for key in TokenRead.model_fields}, "token": token}


def make_proved(store: Store, session: str, new: TokenCreate) -> Shown:
    """As `make_token`, for somebody who typed the password just now.

    Raises:
        ProofNeeded, TooManyKept
    """
    sessions.require_proof(store, session)
    return make_token(store, new)


def revoke_token(store: Store, id_: str) -> None:
    """End a token, from the next request on.

    Raises:
        NotFound
    """
    if not is_id(id_) or store.connection.run(_REVOKE, {"owner_id": store.owner, "id": id_}).rowcount == 0:
        raise NotFound


def revoke_all(connection: Connection, owner: str) -> None:
    connection.run(_REVOKE_ALL, {"owner_id": owner})
