"""One errand at a time on a connection: how it is opened, held and let go, and what becomes of trouble."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

from ...core.clock import clock
from ...core.errors import NotFound
from ...core.sealed import NotOpened, unseal
from ...core.worker import ERRAND_LEASE, LeaseLost, Retry, Trip
from . import kept, rules
from .kinds import KINDS
from .models import CrmConnection, CrmKind, CrmState
from .seam import Account, Crm, Gone, Later, Names, Refused, Rejected, Trouble
from .service import PURPOSE

BUSY = timedelta(seconds=5)


class Over(Exception):
    """There is nothing more to do for this errand."""


class Office(NamedTuple):
    """What an errand works with on one connection."""

    trip: Trip
    connection: CrmConnection
    names: Names

    def hold(self, contact_id: str | None = None) -> bool:
        """Keep the errand and the connection, before each thing that is sent. False where the contact whom it is about
        is not chosen any more.

        Raises:
            Over: the connection is gone, or the person has changed what is sent.
            LeaseLost: another errand has it now.
        """
        self.trip.hold()
        with self.trip.writing() as store:
            now = store.first(CrmConnection, id=self.connection.id)
            taken_back = self.connection.released and now is not None and not now.released
            if now is None or taken_back or _terms(now) != _terms(self.connection):
                raise Over
            if not kept.hold(store, now.id, self.trip.job_id, store.now + ERRAND_LEASE):
                raise LeaseLost
            return contact_id is None or kept.is_chosen(store, now.id, contact_id)

    def note(self, **values: Any) -> None:
        """Note how the connection stands."""
        with self.trip.writing() as store:
            store.project(CrmConnection, self.connection.id, values)

    def open(self) -> Crm:
        """Speak with the other system.

        Raises:
            Refused: the key can't be read any more.
        """
        record, kind = self.connection, KINDS[CrmKind(self.connection.system)]
        key = ""
        if record.sealed_key is not None:
            try:
                key = unseal(self.trip.settings, record.sealed_key, owner=record.owner_id, purpose=PURPOSE)
            except NotOpened:
                says = "The key can't be read any more, because Halfhour's own secret was changed."
                raise Refused(says, "Enter the key again.") from None
        return kind.open(self.trip.settings, self.names, record.base_url or "", key)


@contextmanager
def office(trip: Trip, connection_id: str) -> Iterator[Office | None]:
    """Work on a connection alone; None where it is gone. Trouble of the whole connection is noted, and what may pass
    by itself is tried again later.

    Raises:
        Retry: another errand works on it, or the server asks for patience.
    """
    with trip.writing() as store:
        try:
            record = store.get(CrmConnection, connection_id)
        except NotFound:
            record = None
        if record is not None and record.quiet_until is not None and record.quiet_until > store.now:
            raise Retry(record.quiet_until - store.now)
        if record is not None and not kept.hold(store, connection_id, trip.job_id, store.now + ERRAND_LEASE):
            raise Retry(BUSY)
    if record is None:
        yield None
        return
    names = rules.names(KINDS[CrmKind(record.system)].specs, record.mapping)
    opened = Office(trip, record, names)
    try:
        yield opened
    except Later as trouble:
        wait = rules.patience(record.failures, trouble.wait)
        quiet = {"failures": record.failures + 1, "quiet_until": clock.now() + wait}
        opened.note(state=CrmState.WAITING.value, **quiet, **_told(trouble))
        raise Retry(wait) from trouble
    except Refused as trouble:
        opened.note(state=CrmState.REFUSED.value, **_told(trouble))
    except Over:
        pass
    finally:
        with trip.writing() as store:
            kept.let_go(store, connection_id, trip.job_id)


def greet(crm: Crm) -> Account:
    """Whom the key belongs to; also whether it is this kind of CRM that answers.

    Raises:
        Refused, Later
    """
    try:
        return crm.who()
    except (Gone, Rejected) as trouble:
        advice = "Check that the address is right, and that its API is switched on."
        raise Refused("What it needs is not at this address.", advice) from trouble


def _terms(record: CrmConnection) -> tuple[object, ...]:
    """What the person has agreed to."""
    switches = (record.push_people, record.push_talks, record.push_follow_ups, record.push_notes)
    return (record.base_url, record.sealed_key, record.mapping, *switches)


def _told(trouble: Trouble) -> dict[str, str]:
    return {"last_error": trouble.says, "advice": trouble.advice}
