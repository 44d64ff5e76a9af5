"""What the person does with files on notes. A file is on the disk, whole, before any of these is called."""

from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, select

from ..core import idempotency
from ..core.db import Query
from ..core.files import place
from ..core.store import Store
from ..core.views import Shown
from ..interviews import service as interviews
from . import rules, service
from .models import Attachment, Note
from .schemas import AttachmentQuery
from .views import ATTACHMENT, ATTACHMENT_LIST, ATTACHMENTS

_COUNT = Query(
    select(func.count()).where(
        ATTACHMENT.c.owner_id == bindparam("owner_id"),
        ATTACHMENT.c.note_id == bindparam("note_id"),
        ATTACHMENT.c.deleted_at.is_(None),
    )
)


def show(store: Store, attachment_id: str) -> Shown:
    """One file's description.

    Raises:
        NotFound: it, or its note, lies in the bin or isn't there.
    """
    shown = store.show(ATTACHMENTS, attachment_id)
    store.get(Note, shown["note_id"])
    return shown


def page(store: Store, note_id: str, query: AttachmentQuery) -> Shown:
    service.show(store, note_id)
    return store.page(ATTACHMENT_LIST.of("note_id"), query, note_id=note_id)


def whose(store: Store, note_id: str) -> str:
    """The owner of a note that a file may be added to, asked before the file is taken.

    Raises:
        NotFound, NoteFull
    """
    store.get(Note, note_id)
    row = store.row(_COUNT, note_id=note_id)
    if row is not None and row[0] >= rules.MOST_ATTACHMENTS:
        raise rules.NoteFull(f"A note takes {rules.MOST_ATTACHMENTS} files. Write another note for more.")
    return store.owner


def add(store: Store, note_id: str, values: dict[str, Any]) -> Shown:
    """Add a file to a note.

    Raises:
        NotFound, NoteFull, MayNotRecord
    """
    whose(store, note_id)
    note = store.get(Note, note_id)
    if note.interview_id is not None:
        talk = interviews.get(store, note.interview_id)
        rules.refuse_secret_recording(note.purpose, values["media_type"], talk.recording_consent)
    return store.show(ATTACHMENTS, store.add(Attachment, values, note_id=note_id))


def add_once(store: Store, note_id: str, values: dict[str, Any], key: str | None) -> tuple[Shown, bool]:
    """As `add`; a retry with the same key gives what the first try made, and True.

    Raises:
        IdempotencyKeyReused: the first came with another file or name.
    """
    if key is None:
        return add(store, note_id, values), False
    asked = f"{values['sha256']} {values['name']}".encode()
    hashed = idempotency.hashed("POST", f"/notes/{note_id}/attachments", key)
    before = idempotency.kept(store, hashed, asked)
    if before is not None:
        return store.show(ATTACHMENTS, before.body.decode(), binned=True), True
    shown = add(store, note_id, values)
    idempotency.keep(store, hashed, asked, idempotency.Answer(201, None, str(shown["id"]).encode()))
    return shown, False


def remove(store: Store, attachment_id: str, match: int | None) -> None:
    show(store, attachment_id)
    store.remove(Attachment, attachment_id, match=match)


def restore(store: Store, attachment_id: str) -> Shown:
    store.restore(Attachment, attachment_id)
    return show(store, attachment_id)


def content(store: Store, attachment_id: str) -> tuple[Shown, Path]:
    """A file's description and where it is kept."""
    shown = show(store, attachment_id)
    return shown, place(store.database.settings, store.owner, attachment_id)
