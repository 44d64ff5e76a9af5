"""What the person does with calendar feeds: make them, change what they tell, give them another address."""

import secrets
from hashlib import sha256

from ...core.db import parse_instant
from ...core.errors import Stale
from ...core.store import Store
from ...core.views import Shown
from . import rules
from .models import CalendarFeed, FeedAddress
from .schemas import FeedCreate, FeedQuery, FeedUpdate
from .views import FEED_LIST, FEEDS, HOW_MANY

ADDRESS_BYTES = 24
"""192 bits of chance, so that a plain digest hides an address as well as a slow one would."""
PATH = "/calendar/{address}.ics"


def digest(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def page(store: Store, query: FeedQuery) -> Shown:
    listed = store.page(FEED_LIST, query)
    return {**listed, "items": [_complete(store, each) for each in listed["items"]]}


def show(store: Store, feed_id: str) -> Shown:
    return _complete(store, store.show(FEEDS, feed_id))


def add(store: Store, new: FeedCreate) -> Shown:
    """A feed with its address, which this answer alone holds.

    Raises:
        TooManyFeeds
    """
    rules.refuse_more((store.row(HOW_MANY) or (0,))[0])
    address = _new_address()
    values = {**new.model_dump(), "hint": address[-4:], "addressed_at": store.now}
    return _addressed(store, store.add(CalendarFeed, values), address)


def change(store: Store, feed_id: str, changed: FeedUpdate, match: int | None) -> Shown:
    store.change(CalendarFeed, feed_id, changed.changes(), match=match)
    return show(store, feed_id)


def rotate(store: Store, feed_id: str, match: int | None) -> Shown:
    """Another address; the one before leads nowhere from now on."""
    address = _new_address()
    values = {"hint": address[-4:], "addressed_at": store.now, "last_used_at": None}
    store.change(CalendarFeed, feed_id, values, match=match)
    store.drop(FeedAddress, feed_id=feed_id)
    return _addressed(store, feed_id, address)


def remove(store: Store, feed_id: str, match: int | None) -> None:
    """Delete a feed for good: its address leads nowhere from now on, and could not be shown again.

    Raises:
        NotFound, Stale
    """
    feed = store.get(CalendarFeed, feed_id)
    if match is not None and match != feed.version:
        raise Stale(feed.version)
    store.drop(FeedAddress, feed_id=feed_id)
    store.drop(CalendarFeed, id=feed_id)
    store.emit(f"{CalendarFeed.kind}.deleted", feed_id)


def _new_address() -> str:
    return secrets.token_urlsafe(ADDRESS_BYTES)


def _addressed(store: Store, feed_id: str, address: str) -> Shown:
    store.put_rows(FeedAddress, [{"feed_id": feed_id, "digest": digest(address)}])
    url = store.database.settings.origin + PATH.format(address=address)
    return {**show(store, feed_id), "url": url, "webcal_url": f"webcal://{url.partition('://')[2]}"}


def _complete(store: Store, row: Shown) -> Shown:
    used = row["last_used_at"]
    state = rules.state_of(parse_instant(used) if isinstance(used, str) else used, store.now)
    words, advice = rules.SAID[state]
    return {**row, "state": state.value, "words": words, "advice": advice}
