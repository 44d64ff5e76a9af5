"""Decisions about the days before a talk from plain values: what to see to, and why."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ..core.errors import Refusal
from ..interviews.models import InterviewMode as Mode
from .models import Errand

CHECKS_MOST = 100
"""How many things of one's own a checklist holds: it is always read as a whole."""

EARLY = timedelta(minutes=10)
"""How long before the agreed time one wants to be there."""


class ChecklistFull(Refusal):
    """The checklist holds no more."""

    status = 422


class ProposedCheck(Refusal):
    """What Halfhour proposes is set aside, not deleted."""


class Proposal(NamedTuple):
    """Something that Halfhour proposes to see to, for these ways of talking; `modes` None: whichever way."""

    text: str
    why: str
    modes: frozenset[Mode] | None = None


_FACE_TO_FACE = frozenset({Mode.IN_PERSON, Mode.VIDEO})
_AFAR = frozenset({Mode.PHONE, Mode.VIDEO})
_IN_PERSON = frozenset({Mode.IN_PERSON})
_PHONE = frozenset({Mode.PHONE})
_VIDEO = frozenset({Mode.VIDEO})

PROPOSALS: Mapping[Errand, Proposal] = {
    Errand.READ_UP: Proposal(
        "Read up on them, where they work and what they do",
        "Whatever a page could tell you need not be asked: the half hour is for what only they know.",
    ),
    Errand.INTRODUCTION: Proposal(
        "Say in two sentences who you are and what you would like to understand",
        "They will ask. Two sentences, known by heart, leave the rest of the time to them.",
    ),
    Errand.PRACTISE: Proposal(
        "Say your questions aloud once, from first to last",
        "What was said aloud before does not sound like a first time, and you hear which question is too long.",
    ),
    Errand.TIME: Proposal(
        "Check day and time, in their time zone too",
        "A talk that one of the two missed by an hour is rarely given twice.",
    ),
    Errand.ROUTE: Proposal(
        "Look up the way there and how long it takes",
        "Ten minutes early is calm; five minutes late begins with an excuse.",
        _IN_PERSON,
    ),
    Errand.TREAT: Proposal(
        "Get a small treat for them, and pay for the coffee",
        "It says thank you before the first question, and small is right: it must not oblige them.",
        _IN_PERSON,
    ),
    Errand.DRESS: Proposal(
        "Lay out what you will wear, a notch above what they wear to work",
        "It shows that you take their time seriously, and you need not think of it in the morning.",
        _FACE_TO_FACE,
    ),
    Errand.LINK: Proposal(
        "Open the link once, on the device that you will use",
        "Updates, permissions and passwords show up now instead of in their half hour.",
        _VIDEO,
    ),
    Errand.CAMERA: Proposal(
        "Look at yourself in the camera: light from the front, eyes at its height",
        "They talk more freely to a face that they can see.",
        _VIDEO,
    ),
    Errand.NUMBER: Proposal(
        "Know who calls whom, and have their number at hand",
        "Otherwise both may wait for the phone to ring.",
        _PHONE,
    ),
    Errand.QUIET_PLACE: Proposal(
        "Find a quiet place, charge phone or laptop, and have headphones ready",
        "What they hear of you is only sound, and nothing ends a talk like an empty battery.",
        _AFAR,
    ),
    Errand.PAPER: Proposal(
        "Pack pen and paper, with your questions on it",
        "Paper has no notifications and puts nothing between you. What you note can be typed in afterwards.",
        _IN_PERSON,
    ),
    Errand.RECORDING: Proposal(
        "Have the sentence ready that asks leave to record",
        "Without leave nothing is recorded: it would cost their trust, and in many places it is forbidden.",
    ),
    Errand.CONTACT_DETAILS: Proposal(
        "Have your contact details ready to leave with them",
        "Somebody may come to their mind tomorrow, and then they should know how to reach you.",
    ),
}
"""What is proposed, in order: method, steps 11 and 14 to 17."""


class Facts(NamedTuple):
    """What is known of a talk and of the two people that makes a proposal precise."""

    mode: Mode | None = None
    place: str | None = None
    meeting_link: str | None = None
    travel_minutes: int | None = None
    starts_at_local: str | None = None
    time_zone: str | None = None
    their_time: str | None = None
    their_number: str | None = None
    own_details: tuple[str, ...] = ()


def proposed(mode: Mode | None) -> list[Errand]:
    """What is proposed for a talk of this mode. Before the mode is known: what holds for each."""
    return [errand for errand, each in PROPOSALS.items() if each.modes is None or mode in each.modes]


def detail_of(errand: Errand, facts: Facts) -> str:
    """What is known already of something to see to, or what is missing; empty where there is nothing to say."""
    match errand:
        case Errand.TIME:
            return _time(facts)
        case Errand.ROUTE:
            return _route(facts)
        case Errand.LINK:
            return facts.meeting_link or "There is no link yet: ask for it, or send them yours."
        case Errand.NUMBER:
            return facts.their_number or "Their number is not on record yet."
        case Errand.CONTACT_DETAILS:
            return ", ".join(facts.own_details) or "Your profile has no e-mail address, phone number or link yet."
        case _:
            return ""


def _time(facts: Facts) -> str:
    if facts.starts_at_local is None:
        return "No time is agreed on yet."
    at = facts.starts_at_local.replace("T", " at ")
    theirs = f"; {facts.their_time} where they are" if facts.their_time else ""
    return f"{at} ({facts.time_zone}){theirs}."


def _route(facts: Facts) -> str:
    said = []
    if facts.travel_minutes is not None:
        said.append(f"{facts.travel_minutes} minutes one way")
        if facts.starts_at_local is not None:
            at = datetime.fromisoformat(facts.starts_at_local) - timedelta(minutes=facts.travel_minutes) - EARLY
            said.append(f"leave by {at:%H:%M} to be there ten minutes early")
    way = "; ".join(said) + "." if said else ""
    return ": ".join(part for part in (facts.place, way) if part)


def id_of(interview_id: str, errand: Errand) -> str:
    """The id that a proposal has for a talk before and after it is kept: the talk's, with a mark of its own."""
    return interview_id[:24] + hashlib.sha256(f"{interview_id} {errand}".encode()).hexdigest()[:12]


def errand_of(interview_id: str, item_id: str) -> Errand | None:
    """The proposal that an id stands for, if it stands for one."""
    return next((errand for errand in Errand if id_of(interview_id, errand) == item_id), None)


def settled(done_at: datetime | None, changes: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Changes of something to see to, with the time at which it was ticked; ticking twice keeps the first."""
    values = {name: value for name, value in changes.items() if name != "done"}
    if "done" in changes:
        values["done_at"] = (done_at or now) if changes["done"] else None
    return values


def refuse_full(count: int) -> None:
    """Raises: ChecklistFull"""
    if count > CHECKS_MOST:
        raise ChecklistFull(f"A checklist holds {CHECKS_MOST} things of your own. Delete some first.")


def progress(items: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How much of what is needed is seen to."""
    needed = [each for each in items if each["needed"]]
    return {"total": len(needed), "done": sum(1 for each in needed if each["done_at"] is not None)}
