"""Who asks: sessions and tokens looked up by their digests, at every request anew, so that an end counts at once."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from ..core.access import Credential, Principal
from ..core.clock import clock, is_id, new_id
from ..core.db import Query, table_of
from ..core.engine import Connection, Database
from ..core.errors import NotFound, Unauthorized
from ..core.store import Store
from ..core.views import Shown, View
from . import credentials, rules
from .models import AccessToken, Session
from .schemas import SessionRead

log = logging.getLogger(__name__)

_SESSION = table_of(Session)
_TOKEN = table_of(AccessToken)
_BY_COOKIE = Query(
    select(_SESSION.c.id, _SESSION.c.owner_id, _SESSION.c.last_used_at, _SESSION.c.expires_at).where(
        _SESSION.c.digest == bindparam("digest")
    )
)
_BY_TOKEN = Query(
    select(
        _TOKEN.c.id,
        _TOKEN.c.owner_id,
        _TOKEN.c.last_used_at,
        _TOKEN.c.expires_at,
        _TOKEN.c.scopes,
    ).where(_TOKEN.c.digest == bindparam("digest"))
)


def _used(table: Any) -> Query:
    at = bindparam("at", type_=table.c.last_used_at.type)
    return Query(update(table).where(table.c.digest == bindparam("which")).values(last_used_at=at))


_USED_COOKIE, _USED_TOKEN = _used(_SESSION), _used(_TOKEN)


@lru_cache(maxsize=256)
def _as_set(scopes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(scopes)


class Keeper:
    """Tells who asks, and keeps when each credential was last used.

    The latter is a write that no request should wait for, on a connection that may only read: it is done in a thread of
    the keeper's own, for each credential at most once in ten minutes.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._lock = threading.Lock()
        self._noted: dict[str, datetime] = {}
        self._thread: ThreadPoolExecutor | None = ThreadPoolExecutor(1, "last-used")

    def authenticate(self, connection: Connection, credential: Credential) -> Principal:
        """Whose credential it is; one statement.

        Raises:
            Unauthorized: it is missing, made up, expired or revoked.
        """
        if credential.bearer is not None:
            return self._by_token(connection, credential.bearer)
        if credential.session is not None and credentials.is_secret(credential.session):
            digest = credentials.digest(credential.session)
            row = connection.row(_BY_COOKIE, {"digest": digest})
            now = clock.now()
            if row is not None and rules.alive(now, row[2], row[3]):
                self._note(_USED_COOKIE, digest, row[2], now)
                return Principal(row[1], row[0], None)
        raise Unauthorized

    def _by_token(self, connection: Connection, token: str) -> Principal:
        if credentials.is_token(token):
            digest = credentials.digest(token)
            row = connection.row(_BY_TOKEN, {"digest": digest})
            now = clock.now()
            if row is not None and (row[3] is None or now < row[3]):
                self._note(_USED_TOKEN, digest, row[2], now)
                return Principal(row[1], row[0], _as_set(tuple(row[4])))
        raise Unauthorized

    def _note(self, query: Query, digest: str, last: datetime | None, now: datetime) -> None:
        if last is not None and now - last < rules.COARSE:
            return
        with self._lock:
            noted = self._noted.get(digest)
            if self._thread is None or (noted is not None and now - noted < rules.COARSE):
                return
            self._noted[digest] = now
            self._thread.submit(self._write, query, digest, now)

    def _write(self, query: Query, digest: str, now: datetime) -> None:
        try:
            with self.database.writing() as connection:
                connection.run(query, {"which": digest, "at": now})
        except Exception:
            log.exception("the last use of a credential was not noted")
            return  # stays in `_noted`: the next try is in ten minutes, not at the next request
        with self._lock:
            self._noted.pop(digest, None)

    def settle(self) -> None:
        """Wait until every use so far is written."""
        if self._thread is not None:
            self._thread.submit(int).result()

    def close(self) -> None:
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown()


class Visitor(NamedTuple):
    """What is known of a browser or script before it has proved anything. `secret` is the session it came with."""

    address: str
    agent: str
    secret: str | None = None


_OPEN = Query(insert(_SESSION).values({c.name: bindparam(c.name, type_=c.type) for c in _SESSION.c}))
_END = Query(delete(_SESSION).where(_SESSION.c.owner_id == bindparam("owner_id"), _SESSION.c.id == bindparam("id")))
_END_OTHERS = Query(
    delete(_SESSION).where(_SESSION.c.owner_id == bindparam("owner_id"), _SESSION.c.id != bindparam("id"))
)
_END_REPLACED = Query(delete(_SESSION).where(_SESSION.c.digest == bindparam("digest")))
_END_DEAD = Query(
    delete(_SESSION).where(
        (_SESSION.c.expires_at <= bindparam("now", type_=_SESSION.c.expires_at.type))
        | (_SESSION.c.last_used_at <= bindparam("idle", type_=_SESSION.c.last_used_at.type))
    )
)
_OLDEST_FIRST = Query(
    select(_SESSION.c.id).where(_SESSION.c.owner_id == bindparam("owner_id")).order_by(_SESSION.c.last_used_at)
)
_PROVE = Query(
    update(_SESSION)
    .where(_SESSION.c.owner_id == bindparam("owner"), _SESSION.c.id == bindparam("which"))
    .values(proved_at=bindparam("at", type_=_SESSION.c.proved_at.type))
)
_PROVED = Query(
    select(_SESSION.c.proved_at).where(_SESSION.c.owner_id == bindparam("owner_id"), _SESSION.c.id == bindparam("id"))
)
_VIEW = View(Session, SessionRead, extra={"current": _SESSION.c.id == bindparam("current")})
_LISTED = Query(
    _VIEW.all.where(
        _SESSION.c.expires_at > bindparam("now", type_=_SESSION.c.expires_at.type),
        _SESSION.c.last_used_at > bindparam("idle", type_=_SESSION.c.last_used_at.type),
    ).order_by(_SESSION.c.last_used_at.desc(), _SESSION.c.id.desc())
)


def open_session(connection: Connection, owner: str, visitor: Visitor) -> tuple[str, str]:
    """Start a session; gives its id and secret. The one that the visitor came with ends, and the oldest of too many."""
    secret, now = credentials.new_secret(), clock.now()
    end_dead(connection)
    if visitor.secret is not None and credentials.is_secret(visitor.secret):
        connection.run(_END_REPLACED, {"digest": credentials.digest(visitor.secret)})
    kept = connection.rows(_OLDEST_FIRST, {"owner_id": owner})
    for (id_,) in kept[: max(0, len(kept) - rules.MOST_SESSIONS + 1)]:
        connection.run(_END, {"owner_id": owner, "id": id_})
    row = {
        "digest": credentials.digest(secret),
        "id": new_id(),
        "owner_id": owner,
        "agent": "".join(c for c in visitor.agent if c.isprintable())[:300],
        "address": visitor.address[:64],
        "created_at": now,
        "last_used_at": now,
        "proved_at": now,
        "expires_at": now + rules.ABSOLUTE,
    }
    connection.run(_OPEN, row)
    return str(row["id"]), secret


def listed(connection: Connection, owner: str, current: str) -> list[Shown]:
    """The sessions that have not ended, the latest used first."""
    now = clock.now()
    given = {"owner_id": owner, "current": current, "now": now, "idle": now - rules.IDLE}
    rows = connection.run(_LISTED, given).fetchall()
    return [_VIEW.shown(row) for row in rows]


def list_sessions(store: Store, current: str) -> Shown:
    return {"items": listed(store.connection, store.owner, current), "next_cursor": None}


def end_session(store: Store, id_: str) -> None:
    """Sign one browser out.

    Raises:
        NotFound
    """
    if not is_id(id_) or store.connection.run(_END, {"owner_id": store.owner, "id": id_}).rowcount == 0:
        raise NotFound


def end_others(connection: Connection, owner: str, current: str) -> None:
    """Sign all other browsers out."""
    connection.run(_END_OTHERS, {"owner_id": owner, "id": current})


def end_dead(connection: Connection) -> None:
    """Forget sessions, anybody's, that have ended by themselves."""
    now = clock.now()
    connection.run(_END_DEAD, {"now": now, "idle": now - rules.IDLE})


def note_proof(connection: Connection, owner: str, current: str) -> None:
    """The password was typed again in this session."""
    connection.run(_PROVE, {"owner": owner, "which": current, "at": clock.now()})


def require_proof(store: Store, current: str) -> None:
    """Go on only if the password was typed in this session within the last 10 minutes.

    Raises:
        ProofNeeded
    """
    row = store.row(_PROVED, id=current)
    if row is None or not rules.proved(clock.now(), row[0]):
        raise rules.ProofNeeded
