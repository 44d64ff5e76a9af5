"""What is missing, and whom to ask next, is decided from counts and plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from halfhour.contacts.models import Level, Source
from halfhour.coverage import ranking, rules
from halfhour.coverage.ranking import Aim, Candidate, Experience, ReasonKind
from halfhour.coverage.rules import Body, Cell, HoleKind, Introducer, Place

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
HOSPITAL, BANK = Body("h", "St. Anne's", 3, 3, 3), Body("b", "The bank", 1, 1, 1)


def met(level: str | None, source: str | None = "alumni", many: int = 1) -> Cell:
    return Cell(level, source, many, many, many)


def known(level: str | None, source: str | None = "alumni", many: int = 1) -> Cell:
    return Cell(level, source, many, 0, 0)


def named(*cells: Cell, bodies: tuple[Body, ...] = (), introducers: tuple[Introducer, ...] = ()) -> list[str]:
    return [hole.kind.value for hole in rules.holes(cells, bodies, introducers)]


@pytest.mark.parametrize(
    ("cells", "holes"),
    [
        ([], ["nobody_known"]),
        ([known("peer")], ["no_talk"]),
        ([met("peer")], ["one_talk", "nobody_above"]),
        ([met("senior")], ["one_talk", "nobody_equal"]),
        ([met("peer"), met("executive", "friend")], []),
        ([met("peer"), met("manager", "friend"), known("entry")], []),
        ([met("peer", many=2)], ["nobody_above"]),
        ([met("executive"), met("senior", "hr")], ["nobody_equal"]),
        ([met("peer", "friend"), met("senior", "family")], ["only_friends"]),
        ([met("peer", "friend"), met("senior", "family"), met("peer", "hr")], []),
        ([met("peer", "alumni", 2), met("senior", "alumni")], ["one_source"]),
        ([met("peer", "alumni"), met("senior", "alumni")], []),  # two found in one way say little
        ([met("peer", None, 2), met("senior", None)], []),
        ([met(None), met(None, "friend")], ["level_not_said"]),
        ([met(None), met("peer", "friend")], ["nobody_above", "level_not_said"]),
    ],
)
def test_holes_are_named_from_who_was_met(cells: list[Cell], holes: list[str]) -> None:
    assert named(*cells) == holes


BOTH = (met("peer", many=3), met("senior", "friend"))


@pytest.mark.parametrize(
    ("bodies", "introducers", "holes"),
    [
        ((Body("h", "St. Anne's", 5, 4, 4),), (), ["one_organization"]),
        ((HOSPITAL, BANK), (), []),
        ((Body(None, None, 4, 4, 4),), (), []),  # people without an organization are not all from one
        ((), (Introducer("m", "Maria", 4, 4),), ["one_introducer"]),
        ((), (Introducer("m", "Maria", 4, 3), Introducer("k", "Kofi", 1, 1)), ["one_introducer"]),
        ((), (Introducer("m", "Maria", 9, 2),), []),
    ],
)
def test_holes_are_named_from_where_they_work_and_who_led_to_them(
    bodies: tuple[Body, ...], introducers: tuple[Introducer, ...], holes: list[str]
) -> None:
    assert named(*BOTH, bodies=bodies, introducers=introducers) == holes


def test_a_hole_is_told_in_words_with_names_and_a_mend() -> None:
    everybody = rules.holes(BOTH, [Body("h", "St. Anne's", 4, 4, 4)], [Introducer("m", "Maria Keller", 4, 4)])
    assert [hole.message for hole in everybody] == [
        "Everybody you talked to is at St. Anne's.",
        "Everybody you talked to came through Maria Keller.",
    ]
    most = rules.holes(BOTH, [], [Introducer("m", "Maria Keller", 4, 3)])
    assert most[0].message == "3 of the 4 you talked to came through Maria Keller."
    (above,) = rules.holes([met("peer", many=2), known("executive", many=2)], [], [])
    assert (above.message, above.mend) == ("Nobody above your level yet.", "You know 2 of them: ask one.")
    assert all(hole.mend.endswith((".", "?")) for hole in [*everybody, *most, above])


@pytest.mark.parametrize(
    ("kind", "fits", "does_not"),
    [
        (HoleKind.NOBODY_ABOVE, Place(level="executive"), Place(level="peer")),
        (HoleKind.NOBODY_EQUAL, Place(level="peer"), Place(level=None)),
        (HoleKind.ONE_ORGANIZATION, Place(organization_id="b"), Place(organization_id="h")),
        (HoleKind.ONE_ORGANIZATION, Place(organization_id="b"), Place(organization_id=None)),
        (HoleKind.ONE_INTRODUCER, Place(introducer_id=None), Place(introducer_id="m")),
        (HoleKind.ONLY_FRIENDS, Place(source="alumni"), Place(source="family")),
        (HoleKind.ONLY_FRIENDS, Place(source="alumni"), Place(source=None)),
    ],
)
def test_somebody_fills_a_hole_or_does_not(kind: HoleKind, fits: Place, does_not: Place) -> None:
    cells = [met("executive" if kind is HoleKind.NOBODY_EQUAL else "peer", "friend", 2)]
    through = [Body("h", "St. Anne's", 2, 2, 2)]
    hole = next(each for each in rules.holes(cells, through, [Introducer("m", "Maria", 2, 2)]) if each.kind is kind)
    assert rules.fills(hole, fits)
    assert not rules.fills(hole, does_not)


# Whom to ask next

AIMS = {"d": Aim("d", "Data manager", rules.holes([met("peer", "friend", 2)], [HOSPITAL], []))}


def person(name: str, **more: Any) -> Candidate:
    return Candidate(name, name, last_touch_at=NOW - 400 * DAY)._replace(**more)


def order(*people: Candidate, talks: int = 0, hardest: int = 0) -> list[str]:
    return [one.id for one, _, _ in ranking.ranked(people, AIMS, Experience(talks, hardest), NOW)]


def kinds(one: Candidate, talks: int = 0, hardest: int = 0) -> list[str]:
    aims = [AIMS[each] for each in one.careers]
    return [each.kind.value for each in ranking.reasons_for(one, aims, Experience(talks, hardest), NOW)]


LADDER = [person(f"p{hard}", difficulty=hard) for hard in (5, 3, 1, 4, 2)]


@pytest.mark.parametrize(("talks", "first"), [(0, "p1"), (1, "p1"), (2, "p3"), (5, "p4"), (9, "p5"), (40, "p5")])
def test_one_starts_small_and_ramps_up(talks: int, first: str) -> None:
    assert order(*LADDER, talks=talks)[0] == first


def test_the_daunting_come_last_until_one_has_mastered_them() -> None:
    assert order(*LADDER) == ["p1", "p2", "p3", "p4", "p5"]
    assert "daunting" in kinds(person("boss", difficulty=5), talks=3)
    assert "daunting" not in kinds(person("boss", difficulty=5), talks=3, hardest=5)


@pytest.mark.parametrize(("talks", "hardest", "reach"), [(0, 0, 2), (2, 1, 3), (5, 0, 4), (9, 0, 5), (1, 4, 4)])
def test_how_hard_the_next_one_may_feel_grows_with_what_was_mastered(talks: int, hardest: int, reach: int) -> None:
    assert Experience(talks, hardest).reach == reach


def test_an_open_door_comes_before_an_easy_stranger() -> None:
    made = person("made", introducer="Maria", made=True, difficulty=2)
    named_ = person("named", introducer="Maria", difficulty=2)
    planned = person("planned", planned=True, difficulty=2)
    assert order(person("easy", difficulty=1), planned, named_, made) == ["made", "named", "planned", "easy"]
    assert kinds(made)[0] == "introduced"


def test_whoever_fills_a_hole_comes_before_one_more_of_the_same() -> None:
    same = person("same", careers=("d",), place=Place("peer", "friend", "h"), difficulty=2)
    other = person("other", careers=("d",), place=Place("executive", "alumni", "b"), difficulty=2)
    assert order(same, other, talks=2) == ["other", "same"]
    said = ranking.reasons_for(other, [AIMS["d"]], Experience(2), NOW)
    assert "Data manager: the first above your level." in [each.words for each in said]
    assert kinds(same, talks=4) == ["speaks_about", "easy", "in_touch"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"last_contact_at": NOW - 30 * DAY, "last_touch_at": NOW - 30 * DAY}, "in_touch"),
        ({"last_touch_at": NOW - 3 * DAY}, "warmed_up"),
        ({"last_touch_at": None, "why_them": "Moved from nursing to data."}, "why_them"),
        ({"last_touch_at": None, "place": Place(source="friend")}, "friend"),
        ({"last_touch_at": None}, "cold"),
        ({"last_touch_at": None, "why_them": " "}, "cold"),
    ],
)
def test_warmth_is_a_reason(more: dict[str, Any], reason: str) -> None:
    one = person("one", **more)
    assert reason in kinds(one)
    assert one.cold == (reason == "cold")


def test_why_them_is_quoted_and_cut_where_it_is_long() -> None:
    (said,) = ranking.reasons_for(person("x", why_them="a\n b " * 100, last_touch_at=None), [], Experience(), NOW)
    assert said.kind is ReasonKind.WHY_THEM
    assert said.words.startswith("You know why them: “a b a b")
    assert said.words.endswith("…”")
    assert len(said.words) < 110


def test_equals_stand_in_one_order_whatever_order_they_came_in() -> None:
    people = [person(f"{letter}", sort_name=letter) for letter in "cab"]
    assert order(*people) == order(*reversed(people)) == ["a", "b", "c"]


def test_levels_and_sources_are_all_spoken_for() -> None:
    assert {*rules.ABOVE, *rules.EQUALS} == set(Level)
    for source in set(Source) - {*rules.FRIENDS}:
        (hole,) = rules.holes([met("peer", source, 2), met("senior", source)], [], [])
        assert hole.kind is HoleKind.ONE_SOURCE
