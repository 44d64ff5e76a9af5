"""What goes to a CRM, when nobody waits: checks, comparisons, pushes, and looking for what has changed since."""

from ...core.worker import Errand, Handler, Retry, Trip
from . import changes, comparing, kept, pushing, rules, service
from .errands import Over, greet, office
from .models import CrmConnection, CrmState, PreviewState
from .seam import Later, Refused, Trouble


def check(trip: Trip, *, connection_id: str) -> None:
    """Find out whether the key and the address are right."""
    with office(trip, connection_id) as opened:
        if opened is None:
            return
        with opened.open() as crm:
            account = greet(crm)
        with trip.writing() as store:
            known = {
                "state": CrmState.READY.value,
                "account": account.name[:300],
                "checked_at": store.now,
            }
            store.project(CrmConnection, connection_id, {**known, **kept.NO_ERROR})
            service.watch(store, connection_id)


def preview(trip: Trip, *, connection_id: str) -> None:
    """Find out what pushing would do."""
    with office(trip, connection_id) as opened:
        if opened is None:
            return
        try:
            comparing.compare(opened)
        except Later as trouble:
            comparing.note(opened, PreviewState.COMPARING, trouble)
            raise
        except Refused as trouble:
            comparing.note(opened, PreviewState.FAILED, trouble)
            raise
        except Over:
            comparing.note(opened, PreviewState.FAILED, Trouble("You have changed what is sent.", "Compare again."))
            raise
        opened.note(state=CrmState.READY.value, **kept.NO_ERROR)


def push(trip: Trip, *, connection_id: str) -> None:
    """Send whoever is chosen, because the person has pressed push."""
    with office(trip, connection_id) as opened:
        if opened is not None and opened.connection.released:
            pushing.push(opened, by_hand=True)
            with trip.writing() as store:
                service.watch(store, connection_id)


def watch(trip: Trip, *, connection_id: str) -> None:
    """Send what has changed since; come again for as long as that is wanted.

    Raises:
        Retry: to look again later.
    """
    if _has_news(trip, connection_id):
        with office(trip, connection_id) as opened:
            if opened is not None and opened.connection.released:
                pushing.push(opened, by_hand=False)
    with trip.reading() as store:
        record = store.first(CrmConnection, id=connection_id)
    if record is None or not _goes_on(record):
        return
    lively = record.last_synced_at is not None and store.now - record.last_synced_at < rules.LIVELY
    raise Retry(rules.SOON if lively else rules.SELDOM)


def _has_news(trip: Trip, connection_id: str) -> bool:
    with trip.reading() as store:
        record = store.first(CrmConnection, id=connection_id)
        return record is not None and _goes_on(record) and changes.newest(store, record.cursor) > record.cursor


def _goes_on(record: CrmConnection) -> bool:
    return record.released and record.state != CrmState.REFUSED


HANDLERS: dict[str, Handler] = {
    "crm.check": Errand(check),
    "crm.preview": Errand(preview),
    "crm.push": Errand(push),
    "crm.watch": Errand(watch),
}
