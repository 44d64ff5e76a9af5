"""Readers of the change feed, each in its own way, that are cut off at random and go on where they were."""

from __future__ import annotations

import json
import random
from collections.abc import Generator
from contextlib import closing
from typing import Any

from halfhour.main import BASE
from tests.conftest import Client

STREAM = {"Accept": "text/event-stream"}
Change = dict[str, Any]


def lines_of(client: Client, after: str = "0", **params: Any) -> Generator[str]:
    """The lines of a stream, from its beginning on; it is left when the generator is closed."""
    headers = {**STREAM, "Last-Event-ID": after} if after else STREAM
    with client.stream("GET", f"{BASE}/events", params=params, headers=headers, timeout=20) as answer:
        assert answer.status_code == 200, answer.read()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield from answer.iter_lines()


def streamed(client: Client, after: str = "0", **params: Any) -> Generator[Change]:
    """The changes that a stream brings; each one's id is its number."""
    id_ = ""
    with closing(lines_of(client, after, **params)) as lines:
        for line in lines:
            name, _, value = line.partition(": ")
            if name == "id":
                id_ = value
            elif name == "data":
                change = json.loads(value)
                assert str(change["seq"]) == id_
                yield change


def by_page(client: Client, after: str, chance: random.Random) -> tuple[list[Change], str]:
    found = client.seen("/events", after=after, limit=chance.randint(1, 7))
    return found["items"], found["cursor"]


def by_poll(client: Client, after: str, chance: random.Random) -> tuple[list[Change], str]:
    found = client.seen("/events", after=after, limit=chance.randint(1, 7), wait=1)
    return found["items"], found["cursor"]


def by_stream(client: Client, after: str, chance: random.Random) -> tuple[list[Change], str]:
    """Follow the stream for a while, and be cut off."""
    changes, most = [], chance.randint(1, 12)
    with closing(streamed(client, after, limit=chance.randint(1, 7))) as stream:
        for change in stream:
            changes.append(change)
            if len(changes) == most or change["type"] == "account.changed":
                break
    return changes, str(changes[-1]["seq"]) if changes else after


WAYS = {"page": by_page, "poll": by_poll, "stream": by_stream}
