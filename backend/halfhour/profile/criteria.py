"""What the person does with the criteria by which they judge careers."""

from typing import Any

from ..core.store import Store
from ..core.views import Shown
from . import rules
from .models import Criterion
from .schemas import CriterionCreate, CriterionQuery, CriterionUpdate
from .views import CRITERIA, CRITERION_LIST


def show(store: Store, criterion_id: str) -> Shown:
    return store.show(CRITERIA, criterion_id)


def get(store: Store, criterion_id: str) -> Criterion:
    """The criterion to decide with, for later steps."""
    return store.get(Criterion, criterion_id)


def page(store: Store, query: CriterionQuery) -> Shown:
    return store.page(CRITERION_LIST, query)


def add(store: Store, new: CriterionCreate) -> Shown:
    """Add a criterion.

    Raises:
        CriterionThere: another has this name.
    """
    values = _columns(new.model_dump())
    _refuse_same(store, values["name_key"])
    return store.show(CRITERIA, store.add(Criterion, values))


def change(store: Store, criterion_id: str, changed: CriterionUpdate, match: int | None) -> Shown:
    """Change a criterion.

    Raises:
        CriterionThere: another has the new name.
    """
    values = _columns(changed.changes())
    store.get(Criterion, criterion_id)
    if "name_key" in values:
        _refuse_same(store, values["name_key"], but=criterion_id)
    store.change(Criterion, criterion_id, values, match=match)
    return store.show(CRITERIA, criterion_id)


def remove(store: Store, criterion_id: str, match: int | None) -> None:
    store.remove(Criterion, criterion_id, match=match)


def restore(store: Store, criterion_id: str) -> Shown:
    """Take a criterion out of the bin.

    Raises:
        CriterionThere: one of its name was added meanwhile.
    """
    binned = store.get(Criterion, criterion_id, binned=True)
    _refuse_same(store, binned.name_key, but=criterion_id)
    store.restore(Criterion, criterion_id)
    return store.show(CRITERIA, criterion_id)


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """Fields of a body as columns: `kind` is what the table calls `what`, and a name brings its key."""
    if "kind" in values:
        values["what"] = values.pop("kind").value
    if "name" in values:
        values["name_key"] = rules.name_key(values["name"])
    return values


def _refuse_same(store: Store, key: str, *, but: str | None = None) -> None:
    same = store.first(Criterion, name_key=key)
    if same is not None and same.id != but:
        raise rules.CriterionThere(same.name, same.id)
