"""The contract as the command line reads it: operations, and where each stands in the tree of commands.

The tree comes from the addresses, the verbs from the operations' names, so that a new resource is there by itself:
`GET /contacts` is `contacts list`, `POST /interviews/{id}/schedule` is `interviews schedule ID`.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

BASE = "/api/v1"
PACKAGED = Path(__file__).with_name("openapi.json")
SOURCE = Path(__file__).parents[3] / "openapi" / "openapi.json"
"""Where it is while one works on Halfhour: a built package has its own copy."""
METHODS = ("get", "post", "put", "patch", "delete")
VERBS = {"get": "show", "update": "change", "revoke": "delete"}
"""The person's word for the first word of an operation's name, where it is another."""

PLACES = {
    "/account": ("account", "show"),
    "/events": ("events", "list"),
    "/export": ("account", "export"),
    "/export/schema": ("account", "export-schema"),
    "/exports/contacts": ("contacts", "export"),
    "/import": ("account", "upload"),
    "/import/{account_import_id}": ("account", "uploaded"),
    "/import/{account_import_id}/commit": ("account", "take-in"),
}
"""Where what would stand alone has company, or would hide a command for this machine."""

Schema = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One operation that a token may do."""

    id: str
    method: str
    path: str
    about: str
    tag: str
    parameters: list[Schema]
    media: str | None
    """The type of its body, if it takes one."""
    body: Schema
    answer: Schema
    """The schema of its success; empty where that is no JSON."""
    answers: str | None
    """The media type of its success."""
    place: tuple[str, ...] = ()
    """The words that one types, the verb last."""

    @cached_property
    def ids(self) -> list[Schema]:
        return [each for each in self.parameters if each["in"] == "path"]

    @cached_property
    def filters(self) -> list[Schema]:
        return [each for each in self.parameters if each["in"] == "query"]

    @cached_property
    def conditional(self) -> bool:
        """Whether it asks which state one has seen."""
        return any(each["name"] == "If-Match" for each in self.parameters)

    @cached_property
    def paged(self) -> bool:
        return any(each["name"] == "cursor" for each in self.filters)


@dataclass
class Contract:
    """The document, with what the commands need looked up."""

    document: dict[str, Any]
    operations: list[Operation] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = [
            self._operation(method, path, item[method])
            for path, item in self.document["paths"].items()
            for method in METHODS
            if method in item and path.startswith(BASE) and _for_tokens(item[method])
        ]
        self.operations = _placed(found)
        self.abouts = {tag["name"]: str(tag["description"]) for tag in self.document["tags"]}

    def resolved(self, schema: Schema) -> Schema:
        """What a `$ref` leads to, one step or more; anything else as it is."""
        while "$ref" in schema:
            schema = {
                **self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]],
                **{key: value for key, value in schema.items() if key != "$ref"},
            }
        return schema

    def plain(self, schema: Schema) -> tuple[Schema, bool]:
        """The schema without `null`, and whether it took null."""
        schema = self.resolved(schema)
        choices = schema.get("anyOf", [])
        solid = [each for each in choices if each.get("type") != "null"]
        if len(solid) == 1:
            return {**self.resolved(solid[0]), **{k: v for k, v in schema.items() if k != "anyOf"}}, len(choices) > 1
        return schema, len(solid) < len(choices)

    def reader(self, path: str) -> str | None:
        """The nearest address at or above this one that can be read: whose ETag a change of this one takes."""
        readable = {each.path for each in self.operations if each.method == "get" and not each.paged}
        while path.startswith(f"{BASE}/"):
            if path in readable:
                return path
            path = path.rsplit("/", 1)[0]
        return None

    def finder(self, parameter: str) -> Operation | None:
        """The list in which a thing is found by words: `contact_id` → `GET /contacts`, if that has `q`."""
        for each in self.operations:
            item = f"{each.path}/{{{parameter}}}"
            if each.paged and any(f["name"] == "q" for f in each.filters) and self.document["paths"].get(item):
                return each
        return None

    def _operation(self, method: str, path: str, given: dict[str, Any]) -> Operation:
        media, body = _content(given.get("requestBody", {}))
        success: dict[str, Any] = next((each for code, each in given["responses"].items() if code.startswith("2")), {})
        answers, answer = _content(success)
        about = str(given.get("description", given["summary"])).partition("\n\nScope:")[0]
        return Operation(
            id=given["operationId"],
            method=method,
            path=path,
            about=about,
            tag=given["tags"][0],
            parameters=given.get("parameters", []),
            media=media,
            body=self.resolved(body),
            answer=self.resolved(answer) if answers == "application/json" else {},
            answers=answers,
        )


def _content(given: dict[str, Any]) -> tuple[str | None, Schema]:
    for media, each in given.get("content", {}).items():
        return media, each["schema"]
    return None, {}


def _for_tokens(operation: dict[str, Any]) -> bool:
    return any("token" in way for way in operation.get("security", []))


def _names(path: str) -> tuple[str, ...]:
    """The fixed segments of an address below the API."""
    return tuple(part for part in path.removeprefix(BASE).strip("/").split("/") if not part.startswith("{"))


def _placed(operations: list[Operation]) -> list[Operation]:
    """Each operation with the words that lead to it. A name that stands for one operation alone is a verb; others are
    groups."""
    below = Counter(
        names[:end] for each in operations for names in [_names(each.path)] for end in range(len(names) + 1)
    )
    placed, taken = [], set()
    for each in operations:
        place = _place(each, below)
        if place in taken:  # an item beside the collection that it is in: `agenda show`, `agenda show-item`
            place = (*place[:-1], f"{place[-1]}-{each.id.rsplit('_', 1)[-1]}")
        taken.add(place)
        placed.append(Operation(**{**each.__dict__, "place": place}))
    return placed


def _place(operation: Operation, below: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    names = _names(operation.path)
    if operation.path.removeprefix(BASE) in PLACES:
        return PLACES[operation.path.removeprefix(BASE)]
    first, _, rest = operation.id.partition("_")
    verb = VERBS.get(first, first)
    alone = next((end for end in range(1, len(names) + 1) if below[names[:end]] == 1), None)
    if alone is None:
        return (*names, verb)
    if alone < len(names):
        return (*names[: alone - 1], operation.id.replace("_", "-")) if alone > 1 else names
    name, _, kind = names[-1].partition(".")
    if kind and below[(*names[:-1], name)]:  # a file of what is a group already: `invitation ics`
        return (*names[:-1], name, kind)
    if operation.method in ("get", "post") or name == verb:
        return (*names[:-1], name)
    return (*names[:-1], f"{verb}-{rest}".replace("_", "-").rstrip("-"))


@cache
def contract() -> Contract:
    """The contract that this version of Halfhour was made with."""
    import orjson

    return Contract(orjson.loads((PACKAGED if PACKAGED.exists() else SOURCE).read_bytes()))
