"""The addresses of imports."""

from hashlib import sha256
from typing import Annotated

import orjson
from fastapi import Header, UploadFile
from starlette.responses import Response

from ..core import idempotency
from ..core.preconditions import etag, expected_version
from ..core.routes import Doors, Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.store import Store
from ..core.views import Shown
from . import rows, service
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

FORM_BYTES = 64 * 1024
"""What a form has around its file."""

imports = Routes("imports", about="Contacts from files: look first, keep them as one batch, take it back.")

_Match = Annotated[str | None, Header(alias="If-Match", description="The ETag that you last read.")]


@imports.post(
    "/imports", ImportRead, status=201, refuses=[UnreadableFile, FileTooLarge], max_body_size=FILE_BYTES + FORM_BYTES
)
async def add_import(door: Doors, file: UploadFile) -> Response:
    """Upload a file of contacts and see what will come of it.

    It is a CSV file of LinkedIn (or the ZIP that it came in), Google, Outlook or any other program, of up to 20 MB.
    Nothing is added yet.
    """
    data = await file.read()
    name = file.filename or ""
    seen = await door.read(lambda store: look(store, name, data))

    def add(store: Store) -> Response:
        path, key = door.call.path, door.call.key
        hashed = idempotency.hashed("POST", path, key) if key is not None else None
        fingerprint = sha256(data).digest() + name.encode()
        before = idempotency.kept(store, hashed, fingerprint) if hashed else None
        if before is not None:
            return _answer(
                orjson.loads(before.body), 201, {"location": before.location or "", "idempotent-replayed": "true"}
            )
        shown = service.add(store, seen)
        answer = _answer(shown, 201, {"location": f"{path}/{shown['id']}"})
        if hashed:
            kept = idempotency.Answer(201, answer.headers["location"], bytes(answer.body))
            idempotency.keep(store, hashed, fingerprint, kept)
        return answer

    return await door.write(add)


@imports.get("/imports", Page[ImportBrief])
def list_imports(store: Reading, query: Annotated[ImportQuery, Filters()]) -> Shown:
    """List imports, the newest first."""
    return service.page(store, query)


@imports.get("/imports/{import_id}", ImportRead)
def get_import(store: Reading, import_id: str) -> Shown:
    """Get an import: its preview, its progress, and what became of it."""
    return service.show(store, import_id)


@imports.patch("/imports/{import_id}", ImportRead, refuses=[NotPreviewed, MappingDoesNotFit, FileForgotten])
async def change_import(door: Doors, import_id: str, changed: ImportUpdate, match: _Match = None) -> Response:
    """Choose what columns mean and what happens with duplicates, and see the preview anew."""
    expected = expected_version(match)
    seen = await door.read(lambda store: service.look_again(store, import_id, changed))
    return _answer(await door.write(lambda store: service.change(store, import_id, seen, expected)), 200, {})


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


def _answer(shown: Shown, status: int, headers: dict[str, str]) -> Response:
    body = orjson.dumps(shown, option=orjson.OPT_UTC_Z)
    return Response(body, status, {"etag": etag(shown["version"], body), **headers}, "application/json")


ROUTES = [imports]
