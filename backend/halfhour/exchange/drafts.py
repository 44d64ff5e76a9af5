"""What one row of a file says about one person, before anything is kept."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .cells import fold, linkedin_slug


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

    @property
    def keys(self) -> list[str]:
        """By what the same person is known again, the surest first; two drafts are one person if a first key is shared.

        `linkedin:` with the slug, `email:` with each address, and `name:` with name and organization, all folded.
        """
        slugs = [slug for link in self.links if (slug := linkedin_slug(link.value))]
        return [
            *(f"linkedin:{slug}" for slug in slugs),
            *(f"email:{email.value.casefold()}" for email in self.emails),
            f"name:{fold(self.full_name)}|{fold(self.organization_name)}",
        ]

    @property
    def key(self) -> str:
        """The surest of the keys."""
        return self.keys[0]


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
