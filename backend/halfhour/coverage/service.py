"""What the person sees of whom they have talked to about a career, and whom to ask next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ..careers import service as careers
from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown
from ..outreach import introductions
from ..outreach.guard import RECENTLY
from ..outreach.models import IntroductionState
from . import ranking, rules
from .schemas import NextQuery
from .views import (
    AIMS,
    BODIES,
    CANDIDATE,
    CANDIDATES,
    CANDIDATES_OF_CAREER,
    CELLS,
    EXPERIENCE,
    LED,
)

MOST_INTRODUCERS = 20


def show(store: Store, career_id: str) -> Shown:
    """Who was talked to about a career, counted, and what is missing.

    Raises:
        NotFound
    """
    career = careers.get(store, career_id)
    cells, bodies, introducers = _counted(store, career_id)
    known, asked, met = (sum(getattr(cell, name) for cell in cells) for name in ("known", "asked", "met"))
    return {
        "career_id": career.id,
        "career_title": career.title,
        "people": {"known": known, "asked": asked, "met": met},
        "cells": [cell._asdict() for cell in cells],
        "organizations": [{"organization_id": body.id, **_without_id(body)} for body in bodies],
        "introducers": [
            {"contact_id": one.id, **_without_id(one), "share": rules.share(one.met, met)}
            for one in introducers[:MOST_INTRODUCERS]
        ],
        "holes": [
            {"hole": hole.kind.value, "message": hole.message, "mend": hole.mend, "levels": list(hole.levels)}
            for hole in rules.holes(cells, bodies, introducers)
        ],
    }


def suggest(store: Store, query: NextQuery) -> Shown:
    """Whom to ask next, the best first, each with reasons. A career that does not exist has nobody to ask."""
    talks, hardest = store.row(EXPERIENCE) or (0, 0)
    experience = ranking.Experience(talks, hardest)
    aims = {aim.id: aim for aim in _aims(store, query.career_id)}
    doors = {each["introduced_id"]: each for each in reversed(introductions.waiting(store))}
    statement = CANDIDATES_OF_CAREER if query.career_id else CANDIDATES
    rows = [
        dict(zip(CANDIDATE, row, strict=True))
        for row in store.rows(statement, since=store.now - RECENTLY, career_id=query.career_id)
    ]
    people = {row["id"]: row for row in rows}
    best = ranking.ranked((_candidate(row, doors) for row in rows), aims, experience, store.now)[: query.limit]
    return {
        "items": [_suggestion(people[one.id], one, weight, reasons, doors) for one, weight, reasons in best],
        "talks_held": talks,
        "reach": experience.reach,
    }


def _counted(store: Store, career_id: str) -> tuple[list[rules.Cell], list[rules.Body], list[rules.Introducer]]:
    cells = [rules.Cell(*row) for row in store.rows(CELLS, career_id=career_id)]
    bodies = [rules.Body(*row) for row in store.rows(BODIES, career_id=career_id)]
    return cells, bodies, _introducers(store.rows(LED, career_id=career_id))


def _introducers(led: Iterable[tuple[Any, ...]]) -> list[rules.Introducer]:
    """Who led to whom, from (introduced, met, introducer, name) in order: whoever named somebody first."""
    first = {introduced: (who, name, met) for introduced, met, who, name in reversed([*led])}
    known = Counter((who, name) for who, name, _ in first.values())
    met = Counter((who, name) for who, name, was_met in first.values() if was_met)
    found = [rules.Introducer(*one, known=count, met=met[one]) for one, count in known.items()]
    return sorted(found, key=lambda one: (-one.met, -one.known, one.name, one.id))


def _aims(store: Store, career_id: str | None) -> list[ranking.Aim]:
    if career_id is None:
        chosen = [(id_, title) for id_, title in store.rows(AIMS)]
    else:
        try:
            chosen = [(career_id, careers.get(store, career_id).title)]
        except NotFound:
            chosen = []
    return [ranking.Aim(id_, title, rules.holes(*_counted(store, id_))) for id_, title in chosen]


def _candidate(row: Mapping[str, Any], doors: Mapping[str, Shown]) -> ranking.Candidate:
    door = doors.get(row["id"])
    return ranking.Candidate(
        id=row["id"],
        sort_name=row["sort_name"],
        difficulty=row["difficulty"],
        place=rules.Place(row["level"], row["source"], row["organization_id"], door["introducer_id"] if door else None),
        careers=tuple(sorted(row["career_ids"])),
        planned=row["interview_id"] is not None,
        introducer=door["introducer_name"] if door else "",
        made=door is not None and door["state"] == IntroductionState.MADE.value,
        why_them=row["why_them"],
        last_contact_at=row["last_contact_at"],
        last_touch_at=row["last_touch_at"],
    )


_SHOWN = ("full_name", "headline", "organization_name", "level", "difficulty", "stage", "interview_id")


def _suggestion(
    row: Mapping[str, Any],
    one: ranking.Candidate,
    weight: int,
    reasons: Iterable[ranking.Reason],
    doors: Mapping[str, Shown],
) -> Shown:
    return {
        "contact_id": one.id,
        **{name: row[name] for name in _SHOWN},
        "introducer_id": doors[one.id]["introducer_id"] if one.id in doors else None,
        "cold": one.cold,
        "score": weight,
        "reasons": [{"reason": each.kind.value, "words": each.words, "caution": each.weight < 0} for each in reasons],
    }


def _without_id(counted: rules.Body | rules.Introducer) -> dict[str, Any]:
    return {name: value for name, value in counted._asdict().items() if name != "id"}
