"""From what is typed to what is sent: values by the schema, things by their names; and problems by their options."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from ..core.visible import visible
from .contract import Contract, Operation, Schema
from .failed import NOT_FOUND, USAGE, Failed

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NAMES = ("full_name", "title", "name", "text", "contact_name", "filename")
"""What a thing is called, in whichever of these it has."""


def dashed(name: str) -> str:
    return "--" + name.replace("_", "-")


def value(contract: Contract, name: str, schema: Schema, given: Any) -> Any:
    """What one option says, as the schema has it. Lists of things with a label take `label=value` too.

    Raises:
        Failed: it is no JSON where there must be some.
    """
    plain, _ = contract.plain(schema)
    if plain.get("type") == "array":
        items, _ = contract.plain(plain.get("items", {}))
        if items.get("type") in ("string", "integer", "number", "boolean"):
            return list(given)
        found = [_item(name, items, each) for each in given]
        return [part for each in found for part in (each if isinstance(each, list) else [each])]
    if isinstance(given, str) and plain.get("type") not in ("string", "integer", "number", "boolean"):
        return _json(name, given)
    return given


def is_labelled(schema: Schema) -> bool:
    """Whether it is a value that has a label, such as an e-mail address."""
    return set(schema.get("properties", ())) == {"label", "value"}


def _item(name: str, items: Schema, given: str) -> Any:
    if is_labelled(items) and not given.lstrip().startswith(("{", "[")):
        label, equals, rest = given.partition("=")
        if equals and re.fullmatch(r"[\w ]{1,60}", label):
            return {"label": label, "value": rest}
        return {"value": given}
    return _json(name, given)


def _json(name: str, given: str) -> Any:
    try:
        return json.loads(given)
    except ValueError as fault:
        raise Failed(f"{dashed(name)} takes JSON, and this is none: {fault}.", USAGE) from fault


def body_given(given: str | None) -> dict[str, Any]:
    """The whole body: JSON as it stands, `@file` or `-` for standard input.

    Raises:
        Failed: it is no JSON object, or can't be read.
    """
    if given is None:
        return {}
    try:
        text = sys.stdin.read() if given == "-" else Path(given[1:]).read_text() if given.startswith("@") else given
    except (OSError, UnicodeDecodeError) as fault:
        raise Failed(f"{given[1:]} can't be read: {fault}.", USAGE) from fault
    found = _json("json", text)
    if not isinstance(found, dict):
        raise Failed("--json takes an object.", USAGE)
    return found


def identified(api: Any, contract: Contract, operation: Operation, name: str, given: str) -> str:
    """The id of what is meant: an id as it stands, or the thing that is called so.

    To look at something, words are enough that lead to one thing alone. To change it, its whole name is needed.

    Raises:
        Failed: there is none, or more than one.
    """
    if ID.fullmatch(given.lower()):
        return given.lower()
    finder = contract.finder(name)
    if finder is None:
        raise Failed(f"{given!r} is no id. Take it from the list.", USAGE)
    path = finder.path.removeprefix("/api/v1")
    more = {"deleted": "true"} if operation.place[-1] == "restore" else {}
    found = api.read(path, q=given, limit=50, **more)["items"]
    named = [each for each in found if _name(each).casefold() == given.strip().casefold()]
    fitting = named or (found if operation.method == "get" else [])
    if len(fitting) == 1:
        return str(fitting[0]["id"])
    where = operation.place[0]
    if not found:
        raise Failed(f"There is nothing called {given!r} among the {where}.", NOT_FOUND)
    listed = "\n".join(f"  {each['id']}  {visible(_name(each))}" for each in (fitting or found)[:10])
    which = "These may be meant; give the id" if fitting else "To change something, give its whole name or its id"
    raise Failed(f"{which}:\n{listed}", USAGE)


def _name(thing: dict[str, Any]) -> str:
    return next((str(thing[name]) for name in NAMES if thing.get(name)), "")


def explained(failed: Failed) -> list[str]:
    """The lines that say what to mend: the refusal, then each value by the option that gave it."""
    lines = [str(failed)]
    problem = failed.problem
    errors = [each for each in problem.get("errors", []) if isinstance(each, dict)]
    if errors:
        lines = [str(problem.get("title") or failed)]
        lines += [
            f"  {_where(str(e.get('pointer', '')))}: {e.get('message', '')} {e.get('mend', '')}".rstrip()
            for e in errors
        ]
    for each in problem.get("allowed", []):
        if isinstance(each, dict) and "action" in each:
            lines.append(f"  possible now: {str(each['action']).replace('_', '-')}")
    return lines


def _where(pointer: str) -> str:
    """`#/emails/0/value` → `--emails, 1. value`."""
    first, *rest = [part for part in pointer.removeprefix("#").split("/") if part] or [pointer]
    more = " ".join(f"{int(part) + 1}." if part.isdigit() else part for part in rest)
    return dashed(first) + (f", {more}" if more else "")
