"""Whether a value fits a schema of the contract: JSON Schema 2020-12, as far as the contract uses it.

A keyword that is not known here is a fault of the test, never a value that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

Schema = dict[str, Any]

SAYING_NOTHING = frozenset({"title", "description", "examples", "example", "default", "writeOnly", "discriminator"})
TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _reads(read: Callable[[str], Any]) -> Callable[[str], bool]:
    def reads(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return reads


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _reads(date.fromisoformat),
    "date-time": lambda text: (
        _reads(datetime.fromisoformat)(text) and re.search(r"(Z|[+-]\d\d:\d\d)$", text) is not None
    ),
    "binary": lambda _: True,
    "password": lambda _: True,
    "uri-reference": lambda text: " " not in text,
}
LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "const": lambda value, limit: value == limit,
    "enum": lambda value, limit: value in limit,
    "minimum": lambda value, limit: not TYPES["number"](value) or value >= limit,
    "maximum": lambda value, limit: not TYPES["number"](value) or value <= limit,
    "exclusiveMaximum": lambda value, limit: not TYPES["number"](value) or value < limit,
    "minLength": lambda value, limit: not isinstance(value, str) or len(value) >= limit,
    "maxLength": lambda value, limit: not isinstance(value, str) or len(value) <= limit,
    "pattern": lambda value, limit: not isinstance(value, str) or re.search(limit, value) is not None,
    "format": lambda value, limit: not isinstance(value, str) or FORMATS[limit](value),
    "minItems": lambda value, limit: not isinstance(value, list) or len(value) >= limit,
    "maxItems": lambda value, limit: not isinstance(value, list) or len(value) <= limit,
    "required": lambda value, limit: not isinstance(value, dict) or set(limit) <= value.keys(),
    "type": lambda value, limit: any(TYPES[kind](value) for kind in ([limit] if isinstance(limit, str) else limit)),
}
CHOICES = {"anyOf": range(1, 1000), "oneOf": range(1, 2)}
"""How many of a schema's choices a value may fit."""


def misfits(value: Any, schema: Schema, document: Schema, place: str = "#") -> Iterator[str]:
    """Where and why a value does not fit; nothing when it does."""
    for keyword, limit in schema.items():
        if keyword in LIMITS:
            if not LIMITS[keyword](value, limit):
                yield f"{place}: {value!r} is against {keyword} {limit!r}"
        elif keyword == "$ref":
            name = limit.removeprefix("#/components/schemas/")
            yield from misfits(value, document["components"]["schemas"][name], document, place)
        elif keyword in ("anyOf", "oneOf"):
            fitting = sum(not any(misfits(value, choice, document, place)) for choice in limit)
            if fitting not in CHOICES[keyword]:
                yield f"{place}: {value!r} fits {fitting} of {keyword}"
        elif keyword not in SAYING_NOTHING | {"properties", "additionalProperties", "items"}:
            raise AssertionError(f"{place}: the keyword {keyword} is not known to this test")
    if isinstance(value, dict):
        yield from _within(value, schema, document, place)
    for n, each in enumerate(value if isinstance(value, list) else ()):
        yield from misfits(each, schema.get("items", {}), document, f"{place}/{n}")


def _within(value: dict[str, Any], schema: Schema, document: Schema, place: str) -> Iterator[str]:
    known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in known:
            yield from misfits(each, known[name], document, f"{place}/{name}")
        elif more is False:
            yield f"{place}: {name} is not a field"
        elif more is not True:
            yield from misfits(each, more, document, f"{place}/{name}")
