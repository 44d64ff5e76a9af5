"""What one row of a file says about one person, before anything is kept."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


class Labelled(NamedTuple):
    """An address, number or link, and what kind it is (`work`); no kind is an empty text."""

    label: str
    value: str


@dataclass(slots=True)
class Draft:
    """A person as a row gives them; it fits the contact that is made of it."""

    given_name: str = ""
    family_name: str = ""
    full_name: str = ""
    headline: str = ""
    organization_name: str = ""
    emails: list[Labelled] = field(default_factory=list)
    phones: list[Labelled] = field(default_factory=list)
    links: list[Labelled] = field(default_factory=list)
    location: str = ""
    connected_on: date | None = None
    notes: str = ""
    tags: list[str] = field(default_factory=list)
    postal_address: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    """What only our own form says of them: values of a contact by their names."""
    picture: bool = False
    """Whether there is a picture of them beside the row."""


class Problem(NamedTuple):
    """What is wrong in one cell or row, and how to mend it. A row with a blocking problem is left out."""

    row: int
    column: str | None
    code: str
    message: str
    mend: str
    blocks: bool = False


class Reading(NamedTuple):
    """One row after reading: a draft, or none because the row is empty, a hidden profile, or has a blocking problem."""

    row: int
    draft: Draft | None
    problems: tuple[Problem, ...]
    hidden: bool = False
