"""The addresses of careers, their assumptions and decisions."""

from typing import Annotated

from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import assumptions, service
from .rules import DecidedAlready, StillOpen
from .schemas import (
    AssumptionCreate,
    AssumptionQuery,
    AssumptionRead,
    AssumptionUpdate,
    CareerCreate,
    CareerDecisionCreate,
    CareerQuery,
    CareerRead,
    CareerReopenCreate,
    CareerTurnQuery,
    CareerTurnRead,
    CareerUpdate,
)

careers = Routes("careers", about="Careers that you explore, what you assume about them, and what you decide.")


@careers.get("/careers", Page[CareerRead])
def list_careers(store: Reading, query: Annotated[CareerQuery, Filters()]) -> Shown:
    """List careers."""
    return service.page(store, query)


@careers.post("/careers", CareerRead, status=201)
def add_career(store: Writing, new: CareerCreate) -> Shown:
    """Add a career to explore."""
    return service.add(store, new)


@careers.get("/careers/{career_id}", CareerRead)
def get_career(store: Reading, career_id: str) -> Shown:
    """Get a career."""
    return service.show(store, career_id)


@careers.patch("/careers/{career_id}", CareerRead)
def change_career(store: Writing, career_id: str, changed: CareerUpdate, match: IfMatch) -> Shown:
    """Change a career."""
    return service.change(store, career_id, changed, match)


@careers.delete("/careers/{career_id}")
def delete_career(store: Writing, career_id: str, match: IfMatch) -> None:
    """Put a career into the bin, where it can be restored for 30 days."""
    return service.remove(store, career_id, match)


@careers.post("/careers/{career_id}/restore", CareerRead)
def restore_career(store: Writing, career_id: str) -> Shown:
    """Take a career out of the bin."""
    return service.restore(store, career_id)


@careers.post("/careers/{career_id}/decide", CareerRead, refuses=[DecidedAlready])
def decide_career(store: Writing, career_id: str, asked: CareerDecisionCreate, match: IfMatch) -> Shown:
    """Decide about a career and say why: pursue it, keep exploring, or rule it out."""
    return service.decide(store, career_id, asked, match)


@careers.post("/careers/{career_id}/reopen", CareerRead, refuses=[StillOpen])
def reopen_career(store: Writing, career_id: str, asked: CareerReopenCreate, match: IfMatch) -> Shown:
    """Explore a decided career again; the decision stays in its history."""
    return service.reopen(store, career_id, asked, match)


@careers.get("/careers/{career_id}/decisions", Page[CareerTurnRead])
def list_decisions(store: Reading, career_id: str, query: Annotated[CareerTurnQuery, Filters()]) -> Shown:
    """List what was decided about a career, newest first."""
    return service.history(store, career_id, query)


@careers.get("/careers/{career_id}/assumptions", Page[AssumptionRead])
def list_assumptions(store: Reading, career_id: str, query: Annotated[AssumptionQuery, Filters()]) -> Shown:
    """List the assumptions about a career, oldest first."""
    return assumptions.page(store, career_id, query)


@careers.post("/careers/{career_id}/assumptions", AssumptionRead, status=201)
def add_assumption(store: Writing, career_id: str, new: AssumptionCreate) -> Shown:
    """Add an assumption to test in talks."""
    return assumptions.add(store, career_id, new)


@careers.get("/careers/{career_id}/assumptions/{assumption_id}", AssumptionRead)
def get_assumption(store: Reading, career_id: str, assumption_id: str) -> Shown:
    """Get an assumption."""
    return assumptions.show(store, career_id, assumption_id)


@careers.patch("/careers/{career_id}/assumptions/{assumption_id}", AssumptionRead)
def change_assumption(
    store: Writing, career_id: str, assumption_id: str, changed: AssumptionUpdate, match: IfMatch
) -> Shown:
    """Change an assumption, or say what talks have shown."""
    return assumptions.change(store, career_id, assumption_id, changed, match)


@careers.delete("/careers/{career_id}/assumptions/{assumption_id}")
def delete_assumption(store: Writing, career_id: str, assumption_id: str, match: IfMatch) -> None:
    """Put an assumption into the bin, where it can be restored for 30 days."""
    return assumptions.remove(store, career_id, assumption_id, match)


@careers.post("/careers/{career_id}/assumptions/{assumption_id}/restore", AssumptionRead)
def restore_assumption(store: Writing, career_id: str, assumption_id: str) -> Shown:
    """Take an assumption out of the bin."""
    return assumptions.restore(store, career_id, assumption_id)


ROUTES = [careers]
