"""The worker: claims jobs with a lease, runs them, and tries again with patience.

A handler's own writes and the job's being done commit together, so they happen exactly once; what a handler does
outside the database happens at least once, with the job's id as its idempotency key.
"""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, false, or_, select, update

from .clock import clock
from .db import Query
from .engine import Database
from .errors import Unauthorized
from .jobs import JOB
from .settings import Settings
from .store import Store, open_writer, reading, writing

log = logging.getLogger(__name__)

CHANCE = random.SystemRandom()
"""Of our own: whoever else in this process draws from `random` gets what they would have got without us."""

LEASE = timedelta(seconds=60)
ERRAND_LEASE = timedelta(minutes=5)
ERRANDS_AT_ONCE = 4
POLL_SECONDS = 1.0
ATTEMPTS = 8
KEEP_DONE = timedelta(days=7)


def _claim(*conditions: ColumnElement[bool]) -> Query:
    """Lease the job that has been due longest, of those that the conditions let through."""
    due = (
        select(JOB.c.id)
        .where(JOB.c.due_at <= bindparam("now", type_=JOB.c.due_at.type), *conditions)
        .order_by(JOB.c.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return Query(
        update(JOB)
        .where(JOB.c.id == due)
        .values(due_at=bindparam("until", type_=JOB.c.due_at.type), attempt=JOB.c.attempt + 1)
        .returning(JOB.c.id, JOB.c.owner_id, JOB.c.kind, JOB.c.args, JOB.c.attempt)
    )


_HOLD = Query(
    update(JOB)
    .where(JOB.c.id == bindparam("which"), JOB.c.attempt == bindparam("claimed"), JOB.c.due_at.is_not(None))
    .values(due_at=bindparam("until", type_=JOB.c.due_at.type))
)
_SETTLE = Query(
    update(JOB)
    .where(JOB.c.id == bindparam("which"), JOB.c.attempt == bindparam("claimed"), JOB.c.due_at.is_not(None))
    .values(
        due_at=bindparam("to_due_at", type_=JOB.c.due_at.type),
        error=bindparam("to_error", type_=JOB.c.error.type),
        attempt=bindparam("to_attempt", type_=JOB.c.attempt.type),
    )
)
_SWEEP = Query(
    delete(JOB).where(
        JOB.c.due_at.is_(None),
        JOB.c.error.is_(None),
        JOB.c.created_at < bindparam("before", type_=JOB.c.created_at.type),
    )
)


class LeaseLost(Exception):
    """Another worker took the job over; what this one did is rolled back."""


class Retry(Exception):
    """Raise in a handler to run again after `wait`, which does not count as a failure."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"again in {wait}")
        self.wait = wait


class Trip(NamedTuple):
    """What an errand works with: it opens transactions as it needs them, and none while it waits for somebody."""

    database: Database
    owner: str
    job_id: str
    attempt: int

    @property
    def settings(self) -> Settings:
        return self.database.settings

    def reading(self) -> AbstractContextManager[Store]:
        return reading(self.database, self.owner)

    def writing(self) -> AbstractContextManager[Store]:
        return writing(self.database, self.owner)

    def hold(self) -> None:
        """Keep the job for another `ERRAND_LEASE`; call it between the parts of a long errand.

        Raises:
            LeaseLost
        """
        values = {"which": self.job_id, "claimed": self.attempt, "until": clock.now() + ERRAND_LEASE}
        with self.database.writing() as connection:
            if connection.run(_HOLD, values).rowcount != 1:
                raise LeaseLost


class Errand(NamedTuple):
    """A job that goes outside, such as a call to another server: it runs in no transaction, so that nobody waits for
    it, and beside others. It happens at least once.
    """

    run: Callable[..., None]
    """`def run(trip, **args)`"""


Handler = Callable[..., None] | Errand
"""`def handler(store, job_id, **args)`: runs within the job's own transaction. Or an errand."""


class Jobs:
    """Claims and runs jobs. As many may run at once, in threads or processes, as one likes. What one of them does not
    know, such as a job of a newer release, waits for one that does.

    `errands`: run those that go outside, instead of those that do not.
    """

    def __init__(self, database: Database, handlers: Mapping[str, Handler], *, errands: bool = False) -> None:
        self.database = database
        self.handlers = dict(handlers)
        self.errands = errands
        self.woken = threading.Event()
        ours = [kind for kind, handler in handlers.items() if isinstance(handler, Errand) == errands]
        self._lease = ERRAND_LEASE if errands else LEASE
        self._claim = _claim(or_(false(), *(JOB.c.kind == kind for kind in ours)))

    def claim(self) -> tuple[str, str, str, dict[str, Any], int] | None:
        """The next due job (id, owner, kind, args, attempt), leased to the caller."""
        now = clock.now()
        with self.database.writing() as connection:
            return connection.row(self._claim, {"now": now, "until": now + self._lease})  # the columns, in their order

    def run_one(self) -> bool:
        """Run one due job; False when there was none."""
        claimed = self.claim()
        if claimed is None:
            return False
        self._run(*claimed)
        return True

    def _run(self, id_: str, owner: str, kind: str, args: dict[str, Any], attempt: int) -> None:
        try:
            self._carry_out(id_, owner, kind, args, attempt)
        except LeaseLost:
            log.warning("a job lost its lease", extra={"job": id_, "kind": kind})
        except Unauthorized:
            log.info("the account of a job is gone", extra={"job": id_, "kind": kind})
        except Retry as again:
            self._settle(id_, attempt, clock.now() + again.wait, None, attempt - 1)
        except Exception as error:
            log.exception("a job failed", extra={"job": id_, "kind": kind, "attempt": attempt})
            spread = CHANCE.uniform(0.5, 1.5)  # keeps retries apart
            wait = timedelta(seconds=min(2.0**attempt, 3600) * spread)
            due = None if attempt >= ATTEMPTS else clock.now() + wait
            self._settle(id_, attempt, due, type(error).__name__, attempt)

    def _carry_out(self, id_: str, owner: str, kind: str, args: dict[str, Any], attempt: int) -> None:
        handler = self.handlers[kind]
        if isinstance(handler, Errand):
            handler.run(Trip(self.database, owner, id_, attempt), **args)
            self._settle(id_, attempt, None, None, attempt)
            return
        with self.database.writing(owner) as connection:
            store = open_writer(self.database, connection, owner)
            handler(store, id_, **args)
            store.finish()
            done = {"which": id_, "claimed": attempt, "to_due_at": None, "to_error": None, "to_attempt": attempt}
            if connection.run(_SETTLE, done).rowcount != 1:
                raise LeaseLost

    def _settle(self, id_: str, claimed: int, due: datetime | None, error: str | None, attempt: int) -> None:
        with self.database.writing() as connection:
            values = {"which": id_, "claimed": claimed, "to_due_at": due, "to_error": error, "to_attempt": attempt}
            connection.run(_SETTLE, values)

    def sweep(self) -> None:
        """Forget jobs that were done a while ago."""
        with self.database.writing() as connection:
            connection.run(_SWEEP, {"before": clock.now() - KEEP_DONE})

    def work(self, stop: threading.Event) -> None:
        """Run jobs until told to stop: one after the other, or errands beside each other."""
        if not self.errands:
            self._until(stop, self.run_one)
            return
        free = threading.Semaphore(ERRANDS_AT_ONCE)
        with ThreadPoolExecutor(ERRANDS_AT_ONCE, "errand") as hands:
            self._until(stop, partial(self._send_one, hands, free))

    def _send_one(self, hands: ThreadPoolExecutor, free: threading.Semaphore) -> bool:
        """Claim an errand only when somebody is free to run it at once."""
        if not free.acquire(timeout=POLL_SECONDS):
            return False
        claimed = None
        try:
            claimed = self.claim()
        finally:
            if claimed is None:
                free.release()
        if claimed is None:
            return False
        hands.submit(self._run, *claimed).add_done_callback(lambda _: free.release())
        return True

    def _until(self, stop: threading.Event, step: Callable[[], bool]) -> None:
        while not stop.is_set():
            try:
                busy = step()
            except Exception:
                log.exception("claiming a job failed")
                busy = False
            if not busy:
                self.woken.wait(POLL_SECONDS)
                self.woken.clear()
