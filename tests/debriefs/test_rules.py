"""How strong evidence is, and where a career fits: decided from values."""

import pytest

from halfhour.debriefs.rules import Leaning, Range, Voice, fit, found, independent, leaning, span, strength

ANNA, BEN, CLEO = ("anna", "st-anne"), ("ben", "cro"), ("cleo", "st-anne")


def voices(*told: tuple[tuple[str, str | None], int]) -> list[Voice]:
    return [Voice(*who, rating) for who, rating in told]


@pytest.mark.parametrize(
    ("told", "how_strong"),
    [
        ([], "none"),
        ([(ANNA, 2)], "data_point"),
        ([(ANNA, 2), (ANNA, 2)], "data_point"),
        ([(ANNA, 2), (CLEO, 2)], "data_point"),
        ([(ANNA, 2), (BEN, 1)], "supported"),
        ([(ANNA, -2), (BEN, -1), (CLEO, -1)], "supported"),
        ([(ANNA, 0), (BEN, 0)], "supported"),
        ([(ANNA, 2), (BEN, 0)], "data_point"),
        ([(ANNA, 2), (BEN, -1)], "contradicted"),
        ([(ANNA, 1), (BEN, 1), (CLEO, 0), (CLEO, -1)], "contradicted"),
        ([(("anna", None), 1), (("ben", None), 2)], "supported"),
    ],
)
def test_one_talk_is_a_data_point_two_independent_people_support_and_contradictions_show(
    told: list[tuple[tuple[str, str | None], int]], how_strong: str
) -> None:
    assert strength(voices(*told)) == how_strong


def test_who_was_introduced_by_the_other_is_not_a_second_source() -> None:
    anna, ben = voices((ANNA, 2), (BEN, 2))
    assert independent(anna, ben)
    assert not independent(anna, ben, {frozenset(("ben", "anna"))})
    assert strength([anna, ben], {frozenset(("ben", "anna"))}) == "data_point"


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ([], -2, 2),
        ([(ANNA, 0)], -1, 1),
        ([(ANNA, 2)], 1, 2),
        ([(ANNA, 1), (BEN, 2)], 0.5, 2),
        ([(ANNA, 2), (BEN, -1)], -1.5, 2),
        ([(ANNA, -2), (BEN, -2)], -2, -1.5),
    ],
)
def test_a_criterion_lies_somewhere_around_what_was_heard(
    told: list[tuple[tuple[str, str | None], int]], low: float, high: float
) -> None:
    heard = voices(*told)
    assert span(heard, strength(heard)) == (low, high)


def test_a_contradiction_is_not_averaged_away() -> None:
    for_and_against = voices((ANNA, 2), (BEN, -2))
    agreed = voices((ANNA, 0), (BEN, 0))
    assert span(for_and_against, strength(for_and_against)) == (-2, 2)
    assert span(agreed, strength(agreed)) == (-0.5, 0.5)


def test_the_fit_is_an_interval_by_weight() -> None:
    assert fit([]) is None
    assert fit([(5, Range(1, 2)), (5, Range(-2, 2))]) == (-0.5, 2)
    assert fit([(3, Range(1, 2)), (1, Range(-2, 2))]) == (0.25, 2)


@pytest.mark.parametrize(("low", "high", "where"), [(0.1, 2, "for"), (-2, -0.1, "against"), (-0.1, 2, "open")])
def test_it_leans_to_one_side_only_when_all_of_it_lies_there(low: float, high: float, where: str) -> None:
    assert leaning(Range(low, high)) is Leaning(where)


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ([], None),
        (["open"], None),
        (["open", "confirmed"], "confirmed"),
        (["refuted", "refuted"], "refuted"),
        (["confirmed", "refuted", "open"], "contested"),
    ],
)
def test_what_findings_say_together(said: list[str], together: str | None) -> None:
    assert found(said) == together
