"""The worker: claims jobs with a lease, runs them, and tries again with patience.

A handler's own writes and the job's being done commit together, so they happen exactly once; what a handler does
outside the database happens at least once, with the job's id as its idempotency key.
"""

import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from .clock import clock
from .db import Query
from .engine import Database
from .errors import Unauthorized
from .jobs import JOB
from .store import open_writer

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
POLL_SECONDS = 1.0
ATTEMPTS = 8
KEEP_DONE = timedelta(days=7)

_DUE = (
    select(JOB.c.id)
    .where(JOB.c.due_at <= bindparam("now", type_=JOB.c.due_at.type))
    .order_by(JOB.c.due_at)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = Query(
    update(JOB)
    .where(JOB.c.id == _DUE)
    .values(due_at=bindparam("until", type_=JOB.c.due_at.type), attempt=JOB.c.attempt + 1)
    .returning(JOB.c.id, JOB.c.owner_id, JOB.c.kind, JOB.c.args, JOB.c.attempt)
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


Handler = Callable[..., None]
"""`def handler(store, job_id, **args)`: runs within the job's own transaction."""


class Jobs:
    """Claims and runs jobs. As many may run at once, in threads or processes, as one likes."""

    def __init__(self, database: Database, handlers: dict[str, Handler]) -> None:
        self.database = database
        self.handlers = handlers
        self.woken = threading.Event()

    def claim(self) -> tuple[str, str, str, dict[str, Any], int] | None:
        """The next due job (id, owner, kind, args, attempt), leased to the caller."""
        now = clock.now()
        with self.database.writing() as connection:
            return connection.row(_CLAIM, {"now": now, "until": now + LEASE})  # the columns above, in their order

    def run_one(self) -> bool:
        """Run one due job; False when there was none."""
        claimed = self.claim()
        if claimed is None:
            return False
        id_, owner, kind, args, attempt = claimed
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
            spread = random.uniform(0.5, 1.5)  # noqa: S311  # keeps retries apart, and no secret
            wait = timedelta(seconds=min(2.0**attempt, 3600) * spread)
            due = None if attempt >= ATTEMPTS else clock.now() + wait
            self._settle(id_, attempt, due, type(error).__name__, attempt)
        return True

    def _carry_out(self, id_: str, owner: str, kind: str, args: dict[str, Any], attempt: int) -> None:
        with self.database.writing(owner) as connection:
            store = open_writer(self.database, connection, owner)
            self.handlers[kind](store, id_, **args)
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
        """Run jobs until told to stop."""
        while not stop.is_set():
            try:
                busy = self.run_one()
            except Exception:
                log.exception("claiming a job failed")
                busy = False
            if not busy:
                self.woken.wait(POLL_SECONDS)
                self.woken.clear()
