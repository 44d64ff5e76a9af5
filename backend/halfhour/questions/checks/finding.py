"""What a check answers: which habit it met, what that costs, and what to write instead."""

import re
from enum import StrEnum
from typing import NamedTuple


class Check(StrEnum):
    """The seven habits that cost a talk its best answers, in the order in which they are reported."""

    CLOSED = "closed"
    LEADING = "leading"
    DOUBLE = "double"
    LONG = "long"
    SEARCHABLE = "searchable"
    JOB_ASK = "job_ask"
    SELF_CENTRED = "self_centred"


class Finding(NamedTuple):
    """One check's advice. A question that a mend proposes always stands between curly quotes."""

    check: Check
    reason: str
    mend: str


_PROMPT = re.compile(r"(?:please |tell|describe|explain|walk|talk|share|give|say|let|name|help|i\b|i')", re.IGNORECASE)


def quoted(question: str) -> str:
    """The question as a mend shows it: capital first, one mark at its end, curly quotes."""
    bare = re.sub(r"^\W+|[\s\W]+$", "", question)
    mark = "." if _PROMPT.match(bare) else "?"
    return f"“{bare[:1].upper()}{bare[1:]}{mark}”"
