"""What the person does with questions: collect them, have them checked, take the starter set."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..core.store import Store
from ..core.views import Shown
from . import rules
from .models import Category, Question, QuestionTag, StarterTaken
from .schemas import CheckRequest, QuestionCreate, QuestionQuery, QuestionUpdate, StarterTake
from .starter import STARTER
from .views import BY_CATEGORY, BY_TAG, QUESTION_LIST, QUESTIONS, TAKEN_KEYS


def show(store: Store, question_id: str) -> Shown:
    return store.show(QUESTIONS, question_id)


def get(store: Store, question_id: str) -> Question:
    """The question to decide with, for later steps."""
    return store.get(Question, question_id)


def page(store: Store, query: QuestionQuery) -> Shown:
    return store.page(QUESTION_LIST, query)


def add(store: Store, new: QuestionCreate) -> Shown:
    return store.show(QUESTIONS, add_values(store, [new.model_dump()])[0])


def add_values(store: Store, many: list[dict[str, Any]]) -> list[str]:
    """Add questions; gives their ids in the same order."""
    ids = store.add_many(Question, [_columns(values) for values in many])
    pairs = zip(ids, many, strict=True)
    store.put_rows(QuestionTag, [{"question_id": id_, "tag": tag} for id_, values in pairs for tag in values["tags"]])
    return ids


def change(store: Store, question_id: str, changed: QuestionUpdate, match: int | None) -> Shown:
    values = changed.changes()
    store.change(Question, question_id, _columns(values), match=match)
    if "tags" in values:
        store.drop(QuestionTag, question_id=question_id)
        store.put_rows(QuestionTag, [{"question_id": question_id, "tag": tag} for tag in values["tags"]])
    return store.show(QUESTIONS, question_id)


def remove(store: Store, question_id: str, match: int | None) -> None:
    store.remove(Question, question_id, match=match)


def restore(store: Store, question_id: str) -> Shown:
    store.restore(Question, question_id)
    return store.show(QUESTIONS, question_id)


def count(store: Store) -> Shown:
    """How many questions there are, in all and by category and tag."""
    by_category = dict(store.rows(BY_CATEGORY))
    return {
        "total": sum(by_category.values()),
        "category": [
            {"value": each.value, "count": by_category[each.value]} for each in Category if each.value in by_category
        ],
        "tag": [{"value": tag, "count": number} for tag, number in store.rows(BY_TAG)],
    }


def note_asked(store: Store, question_id: str, *, times: int, last_at: datetime | None) -> None:
    """For later steps: in how many talks a question was asked, and when last."""
    store.project(Question, question_id, {"times_asked": times, "last_asked_at": last_at})


def check(asked: CheckRequest) -> Shown:
    """The advice on a question that is being written. Nothing is kept of it."""
    return {"findings": [finding._asdict() for finding in rules.check(asked.text)]}


def starter(store: Store) -> Shown:
    """The starter set, and what of it was taken."""
    taken = _taken(store)
    return {
        "items": [{**each._asdict(), "tags": list(each.tags), "taken": each.key in taken} for each in STARTER],
    }


def take_starter(store: Store, asked: StarterTake | None) -> Shown:
    """Copy what was never taken of the starter set into the bank; copies are the seeker's from then on."""
    chosen = set(asked.categories if asked and asked.categories is not None else Category)
    wanted = [each for each in STARTER if each.category in chosen]
    taken = _taken(store)
    new = [each for each in wanted if each.key not in taken]
    add_values(store, [{"text": each.text, "category": each.category, "tags": list(each.tags)} for each in new])
    store.put_rows(StarterTaken, [{"key": each.key} for each in new])
    return {"added": len(new), "known": len(wanted) - len(new)}


def _taken(store: Store) -> set[str]:
    return {key for (key,) in store.rows(TAKEN_KEYS)}


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns among what was sent."""
    columns = {name: value for name, value in values.items() if name != "tags"}
    if "category" in columns:
        columns["category"] = Category(columns["category"]).value
    if "text" in columns:
        columns["sort_text"] = rules.sort_text(columns["text"])
    return columns
