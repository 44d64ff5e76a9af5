"""The operations that there are, read off the OpenAPI document: a new route is in every matrix at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Schema = dict[str, Any]


class Parameter(NamedTuple):
    """A parameter of the path or the query."""

    name: str
    where: str
    required: bool
    schema: Schema


class Operation(NamedTuple):
    """What one method does at one path."""

    id: str
    method: str
    path: str
    tag: str
    parameters: tuple[Parameter, ...]
    media: str
    body: Schema | None
    status: int
    answer: Schema
    public: bool
    tokens: bool
    scope: str | None

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.id})"

    @property
    def changes(self) -> bool:
        return self.method != "GET"

    @property
    def path_names(self) -> list[str]:
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @property
    def query(self) -> list[Parameter]:
        return [each for each in self.parameters if each.where == "query"]


def operations(document: Schema) -> list[Operation]:
    return list(_operations(document))


def _operations(document: Schema) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method, found in item.items():
            content = found.get("requestBody", {}).get("content", {})
            media = next(iter(content), "")
            status = next(int(code) for code in found["responses"] if code.startswith("2"))
            answers = found["responses"][str(status)].get("content", {})
            schemes = {name for scheme in found["security"] for name in scheme} if found["security"] else set()
            yield Operation(
                id=found["operationId"],
                method=method.upper(),
                path=path,
                tag=found["tags"][0],
                parameters=tuple(
                    Parameter(each["name"], each["in"], each.get("required", False), each["schema"])
                    for each in found.get("parameters", [])
                ),
                media=media,
                body=content[media].get("schema") if media else None,
                status=status,
                answer=answers.get("application/json", {}).get("schema", {}),
                public=not found["security"],
                tokens="token" in schemes,
                scope=found.get("x-scope"),
            )


def resolve(schema: Schema, document: Schema) -> Schema:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def made_by(operation: Operation, all_: list[Operation]) -> str | None:
    """The path parameter that takes the ids of what a POST makes."""
    for other in all_:
        if other.method == "GET" and other.path.endswith("}") and other.answer and other.answer == operation.answer:
            return other.path_names[-1]
    for other in all_:
        if other.path.startswith(operation.path + "/{"):
            return other.path[len(operation.path) + 2 :].partition("}")[0]
    return None


def fields_of(schema: Schema, document: Schema, seen: frozenset[str] = frozenset()) -> set[str]:
    """The names of all fields of a schema and of what is in it."""
    name = schema.get("$ref", "")
    if name and name in seen:
        return set()
    found = resolve(schema, document)
    parts = [found.get("items", {}), *found.get("anyOf", []), *found.get("oneOf", []), *found.get("allOf", [])]
    inside = [
        fields_of(part, document, seen | {name}) for part in [*parts, *found.get("properties", {}).values()] if part
    ]
    return set(found.get("properties", {})).union(*inside)
