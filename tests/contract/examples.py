"""Examples of requests with their real answers: played against a server, ids and digests made the same each time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from halfhour.main import BASE
from tests.contract.story import JSON, STORY, Step

FOLDER = Path(__file__).parents[2] / "openapi" / "examples"
NOW = 1795339800.0
"""The time at which the examples were recorded: 2026-11-22T09:30:00Z. The clock stands still."""
SHOWN = ("Content-Type", "ETag", "Location", "Link", "Idempotent-Replayed", "WWW-Authenticate", "Retry-After", "Allow")
TOKEN = "hh_…"
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")

Example = dict[str, Any]


class Names:
    """Ids of a run and the ones that stand for them in the examples, numbered as they come up."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}

    def show(self, text: str) -> str:
        """The text with the examples' ids and digests."""
        for found in AN_ID.findall(text):
            if found not in self.shown.values():
                self.shown.setdefault(found, f"01939f2c-7a10-7c3e-9d55-{len(self.shown) + 1:012d}")
        text = AN_ID.sub(lambda found: self.shown.get(found[0], found[0]), text)
        text = re.sub(r"(:\d\d)\.0+Z", r"\1Z", text)  # one engine writes the fraction of a whole second, the other none
        text = re.sub(r'("\d+\.)[0-9a-f]{12}"', r'\g<1>9f86d0818842"', text)
        text = re.sub(r"whsec_[\w+/]+=*", "whsec_…", text)
        return re.sub(r'(cursor(?:"?: ?"|=))[\w%-]{12,}', r"\1WyJrZWxsZXIiXQ", text)

    def real(self, text: str) -> str:
        """The text with the run's own ids."""
        back = {shown: real for real, shown in self.shown.items()}
        return AN_ID.sub(lambda found: back.get(found[0], found[0]), text)


def story() -> Iterator[tuple[str, Step]]:
    """Each step with the name of its file."""
    for number, step in enumerate(STORY, 1):
        yield f"{number:02d}-{step.operation.replace('_', '-')}.json", step


def play(client: httpx.Client, token: str, example: Example, names: Names) -> Example:
    """Send an example's request; gives the answer as examples show it."""
    request = example["request"]
    headers = {name: value.replace(TOKEN, token) for name, value in request["headers"].items()}
    body = request.get("body")
    content = names.real(json.dumps(body)).encode() if body is not None else None
    answer = client.request(request["method"], names.real(request["path"]), headers=headers, content=content)
    shown: Example = {"status": answer.status_code, "headers": _shown(answer.headers, names)}
    if answer.content:
        text = names.show(answer.text)
        shown["body"] = json.loads(text) if "json" in answer.headers["Content-Type"] else text
    return shown


def _shown(headers: Mapping[str, str], names: Names) -> dict[str, str]:
    return {name: names.show(headers[name]) for name in SHOWN if name in headers}


def record(client: httpx.Client, token: str) -> Iterator[tuple[str, Example]]:
    """Play the story; gives each example with the name of its file."""
    names, ids = Names(), dict[str, str]()
    for file, step in story():
        headers = {"Authorization": f"Bearer {TOKEN}"} if step.token else {}
        headers |= {"Content-Type": JSON} if step.body is not None else {}
        request: Example = {
            "method": step.method,
            "path": BASE + filled(step.path, ids),
            "headers": {**headers, **step.headers},
        }
        if step.body is not None:
            request["body"] = json.loads(filled(json.dumps(step.body), ids))
        example: Example = {"operation": step.operation, "about": step.about, "request": request}
        example["response"] = play(client, token, example, names)
        if step.gives:
            ids[step.gives] = example["response"]["body"]["id"]
        yield file, example


def filled(text: str, ids: Mapping[str, str]) -> str:
    """The text with the ids in the place of their names."""
    return re.sub(r"\{(\w+)\}", lambda found: ids.get(found[1], found[0]), text)
