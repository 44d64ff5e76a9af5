"""Decisions about rehearsals from plain values: how it went, what to practise, and words to begin with."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ..core.errors import Refusal
from ..core.search import fold
from .models import PartKind

REHEARSALS_MOST = 200
"""How many rehearsals of one talk are kept: progress is told of all of them."""
WEAKEST_MOST = 3
WELL = 4
"""The rating from which on a part sits."""

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


class RehearsedOften(Refusal):
    """This talk was rehearsed often enough."""

    status = 422


class Run(NamedTuple):
    """One rehearsal, as progress is told of it."""

    id: str
    version: int
    started_at: datetime
    seconds: int
    finished: bool
    parts: Sequence[Mapping[str, Any]]


class Draft(NamedTuple):
    """What is known that an opening and an ask can be drafted from."""

    own_name: str = ""
    own_work: str = ""
    their_name: str = ""
    why_them: str = ""
    careers: tuple[str, ...] = ()
    goal: str = ""
    minutes: int = 30


def refuse_many(count: int) -> None:
    """Raises: RehearsedOften"""
    if count > REHEARSALS_MOST:
        raise RehearsedOften(f"{REHEARSALS_MOST} rehearsals of one talk are kept. Delete some first.")


def ordinal(number: int) -> str:
    """First to tenth in words, then in figures."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def duration(seconds: int) -> str:
    """Whole minutes, or seconds below one and a half."""
    if seconds < 90:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{round(seconds / 60)} minutes"


def told(number: int, run: Run) -> str:
    """A rehearsal in a few words: "Third rehearsal, 24 minutes"."""
    return f"{ordinal(number)} rehearsal, {duration(run.seconds)}{'' if run.finished else ', left before its end'}"


def average(ratings: Iterable[int | None]) -> float | None:
    """To one decimal; None where nothing was rated."""
    given = [each for each in ratings if each is not None]
    return round(sum(given) / len(given), 1) if given else None


def summary(runs: Sequence[Run], minutes: int) -> dict[str, Any]:
    """What all rehearsals of a talk show, oldest first, against its agreed length."""
    whole = [run for run in runs if run.finished]
    last = whole[-1] if whole else None
    parts = _parts(runs)
    weakest = _weakest(parts)
    over = last.seconds - minutes * 60 if last else None
    return {
        "count": len(runs),
        "finished_count": len(whole),
        "total_seconds": sum(run.seconds for run in runs),
        "minutes": minutes,
        "over_by_seconds": over,
        "words": _words(runs, minutes, over),
        "runs": [
            {
                "id": run.id,
                "version": run.version,
                "number": number,
                "words": told(number, run),
                "started_at": run.started_at,
                "seconds": run.seconds,
                "finished": run.finished,
                "rating": average(part["rating"] for part in run.parts),
            }
            for number, run in enumerate(runs, 1)
        ],
        "parts": parts,
        "weakest": weakest,
    }


def _words(runs: Sequence[Run], minutes: int, over: int | None) -> str:
    if not runs:
        return "Not rehearsed yet."
    said = [told(len(runs), runs[-1])]
    if over is not None and runs[-1].finished:
        if abs(over) < 60:
            said.append(f"Just the {minutes} that you agreed on")
        else:
            side = "over" if over > 0 else "under"
            said.append(f"{duration(abs(over))} {side} the {minutes} that you agreed on")
    ratings = [rating for run in runs if (rating := average(part["rating"] for part in run.parts)) is not None]
    if len(ratings) > 1 and ratings[-1] != ratings[0]:
        said.append(f"Your own rating went from {ratings[0]:g} to {ratings[-1]:g}")
    elif ratings:
        said.append(f"You rated it {ratings[-1]:g} of 5")
    return ". ".join(said) + "."


def _parts(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Each part that was practised, over time: known again by its question, or by its words. Latest words stand."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for number, run in enumerate(runs, 1):
        for part in run.parts:
            kind = part["kind"]
            alike = kind in (PartKind.OPENING, PartKind.ASK)
            key = (kind, "" if alike else part["agenda_item_id"] or " ".join(fold(part["text"])))
            each = found.setdefault(key, {"kind": kind, "agenda_item_id": part["agenda_item_id"], "times": []})
            each["text"] = part["text"]
            each["times"].append({"number": number, "seconds": part["seconds"], "rating": part["rating"]})
    for each in found.values():
        each["rating"] = average(time["rating"] for time in each["times"])
        each["last_rating"] = next((t["rating"] for t in reversed(each["times"]) if t["rating"] is not None), None)
    return list(found.values())


def _weakest(parts: Sequence[Mapping[str, Any]]) -> list[int]:
    """The places of the parts to practise: those that went least well when last rated, the lowest first."""
    low = [(each["last_rating"], each["rating"], place) for place, each in enumerate(parts) if each["last_rating"]]
    return [place for last, _, place in sorted(low) if last < WELL][:WEAKEST_MOST]


# Words to begin with


def opening(known: Draft) -> str:
    """A draft of the first half minute: thanks, who one is, what one would like to understand, how long it takes."""
    said = [f"Thank you for making time for me{_named(known.their_name)}."]
    if known.own_name:
        said.append(f"I am {known.own_name}.")
    if known.own_work:
        said.append(f"A word on where I come from: {_sentence(known.own_work)}")
    if known.careers:
        said.append(f"I am finding out what working as {_listed(known.careers)} is really like.")
    if known.goal:
        said.append(f"What I would most like to understand today: {_sentence(known.goal)}")
    said.append(f"I have brought a few questions and will keep an eye on our {known.minutes} minutes.")
    return " ".join(said)


def ask(known: Draft) -> str:
    """A draft of asking for the talk by voice: who, why them, how long, and that advice is wanted and no job."""
    said = [
        f"Hello{_named(known.their_name)}, this is {known.own_name}."
        if known.own_name
        else f"Hello{_named(known.their_name)}."
    ]
    if known.careers:
        said.append(f"I am finding out what working as {_listed(known.careers)} is really like.")
    if known.why_them:
        said.append(f"I thought of you for a reason: {_sentence(known.why_them)}")
    said.append(f"Would you have {known.minutes} minutes for a few questions, whenever it suits you?")
    said.append("I am after your view and your advice, not a job.")
    return " ".join(said)


CLOSING = (
    "Thank you, this has helped me a lot. May I stay in touch and tell you how it goes? Who else should I talk to, and "
    "may I say that you sent me? Here is how you can reach me."
)
"""How a talk closes, for practice."""


def _named(full_name: str) -> str:
    first = full_name.split(maxsplit=1)[0] if full_name.split() else ""
    return f", {first}" if first else ""


def _listed(names: Sequence[str]) -> str:
    return " or ".join(name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names[:2])


def _sentence(text: str) -> str:
    """The first sentence of what the person wrote, with a mark at its end."""
    first = re.split(r"(?<=[.!?])\s+|\n", text.strip(), maxsplit=1)[0].strip()
    return first if first.endswith((".", "!", "?")) else f"{first}."
