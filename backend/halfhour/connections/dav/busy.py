"""When the calendars that the person has chosen say that they are busy."""

from datetime import datetime, timedelta

from ...accounts.service import show_account
from ...core.store import Store
from ...interviews import events_ics, offers
from ...interviews.models import Interview
from . import faults, reading, rules, spans
from .client import Entry
from .models import BusySpan, Connection, ConnectionItem
from .models import ConnectionKind as Kind
from .news import place
from .visit import Visit

MOST = 1000
"""Entries looked at where a server can't say which ones touch the days to come."""


def sync(visit: Visit) -> None:
    """Read the days to come, and keep when they are taken and nothing else. Our own talks are known anyhow.

    Raises:
        Fault
    """
    connection = visit.connection
    entries: list[Entry] = []
    with visit.trip.reading() as store:
        begin = store.now - timedelta(days=1)
        end = store.now + timedelta(days=rules.BUSY_DAYS)
    for id_ in connection.busy:
        chosen = rules.found_by_id(connection.found, id_)
        if chosen is None:
            continue
        try:
            entries += visit.dav.between(chosen["href"], begin, end)
        except faults.NotOffered:
            entries += visit.dav.fetch(Kind.CALENDAR, chosen["href"], list(visit.dav.listing(chosen["href"]))[:MOST])
        except faults.Gone:
            raise faults.NotThere(f"The calendar “{chosen['name']}” is no longer on the server.") from None
    with visit.trip.reading() as store:
        ours = {place(each.href) for each in store.find(ConnectionItem, connection_id=connection.id)}
    entries = [each for each in entries if place(each.href) not in ours]
    read = [each for found in reading.events([each.data for each in entries]) for each in found]
    with visit.trip.writing() as store:
        found = _spans(store, connection, read, begin, end)
        store.drop(BusySpan, connection_id=connection.id)
        store.put_rows(
            BusySpan,
            [
                {"connection_id": connection.id, "number": number, "starts_at": starts, "ends_at": ends}
                for number, (starts, ends) in enumerate(found)
            ],
        )


def _spans(
    store: Store, connection: Connection, read: list[spans.Event], begin: datetime, end: datetime
) -> list[spans.Span]:
    from ...interviews.reading_ics import placed  # noqa: PLC0415  # its price is paid where there is something to read

    zone = offers.own_zone(store)
    others = [placed(each, zone) for each in read if not _is_own(store, each["uid"])]
    account = show_account(store.connection, store.owner)
    return spans.busy(others, begin, end, {connection.username, str(account["email"])})


def _is_own(store: Store, uid: str) -> bool:
    """Whether it is the entry of a talk of this person's."""
    id_ = events_ics.row_id(uid)
    return id_ is not None and bool(store.find(Interview, id=id_, binned=True))
