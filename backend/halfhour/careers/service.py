"""What the person does with careers: explore them, decide about them, take a decision back."""

from typing import Any

from ..core.errors import Stale
from ..core.store import Store
from ..core.views import Shown
from . import rules
from .models import Career, CareerStatus, CareerTurn, CareerTurnKind
from .schemas import CareerCreate, CareerDecisionCreate, CareerQuery, CareerReopenCreate, CareerTurnQuery, CareerUpdate
from .views import CAREER_LIST, CAREERS, HISTORY


def show(store: Store, career_id: str) -> Shown:
    return store.show(CAREERS, career_id)


def get(store: Store, career_id: str) -> Career:
    """The career to decide with, for later steps."""
    return store.get(Career, career_id)


def page(store: Store, query: CareerQuery) -> Shown:
    return store.page(CAREER_LIST, query)


def add(store: Store, new: CareerCreate) -> Shown:
    return store.show(CAREERS, store.add(Career, _sorted(new.model_dump())))


def change(store: Store, career_id: str, changed: CareerUpdate, match: int | None) -> Shown:
    store.change(Career, career_id, _sorted(changed.changes()), match=match)
    return store.show(CAREERS, career_id)


def remove(store: Store, career_id: str, match: int | None) -> None:
    store.remove(Career, career_id, match=match)


def restore(store: Store, career_id: str) -> Shown:
    store.restore(Career, career_id)
    return store.show(CAREERS, career_id)


def decide(store: Store, career_id: str, asked: CareerDecisionCreate, match: int | None) -> Shown:
    """Decide about a career, now, for a reason.

    Raises:
        Stale
        DecidedAlready: it is decided so that this decision is not open.
    """
    status = rules.decided(_status(store, career_id, match), asked.decision)
    values = {"status": status.value, "decision": asked.decision.value, "decision_reason": asked.reason}
    store.change(Career, career_id, {**values, "decided_at": store.now})
    _turn(store, career_id, CareerTurnKind(asked.decision.value), asked.reason)
    store.emit("career.decided", career_id, decision=asked.decision.value)
    return store.show(CAREERS, career_id)


def reopen(store: Store, career_id: str, asked: CareerReopenCreate, match: int | None) -> Shown:
    """Explore a decided career again; the decision stays in its history.

    Raises:
        Stale
        StillOpen: it is being explored.
    """
    rules.refuse_open(_status(store, career_id, match))
    values = {"status": CareerStatus.EXPLORING.value, "decision": None, "decision_reason": "", "decided_at": None}
    store.change(Career, career_id, values)
    _turn(store, career_id, CareerTurnKind.REOPEN, asked.reason)
    store.emit("career.reopened", career_id)
    return store.show(CAREERS, career_id)


def history(store: Store, career_id: str, query: CareerTurnQuery) -> Shown:
    """What was decided about a career, newest first."""
    store.show(CAREERS, career_id, binned=True)
    return store.page(HISTORY.of("career_id"), query, career_id=career_id)


def _status(store: Store, career_id: str, match: int | None) -> CareerStatus:
    """The status as the caller has seen it: who decides on an old page hears that first, not what is open now.

    Raises:
        Stale
    """
    career = store.get(Career, career_id)
    if match is not None and match != career.version:
        raise Stale(career.version)
    return CareerStatus(career.status)


def _turn(store: Store, career_id: str, turn: CareerTurnKind, reason: str) -> None:
    store.add(CareerTurn, career_id=career_id, turn=turn.value, reason=reason)


def _sorted(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "sort_title": rules.sort_title(values["title"])} if "title" in values else values
