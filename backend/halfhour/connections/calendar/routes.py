"""The addresses of calendar feeds, and the one that a calendar fetches."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...core.calls import Office
from ...core.edge import API_POLICY
from ...core.errors import NotFound
from ...core.routes import Filters, IfMatch, Reading, Routes, Writing
from ...core.schemas import Page
from ...core.views import Shown
from . import service
from .rules import TooManyFeeds
from .schemas import FeedCreate, FeedMade, FeedQuery, FeedRead, FeedUpdate
from .serving import fetch

calendar = Routes(
    "calendar",
    about="Feeds that your calendar subscribes to: your talks and what is due, as much of them as you choose.",
    scope="connections",
)


@calendar.get("/calendar/feeds", Page[FeedRead])
def list_feeds(store: Reading, query: Annotated[FeedQuery, Filters()]) -> Shown:
    """List feeds, the oldest first."""
    return service.page(store, query)


@calendar.post("/calendar/feeds", FeedMade, status=201, refuses=[TooManyFeeds], alone=True, secret=True)
def create_feed(store: Writing, new: FeedCreate) -> Shown:
    """Create a feed. Its address is in this answer and in no other: whoever has it can read the feed."""
    return service.add(store, new)


@calendar.get("/calendar/feeds/{feed_id}", FeedRead)
def get_feed(store: Reading, feed_id: str) -> Shown:
    """Get a feed, and whether a calendar asks for it."""
    return service.show(store, feed_id)


@calendar.patch("/calendar/feeds/{feed_id}", FeedRead)
def change_feed(store: Writing, feed_id: str, changed: FeedUpdate, match: IfMatch) -> Shown:
    """Change a feed's name, or what it tells."""
    return service.change(store, feed_id, changed, match)


@calendar.post("/calendar/feeds/{feed_id}/rotate", FeedMade, alone=True, secret=True)
def rotate_feed(store: Writing, feed_id: str, match: IfMatch) -> Shown:
    """Give a feed another address; the one before leads nowhere at once."""
    return service.rotate(store, feed_id, match)


@calendar.delete("/calendar/feeds/{feed_id}")
def delete_feed(store: Writing, feed_id: str, match: IfMatch) -> None:
    """Delete a feed for good; its address leads nowhere at once."""
    return service.remove(store, feed_id, match)


fetching = APIRouter()
_HEADERS = {  # besides those that every answer has, such as Referrer-Policy
    "cache-control": "private, max-age=900",
    "x-robots-tag": "noindex, nofollow",
    "content-security-policy": API_POLICY,
}


@fetching.api_route(service.PATH, methods=["GET", "HEAD"], include_in_schema=False)
async def fetch_feed(request: Request, address: str) -> Response:
    """The feed, for whoever has its address: no cookie and no token is looked at."""
    office: Office = request.app.state.office
    found = await office.readers.do(fetch, office.database, address)
    if found is None:
        nowhere = NotFound("There is no calendar at this address.").response()
        nowhere.headers.update({**_HEADERS, "cache-control": "no-store"})
        return nowhere
    headers = {**_HEADERS, "etag": found.tag, "last-modified": found.last_modified}
    asked = request.headers
    if found.is_held(asked.get("if-none-match"), asked.get("if-modified-since")):
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = 'inline; filename="halfhour.ics"'
    body = found.content if request.method == "GET" else b""
    headers["content-length"] = str(len(found.content))
    return Response(body, 200, headers, "text/calendar; charset=utf-8")


ROUTES = [calendar]
OUTSIDE = [fetching]
"""What is not below the API's base: it is no part of the contract, and other programs know it by its address."""
