"""The database: connections on SQLite and PostgreSQL from one code, and the refusal of weak durability.

SQLite: one file in WAL mode with `synchronous=FULL`, a pool of readers and one writer that begins IMMEDIATE.
PostgreSQL: psycopg, transactions opened as one owner, who is what row-level security checks against.
"""

import logging
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import psycopg
import psycopg.types.string
import sqlalchemy.exc
from sqlalchemy import Dialect, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from .clock import is_id
from .db import TYPED, Query
from .errors import AlreadyThere, Refusal, StorageFull, Unavailable
from .settings import Settings

log = logging.getLogger(__name__)

BUSY_SECONDS = 10


class WeakDurability(RuntimeError):
    """The database may lose writes that were acknowledged; see docs/hosting.md."""


class Connection:
    """One driver connection for the length of a transaction, that runs prepared queries."""

    __slots__ = ("_cursor", "dialect", "raw", "sqlite")

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self.raw = raw
        self.dialect = dialect
        self.sqlite = dialect.name == "sqlite"
        self._cursor = raw.cursor()

    def begin(self, owner: str | None, *, writes: bool) -> None:
        """Open the transaction: as its owner on PostgreSQL, with the right to write at once on SQLite."""
        if self.sqlite:
            if writes:
                self.raw.execute("BEGIN IMMEDIATE")
            return
        self.raw.execute(_begin_as(owner, "BEGIN" if writes else "BEGIN READ ONLY"), prepare=False)

    def commit(self) -> None:
        if not self.sqlite or self.raw.in_transaction:
            self.raw.execute("COMMIT")

    def run(self, query: Query, values: Mapping[str, Any]) -> Any:
        """Execute and give the driver's cursor; values by parameter name, unknown names are ignored."""
        compiled = query.compiled(self.dialect)
        binds, defaults = compiled.binds, compiled.defaults
        given = {}
        for name in compiled.names:
            value = values[name] if name in values else defaults.get(name)
            processor = binds.get(name)
            given[name] = processor(value) if processor is not None else _plain(value)
        self._cursor.execute(compiled.sql, given)
        return self._cursor

    def run_many(self, query: Query, many: Sequence[Mapping[str, Any]]) -> None:
        """Execute once for each set of values, in one hand-over to the driver."""
        if len(many) < 2:
            for values in many:
                self.run(query, values)
            return
        compiled = query.compiled(self.dialect)
        binds, defaults, names = compiled.binds, compiled.defaults, compiled.names
        given = []
        for values in many:
            one = {}
            for name in names:
                value = values[name] if name in values else defaults.get(name)
                processor = binds.get(name)
                one[name] = processor(value) if processor is not None else _plain(value)
            given.append(one)
        self._cursor.executemany(compiled.sql, given)

    def rows(self, query: Query, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows, as Python values (instants as datetimes, JSON as lists and dicts)."""
        found = self.run(query, values).fetchall()
        readers = [
            (n, TYPED[shape]) for n, (_, shape) in enumerate(query.compiled(self.dialect).results) if shape in TYPED
        ]
        if not readers:
            return [tuple(row) for row in found]
        typed = []
        for row in found:
            values_ = list(row)
            for n, read in readers:
                values_[n] = read(values_[n])
            typed.append(tuple(values_))
        return typed

    def row(self, query: Query, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        found = self.rows(query, values)
        return found[0] if found else None


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


class Database:
    """Opens transactions. `reading()` and `writing()` give a `Connection` and translate the drivers' failures."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.sqlite = settings.url.startswith("sqlite")
        self.threads = settings.db_threads or (2 if self.sqlite else 8)
        if self.sqlite:
            settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._reader = _sqlite_engine(settings.url, self.threads + 2, read_only=True)
            self._writer = _sqlite_engine(settings.url, 1, read_only=False)
        else:
            self._reader = self._writer = _postgres_engine(settings.url, self.threads + 4)
        self._turn = threading.Lock()

    def migration_engine(self) -> Engine:
        """SQLAlchemy's engine for migrations, whose transactions are SQLAlchemy's own; nothing else uses it."""
        if not self.sqlite:
            return create_engine(self.settings.url, poolclass=NullPool)
        engine = _sqlite_engine(self.settings.url, 1, read_only=False)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine

    @property
    def dialect(self) -> Dialect:
        return self._writer.dialect

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def connection(self, *, writes: bool) -> Iterator[Connection]:
        """A connection in no transaction yet: see `Connection.begin`. What is not committed is rolled back."""
        turn = self._turn if self.sqlite and writes else None
        with self._checked_out(self._writer if writes else self._reader, turn) as raw:
            yield Connection(raw, self.dialect)

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

    @contextmanager
    def _checked_out(self, engine: Engine, turn: "threading.Lock | None") -> Iterator[Any]:
        if turn is not None and not turn.acquire(timeout=BUSY_SECONDS):
            raise Unavailable(BUSY)
        try:
            pooled = self._connect(engine)
            raw = pooled.driver_connection
            try:
                yield raw
                _rolled_back(raw, self.sqlite)
            except BaseException as error:
                broken = not _rolled_back(raw, self.sqlite)
                refusal = _refusal(error)
                if broken:
                    pooled.invalidate()
                    engine.dispose()  # the others in the pool went with the same server
                if refusal is not None:
                    raise refusal from error
                raise
            finally:
                pooled.close()
        finally:
            if turn is not None:
                turn.release()

    def _connect(self, engine: Engine) -> Any:
        try:
            return engine.raw_connection()
        except Exception as error:
            refusal = _refusal(error)
            if refusal is not None:
                raise refusal from error
            raise

    def check_durability(self) -> None:
        """Refuse settings under which an acknowledged write can be lost.

        Raises:
            WeakDurability: `synchronous` below FULL (SQLite), or `synchronous_commit` or `fsync` off (PostgreSQL).
        """
        if self.sqlite:
            pooled = self._connect(self._writer)
            try:
                mode = pooled.driver_connection.execute("PRAGMA journal_mode").fetchone()[0]
                level = pooled.driver_connection.execute("PRAGMA synchronous").fetchone()[0]
            finally:
                pooled.close()
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


def _begin_as(owner: str | None, begin: str) -> str:
    """One message that opens the transaction and says who it is for; the id is checked, so it can't carry SQL."""
    if owner is None:
        return begin
    if not is_id(owner):
        raise ValueError("an owner is known by an id")
    return f"{begin}; SET LOCAL app.owner = '{owner}'"


def _rolled_back(raw: Any, sqlite: bool) -> bool:
    """Roll back; False when the connection is of no more use."""
    try:
        if sqlite:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
        elif raw.closed:
            return False
        elif raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            raw.execute("ROLLBACK")
    except (sqlite3.Error, psycopg.Error):
        return False
    return True


def _refusal(error: BaseException) -> Refusal | None:
    """What a driver's failure means to the caller; None where it is a fault of ours."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlite3.Error):
        return _sqlite_refusal(original)
    if isinstance(original, psycopg.Error):
        return _postgres_refusal(original)
    if isinstance(original, (TimeoutError, sqlalchemy.exc.TimeoutError)):  # no connection left in the pool
        return Unavailable(BUSY)
    return None


def _sqlite_refusal(error: sqlite3.Error) -> Refusal | None:
    text = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return AlreadyThere(THERE) if "UNIQUE" in text else None
    if "full" in text or "disk I/O" in text:
        return StorageFull(FULL)
    return Unavailable(BUSY) if "locked" in text or "busy" in text or "unable to open" in text else None


def _postgres_refusal(error: psycopg.Error) -> Refusal | None:
    if isinstance(error, psycopg.errors.UniqueViolation):
        return AlreadyThere(THERE)
    if isinstance(error, psycopg.errors.DiskFull):
        return StorageFull(FULL)
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return Unavailable("The database can't be reached just now. Try again in a moment.")
    return None


THERE = "Something with the same key exists already."
FULL = "The disk is full. Nothing was changed; reading still works."
BUSY = "The database is busy. Try again in a moment."


def _sqlite_engine(url: str, size: int, *, read_only: bool) -> Engine:
    engine = create_engine(
        url,
        paramstyle="named",
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_reset_on_return=None,
        connect_args={"check_same_thread": False, "cached_statements": 512},
    )

    @event.listens_for(engine, "connect")
    def set_up(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # the driver starts no transaction by itself: ours say BEGIN IMMEDIATE
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "secure_delete=ON",
            "cache_size=-16000",
            f"query_only={'ON' if read_only else 'OFF'}",
        ):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def _postgres_engine(url: str, size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_reset_on_return=None,
        connect_args={
            "autocommit": True,
            "connect_timeout": 3,
            "prepare_threshold": 3,
            "options": "-c statement_timeout=10s -c lock_timeout=8s -c TimeZone=UTC -c client_encoding=UTF8",
        },
    )

    @event.listens_for(engine, "connect")
    def set_up(raw: psycopg.Connection[Any], _record: object) -> None:
        raw.autocommit = True  # ours say BEGIN, together with the owner's name
        for name in ("json", "jsonb"):
            raw.adapters.register_loader(name, psycopg.types.string.TextLoader)

    return engine
