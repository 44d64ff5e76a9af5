"""Reads the labelled examples and counts how the checks do on them."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from halfhour.questions.rules import Check, check

_FOLDER = Path(__file__).parent / "examples"


class Example(NamedTuple):
    """A text and the checks that must find something in it."""

    text: str
    expected: frozenset[Check]


class Score(NamedTuple):
    """How one check did: found rightly, found wrongly, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)


def examples(name: str) -> list[Example]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("|", 1) for line in lines if line.strip() and not line.startswith("#"))
    return [Example(text.strip().replace("\\n", "\n"), _labels(labels)) for labels, text in pairs]


def _labels(labels: str) -> frozenset[Check]:
    return frozenset() if labels.strip() == "-" else frozenset(Check(label) for label in labels.split())


def scores(of: list[Example]) -> dict[Check, Score]:
    right, wrong, missed = Counter[Check](), Counter[Check](), Counter[Check]()
    for example in of:
        found = {finding.check for finding in check(example.text)}
        right.update(found & example.expected)
        wrong.update(found - example.expected)
        missed.update(example.expected - found)
    return {each: Score(right[each], wrong[each], missed[each]) for each in Check}


def table(name: str, of: list[Example], scored: dict[Check, Score]) -> str:
    """The scores as text."""
    lines = [f"\n{name}: {len(of)} examples      precision  recall  right  wrong  missed"]
    lines += [
        f"  {each.value:28}{score.precision:13.3f}{score.recall:8.3f}{score.right:7}{score.wrong:7}{score.missed:8}"
        for each, score in scored.items()
    ]
    return "\n".join(lines) + "\n"
