"""The addresses of a whole account: out as one file, and in again."""

import asyncio
import os
import threading
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import orjson
from fastapi import Request
from starlette.responses import Response, StreamingResponse

from ..core import files, uploads
from ..core.archive import BadBackup
from ..core.clock import new_id
from ..core.engine import Database
from ..core.errors import StorageFull
from ..core.hop import unknown_parameters
from ..core.routes import Doors, Filters, IfMatch, Reading, Routes, Writing
from ..core.views import Shown
from . import account_service as service
from .account_kinds import schema
from .account_rules import ACCOUNT_BYTES, AccountTooLarge, AlreadyTakenIn, BrokenExport, ExportTooNew
from .account_writing import export
from .export_schemas import AccountImportCreate, AccountImportRead

account = Routes("export", about="The whole account as one file, out and in again.")

LEFTOVER_SECONDS = 3600
"""How old a file of an export is that a crash has left."""
_AT_ONCE = threading.Semaphore(2)
"""Accounts that are written, or looked at, at the same time: each takes room on the disk or in memory."""
_TEXT = {"schema": {"type": "string"}}
_ZIP: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A ZIP file.",
        "content": {
            "application/zip": {"schema": {"type": "string", "format": "binary"}, "example": "The bytes of a ZIP file."}
        },
        "headers": {"Content-Disposition": {**_TEXT, "description": "What to save it as (RFC 6266)."}},
    }
}
_SCHEMA: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A JSON Schema.",
        "content": {
            "application/schema+json": {
                "schema": {"type": "object"},
                "example": {"title": "The tables of a Halfhour account", "$defs": {"contact": {"type": "object"}}},
            }
        },
    }
}


@account.get("/export", status=200, response_class=Response, responses=_ZIP, refuses=[StorageFull])
async def export_account(door: Doors, request: Request) -> Response:
    """Take everything that you have kept away as one file, of one moment.

    It holds each kind of thing as JSON with its schema, attached files, your people as vCards and tables, and your
    talks as a calendar; no password, token or secret. `POST /import` brings it back, here or elsewhere.
    """
    if request.scope["query_string"]:
        raise unknown_parameters(request.scope["query_string"])
    owner = await door.read(lambda store: store.owner)
    file, size = await asyncio.to_thread(_made, door.office.database, owner)
    headers = {"content-length": str(size), "content-disposition": 'attachment; filename="halfhour.zip"'}
    return StreamingResponse(_pieces(file), headers=headers, media_type="application/zip")


def _made(database: Database, owner: str) -> tuple[BinaryIO, int]:
    """The export, in a file that has no name any more: it is gone when it is closed, and with it when we crash."""
    folder = database.settings.data_dir / "exports"
    files.make_folder(folder)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > LEFTOVER_SECONDS:
            old.unlink(missing_ok=True)
    path: Path = folder / new_id()
    try:
        with _AT_ONCE:
            export(database, owner, path)
    except BadBackup as error:
        raise StorageFull("There is no room on the disk to make the file. Make room, and try again.") from error
    file = path.open("rb")
    path.unlink()
    return file, file.seek(0, os.SEEK_END)


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    try:
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, files.CHUNK):
            yield piece
    finally:
        file.close()


@account.get("/export/schema", status=200, response_class=Response, responses=_SCHEMA)
async def get_export_schema(door: Doors, request: Request) -> Response:
    """Get the JSON Schema of the tables in an export: what each line of each of them holds."""
    if request.scope["query_string"]:
        raise unknown_parameters(request.scope["query_string"])
    await door.read(lambda _: None)
    return Response(orjson.dumps(schema(), option=orjson.OPT_INDENT_2), media_type="application/schema+json")


@account.post(
    "/import",
    AccountImportRead,
    status=201,
    refuses=[AccountTooLarge, BrokenExport, ExportTooNew, StorageFull],
    raw_body="The file that `GET /export` gave, unchanged; up to 4 GB.",
    max_body_size=uploads.STREAMED,
)
async def add_account_import(
    door: Doors, request: Request, asked: Annotated[AccountImportCreate, Filters()]
) -> Response:
    """Upload an export of a whole account and see what of it is new here. Nothing is added yet."""
    database = door.office.database
    owner = await door.read(lambda store: store.owner, to_write=True)
    if uploads.announced(request) > ACCOUNT_BYTES:
        raise AccountTooLarge("It may have up to 4 GB.")
    async with uploads.received(request, database.settings, owner, ACCOUNT_BYTES) as upload:
        found = await asyncio.to_thread(_looked, database, owner, upload.file.place)
        told = {"id": upload.id, "name": asked.name, "size": upload.file.size, "sha256": upload.file.sha256}
        keep = partial(service.add, values={**found, **told}, key=door.call.key)
        shown, upload.replayed = await door.write(keep)
    return upload.answer(shown, f"{door.call.path}/{shown['id']}")


def _looked(database: Database, owner: str, path: Path) -> dict[str, Any]:
    with _AT_ONCE:
        return service.look(database, owner, path)


@account.get("/import/{account_import_id}", AccountImportRead)
def get_account_import(store: Reading, account_import_id: str) -> Shown:
    """Get an uploaded account: what it holds, and how far it has come."""
    return service.show(store, account_import_id)


@account.post("/import/{account_import_id}/commit", AccountImportRead, refuses=[AlreadyTakenIn])
def commit_account_import(store: Writing, account_import_id: str, match: IfMatch) -> Shown:
    """Bring an uploaded account in: all of it or nothing.

    What is not here is added; what is here stays, unless it was changed later in the file. It is done in the
    background: the status is then `taking_in`, and `progress` tells how far it is.
    """
    return service.commit(store, account_import_id, match)


ROUTES = [account]
