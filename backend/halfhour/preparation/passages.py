"""Which passage of what one has read answers a question: told by its words alone, offline, the same every time.

A question asks for what it names. A passage answers it when it names most of the same things, and a number where the
question asks how many, how much or how long. What a person feels, advises or would do stands in no research.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..core.search import fold

LONGEST = 300
"""Characters of a passage that are quoted."""
ENOUGH = 0.6
"""The share of a question's words that a passage must have."""
SHORT = 7
"""A question of one telling word is matched only if it is no longer than this: longer ones ask for more."""

_PERSONAL = re.compile(
    r"\b(?:feel\w*|think|love\w*|enjoy\w*|prefer|wish\w*|regret\w*|surpris\w*|proud\w*|advi[cs]e|recommend\w*|honest\w*"
    r"|really|realistic\w*|worst|hardest|best|favou?rite|differently|personally|hope|afraid|worr\w+|struggl\w+|learn(?:ed|t)?"
    r"|in your (?:view|opinion|experience|eyes)|(?:for|to) you|would you|should i|do you (?:like|find|see))\b"
)
_QUANTITY = re.compile(
    r"\bhow (?:many|much|long|old|big|large|often|far)\b|\b(?:pay|salary|salaries|earn|wage|wages)\b"
)
_FACT = re.compile(r"\b(?:what|where|when|which|who|how (?:many|much|long|old|big|large|often))\b")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundreds?"
    r"|thousands?|dozens?|half|once|twice|daily|weekly|monthly|yearly)\b"
)
_COMMON_WORDS = (
    "a about after all also am an and any are around as at be because been before being between both but by can come"
    " could d day describe did do does doing down each every everyday explain far find for from get give go had has"
    " have he her here him his how i if in into is it its just keep kind know let like ll long look lot m made make"
    " many may me might mine more most much must my need new no not now of off often old on one only or other our out"
    " over own part people per please re s same say see share she should so some sort start still such t take talk tell"
    " than that the their them then there these they thing things this those through to today too typical typically up"
    " us use usual usually ve very walk want was way we were what when where which while who whom whose why will with"
    " within would year years you your yourself big large"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that tell nothing of what a question is about."""
_SAME_WORDS = (
    ("pay", "salary", "earn", "wage", "income", "compensation", "paid"),
    ("company", "organization", "organisation", "firm", "employer", "business", "corporation"),
    ("train", "degree", "qualification", "certificate", "diploma", "study", "course", "education"),
    ("team", "group", "department", "unit", "colleague", "staff", "employee"),
    ("job", "role", "position"),
    ("found", "establish"),
    ("base", "locate", "headquarter", "office", "location", "place", "site"),
    ("tool", "software", "system", "program", "programme"),
    ("task", "duty", "responsibility"),
    ("skill", "ability", "competence"),
    ("customer", "client", "patient"),
)
"""Words that mean the same to a question."""
_MARKS = re.compile(r"^[#>\s]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?|[*_`]+")
_END = re.compile(r"(?<=[.!?;])\s+")


class Source(NamedTuple):
    """Something one has read up on, by the place where it is kept."""

    key: int
    text: str


class Passage(NamedTuple):
    """What answers a question: where it stands, its words, and the words of the question that it has."""

    key: int
    text: str
    words: tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence of a source, ready to be compared."""

    key: int
    text: str
    roots: frozenset[str]
    number: bool


def read(sources: Iterable[Source]) -> list[Sentence]:
    """All that may answer: each sentence, and each with the one before it, which may be its title."""
    found: list[Sentence] = []
    for source in sources:
        before = ""
        for text in _sentences(source.text):
            found.append(_sentence(source.key, text))
            if before:
                found.append(_sentence(source.key, f"{before}{'' if before[-1] in '.!?;:' else ':'} {text}"))
            before = text
    return found


def answering(question: str, sentences: Sequence[Sentence]) -> Passage | None:
    """The passage that answers a question best, if one does."""
    plain = " ".join(fold(question))
    if _PERSONAL.search(plain):
        return None
    asked = {root(word): word for word in plain.split() if word not in _COMMON and not word.isdigit()}
    counted = bool(_QUANTITY.search(plain))
    least = _least(plain, len(asked))
    if least is None:
        return None
    best: tuple[int, int, Sentence] | None = None
    for each in sentences:
        met = len(asked.keys() & each.roots)
        if met < least or (counted and not each.number):
            continue
        if best is None or (met, -len(each.text)) > best[:2]:
            best = (met, -len(each.text), each)
    if best is None:
        return None
    sentence = best[2]
    words = tuple(word for stem, word in asked.items() if stem in sentence.roots)
    return Passage(sentence.key, sentence.text, words)


def _least(plain: str, count: int) -> int | None:
    """How many of a question's telling words a passage must have; None where no passage would do."""
    if count == 1:
        return 1 if _FACT.search(plain) and len(plain.split()) <= SHORT else None
    return max(2, math.ceil(count * ENOUGH)) if count else None


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """A word without its ending, and for those that mean the same the same."""
    stem = _stem(word)
    return _SAME.get(word) or _SAME.get(stem, stem)


def _stem(word: str) -> str:
    if len(word) <= 3 or not word.isascii():
        return word
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _single(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("ses", "xes", "zes", "ches", "shes")) else word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _single(stem: str) -> str:
    """`planned` is of `plan`, `based` of `base`: both forms end alike."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        stem = stem[:-1]
    return stem.removesuffix("e") if len(stem) > 3 else stem


_SAME = {form: group[0] for group in _SAME_WORDS for word in group for form in (word, _stem(word))}
"""Each of these words and its stem, by the first of its group."""


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for part in _END.split(_MARKS.sub("", line).strip()):
            if plain := " ".join(part.split()):
                yield plain


def _sentence(key: int, text: str) -> Sentence:
    words = fold(text)
    short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return Sentence(key, short, frozenset(map(root, words)), bool(_NUMBER.search(" ".join(words))))
