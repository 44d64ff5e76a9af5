"""What the person takes for true about a career until talks have shown it."""

from typing import Any

from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown
from .models import Assumption, AssumptionFound, AssumptionState, Career
from .schemas import AssumptionCreate, AssumptionQuery, AssumptionUpdate
from .views import ASSUMPTION_LIST, ASSUMPTIONS, CAREERS


def page(store: Store, career_id: str, query: AssumptionQuery) -> Shown:
    store.show(CAREERS, career_id, binned=True)
    return store.page(ASSUMPTION_LIST.of("career_id"), query, career_id=career_id)


def show(store: Store, career_id: str, assumption_id: str) -> Shown:
    shown = store.show(ASSUMPTIONS, assumption_id)
    if shown["career_id"] != career_id:
        raise NotFound
    return shown


def add(store: Store, career_id: str, new: AssumptionCreate) -> Shown:
    store.get(Career, career_id)
    return store.show(ASSUMPTIONS, store.add(Assumption, _columns(new.model_dump()), career_id=career_id))


def change(store: Store, career_id: str, assumption_id: str, changed: AssumptionUpdate, match: int | None) -> Shown:
    show(store, career_id, assumption_id)
    store.change(Assumption, assumption_id, _columns(changed.changes()), match=match)
    return store.show(ASSUMPTIONS, assumption_id)


def judge(store: Store, assumption_id: str, found: AssumptionFound | None) -> None:
    """For later steps: note what the findings of all talks say together, which may be nothing.

    The state moves only when they say something else than before: to what they agree on, or back to open where they
    contradict each other or nothing is left of them. Until then it stays as the person has set it by hand.
    """
    assumption = store.get(Assumption, assumption_id, binned=True)
    if assumption.found == found:
        return
    store.project(Assumption, assumption_id, {"found": found})
    state = AssumptionState.OPEN.value if found in (None, AssumptionFound.CONTESTED) else found.value
    if assumption.deleted_at is not None:
        store.project(Assumption, assumption_id, {"state": state})
    elif assumption.state != state:
        store.change(Assumption, assumption_id, {"state": state})


def remove(store: Store, career_id: str, assumption_id: str, match: int | None) -> None:
    show(store, career_id, assumption_id)
    store.remove(Assumption, assumption_id, match=match)


def restore(store: Store, career_id: str, assumption_id: str) -> Shown:
    if store.get(Assumption, assumption_id, binned=True).career_id != career_id:
        raise NotFound
    store.restore(Assumption, assumption_id)
    return store.show(ASSUMPTIONS, assumption_id)


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "state": values["state"].value} if "state" in values else values
