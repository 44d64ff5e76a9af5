"""What the person does with notes: write them, change them, find them, put them away."""

from typing import Any

from sqlalchemy import Table, bindparam, select

from ..careers.models import Career
from ..contacts.models import Contact, Organization
from ..core.db import Binned, Query, table_of
from ..core.errors import Invalid
from ..core.store import Store
from ..core.views import Shown
from ..interviews.models import Interview
from ..questions.models import Question
from . import letters, rules  # noqa: F401  # letters are told of notes
from .models import SUBJECT_IDS, Note
from .schemas import NoteCreate, NoteQuery, NoteUpdate
from .views import NOTE_LIST, NOTES


def _there(model: type[Binned]) -> Query:
    table: Table = table_of(model)
    return Query(
        select(table.c.id).where(
            table.c.owner_id == bindparam("owner_id"), table.c.id == bindparam("id"), table.c.deleted_at.is_(None)
        )
    )


_SUBJECTS = {
    "contact_id": _there(Contact),
    "interview_id": _there(Interview),
    "career_id": _there(Career),
    "organization_id": _there(Organization),
    "question_id": _there(Question),
}


def show(store: Store, note_id: str) -> Shown:
    return store.show(NOTES, note_id)


def page(store: Store, query: NoteQuery) -> Shown:
    return store.page(NOTE_LIST, query)


def add(store: Store, new: NoteCreate) -> Shown:
    """Add a note.

    Raises:
        Invalid: it is not about exactly one thing that is there.
        IdTaken
    """
    store.refuse_taken(Note, new.id)
    values = new.model_dump()
    name, id_ = rules.about_one(values)
    _require_subject(store, name, id_)
    return store.show(NOTES, store.add(Note, _kept(values)))


def change(store: Store, note_id: str, changed: NoteUpdate, match: int | None) -> Shown:
    """Change a note, or move it to something else.

    Raises:
        Invalid: as `add`.
    """
    values = changed.changes()
    if not set(SUBJECT_IDS).isdisjoint(values):
        before = store.get(Note, note_id)
        had = {name: getattr(before, name) for name in SUBJECT_IDS}
        name, id_ = rules.about_one(had | values)
        if had[name] != id_:
            _require_subject(store, name, id_)
    store.change(Note, note_id, _kept(values), match=match)
    return store.show(NOTES, note_id)


def remove(store: Store, note_id: str, match: int | None) -> None:
    store.remove(Note, note_id, match=match)


def restore(store: Store, note_id: str) -> Shown:
    store.restore(Note, note_id)
    return store.show(NOTES, note_id)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The columns that hold these values."""
    kept = {name: value for name, value in values.items() if name != "kind"}
    if "kind" in values:
        kept["purpose"] = values["kind"].value
    if "body" in values:
        kept["title"] = rules.title_of(values["body"])
    return kept


def _require_subject(store: Store, name: str, id_: str) -> None:
    if store.row(_SUBJECTS[name], id=id_) is None:
        what = name.removesuffix("_id")
        raise Invalid.field(
            f"/{name}", f"there is no such {what}", "Send the id of one of yours that is not in the bin."
        )
