"""The addresses of notes and of what is attached to them."""

from functools import partial
from typing import Annotated, Any

from fastapi import Header, Request
from starlette.responses import Response

from ..core import files, uploads
from ..core.errors import IdTaken, StorageFull
from ..core.hop import unknown_parameters
from ..core.routes import Doors, Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import attachments as attaching
from . import rules, sending, service
from .schemas import (
    AttachmentCreate,
    AttachmentQuery,
    AttachmentRead,
    NoteBrief,
    NoteCreate,
    NoteQuery,
    NoteRead,
    NoteUpdate,
)

notes = Routes("notes", about="What you write down about a person, a talk, a career, an organization or a question.")
attachments = Routes("attachments", about="Files with notes: recordings, pictures, papers.", scope="notes")

_CONTENT = {each: {"schema": {"type": "string", "format": "binary"}} for each in rules.MEDIA_TYPES}
_TEXT = {"schema": {"type": "string"}}
_TAG = {"ETag": {**_TEXT, "description": "SHA-256 of the content."}}
_SENT = {
    **_TAG,
    "Accept-Ranges": {**_TEXT, "description": "`bytes`."},
    "Content-Disposition": {**_TEXT, "description": "Whether to show or to save it, and its name (RFC 6266)."},
}
_PART = {**_SENT, "Content-Range": {**_TEXT, "description": "Which part of how much."}}
_SENDS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole file.", "content": _CONTENT, "headers": _SENT},
    206: {"description": "The part of the file that was asked for.", "content": _CONTENT, "headers": _PART},
    304: {"description": "What the client holds is still true.", "headers": _TAG},
}

RangeHeader = Annotated[
    str | None,
    Header(
        alias="Range", description="One part, such as `bytes=0-1023` (RFC 9110, section 14).", examples=["bytes=0-"]
    ),
]
IfRangeHeader = Annotated[
    str | None, Header(alias="If-Range", description="The ETag that the rest of the file is held under.")
]


@notes.get("/notes", Page[NoteBrief])
def list_notes(store: Reading, query: Annotated[NoteQuery, Filters()]) -> Shown:
    """List notes, each with what it is about and what is attached."""
    return service.page(store, query)


@notes.post("/notes", NoteRead, status=201, refuses=[IdTaken])
def add_note(store: Writing, new: NoteCreate) -> Shown:
    """Add a note about exactly one thing."""
    return service.add(store, new)


@notes.get("/notes/{note_id}", NoteRead)
def get_note(store: Reading, note_id: str) -> Shown:
    """Get a note."""
    return service.show(store, note_id)


@notes.patch("/notes/{note_id}", NoteRead)
def change_note(store: Writing, note_id: str, changed: NoteUpdate, match: IfMatch) -> Shown:
    """Change a note, or move it to something else."""
    return service.change(store, note_id, changed, match)


@notes.delete("/notes/{note_id}")
def delete_note(store: Writing, note_id: str, match: IfMatch) -> None:
    """Put a note into the bin, with what is attached to it; it can be restored for 30 days."""
    return service.remove(store, note_id, match)


@notes.post("/notes/{note_id}/restore", NoteRead)
def restore_note(store: Writing, note_id: str) -> Shown:
    """Take a note out of the bin."""
    return service.restore(store, note_id)


@attachments.get("/notes/{note_id}/attachments", Page[AttachmentRead])
def list_attachments(store: Reading, note_id: str, query: Annotated[AttachmentQuery, Filters()]) -> Shown:
    """List the files of a note, or those of them in the bin."""
    return attaching.page(store, note_id, query)


@attachments.post(
    "/notes/{note_id}/attachments",
    AttachmentRead,
    status=201,
    refuses=[rules.EmptyFile, rules.NoteFull, rules.MayNotRecord, StorageFull],
    raw_body="The file itself, of up to 200 MB. Its type is told by its first bytes.",
    max_body_size=uploads.STREAMED,
)
async def add_attachment(
    door: Doors, request: Request, note_id: str, asked: Annotated[AttachmentCreate, Filters()]
) -> Response:
    """Attach a file to a note.

    The body is the file and nothing else, with any Content-Type. With an Idempotency-Key, a retry with the same file
    and name gives what the first made.
    """
    settings = door.office.database.settings
    owner = await door.read(lambda store: attaching.whose(store, note_id), to_write=True)
    files.refuse_larger(uploads.announced(request), settings.attachment_limit)
    async with uploads.received(request, settings, owner, settings.attachment_limit) as upload:
        file = upload.file
        values = {"id": upload.id, "name": asked.name, "sha256": file.sha256}
        values |= rules.file_values(file.head, request.headers.get("content-type", ""), file.size)
        keep = partial(attaching.add_once, note_id=note_id, values=values, key=door.call.key)
        shown, upload.replayed = await door.write(keep)
    return upload.answer(shown, f"{door.call.path.partition('/notes/')[0]}/attachments/{shown['id']}")


@attachments.get("/attachments/{attachment_id}", AttachmentRead)
def get_attachment(store: Reading, attachment_id: str) -> Shown:
    """Get what is known about a file."""
    return attaching.show(store, attachment_id)


@attachments.get(
    "/attachments/{attachment_id}/content",
    status=200,
    refuses=[rules.RangeNotSatisfiable],
    response_class=Response,
    responses=_SENDS,
)
async def download_attachment(
    door: Doors,
    request: Request,
    attachment_id: str,
    range_: RangeHeader = None,
    if_range: IfRangeHeader = None,
) -> Response:
    """Download a file, or with a Range header one part of it.

    The ETag is the digest of the content. Only pictures, sound and films are shown in place; all else is offered to be
    saved.
    """
    if request.scope["query_string"]:
        raise unknown_parameters(request.scope["query_string"])
    shown, path = await door.read(lambda store: attaching.content(store, attachment_id))
    return await sending.send(shown, path, sending.Asked(range_, if_range, door.call.if_none_match))


@attachments.delete("/attachments/{attachment_id}")
def delete_attachment(store: Writing, attachment_id: str, match: IfMatch) -> None:
    """Put a file into the bin, where it can be restored for 30 days."""
    return attaching.remove(store, attachment_id, match)


@attachments.post("/attachments/{attachment_id}/restore", AttachmentRead)
def restore_attachment(store: Writing, attachment_id: str) -> Shown:
    """Take a file out of the bin."""
    return attaching.restore(store, attachment_id)


ROUTES = [notes, attachments]
