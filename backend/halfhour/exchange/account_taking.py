"""A whole account brought in: all of it or nothing, into an empty account or a used one, and never into another's.

Every row becomes the person's own, whoever's it was. A row that is here already, known by its id (or by what no two may
share, such as a criterion's name), stays unless the file's is newer. Files come first and rows after them in one
transaction, so that no row is ever without its whole file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update

from ..contacts import following, timeline
from ..contacts import rules as people
from ..contacts import service as contacts
from ..contacts.models import ContactKey
from ..core import search
from ..core.db import Owned, Query, instant_text
from ..core.engine import Database
from ..core.errors import AlreadyThere
from ..core.files import CHUNK, HEAD, PART, Incoming, place
from ..core.indexing import kept_ids
from ..core.portable import from_json
from ..core.store import Store, reading
from ..interviews import asking
from ..interviews.models import Interview, InterviewState
from ..notes.rules import media_type_of
from .account_kinds import Kind, connections, kinds
from .account_reading import AGAIN, Found, Here, Opened
from .account_rules import BrokenExport

BATCH = 500
_OF_FILES = ("media_type", "size", "sha256")
Tell = Callable[[int], None]
"""Hears how many rows are done."""


def here(store: Store) -> Here:
    """The ids of all that the person has, and when each was last changed, as text that sorts as time does."""
    found: Here = {}
    for name, kind in kinds().items():
        if kind.resource and name not in connections():
            found[name] = {id_: instant_text(at) for id_, at in store.rows(_stamps(name))}
    return found


def here_of(database: Database, owner: str) -> Here:
    with reading(database, owner) as store:
        return here(store)


@cache
def _stamps(name: str) -> Query:
    table = kinds()[name].table
    return Query(select(table.c.id, table.c.updated_at).where(table.c.owner_id == bindparam("owner_id")))


# Files


def bring_files(database: Database, owner: str, export: Opened, found: Found, known: Here) -> list[Incoming]:
    """Put attached files in their places, before their rows; gives those that were put there now. `read_through` has
    seen that each is the one that its row says; where one can't be kept, none is left behind."""
    brought: list[Incoming] = []
    try:
        for id_ in found.attached.keys() - known["attachment"].keys():
            brought.append(_bring(database, owner, export, id_))  # noqa: PERF401  # those so far are known if one fails
    except BaseException:
        discard(brought)
        raise
    return brought


def discard(brought: list[Incoming]) -> None:
    for each in brought:
        each.discard()


def _bring(database: Database, owner: str, export: Opened, id_: str) -> Incoming:
    where = place(database.settings, owner, id_)
    where.with_name(where.name + PART).unlink(missing_ok=True)  # of a try that was killed
    incoming = Incoming(where, database.settings.attachment_limit)
    try:
        with export.file(id_) as file:
            while piece := file.read(CHUNK):
                incoming.write(piece)
        incoming.keep()
    except BaseException:
        incoming.discard()
        raise
    return incoming


# Rows


@contextmanager
def fitting(database: Database) -> Iterator[None]:
    """What the database itself finds wrong with the rows, as a refusal: the last of all checks."""
    try:
        yield
    except Exception as fault:
        if not isinstance(fault, AlreadyThere) and not database.driver.blames_rows(fault):
            raise
        raise BrokenExport(f"Its rows do not fit together, or with what is here. {AGAIN}") from fault


def bring_rows(store: Store, export: Opened, brought: list[Incoming], tell: Tell) -> int:
    """Add and update all rows within the caller's transaction; gives how many were added or updated."""
    return _Bringing(store, export, brought, tell).all()


class _Bringing:
    """Rows on their way in, parents before children."""

    def __init__(self, store: Store, export: Opened, brought: list[Incoming], tell: Tell) -> None:
        self.store, self.export, self.tell = store, export, tell
        self.here = here(store)
        self.heads = {each.place.name: each.head for each in brought}
        self.instead = {export.manifest.owner: store.owner}
        """The ids that stand here for those of the file: of its owner, and of what is here under another id."""
        self.new: dict[str, set[str]] = {}
        self.newer: dict[str, set[str]] = {}
        self.touched: set[str] = set()
        """The contacts that were here, and about whom something was brought."""
        self.done = self.changed = 0

    def all(self) -> int:
        for name, kind in kinds().items():
            if name in connections():
                continue
            self.new[name], self.newer[name] = set(), set()
            if kind.resource:
                self._things(kind)
            else:
                self._parts(kind)
        self._make_anew()
        return self.changed

    def _batches(self, kind: Kind) -> Iterator[list[dict[str, Any]]]:
        batch: list[dict[str, Any]] = []
        for row in self.export.rows(kind):
            batch.append(self._own(kind, row))
            if len(batch) == BATCH:
                yield batch
                self._tell(len(batch))
                batch = []
        yield batch
        self._tell(len(batch))

    def _tell(self, count: int) -> None:
        self.store.finish()  # writes the events so far, so that they don't pile up in memory
        self.done += count
        self.tell(self.done)

    def _own(self, kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
        """A row as the person's own: ids that mean something else here are written anew."""
        values = {}
        for each in kind.columns:
            value = row[each.name]
            if each.shape == "plain" and isinstance(value, str):
                value = self.instead.get(value, value)
            values[each.name] = from_json(each.shape, value)
        if kind.name == "contact_import":
            values["job_id"] = None
        if kind.name == "attachment" and row["id"] in self.heads:
            head = self.heads[row["id"]]
            values["media_type"] = media_type_of(head[:HEAD], row["media_type"])
        return values

    def _things(self, kind: Kind) -> None:
        twins = self._twins(kind)
        for batch in self._batches(kind):
            fresh = []
            for row in batch:
                self._find_twin(kind, row, twins)
                at = self.here[kind.name].get(row["id"])
                if at is None:
                    fresh.append(row)
                    self.new[kind.name].add(row["id"])
                elif instant_text(row["updated_at"]) > at:
                    self._update(kind, row)
                    self.newer[kind.name].add(row["id"])
                else:
                    continue
                self._touch(kind, row)
            self.store.put_rows(kind.model, fresh)
            self._emit(kind, fresh, "created")
            self.changed += len(fresh)
            if kind.name == "contact":
                keys = [{"contact_id": row["id"], "key": key} for row in fresh for key in people.identity_keys(row)]
                self.store.put_rows(ContactKey, keys)

    def _update(self, kind: Kind, row: dict[str, Any]) -> None:
        given = {f"to_{name}": value for name, value in row.items()}
        given |= {"owner": self.store.owner, "which": row["id"]}
        self.store.connection.run(_overwrite(kind.name), given)
        for part in kinds().values():
            if part.whole is not None and part.whole[1] == kind.name and part.name not in connections():
                self.store.drop(part.model, **{part.whole[0]: row["id"]})
        self._emit(kind, [row], "changed")
        self.changed += 1

    def _emit(self, kind: Kind, rows: list[dict[str, Any]], deed: str) -> None:
        event = getattr(kind.model, "kind", "")
        for row in rows if event else ():
            if row.get("deleted_at") is None:
                self.store.emit(f"{event}.{deed}", row["id"], **({"fields": []} if deed == "changed" else {}))

    def _parts(self, kind: Kind) -> None:
        """Parts come with what they are parts of; those of nothing, where they are not there yet."""
        known = set() if kind.whole else {row[0] for row in self.store.rows(_part_keys(kind.name))}
        for batch in self._batches(kind):
            if kind.whole is None:
                (key,) = (each.name for each in kind.table.primary_key if each.name != "owner_id")
                mine = [row for row in batch if row[key] not in known]
            else:
                column, parent = kind.whole
                came = self.new[parent] | self.newer[parent]
                mine = [row for row in batch if row[column] in came]
            self.store.put_rows(kind.model, mine)
            self.changed += len(mine)

    def _touch(self, kind: Kind, row: dict[str, Any]) -> None:
        if kind.name == "contact":
            if row["id"] in self.newer["contact"]:
                self.touched.add(row["id"])
            return
        for column, parent in kind.parents.items():
            if parent == "contact" and row[column] in self.here["contact"]:
                self.touched.add(row[column])

    # What no two may share

    def _twins(self, kind: Kind) -> list[tuple[tuple[str, ...], bool, dict[tuple[Any, ...], str]]]:
        """What is here by each of its further keys."""
        return [
            (columns, kept_only, {row[1:]: row[0] for row in self.store.rows(_keys(kind.name, columns, kept_only))})
            for columns, kept_only in kind.unique
        ]

    def _find_twin(self, kind: Kind, row: dict[str, Any], twins: list[Any]) -> None:
        """Where another row here has the same key, that is the one meant."""
        for columns, kept_only, known in twins:
            if kept_only and row.get("deleted_at") is not None:
                continue
            twin = known.get(tuple(row[column] for column in columns))
            if twin is not None and twin != row["id"] and row["id"] not in self.here[kind.name]:
                self.instead[row["id"]] = twin
                row["id"] = twin

    # What follows from the rows

    def _make_anew(self) -> None:
        store = self.store
        for contact_id in sorted(self.newer["contact"]):
            contacts.rekey(store, contact_id)
        for contact_id in sorted(self.touched):
            timeline.count_touches(store, contact_id)
            following.tell(store, contact_id)
        for kind in kinds().values():
            if issubclass(kind.model, Owned) and kind.model.titled:
                self._index(kind.name, kind.model)
        for id_ in sorted(self.new["interview"]):
            talk = store.get(Interview, id_, binned=True)
            if talk.state == InterviewState.REQUESTED and talk.requested_at is not None:
                asking.watch(store, id_, talk.requested_at)
        store.finish()

    def _index(self, name: str, model: type[Owned]) -> None:
        came = self.new.get(name, set()) | self.newer.get(name, set())
        if not came:
            return
        search.drop(self.store.connection, self.store.owner, [(model.kind, id_) for id_ in self.newer[name]])
        for (id_,) in self.store.rows(kept_ids(model)):
            if id_ in came:
                self.store.reindex(model, id_)


@cache
def _overwrite(name: str) -> Query:
    """Write a row over, under a version that nobody here has seen. What says which file a row has stays."""
    kind = kinds()[name]
    table = kind.table
    stays = {"id", "version", "created_at", *(_OF_FILES if getattr(kind.model, "filed", False) else ())}
    columns = [each.name for each in kind.columns if each.name not in stays]
    values: dict[str, Any] = {each: bindparam(f"to_{each}", type_=table.c[each].type) for each in columns}
    statement = update(table).where(table.c.owner_id == bindparam("owner"), table.c.id == bindparam("which"))
    return Query(statement.values(**values, version=table.c.version + 1))


@cache
def _keys(name: str, columns: tuple[str, ...], kept_only: bool) -> Query:
    table = kinds()[name].table
    statement = select(table.c.id, *(table.c[each] for each in columns))
    statement = statement.where(table.c.owner_id == bindparam("owner_id"))
    return Query(statement.where(table.c.deleted_at.is_(None)) if kept_only else statement)


@cache
def _part_keys(name: str) -> Query:
    table = kinds()[name].table
    key = next(each for each in table.primary_key if each.name != "owner_id")
    return Query(select(key).where(table.c.owner_id == bindparam("owner_id")))
