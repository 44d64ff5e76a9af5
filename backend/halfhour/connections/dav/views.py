"""What answers show of connections and of what came back from them, and how they are listed."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from ...core.db import Instant, Query, one_of, table_of
from ...core.store import Store
from ...core.views import Listing, View
from ...interviews import busy
from .models import BusySpan, ChangeState, Connection, ConnectionChange, ConnectionItem, ItemState
from .schemas import ConnectionChangeRead, ConnectionRead

CONNECTION = table_of(Connection)
ITEM = table_of(ConnectionItem)
CHANGE = table_of(ConnectionChange)
BUSY = table_of(BusySpan)

_kept_count = (
    select(func.count())
    .where(
        ITEM.c.owner_id == CONNECTION.c.owner_id,
        ITEM.c.connection_id == CONNECTION.c.id,
        one_of(ITEM.c.state, ItemState.KEPT, ItemState.ASKED),  # what is asked about is there all the same
        ITEM.c.interview_id.is_not(None) | ITEM.c.contact_id.is_not(None),
    )
    .correlate(CONNECTION)
    .scalar_subquery()
)
_open_changes = (
    select(func.count())
    .where(
        CHANGE.c.owner_id == CONNECTION.c.owner_id,
        CHANGE.c.connection_id == CONNECTION.c.id,
        CHANGE.c.state == ChangeState.OPEN.value,
    )
    .correlate(CONNECTION)
    .scalar_subquery()
)
CONNECTIONS = View(
    Connection,
    ConnectionRead,
    extra={
        "kind": CONNECTION.c.what,
        "accept": CONNECTION.c.accepting,
        "state_words": CONNECTION.c.state,  # said by service, as the next two are
        "collections": CONNECTION.c.id,
        "collection_name": CONNECTION.c.collection,
        "kept_count": _kept_count,
        "open_changes": _open_changes,
    },
)
CONNECTION_LIST = Listing(
    CONNECTIONS,
    sorts={"created_at": CONNECTION.c.created_at, "updated_at": CONNECTION.c.updated_at},
    default="created_at",
    filters={"kind": CONNECTION.c.what == bindparam("kind", type_=CONNECTION.c.what.type)},
)

_connection_name = (
    select(CONNECTION.c.name)
    .where(CONNECTION.c.owner_id == CHANGE.c.owner_id, CONNECTION.c.id == CHANGE.c.connection_id)
    .correlate(CHANGE)
    .scalar_subquery()
)
CHANGES = View(
    ConnectionChange,
    ConnectionChangeRead,
    extra={"kind": CHANGE.c.what, "connection_name": _connection_name, "answers": CHANGE.c.accept_words},
)
CHANGE_LIST = Listing(
    CHANGES,
    sorts={"updated_at": CHANGE.c.updated_at},
    default="-updated_at",
    filters={
        name: CHANGE.c[name] == bindparam(name, type_=CHANGE.c[name].type)
        for name in ("state", "connection_id", "interview_id", "contact_id")
    },
)
ANSWER_WORDS = Query(
    select(CHANGE.c.accept_words, CHANGE.c.dismiss_words).where(
        CHANGE.c.owner_id == bindparam("owner_id"), CHANGE.c.id == bindparam("id")
    )
)
COUNT = Query(select(func.count()).select_from(CONNECTION).where(CONNECTION.c.owner_id == bindparam("owner_id")))
_BUSY = Query(
    select(BUSY.c.starts_at, BUSY.c.ends_at)
    .join(CONNECTION, (CONNECTION.c.owner_id == BUSY.c.owner_id) & (CONNECTION.c.id == BUSY.c.connection_id))
    .where(
        BUSY.c.owner_id == bindparam("owner_id"),
        BUSY.c.starts_at < bindparam("end", type_=Instant()),
        BUSY.c.ends_at > bindparam("begin", type_=Instant()),
        CONNECTION.c.active,
    )
    .order_by(BUSY.c.starts_at)
)


@busy.calendar
def busy_between(store: Store, begin: datetime, end: datetime) -> list[busy.Span]:
    """When a connected calendar says that the person is busy."""
    return [(starts, ends) for starts, ends in store.rows(_BUSY, begin=begin, end=end)]
