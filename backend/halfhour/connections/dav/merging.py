"""Which side has changed since both were last in step: from plain values."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Newer(StrEnum):
    """Who has changed something."""

    NOBODY = "nobody"
    HERE = "here"
    THERE = "there"
    BOTH = "both"


def newer(base: Mapping[str, Any] | None, here: Mapping[str, Any], there: Mapping[str, Any]) -> Newer:
    """Compare what each side says with what both said when they were last in step; without that, two that differ have
    both changed."""
    if here == there:
        return Newer.NOBODY
    if base and there == base:
        return Newer.HERE
    if base and here == base:
        return Newer.THERE
    return Newer.BOTH
