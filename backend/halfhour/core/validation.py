"""What pydantic found wrong, told as a problem: a pointer, what is wrong, and how to mend it."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from .errors import BadRequest, FieldError, Invalid

_MENDS = {
    "missing": "Add it.",
    "extra_forbidden": "Leave it out, or look up its name in the API documentation.",
    "string_too_short": "Write something.",
    "string_too_long": "Shorten it.",
    "string_type": "Send text.",
    "bool_type": "Send true or false.",
    "bool_parsing": "Send true or false.",
    "int_parsing": "Send a whole number.",
    "int_type": "Send a whole number.",
    "enum": "Choose one of the values named.",
    "literal_error": "Choose one of the values named.",
    "datetime_from_date_parsing": "Send an instant such as 2026-11-22T09:30:00Z.",
    "date_from_datetime_parsing": "Send a date such as 2026-11-22.",
    "too_long": "Send fewer.",
    "too_short": "Send more.",
    "string_pattern_mismatch": "Send an id as the API gave it.",
}


def pointer(location: tuple[Any, ...]) -> str:
    """A JSON pointer (RFC 6901) as a URI fragment."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def explain(error: ValidationError, where: str, body: bytes = b"") -> Invalid | BadRequest:
    """A refusal with one entry for each wrong value of the body or the query."""
    found = error.errors(include_url=False, include_input=False)
    if not body or any(each["type"] == "json_invalid" for each in found):
        return explain_all([{**each, "loc": (where, *each["loc"])} for each in found])
    given = from_json(body)
    return explain_all([{**each, "loc": (where, *_within(given, each["loc"]))} for each in found])


def _within(given: Any, location: tuple[int | str, ...]) -> list[int | str]:
    """The location without the names of union members, which pydantic puts between and the body does not have."""
    path: list[int | str] = []
    for place, part in enumerate(location):
        known = part in given if isinstance(given, dict) else isinstance(given, list) and isinstance(part, int)
        if not known and place < len(location) - 1:
            continue
        path.append(part)
        given = given[part] if known else None
    return path


def explain_all(found: list[dict[str, Any]]) -> Invalid | BadRequest:
    """The same for FastAPI's list of errors, whose locations begin with `body`, `query`, …"""
    if any(each["type"] == "json_invalid" for each in found):
        return BadRequest("The body is not JSON. Check its commas, quotes and brackets.")
    errors = [_field_error(each) for each in found]
    first = errors[0]
    named = f"{first.pointer.removeprefix('#/') or 'the body'}: {first.message}"
    return Invalid(named if len(errors) == 1 else f"{named} (and {len(errors) - 1} more)", errors=errors)


def _field_error(each: dict[str, Any]) -> FieldError:
    location = tuple(part for part in each["loc"][1:])
    message = str(each["msg"]).removeprefix("Value error, ")
    mend = _MENDS.get(each["type"])
    if mend is None:
        mend = f"{message[:1].upper()}{message[1:]}." if each["type"] == "value_error" else "Change it to fit."
    return FieldError(pointer(location), message, mend)
