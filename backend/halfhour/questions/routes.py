"""The addresses of the question bank, the checks and the starter set."""

from typing import Annotated

from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import service
from .schemas import (
    CheckRequest,
    CheckResult,
    QuestionCounts,
    QuestionCreate,
    QuestionQuery,
    QuestionRead,
    QuestionUpdate,
    StarterResult,
    StarterSet,
    StarterTake,
)

questions = Routes("questions", about="What to ask: your bank of questions, advice on each, and a set to start with.")


@questions.get("/questions", Page[QuestionRead])
def list_questions(store: Reading, query: Annotated[QuestionQuery, Filters()]) -> Shown:
    """List questions."""
    return service.page(store, query)


@questions.post("/questions", QuestionRead, status=201)
def add_question(store: Writing, new: QuestionCreate) -> Shown:
    """Add a question."""
    return service.add(store, new)


@questions.get("/questions/counts", QuestionCounts)
def count_questions(store: Reading) -> Shown:
    """Count questions, in all and by category and tag."""
    return service.count(store)


@questions.post("/questions/check", CheckResult)
def check_question(store: Reading, asked: CheckRequest) -> Shown:  # noqa: ARG001  # opened to know who asks
    """Check a question as it is written: advice by fixed rules, and nothing is kept."""
    return service.check(asked)


@questions.get("/questions/starter", StarterSet)
def get_starter_set(store: Reading) -> Shown:
    """Get the starter set, and what of it was taken before."""
    return service.starter(store)


@questions.post("/questions/starter", StarterResult)
def take_starter_set(store: Writing, asked: StarterTake | None = None) -> Shown:
    """Copy the starter set into the bank. What was taken before is left as it is now: edited, or deleted."""
    return service.take_starter(store, asked)


@questions.get("/questions/{question_id}", QuestionRead)
def get_question(store: Reading, question_id: str) -> Shown:
    """Get a question."""
    return service.show(store, question_id)


@questions.patch("/questions/{question_id}", QuestionRead)
def change_question(store: Writing, question_id: str, changed: QuestionUpdate, match: IfMatch) -> Shown:
    """Change a question."""
    return service.change(store, question_id, changed, match)


@questions.delete("/questions/{question_id}")
def delete_question(store: Writing, question_id: str, match: IfMatch) -> None:
    """Put a question into the bin, where it can be restored for 30 days."""
    return service.remove(store, question_id, match)


@questions.post("/questions/{question_id}/restore", QuestionRead)
def restore_question(store: Writing, question_id: str) -> Shown:
    """Take a question out of the bin."""
    return service.restore(store, question_id)


ROUTES = [questions]
