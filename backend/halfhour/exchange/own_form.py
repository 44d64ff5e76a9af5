"""Our own form of a list of people: a CSV file that loses nothing and comes back equal.

Each column has the name of its field. A text stands as it is, unless it has several lines or begins with a quote: then
it is a JSON string. Lists are JSON, a truth is `true` or `false`, and an empty cell is nothing at all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from ..contacts.schemas import ContactCreate
from .drafts import Draft, Labelled, Problem, Reading
from .formats import OWN, OWN_ALONE, Field

_LISTS = {Field.EMAILS, Field.PHONES, Field.LINKS, Field.TAGS}
_TRUTHS = {Field.MAY_KEEP, Field.MAY_NAME, Field.DO_NOT_CONTACT}
_NUMBERS = {Field.DIFFICULTY, Field.KEEP_IN_TOUCH_DAYS}
_YES_AND_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_ELSEWHERE = {Field.ORGANIZATION, Field.NOTES}
"""What a contact does not hold itself."""
_TAKES: dict[Field, TypeAdapter[Any]] = {
    each: TypeAdapter(ContactCreate.model_fields[each.value].rebuild_annotation()) for each in OWN_ALONE
}


def cells_of(person: Mapping[str, Any]) -> list[str]:
    """A person's row: `person` has what a contact's Read has, and `notes` if they are to be in it."""
    return [_cell(person.get("organization_name" if each is Field.ORGANIZATION else each.value)) for each in OWN]


def _cell(value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, str):
        return orjson.dumps(value).decode() if value[0] == '"' or "\n" in value or "\r" in value else value
    if isinstance(value, (date, Enum)):
        return str(value)
    return orjson.dumps(value).decode()


def value_of(field: Field, text: str) -> Any:
    """A value of one of our own columns out of any file.

    Raises:
        ValueError: it is none; in words.
    """
    try:
        return _TAKES[field].validate_python(_value(field, text))
    except ValidationError as error:
        raise ValueError(_said(error)) from None


def _value(field: Field, cell: str) -> Any:
    if field in _LISTS:
        return orjson.loads(cell) if cell else []
    if field in _TRUTHS:
        return _YES_AND_NO.get(cell.strip().lower(), cell)
    if field in _NUMBERS and cell.strip().isascii() and cell.strip().isdigit():
        return int(cell[:9])
    text = orjson.loads(cell) if cell[:1] == '"' else cell
    if not isinstance(text, str):
        raise ValueError("it is no text")  # noqa: TRY004  # as orjson says of what is no JSON
    return text


def read_row(fields: Mapping[int, Field], number: int, cells: Sequence[str]) -> Reading:
    """What a row of our own form says, exactly; a row that does not fit is left out and told."""
    values: dict[str, Any] = {}
    for index, field in fields.items():
        cell = cells[index] if index < len(cells) else ""
        if not cell:
            continue
        try:
            values[field.value] = _value(field, cell)
        except ValueError:
            return _blocked(number, field.value, "It can't be read.")
    if not values:
        return Reading(number, None, ())
    organization = str(values.pop("organization", ""))
    notes = str(values.pop("notes", ""))
    try:
        new = ContactCreate.model_validate(values)
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        return _blocked(number, str(place[0]) if place else None, _said(error))
    exact = new.model_dump(exclude={"organization_id", "career_ids"})
    exact |= {name: value.value for name, value in exact.items() if isinstance(value, Enum)}
    named = new.full_name or " ".join(part for part in (new.given_name, new.family_name) if part)
    draft = Draft(
        given_name=new.given_name or "",
        family_name=new.family_name or "",
        full_name=named,
        headline=new.headline or "",
        organization_name=organization[:300],
        emails=[Labelled(each.label or "", each.value) for each in new.emails],
        phones=[Labelled(each.label or "", each.value) for each in new.phones],
        links=[Labelled(each.label or "", each.value) for each in new.links],
        location=new.location or "",
        connected_on=new.connected_on,
        notes=notes[:20_000],
        tags=list(new.tags),
        postal_address=new.postal_address,
        more=exact,
    )
    return Reading(number, draft, ())


def _said(error: ValidationError) -> str:
    return str(error.errors()[0]["msg"]).removeprefix("Value error, ").rstrip(".").capitalize() + "."


def _blocked(number: int, column: str | None, message: str) -> Reading:
    mend = "Export the list again, or mend this row in the file."
    return Reading(number, None, (Problem(number, column, "own_form", message, mend, blocks=True),))
