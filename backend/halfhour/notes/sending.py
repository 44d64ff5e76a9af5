"""Files on their way out: the whole or one part (RFC 9110, sections 13 and 14), read from the disk piece by piece."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from starlette.responses import Response, StreamingResponse

from ..core.errors import ServerError
from ..core.files import CHUNK
from ..core.preconditions import unchanged
from ..core.views import Shown
from . import rules

log = logging.getLogger(__name__)


class Asked(NamedTuple):
    """The headers that decide what is sent."""

    range: str | None
    if_range: str | None
    if_none_match: str | None


async def send(shown: Shown, path: Path, asked: Asked) -> Response:
    """The answer to a request for a file.

    Raises:
        RangeNotSatisfiable
        ServerError: the file is not where it was put, or not as long.
    """
    size, tag = shown["size"], f'"{shown["sha256"]}"'
    headers = {"etag": tag, "accept-ranges": "bytes"}
    if unchanged(asked.if_none_match, tag):
        return Response(status_code=304, headers=headers)
    part = rules.part_of(asked.range, asked.if_range, tag, size)
    start, end = part or (0, size)
    headers |= {
        "content-length": str(end - start),
        "content-type": _with_charset(shown["media_type"]),
        "content-disposition": rules.disposition(shown["name"], shown["media_type"]),
    }
    if part is not None:
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    file = await asyncio.to_thread(_open, path, size, start)
    return StreamingResponse(_pieces(file, end - start), 200 if part is None else 206, headers)


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type == "text/plain" else media_type


def _open(path: Path, size: int, start: int) -> BinaryIO:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        log.error("the file of an attachment is missing", extra={"attachment": path.name})  # noqa: TRY400  # no place to mend
        raise ServerError("The file is missing on the server. Whoever runs it finds it in a backup.") from None
    if os.fstat(file.fileno()).st_size != size:
        file.close()
        log.error("the file of an attachment has another length", extra={"attachment": path.name})
        raise ServerError("The file on the server is damaged. Whoever runs it finds it in a backup.")
    file.seek(start)
    return file


async def _pieces(file: BinaryIO, left: int) -> AsyncIterator[bytes]:
    try:
        while left > 0:
            piece = await asyncio.to_thread(file.read, min(CHUNK, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
    finally:
        file.close()
