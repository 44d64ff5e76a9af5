"""Tables as JSON lines: one form for SQLite and PostgreSQL, row by row, with values as the models type them.

An instant is RFC 3339 text, bytes are base64, JSON is JSON. Rows come owner by owner, because on PostgreSQL only
their owner sees them, and parents come before children.
"""

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby, islice
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Boolean, Date, LargeBinary, Table, bindparam, column, insert, select, table, tuple_
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.types import NullType, TypeEngine
from sqlmodel import SQLModel

from .clock import is_id
from .db import Instant, Json, Query, instant_text, parse_instant, shape_of
from .engine import Connection
from .migrate import UNOWNED

LEFT_OUT = frozenset({"session", "failed_sign_in", "search_entry"})
"""Sessions must not come back to life once ended; who guessed wrong an hour ago does not matter; and the search index
is made anew from what it indexes."""
BATCH = 500


class Column(NamedTuple):
    """A column's name and the shape of its values: instant, json, bool, date, bytes or plain."""

    name: str
    shape: str


_TO_JSON: dict[str, Callable[[Any], Any]] = {
    "instant": instant_text,
    "date": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "instant": parse_instant,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
}
_TYPES: dict[str, TypeEngine[Any]] = {
    "instant": Instant(),
    "json": Json,
    "bool": Boolean(),
    "date": Date(),
    "bytes": LargeBinary(),
    "plain": NullType(),
}


def begin_snapshot(connection: Connection) -> None:
    """From here on to the commit, read what is committed at this moment."""
    if connection.sqlite:
        connection.raw.execute("BEGIN")
    else:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0"
        connection.raw.execute(begin, prepare=False)


def kept_tables() -> list[Table]:
    """The tables that are written and read, parents before children."""
    return [each for each in SQLModel.metadata.sorted_tables if each.name not in LEFT_OUT]


def columns_of(kept: Table) -> list[Column]:
    return [Column(str(c.name), "bytes" if isinstance(c.type, LargeBinary) else shape_of(c.type)) for c in kept.c]


def act_as(connection: Connection, owner: str) -> None:
    """For the rest of the transaction, or until the next: see and write the rows of this owner."""
    if not is_id(owner):
        raise ValueError("an owner is known by an id")
    if not connection.sqlite:
        connection.raw.execute(f"SET LOCAL app.owner = '{owner}'", prepare=False)


def lines(connection: Connection, kept: Table, owners: Iterable[str]) -> Iterator[bytes]:
    """All rows of a table, within the connection's transaction."""
    if kept.name in UNOWNED:
        yield from _lines(connection, kept, None)
        return
    for owner in owners:
        act_as(connection, owner)
        yield from _lines(connection, kept, owner)


def _lines(connection: Connection, kept: Table, owner: str | None) -> Iterator[bytes]:
    for row in rows(connection, kept, owner):
        yield orjson.dumps(row)


def rows(connection: Connection, kept: Table, owner: str | None) -> Iterator[list[Any]]:
    """The rows of a table, or of one owner, ready for JSON: page by page along the primary key, so that a large table
    needs little memory."""
    writers = [_TO_JSON.get(each.shape) for each in columns_of(kept)]
    names = [c.name for c in kept.c]
    key = [names.index(c.name) for c in kept.primary_key]
    last: tuple[Any, ...] | None = None
    while True:
        given: dict[str, Any] = {"owner_id": owner, "most": BATCH}
        given |= {f"after_{n}": value for n, value in enumerate(last or ())}
        found = connection.rows(_page(kept, owned=owner is not None, further=last is not None), given)
        for row in found:
            yield [
                value if write is None or value is None else write(value)
                for write, value in zip(writers, row, strict=True)
            ]
        if len(found) < BATCH:
            return
        last = tuple(found[-1][n] for n in key)


@cache
def _page(kept: Table, *, owned: bool, further: bool) -> Query:
    key = list(kept.primary_key)
    statement = select(*kept.c).order_by(*key).limit(bindparam("most"))
    if owned:
        statement = statement.where(kept.c.owner_id == bindparam("owner_id"))
    if further:
        after = (bindparam(f"after_{n}", type_=each.type) for n, each in enumerate(key))
        statement = statement.where(tuple_(*key) > tuple_(*after))
    return Query(statement)


def from_json(shape: str, value: Any) -> Any:
    """A value of `rows`, of a column of this shape, as the database takes it."""
    read = _FROM_JSON.get(shape)
    return value if read is None or value is None else read(value)


def take_in(connection: Connection, name: str, columns: list[Column], written: Iterable[bytes]) -> int:
    """Insert rows into a table as it was when they were written; gives how many."""
    typed: list[ColumnClause[Any]] = [column(each.name, _TYPES[each.shape]) for each in columns]
    into = table(name, *typed)
    statement = Query(insert(into).values({c.name: bindparam(c.name, type_=c.type) for c in typed}))
    readers = [(each.name, _FROM_JSON.get(each.shape)) for each in columns]
    read = (_row(line, readers) for line in written)
    if name in UNOWNED:
        return _insert(connection, statement, read)
    count = 0
    for owner, mine in groupby(read, key=lambda row: row["owner_id"]):
        act_as(connection, owner)
        count += _insert(connection, statement, mine)
    return count


def _row(line: bytes, readers: list[tuple[str, Callable[[Any], Any] | None]]) -> dict[str, Any]:
    return {
        name: value if from_ is None or value is None else from_(value)
        for (name, from_), value in zip(readers, orjson.loads(line), strict=True)
    }


def _insert(connection: Connection, statement: Query, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    while batch := list(islice(rows, BATCH)):
        connection.run_many(statement, batch)
        count += len(batch)
    return count
