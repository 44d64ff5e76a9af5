"""Texts that hold fields of ours as lines, beside whatever people write there by hand, and our mark at the end."""

import re
from collections.abc import Mapping

from .rules import signed
from .seam import Value, Values

_MARK = re.compile(r"\s*From Halfhour, hh[0-9a-f]{16}\.\s*\Z")


def written(
    there: str, values: Values, begins: Mapping[str, str], mark: str, *, between: str, days: bool = False
) -> str:
    """The text after some fields have changed: our lines first, whatever else stands there after them. `begins`: how
    the line of each field begins; `between`: what stands between lines; `days`: instants are written as days."""
    lines = [line for line in there.splitlines() if line.strip()]
    for field, begin in begins.items():
        if field in values:
            lines = [line for line in lines if not line.startswith(begin)]
    ours = [f"{begin} {_told(values[field], days)}" for field, begin in begins.items() if values.get(field)]
    whole = [*ours, *lines]
    if not any(mark in line for line in whole):
        whole.append(signed(mark))
    return between.join(whole)


def line_of(text: str, begin: str) -> str | None:
    """What stands on the line that begins so."""
    line = next((line for line in text.splitlines() if line.startswith(begin)), None)
    return line.removeprefix(begin).strip() if line is not None else None


def marked(text: Value, mark: str) -> str:
    """A note with our mark."""
    return f"{text or ''}\n\n{signed(mark)}"


def unmarked(text: str) -> str | None:
    """A note without it."""
    return _MARK.sub("", text) or None


def _told(value: Value, days: bool) -> str:
    """A value within a text: an instant as people write it."""
    at = str(value)
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", at):
        return at
    return at[:10] if days else at[:16].replace("T", " ") + " UTC"
