"""Bodies and queries made from their schemas: a person's own ids where ids go, a canary wherever text goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.conftest import PASSWORD
from tests.tenancy.operations import Operation, Schema, resolve

AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ANY_TEXT = r"\S"
"""The pattern of whatever is not blank."""
_BY_FORMAT = {"date-time": "2026-11-20T09:30:00Z", "date": "2026-11-20"}


def is_id(schema: Schema) -> bool:
    """Whether values of the schema are ids, alone or as one of several choices."""
    if schema.get("pattern", "").startswith("^[0-9a-f]{8}-"):
        return True
    return any(is_id(choice) for choice in schema.get("anyOf", []))


class Recipe(NamedTuple):
    """How one operation's body is made so that it is taken.

    `plain` names the places (JSON pointers) where the documented example is needed, `dropped` those that are left out,
    `choice` which of several forms (a discriminated union) is meant.
    """

    choice: int = 0
    plain: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    all_fields: bool = True


class Filler:
    """Makes the bodies of one person."""

    def __init__(self, document: Schema, ids: Mapping[str, str], canary: str, recipe: Recipe) -> None:
        self.document = document
        self.ids = ids
        self.canary = canary
        self.recipe = recipe
        self.unknown: set[str] = set()
        """Names of ids of which the person has none."""

    def body(self, operation: Operation) -> Any:
        return self._value(operation.body or {}, (), "")

    def _value(self, schema: Schema, place: tuple[Any, ...], name: str) -> Any:
        if is_id(schema):
            if name not in self.ids:
                self.unknown.add(name)
            return self.ids.get(name)
        found = resolve(schema, self.document)
        example = next(iter([*schema.get("examples", []), *found.get("examples", [])]), None)
        if "const" in found:
            return found["const"]
        if "enum" in found:
            return example if example in found["enum"] else found["enum"][0]
        if choices := found.get("anyOf") or found.get("oneOf") or found.get("allOf"):
            chosen = choices[self.recipe.choice % len(choices)] if "discriminator" in found else choices[0]
            return self._value({**chosen, "examples": [example] if example is not None else []}, place, name)
        kind = found.get("type", "object" if "properties" in found else "")
        made = {"object": self._object, "array": self._array, "string": self._text}.get(kind)
        if made is not None:
            return made(found, place, name, example)
        if example is not None:
            return example
        return {"integer": found.get("minimum", 1), "number": found.get("minimum", 1.0), "boolean": True}.get(kind)

    def _object(self, schema: Schema, place: tuple[Any, ...], _name: str, _example: Any) -> dict[str, Any]:
        names, needed = schema.get("properties", {}), schema.get("required", [])
        made = {
            name: self._value(names[name], (*place, name), name)
            for name in names
            if name in needed or (self.recipe.all_fields and pointer((*place, name)) not in self.recipe.dropped)
        }
        return {name: value for name, value in made.items() if value is not None or name in needed}

    def _array(self, schema: Schema, place: tuple[Any, ...], name: str, example: Any) -> Any:
        items = schema.get("items", {})
        if example is not None and not is_id(items) and (pointer(place) in self.recipe.plain or "enum" in items):
            return example
        one = self._value(items, (*place, 0), name.removesuffix("s"))
        return [] if one is None else [one]

    def _text(self, schema: Schema, place: tuple[Any, ...], name: str, example: Any) -> Any:
        if schema.get("format") == "password" and not name.startswith("new"):
            return PASSWORD
        formed = schema.get("pattern", ANY_TEXT) != ANY_TEXT or schema.get("format")
        if formed or pointer(place) in self.recipe.plain:
            return example if example is not None else _BY_FORMAT.get(schema.get("format", ""), "text")
        return self.canary[: schema.get("maxLength", 1000)]


def choices(schema: Schema, document: Schema, seen: frozenset[str] = frozenset()) -> int:
    """How many forms a body has: the choices of the discriminated union within it."""
    name = schema.get("$ref", "")
    if name and name in seen:
        return 1
    found = resolve(schema, document)
    own = len(found["oneOf"]) if "discriminator" in found else 1
    parts = [*found.get("properties", {}).values(), found.get("items", {}), *found.get("anyOf", [])]
    return max([own, *(choices(part, document, seen | {name}) for part in parts if part)])


def pointer(place: tuple[Any, ...]) -> str:
    return "#" + "".join(f"/{part}" for part in place)


def standing(told: str, body: Any) -> str:
    """A pointer as told by a refusal, without the names of a union's choices, which stand in no body."""
    found, place = body, []
    for part in told.removeprefix("#").strip("/").split("/"):
        if isinstance(found, dict) and part in found:
            found = found[part]
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            continue
        place.append(part)
    return pointer(tuple(place))


def at(body: Any, place: tuple[Any, ...], value: Any) -> Any:
    """The same body with another value at one place."""
    if not place:
        return value
    if isinstance(body, list):
        return [at(each, place[1:], value) if n == place[0] else each for n, each in enumerate(body)]
    return {name: at(each, place[1:], value) if name == place[0] else each for name, each in body.items()}


def ids_in(body: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of a body where ids stand."""
    if isinstance(body, dict):
        for name, each in body.items():
            yield from ids_in(each, (*place, name))
    elif isinstance(body, list):
        for n, each in enumerate(body):
            yield from ids_in(each, (*place, n))
    elif isinstance(body, str) and AN_ID.fullmatch(body):
        yield place
