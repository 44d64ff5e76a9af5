"""Search over everything, and the feed of changes: what reads across all steps."""

import asyncio
from datetime import datetime
from typing import Annotated, Any

from fastapi import Header, Request
from pydantic import Field, StringConstraints

from . import search
from .changes import Changes, changes_after
from .errors import FieldError, Invalid
from .guard import ENDING
from .routes import Doors, Filters, Reading, Routes
from .schemas import Body, Clean, Read
from .stream import POLL_SECONDS, STREAM, TooManyStreams, pause, stream, wants_stream
from .views import Shown

WAIT_MOST = 30


class Span(Read):
    """A stretch of text, and whether it is what was searched for."""

    text: str = Field(examples=["Maria"])
    hit: bool = Field(examples=[True])


class Found(Read):
    """One thing that was found."""

    kind: str = Field(
        description="What it is: contact, organization, career, interview, question, note …", examples=["contact"]
    )
    id: str = Field(examples=["01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"])
    title: list[Span]
    snippet: list[Span]


class SearchResults(Read):
    """What was found, the best first."""

    items: list[Found]


class SearchQuery(Body):
    """What to search for."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=200), Clean] = Field(
        description="Words; the last may be a beginning.", examples=["mari"]
    )
    kinds: list[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]] = Field(
        [], max_length=10, description="Only these kinds; repeat the parameter for more."
    )
    limit: int = Field(20, ge=1, le=50)


class EventRead(Read):
    """One change. It says what changed, never what a person wrote."""

    seq: int = Field(examples=[42])
    type: str = Field(examples=["contact.changed"])
    resource_id: str = Field(examples=["01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"])
    at: datetime = Field(examples=["2026-11-22T09:30:00Z"])
    data: dict[str, Any] = Field(examples=[{"fields": ["headline"]}])


class Events(Read):
    """Changes in the order in which they were made. `cursor` goes into `after` next time, for ever."""

    items: list[EventRead]
    cursor: str = Field(examples=["42"])


class EventsQuery(Body):
    """From where, and how long to wait."""

    after: Annotated[str, StringConstraints(max_length=20)] = Field(
        "0",
        description="`cursor` of the answer before; 0: the beginning.",
        json_schema_extra={"pattern": "^[0-9]{1,18}$"},
    )
    types: list[Annotated[str, StringConstraints(pattern=r"^[a-z_.]{1,60}$")]] = Field(
        [], max_length=50, description="Only these types; repeat the parameter for more."
    )
    limit: int = Field(100, ge=1, le=500, description="How many changes at the most.")
    wait: int = Field(
        0,
        ge=0,
        le=WAIT_MOST,
        description="Seconds to wait for a change where there is none yet; a stream waits always.",
    )


searching = Routes("search", about="One search over everything you keep.")
changes = Routes("events", about="Every change in order, to be resumed for ever.")


@searching.get("/search", SearchResults)
def search_everything(store: Reading, query: Annotated[SearchQuery, Filters()]) -> Shown:
    """Search people, organizations, careers, interviews, questions and notes."""
    hits = search.find(store.connection, store.owner, query.q, kinds=tuple(query.kinds), limit=query.limit)
    return {
        "items": [
            {"kind": hit.kind, "id": hit.id, "title": _spans(hit.title), "snippet": _spans(hit.snippet)} for hit in hits
        ]
    }


@changes.get("/events", Events, refuses=[TooManyStreams], responses=STREAM)
async def list_events(
    request: Request,
    door: Doors,
    query: Annotated[EventsQuery, Filters()],
    last_event_id: Annotated[
        str, Header(alias="Last-Event-ID", description="Where a stream goes on: the id of its last event.")
    ] = "",
) -> Any:
    """List changes after a cursor; with `wait`, hold the line until there is one (a long poll).

    With `Accept: text/event-stream` they come as they happen, for as long as you stay (server-sent events): each with
    its cursor as its id, so that a browser's `EventSource` goes on by itself where it was cut off.
    """
    streams = wants_stream(request.headers.get("accept", ""))
    after = _number(last_event_id if streams and last_event_id else query.after)
    ending = asyncio.Event()
    request.scope.setdefault("state", {})[ENDING] = ending

    async def read(after: int) -> Changes:
        return await door.read(lambda store: changes_after(store, after, query.types, query.limit))

    if streams:
        owner = await door.read(lambda store: store.owner)
        return stream(request, ending, owner, await read(after), read)
    deadline = asyncio.get_running_loop().time() + query.wait
    while True:
        found = await read(after)
        if found.items or asyncio.get_running_loop().time() >= deadline or ending.is_set():
            return {"items": found.items, "cursor": str(found.cursor)}
        after = found.cursor
        await pause(ending, POLL_SECONDS)


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit()) or int(cursor) >= 2**62:
        raise Invalid("The cursor is not one of this feed.", errors=[_BAD_CURSOR])
    return int(cursor)


_BAD_CURSOR = FieldError("#/after", "not a cursor of this feed", "Send `cursor` of an answer, or 0.")


def _spans(spans: list[tuple[str, bool]]) -> list[Shown]:
    return [{"text": span, "hit": hit} for span, hit in spans]


ROUTES = [searching, changes]
