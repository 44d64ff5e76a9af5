"""What the person does with organizations."""

from typing import Any

from ..core.store import Store
from ..core.views import Shown
from . import rules
from .models import Organization
from .schemas import OrganizationCreate, OrganizationQuery, OrganizationUpdate
from .views import ORGANIZATION_LIST, ORGANIZATIONS


def show(store: Store, organization_id: str) -> Shown:
    return store.show(ORGANIZATIONS, organization_id)


def page(store: Store, query: OrganizationQuery) -> Shown:
    return store.page(ORGANIZATION_LIST, query)


def add(store: Store, new: OrganizationCreate) -> Shown:
    id_ = store.add(Organization, _keyed(new.model_dump()))
    return store.show(ORGANIZATIONS, id_)


def named(store: Store, name: str) -> str:
    """The id of the organization of this name, added if there is none; spellings that differ little are the same."""
    key = rules.organization_key(name)
    found = store.first(Organization, name_key=key)
    return found.id if found else store.add(Organization, _keyed({"name": name.strip()[:300]}))


def change(store: Store, organization_id: str, changed: OrganizationUpdate, match: int | None) -> Shown:
    store.change(Organization, organization_id, _keyed(changed.changes()), match=match)
    return store.show(ORGANIZATIONS, organization_id)


def remove(store: Store, organization_id: str, match: int | None) -> None:
    store.remove(Organization, organization_id, match=match)


def restore(store: Store, organization_id: str) -> Shown:
    store.restore(Organization, organization_id)
    return store.show(ORGANIZATIONS, organization_id)


def _keyed(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "name_key": rules.organization_key(values["name"])} if "name" in values else values
