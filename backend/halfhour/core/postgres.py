"""PostgreSQL on libpq's own calls, with psycopg's types and errors.

A statement through psycopg's cursor costs the server's CPU twice what it costs here. And what nobody reads the result
of is owed: it travels in one message with the next statement that somebody does read, or with the commit.
"""

import select
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

import psycopg
import psycopg.types.string
from psycopg import abc
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import Engine

from .errors import FULL, THERE, AlreadyThere, Refusal, StorageFull, Unavailable

PREPARE_AT = 3
"""A statement is prepared when it comes for the third time, as psycopg does."""
MOST_PREPARED = 200
"""On one connection; what comes later is planned each time."""
MOST_OWED = 100
"""How many statements wait for the next; the answers to so many fit into the socket, so that neither side blocks."""

_FAILED = frozenset({ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE, ExecStatus.PIPELINE_ABORTED})
_TEXTS = Format.TEXT


_SETTINGS = {
    "autocommit": True,  # ours say BEGIN, together with the owner's name
    "connect_timeout": 3,
    # Nor does any of ours run long enough to be worth starting processes for, which costs more than a search does.
    "options": "-c statement_timeout=10s -c lock_timeout=8s -c TimeZone=UTC -c client_encoding=UTF8"
    " -c max_parallel_workers_per_gather=0",
}


def connector(engine: Engine, *, read_only: bool) -> Callable[[], Any]:  # noqa: ARG001  # each transaction says that
    arguments, parameters = engine.dialect.create_connect_args(engine.url)
    return lambda: Line.open(*arguments, **parameters, **_SETTINGS)


def rolled_back(raw: "Line") -> bool:
    try:
        raw.forgive()
        if raw.pgconn.transaction_status != TransactionStatus.IDLE:
            raw.run("ROLLBACK")
    except psycopg.Error:
        return False
    return not raw.closed


def refusal(error: BaseException) -> Refusal | None:
    if isinstance(error, psycopg.errors.UniqueViolation):
        return AlreadyThere(THERE)
    if isinstance(error, psycopg.errors.DiskFull):
        return StorageFull(FULL)
    if isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return Unavailable("The database can't be reached just now. Try again in a moment.")
    return None


def blames_rows(error: BaseException) -> bool:
    return isinstance(error, (psycopg.IntegrityError, psycopg.DataError))


class Result:
    """What a statement gave: as much of a cursor as is used."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.fetchall())


class _Ready(NamedTuple):
    """A statement as it goes out: by its name if it is prepared; `new` where that has to be done first."""

    sql: bytes
    name: bytes
    new: bool
    values: Sequence[Any] | None
    types: Sequence[int] | None
    formats: Sequence[Format] | None


class Line(psycopg.Connection[tuple[Any, ...]]):
    """A connection in autocommit, whose transactions we say ourselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._number = count()
        self._times: dict[tuple[str, Any], int] = {}
        self._names: dict[tuple[str, Any], bytes] = {}
        self._owed: list[_Ready] = []
        self._ahead: tuple[str, Sequence[Any]] | None = None
        self._poll = select.poll()

    @classmethod
    def open(cls, *args: Any, **kwargs: Any) -> "Line":
        line = cls.connect(*args, **kwargs)
        for name in ("json", "jsonb"):  # passed on to the answer unread
            line.adapters.register_loader(name, psycopg.types.string.TextLoader)
        return line

    def go_ahead(self, sql: str | None, given: Sequence[Any] = ()) -> None:
        """Send this ahead of each statement from now on, in its message: what is not said to begin is one transaction
        from its first statement to the end of the message. None: no more."""
        self._ahead = None if sql is None else (sql, given)

    @property
    def reads(self) -> bool:
        """Whether something goes ahead of each statement."""
        return self._ahead is not None

    def owe(self, sql: str, given: Sequence[Any] = ()) -> None:
        """Run a statement before the next; should it fail, it is the next that raises."""
        if len(self._owed) >= MOST_OWED:
            self.settle()
        self._owed.append(self._ready(sql, given, Transformer(self)))

    def run(self, sql: str, given: Sequence[Any] = ()) -> Result:
        """Run what is owed and then this.

        Raises:
            psycopg.Error: the first that failed; nothing after it was run.
        """
        transformer = Transformer(self)
        ready = self._ready(sql, given, transformer)
        together = self._owed or self._ahead
        result = self._sent([*self._taken(), ready]) if together else self._alone(ready)
        transformer.set_pgresult(result)
        rows = transformer.load_rows(0, result.ntuples, tuple) if result.ntuples else []
        return Result(rows, result.command_tuples or 0)

    def settle(self) -> None:
        """Run what is owed."""
        if self._owed:
            self._sent(self._taken())

    def forgive(self) -> None:
        """Owe nothing any more: the transaction is rolled back."""
        self._ahead = None
        for ready in self._taken():
            self._forget(ready)

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        self.settle()
        return super().execute(*args, **kwargs)

    def _taken(self) -> list[_Ready]:
        owed, self._owed = self._owed, []
        return [self._ready(*self._ahead, Transformer(self)), *owed] if self._ahead else owed

    def _ready(self, sql: str, given: Sequence[Any], transformer: abc.Transformer) -> _Ready:
        values = types = formats = None
        if given:
            values = transformer.dump_sequence(given, [PyFormat.AUTO] * len(given))
            types, formats = transformer.types, transformer.formats
        name, new, key = b"", False, (sql, types)
        if self.prepare_threshold is not None:
            name = self._names.get(key, b"")
            if not name and len(self._names) < MOST_PREPARED and len(self._times) < 10 * MOST_PREPARED:
                times = self._times[key] = self._times.get(key, 0) + 1
                if times >= PREPARE_AT:
                    name, new = b"halfhour_%d" % next(self._number), True
                    self._names[key] = name
        return _Ready(b"" if name and not new else sql.encode(), name, new, values, types, formats)

    def _forget(self, ready: _Ready) -> None:
        """It was not prepared after all."""
        if ready.new:
            self._names = {key: name for key, name in self._names.items() if name != ready.name}

    def _alone(self, ready: _Ready) -> PGresult:
        """One statement: libpq waits for it by itself, without Python's lock."""
        if ready.new:
            self._checked(self.pgconn.prepare(ready.name, ready.sql, ready.types), [ready])
        if ready.name:
            result = self.pgconn.exec_prepared(ready.name, ready.values, ready.formats, _TEXTS)
        else:
            result = self.pgconn.exec_params(ready.sql, ready.values, ready.types, ready.formats, _TEXTS)
        return self._checked(result, ())

    def _sent(self, all_: list[_Ready]) -> PGresult:
        """Several in one message; gives the result of the last."""
        pgconn = self.pgconn
        pgconn.enter_pipeline_mode()
        for ready in all_:
            if ready.new:
                pgconn.send_prepare(ready.name, ready.sql, ready.types)
            if ready.name:
                pgconn.send_query_prepared(ready.name, ready.values, ready.formats, _TEXTS)
            else:
                pgconn.send_query_params(ready.sql, ready.values, ready.types, ready.formats, _TEXTS)
        pgconn.pipeline_sync()
        self._poll.register(pgconn.socket, select.POLLIN | select.POLLOUT)
        while pgconn.flush():
            self._wait()
        self._poll.modify(pgconn.socket, select.POLLIN)
        result = self._received()
        if not self.closed:
            pgconn.exit_pipeline_mode()
        return self._checked(result, all_)

    def _received(self) -> PGresult | None:
        """The first result that failed, or else the last."""
        last = failed = None
        while True:
            while self.pgconn.is_busy():
                self._wait()
            result = self.pgconn.get_result()
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return failed or last
            last = result
            if result.status in _FAILED:
                failed = failed or result
                if self.closed:
                    return failed

    def _wait(self) -> None:
        self._poll.poll()
        self.pgconn.consume_input()

    def _checked(self, result: Any, sent: Sequence[_Ready]) -> PGresult:
        if result.status not in _FAILED:
            return result  # type: ignore[no-any-return]  # psycopg's protocol and its C class
        for ready in sent:
            self._forget(ready)
        if self.closed:
            raise psycopg.OperationalError(result.get_error_message())
        raise error_from_result(result)
