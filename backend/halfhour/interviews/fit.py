"""Whether the talks of some days fit together, with the ways between them: from plain values."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

BREATH = 10
"""Minutes between two talks for which nobody has to travel."""

SHORTEST_GAP = 30
"""Minutes from which a gap is worth naming: a talk fits in."""

DAY_FROM, DAY_TO = 8, 18
"""The hours between which free time is looked for."""


class ConflictKind(StrEnum):
    """What does not fit."""

    OVERLAP = "overlap"
    TOO_TIGHT = "too_tight"
    TRAVEL_UNKNOWN = "travel_unknown"
    BUSY = "busy"


class Slot(NamedTuple):
    """A talk, or a time offered for one. `travel` are the minutes of the way there, None while nobody has said."""

    id: str
    name: str
    starts_at: datetime
    minutes: int
    in_person: bool = False
    place: str | None = None
    travel: int | None = None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def way(self) -> timedelta:
        return timedelta(minutes=self.travel or 0) if self.in_person else timedelta()

    @property
    def leave_at(self) -> datetime:
        return self.starts_at - self.way

    @property
    def back_at(self) -> datetime:
        return self.ends_at + self.way


class Conflict(NamedTuple):
    """What does not fit, between which, and by how many minutes."""

    kind: ConflictKind
    ids: tuple[str, ...]
    minutes: int
    words: str


class Gap(NamedTuple):
    """Time in which nothing is planned and nobody is on the way."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return _minutes(self.ends_at - self.starts_at)


def conflicts(slots: Iterable[Slot]) -> list[Conflict]:
    """All that does not fit, in the order of the day."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.id))
    found = [unknown_way(slot) for slot in ordered] + [between(*pair) for pair in combinations(ordered, 2)]
    return [each for each in found if each is not None]


def unknown_way(slot: Slot) -> Conflict | None:
    """Somebody is met at a place, and nobody has said how long the way takes."""
    if not slot.in_person or slot.travel is not None:
        return None
    return Conflict(ConflictKind.TRAVEL_UNKNOWN, (slot.id,), 0, f"Say how long the way to {slot.name} takes.")


def between(one: Slot, other: Slot) -> Conflict | None:
    """Whether two talks follow each other with enough time."""
    first, second = sorted((one, other), key=lambda slot: (slot.starts_at, slot.id))
    pause = _minutes(second.starts_at - first.ends_at)
    names = f"{first.name} and {second.name}"
    if pause < 0:
        overlap = _minutes(min(first.ends_at, second.ends_at) - second.starts_at)
        words = f"{names} overlap by {_count(overlap)}."
        return Conflict(ConflictKind.OVERLAP, (first.id, second.id), overlap, words)
    way = _way_between(first, second)
    needed = max(way, BREATH)
    if pause >= needed:
        return None
    why = f"the way takes {way}" if way > BREATH else f"leave {BREATH} to breathe"
    words = f"Only {_count(pause)} between {names}: {why}."
    return Conflict(ConflictKind.TOO_TIGHT, (first.id, second.id), needed - pause, words)


def busy(slot: Slot, starts_at: datetime, ends_at: datetime, words: str) -> Conflict | None:
    """Whether a talk takes place while one is busy otherwise; `words` say when that is."""
    overlap = _minutes(min(slot.ends_at, ends_at) - max(slot.starts_at, starts_at))
    if overlap <= 0:
        return None
    return Conflict(ConflictKind.BUSY, (slot.id,), overlap, f"Your calendar is busy {words}.")


def taken(starts_at: datetime, ends_at: datetime) -> Slot:
    """Time that is taken by something else than a talk."""
    return Slot("", "", starts_at, -_minutes(starts_at - ends_at))


def gaps(slots: Iterable[Slot], begin: datetime, end: datetime) -> list[Gap]:
    """The free time between two instants, ways there and back taken off."""
    found, free = [], begin
    for slot in sorted(slots, key=lambda slot: slot.leave_at):
        found.append(Gap(free, min(slot.leave_at, end)))
        free = max(free, slot.back_at)
    found.append(Gap(free, end))
    return [gap for gap in found if gap.minutes >= SHORTEST_GAP]


def travel(slots: Sequence[Slot]) -> int:
    """Minutes on the way in a day: there and back for each talk at another place than the one before."""
    met = [slot for slot in sorted(slots, key=lambda slot: slot.starts_at) if slot.in_person]
    apart = [slot for place, slot in enumerate(met) if not place or not _same_place(met[place - 1], slot)]
    return sum(2 * (slot.travel or 0) for slot in apart)


def _way_between(first: Slot, second: Slot) -> int:
    """How long it takes from one talk to the next: the longer of the two ways stands for that between two places,
    which nobody has said; whoever talks from a distance does so from where the ways begin."""
    if first.in_person and second.in_person and _same_place(first, second):
        return 0
    return max(_minutes(first.way), _minutes(second.way))


def _same_place(one: Slot, other: Slot) -> bool:
    return bool(one.place) and (one.place or "").casefold() == (other.place or "").casefold()


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _count(minutes: int) -> str:
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
