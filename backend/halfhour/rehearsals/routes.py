"""The addresses of rehearsals."""

from typing import Annotated

from ..contacts.rules import InTheFuture
from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import service
from .rules import RehearsedOften
from .schemas import RehearsalCreate, RehearsalQuery, RehearsalRead, RehearsalSummary, RehearsalUpdate

rehearsals = Routes(
    "rehearsals",
    about="Saying it aloud before the talk: how long it took, how it went, what to practise.",
    scope="preparation",
)


@rehearsals.get("/interviews/{interview_id}/rehearsals", Page[RehearsalRead])
def list_rehearsals(store: Reading, interview_id: str, query: Annotated[RehearsalQuery, Filters()]) -> Shown:
    """List the rehearsals of an interview, the latest first."""
    return service.page(store, interview_id, query)


@rehearsals.post(
    "/interviews/{interview_id}/rehearsals", RehearsalRead, status=201, refuses=[RehearsedOften, InTheFuture]
)
def add_rehearsal(store: Writing, interview_id: str, new: RehearsalCreate) -> Shown:
    """Keep a rehearsal, whole or as far as it went."""
    return service.add(store, interview_id, new)


@rehearsals.get("/interviews/{interview_id}/rehearsals/summary", RehearsalSummary)
def get_rehearsal_summary(store: Reading, interview_id: str) -> Shown:
    """Get what all rehearsals show together: progress, what to practise, and the words that the next begins with."""
    return service.summary(store, interview_id)


@rehearsals.get("/interviews/{interview_id}/rehearsals/{rehearsal_id}", RehearsalRead)
def get_rehearsal(store: Reading, interview_id: str, rehearsal_id: str) -> Shown:
    """Get a rehearsal."""
    return service.show(store, interview_id, rehearsal_id)


@rehearsals.patch("/interviews/{interview_id}/rehearsals/{rehearsal_id}", RehearsalRead)
def change_rehearsal(
    store: Writing, interview_id: str, rehearsal_id: str, changed: RehearsalUpdate, match: IfMatch
) -> Shown:
    """Go on with a rehearsal, or change what was noted of it."""
    return service.change(store, interview_id, rehearsal_id, changed, match)


@rehearsals.delete("/interviews/{interview_id}/rehearsals/{rehearsal_id}")
def delete_rehearsal(store: Writing, interview_id: str, rehearsal_id: str, match: IfMatch) -> None:
    """Put a rehearsal into the bin, where it can be restored for 30 days."""
    return service.remove(store, interview_id, rehearsal_id, match)


@rehearsals.post(
    "/interviews/{interview_id}/rehearsals/{rehearsal_id}/restore", RehearsalRead, refuses=[RehearsedOften]
)
def restore_rehearsal(store: Writing, interview_id: str, rehearsal_id: str) -> Shown:
    """Take a rehearsal out of the bin."""
    return service.restore(store, interview_id, rehearsal_id)


ROUTES = [rehearsals]
