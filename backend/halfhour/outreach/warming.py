"""Warming up to a contact: milestones, and what to do before one asks."""

from ..contacts import service as contacts
from ..contacts.models import Activity
from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown
from . import warmth
from .compliments import compliment, congratulation
from .models import Milestone
from .schemas import MilestoneCreate, MilestoneQuery, MilestoneUpdate
from .views import MILESTONE_LIST, MILESTONES

WRITE_FIRST = "Write down what you truly admire about them, or what the two of you share."


def page(store: Store, contact_id: str, query: MilestoneQuery) -> Shown:
    contacts.get(store, contact_id)
    return store.page(MILESTONE_LIST, query, contact_id=contact_id)


def show(store: Store, contact_id: str, milestone_id: str) -> Shown:
    contacts.get(store, contact_id)
    shown = store.show(MILESTONES, milestone_id)
    if shown["contact_id"] != contact_id:
        raise NotFound
    return shown


def add(store: Store, contact_id: str, new: MilestoneCreate) -> Shown:
    contacts.get(store, contact_id)
    return store.show(MILESTONES, store.add(Milestone, new.model_dump(), contact_id=contact_id))


def change(store: Store, contact_id: str, milestone_id: str, changed: MilestoneUpdate, match: int | None) -> Shown:
    show(store, contact_id, milestone_id)
    store.change(Milestone, milestone_id, changed.changes(), match=match)
    return store.show(MILESTONES, milestone_id)


def remove(store: Store, contact_id: str, milestone_id: str, match: int | None) -> None:
    show(store, contact_id, milestone_id)
    store.remove(Milestone, milestone_id, match=match)


def restore(store: Store, contact_id: str, milestone_id: str) -> Shown:
    contacts.get(store, contact_id)
    if store.get(Milestone, milestone_id, binned=True).contact_id != contact_id:
        raise NotFound
    store.restore(Milestone, milestone_id)
    return store.show(MILESTONES, milestone_id)


def warm_up(store: Store, contact_id: str) -> Shown:
    """How warm a contact is, what is left to do, and what one could say."""
    one = contacts.get(store, contact_id)
    entries = [(each.what, each.at) for each in store.find(Activity, contact_id=contact_id)]
    events = [
        warmth.Event(each.id, each.what, each.happened_on) for each in store.find(Milestone, contact_id=contact_id)
    ]
    how, reason = warmth.warmth([what for what, _ in entries], why_them=one.why_them, source=one.source)
    steps = warmth.steps(entries, events, why_them=one.why_them, today=store.now.date())
    names = [name for name in (one.full_name, one.given_name) if name]
    waiting = next((each["milestone"] for each in steps if each["milestone"] and not each["done"]), None)
    return {
        "contact_id": one.id,
        "warmth": how.value,
        "reason": reason,
        "steps": steps,
        "compliment": compliment(one.why_them, names) or None,
        "congratulation": f"Congratulations on {congratulation(waiting, names)}!" if waiting else None,
        "write_first": None
        if one.why_them.strip()
        else "Write down what you truly admire about them, or what you share.",
    }
