"""The store: one transaction, opened as one owner. The only way to a person's data.

Every statement is filtered by the owner, whose id the store itself fills in. A change writes its row, its event, its
search entry and its jobs together, and whoever opened the store commits before the answer leaves.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import bindparam, column, func, update
from sqlmodel import SQLModel

from . import search, statements
from .clock import clock, is_id, new_id
from .db import Binned, Owned, Query, table_of
from .engine import Connection, Database
from .errors import IdTaken, NotFound, Stale, Unauthorized
from .events import Event
from .feed import NEWS, Feed
from .jobs import Job
from .schemas import ListQuery
from .views import Listing, Of, Shown, View, read_cursor, write_cursor

Model = TypeVar("Model", bound=Owned)
Bin = TypeVar("Bin", bound=Binned)

BIN_DAYS = 30

log = logging.getLogger(__name__)

_TURN = Query(
    update(table_of(Feed))
    .where(table_of(Feed).c.owner_id == bindparam("owner_id"))
    .values(last=table_of(Feed).c.last + 1)
    .returning(table_of(Feed).c.last, table_of(Feed).c.watched)
)
_TURNS = Query(
    update(table_of(Feed)).where(table_of(Feed).c.owner_id == bindparam("owner")).values(last=bindparam("number"))
)


class Store:
    """One owner's data within one transaction."""

    __slots__ = ("_events", "_number", "_turn", "_watched", "connection", "database", "now", "owner")

    def __init__(
        self,
        database: Database,
        connection: Connection,
        owner: str,
        *,
        number: int | None = None,
        watched: bool = False,
    ) -> None:
        self.database = database
        self.connection = connection
        self.owner = owner
        self.now: datetime = clock.now()
        self._number = self._turn = number
        self._watched = watched
        self._events: list[dict[str, Any]] = []

    # Reading

    def rows(self, query: Query, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement, as Python values. It must filter by `owner_id`, which is filled in here."""
        if "owner_id" not in query.compiled(self.connection.dialect).names:
            raise AssertionError("a statement that is not filtered by its owner")
        return self.connection.rows(query, {**values, "owner_id": self.owner})

    def row(self, query: Query, **values: Any) -> tuple[Any, ...] | None:
        found = self.rows(query, **values)
        return found[0] if found else None

    def show(self, view: View, id_: str, *, binned: bool = False) -> Shown:
        """One resource as an answer.

        Raises:
            NotFound: there is none, it is a stranger's, or it lies in the bin and `binned` is not set.
        """
        if is_id(id_):
            query = view.any_one if binned else view.kept_one
            row = self.connection.run(query, {"owner_id": self.owner, "id": id_}).fetchone()
            if row is not None:
                return view.shown(row)
        raise NotFound

    def page(self, listed: Listing | Of, query: ListQuery, **values: Any) -> Shown:
        """One page of a list: `{"items": […], "next_cursor": …}`. `values` are further parameters of its statement.

        Raises:
            Invalid: the cursor is not one of this list in this order.
        """
        listing, always = listed if isinstance(listed, Of) else (listed, frozenset())
        asked = {name: value for name in query.__pydantic_fields__ if (value := getattr(query, name)) is not None}
        filters = always | {name for name in asked if name in listing.filters}
        sort = str(getattr(asked.get("sort"), "value", asked.get("sort")) or listing.default)
        given: dict[str, Any] = {**values, **asked, "owner_id": self.owner, "_most": query.limit + 1}
        sqlite = self.database.sqlite
        if listing.searched and (words := asked.get("q")):
            match = search.match_expression(self.owner, words, sqlite=sqlite)
            if match is not None:
                filters |= {"q"}
                given["_match"] = match
                if not sqlite:
                    search.sought(self.connection, match)
        order = listing.sorts[sort.lstrip("-")]
        if query.cursor is not None:
            kind = order.type.python_type
            given["_after"], given["_after_id"] = read_cursor(query.cursor, sort, kind, instant=kind is datetime)
        statement = listing.statement(filters, sort, query.cursor is not None, bool(asked.get("deleted")), sqlite)
        rows = self.connection.run(statement, given).fetchall()
        shown = listing.view.shown
        more = len(rows) > query.limit
        rows = rows[: query.limit]
        last = rows[-1] if more else None
        return {
            "items": [shown(row) for row in rows],
            "next_cursor": write_cursor(sort, last[-1], last[listing.view.keys.index("id")]) if last else None,
        }

    def get(self, model: type[Model], id_: str, *, binned: bool = False) -> Model:
        """One record, to decide with.

        Raises:
            NotFound: as `show`.
        """
        found = self.find(model, id=id_, binned=binned) if is_id(id_) else []
        if not found:
            raise NotFound
        return found[0]

    def find(self, model: type[Model], *, binned: bool = False, **equals: Any) -> list[Model]:
        """All records whose columns equal the values given, oldest first."""
        names = [c.name for c in table_of(model).c]
        rows = self.rows(statements.record(model, frozenset(equals)), **equals)
        records = [model(**dict(zip(names, row, strict=True))) for row in rows]
        return records if binned else [each for each in records if getattr(each, "deleted_at", None) is None]

    def first(self, model: type[Model], **equals: Any) -> Model | None:
        found = self.find(model, **equals)
        return found[0] if found else None

    # Changing

    def refuse_taken(self, model: type[Owned], id_: str | None) -> None:
        """Before a row is added under an id that the client has made.

        Raises:
            IdTaken: a row of this person has it, in the bin or not. What others have is not looked at.
        """
        if id_ is not None and self.find(model, id=id_, binned=True):
            raise IdTaken

    def add(self, model: type[Owned], values: Mapping[str, Any] | None = None, **more: Any) -> str:
        """Add one row with its event and search entry; gives its id."""
        return self.add_many(model, [{**(values or {}), **more}])[0]

    def add_many(self, model: type[Owned], many: Sequence[Mapping[str, Any]]) -> list[str]:
        """Add rows, each with its event and search entry, in few hand-overs to the database."""
        if not many:
            return []
        common = {"owner_id": self.owner, "version": 1, "created_at": self.now, "updated_at": self.now}
        rows = [{**statements.defaults(model), **values, **common} for values in many]
        for row in rows:
            row["id"] = row.get("id") or new_id()
        self.connection.run_many(statements.insertion(model), rows)
        if model.titled:
            search.add(self.connection, self.owner, [_entry(model, row["id"], row) for row in rows])
        if model.kind:
            for row in rows:
                self.emit(f"{model.kind}.created", row["id"])
        return [row["id"] for row in rows]

    def change(self, model: type[Owned], id_: str, values: Mapping[str, Any], *, match: int | None = None) -> None:
        """Change columns of one row that is not in the bin. `match` is the version that the caller has seen.

        Raises:
            NotFound: as `show`.
            Stale: the row has another version.
        """
        self._set(model, id_, values, match=match, kept=True)
        if model.titled and not {*model.titled, *model.searched}.isdisjoint(values):
            self.reindex(model, id_)
        if model.kind:
            self.emit(f"{model.kind}.changed", id_, fields=sorted(values))

    def touch(self, model: type[Owned], id_: str, *, match: int | None = None) -> None:
        """Count a change of what belongs to the row, such as its tags."""
        self.change(model, id_, {}, match=match)

    def project(self, model: type[Owned], id_: str, values: Mapping[str, Any]) -> None:
        """Note on a row what follows from later steps' data, such as a contact's stage. The version stays: a
        projection is nobody's edit and must make nobody's If-Match stale."""
        self.connection.owe(
            statements.projection(model, frozenset(values)),
            {"owner": self.owner, "which": id_, **{f"to_{name}": value for name, value in values.items()}},
        )

    def remove(self, model: type[Bin], id_: str, *, match: int | None = None) -> None:
        """Put one row into the bin, out of lists and search."""
        self._set(model, id_, {"deleted_at": self.now}, match=match, kept=True)
        if model.titled:
            search.drop(self.connection, self.owner, [(model.kind, id_)])
        self.emit(f"{model.kind}.deleted", id_)

    def restore(self, model: type[Bin], id_: str, *, match: int | None = None) -> None:
        """Take one row out of the bin again; nothing happens to one that is not in it.

        Raises:
            NotFound, Stale: as `change`.
        """
        record = self.get(model, id_, binned=True)
        if match is not None and match != record.version:
            raise Stale(record.version)
        if record.deleted_at is None:
            return
        self._set(model, id_, {"deleted_at": None}, match=match, kept=False)
        self.reindex(model, id_)
        self.emit(f"{model.kind}.restored", id_)

    def drop(self, model: type[SQLModel], **equals: Any) -> int:
        """Delete rows for good: parts of a resource, not resources. Gives how many."""
        cursor = self.connection.run(statements.removal(model, frozenset(equals)), {**equals, "owner_id": self.owner})
        return int(cursor.rowcount)

    def put_rows(self, model: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert parts of a resource, such as tags: no id, no version, no event of their own."""
        self.connection.run_many(statements.insertion(model), [{**row, "owner_id": self.owner} for row in rows])

    def reindex(self, model: type[Owned], id_: str) -> None:
        """Write the search entry of a row anew.

        Raises:
            NotFound: there is no such row, in the bin or out of it.
        """
        if not model.titled:
            return
        row = self.row(statements.said(model), id=id_)
        if row is None:
            raise NotFound
        said = dict(zip((*model.titled, *model.searched), row, strict=True))
        search.put(self.connection, self.owner, _entry(model, id_, said))

    def emit(self, type_: str, resource_id: str, **data: Any) -> None:
        """Add to the change feed. Data holds ids and names of fields, never what a person wrote."""
        self._events.append(
            {"owner_id": self.owner, "type": type_, "resource_id": resource_id, "at": self.now, "data": data}
        )

    def enqueue(self, kind: str, *, key: str | None = None, delay: timedelta = timedelta(), **args: Any) -> str:
        """Have a worker run a job after this transaction is committed; at most one job has the same key."""
        id_ = new_id()
        job = {"id": id_, "owner_id": self.owner, "kind": kind, "args": args, "key": key, "due_at": self.now + delay}
        self.connection.owe(statements.insertion(Job), {**job, "attempt": 0, "error": None, "created_at": self.now})
        return id_

    @property
    def last_seq(self) -> int:
        """The number of the last event before this change; only who may change knows it."""
        if self._turn is None:
            raise AssertionError("a store opened to read does not know what comes next")
        return self._turn - 1

    def finish(self) -> None:
        """Write the events, numbered in the order of commits. Whoever opened the store calls it before the commit;
        a large batch also in between, so that its events don't pile up in memory."""
        if not self._events:
            return
        if self._number is None:
            raise AssertionError("a store opened to read does not change")
        for step, event in enumerate(self._events):
            event["seq"] = self._number + step
        self.connection.run_many(statements.insertion(Event), self._events)
        last = self._number + len(self._events) - 1
        if last != self._turn:  # opening the store has counted the first already
            self.connection.owe(_TURNS, {"owner": self.owner, "number": last})
        self._number += len(self._events)
        self._events = []
        if self._watched:
            self._watched = False  # one job sees all that this transaction brings
            self.enqueue(NEWS)

    def _set(self, model: type[Owned], id_: str, values: Mapping[str, Any], *, match: int | None, kept: bool) -> None:
        if not is_id(id_):
            raise NotFound
        statement = statements.change(model, frozenset(values), checked=match is not None, kept=kept)
        given = {f"to_{name}": value for name, value in values.items()}
        given |= {"owner": self.owner, "which": id_, "to_updated_at": self.now, "expected": match}
        if self.connection.run(statement, given).rowcount == 0:
            record = self.get(model, id_, binned=not kept)
            raise Stale(record.version)


def _entry(model: type[Owned], id_: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": model.kind,
        "id": id_,
        "title": " ".join(str(values[name]) for name in model.titled if values.get(name)),
        "body": " ".join(_words(values.get(name)) for name in model.searched if values.get(name)),
    }


def _words(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(_words(each) for each in value)
    if isinstance(value, Mapping):
        return _words(value.get("value", ""))
    return str(value)


@contextmanager
def reading(database: Database, owner: str) -> Any:
    """Open the store to read."""
    with database.reading(owner) as connection:
        yield Store(database, connection, owner)


@contextmanager
def writing(database: Database, owner: str) -> Any:
    """Open the store for one transaction, committed when the block ends.

    A person's writers take turns, on both databases: what one has decided from what it read stays true until it
    commits.

    Raises:
        Unauthorized: the account is gone.
    """
    with database.writing(owner) as connection:
        store = open_writer(database, connection, owner)
        yield store
        store.finish()


def open_writer(database: Database, connection: Connection, owner: str) -> Store:
    """A store that may change, within a transaction that is open already."""
    turn = connection.row(_TURN, {"owner_id": owner})
    if turn is None:
        raise Unauthorized
    return Store(database, connection, owner, number=turn[0], watched=turn[1])


__all__ = ["Store", "column", "func", "open_writer", "reading", "writing"]
