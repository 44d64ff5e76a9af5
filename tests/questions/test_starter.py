"""The starter set: what a beginner is given must itself be worth asking."""

from collections import Counter

import pytest

from halfhour.questions.checks.long import WORDS_AT_MOST
from halfhour.questions.models import Category
from halfhour.questions.rules import check
from halfhour.questions.starter import STARTER, StarterQuestion


@pytest.mark.parametrize("question", STARTER, ids=lambda question: question.key)
def test_a_starter_question_passes_every_check(question: StarterQuestion) -> None:
    assert check(question.text) == []


def test_there_are_enough_of_every_topic() -> None:
    per_category = Counter(question.category for question in STARTER)
    assert len(STARTER) >= 90
    assert set(per_category) == set(Category) - {Category.OTHER}
    assert min(per_category.values()) >= 5


def test_no_question_and_no_key_is_there_twice() -> None:
    assert len({question.key for question in STARTER}) == len(STARTER)
    assert len({question.text.casefold() for question in STARTER}) == len(STARTER)


def test_they_are_short_enough_to_be_said_in_a_breath() -> None:
    assert max(len(question.text.split()) for question in STARTER) < WORDS_AT_MOST * 0.7


def test_the_set_closes_with_whom_else_to_meet() -> None:
    assert "Who else should I meet?" in {q.text for q in STARTER if q.category is Category.CLOSING}
