"""What an answer shows of a table, and lists of it: statements built once for each shape, pages cut by key."""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel
from sqlalchemy import FromClause, Select, bindparam, select, text, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import SQLModel

from .db import SHOWN, Json, Query, instant_text, parse_instant, shape_of, table_of
from .errors import FieldError, Invalid

Shown = dict[str, Any]
"""One answer, ready to be written as JSON."""


class json_list(FunctionElement[Any]):  # noqa: N801  # a function of SQL, written as one
    """All values of a column as one JSON array; empty where there are none."""

    type = Json
    inherit_cache = True
    name = "json_list"


@compiles(json_list, "sqlite")
def _json_list_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **kw)})"


@compiles(json_list, "postgresql")
def _json_list_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    inner = compiler.process(element.clauses, **kw)
    return f"coalesce(json_agg({inner} ORDER BY {inner}), '[]'::json)"


class json_object(FunctionElement[Any]):  # noqa: N801
    """A JSON object from names and columns in turn."""

    type = Json
    inherit_cache = True
    name = "json_object"


@compiles(json_object, "sqlite")
def _json_object_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"json_object({compiler.process(element.clauses, **kw)})"


@compiles(json_object, "postgresql")
def _json_object_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    return f"jsonb_build_object({compiler.process(element.clauses, **kw)})"  # json has no order to list it by


_SHOWN_AS: dict[type[SQLModel], dict[str, Any]] = {}


def shown_as(model: type[SQLModel]) -> dict[str, Any]:
    """The types by which answers show a model's own columns, by their names: what the contract says of them."""
    return _SHOWN_AS.get(model, {})


class View:
    """The columns that a Read model shows: those of the table by the same name, or the expressions in `extra`.

    `source` joins what the expressions need; joined tables must be tied by owner_id as well.
    """

    def __init__(
        self,
        model: type[SQLModel],
        read: type[BaseModel],
        *,
        extra: Mapping[str, ColumnElement[Any]] | None = None,
        source: FromClause | None = None,
    ) -> None:
        self.model = model
        _SHOWN_AS.setdefault(model, {}).update(
            {name: each.annotation for name, each in read.model_fields.items() if name not in (extra or {})}
        )
        self.table = table_of(model)
        self.keys = tuple(read.model_fields)
        extra = extra or {}
        columns = [extra[key] if key in extra else self.table.c[key] for key in self.keys]
        self.all: Select[Any] = (
            select(*(column.label(key) for key, column in zip(self.keys, columns, strict=True)))
            .select_from(self.table if source is None else source)
            .where(self.table.c.owner_id == bindparam("owner_id"))
        )
        self._shown = tuple(
            (key, SHOWN[shape])
            for key, column in zip(self.keys, columns, strict=True)
            if (shape := shape_of(column.type)) in SHOWN
        )
        one = self.all.where(self.table.c.id == bindparam("id"))
        self.binned = "deleted_at" in self.table.c
        self.kept_one = Query(one.where(self.table.c.deleted_at.is_(None)) if self.binned else one)
        self.any_one = Query(one)

    def shown(self, row: Any) -> Shown:
        """A row of the driver's values as an answer."""
        item = dict(zip(self.keys, row, strict=False))
        for key, show in self._shown:
            item[key] = show(item[key])
        return item


class Listing:
    """A list of a view: which sorts and filters it takes.

    Filters are conditions with a parameter of the filter's name; `q`, where given, searches the resource's words.
    Sorts are columns that are never null. Every condition is an equality or comparison on this owner's rows.
    """

    def __init__(
        self,
        view: View,
        *,
        sorts: Mapping[str, ColumnElement[Any]],
        default: str,
        filters: Mapping[str, ColumnElement[Any]] | None = None,
        searched: bool = False,
    ) -> None:
        self.view = view
        self.sorts = sorts
        self.default = default
        self.filters = dict(filters or {})
        self.searched = searched
        self.statement = lru_cache(maxsize=512)(self._statement)

    def of(self, *names: str) -> "Of":
        """The list within a parent, whose id the caller gives: these filters always hold."""
        return Of(self, frozenset(names))

    def _statement(self, filters: frozenset[str], sort: str, after: bool, deleted: bool, sqlite: bool) -> Query:
        table = self.view.table
        order = self.sorts[sort.lstrip("-")]
        statement = self.view.all.add_columns(order.label("_at"))
        for name in sorted(filters - {"q"}):
            statement = statement.where(self.filters[name])
        if "q" in filters:
            statement = statement.where(text(_found(self.view.model, sqlite=sqlite)))
        if self.view.binned:
            statement = statement.where(table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None))
        falling = sort.startswith("-")
        if after:
            key = tuple_(order, table.c.id)
            mark = tuple_(bindparam("_after", type_=order.type), bindparam("_after_id", type_=table.c.id.type))
            statement = statement.where(key < mark if falling else key > mark)
        by = (order.desc(), table.c.id.desc()) if falling else (order, table.c.id)
        return Query(statement.order_by(*by).limit(bindparam("_most")))


class Of(NamedTuple):
    """A list with filters that always hold."""

    listing: Listing
    always: frozenset[str]


def _found(model: type[SQLModel], *, sqlite: bool) -> str:
    table = table_of(model).name
    words = (
        "number IN (SELECT rowid FROM search_word WHERE search_word MATCH :_match)"
        if sqlite
        else "number IN (SELECT number FROM search_word)"
    )
    kind = model.kind  # type: ignore[attr-defined]  # every listed model is Owned
    return f"{table}.id IN (SELECT id FROM search_entry WHERE {words} AND owner_id = :owner_id AND kind = '{kind}')"  # noqa: S608  # names of our own tables


def write_cursor(sort: str, at: Any, id_: str) -> str:
    """Where a page ended: opaque to clients, and bound to the sort it was cut by."""
    if isinstance(at, datetime):
        at = instant_text(at)
    return base64.urlsafe_b64encode(orjson.dumps([sort, at, id_])).decode().rstrip("=")


def read_cursor(cursor: str, sort: str, kind: type | None, *, instant: bool) -> tuple[Any, str]:
    """The sort value and id after which to go on.

    Raises:
        Invalid: the cursor is broken or belongs to another sort.
    """
    try:
        was, at, id_ = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at = parse_instant(at) if instant else at
    except (ValueError, TypeError, binascii.Error, UnicodeError):
        raise _bad_cursor() from None
    fits = was == sort and isinstance(id_, str) and isinstance(at, kind or object) and "\0" not in f"{id_}{at}"
    if not fits or (isinstance(at, int) and abs(at) >> 63):
        raise _bad_cursor()
    return at, id_


def _bad_cursor() -> Invalid:
    error = FieldError("#/cursor", "not a cursor of this list in this order", "Start again without `cursor`.")
    return Invalid("The cursor does not belong to this list.", errors=[error])
