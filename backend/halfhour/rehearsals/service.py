"""What the person does with rehearsals: keep them, look at how they went, begin the next with the same words."""

from typing import Any

from ..accounts import service as accounts
from ..contacts.models import Contact
from ..contacts.rules import refuse_future
from ..core.errors import Invalid, NotFound
from ..core.store import Store
from ..core.views import Shown
from ..interviews import service as interviews
from ..interviews.models import AgendaItem, Interview
from ..profile import service as profile
from . import rules
from .models import Rehearsal
from .schemas import RehearsalCreate, RehearsalQuery, RehearsalUpdate, RehearsedPart
from .views import REHEARSAL_LIST, REHEARSALS


def page(store: Store, interview_id: str, query: RehearsalQuery) -> Shown:
    interviews.get(store, interview_id)
    return store.page(REHEARSAL_LIST, query, interview_id=interview_id)


def show(store: Store, interview_id: str, rehearsal_id: str) -> Shown:
    _get(store, interview_id, rehearsal_id)
    return store.show(REHEARSALS, rehearsal_id)


def summary(store: Store, interview_id: str) -> Shown:
    """How all rehearsals went, and the words that the next one begins with."""
    talk = interviews.get(store, interview_id)
    kept = _kept(store, interview_id)
    runs = [rules.Run(each.id, each.version, each.started_at, each.seconds, each.finished, each.parts) for each in kept]
    known = _known(store, talk)
    return {
        **rules.summary(runs, talk.minutes),
        "opening": _words([each.opening for each in kept], rules.opening(known)),
        "ask": _words([each.ask for each in kept], rules.ask(known)),
        "closing": rules.CLOSING,
    }


def add(store: Store, interview_id: str, new: RehearsalCreate) -> Shown:
    """Keep a rehearsal, whole or as far as it went.

    Raises:
        RehearsedOften, InTheFuture
        Invalid: a part names a question that is not of this talk's agenda.
    """
    interviews.get(store, interview_id)
    rules.refuse_many(1 + len(_kept(store, interview_id)))
    if new.started_at is not None:
        refuse_future(new.started_at, store.now)
    values = {**new.model_dump(exclude={"parts"}), "started_at": new.started_at or store.now}
    values["parts"] = _parts(store, interview_id, new.parts)
    return store.show(REHEARSALS, store.add(Rehearsal, values, interview_id=interview_id))


def change(store: Store, interview_id: str, rehearsal_id: str, changed: RehearsalUpdate, match: int | None) -> Shown:
    """Go on with a rehearsal, or reword it.

    Raises:
        Invalid: as `add`.
    """
    _get(store, interview_id, rehearsal_id)
    values = changed.changes()
    if "parts" in values:
        values["parts"] = _parts(store, interview_id, changed.parts)
    store.change(Rehearsal, rehearsal_id, values, match=match)
    return store.show(REHEARSALS, rehearsal_id)


def remove(store: Store, interview_id: str, rehearsal_id: str, match: int | None) -> None:
    _get(store, interview_id, rehearsal_id)
    store.remove(Rehearsal, rehearsal_id, match=match)


def restore(store: Store, interview_id: str, rehearsal_id: str) -> Shown:
    """Take a rehearsal out of the bin.

    Raises:
        RehearsedOften
    """
    if _get(store, interview_id, rehearsal_id, binned=True).deleted_at is not None:
        rules.refuse_many(1 + len(_kept(store, interview_id)))
        store.restore(Rehearsal, rehearsal_id)
    return store.show(REHEARSALS, rehearsal_id)


def _get(store: Store, interview_id: str, rehearsal_id: str, *, binned: bool = False) -> Rehearsal:
    interviews.get(store, interview_id)
    found = store.get(Rehearsal, rehearsal_id, binned=binned)
    if found.interview_id != interview_id:
        raise NotFound
    return found


def _kept(store: Store, interview_id: str) -> list[Rehearsal]:
    """Oldest first."""
    return sorted(store.find(Rehearsal, interview_id=interview_id), key=lambda each: (each.started_at, each.id))


def _parts(store: Store, interview_id: str, parts: list[RehearsedPart]) -> list[dict[str, Any]]:
    """Parts as they are kept. A question that lies in the bin by now was rehearsed all the same."""
    own = {each.id for each in store.find(AgendaItem, interview_id=interview_id, binned=True)}
    for place, part in enumerate(parts):
        if part.agenda_item_id is not None and part.agenda_item_id not in own:
            raise Invalid.field(
                f"/parts/{place}/agenda_item_id",
                "there is no such question on this talk's agenda",
                "Send the id of one, or leave it out.",
            )
    return [part.model_dump(mode="json") for part in parts]


def _words(practised: list[str], draft: str) -> Shown:
    last = next((text for text in reversed(practised) if text.strip()), "")
    return {"text": last or draft, "drafted": not last}


def _known(store: Store, talk: Interview) -> rules.Draft:
    own = profile.get(store)
    contact = store.get(Contact, talk.contact_id, binned=True)
    return rules.Draft(
        own_name=own.signature or str(accounts.show_account(store.connection, store.owner)["name"]),
        own_work=own.current_work,
        their_name=contact.full_name,
        why_them=contact.why_them,
        careers=tuple(each.title for each in interviews.careers(store, talk.id)),
        goal=talk.goal,
        minutes=talk.minutes,
    )
