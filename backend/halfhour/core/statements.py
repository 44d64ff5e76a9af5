"""The statements that the store runs, built once for each model and shape; every one names the owner."""

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import SQLModel

from .db import Owned, Query, table_of


@cache
def insertion(model: type[SQLModel]) -> Query:
    """A row with all its columns."""
    table = table_of(model)
    return Query(insert(table).values({c.name: bindparam(c.name, type_=c.type) for c in table.c}))


@cache
def record(model: type[Owned], by: frozenset[str] = frozenset({"id"})) -> Query:
    """Rows whole, oldest first, that equal the columns named in `by`."""
    table = table_of(model)
    statement = select(*table.c).where(table.c.owner_id == bindparam("owner_id"))
    for name in sorted(by):
        statement = statement.where(table.c[name] == bindparam(name, type_=table.c[name].type))
    return Query(statement.order_by(table.c.id))


@cache
def said(model: type[Owned]) -> Query:
    """What search reads of a row."""
    table = table_of(model)
    columns = [table.c[name] for name in (*model.titled, *model.searched)]
    return Query(select(*columns).where(table.c.owner_id == bindparam("owner_id"), table.c.id == bindparam("id")))


@lru_cache(maxsize=2048)
def change(model: type[Owned], fields: frozenset[str], *, checked: bool, kept: bool) -> Query:
    """New values and a new version; `checked`: only over the version expected, `kept`: only out of the bin."""
    table = table_of(model)
    values: dict[str, Any] = {name: bindparam(f"to_{name}", type_=table.c[name].type) for name in fields}
    values |= {"version": table.c.version + 1, "updated_at": bindparam("to_updated_at", type_=table.c.updated_at.type)}
    statement = update(table).where(table.c.owner_id == bindparam("owner"), table.c.id == bindparam("which"))
    if checked:
        statement = statement.where(table.c.version == bindparam("expected"))
    if kept and "deleted_at" in table.c:
        statement = statement.where(table.c.deleted_at.is_(None))
    return Query(statement.values(values))


@cache
def removal(model: type[SQLModel], by: frozenset[str]) -> Query:
    """Rows that equal the columns named in `by`, gone for good."""
    table = table_of(model)
    statement = delete(table).where(table.c.owner_id == bindparam("owner_id"))
    for name in sorted(by):
        statement = statement.where(table.c[name] == bindparam(name, type_=table.c[name].type))
    return Query(statement)


@cache
def projection(model: type[Owned], fields: frozenset[str]) -> Query:
    """New values of what is computed: the version stays."""
    table = table_of(model)
    return Query(
        update(table)
        .where(table.c.owner_id == bindparam("owner"), table.c.id == bindparam("which"))
        .values({name: bindparam(f"to_{name}", type_=table.c[name].type) for name in fields})
    )


@cache
def _static_defaults(model: type[SQLModel]) -> dict[str, Any]:
    return {
        name: field.default
        for name, field in model.model_fields.items()
        if not field.is_required() and field.default_factory is None
    }


def defaults(model: type[SQLModel]) -> dict[str, Any]:
    """What a new row holds where nothing is given."""
    made = {
        name: field.default_factory()  # type: ignore[call-arg]  # none of ours takes the validated data
        for name, field in model.model_fields.items()
        if field.default_factory is not None and name not in ("id", "created_at", "updated_at")
    }
    return {**_static_defaults(model), **made}
