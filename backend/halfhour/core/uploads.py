"""A file that is the body of a request: streamed to the disk, kept with what is written of it, else gone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import orjson
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from . import files
from .clock import new_id
from .errors import BadRequest
from .preconditions import etag
from .settings import Settings
from .views import Shown

STREAMED = 1 << 62
"""For routes that take files, whose own limit counts: the app's is for bodies that are held in memory."""


@dataclass
class Upload:
    """A file that has come. `replayed`: an earlier request with the same key kept it already; this one is a double."""

    id: str
    file: files.Incoming
    replayed: bool = False

    def answer(self, shown: Shown, location: str) -> Response:
        """201 with what is known of it."""
        body = orjson.dumps(shown, option=orjson.OPT_UTC_Z)
        headers = {"etag": etag(shown["version"], body), "location": location}
        headers |= {"idempotent-replayed": "true"} if self.replayed else {}
        return Response(body, 201, headers, "application/json")


def announced(request: Request) -> int:
    """How many bytes the client says will come; 0 where it does not say."""
    said = request.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else 0


@asynccontextmanager
async def received(request: Request, settings: Settings, owner: str, limit: int) -> AsyncIterator[Upload]:
    """The body as a file of the owner's, for the block to write down what it is.

    The file is discarded where the block fails for sure, or sets `replayed`.

    Raises:
        BadRequest: it broke off.
        TooLarge, StorageFull
    """
    id_ = new_id()
    try:
        file = await files.receive(request.stream(), files.place(settings, owner, id_), limit)
    except ClientDisconnect:
        raise BadRequest("The upload broke off. Send the file again.") from None
    upload = Upload(id_, file)
    try:
        yield upload
    except BaseException as error:
        if files.surely_undone(error):
            file.discard()
        raise
    if upload.replayed:
        file.discard()
