"""Which side has changed since both were last in step: from plain values."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Newer(StrEnum):
    """Who has changed something."""

    NOBODY = "nobody"
    HERE = "here"
    THERE = "there"
    BOTH = "both"


def newer(base: Mapping[str, Any] | None, here: Mapping[str, Any], there: Mapping[str, Any]) -> Newer:
    """Compare what each side says with what both said when they were last in step; without that, two that differ have
    both changed."""
    if here == there:
        return Newer.NOBODY
    if base and there == base:
        return Newer.HERE
    if base and here == base:
        return Newer.THERE
    return Newer.BOTH


# People, field by field

LISTS = ("emails", "phones", "links")
FIELDS = ("name", "headline", "organization", *LISTS, "place")
"""What is kept of a person in an address book. Texts are never null here; a name is full, given and family name, a
place the location and the postal address."""


class Merged(NamedTuple):
    """What becomes of a person: `take` are fields to change here, `write` those to write there, `lost` what both sides
    say of those that each had changed otherwise, the newer first."""

    take: dict[str, Any]
    write: set[str]
    lost: dict[str, tuple[Any, Any]]


def merged(
    base: Mapping[str, Mapping[str, Any]], here: Mapping[str, Any], there: Mapping[str, Any], *, here_is_newer: bool
) -> Merged:
    """Merge each field by itself. `base` has what each side said when both were last in step, as `here` and `there`: a
    card says some things otherwise than we do, and only what has changed since counts."""
    take: dict[str, Any] = {}
    write: set[str] = set()
    lost: dict[str, tuple[Any, Any]] = {}
    for name in FIELDS:
        was_here, was_there = base.get("here", {}).get(name), base.get("there", {}).get(name)
        ours, theirs = here[name], there[name]
        if ours == theirs or (ours == was_here and theirs == was_there):
            continue
        if name in LISTS:
            both = _united(was_here, was_there, ours, theirs)
            if both != ours:
                take[name] = both
            if _values(both) != _values(theirs):
                write.add(name)
            continue
        alone = _alone(was_here, was_there, ours, theirs)
        if alone is Newer.BOTH:
            lost[name] = (ours, theirs) if here_is_newer else (theirs, ours)
        if alone is Newer.HERE or (alone is Newer.BOTH and here_is_newer):
            write.add(name)
        else:
            take[name] = theirs
    return Merged(take, write, lost)


def _alone(was_here: Any, was_there: Any, ours: Any, theirs: Any) -> Newer:
    """Who has changed a text, or is the only one to say anything."""
    if ours == was_here:
        return Newer.THERE
    if theirs == was_there:
        return Newer.HERE
    if not _says(ours):
        return Newer.THERE
    return Newer.BOTH if _says(theirs) else Newer.HERE


def _united(was_here: Any, was_there: Any, ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Both lists, without what was taken off either; a label as whoever changed it last in theirs says."""
    gone = (_values(was_here) - _values(ours)) | (_values(was_there) - _values(theirs))
    by_value = {_value(each): each for each in theirs if each not in (was_there or ())}
    kept = [by_value.get(_value(each), each) for each in ours if _value(each) not in gone]
    new = [each for each in theirs if _value(each) not in gone | _values(ours)]
    return kept + new


def _values(entries: Any) -> set[str]:
    return {_value(each) for each in entries or ()}


def _value(entry: Mapping[str, Any]) -> str:
    return str(entry["value"]).casefold()


def _says(value: Any) -> bool:
    return any(value) if isinstance(value, list) else bool(value)
