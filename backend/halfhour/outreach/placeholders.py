"""What a letter says by itself: the names that stand in its template, and who gives their values.

A template says `{{contact.given_name}}`. All names are listed here, so that whoever writes a template is told of a
slip at once; the values of some are only known to later steps, which register a giver, as `contacts.following` lets
them follow.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from ..core.store import Store


class Whence(StrEnum):
    """Where the person can put right what a letter lacks."""

    CONTACT = "contact"
    CAREER = "career"
    INTERVIEW = "interview"
    INTRODUCTION = "introduction"
    PROFILE = "profile"


class Placeholder(NamedTuple):
    """A name that may stand in a template. `means` and `fill` are sentences for the person."""

    name: str
    means: str
    fill: str
    example: str

    @property
    def whence(self) -> Whence:
        first = self.name.partition(".")[0]
        return Whence.INTRODUCTION if first in ("introducer", "introduced") else Whence(first)


PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder("contact.given_name", "Their first name", "Write down their first name.", "Maria"),
    Placeholder("contact.full_name", "Their whole name", "Write down their name.", "Maria Keller"),
    Placeholder("contact.headline", "What they do", "Write down what they do.", "Clinical data manager"),
    Placeholder("contact.organization", "Where they work", "Write down where they work.", "St. Anne's Hospital"),
    Placeholder(
        "contact.why_them",
        "Why them, in your own words",
        "Write down why it is them you want to talk to.",
        "She went from the ward to data without a degree.",
    ),
    Placeholder(
        "contact.compliment",
        "Why them, said to them",
        "Write down why it is them you want to talk to.",
        "What made me think of you: you went from the ward to data without a degree.",
    ),
    Placeholder(
        "contact.milestone",
        "What to congratulate them on",
        "Write down a milestone of theirs: what happened, and when.",
        "your talk at the registry conference",
    ),
    Placeholder("career.title", "The work you ask about", "Say which career it is about.", "clinical data manager"),
    Placeholder(
        "interview.goal",
        "What you want to find out",
        "Write down what you want to find out in the talk.",
        "what a clinical data manager does all day",
    ),
    Placeholder("interview.minutes", "How many minutes you ask for", "Say how long the talk is to be.", "30"),
    Placeholder(
        "interview.when",
        "When you talk, on their clock and yours",
        "Agree on a time first.",
        "Tuesday, 1 December 2026, 09:00 Berlin time",
    ),
    Placeholder("interview.place", "Where you meet", "Say where you meet.", "Café Riquet, Leipzig"),
    Placeholder(
        "interview.link", "The link of the call", "Add the link of the call.", "https://meet.example.org/maria"
    ),
    Placeholder(
        "interview.what_mattered",
        "What they said that mattered",
        "Note what was answered, and mark the answers that mattered.",
        "When I asked “What does a bad day look like?”, you told me: three audits in a week.",
    ),
    Placeholder(
        "interview.notes", "Your own notes of the talk", "Note something about the talk.", "Bring the book she named."
    ),
    Placeholder(
        "introducer.given_name", "First name of who suggested them", "Note who suggested them to you.", "Jonas"
    ),
    Placeholder(
        "introducer.full_name", "Whole name of who suggested them", "Note who suggested them to you.", "Jonas Weber"
    ),
    Placeholder(
        "introduced.given_name", "First name of whom they suggested", "Note whom they suggested to you.", "Maria"
    ),
    Placeholder(
        "introduced.full_name", "Whole name of whom they suggested", "Note whom they suggested to you.", "Maria Keller"
    ),
    Placeholder("profile.signature", "Your name, as you sign", "Write in your profile how you sign.", "Alex Morgan"),
    Placeholder("profile.phone", "Your phone number", "Write it in your profile.", "+49 341 555 0100"),
    Placeholder("profile.email", "Your e-mail address", "Write it in your profile.", "alex@example.org"),
    Placeholder("profile.link", "Your page or profile", "Write it in your profile.", "https://example.org/alex"),
    Placeholder(
        "profile.details",
        "Your contact details",
        "Write your phone number or e-mail address in your profile.",
        "+49 341 555 0100\nalex@example.org\nhttps://example.org/alex",
    ),
    Placeholder(
        "profile.current_work", "The work you do today", "Write it in your profile.", "a nurse on a surgical ward"
    ),
)
KNOWN: Mapping[str, Placeholder] = {each.name: each for each in PLACEHOLDERS}


class Letter(NamedTuple):
    """To whom a letter goes and what it is about."""

    contact_id: str
    interview_id: str | None = None
    career_id: str | None = None


Giver = Callable[[Store, Letter], Mapping[str, str | None]]
_GIVERS: list[Giver] = []


def give(giver: Giver) -> Giver:
    """Have a function asked for values of placeholders, by name. It gives those that it knows and raises NotFound
    where the letter names what is not there; of several who know one, the earliest step's word counts."""
    _GIVERS.append(giver)
    return giver


def values(store: Store, letter: Letter) -> dict[str, str]:
    """Every value that is known of what a letter is about."""
    found: dict[str, str] = {}
    for giver in _GIVERS:
        for name, value in giver(store, letter).items():
            if value and value.strip() and name not in found:
                found[name] = value.strip()
    return found
