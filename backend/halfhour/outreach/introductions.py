"""What the person does about introductions: note who named whom, ask for one, meet, and tell how it went."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..contacts import following, timeline
from ..contacts import service as contacts
from ..contacts.models import Activity, ActivityKind, Contact, Source
from ..contacts.models import Stage as ContactStage
from ..contacts.rules import refuse_future
from ..core.db import Query
from ..core.errors import Invalid, Stale
from ..core.store import Store
from ..core.views import Shown
from . import introduction_rules as rules
from .introduction_schemas import IntroductionCreate, IntroductionQuery, IntroductionUpdate, StepCreate
from .introduction_views import DUE, INTRODUCTION_LIST, INTRODUCTIONS, NAMES, TREE, WAITING
from .models import Introduction
from .models import IntroductionAction as Action
from .models import IntroductionState as State
from .placeholders import Letter, give

_PRIVATE = ("introducer_left_alone", "in_bin")
_SUGGESTED = "suggest"
"""The name in `told` of what was written when it was suggested."""


def show(store: Store, introduction_id: str) -> Shown:
    return complete(store.show(INTRODUCTIONS, introduction_id))


def page(store: Store, query: IntroductionQuery) -> Shown:
    """Introductions between people who are not in the bin."""
    listed = store.page(INTRODUCTION_LIST, query)
    return {**listed, "items": [complete(each) for each in listed["items"]]}


def add(store: Store, new: IntroductionCreate) -> Shown:
    """Note that somebody named somebody.

    Raises:
        SelfIntroduction, InTheFuture
        Invalid: there is no such contact.
    """
    at = new.at or store.now
    refuse_future(at, store.now)
    id_ = _add(store, new.introducer_id, new.introduced_id, said_in_id=None, why=new.why, at=at)
    if new.state == State.MADE.value:
        shown = store.show(INTRODUCTIONS, id_)
        _take(store, shown, Action.MAKE, at, StepCreate(at=None, channel=None, note=""))
    following.tell(store, new.introduced_id)
    return show(store, id_)


def suggest(
    store: Store,
    introducer_id: str,
    introduced_id: str,
    *,
    said_in_id: str | None = None,
    why: str = "",
    at: datetime | None = None,
) -> str:
    """For later steps: note that somebody was named, in a talk or otherwise; gives the introduction's id. What was
    noted already stays, and is not noted twice.

    Raises:
        SelfIntroduction
        Invalid: there is no such contact.
    """
    known = store.find(Introduction, introducer_id=introducer_id, introduced_id=introduced_id)
    if known:
        return known[0].id
    id_ = _add(store, introducer_id, introduced_id, said_in_id=said_in_id, why=why, at=at or store.now)
    following.tell(store, introduced_id)
    return id_


def change(store: Store, introduction_id: str, changed: IntroductionUpdate, match: int | None) -> Shown:
    store.show(INTRODUCTIONS, introduction_id)
    store.change(Introduction, introduction_id, changed.changes(), match=match)
    return show(store, introduction_id)


def remove(store: Store, introduction_id: str, match: int | None) -> None:
    """Put an introduction into the bin, and what it wrote on timelines with it."""
    store.show(INTRODUCTIONS, introduction_id)
    store.remove(Introduction, introduction_id, match=match)
    for entries in store.get(Introduction, introduction_id, binned=True).told.values():
        _untell(store, entries)


def restore(store: Store, introduction_id: str) -> Shown:
    before = store.get(Introduction, introduction_id, binned=True)
    store.restore(Introduction, introduction_id)
    if before.deleted_at is not None:
        for entry_id in (each for entries in before.told.values() for each in entries):
            for entry in store.find(Activity, id=entry_id, binned=True):
                timeline.restore(store, entry.contact_id, entry.id)
        following.tell(store, before.introduced_id)
    return show(store, introduction_id)


def ask_for(store: Store, introduction_id: str, asked: StepCreate, match: int | None) -> Shown:
    """Record that the introducer was asked to bring the two together.

    Raises:
        IllegalStep, ContactInBin
        DoNotContact: the introducer wants to be left alone.
    """
    return _step(store, introduction_id, Action.ASK_FOR, asked, match)


def make(store: Store, introduction_id: str, asked: StepCreate, match: int | None) -> Shown:
    """Record that the introducer has brought the two together."""
    return _step(store, introduction_id, Action.MAKE, asked, match)


def meet(store: Store, introduction_id: str, asked: StepCreate, match: int | None) -> Shown:
    """Record a meeting that was no talk kept here; talks are noted by `note_met`."""
    return _step(store, introduction_id, Action.MEET, asked, match)


def close_loop(store: Store, introduction_id: str, asked: StepCreate, match: int | None) -> Shown:
    """Record that the introducer was told how it went."""
    return _step(store, introduction_id, Action.CLOSE_LOOP, asked, match)


def take_back(store: Store, introduction_id: str, match: int | None) -> Shown:
    """Take the last step back, and what it wrote on timelines.

    Raises:
        IllegalStep: there is none to take back, or it follows from a talk.
    """
    row = _read(store, introduction_id, match)
    rules.refuse_illegal(_known(row), Action.TAKE_BACK)
    before = store.get(Introduction, introduction_id)
    times: dict[str, Any] = {name: getattr(before, name) for name in rules.TIMES.values()}
    last = rules.last_step(times)
    if last is None:
        raise AssertionError("a step that may be taken back was taken")
    times[rules.TIMES[last]] = None
    told = dict(before.told)
    _untell(store, told.pop(last.value, []))
    store.change(Introduction, introduction_id, {**times, "state": rules.state_of(times).value, "told": told})
    store.emit(rules.EVENTS[Action.TAKE_BACK], introduction_id, step=last.value)
    if last is Action.MEET:
        following.tell(store, before.introduced_id)
    return show(store, introduction_id)


def tree(store: Store) -> Shown:
    """Who led to whom, and which branches are alive."""
    people: dict[str, rules.Person] = {}
    links = []
    rows = store.rows(TREE)
    for id_, state, said_in_id, due, *both in rows[: rules.TREE_MOST]:
        half = len(both) // 2
        introducer, introduced = _person(both[:half]), _person(both[half:])
        # whoever named somebody in a talk was met, and so was whoever an introduction has led to
        for person, met in ((introducer, said_in_id is not None), (introduced, state == State.MET)):
            known = people.get(person.id, person)
            people[person.id] = person._replace(met=known.met or person.met or met)
        links.append(rules.Link(id_, introducer.id, introduced.id, State(state), bool(due)))
    return {**rules.tree(people, links[::-1], store.now), "complete": len(rows) <= rules.TREE_MOST}


def waiting(store: Store) -> list[Shown]:
    """For later steps: the introductions to people who have not been met yet, the oldest first."""
    return _rows(store, WAITING)


def loops_due(store: Store) -> list[Shown]:
    """For later steps: the introductions whose introducer is to be told how it went, the oldest meeting first."""
    return _rows(store, DUE)


def note_met(store: Store, contact_id: str, held: Sequence[tuple[datetime, str]]) -> None:
    """For later steps: what talks with somebody, as (when, id) in order, make of the introductions to them. A meeting
    noted by hand stays. What is in the bin is noted when it is taken out."""
    for each in store.find(Introduction, introduced_id=contact_id):
        if each.met_at is not None and each.met_in_id is None:
            continue
        met_at, met_in_id = rules.met_when(each.suggested_at, held) or (None, None)
        if (met_at, met_in_id) == (each.met_at, each.met_in_id):
            continue
        times = {**{name: getattr(each, name) for name in rules.TIMES.values()}, "met_at": met_at}
        values = {"met_at": met_at, "met_in_id": met_in_id, "state": rules.state_of(times).value}
        store.change(Introduction, each.id, values)
        if met_at is None:
            store.emit(rules.EVENTS[Action.TAKE_BACK], each.id, step=Action.MEET.value)
        elif each.met_at is None:
            store.emit(rules.EVENTS[Action.MEET], each.id)


@give
def names(store: Store, letter: Letter) -> dict[str, str | None]:
    """Who named whoever a letter goes to, and whom they named: first whoever they are to be told about."""
    found: dict[str, str | None] = {}
    for row in _rows(store, NAMES, contact_id=letter.contact_id):
        other = "introduced" if row["introducer_id"] == letter.contact_id else "introducer"
        found.setdefault(f"{other}.given_name", row[f"{other}_given"])
        found.setdefault(f"{other}.full_name", row[f"{other}_full"])
    return found


def complete(row: Shown) -> Shown:
    """A row of `INTRODUCTIONS` as an answer: with the steps that are legal now."""
    return {
        **{name: value for name, value in row.items() if name not in _PRIVATE},
        "allowed": [] if row["deleted_at"] else rules.allowed(_known(row)),
    }


def _known(row: Shown) -> rules.Known:
    return rules.Known(
        row["id"],
        State(row["state"]),
        loop_closed=row["loop_closed_at"] is not None,
        met_in_talk=row["met_in_id"] is not None,
        introducer_left_alone=row["introducer_left_alone"],
        in_bin=row["in_bin"],
    )


def _read(store: Store, introduction_id: str, match: int | None) -> Shown:
    """The introduction as the caller has seen it: who acts on an old page hears that first, not what is allowed now.

    Raises:
        Stale
    """
    row = store.show(INTRODUCTIONS, introduction_id)
    if match is not None and match != row["version"]:
        raise Stale(row["version"])
    return row


def _step(store: Store, introduction_id: str, action: Action, asked: StepCreate, match: int | None) -> Shown:
    row = _read(store, introduction_id, match)
    rules.refuse_illegal(_known(row), action)
    at = asked.at or store.now
    refuse_future(at, store.now)
    _take(store, row, action, at, asked)
    return show(store, introduction_id)


def _take(store: Store, row: Shown, action: Action, at: datetime, asked: StepCreate) -> None:
    before = store.get(Introduction, row["id"])
    times = {**{name: getattr(before, name) for name in rules.TIMES.values()}, rules.TIMES[action]: at}
    told = {**before.told, action.value: _tell(store, row, action, at, asked)}
    values = {rules.TIMES[action]: at, "state": rules.state_of(times).value, "told": told}
    store.change(Introduction, row["id"], values)
    store.emit(rules.EVENTS[action], row["id"])


def _tell(store: Store, row: Shown, action: Action, at: datetime, asked: StepCreate) -> list[str]:
    """Write a step on the timelines of the two; gives the ids of the entries."""
    by, to = row["introducer_id"], row["introduced_id"]
    on_theirs = rules.told_introducer(action, row["introduced_name"], asked.note) if action is not Action.MEET else ""
    on_introduced = action in (Action.MAKE, Action.MEET)
    entries = []
    if on_theirs:
        kind = ActivityKind.INTRODUCED if action is Action.MAKE else ActivityKind.MESSAGE_OUT
        entries.append(timeline.record(store, by, kind.value, at=at, channel=asked.channel, text=on_theirs))
    if on_introduced:
        kind = ActivityKind.INTRODUCED if action is Action.MAKE else ActivityKind.MET
        text = rules.told_introduced(action, row["introducer_name"], asked.note)
        entries.append(timeline.record(store, to, kind.value, at=at, channel=asked.channel, text=text))
    return entries


def _untell(store: Store, entries: Sequence[str]) -> None:
    for entry_id in entries:
        entry = store.first(Activity, id=entry_id)
        if entry is not None:
            timeline.remove(store, entry.contact_id, entry.id, None)


def _add(
    store: Store, introducer_id: str, introduced_id: str, *, said_in_id: str | None, why: str, at: datetime
) -> str:
    if introducer_id == introduced_id:
        raise rules.SelfIntroduction("Say who named them, and whom: two different contacts.")
    introducer = _contact(store, introducer_id, "/introducer_id")
    introduced = _contact(store, introduced_id, "/introduced_id")
    if introduced.source is None:
        contacts.change_values(store, introduced_id, {"source": Source.INTRODUCTION.value})
    by = rules.told_introducer(None, introduced.full_name)
    to = rules.told_introduced(None, introducer.full_name)
    entries = [
        timeline.record(store, introducer_id, ActivityKind.INTRODUCED.value, at=at, text=by, about_id=said_in_id),
        # being named is nothing that has reached them
        timeline.record(store, introduced_id, ActivityKind.OTHER.value, at=at, text=to, about_id=said_in_id),
    ]
    return store.add(
        Introduction,
        introducer_id=introducer_id,
        introduced_id=introduced_id,
        said_in_id=said_in_id,
        why=why,
        suggested_at=at,
        told={_SUGGESTED: entries},
    )


def _contact(store: Store, contact_id: str, pointer: str) -> Contact:
    contact = store.first(Contact, id=contact_id)
    if contact is None:
        raise Invalid.field(pointer, "there is no such contact", "Send the id of one of yours.")
    return contact


def _person(values: Sequence[Any]) -> rules.Person:
    id_, name, headline, stage, left_alone, last_contact_at, met = values
    stage = ContactStage(stage)
    return rules.Person(
        id_, name, headline, stage, bool(left_alone), last_contact_at, bool(met) or stage is ContactStage.MET
    )


def _rows(store: Store, query: Query, **values: Any) -> list[Shown]:
    columns = query.compiled(store.connection.dialect).columns
    return [dict(zip(columns, row, strict=True)) for row in store.rows(query, **values)]
