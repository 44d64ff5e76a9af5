"""The change feed, read from a number on."""

from typing import Any

from sqlalchemy import bindparam, select, text

from .db import Query, table_of
from .events import Event
from .store import Store

_EVENT = table_of(Event)
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


def events_after(store: Store, after: int, types: list[str], limit: int) -> list[dict[str, Any]]:
    """Changes numbered above `after`, in order; of these types only, if any are given."""
    wanted = f",{','.join(types)}," if types else ""
    rows = store.rows(_AFTER, after=after, types=wanted, most=limit)
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
