"""Events and cards of a server, read in a process that can be killed: some of them may be anything.

`events` and `cards` are for us; what they start there is `read_events` and `read_cards`.
"""

from collections.abc import Sequence
from typing import Any

import orjson

from ...core.apart import TooCostly, Unreadable, apart

_HERE = "halfhour.connections.dav.reading"
AT_ONCE = 4 * 2**20
"""Bytes that are read by one process."""
COUNT = 500
BISECTIONS = 12
"""How often a batch that proved too costly is halved to find what is to blame; all that is left then is let be."""

Read = dict[str, Any]


def events(texts: Sequence[bytes]) -> list[list[Read]]:
    """The events of each file; none of one that can't be read."""
    return [found or [] for found in _all(f"{_HERE}:read_events", texts)]


def cards(texts: Sequence[bytes]) -> list[Read | None]:
    """The card of each file, with its properties; None of one that can't be read."""
    return _all(f"{_HERE}:read_cards", texts)


def _all(function: str, texts: Sequence[bytes]) -> list[Any]:
    found: list[Any] = []
    left = [BISECTIONS]
    batch: list[bytes] = []
    size = 0
    for text in texts:
        if batch and (size + len(text) > AT_ONCE or len(batch) >= COUNT):
            found += _batch(function, batch, left)
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    return found + _batch(function, batch, left)


def _batch(function: str, texts: list[bytes], left: list[int]) -> list[Any]:
    if not texts:
        return []
    try:
        read: list[Any] = apart(function, orjson.dumps([each.decode("latin-1") for each in texts]))
    except (TooCostly, Unreadable):
        if len(texts) == 1 or left[0] <= 0:
            return [None] * len(texts)
        left[0] -= 1
        half = len(texts) // 2
        return _batch(function, texts[:half], left) + _batch(function, texts[half:], left)
    return read


def read_events(data: bytes) -> list[Any]:
    from ...interviews.reading_ics import read  # noqa: PLC0415  # only there, where its price is paid

    return [_tried(lambda text: read(text)["events"], text) for text in _texts(data)]


def read_cards(data: bytes) -> list[Any]:
    from ...exchange.vcard_reading import read_keeping  # noqa: PLC0415

    return [_tried(lambda text: read_keeping(text)["cards"][0], text) for text in _texts(data)]


def _texts(data: bytes) -> list[bytes]:
    return [each.encode("latin-1") for each in orjson.loads(data)]


def _tried(read: Any, text: bytes) -> Any:
    try:
        return read(text)
    except ValueError:
        return None
