"""What in a new contract would break a client of the old one. A release may only add (openapi/README.md).

`git show v1.2.0:openapi/openapi.json > old.json && python -m tests.contract.breaking old.json openapi/openapi.json`
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Schema = dict[str, Any]
Line = tuple[str, str]
"""An operation or a schema, and what is said of it."""


def breaks(old: Schema, new: Schema) -> list[str]:
    """One line for each promise that is not kept and each new demand on what was there before."""
    gone = set(promises(old)) - set(promises(new))
    more = {line for line in set(demands(new)) - set(demands(old)) if line[0] in {of for of, _ in promises(old)}}
    return sorted([f"no longer: {of} {what}" for of, what in gone] + [f"new: {of} {what}" for of, what in more])


def operations(document: Schema) -> Iterator[tuple[str, Schema]]:
    for path, item in document["paths"].items():
        for method, says in item.items():
            yield f"{method.upper()} {path}", says


def promises(document: Schema) -> Iterator[Line]:
    """What clients may rely on."""
    for name, says in operations(document):
        yield name, f"is called {says['operationId']}"
        yield from ((name, f"answers {status}") for status in says["responses"] if status.startswith("2"))
        yield from ((name, f"takes {each['in']} {each['name']}") for each in says.get("parameters", []))
        yield from ((name, f"takes {kind}") for kind in says.get("requestBody", {}).get("content", {}))
    sent, shown = used(document, "requestBody"), used(document, "responses")
    for name, schema in document["components"]["schemas"].items():
        yield name, "is there"
        yield from ((name, f"has {field} as {form(each)}") for field, each in schema.get("properties", {}).items())
        yield from ((name, f"always has {field}") for field in schema.get("required", []) if name in shown)
        yield from ((name, f"takes {value}") for value in schema.get("enum", []) if name in sent)


def demands(document: Schema) -> Iterator[Line]:
    """What clients must do."""
    for name, says in operations(document):
        yield from ((name, f"needs {each['name']}") for each in says.get("parameters", []) if each.get("required"))
    for name in used(document, "requestBody"):
        yield from ((name, f"needs {field}") for field in document["components"]["schemas"][name].get("required", []))


def form(schema: Schema) -> str:
    """What of a field's schema a client is written for: its types, their formats, the schemas it names."""
    if "anyOf" in schema:
        return " or ".join(sorted(form(each) for each in schema["anyOf"]))
    if "items" in schema:
        return f"list of {form(schema['items'])}"
    return str(schema.get("$ref") or schema.get("format") or schema.get("type", "anything"))


def used(document: Schema, part: str) -> set[str]:
    """The schemas that bodies (`requestBody`) or answers (`responses`) are made of."""
    waiting, found = [says.get(part, {}) for _, says in operations(document)], set[str]()
    while waiting:
        names = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(waiting.pop()))) - found
        found |= names
        waiting += [document["components"]["schemas"][name] for name in names]
    return found


if __name__ == "__main__":
    told = breaks(*(json.loads(Path(file).read_text()) for file in sys.argv[1:3]))
    sys.exit("\n".join(told) or 0)
