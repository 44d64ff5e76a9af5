"""How well one knows a contact, what would warm them up before an ask, and whether that is done. Pure rules."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from ..contacts.models import ActivityKind, Source
from ..contacts.rules import ONE_SIDED

RECENT = timedelta(days=120)
"""How long a milestone is fresh enough for a congratulation."""

ABOUT_A_DAY = timedelta(days=1)
"""A date has no zone: where the person is, it may be tomorrow already."""

_KNOWN = {
    Source.FAMILY: "They are family.",
    Source.FRIEND: "They are a friend.",
    Source.COWORKER: "You work together.",
}
_ANSWERS = frozenset((ActivityKind.REPLY_IN, ActivityKind.CALL, ActivityKind.MET, ActivityKind.INTRODUCED))
"""Entries in which they had a part of their own."""


class Warmth(StrEnum):
    """How well a contact knows of one."""

    COLD = "cold"
    WARMING = "warming"
    WARM = "warm"


class Step(StrEnum):
    """What warms up, the easiest first."""

    WHY_THEM = "why_them"
    FOLLOW = "follow"
    COMMENT = "comment"
    CONGRATULATE = "congratulate"


class Event(NamedTuple):
    """A milestone, as far as it decides."""

    id: str
    what: str
    happened_on: date


def warmth(touches: Collection[str], *, why_them: str, source: str | None) -> tuple[Warmth, str]:
    """How warm a contact is, and why, in a sentence. `touches` are the kinds on their timeline."""
    kinds = set(touches)
    if not _ANSWERS.isdisjoint(kinds):
        return Warmth.WARM, "They have answered you, or you have talked."
    if source in _KNOWN:
        return Warmth.WARM, _KNOWN[Source(source)]
    signs = kinds & {*ONE_SIDED, ActivityKind.MESSAGE_OUT, ActivityKind.THANKED, ActivityKind.GIFT}
    reason = why_them.strip()
    if len(signs) > 1 and reason:
        return Warmth.WARM, "They have heard from you in more than one way, and you know why it is them."
    if source == Source.INTRODUCTION:
        return Warmth.WARMING, "Somebody you both know has suggested them."
    if signs and reason:
        return Warmth.WARMING, "They may have noticed you once, and you know why it is them."
    if signs:
        return Warmth.WARMING, "They may have noticed you, but it is not on record why it is them."
    if reason:
        return Warmth.WARMING, "You know why it is them; they have not heard of you yet."
    return Warmth.COLD, "They have not heard of you, and it is not on record why it is them."


def to_congratulate(
    events: Iterable[Event], congratulated: Iterable[datetime], today: date
) -> tuple[Event | None, datetime | None]:
    """The newest milestone worth a word, and when it was given, if it was."""
    fresh = [each for each in events if today - RECENT <= each.happened_on <= today + ABOUT_A_DAY]
    if not fresh:
        return None, None
    newest = max(fresh, key=lambda each: (each.happened_on, each.id))
    since = newest.happened_on - ABOUT_A_DAY
    return newest, max((at for at in congratulated if at.date() >= since), default=None)


def steps(
    entries: Sequence[tuple[str, datetime]], events: Iterable[Event], *, why_them: str, today: date
) -> list[dict[str, Any]]:
    """What warms up, each with when it was done; to congratulate only where there is something to congratulate on."""

    def last(kind: ActivityKind) -> datetime | None:
        return max((at for what, at in entries if what == kind), default=None)

    plan: list[dict[str, Any]] = [
        _step(Step.WHY_THEM, bool(why_them.strip()), None, None),
        _step(Step.FOLLOW, False, last(ActivityKind.FOLLOWED), ActivityKind.FOLLOWED),
        _step(Step.COMMENT, False, last(ActivityKind.COMMENTED), ActivityKind.COMMENTED),
    ]
    congratulated = [at for what, at in entries if what == ActivityKind.CONGRATULATED]
    newest, at = to_congratulate(events, congratulated, today)
    if newest is not None:
        step = _step(Step.CONGRATULATE, False, at, ActivityKind.CONGRATULATED)
        plan.append({**step, "milestone_id": newest.id, "milestone": newest.what})
    return plan


def _step(step: Step, done: bool, done_at: datetime | None, what: ActivityKind | None) -> dict[str, Any]:
    return {
        "step": step.value,
        "done": done or done_at is not None,
        "done_at": done_at,
        "what": what.value if what else None,
        "milestone_id": None,
        "milestone": None,
    }
