"""What can be decided about a career, and when."""

from ..core.errors import Refusal
from ..core.search import fold
from .models import CareerDecision, CareerStatus

LEADS_TO = {
    CareerDecision.PURSUE: CareerStatus.PURSUING,
    CareerDecision.KEEP_EXPLORING: CareerStatus.EXPLORING,
    CareerDecision.RULE_OUT: CareerStatus.RULED_OUT,
}
OPEN_TO = {
    CareerStatus.EXPLORING: (CareerDecision.PURSUE, CareerDecision.KEEP_EXPLORING, CareerDecision.RULE_OUT),
    CareerStatus.PURSUING: (CareerDecision.KEEP_EXPLORING, CareerDecision.RULE_OUT),
    CareerStatus.RULED_OUT: (),
}
"""Ruled out is ruled out until it is reopened, which is a step of its own: nobody slides back into it unawares."""


class DecidedAlready(Refusal):
    """This career is decided."""

    def __init__(self, status: CareerStatus) -> None:
        allowed = [each.value for each in OPEN_TO[status]]
        ways = f"decide {' or '.join(allowed)}, or reopen it" if allowed else "reopen it first"
        super().__init__(f"It is {status.value.replace('_', ' ')}: {ways}.", allowed=[*allowed, "reopen"])


class StillOpen(Refusal):
    """This career is being explored: there is nothing to reopen."""

    def __init__(self) -> None:
        allowed = [each.value for each in OPEN_TO[CareerStatus.EXPLORING]]
        super().__init__(f"Decide {', '.join(allowed[:-1])} or {allowed[-1]}.", allowed=allowed)


def decided(status: CareerStatus, decision: CareerDecision) -> CareerStatus:
    """The status that a decision leads to.

    Raises:
        DecidedAlready
    """
    if decision not in OPEN_TO[status]:
        raise DecidedAlready(status)
    return LEADS_TO[decision]


def refuse_open(status: CareerStatus) -> None:
    """Only what was decided can be reopened.

    Raises:
        StillOpen
    """
    if status is CareerStatus.EXPLORING:
        raise StillOpen


def sort_title(title: str) -> str:
    """What titles are sorted by: without case and accents."""
    return " ".join(fold(title))[:300] or title.casefold()[:300]
