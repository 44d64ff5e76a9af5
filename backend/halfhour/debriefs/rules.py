"""What talks prove, decided from plain values: how strong the evidence is, where a career fits, what is untested; and
this step's refusals.

The rules, in words:

- A rating is what one person said in one talk. Referrals are not ratings: being passed on earns no fit points.
- Two people are independent when they are two, neither introduced the other, and they do not work for the same
  organization. Where an organization is not known it is taken for another one.
- One talk, or several with people who are not independent, is a data point. Two independent people on the same side
  (for, against, or neither) make it supported. A voice for and a voice against contradict each other: both are shown,
  and nothing is averaged away.
- The fit is never a bare number. What a criterion may really be like is an interval: from the lowest to the highest
  rating heard, a step more to either side after a data point and half a step otherwise; an untested criterion may be
  anything. The fit is the mean of these intervals, each by the weight of its criterion.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from ..careers.models import AssumptionFound, AssumptionState
from ..core.errors import Refusal

LOWEST, HIGHEST = -2, 2
DUE_HOURS = 48
"""How long after a talk its debrief is due: what is not written down by then is forgotten."""


class NotItsCareer(Refusal):
    """The talk was not about this career."""

    def __init__(self) -> None:
        super().__init__("Add the career to the talk first; then rate it.")


class VerdictMissing(Refusal):
    """A debrief is finished with a verdict."""

    def __init__(self) -> None:
        super().__init__("Say whether the talk was energising, useful or disappointing. The rest may stay empty.")


class DebriefedAlready(Refusal):
    """This talk is debriefed."""

    def __init__(self) -> None:
        super().__init__("Go on changing it as you like, or reopen it.")


class NotDebriefed(Refusal):
    """This debrief is not finished."""

    def __init__(self) -> None:
        super().__init__("There is nothing to reopen: go on writing.")


class EvidenceStrength(StrEnum):
    """How much talks say about a criterion."""

    NONE = "none"
    DATA_POINT = "data_point"
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"


class Leaning(StrEnum):
    """Where the evidence points, as far as it goes: open unless the whole interval lies on one side."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"


class Voice(NamedTuple):
    """Who rated: the contact, and where they work if that is known."""

    person: str
    organization: str | None
    rating: int


class Range(NamedTuple):
    """From where to where something may lie, on the scale of the ratings."""

    low: float
    high: float


Pair = frozenset[str]
"""Two people of whom one introduced the other."""


def due_by(held_at: datetime, ended_at: datetime | None) -> datetime:
    """When the debrief is due."""
    return (ended_at or held_at) + timedelta(hours=DUE_HOURS)


def independent(one: Voice, other: Voice, introduced: Collection[Pair] = ()) -> bool:
    """Whether two voices are two sources."""
    same_house = one.organization is not None and one.organization == other.organization
    return one.person != other.person and not same_house and frozenset((one.person, other.person)) not in introduced


def strength(voices: Sequence[Voice], introduced: Collection[Pair] = ()) -> EvidenceStrength:
    """How strong the evidence for a criterion is."""
    if not voices:
        return EvidenceStrength.NONE
    sides = [_side(each.rating) for each in voices]
    if 1 in sides and -1 in sides:
        return EvidenceStrength.CONTRADICTED
    agree = any(
        _side(one.rating) == _side(other.rating) and independent(one, other, introduced)
        for one, other in combinations(voices, 2)
    )
    return EvidenceStrength.SUPPORTED if agree else EvidenceStrength.DATA_POINT


def span(voices: Sequence[Voice], how_strong: EvidenceStrength) -> Range:
    """What a criterion may really be like, given what was heard."""
    if how_strong is EvidenceStrength.NONE:
        return Range(LOWEST, HIGHEST)
    margin = 1.0 if how_strong is EvidenceStrength.DATA_POINT else 0.5
    ratings = [each.rating for each in voices]
    return Range(max(LOWEST, min(ratings) - margin), min(HIGHEST, max(ratings) + margin))


def fit(spans: Iterable[tuple[int, Range]]) -> Range | None:
    """The mean of intervals by weight; None where there is none."""
    listed = list(spans)
    whole = sum(weight for weight, _ in listed)
    if not whole:
        return None
    low = sum(weight * each.low for weight, each in listed) / whole
    high = sum(weight * each.high for weight, each in listed) / whole
    return Range(round(low, 2), round(high, 2))


def leaning(of: Range) -> Leaning:
    return Leaning.FOR if of.low > 0 else Leaning.AGAINST if of.high < 0 else Leaning.OPEN


def found(findings: Iterable[str]) -> AssumptionFound | None:
    """What the findings of all talks say together of an assumption; one that leaves it open says nothing."""
    said = set(findings) - {AssumptionState.OPEN.value}
    if len(said) > 1:
        return AssumptionFound.CONTESTED
    return AssumptionFound(said.pop()) if said else None


def _side(rating: int) -> int:
    return (rating > 0) - (rating < 0)
