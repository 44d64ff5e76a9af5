"""The advice that a question gets while it is written: seven checks, pure, offline, the same every time."""

from ..core.search import fold
from .checks import closed, double, job_ask, leading, long, searchable, self_centred
from .checks.finding import Check, Finding
from .checks.reading import read

__all__ = ["Check", "Finding", "check", "sort_text"]

_IN_ORDER = (closed, leading, double, long, searchable, job_ask, self_centred)


def check(text: str) -> list[Finding]:
    """What a careful friend would say about this question: at most one finding of each check, none if it is ready."""
    reading = read(text)
    return [finding for each in _IN_ORDER if (finding := each.find(reading)) is not None]


def sort_text(text: str) -> str:
    """What questions are sorted by: without case and accents."""
    return " ".join(fold(text))[:300] or text.casefold()[:300]
