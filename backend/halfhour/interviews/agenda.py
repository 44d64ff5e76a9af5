"""The agenda of a talk: which questions to take along, in which order, and what was answered."""

from typing import Any

import orjson
from sqlalchemy import bindparam, func, select

from ..contacts.rules import refuse_future
from ..core.db import Query
from ..core.errors import Invalid, NotFound
from ..core.schemas import MAX_LIMIT, ListQuery
from ..core.store import Store
from ..core.views import Shown
from ..questions.models import Category, Question
from . import answers, rules, service
from .agenda_schemas import (
    AgendaItemCreate,
    AgendaItemUpdate,
    AgendaOrder,
    FromBankCreate,
)
from .models import Agenda, AgendaItem, AgendaItemState, Interview
from .views import AGENDAS, ITEM, ITEM_LIST, ITEMS, TALLY_OF

_WHOLE = ListQuery(limit=MAX_LIMIT)
_COUNT = Query(
    select(func.count()).where(
        ITEM.c.owner_id == bindparam("owner_id"),
        ITEM.c.interview_id == bindparam("interview_id"),
        ITEM.c.deleted_at.is_(None),
    )
)


def show(store: Store, interview_id: str) -> Shown:
    """The whole agenda, in order, and whether it fits into the agreed length."""
    talk = service.get(store, interview_id)
    tally = store.rows(TALLY_OF, interview_id=interview_id)[0][0]
    return {
        **store.show(AGENDAS, interview_id),
        "items": store.page(ITEM_LIST, _WHOLE, interview_id=interview_id)["items"],
        "summary": rules.agenda_summary(orjson.loads(tally), talk.minutes),
    }


def show_item(store: Store, interview_id: str, item_id: str) -> Shown:
    _get(store, interview_id, item_id)
    return store.show(ITEMS, item_id)


def add(store: Store, interview_id: str, new: AgendaItemCreate) -> Shown:
    """Put a question on the agenda, before the talk or in it.

    Raises:
        AgendaFull, InTheFuture, IdTaken
        Invalid: there is no such question in the bank.
    """
    service.get(store, interview_id)
    store.refuse_taken(AgendaItem, new.id)
    values = new.model_dump(exclude={"position", "asked_at"})
    question = _question(store, new.question_id, "/question_id") if new.question_id else None
    if new.text is None and question is not None:
        values["text"] = question.text
    if new.planned_minutes is None:
        values["planned_minutes"] = 0 if new.unplanned else rules.PLANNED_MINUTES
    values |= rules.settled({"state": new.state, "asked_at": None}, _answered(new), store.now)
    if new.asked_at is not None:
        refuse_future(new.asked_at, store.now)
    [id_] = _append(store, interview_id, [{**values, "closing": _closes(values["text"], question)}])
    if new.question_id:
        answers.recount(store, new.question_id)
    if new.position is not None:
        others = [each for each in _in_order(store, interview_id) if each.id != id_]
        _arrange(store, [*others[: new.position], store.get(AgendaItem, id_), *others[new.position :]])
    return store.show(ITEMS, id_)


def add_from_bank(store: Store, interview_id: str, asked: FromBankCreate) -> Shown:
    """Put questions of the bank at the end of the agenda, in the order given.

    Raises:
        AgendaFull
        Invalid: one is not in the bank; none is added.
    """
    service.get(store, interview_id)
    minutes = rules.PLANNED_MINUTES if asked.planned_minutes is None else asked.planned_minutes
    there = {each.question_id for each in store.find(AgendaItem, interview_id=interview_id)}
    rows = []
    for place, question_id in enumerate(asked.question_ids):
        question = _question(store, question_id, f"/question_ids/{place}")
        if question_id not in there:
            values = {"question_id": question_id, "text": question.text, "closing": _closes(question.text, question)}
            rows.append({**values, "priority": asked.priority, "planned_minutes": minutes})
    if rows:
        _append(store, interview_id, rows)
    return show(store, interview_id)


def change(store: Store, interview_id: str, item_id: str, changed: AgendaItemUpdate, match: int | None) -> Shown:
    """Reword a question, weigh it, note what was answered.

    Raises:
        InTheFuture
    """
    item = _get(store, interview_id, item_id)
    if changed.asked_at is not None:
        refuse_future(changed.asked_at, store.now)
    before = {"state": item.state, "asked_at": item.asked_at, "researched": item.researched}
    values = rules.settled(before, changed.changes(), store.now)
    if "text" in values:
        question = store.first(Question, id=item.question_id) if item.question_id else None
        values["closing"] = _closes(values["text"], question)
    store.change(AgendaItem, item_id, values, match=match)
    if not {"text", "answer"}.isdisjoint(values):
        _index(store, interview_id)
    if item.question_id and not {"state", "asked_at"}.isdisjoint(values):
        answers.recount(store, item.question_id)
    return store.show(ITEMS, item_id)


def remove(store: Store, interview_id: str, item_id: str, match: int | None) -> None:
    """Take a question off the agenda; those after it move up."""
    item = _get(store, interview_id, item_id)
    store.remove(AgendaItem, item_id, match=match)
    store.touch(Agenda, interview_id)
    _arrange(store, _in_order(store, interview_id))
    _index(store, interview_id)
    if item.question_id:
        answers.recount(store, item.question_id)


def restore(store: Store, interview_id: str, item_id: str) -> Shown:
    """Put a question back to where it was, or to the end if the agenda is shorter now.

    Raises:
        AgendaFull
    """
    item = _get(store, interview_id, item_id, binned=True)
    if item.deleted_at is not None:
        others = _in_order(store, interview_id)
        rules.refuse_full(len(others) + 1)
        store.restore(AgendaItem, item_id)
        store.touch(Agenda, interview_id)
        _arrange(store, [*others[: item.position], item, *others[item.position :]])
        _index(store, interview_id)
        if item.question_id:
            answers.recount(store, item.question_id)
    return store.show(ITEMS, item_id)


def order(store: Store, interview_id: str, asked: AgendaOrder, match: int | None) -> Shown:
    """Put the questions into another order.

    Raises:
        Stale: questions were added, taken off or put in another order meanwhile.
        Invalid: not every item is named, once.
    """
    service.get(store, interview_id)
    store.touch(Agenda, interview_id, match=match)
    items = {each.id: each for each in _in_order(store, interview_id)}
    if sorted(items) != sorted(asked.item_ids):
        raise Invalid.field(
            "/item_ids", "does not name each item of the agenda once", "Read the agenda again and send all its ids."
        )
    _arrange(store, [items[id_] for id_ in asked.item_ids])
    return show(store, interview_id)


def _get(store: Store, interview_id: str, item_id: str, *, binned: bool = False) -> AgendaItem:
    service.get(store, interview_id)
    item = store.get(AgendaItem, item_id, binned=binned)
    if item.interview_id != interview_id:
        raise NotFound
    return item


def _question(store: Store, question_id: str, pointer: str) -> Question:
    question = store.first(Question, id=question_id)
    if question is None:
        raise Invalid.field(pointer, "there is no such question", "Send the id of a question of your bank.")
    return question


def _answered(new: AgendaItemCreate) -> dict[str, Any]:
    """What a new item says about having been asked; a question that came up in the talk was asked in it."""
    said: dict[str, Any] = {"answer": new.answer, "asked_at": new.asked_at}
    if new.unplanned or "state" in new.model_fields_set:
        said["state"] = new.state if "state" in new.model_fields_set else AgendaItemState.ASKED
    return said


def _closes(text: str, question: Question | None) -> bool:
    """Whether it asks whom else to meet: as its category in the bank says, or its words."""
    return (question is not None and question.category == Category.CLOSING) or rules.asks_whom_else(text)


def _append(store: Store, interview_id: str, rows: list[dict[str, Any]]) -> list[str]:
    count = int(store.rows(_COUNT, interview_id=interview_id)[0][0])
    rules.refuse_full(count + len(rows))
    placed = [{**row, "interview_id": interview_id, "position": count + n} for n, row in enumerate(rows)]
    ids = store.add_many(AgendaItem, placed)
    store.touch(Agenda, interview_id)
    _index(store, interview_id)
    return ids


def _in_order(store: Store, interview_id: str) -> list[AgendaItem]:
    return sorted(store.find(AgendaItem, interview_id=interview_id), key=lambda each: (each.position, each.id))


def _arrange(store: Store, items: list[AgendaItem]) -> None:
    """Number the items in this order. An item's own version stays: its place is the agenda's matter."""
    for position, item in enumerate(items):
        if item.position != position:
            store.project(AgendaItem, item.id, {"position": position})


def _index(store: Store, interview_id: str) -> None:
    """Have search find the talk by its questions and answers."""
    words = "\n".join(f"{each.text} {each.answer}".strip() for each in _in_order(store, interview_id))
    store.project(Interview, interview_id, {"agenda_words": words})
    store.reindex(Interview, interview_id)
