"""A question that is too long to be held in the head while it is spoken."""

from .finding import Check, Finding, quoted
from .reading import Reading

WORDS_AT_MOST = 25


def find(reading: Reading) -> Finding | None:
    """Counts the whole text: a preamble is listened to as well."""
    if reading.words <= WORDS_AT_MOST:
        return None
    return Finding(Check.LONG, _reason(reading.words), _mend(reading))


def _reason(words: int) -> str:
    return (
        f"It takes {words} words. By the end of a long question people have lost its beginning, and your half hour "
        "goes into your own words instead of theirs."
    )


def _mend(reading: Reading) -> str:
    """Where one sentence of several does the asking, that sentence may be all that is needed."""
    short = [each.core for each in reading.asking if len(each.core.split()) <= WORDS_AT_MOST]
    if len(reading.sentences) > 1 and len(short) == 1:
        return f"Leave the preamble out and ask only this: {quoted(short[0])}"
    return (
        f"Say it in at most {WORDS_AT_MOST} words: keep what you want to know, and drop the background, the examples "
        "and the asides."
    )
