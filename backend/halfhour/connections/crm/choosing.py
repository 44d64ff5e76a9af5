"""Whom the person shows to a CRM: choose, unchoose, and see how each stands."""

from collections.abc import Iterable

from ...contacts.models import Contact
from ...core.errors import Invalid, NotFound
from ...core.store import Store
from ...core.views import Shown
from . import kept, rules
from .models import CrmChoice, CrmConnection
from .schemas import CrmChoiceCreate, CrmContactQuery
from .views import CHOSEN, CHOSEN_LIST, HOW_MANY_CHOSEN, ONE_CHOSEN, RECORDS


def page(store: Store, connection_id: str, query: CrmContactQuery) -> Shown:
    store.get(CrmConnection, connection_id)
    return store.page(CHOSEN_LIST, query, connection_id=connection_id)


def show(store: Store, connection_id: str, contact_id: str) -> Shown:
    """A chosen contact with what was sent of them.

    Raises:
        NotFound: they are not chosen, or lie in the bin.
    """
    store.get(CrmConnection, connection_id)
    row = store.row(ONE_CHOSEN, connection_id=connection_id, id=contact_id)
    if row is None:
        raise NotFound
    shown = dict(zip(CHOSEN.keys, row, strict=True))
    names = ("what", "words", "their_id", "link", "pushed_at")
    records = []
    for record in store.rows(RECORDS, connection_id=connection_id, id=contact_id):
        told = dict(zip(names, record, strict=True))
        pushed = told["words"]
        records.append({**told, "words": pushed.get("title") or pushed.get("text") or shown["full_name"]})
    return {**shown, "records": records}


def choose(store: Store, connection_id: str, contact_id: str) -> Shown:
    """Choose somebody; whoever is chosen already stays as they are.

    Raises:
        NotFound: there is no such contact.
        EnoughChosen
    """
    store.get(CrmConnection, connection_id)
    store.get(Contact, contact_id)
    _choose(store, connection_id, [contact_id])
    return show(store, connection_id, contact_id)


def unchoose(store: Store, connection_id: str, contact_id: str) -> None:
    """Send nothing more of somebody. What is known of their rows there is kept, should they be chosen again.

    Raises:
        NotFound: they are not chosen.
    """
    store.get(CrmConnection, connection_id)
    if not store.drop(CrmChoice, connection_id=connection_id, contact_id=contact_id):
        raise NotFound


def choose_many(store: Store, connection_id: str, asked: CrmChoiceCreate) -> Shown:
    """Choose some and unchoose others, all or none.

    Raises:
        Invalid: one of those to choose is no contact of the person's.
        EnoughChosen
    """
    store.get(CrmConnection, connection_id)
    for place, contact_id in enumerate(asked.choose):
        if not store.find(Contact, id=contact_id):
            raise Invalid.field(f"/choose/{place}", "there is no such contact", "Send the ids of contacts of yours.")
    for contact_id in asked.unchoose:
        store.drop(CrmChoice, connection_id=connection_id, contact_id=contact_id)
    _choose(store, connection_id, asked.choose)
    return {"chosen_count": how_many(store, connection_id)}


def how_many(store: Store, connection_id: str) -> int:
    row = store.row(HOW_MANY_CHOSEN, connection_id=connection_id)
    return int(row[0]) if row else 0


def _choose(store: Store, connection_id: str, contact_ids: Iterable[str]) -> None:
    chosen = {each.contact_id for each in kept.choices(store, connection_id)}
    new = [each for each in contact_ids if each not in chosen]
    if new and len(chosen) + len(new) > rules.MOST_CHOSEN:
        raise rules.EnoughChosen(f"Of one connection there can be {rules.MOST_CHOSEN:,}. Unchoose somebody first.")
    store.put_rows(
        CrmChoice,
        [
            CrmChoice(
                owner_id=store.owner, connection_id=connection_id, contact_id=each, chosen_at=store.now
            ).model_dump()
            for each in new
        ],
    )
