"""What a whole account is made of: its tables, the shape of their rows, and the schema that says so to others.

All is read off the models, so that a new table, of this step or of another, comes along by itself.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from functools import cache, cached_property, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, create_model
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, Table
from sqlmodel import SQLModel

from ..core import portable
from ..core.db import Owned, table_of
from ..core.migrate import UNOWNED, import_views
from ..core.views import shown_as
from .models import ImportFile, ImportProgress

NOT_EXPORTED = frozenset({
    "event", "kept_answer", "search_entry", "contact_key", "account_import",
    str(ImportFile.__tablename__), str(ImportProgress.__tablename__),
}) | UNOWNED  # fmt: skip
"""What is no part of an account that could move: sessions, tokens and the like, which must not come to life elsewhere;
the feed of changes and kept answers, which belong to one server; what is made anew from the rest; uploaded files."""

TEXT = 1_000_000
"""Characters of a text without a limit of its own; the longest that the API takes has 100,000."""

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


def _instant(text: str) -> str:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 1000 < at.year < 9999:
        raise ValueError("say the offset, such as Z, and a year from 1001 to 9998")
    return text


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _bytes(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("this is no base64") from error
    return text


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("remove the NUL character")
    return text


def _said(**schema: str) -> Any:
    """What else the schema says of a text."""
    return Field(json_schema_extra=dict(schema))


_ANY_TEXT = AfterValidator(_no_nul)
_SHAPES: dict[str, Any] = {
    "instant": Annotated[
        str, AfterValidator(_instant), Field(max_length=40, json_schema_extra={"format": "date-time"})
    ],
    "date": Annotated[str, AfterValidator(_day), Field(max_length=10, json_schema_extra={"format": "date"})],
    "bytes": Annotated[str, AfterValidator(_bytes), Field(json_schema_extra={"contentEncoding": "base64"})],
    "bool": StrictBool,
}


class Labelled(BaseModel):
    """An address with what kind it is."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[str, _ANY_TEXT, Field(max_length=TEXT)] | None = None
    value: Annotated[str, _ANY_TEXT, Field(max_length=TEXT)]


_JSON = {("contact", name): list[Labelled] for name in ("emails", "phones", "links")}
"""What the models leave open and other code relies on."""


class Row(BaseModel):
    """One row of a table, as a line of JSON."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class Kind:
    """One table of an account."""

    def __init__(self, model: type[SQLModel]) -> None:
        self.model = model
        self.table: Table = table_of(model)
        self.name = str(self.table.name)
        self.resource = issubclass(model, Owned)
        """Whether its rows have an id, a version and events; else they are parts of another's rows."""
        self.columns = [
            each for each in portable.columns_of(self.table) if each.name not in ("owner_id", *self.secrets)
        ]
        self.parents = dict(_parents(self.table))
        """The tables that columns point at, by the columns."""

    @cached_property
    def secrets(self) -> frozenset[str]:
        """Columns that never leave the server."""
        return frozenset(str(each.name) for each in self.table.c if each.info.get("secret"))

    @property
    def whole(self) -> tuple[str, str] | None:
        """Of parts: the column that points at what they are a part of, and its table."""
        if self.resource:
            return None
        first = next(str(each.name) for each in self.table.primary_key if each.name != "owner_id")
        return (first, self.parents[first]) if first in self.parents else None

    @cached_property
    def unique(self) -> list[tuple[tuple[str, ...], bool]]:
        """What else than its key no two rows share, and whether that counts outside of the bin only."""
        return [
            (tuple(str(each.name) for each in index.columns if each.name != "owner_id"), bool(index.dialect_kwargs))
            for index in sorted(self.table.indexes, key=lambda index: str(index.name))
            if index.unique and "owner_id" in index.columns
        ]

    @cached_property
    def row(self) -> type[Row]:
        """What a line must be, with the names of the columns as they are."""
        shown = shown_as(self.model)
        fields: dict[str, Any] = {}
        for place, column in enumerate(each for each in self.table.c if each.name in {c.name for c in self.columns}):
            kind = _shape(self.name, column, self.model.model_fields[str(column.name)].annotation, shown)
            default = _default(self.model, str(column.name), nullable=bool(column.nullable))
            fields[f"column_{place}"] = (kind, Field(default, alias=str(column.name)))
        title = f"{self.name.title().replace('_', '')}Row"
        return create_model(title, __base__=Row, __doc__=(self.model.__doc__ or "").strip(), **fields)


def _parents(table: Table) -> Iterator[tuple[str, str]]:
    for each in table.constraints:
        if isinstance(each, ForeignKeyConstraint) and each.referred_table.name != "account":
            yield next(name for name in each.column_keys if name != "owner_id"), str(each.referred_table.name)


def _default(model: type[SQLModel], name: str, *, nullable: bool) -> Any:
    """What a row of an older export gets in a column that there was not yet."""
    field = model.model_fields[name]
    if name in ("id", "version", "created_at", "updated_at") or (field.is_required() and not nullable):
        return ...
    made = field.get_default(call_default_factory=True) if not field.is_required() else None
    return made if made is None or isinstance(made, (str, int, list, dict)) else ...


def _shape(table: str, column: Column[Any], annotation: Any, shown: dict[str, Any]) -> Any:
    shape = next(each.shape for each in portable.columns_of(column.table) if each.name == column.name)
    length = getattr(column.type, "length", None)
    kind: Any
    if shape in _SHAPES:
        kind = _SHAPES[shape]
    elif shape == "json":
        kind = _JSON.get((table, str(column.name)), annotation)
    elif isinstance(column.type, Integer):
        most = 2**63 - 1 if isinstance(column.type, BigInteger) else 2**31 - 1
        kind = Annotated[int, Field(ge=-most, le=most)]
    elif (choices := _choices_in(shown.get(str(column.name)))) is not None:
        kind = choices
    elif length == 36:
        kind = Id
    else:
        kind = Annotated[str, _ANY_TEXT, Field(max_length=length or TEXT)]
    return kind | None if column.nullable and type(None) not in get_args(kind) else kind


def _choices_in(annotation: Any) -> Any:
    """A type that says which texts there may be, if an answer's type does; None where it says no more than `str`."""
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    parts = tuple(each for each in parts if each is not type(None))
    told = all(get_origin(each) is Literal or (isinstance(each, type) and issubclass(each, Enum)) for each in parts)
    return reduce(or_, parts) if parts and told else None


@cache
def kinds() -> dict[str, Kind]:
    """All tables that an export holds, parents before children."""
    import_views()
    models = {str(table_of(each).name): each for each in _every_model()}
    tables = [str(each.name) for each in SQLModel.metadata.sorted_tables]
    return {name: Kind(models[name]) for name in tables if name not in NOT_EXPORTED}


def _every_model(base: type[SQLModel] = SQLModel) -> Iterator[type[SQLModel]]:
    for model in base.__subclasses__():
        if hasattr(model, "__table__"):
            yield model
        yield from _every_model(model)


@cache
def connections() -> frozenset[str]:
    """The tables that do not come back: those with secrets, without which they are of no use, and all that belong to
    them."""
    found: set[str] = set()
    for name, kind in kinds().items():
        if kind.secrets or not found.isdisjoint(kind.parents.values()):
            found.add(name)
    return frozenset(found)


def schema() -> dict[str, Any]:
    """The JSON Schema of an export's tables: of each the shape of a line."""
    tables = {
        name: {
            "title": name,
            "description": f"tables/{name}.jsonl: one such object a line.",
            **kind.row.model_json_schema(by_alias=True, ref_template=f"#/$defs/{name}/$defs/{{model}}"),
        }
        for name, kind in kinds().items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The tables of a Halfhour account",
        "description": "Each file tables/NAME.jsonl holds a JSON object a line, of the shape that $defs has for NAME.",
        "$defs": tables,
    }
