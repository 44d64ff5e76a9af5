"""The feed itself, as calendars fetch it: at an address that is its own proof, without a session.

The bytes follow from what is kept and stay the same until that changes, so that a calendar which holds them is told so.
"""

import logging
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import NamedTuple

from ...core.engine import Database
from ...core.errors import Refusal
from ...core.preconditions import unchanged
from ...core.store import Store
from ...interviews import ics, offers
from ...interviews.events_ics import Event, calendar
from ...today import service as today
from . import rules
from .models import CalendarFeed
from .models import FeedContent as Content
from .models import FeedDetail as Detail
from .service import digest
from .views import BY_DIGEST, FETCHED

log = logging.getLogger(__name__)


class Fetched(NamedTuple):
    """What a calendar gets: the bytes, their tag, and since when they are so."""

    content: bytes
    tag: str
    since: datetime

    @property
    def last_modified(self) -> str:
        return format_datetime(self.since, usegmt=True)

    def is_held(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Whether who asks holds just these bytes. A date counts only without a tag (RFC 9110, section 13.2.2)."""
        if if_none_match is not None:
            return unchanged(if_none_match, self.tag)
        try:
            return if_modified_since is not None and self.since <= parsedate_to_datetime(if_modified_since)
        except (ValueError, TypeError):
            return False


def fetch(database: Database, address: str) -> Fetched | None:
    """The feed at an address; None where there is none, for which just as much is done before that is known."""
    with database.connection(writes=False) as connection:
        found = connection.row(BY_DIGEST, {"digest": digest(address)})
        if found is None:
            return None
        owner, feed_id = found
        connection.begin(owner, writes=False)
        store = Store(database, connection, owner)
        feed = store.first(CalendarFeed, id=feed_id)
        content = written(store, feed) if feed is not None else b""
        connection.commit()
    return None if feed is None else _noted(database, feed, content, store.now)


def written(store: Store, feed: CalendarFeed) -> bytes:
    """The feed's bytes."""
    events = sorted(_events(store, feed), key=lambda event: (event.starts_at, event.uid))
    return calendar(events, name=feed.name, refresh=rules.REFRESH)


def _events(store: Store, feed: CalendarFeed) -> list[Event]:
    detail, origin = Detail(feed.detail), store.database.settings.origin
    events = []
    if Content.TALKS in feed.contents or detail is Detail.BUSY:
        own = offers.own_zone(store)
        since, closed = store.now - rules.LOOKS_BACK, store.now - rules.KEEPS_CANCELLED
        for talk in ics.appointments(store, since=since, closed_since=closed, most=rules.MOST_TALKS):
            event = ics.event(store, talk, own=own, ready=feed.alarm_minutes or 0)
            event = event if feed.alarm_minutes is not None else event._replace(alarm=None)
            events.append(rules.veiled(event, detail))
    for talk_due, due in today.coming(store):
        if rules.wanted(due, feed.contents, detail):
            changed_at = talk_due.changed_at or due.due_at
            events.append(rules.due_event(due, changed_at, detail, origin, rings=feed.alarm_minutes is not None))
    return events


def _noted(database: Database, feed: CalendarFeed, content: bytes, now: datetime) -> Fetched:
    """Keep when the feed was fetched, coarsely, and since when it reads like this. A feed is shown all the same where
    that can't be written just now."""
    shown = sha256(content).hexdigest()
    since = feed.shown_at if feed.shown_digest == shown and feed.shown_at else now
    since = since.astimezone(UTC).replace(microsecond=0)
    if shown != feed.shown_digest or feed.last_used_at is None or now - feed.last_used_at >= rules.COARSE:
        values = {"owner": feed.owner_id, "which": feed.id, "at": now, "to_digest": shown, "to_shown_at": since}
        try:
            with database.writing(feed.owner_id) as connection:
                connection.run(FETCHED, values)
        except Refusal as refusal:
            log.warning("a fetch could not be noted", extra={"code": refusal.code, "feed": feed.id})
    return Fetched(content, f'"{shown[:32]}"', since)
