"""What answers show of feeds, and how they are found by their addresses."""

from sqlalchemy import bindparam, func, literal, null, select, update

from ...core.db import Query, table_of
from ...core.views import Listing, View
from .models import CalendarFeed, FeedAddress
from .schemas import FeedRead

FEED = table_of(CalendarFeed)
ADDRESS = table_of(FeedAddress)

FEEDS = View(
    CalendarFeed,
    FeedRead,
    extra={"state": literal(""), "words": literal(""), "advice": null()},
)
FEED_LIST = Listing(FEEDS, sorts={"created_at": FEED.c.created_at}, default="created_at")
HOW_MANY = Query(select(func.count()).select_from(FEED).where(FEED.c.owner_id == bindparam("owner_id")))

BY_DIGEST = Query(select(ADDRESS.c.owner_id, ADDRESS.c.feed_id).where(ADDRESS.c.digest == bindparam("digest")))
"""Whose feed an address is of: asked before it is known who asks."""
FETCHED = Query(
    update(FEED)
    .where(FEED.c.owner_id == bindparam("owner"), FEED.c.id == bindparam("which"))
    .values(
        last_used_at=bindparam("at", type_=FEED.c.last_used_at.type),
        shown_digest=bindparam("to_digest", type_=FEED.c.shown_digest.type),
        shown_at=bindparam("to_shown_at", type_=FEED.c.shown_at.type),
    )
)
