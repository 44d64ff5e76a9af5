"""Precision and recall of each check, on the examples that the rules were tuned on and on those that they were not."""

import sys

import pytest

from halfhour.questions.rules import Check
from tests.questions.labelled import Example, examples, scores, table

PARTS = ("tuned", "held_out")
AT_LEAST = 0.9


@pytest.mark.parametrize("part", PARTS)
def test_each_check_is_precise_and_misses_little(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    of = examples(part)
    scored = scores(of)
    with capsys.disabled():
        sys.stdout.write(table(part, of, scored))
    weak = {
        each: score
        for each, score in scored.items()
        if min(score.precision, score.recall) < AT_LEAST or not score.right
    }
    assert not weak


@pytest.mark.parametrize("part", PARTS)
def test_there_is_something_to_measure(part: str) -> None:
    """Too few examples of a check would prove nothing about it, and only clean ones show what it leaves alone."""
    of = examples(part)
    assert len(of) >= 200
    assert sum(not each.expected for each in of) >= 60
    for each in Check:
        assert sum(each in example.expected for example in of) >= (5 if each is Check.LONG else 15)


def test_what_was_held_out_was_not_tuned_on() -> None:
    def texts(of: list[Example]) -> set[str]:
        return {each.text.casefold() for each in of}

    assert not texts(examples("tuned")) & texts(examples("held_out"))


def test_a_check_that_finds_everything_or_nothing_would_be_seen() -> None:
    """The measure itself: turning the labels round must ruin every score."""
    everything = frozenset(Check)
    inverted = [Example(each.text, everything - each.expected) for each in examples("held_out")]
    assert all(score.recall < AT_LEAST for score in scores(inverted).values())
