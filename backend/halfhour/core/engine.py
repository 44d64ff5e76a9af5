"""The database: connections on SQLite and PostgreSQL from one code, and the refusal of weak durability.

SQLite: one file in WAL mode with `synchronous=FULL`, a pool of readers and one writer that begins IMMEDIATE.
PostgreSQL: psycopg, transactions opened as one owner, who is what row-level security checks against.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, Protocol

import orjson
from sqlalchemy import Dialect, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from . import sqlite
from .db import Compiled, Query
from .errors import BUSY, Refusal, Unavailable
from .pool import Exhausted, Pool
from .settings import Settings
from .sqlite import BUSY_SECONDS

log = logging.getLogger(__name__)


class WeakDurability(RuntimeError):
    """The database may lose writes that were acknowledged; see docs/hosting.md."""


class Driver(Protocol):
    """What differs between the two databases' drivers."""

    def connector(self, engine: Engine, *, read_only: bool) -> Callable[[], Any]:
        """What opens a connection."""

    def rolled_back(self, raw: Any) -> bool:
        """Roll back; False when the connection is of no more use."""

    def refusal(self, error: BaseException) -> Refusal | None:
        """What a failure of the driver means to the caller; None where it is a fault of ours."""

    def blames_rows(self, error: BaseException) -> bool:
        """Whether it is the rows themselves that the database can't keep: broken references, values out of range."""


def _driver(is_sqlite: bool) -> Driver:
    if is_sqlite:
        return sqlite
    from . import postgres

    return postgres


_READING = "SELECT set_config('app.owner', $1, true), set_config('transaction_read_only', 'on', true)"


class Connection:
    """One driver connection for the length of a transaction, that runs prepared queries."""

    __slots__ = ("_execute", "dialect", "raw", "sqlite")

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self.raw = raw
        self.dialect = dialect
        self.sqlite = dialect.name == "sqlite"
        self._execute = raw.cursor().execute if self.sqlite else raw.run

    def begin(self, owner: str | None, *, writes: bool) -> None:
        """Open the transaction: as its owner on PostgreSQL, with the right to write at once on SQLite.

        Who only reads has no BEGIN and no COMMIT: each statement sees what is committed when it starts, as it does
        within a transaction of PostgreSQL (READ COMMITTED); the owner goes ahead of each.
        """
        if self.sqlite:
            if writes:
                self.raw.execute("BEGIN IMMEDIATE")
        elif writes:
            self.raw.owe("BEGIN")
            if owner is not None:
                self.raw.owe("SELECT set_config('app.owner', $1, true)", (owner,))
        else:
            self.raw.go_ahead(_READING, (owner or "",))

    def commit(self) -> None:
        if self.sqlite:
            if self.raw.in_transaction:
                self.raw.execute("COMMIT")
        elif self.raw.reads:
            self.raw.settle()
            self.raw.go_ahead(None)
        else:
            self.raw.run("COMMIT")

    def run(self, query: Query, values: Mapping[str, Any]) -> Any:
        """Execute and give the driver's cursor; values by parameter name, unknown names are ignored."""
        compiled = query.compiled(self.dialect)
        return self._execute(compiled.sql, _given(compiled, values))

    def owe(self, query: Query, values: Mapping[str, Any]) -> None:
        """Execute before the next or the commit, in one message with that where there is a network between."""
        compiled = query.compiled(self.dialect)
        if self.sqlite:
            self._execute(compiled.sql, _given(compiled, values))
        else:
            self.raw.owe(compiled.sql, _given(compiled, values))

    def run_many(self, query: Query, many: Sequence[Mapping[str, Any]]) -> None:
        """Execute once for each set of values, in one hand-over to the driver."""
        if self.sqlite and len(many) > 1:
            compiled = query.compiled(self.dialect)
            self.raw.executemany(compiled.sql, [_given(compiled, values) for values in many])
            return
        for values in many:
            self.owe(query, values)

    def rows(self, query: Query, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows, as Python values (instants as datetimes, JSON as lists and dicts)."""
        compiled = query.compiled(self.dialect)
        found: list[tuple[Any, ...]] = self._execute(compiled.sql, _given(compiled, values)).fetchall()
        if not compiled.typed:
            return found
        typed = []
        for row in found:
            values_ = list(row)
            for n, read in compiled.typed:
                values_[n] = read(values_[n])
            typed.append(tuple(values_))
        return typed

    def row(self, query: Query, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        found = self.rows(query, values)
        return found[0] if found else None


def _given(compiled: Compiled, values: Mapping[str, Any]) -> list[Any]:
    """The values of a statement's parameters, in their order."""
    given = []
    for name, default, process in compiled.slots:
        value = values.get(name, default)
        if process is not None:
            value = process(value)
        elif isinstance(value, StrEnum):
            value = value.value
        given.append(value)
    return given


class Database:
    """Opens transactions. `reading()` and `writing()` give a `Connection` and translate the drivers' failures."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.sqlite = settings.url.startswith("sqlite")
        self.driver = _driver(self.sqlite)
        self.threads = settings.db_threads or (2 if self.sqlite else 8)
        self.dialect = _engine(settings.url, paramstyle="qmark" if self.sqlite else "numeric_dollar").dialect
        if self.sqlite:
            settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._reader = self._pool(self.threads + 2, read_only=True)
            self._writer = self._pool(1, read_only=False)
        else:
            self._reader = self._writer = self._pool(self.threads + 4, read_only=False)
        self._turn = threading.Lock()

    def migration_engine(self) -> Engine:
        """SQLAlchemy's engine for migrations, whose transactions are SQLAlchemy's own; nothing else uses it.

        SQLite changes a table by making it anew and dropping the old one. With foreign keys on, that would delete all
        that belongs to its rows.
        """
        engine = _engine(self.settings.url)
        if self.sqlite:
            event.listen(
                engine, "connect", lambda raw, _record: sqlite.set_up(raw, read_only=False, foreign_keys=False)
            )
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    @contextmanager
    def connection(self, *, writes: bool) -> Iterator[Connection]:
        """A connection in no transaction yet: see `Connection.begin`. What is not committed is rolled back."""
        turn = self._turn if self.sqlite and writes else None
        if turn is not None and not turn.acquire(timeout=BUSY_SECONDS):
            raise Unavailable(BUSY)
        pool = self._writer if writes else self._reader
        try:
            raw = self._taken(pool)
            whole = False
            try:
                yield Connection(raw, self.dialect)
                whole = self.driver.rolled_back(raw)
            except BaseException as error:
                whole = self.driver.rolled_back(raw)
                refusal = self._refusal(error)
                if refusal is not None:
                    raise refusal from error
                raise
            finally:
                (pool.give_back if whole else pool.drop)(raw)
        finally:
            if turn is not None:
                turn.release()

    @contextmanager
    def reading(self, owner: str | None = None) -> Iterator[Connection]:
        """A transaction to read in, on PostgreSQL opened as the owner."""
        with self.connection(writes=False) as connection:
            connection.begin(owner, writes=False)
            yield connection
            connection.commit()

    @contextmanager
    def writing(self, owner: str | None = None) -> Iterator[Connection]:
        """One transaction, committed when the block ends, rolled back when it raises."""
        with self.connection(writes=True) as connection:
            connection.begin(owner, writes=True)
            yield connection
            connection.commit()

    def _pool(self, size: int, *, read_only: bool) -> Pool:
        connect = self.driver.connector(_engine(self.settings.url), read_only=read_only)
        return Pool(connect, size, patience=BUSY_SECONDS)

    def _taken(self, pool: Pool) -> Any:
        try:
            return pool.take()
        except Exception as error:
            refusal = self._refusal(error)
            if refusal is not None:
                raise refusal from error
            raise

    def _refusal(self, error: BaseException) -> Refusal | None:
        original = getattr(error, "orig", None) or error
        if isinstance(original, (TimeoutError, Exhausted)):
            return Unavailable(BUSY)
        return self.driver.refusal(original)

    def check_durability(self) -> None:
        """Refuse settings under which an acknowledged write can be lost.

        Raises:
            WeakDurability: `synchronous` below FULL (SQLite), or `synchronous_commit` or `fsync` off (PostgreSQL).
        """
        if self.sqlite:
            with self.connection(writes=True) as connection:
                mode = connection.raw.execute("PRAGMA journal_mode").fetchone()[0]
                level = connection.raw.execute("PRAGMA synchronous").fetchone()[0]
            weak = "" if mode == "wal" and level >= 2 else f"journal_mode={mode}, synchronous={level}"
        else:
            with self.reading() as connection:
                shown = {name: connection.raw.execute(f"SHOW {name}").fetchone()[0] for name in _DURABLE}
            weak = ", ".join(f"{name}={value}" for name, value in shown.items() if value not in _DURABLE[name])
        if not weak:
            return
        if not self.settings.allow_weak_durability:
            raise WeakDurability(f"The database could lose acknowledged writes ({weak}).")
        log.warning("weak durability is allowed: %s", weak)


_DURABLE = {"synchronous_commit": ("on", "remote_write", "remote_apply"), "fsync": ("on",), "full_page_writes": ("on",)}


def _engine(url: str, **more: Any) -> Engine:
    """SQLAlchemy's idea of the database: the dialect that statements are compiled for, and how to connect."""
    return create_engine(url, poolclass=NullPool, json_serializer=_json, **more)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
