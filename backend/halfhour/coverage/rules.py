"""What is missing among the people one has talked to about a career: the holes, named from counts."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..contacts.models import Level, Source

ABOVE = (Level.SENIOR, Level.MANAGER, Level.EXECUTIVE)
"""Who sees more of the field than one does from one's own place."""
EQUALS = (Level.ENTRY, Level.PEER)
FRIENDS = (Source.FAMILY, Source.FRIEND)

ENOUGH_TO_TELL = 2
"""From how many people on it says something that all are of one kind …"""
ONE_WAY = 3
"""… and that all were found in one way."""
MANY = 4
"""From how many on more than half through one introducer are too many."""


class HoleKind(StrEnum):
    """What is missing."""

    NOBODY_KNOWN = "nobody_known"
    NO_TALK = "no_talk"
    ONE_TALK = "one_talk"
    NOBODY_ABOVE = "nobody_above"
    NOBODY_EQUAL = "nobody_equal"
    ONE_ORGANIZATION = "one_organization"
    ONE_INTRODUCER = "one_introducer"
    ONLY_FRIENDS = "only_friends"
    ONE_SOURCE = "one_source"
    LEVEL_NOT_SAID = "level_not_said"


class Cell(NamedTuple):
    """People of one level, found in one way: how many one knows, has asked and has talked to about a career."""

    level: str | None
    source: str | None
    known: int
    asked: int
    met: int


class Body(NamedTuple):
    """The same by organization; neither id nor name where people have none."""

    id: str | None
    name: str | None
    known: int
    asked: int
    met: int


class Introducer(NamedTuple):
    """Who led to how many of the people known, and of those talked to."""

    id: str
    name: str
    known: int
    met: int


class Hole(NamedTuple):
    """What is missing, how to mend it, and who would fill it: people of these `levels`, or of another than `but` (a
    source, an organization or an introducer)."""

    kind: HoleKind
    message: str
    mend: str
    levels: tuple[Level, ...] = ()
    but: frozenset[str] = frozenset()


class Place(NamedTuple):
    """Where somebody would stand among those talked to."""

    level: str | None = None
    source: str | None = None
    organization_id: str | None = None
    introducer_id: str | None = None


def holes(cells: Sequence[Cell], bodies: Iterable[Body], introducers: Iterable[Introducer]) -> list[Hole]:
    """What is missing for a career, what matters most first."""
    met = sum(cell.met for cell in cells)
    if not met:
        return [_no_talk(cells)]
    found = [_ONE_TALK] if met == 1 else []
    placed = sum(cell.met for cell in cells if cell.level)
    if placed and not _met(cells, ABOVE):
        found.append(_missing(HoleKind.NOBODY_ABOVE, "Nobody above your level yet.", ABOVE, cells, _HIGHER))
    if placed and not _met(cells, EQUALS):
        found.append(_missing(HoleKind.NOBODY_EQUAL, "Nobody at your own level yet.", EQUALS, cells, _ORDINARY))
    if met >= ENOUGH_TO_TELL:
        found += _all_of_one(met, cells, bodies)
        found += [hole for each in introducers if (hole := _through(each, met))][:1]
    if placed < met:
        found.append(_level_not_said(met - placed))
    return found


def fills(hole: Hole, place: Place) -> bool:
    """Whether somebody would fill a hole. Of whom one does not know it, nobody says so."""
    if hole.levels:
        return place.level in hole.levels
    match hole.kind:
        case HoleKind.ONE_ORGANIZATION:
            return place.organization_id is not None and place.organization_id not in hole.but
        case HoleKind.ONE_INTRODUCER:
            return place.introducer_id not in hole.but
        case HoleKind.ONLY_FRIENDS | HoleKind.ONE_SOURCE:
            return place.source is not None and place.source not in hole.but
    return False


def share(part: int, whole: int) -> int:
    """Of a hundred, rounded."""
    return round(100 * part / whole) if whole else 0


_HIGHER = "Look who leads the people you have met, or ask each of them whom they would talk to one floor up."
_ORDINARY = "Find somebody who does the work day by day: a week in the job is what you would have."
_ONE_TALK = Hole(
    HoleKind.ONE_TALK,
    "Only one talk so far: one person's view.",
    "Ask a second one who has nothing to do with the first. What both say, you can rely on.",
)
_WAYS = {
    Source.FAMILY: "in your family",
    Source.FRIEND: "among friends",
    Source.COWORKER: "among colleagues",
    Source.EMPLOYER: "at your employer",
    Source.ASSOCIATION: "in an association",
    Source.ALUMNI: "among alumni",
    Source.PROFESSOR: "among professors",
    Source.SOCIAL_NETWORK: "on a social network",
    Source.JOB_BOARD: "on a job board",
    Source.HR: "through human resources",
    Source.MEDIA: "in the media",
    Source.INTRODUCTION: "through introductions",
    Source.EVENT: "at events",
    Source.OTHER: "in one other way",
}


def _no_talk(cells: Sequence[Cell]) -> Hole:
    known = sum(cell.known for cell in cells)
    if not known:
        return Hole(
            HoleKind.NOBODY_KNOWN,
            "You know nobody yet who could speak about it.",
            "Look through friends, colleagues and former classmates, and say who could tell you something.",
        )
    who = "one person" if known == 1 else f"{known} people"
    return Hole(
        HoleKind.NO_TALK,
        f"No talk about it yet, and {who} who could tell.",
        "Ask whoever is easiest to ask. Half an hour tells more than a week of reading.",
    )


def _met(cells: Iterable[Cell], levels: Sequence[Level]) -> int:
    return sum(cell.met for cell in cells if cell.level in levels)


def _missing(kind: HoleKind, message: str, levels: tuple[Level, ...], cells: Iterable[Cell], otherwise: str) -> Hole:
    known = sum(cell.known for cell in cells if cell.level in levels)
    mend = f"You know {known} of them: ask one." if known > 1 else "You know one: ask." if known else otherwise
    return Hole(kind, message, mend, levels)


def _all_of_one(met: int, cells: Sequence[Cell], bodies: Iterable[Body]) -> list[Hole]:
    found = []
    whole = next((body for body in bodies if body.met == met and body.id), None)
    if whole is not None and whole.id:
        found.append(
            Hole(
                HoleKind.ONE_ORGANIZATION,
                f"Everybody you talked to is at {whole.name}.",
                "Ask somebody elsewhere: what is theirs and what is the profession's, you can't tell yet.",
                but=frozenset({whole.id}),
            )
        )
    sources = {cell.source for cell in cells if cell.met}
    if sources <= {*FRIENDS}:
        found.append(
            Hole(
                HoleKind.ONLY_FRIENDS,
                "Nobody outside your friends and family yet.",
                "Friends are kind. Ask somebody who owes you nothing: alumni, an association, who wrote about it.",
                but=frozenset(FRIENDS),
            )
        )
    elif len(sources) == 1 and met >= ONE_WAY and (source := next(iter(sources))):
        found.append(
            Hole(
                HoleKind.ONE_SOURCE,
                f"Everybody you talked to was found {_WAYS[Source(source)]}.",
                "Look in another place, so that you don't hear one circle's opinion.",
                but=frozenset({source}),
            )
        )
    return found


def _through(one: Introducer, met: int) -> Hole | None:
    if one.met < met and (met < MANY or 2 * one.met <= met):
        return None
    said = f"Everybody you talked to came through {one.name}."
    if one.met < met:
        said = f"{one.met} of the {met} you talked to came through {one.name}."
    mend = "People know people who think alike. Ask somebody whom you find on another path."
    return Hole(HoleKind.ONE_INTRODUCER, said, mend, but=frozenset({one.id}))


def _level_not_said(people: int) -> Hole:
    who = "one of those" if people == 1 else f"{people} of those"
    return Hole(
        HoleKind.LEVEL_NOT_SAID,
        f"You have not said where {who} you talked to stands."
        if people == 1
        else f"You have not said where {who} you talked to stand.",
        "Open their pages and choose a level; this page then sees more.",
    )
