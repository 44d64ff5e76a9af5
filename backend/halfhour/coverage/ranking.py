"""Whom to ask next: start small and ramp up, fill the holes, go through open doors; each with its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from .rules import FRIENDS, Hole, HoleKind, Place, fills

IN_TOUCH = timedelta(days=180)
"""How long an exchange keeps somebody warm …"""
WARMED_UP = timedelta(days=60)
"""… and how long a touch that they may not have answered."""
UNKNOWN_DIFFICULTY = 3
QUOTED = 80


class ReasonKind(StrEnum):
    """Why somebody stands where they stand."""

    INTRODUCED = "introduced"
    PLANNED = "planned"
    FILLS_A_HOLE = "fills_a_hole"
    SPEAKS_ABOUT = "speaks_about"
    EASY = "easy"
    STEP_UP = "step_up"
    IN_TOUCH = "in_touch"
    WARMED_UP = "warmed_up"
    WHY_THEM = "why_them"
    FRIEND = "friend"
    COLD = "cold"
    DAUNTING = "daunting"


class Reason(NamedTuple):
    """Why, in words. What weighs less than nothing is a caution."""

    kind: ReasonKind
    words: str
    weight: int


class Experience(NamedTuple):
    """How far the person has come: how many talks were held, and the hardest of those people."""

    talks: int = 0
    hardest: int = 0

    @property
    def reach(self) -> int:
        """How hard the next one may feel: what was mastered once, and a step more after some talks."""
        return max(self.hardest, 2 + (self.talks >= 2) + (self.talks >= 5) + (self.talks >= 9))


class Aim(NamedTuple):
    """A career that is being explored, and what is missing for it."""

    id: str
    title: str
    holes: Sequence[Hole] = ()


class Candidate(NamedTuple):
    """Somebody who may be asked, as far as it decides. `introducer`: who named them; `made`: who also wrote to both."""

    id: str
    sort_name: str
    difficulty: int | None = None
    place: Place = Place()
    careers: tuple[str, ...] = ()
    planned: bool = False
    introducer: str = ""
    made: bool = False
    why_them: str = ""
    last_contact_at: datetime | None = None
    last_touch_at: datetime | None = None

    @property
    def cold(self) -> bool:
        """Whether nothing has passed, nobody has named them and one has not said why them."""
        near = self.introducer or self.place.source in FRIENDS or self.why_them.strip()
        return not near and self.last_touch_at is None


def ranked(
    candidates: Iterable[Candidate], aims: Mapping[str, Aim], experience: Experience, now: datetime
) -> list[tuple[Candidate, int, list[Reason]]]:
    """The candidates with what they weigh and why, the next one first; of equals the easier one, then by name."""
    judged = []
    for one in candidates:
        reasons = reasons_for(one, [aims[each] for each in one.careers if each in aims], experience, now)
        weight = sum(reason.weight for reason in reasons) - abs(_felt(one) - _ideal(experience))
        judged.append((one, weight, reasons))
    return sorted(judged, key=lambda each: (-each[1], _felt(each[0]), each[0].sort_name, each[0].id))


def reasons_for(one: Candidate, aims: Sequence[Aim], experience: Experience, now: datetime) -> list[Reason]:
    """Why to ask somebody next, the weightiest first, and then what speaks for waiting."""
    reasons = [*_doors(one), *_gains(one, aims), *_courage(one, experience), *_warmth(one, experience, now)]
    return sorted(reasons, key=lambda reason: -reason.weight)


def _felt(one: Candidate) -> int:
    return one.difficulty or UNKNOWN_DIFFICULTY


def _ideal(experience: Experience) -> int:
    """The easiest at first; later whoever is as hard as one can by now."""
    return 1 if experience.talks < 2 else experience.reach


def _doors(one: Candidate) -> Iterable[Reason]:
    if one.introducer and one.made:
        yield Reason(ReasonKind.INTRODUCED, f"{one.introducer} has introduced you: they expect to hear from you.", 45)
    elif one.introducer:
        yield Reason(ReasonKind.INTRODUCED, f"{one.introducer} named them: begin with that name.", 35)
    if one.planned:
        yield Reason(ReasonKind.PLANNED, "You have planned this talk. All that is missing is the ask.", 30)


def _gains(one: Candidate, aims: Sequence[Aim]) -> Iterable[Reason]:
    filled = [(aim, hole) for aim in aims for hole in aim.holes if fills(hole, one.place)]
    for place, (aim, hole) in enumerate(filled[:2]):
        yield Reason(ReasonKind.FILLS_A_HOLE, f"{aim.title}: {_FILLED[hole.kind]}.", 6 if place else 12)
    if aims and not filled:
        yield Reason(ReasonKind.SPEAKS_ABOUT, f"Can speak about {' and '.join(aim.title for aim in aims[:2])}.", 10)


_FILLED = {
    HoleKind.NOBODY_ABOVE: "the first above your level",
    HoleKind.NOBODY_EQUAL: "the first at your own level",
    HoleKind.ONE_ORGANIZATION: "the first from another place of work",
    HoleKind.ONE_INTRODUCER: "the first who comes by another way",
    HoleKind.ONLY_FRIENDS: "the first from outside your friends",
    HoleKind.ONE_SOURCE: "the first found in another place",
}


def _courage(one: Candidate, experience: Experience) -> Iterable[Reason]:
    if one.difficulty is None:
        return
    above = one.difficulty - experience.reach
    if above > 0:
        yield Reason(ReasonKind.DAUNTING, "Daunting for now. Some easier talks first will help.", -15 * above)
    elif one.difficulty <= 2 and experience.talks < 2:
        yield Reason(ReasonKind.EASY, "Easy to ask: a good one to begin with.", 15)
    elif one.difficulty <= 2:
        yield Reason(ReasonKind.EASY, "Easy to ask.", 6)
    elif above == 0:
        yield Reason(ReasonKind.STEP_UP, f"A step up, and after {experience.talks} talks you can take it.", 12)


def _warmth(one: Candidate, experience: Experience, now: datetime) -> Iterable[Reason]:
    if one.last_contact_at is not None and now - one.last_contact_at < IN_TOUCH:
        yield Reason(ReasonKind.IN_TOUCH, f"You were in touch in {one.last_contact_at:%B}.", 10)
    elif one.last_touch_at is not None and now - one.last_touch_at < WARMED_UP:
        yield Reason(ReasonKind.WARMED_UP, "You have warmed up: they may have seen your name.", 8)
    elif one.last_touch_at is not None:
        yield Reason(ReasonKind.IN_TOUCH, "You were in touch before.", 4)
    if why := " ".join(one.why_them.split()):
        quoted = why if len(why) <= QUOTED else f"{why[: QUOTED - 1].rstrip()}…"
        yield Reason(ReasonKind.WHY_THEM, f"You know why them: “{quoted}”", 8)
    if one.place.source in FRIENDS and experience.talks < 3:
        yield Reason(ReasonKind.FRIEND, "Somebody close, who will want you to succeed.", 6)
    if one.cold:
        yield Reason(ReasonKind.COLD, "A stranger so far: warm up first.", -10)
