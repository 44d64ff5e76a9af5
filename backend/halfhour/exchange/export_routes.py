"""The addresses of exports: people for other programs."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from starlette.responses import Response, StreamingResponse

from ..core.routes import Door, Doors, Filters, Routes
from ..core.search import fold
from . import people
from .export_schemas import CardQuery, PeopleForm, PeopleQuery

exports = Routes(
    "exports", about="People on their way to other programs: address books, tables, CRMs.", scope="contacts"
)

NOTES = "notes:read"
_TEXT = {"schema": {"type": "string"}}
_VCARD = {
    **_TEXT,
    "example": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maria Keller\r\nN:Keller;Maria;;;\r\nEND:VCARD\r\n",
}
_CSV = {
    **_TEXT,
    "example": "First Name,Last Name,Company,Job Title\r\nMaria,Keller,St. Anne's Hospital,Data manager\r\n",
}
_SENT = {"Content-Disposition": {**_TEXT, "description": "What to save it as (RFC 6266)."}}
_CARD: dict[int | str, dict[str, Any]] = {
    200: {"description": "The card.", "content": {"text/vcard": _VCARD}, "headers": _SENT}
}
_PEOPLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The people.", "content": {"text/vcard": _VCARD, "text/csv": _CSV}, "headers": _SENT}
}


@exports.get("/contacts/{contact_id}/card", status=200, response_class=Response, responses=_CARD)
async def get_card(door: Doors, contact_id: str, asked: Annotated[CardQuery, Filters()]) -> Response:
    """Get a contact as a vCard."""
    text, name = await door.read(
        lambda store: people.one(store, contact_id, asked.version, notes=asked.notes), also=_also(asked)
    )
    plain = "-".join(word for word in fold(name) if word.isascii())[:100] or "contact"
    return Response(text, headers=_saved_as(f"{plain}.vcf"), media_type="text/vcard; charset=utf-8")


@exports.get("/exports/contacts", status=200, response_class=Response, responses=_PEOPLE)
async def export_contacts(door: Doors, asked: Annotated[PeopleQuery, Filters()]) -> Response:
    """Export contacts: all, or those that filters find, for an address book or for another program.

    Cells that a spreadsheet would take for formulas have an apostrophe before them, unless you ask for `raw`. The form
    `halfhour` loses nothing, has none, and comes back equal through an import.
    """
    first = await door.read(lambda store: people.page(store, asked), also=_also(asked))
    cards = asked.format is PeopleForm.VCARD
    name = "people.vcf" if cards else f"people-{asked.format}.csv"
    media_type = f"text/{'vcard' if cards else 'csv'}; charset=utf-8"
    return StreamingResponse(_pages(door, asked, first), headers=_saved_as(name), media_type=media_type)


async def _pages(door: Door, asked: PeopleQuery, page: tuple[str, str | None]) -> AsyncIterator[bytes]:
    """Page by page, each in a transaction of its own: a slow client holds nobody up."""
    text, cursor = page
    yield text.encode()
    while cursor is not None:
        at = cursor
        text, cursor = await door.read(lambda store: people.page(store, asked, at))  # noqa: B023  # awaited at once
        yield text.encode()


def _also(asked: CardQuery) -> str | None:
    return NOTES if asked.notes else None


def _saved_as(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


ROUTES = [exports]
