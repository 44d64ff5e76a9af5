"""What is decided about CRMs from plain values: where fields go, what differs, how long to wait; and the refusals."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from ...core.errors import FieldError, Invalid, Refusal
from .fields import MEANINGS
from .models import CrmState, What
from .seam import Names, Spec, Specs, Value, Values

MOST_CONNECTIONS = 20
MOST_CHOSEN = 5_000
COMPARED = 100
"""How many people one comparison looks up there."""
AT_A_STRETCH, BREATH = 50, timedelta(seconds=1)
"""How many people one errand sends before others have a turn, and for how long it steps back."""
SOON, SELDOM, LIVELY = timedelta(seconds=30), timedelta(minutes=3), timedelta(minutes=15)
"""How often changes are looked for: soon while something changed lately, else seldom."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)


class NobodyChosen(Refusal):
    """Nobody is chosen yet."""


class EnoughCrms(Refusal):
    """You have as many connections as there can be."""


class EnoughChosen(Refusal):
    """You have chosen as many people as there can be."""


class NothingCompared(Refusal):
    """Nothing was compared yet."""

    status = 404


class Overrides(NamedTuple):
    """What the person has chosen over the defaults, by what and our field."""

    chosen: Mapping[str, Mapping[str, str | None]]

    def theirs(self, what: What, field: str, spec: Spec) -> str | None:
        return self.chosen.get(what.value, {}).get(field, spec.theirs)


def names(specs: Specs, chosen: Mapping[str, Mapping[str, str | None]]) -> Names:
    """Their name for each of our fields that is sent."""
    overrides = Overrides(chosen)
    return {
        what: {field: name for field, spec in fields.items() if (name := overrides.theirs(what, field, spec))}
        for what, fields in specs.items()
    }


def mapped(
    specs: Specs,
    pattern: str,
    chosen: Mapping[str, Mapping[str, str | None]],
    changes: Iterable[tuple[What, str, str | None]],
) -> dict[str, dict[str, str | None]]:
    """The choices after some have changed.

    Raises:
        Invalid: there is no such field, it is needed, or it can't go there; all that is wrong is named.
    """
    after = {what: dict(fields) for what, fields in chosen.items()}
    errors = []
    for place, (what, field, theirs) in enumerate(changes):
        spec = specs.get(what, {}).get(field)
        fault = _fault(spec, field, theirs, pattern)
        if fault is not None:
            errors.append(FieldError(f"#/mapping/{place}/{fault[0]}", *fault[1:]))
        elif spec is not None and theirs == spec.theirs:
            after.get(what.value, {}).pop(field, None)
        else:
            after.setdefault(what.value, {})[field] = theirs
    errors = errors or list(_doubles(specs, after))
    if errors:
        raise Invalid("Some fields can't go there.", errors=errors)
    return {what: fields for what, fields in after.items() if fields}


def _fault(spec: Spec | None, field: str, theirs: str | None, pattern: str) -> tuple[str, str, str] | None:
    if spec is None:
        return "field", f"there is no field {field} that goes there", "Choose one of those in `mapping`."
    if theirs is None:
        return ("theirs", f"{field} is needed there", "Say where it goes.") if spec.needed else None
    if spec.choices and theirs not in spec.choices:
        return "theirs", f"{field} can't go to {theirs}", f"Choose {' or '.join(spec.choices)}, or null."
    if not spec.choices and not re.fullmatch(pattern, theirs):
        return "theirs", f"{theirs} is not the name of a field there", "Use the name that their API has for it."
    return None


def _doubles(specs: Specs, chosen: Mapping[str, Mapping[str, str | None]]) -> Iterable[FieldError]:
    for what, fields in names(specs, chosen).items():
        taken: dict[str, str] = {}
        for field, theirs in fields.items():
            if theirs in taken and not specs[what][field].choices:
                message = f"{theirs} would get {taken[theirs]} and {field}"
                yield FieldError("#/mapping", message, "Send each field to a place of its own.")
            taken[theirs] = field


class Difference(NamedTuple):
    """One field: what stands there, what we have, and whether theirs is kept."""

    field: str
    before: Value
    after: Value
    kept: bool = False


def to_link(ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> list[Difference]:
    """What is written when we meet a row of theirs for the first time: only what is empty there."""
    found = []
    for field, value in ours.items():
        there = theirs.get(field)
        if not _empty(value) and not _same(value, there):
            found.append(Difference(field, there, value, kept=not _empty(there)))
    return found


def to_change(
    ours: Mapping[str, Value], pushed: Mapping[str, Value], theirs: Mapping[str, Value] | None = None
) -> list[Difference]:
    """What is written of a row that we know: fields that changed here since they were pushed, whatever stands there.
    A field that was not sent before, because it was switched off, is written only where it is empty."""
    found = []
    for field, value in ours.items():
        there = (theirs or {}).get(field)
        if field not in pushed:
            if theirs is None or _empty(there) or _same(value, there):
                if not _empty(value) and not _same(value, there):
                    found.append(Difference(field, there, value))
            elif not _empty(value):
                found.append(Difference(field, there, value, kept=True))
        elif not _same(value, pushed[field]) and (theirs is None or not _same(value, there)):
            found.append(Difference(field, there, value))
    return found


def has_news(ours: Mapping[str, Value], pushed: Mapping[str, Value]) -> bool:
    """Whether anything changed here since it was pushed."""
    return any(not _same(value, pushed.get(field)) for field, value in ours.items())


def filled(values: Values) -> Values:
    """Those values that are not empty."""
    return {field: value for field, value in values.items() if not _empty(value)}


def _empty(value: Value) -> bool:
    return value is None or value == ""


def _same(one: Value, other: Value) -> bool:
    return one == other or (_empty(one) and _empty(other))


def shown(value: Value) -> str | None:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or None


def digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def mark_of(connection_id: str, what: What, key: str) -> str:
    """What a row of ours is recognized by over there: it says nothing about anybody."""
    return "hh" + sha256(f"{connection_id} {what} {key}".encode()).hexdigest()[:16]


def signed(mark: str) -> str:
    """The line that stands at the end of a text of ours."""
    return f"From Halfhour, {mark}."


def patience(failures: int, asked: timedelta | None) -> timedelta:
    """How long to wait after so many failures in a row, or as long as the server asked us to."""
    wait: timedelta = min(FIRST_WAIT * 2 ** min(failures, 12), LONGEST_WAIT)
    return wait if asked is None else min(max(asked, timedelta(seconds=1)), LONGEST_WAIT)


def people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def things(number: int) -> str:
    return "1 thing" if number == 1 else f"{number} things"


def says(state: CrmState, *, released: bool, chosen: int, sent: int, refused: int) -> str:
    """How a connection stands, in words."""
    if state is CrmState.REFUSED:
        return "Nothing is sent until you have mended what is wrong."
    if state is CrmState.NEW:
        return "The key is being checked."
    if not chosen:
        return "Nobody is chosen yet, so nothing is sent."
    if not released:
        return f"{people(chosen).capitalize()} chosen. Look at the difference, then press push: nothing goes before."
    told = f"Changes of {people(sent)} are sent by themselves."
    if chosen - sent - refused > 0:
        told += f" {people(chosen - sent - refused).capitalize()} more will go when you press push."
    if refused:
        told += f" {people(refused).capitalize()} could not be sent."
    return told if state is CrmState.READY else f"{told} It will be tried again soon."


def sums_up(actions: Sequence[str], left: int) -> str:
    """A comparison in words, from what would be done with each thing."""
    words = {
        "create": ("would be added", things),
        "change": ("would be changed", things),
        "link": ("would only be linked", people),
        "refused": ("can't be sent", things),
    }
    told = [f"{count(actions.count(action))} {what}" for action, (what, count) in words.items() if action in actions]
    whole = ", ".join(told).capitalize() + "." if told else "Nothing would change there."
    if not left:
        return whole
    return f"{whole} {people(left).capitalize()} more {'was' if left == 1 else 'were'} not compared."


def meaning(what: What, field: str) -> str:
    return MEANINGS[what].get(field, field)
