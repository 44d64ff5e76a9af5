"""What the person does with what they know about themselves: the one profile."""

from ..core.errors import NotFound, Stale
from ..core.store import Store
from ..core.views import Shown
from .models import Profile
from .schemas import ProfileRead, ProfileUpdate
from .views import PROFILES


def get(store: Store) -> Profile:
    """The profile to decide with, for later steps; an empty one if nothing was written yet."""
    return store.first(Profile, id=store.owner) or _unwritten(store)


def show(store: Store) -> Shown:
    """The profile as an answer; reading it writes nothing, so before the first change it has version 0."""
    try:
        return store.show(PROFILES, store.owner)
    except NotFound:
        empty = _unwritten(store)
        return {name: getattr(empty, name) for name in ProfileRead.model_fields} | {"updated_at": None}


def change(store: Store, changed: ProfileUpdate, match: int | None) -> Shown:
    """Change the profile; the first change writes it.

    Raises:
        Stale: it has another version. Unwritten, it has version 0.
    """
    values = changed.changes()
    try:
        store.change(Profile, store.owner, values, match=match)
    except NotFound:
        if match:
            raise Stale(0) from None
        store.add(Profile, values, id=store.owner)
    return store.show(PROFILES, store.owner)


def _unwritten(store: Store) -> Profile:
    return Profile(owner_id=store.owner, id=store.owner, version=0)
