"""What has passed between the person and a contact."""

from datetime import datetime

from sqlalchemy import bindparam, select

from ..core.db import Query
from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown
from . import rules
from .models import Activity, Contact
from .schemas import ActivityCreate, ActivityQuery, ActivityUpdate
from .views import ACTIVITIES, ACTIVITY, CONTACTS, TIMELINE

_TOUCHES = Query(
    select(ACTIVITY.c.what, ACTIVITY.c.at).where(
        ACTIVITY.c.owner_id == bindparam("owner_id"),
        ACTIVITY.c.contact_id == bindparam("contact_id"),
        ACTIVITY.c.deleted_at.is_(None),
    )
)


def page(store: Store, contact_id: str, query: ActivityQuery) -> Shown:
    store.show(CONTACTS, contact_id, binned=True)
    return store.page(TIMELINE.of("contact_id"), query, contact_id=contact_id)


def show(store: Store, contact_id: str, activity_id: str) -> Shown:
    shown = store.show(ACTIVITIES, activity_id)
    if shown["contact_id"] != contact_id:
        raise NotFound
    return shown


def add(store: Store, contact_id: str, new: ActivityCreate) -> Shown:
    at = new.at or store.now
    rules.refuse_future(at, store.now)
    channel = new.channel.value if new.channel else None
    return show(store, contact_id, record(store, contact_id, new.what.value, at=at, channel=channel, text=new.text))


def record(
    store: Store,
    contact_id: str,
    what: str,
    *,
    at: datetime | None = None,
    channel: str | None = None,
    text: str = "",
    about_id: str | None = None,
) -> str:
    """Put an entry on the timeline; later steps do so with each move of a talk. Gives its id."""
    store.get(Contact, contact_id)
    values = {"contact_id": contact_id, "what": what, "at": at or store.now, "channel": channel, "text": text}
    id_ = store.add(Activity, values, about_id=about_id)
    count_touches(store, contact_id)
    return id_


def change(store: Store, contact_id: str, activity_id: str, changed: ActivityUpdate, match: int | None) -> Shown:
    show(store, contact_id, activity_id)
    values = changed.changes()
    if "at" in values:
        rules.refuse_future(values["at"], store.now)
    store.change(Activity, activity_id, values, match=match)
    count_touches(store, contact_id)
    return store.show(ACTIVITIES, activity_id)


def remove(store: Store, contact_id: str, activity_id: str, match: int | None) -> None:
    show(store, contact_id, activity_id)
    store.remove(Activity, activity_id, match=match)
    count_touches(store, contact_id)


def restore(store: Store, contact_id: str, activity_id: str) -> Shown:
    if store.get(Activity, activity_id, binned=True).contact_id != contact_id:
        raise NotFound
    store.restore(Activity, activity_id)
    count_touches(store, contact_id)
    return store.show(ACTIVITIES, activity_id)


def count_touches(store: Store, contact_id: str) -> None:
    """Note on the contact when it was last touched and last in exchange."""
    entries = [(str(what), at) for what, at in store.rows(_TOUCHES, contact_id=contact_id)]
    store.project(Contact, contact_id, rules.touches(entries))
