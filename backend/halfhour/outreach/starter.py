"""The starter letters: something warm and specific to begin from, for each purpose and channel that go together.

A key stands for its letter for good: who has taken it is not given it again, even if its words are improved here.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .models import LetterChannel, Purpose


class StarterTemplate(NamedTuple):
    """One letter of the set."""

    key: str
    purpose: Purpose
    channel: LetterChannel
    name: str
    subject: str
    text: str


@cache
def starter() -> tuple[StarterTemplate, ...]:
    """The set, read once, when it is first asked for."""
    read = tomllib.loads(Path(__file__).with_name("starter.toml").read_text("utf-8"))
    return tuple(
        StarterTemplate(
            each["key"],
            Purpose(each["purpose"]),
            LetterChannel(each["channel"]),
            each["name"],
            each.get("subject", ""),
            each["text"].strip(),
        )
        for each in read["letter"]
    )
