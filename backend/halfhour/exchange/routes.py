"""The addresses of imports."""

import asyncio
from hashlib import sha256
from typing import Annotated

import orjson
from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Message

from ..core import idempotency
from ..core.errors import BadRequest, Invalid, NotAcceptedType
from ..core.hop import unknown_parameters
from ..core.preconditions import etag
from ..core.routes import Doors, Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.store import Store
from ..core.views import Shown
from . import account_routes, export_routes, rows, service
from .looking import look
from .rules import (
    FILE_BYTES,
    FileForgotten,
    FileTooLarge,
    MappingDoesNotFit,
    NoNameColumn,
    NotCommitted,
    NotPreviewed,
    UnreadableFile,
)
from .schemas import ImportBrief, ImportQuery, ImportRead, ImportUpdate, RowQuery, RowRead
from .vcard_table import prepared

FORM_BYTES = FILE_BYTES + 64 * 1024
"""A form has a little around its file."""
OWN_LIMIT = 1 << 62
"""The app's limit on bodies is for JSON; this route has its own, which answers with a problem."""

imports = Routes("imports", about="Contacts from files: look first, keep them as one batch, take it back.")


@imports.post(
    "/imports",
    ImportRead,
    status=201,
    refuses=[FileTooLarge, UnreadableFile, *UnreadableFile.__subclasses__()],
    max_body_size=OWN_LIMIT,
    form_file="A CSV file of LinkedIn (or the ZIP that it came in), Google, Outlook or others, or vCards; up to 20 MB.",
)
async def add_import(door: Doors, request: Request) -> Response:
    """Upload a file of contacts and see what will come of it. Nothing is added yet."""
    await door.read(lambda _: None, to_write=True)
    name, data = await _file(request)
    upload = await asyncio.to_thread(prepared, name, data)
    seen = await door.read(lambda store: look(store, upload), to_write=True)

    def add(store: Store) -> Response:
        path, key = door.call.path, door.call.key
        hashed = idempotency.hashed("POST", path, key) if key is not None else None
        fingerprint = sha256(data).digest() + name.encode(errors="replace")
        before = idempotency.kept(store, hashed, fingerprint) if hashed else None
        if before is not None:
            headers = {"location": before.location or "", "idempotent-replayed": "true"}
            return _answer(orjson.loads(before.body), headers)
        shown = service.add(store, seen)
        answer = _answer(shown, {"location": f"{path}/{shown['id']}"})
        if hashed:
            kept = idempotency.Answer(201, answer.headers["location"], bytes(answer.body))
            idempotency.keep(store, hashed, fingerprint, kept)
        return answer

    return await door.write(add)


async def _file(request: Request) -> tuple[str, bytes]:
    """The name and bytes of the form's file; large ones pass through the disk on their way."""
    if request.scope["query_string"]:
        raise unknown_parameters(request.scope["query_string"])
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise NotAcceptedType("Send the file as the part `file` of a form (multipart/form-data).")
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > FORM_BYTES:
        raise _too_large()
    came = 0

    async def counted() -> Message:
        nonlocal came
        message = await request.receive()
        came += len(message.get("body", b""))
        if came > FORM_BYTES:
            raise _too_large()
        return message

    try:
        async with Request(request.scope, counted).form(max_files=1, max_fields=10) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid.field("/file", "there is no file", "Send it as the part `file` of the form.")
            return file.filename or "", await file.read()
    except (MultiPartException, HTTPException) as fault:
        raise BadRequest("The form can't be read. Send one part named `file`.") from fault
    except ClientDisconnect as fault:
        raise BadRequest("The upload broke off. Send the file again.") from fault


def _too_large() -> FileTooLarge:
    return FileTooLarge(f"At most {FILE_BYTES // 2**20} MB can be read. Upload Connections.csv alone, or split it.")


def _answer(shown: Shown, headers: dict[str, str]) -> Response:
    body = orjson.dumps(shown, option=orjson.OPT_UTC_Z)
    return Response(body, 201, {"etag": etag(shown["version"], body), **headers}, "application/json")


@imports.get("/imports", Page[ImportBrief])
def list_imports(store: Reading, query: Annotated[ImportQuery, Filters()]) -> Shown:
    """List imports, the newest first."""
    return service.page(store, query)


@imports.get("/imports/{import_id}", ImportRead)
def get_import(store: Reading, import_id: str) -> Shown:
    """Get an import: its preview, its progress, and what became of it."""
    return service.show(store, import_id)


@imports.patch("/imports/{import_id}", ImportRead, refuses=[NotPreviewed, MappingDoesNotFit, FileForgotten])
def change_import(store: Writing, import_id: str, changed: ImportUpdate, match: IfMatch) -> Shown:
    """Choose what columns mean and what happens with duplicates, and see the preview anew."""
    return service.change(store, import_id, changed, match)


@imports.get("/imports/{import_id}/rows", Page[RowRead], refuses=[FileForgotten])
def list_import_rows(store: Reading, import_id: str, query: Annotated[RowQuery, Filters()]) -> Shown:
    """List the rows of the file as they will be, or were, kept."""
    return rows.page(store, import_id, query)


@imports.post("/imports/{import_id}/commit", ImportRead, refuses=[NotPreviewed, NoNameColumn, FileForgotten])
def commit_import(store: Writing, import_id: str, match: IfMatch) -> Shown:
    """Keep the people of the file as one batch: all or none.

    A large file is kept in the background: the status is then `committing`, and `progress` tells how far it is.
    """
    return service.commit(store, import_id, match)


@imports.post("/imports/{import_id}/undo", ImportRead, refuses=[NotCommitted])
def undo_import(store: Writing, import_id: str, match: IfMatch) -> Shown:
    """Take the batch back: what it added goes to the bin, what it changed gets its former values.

    Contacts that you have worked with since stay as they are; `counts.kept` and `kept` say which.
    """
    return service.undo(store, import_id, match)


ROUTES = [imports, *export_routes.ROUTES, *account_routes.ROUTES]
