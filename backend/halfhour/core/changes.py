"""The change feed, read from a number on."""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, text

from .db import Query, table_of
from .events import Event
from .feed import Feed
from .store import Store

_EVENT, _FEED = table_of(Event), table_of(Feed)
_COLUMNS = ("seq", "type", "resource_id", "at", "data")
_AFTER = Query(
    select(*(_EVENT.c[name] for name in _COLUMNS))
    .where(
        _EVENT.c.owner_id == bindparam("owner_id"),
        _EVENT.c.seq > bindparam("after"),
        text("(:types = '' OR length(:types) > length(replace(:types, ',' || type || ',', '')))"),
    )
    .order_by(_EVENT.c.seq)
    .limit(bindparam("most"))
)
_LAST = Query(select(_FEED.c.last).where(_FEED.c.owner_id == bindparam("owner_id")))


class Changes(NamedTuple):
    """Some changes in order, and the number to go on after."""

    items: list[dict[str, Any]]
    cursor: int
    more: bool


def changes_after(store: Store, after: int, types: list[str], limit: int) -> Changes:
    """Changes numbered above `after`, in order.

    Numbers are given in the order of commits. So whoever first asks for the last number, and then for what is up to
    there, has seen all of it, also where none was of the types wanted; and where nothing is new, that is one row.
    """
    row = store.row(_LAST)
    last = row[0] if row else 0
    if last <= after:
        return Changes([], after, more=False)
    items = events_after(store, after, types, limit)
    if len(items) == limit:
        return Changes(items, items[-1]["seq"], more=True)
    return Changes(items, max(last, items[-1]["seq"] if items else 0), more=False)


def events_after(store: Store, after: int, types: list[str], limit: int) -> list[dict[str, Any]]:
    """Changes numbered above `after`, in order; of these types only, if any are given."""
    wanted = f",{','.join(types)}," if types else ""
    rows = store.rows(_AFTER, after=after, types=wanted, most=limit)
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
