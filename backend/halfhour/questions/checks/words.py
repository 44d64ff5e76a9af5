"""The small closed classes of English words that every check reads by, and how patterns are compiled.

Patterns stay linear on any input by two habits: they begin with a literal word, and a gap between two words
is counted (``{0,4}``), never ``.*``.
"""

import re
import sys
from collections.abc import Iterator
from functools import cached_property

WORD = r"[\w'&/-]+"
AUXILIARY = r"(?:do|does|did|is|are|am|was|were|have|has|had|can|could|will|would|shall|should|must|might|may|need)"
NEGATED = r"(?:(?:do|does|did|is|are|was|were|have|has|had|ca|could|wo|would|should|must|might|need|ai)n'?t)"
PRONOUN = r"(?:you|i|we|they|it|he|she|one|people|there|y'all)"
DETERMINER = r"(?:the|a|an|this|that|these|those|your|my|our|their|his|her|its|some|most|any|every|each|all|both)"
QUESTION_WORD = r"(?:what|how|why|who|whom|whose|where|when|which)"
PREPOSITION = r"(?:to|in|at|for|from|with|on|by|about|of|under|through|after|before|until|since|into|over|within)"


def gap(most: int) -> str:
    """Up to ``most`` words of any kind, as few as will do."""
    return rf"(?:{WORD} ){{0,{most}}}?"


def either(*ways: str) -> str:
    """A group that matches any of these."""
    return f"(?:{'|'.join(ways)})"


class Pattern:
    """A regular expression that is compiled when it is first asked for: they are so many and so large that compiling
    them all takes a tenth of the server's start."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._compiled.search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text)

    def sub(self, instead: str, text: str) -> str:
        return self._compiled.sub(instead, text)


def pattern(*alternatives: str) -> Pattern:
    """Any of these, in tidied text: case never matters, whole words are the author's business (``\\b``)."""
    return Pattern("|".join(alternatives))
