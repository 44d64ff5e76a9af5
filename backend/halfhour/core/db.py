"""Tables, column types and statements: what models are made of.

Every table of a person's data starts with the owner: `(owner_id, id)` is its key and its children's foreign keys
carry both, so that a child can't point at a stranger's parent.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

import orjson
from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    TypeDecorator,
    column,
    or_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql import ClauseElement, ColumnElement
from sqlalchemy.sql.expression import Executable
from sqlalchemy.types import Boolean, TypeEngine
from sqlmodel import Field, SQLModel

from .clock import clock, new_id

ID = String(36)


def instant_text(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds; texts of this form sort as their instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def parse_instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC: `timestamptz` on PostgreSQL, RFC 3339 text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(27) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # as its parent
        return parse_instant(value) if isinstance(value, str) else value


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Owned(SQLModel):
    """A row that belongs to one person."""

    kind: ClassVar[str] = ""
    """Its name in events and search, and its table's name."""
    titled: ClassVar[tuple[str, ...]] = ()
    """Columns that make its title in search; none: not searched."""
    searched: ClassVar[tuple[str, ...]] = ()
    """Further columns that search reads."""
    within: ClassVar[str] = ""
    """The column of the parent that a row is hidden with while that lies in the bin, if there is one."""
    filed: ClassVar[bool] = False
    """Whether each row has a file of its own: see core.files."""
    forgotten: ClassVar[tuple[str, timedelta] | None] = None
    """The column of the instant from which a row is kept for so long and no longer, if there is one."""

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    version: int = Field(default=1)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class Binned(Owned):
    """A row that is put into a bin for 30 days before it is gone."""

    deleted_at: datetime | None = Field(default=None, sa_type=Instant)


def belongs_to(column: str, parent: str) -> ForeignKeyConstraint:
    """A foreign key (owner_id, column) to a parent of the same owner; the child goes when the parent is purged."""
    return ForeignKeyConstraint(["owner_id", column], [f"{parent}.owner_id", f"{parent}.id"], ondelete="CASCADE")


def newest_first(table: str, *, binned: bool = True) -> Index:
    """The index that the list in its usual order walks along."""
    where = table_column("deleted_at").is_(None) if binned else None
    return Index(f"ix_{table}_updated", "owner_id", "updated_at", "id", sqlite_where=where, postgresql_where=where)


def table_column(name: str) -> ColumnElement[Any]:
    named: ColumnElement[Any] = column(name)
    return named


def one_of(column: ColumnElement[Any], *values: StrEnum) -> ColumnElement[bool]:
    """Whether a column has one of a few values."""
    return or_(*(column == value.value for value in values))


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel sets it where table=True
    return table


def models(base: type[Owned] = Owned) -> Iterator[type[Owned]]:
    """Every model with a table that derives from the base."""
    for model in base.__subclasses__():
        if hasattr(model, "__table__"):
            yield model
        yield from models(model)


class Compiled(NamedTuple):
    """A statement for one dialect: its text; its parameters in order, each with its default and what makes the driver's
    value of it; the names of its results, and what makes Python's values of them, by their place."""

    sql: str
    names: frozenset[str]
    slots: tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]
    columns: tuple[str, ...]
    typed: tuple[tuple[int, Callable[[Any], Any]], ...]


class Query:
    """A Core statement, compiled once for each dialect and then run by the driver itself.

    SQLAlchemy's own execution costs more than many of our statements do; the statement, its types and its
    parameters stay SQLAlchemy's. Parameters are given by name; IN lists are written with `any_of`.
    """

    __slots__ = ("_compiled", "statement")

    def __init__(self, statement: Executable | ClauseElement) -> None:
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _compile(self.statement, dialect)
        return found


def _compile(statement: Any, dialect: Dialect) -> Compiled:
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    binds = {}
    for bind, name in compiled.bind_names.items():
        processor = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if processor is not None:
            binds[name] = processor
    defaults = {
        name: bind.value for bind, name in compiled.bind_names.items() if bind.value is not None and not bind.required
    }
    slots = tuple((name, defaults.get(name), binds.get(name)) for name in compiled.positiontup or ())
    columns = getattr(statement, "exported_columns", ())  # of a SELECT, or what RETURNING gives
    names = tuple(getattr(c, "key", None) or str(c) for c in columns)
    shapes = ((place, shape_of(c.type)) for place, c in enumerate(columns))
    typed = tuple((place, TYPED[shape]) for place, shape in shapes if shape in TYPED)
    return Compiled(compiled.string, frozenset(name for name, _, _ in slots), slots, names, typed)


def shape_of(type_: TypeEngine[Any]) -> str:
    """How a value of the type comes from the driver: `instant`, `json`, `bool`, `date` or `plain`."""
    for kind, shape in ((Instant, "instant"), (JSON, "json"), (Boolean, "bool"), (Date, "date")):
        if isinstance(type_, kind):
            return shape
    return "plain"


def _from_json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, (str, bytes)) else value


def _from_instant(value: Any) -> Any:
    return parse_instant(value) if isinstance(value, str) else value


def _from_date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


TYPED: dict[str, Callable[[Any], Any]] = {
    "json": _from_json,
    "instant": _from_instant,
    "date": _from_date,
    "bool": lambda value: None if value is None else bool(value),
}
"""From the driver's values to Python's, for deciding."""

SHOWN: dict[str, Callable[[Any], Any]] = {
    "json": lambda value: orjson.Fragment(value) if isinstance(value, (str, bytes)) else value,
    "bool": lambda value: None if value is None else bool(value),
}
"""From the driver's values to what orjson writes: JSON and instants pass through unread."""
