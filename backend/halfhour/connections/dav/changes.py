"""What came back from the other side, and the person's answers to it."""

from collections.abc import Callable
from typing import Any

from ...contacts import service as contacts
from ...core.db import parse_instant
from ...core.errors import Invalid, NotFound, Refusal, Stale
from ...core.store import Store
from ...core.views import Shown
from ...interviews import moves
from ...interviews.models import Interview
from ...interviews.schemas import CancelCreate, RescheduleCreate
from . import cards, drafts, rules, service
from .models import ChangeKind as Kind
from .models import ChangeState as State
from .models import Connection, ConnectionChange, ConnectionItem, ItemState
from .schemas import ChangeQuery, ChangesAnswered
from .views import ANSWER_WORDS, CHANGE_LIST, CHANGES

NOT_TAKEN = "It can't be taken over as it is: {} It waits for your answer."


def show(store: Store, change_id: str) -> Shown:
    return _told(store, store.show(CHANGES, change_id))


def page(store: Store, query: ChangeQuery) -> Shown:
    shown = store.page(CHANGE_LIST, query)
    return {**shown, "items": [_told(store, each) for each in shown["items"]]}


def accept(store: Store, change_id: str, match: int | None) -> Shown:
    """Take over what the other side says.

    Raises:
        Stale
        AnsweredAlready
        IllegalMove: the talk has gone on meanwhile, so that it can't be moved or called off.
    """
    record = _open(store, change_id, match)
    take(store, record)
    return show(store, change_id)


def take(store: Store, record: ConnectionChange, *, automatic: bool = False) -> None:
    """Carry out an open change here, and note what is in step from now on."""
    contact_id = _TAKING[record.what](store, record)
    values: dict[str, Any] = {"state": State.ACCEPTED.value, "answered_at": store.now, "automatic": automatic}
    if contact_id is not None:
        values["contact_id"] = contact_id
    store.change(ConnectionChange, record.id, values)
    service.want(store, store.get(Connection, record.connection_id))


def dismiss(store: Store, change_id: str, match: int | None) -> Shown:
    """Keep what Halfhour says.

    Raises:
        Stale
        AnsweredAlready
    """
    record = _open(store, change_id, match)
    _leave(store, record)
    return show(store, change_id)


def answer_all(store: Store, asked: ChangesAnswered) -> Shown:
    """The same answer to several, all or none.

    Raises:
        Invalid: one is not there.
        AnsweredAlready, IllegalMove: as each of them.
    """
    for place, id_ in enumerate(dict.fromkeys(asked.change_ids)):
        try:
            record = _open(store, id_, None)
        except NotFound:
            raise Invalid.field(f"/change_ids/{place}", "there is no such change", "Send ids of open ones.") from None
        (take if asked.answer == "accept" else _leave)(store, record)
    return {"answered": len(set(asked.change_ids))}


def _open(store: Store, change_id: str, match: int | None) -> ConnectionChange:
    record = store.get(ConnectionChange, change_id)
    if match is not None and match != record.version:
        raise Stale(record.version)
    if record.state != State.OPEN:
        raise rules.AnsweredAlready(f"It was {record.state}.")
    return record


def _leave(store: Store, record: ConnectionChange) -> None:
    talk = record.interview_id is not None
    values = {"base": record.there, "pushed": "", "state": ItemState.KEPT.value} if talk else _IGNORED
    store.project(ConnectionItem, record.item_id, values)
    store.change(ConnectionChange, record.id, {"state": State.DISMISSED.value, "answered_at": store.now})
    service.want(store, store.get(Connection, record.connection_id))


_IGNORED = {"state": ItemState.IGNORED.value}


# Taking over


def _move(store: Store, record: ConnectionChange) -> str | None:
    talk = store.get(Interview, record.interview_id or "")
    at, zone = parse_instant(record.there["starts_at"]), talk.time_zone or "UTC"
    asked = RescheduleCreate(
        starts_at_local=drafts.wall_time(at, zone),
        time_zone=zone,
        minutes=record.there["minutes"],
        note=f"Moved in {_name(store, record)}.",
    )
    moves.reschedule(store, talk.id, asked, None)
    _in_step(store, record)
    return None


def _cancel(store: Store, record: ConnectionChange) -> str | None:
    asked = CancelCreate(note=f"Called off in {_name(store, record)}.")
    moves.cancel(store, store.get(Interview, record.interview_id or "").id, asked, None)
    _in_step(store, record)
    return None


def _add(store: Store, record: ConnectionChange) -> str | None:
    item = store.get(ConnectionItem, record.item_id)
    values = cards.contact_values(store, item.base["there"])
    contact_id = contacts.add_many(store, [values])[0]
    base = {**item.base, "here": cards.of_contact(store, contacts.get(store, contact_id))}
    store.project(ConnectionItem, item.id, {"contact_id": contact_id, "base": base, "state": ItemState.KEPT.value})
    return contact_id


def _put_away(store: Store, record: ConnectionChange) -> str | None:
    contacts.remove(store, record.contact_id or "", None)
    store.project(ConnectionItem, record.item_id, _IGNORED)
    return None


def _delete_there(store: Store, record: ConnectionChange) -> str | None:
    store.project(ConnectionItem, record.item_id, {"state": ItemState.LEAVING.value})
    return None


_TAKING: dict[str, Callable[[Store, ConnectionChange], str | None]] = {
    Kind.TALK_MOVED: _move,
    Kind.TALK_CANCELLED: _cancel,
    Kind.PERSON_NEW: _add,
    Kind.PERSON_GONE_THERE: _put_away,
    Kind.PERSON_GONE_HERE: _delete_there,
}


def _in_step(store: Store, record: ConnectionChange) -> None:
    values = {"base": record.there, "pushed": "", "state": ItemState.KEPT.value}
    store.project(ConnectionItem, record.item_id, values)


def _name(store: Store, record: ConnectionChange) -> str:
    return f"your calendar ({store.get(Connection, record.connection_id).name})"


# For syncs


def propose(
    store: Store, connection: Connection, item: ConnectionItem, what: Kind, draft: drafts.Draft, *, automatic: bool
) -> str:
    """Keep a change for the person to answer, in the place of what was open about the same entry; or take it over at
    once. Gives the state that it has then."""
    before = [each for each in store.find(ConnectionChange, item_id=item.id) if each.state == State.OPEN]
    values = {"what": what.value, **draft._asdict()}
    if before and all(getattr(before[0], name) == value for name, value in values.items()):
        record = before[0]
    elif before:
        store.change(ConnectionChange, before[0].id, values)
        record = store.get(ConnectionChange, before[0].id)
    else:
        ids = {"connection_id": connection.id, "item_id": item.id}
        about = {"interview_id": item.interview_id, "contact_id": item.contact_id}
        record = store.get(ConnectionChange, store.add(ConnectionChange, values, **ids, **about))
    store.project(ConnectionItem, item.id, {"state": ItemState.ASKED.value})
    if automatic:
        try:
            take(store, record, automatic=True)
        except Refusal as refusal:
            words = f"{draft.words} {NOT_TAKEN.format(refusal.detail)}"
            if words != record.words:
                store.change(ConnectionChange, record.id, {"words": words})
    return store.get(ConnectionChange, record.id).state


def tell(store: Store, connection: Connection, item: ConnectionItem, draft: drafts.Draft) -> None:
    """Keep what was settled without asking, where somebody may want to know."""
    ids = {"connection_id": connection.id, "item_id": item.id, "contact_id": item.contact_id}
    done = {"what": Kind.PERSON_CHANGED.value, "state": State.ACCEPTED.value, "automatic": True}
    store.add(ConnectionChange, {**draft._asdict(), **ids, **done}, answered_at=store.now)


def withdraw(store: Store, item: ConnectionItem) -> None:
    """Both sides agree again, or there is nothing left to decide about."""
    for record in store.find(ConnectionChange, item_id=item.id):
        if record.state == State.OPEN:
            store.change(ConnectionChange, record.id, {"state": State.WITHDRAWN.value, "answered_at": store.now})


def asked_about(store: Store, connection_id: str) -> dict[str, ConnectionChange]:
    """The open changes of a connection, by their entry."""
    found = store.find(ConnectionChange, connection_id=connection_id, state=State.OPEN.value)
    return {each.item_id: each for each in found}


def _told(store: Store, shown: Shown) -> Shown:
    words = store.row(ANSWER_WORDS, id=shown["id"]) or ("", "")
    open_ = shown["state"] == State.OPEN
    answers = [{"answer": name, "words": said} for name, said in zip(("accept", "dismiss"), words, strict=True)]
    return {**shown, "answers": answers if open_ else []}
