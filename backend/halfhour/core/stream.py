"""The change feed as server-sent events (WHATWG HTML, section 9.2): a line that is held, and on which changes come.

Waiting takes no thread and no connection of the database: now and then one row is looked at, and with it whether who
asks still may. A stream that has ended for whatever reason is taken up again by its reader, from the last id it saw.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import StreamingResponse

from .changes import Changes
from .errors import Refusal, TooMany

POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0
"""How often a stream on which nothing happens gives a sign of life, so that nobody between takes it for dead."""
RETRY_MILLISECONDS = 3000
PER_PERSON = 10
STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/event-stream": {
                "schema": {"type": "string", "description": "Server-sent events; the data of each is an `EventRead`."},
                "example": (
                    'id: 42\ndata: {"seq":42,"type":"contact.changed",'
                    '"resource_id":"01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c","at":"2026-11-22T09:30:00.000000Z",'
                    '"data":{"fields":["headline"]}}\n\n'
                ),
            }
        }
    }
}
"""What the contract says of a stream."""

_streams: Counter[str] = Counter()


class TooManyStreams(TooMany):
    """You follow the changes in too many places."""

    def __init__(self) -> None:
        super().__init__(f"At most {PER_PERSON} streams are held for one person. Close one, or use a long poll.", 30)


def wants_stream(accept: str) -> bool:
    """Whether an Accept header names server-sent events; what takes anything gets JSON."""
    return any(each.partition(";")[0].strip().lower() == "text/event-stream" for each in accept.split(","))


async def pause(ending: asyncio.Event, seconds: float) -> None:
    """Wait, but not for longer than the server is there."""
    with suppress(TimeoutError):
        await asyncio.wait_for(ending.wait(), seconds)


def stream(
    request: Request, ending: asyncio.Event, owner: str, found: Changes, read: Callable[[int], Awaitable[Changes]]
) -> StreamingResponse:
    """The answer that goes on until the client leaves, the server stops, or who asks no longer may.

    Raises:
        TooManyStreams
    """
    if _streams[owner] >= PER_PERSON:
        raise TooManyStreams
    told = _told(request, ending, owner, found, read)
    return StreamingResponse(told, headers={"x-accel-buffering": "no"}, media_type="text/event-stream")


async def _told(
    request: Request, ending: asyncio.Event, owner: str, found: Changes, read: Callable[[int], Awaitable[Changes]]
) -> AsyncIterator[bytes]:
    clock = asyncio.get_running_loop().time
    _streams[owner] += 1
    try:
        yield f"retry: {RETRY_MILLISECONDS}\n\n".encode()
        spoke = clock()
        while not ending.is_set():
            if found.items:
                yield b"".join(_event(each) for each in found.items)
                spoke = clock()
            elif clock() - spoke >= HEARTBEAT_SECONDS:
                yield b":\n\n"
                spoke = clock()
            if not found.more:
                await pause(ending, POLL_SECONDS)
            if await request.is_disconnected():
                return
            found = await read(found.cursor)
    except Refusal:
        return  # the reader comes again, and is then told why
    finally:
        _streams[owner] -= 1
        if not _streams[owner]:
            del _streams[owner]


def _event(change: dict[str, Any]) -> bytes:
    return b"id: %d\ndata: %s\n\n" % (change["seq"], orjson.dumps(change, option=orjson.OPT_UTC_Z))
