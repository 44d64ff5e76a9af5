"""People on their way out: as vCards or as a table of another program, page by page."""

from collections.abc import Iterator
from typing import Any, Literal

import orjson

from ..contacts import portraits
from ..contacts import service as contacts
from ..contacts.schemas import ContactQuery
from ..contacts.views import CONTACT, CONTACT_LIST, CONTACTS
from ..core.db import table_of
from ..core.store import Store
from ..core.views import Listing
from ..notes.models import Note
from . import csv_writing
from .export_schemas import PeopleForm, PeopleQuery
from .matching import Among
from .vcard_writing import Version, card

PAGE = 500
"""People that are written at once."""
EVERYBODY = Listing(
    CONTACTS, sorts={"added": CONTACT.c.id}, default="added", filters=CONTACT_LIST.filters, searched=True
)
"""As they were added, which their ids tell: along the key, and nobody moves on the list while it is read."""

NOTE = table_of(Note)
_NOTES = Among(NOTE.c.contact_id, NOTE.c.contact_id, NOTE.c.id, NOTE.c.body)
_FILTERS = ("q", "stage", "level", "source", "tag", "organization_id", "career_id", "do_not_contact")


class _Everybody(ContactQuery):
    """The filters of the list, in an order that it does not offer."""

    sort: Literal["added"] = "added"  # type: ignore[assignment]


FORMS = {
    PeopleForm.GOOGLE: csv_writing.GOOGLE,
    PeopleForm.OUTLOOK: csv_writing.OUTLOOK,
    PeopleForm.HUBSPOT: csv_writing.HUBSPOT,
    PeopleForm.SALESFORCE: csv_writing.SALESFORCE,
    PeopleForm.HALFHOUR: csv_writing.HALFHOUR,
}


def page(store: Store, asked: PeopleQuery, cursor: str | None = None) -> tuple[str, str | None]:
    """The text of the next people, and where it goes on. Whoever is changed meanwhile is neither told twice nor
    forgotten."""
    filters = {name: value for name in _FILTERS if (value := getattr(asked, name)) is not None}
    query = _Everybody.model_construct(limit=PAGE, cursor=cursor, deleted=False, **filters)
    shown = store.page(EVERYBODY, query)
    people = _plain(shown["items"])
    if asked.notes:
        _with_notes(store, people)
    return "".join(_written(store, people, asked, head=cursor is None)), shown["next_cursor"]


def one(store: Store, contact_id: str, version: Version, *, notes: bool) -> tuple[str, str]:
    """The card of one contact, and their name.

    Raises:
        NotFound
    """
    people = _plain([contacts.show(store, contact_id)])
    if notes:
        _with_notes(store, people)
    return _card(store, people[0], version, notes=notes), people[0]["full_name"]


def everybody(store: Store, asked: PeopleQuery) -> Iterator[str]:
    """The text of all people at once, within one transaction."""
    text, cursor = page(store, asked)
    yield text
    while cursor is not None:
        text, cursor = page(store, asked, cursor)
        yield text


def _plain(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers as plain values: what the database gives as JSON text, read."""
    found: list[dict[str, Any]] = orjson.loads(orjson.dumps(items, option=orjson.OPT_UTC_Z))
    return found


def _with_notes(store: Store, people: list[dict[str, Any]]) -> None:
    bodies: dict[str, list[str]] = {}
    for contact_id, _, body in sorted(_NOTES.rows(store, [each["id"] for each in people])):
        bodies.setdefault(contact_id, []).append(body)
    for each in people:
        each["notes"] = "\n\n".join(bodies.get(each["id"], ()))


def _written(store: Store, people: list[dict[str, Any]], asked: PeopleQuery, *, head: bool) -> Iterator[str]:
    if asked.format is PeopleForm.VCARD:
        for each in people:
            yield _card(store, each, asked.version, notes=asked.notes)
    else:
        yield from csv_writing.lines(FORMS[asked.format], people, raw=asked.raw, head=head)


def _card(store: Store, person: dict[str, Any], version: Version, *, notes: bool) -> str:
    hung = portraits.get(store, person["id"]) if person["portrait"] else None
    return card(person, version, notes=notes, photo=(hung.media_type, hung.picture) if hung else None)
