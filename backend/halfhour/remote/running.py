"""One operation carried out: ask, show, and end with the exit code that says how it went."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import typer

from . import giving, showing
from .contract import BASE, Contract, Operation, Schema
from .failed import USAGE, Failed
from .place import Place, Unusable, find

JSON = "application/json"
Given = dict[str, Any]
Filled = dict[str, tuple[str, Schema]]
"""Names of Python parameters, with what of the operation each fills: its name and schema."""


@contextmanager
def asking(context: typer.Context) -> Iterator[Any]:
    """The server, as this person; what fails is said in words, and ends the command."""
    from .api import Api

    try:
        with Api(_place(context.obj or {})) as api:
            yield api
    except Unusable as fault:
        showing.say(f"halfhour: {fault}", "red")
        raise typer.Exit(USAGE) from None
    except UnicodeEncodeError:
        showing.say("halfhour: What was typed is no text in UTF-8.", "red")
        raise typer.Exit(USAGE) from None
    except Failed as failed:
        first, *more = giving.explained(failed)
        showing.say(f"halfhour: {first}", "red")
        for line in more:
            showing.say(line)
        raise typer.Exit(failed.code) from None


def _place(chosen: Given) -> Place:
    """What stands before the command, or elsewhere."""
    place = find(chosen.get("server"), chosen.get("token"), from_stdin=bool(chosen.get("token_stdin")))
    if place.overheard and place.token:
        showing.say(f"halfhour: {place.server} is plain http: whoever is on the way can read your token.", "yellow")
    return place


class Typed(NamedTuple):
    """One command as it was typed: the operation, what each Python parameter fills, and what was given for it."""

    contract: Contract
    operation: Operation
    filled: Filled
    given: Given

    def sent(self, prefix: str) -> Given:
        """What was given of the parameters with this prefix, as the schema wants it."""
        return {
            name: giving.value(self.contract, name, schema, self.given[own])
            for own, (name, schema) in self.filled.items()
            if own.startswith(prefix) and self.given[own] not in (None, [])
        }

    def address(self, api: Any) -> str:
        """The path, with the ids of what was meant."""
        path = self.operation.path.removeprefix(BASE)
        for own, (name, _) in self.filled.items():
            if own.startswith("id_"):
                found = giving.identified(api, self.contract, self.operation, name, self.given[own])
                path = path.replace(f"{{{name}}}", found)
        return path


def carry_out(context: typer.Context, typed: Typed) -> None:
    """Send what was typed, and show what comes back."""
    operation, given = typed.operation, typed.given
    with asking(context) as api:
        path, query = typed.address(api), typed.sent("query_")
        output = showing.chosen(given["output"])
        columns = [each.strip() for each in (given.get("columns") or "").split(",") if each.strip()] or None
        if operation.paged:
            most = None if given["everything"] else given["limit"] or 50
            items, after = listed(api.pages(path, query, most), output)
            if output != "jsonl":
                found = {"items": items, "next_cursor": after}
                showing.show(found, output, group=operation.place[0], columns=columns)
            if output == "table" and after is not None:
                showing.say("There are more: --all, or --limit with a larger number.", "dim")
        elif operation.answers not in (None, JSON) and operation.method == "get":
            keep(api, path, query, given["save"])
        else:
            answer = _answer(api, typed, path, query)
            if not answer.content:
                return
            if operation.answers == JSON:
                showing.show(api.parsed(answer), output, group=operation.place[0], columns=columns)
            elif given["save"]:
                Path(given["save"]).write_bytes(answer.content)
            else:
                sys.stdout.buffer.write(answer.content)


def listed(pages: Iterator[Given], output: showing.Output) -> tuple[list[Given], str | None]:
    """The items of all pages, and where there would be more; line by line as they come where each stands by itself."""
    items: list[Given] = []
    after = None
    for page in pages:
        after = page["next_cursor"]
        if output == "jsonl":
            showing.show(page, output)
        else:
            items += page["items"]
    return items, after


def _answer(api: Any, typed: Typed, path: str, query: Given) -> Any:
    operation, given = typed.operation, typed.given
    more: Given = {"params": query} if query else {}
    if operation.media == JSON:
        more["json"] = _body(typed)
    if operation.conditional:
        more["headers"] = {"If-Match": given["if_match"] or _seen(api, typed, path)}
    if operation.media in (None, JSON):
        return api.call(operation.method, path, **more)
    from .moving import sending

    name = Path(given["file_file"]).name
    with sending(Path(given["file_file"])) as file:
        if operation.media == "multipart/form-data":
            more["files"] = {"file": (name, file)}
        else:
            more["content"] = file
            more["headers"] = {"Content-Type": operation.media, **more.get("headers", {})}
            if any(each["name"] == "name" for each in operation.filters):
                more["params"] = {"name": name, **query}
        return api.call(operation.method, path, **more)


def _seen(api: Any, typed: Typed, path: str) -> str:
    """The state that there is now: of what the operation changes, or of what that is a part of."""
    reader = typed.contract.reader(typed.operation.path)
    if reader is None:
        return "*"
    return str(api.tag("/".join(path.split("/")[: len(reader.removeprefix(BASE).split("/"))])))


def _body(typed: Typed) -> Given:
    body = giving.body_given(typed.given["json"]) | typed.sent("body_")
    for name in typed.given.get("clear") or ():
        body[name.strip().replace("-", "_").lstrip("_")] = None
    missing = [name for name in typed.operation.body.get("required", []) if name not in body]
    if missing:
        raise Failed(f"Missing: {', '.join(giving.dashed(name) for name in missing)}. See --help.", USAGE)
    return body


def keep(api: Any, path: str, query: Given, to: str | None) -> None:
    """A file, into the one that was named; to standard output only where that is no terminal."""
    from .moving import receiving

    if to in (None, "-"):
        if to is None and sys.stdout.isatty():
            raise Failed(
                "This is a file. Say where to keep it with --save FILE, or --save - to see it as it is.", USAGE
            )
        api.download(path, sys.stdout.buffer, lambda *_: None, **query)
        return
    with receiving(Path(str(to))) as (file, progress):
        api.download(path, file, progress, **query)
