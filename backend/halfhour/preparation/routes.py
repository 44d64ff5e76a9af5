"""The addresses of the days before a talk."""

from ..core.routes import IfMatch, Reading, Routes, Writing
from ..core.views import Shown
from . import service
from .rules import ChecklistFull, ProposedCheck
from .schemas import ChecklistItemCreate, ChecklistItemRead, ChecklistItemUpdate, PreparationRead

preparation = Routes(
    "preparation",
    about="The days before a talk: what to see to, what was read up on, and which questions that answers already.",
)


@preparation.get("/interviews/{interview_id}/preparation", PreparationRead)
def get_preparation(store: Reading, interview_id: str) -> Shown:
    """Get all that one prepares a talk with: checklist, research, questions, and which of them are answered already."""
    return service.show(store, interview_id)


@preparation.post(
    "/interviews/{interview_id}/preparation/checklist", ChecklistItemRead, status=201, refuses=[ChecklistFull]
)
def add_checklist_item(store: Writing, interview_id: str, new: ChecklistItemCreate) -> Shown:
    """Add something of your own to the checklist."""
    return service.add(store, interview_id, new)


@preparation.get("/interviews/{interview_id}/preparation/checklist/{check_id}", ChecklistItemRead)
def get_checklist_item(store: Reading, interview_id: str, check_id: str) -> Shown:
    """Get something that is on the checklist."""
    return service.show_item(store, interview_id, check_id)


@preparation.patch("/interviews/{interview_id}/preparation/checklist/{check_id}", ChecklistItemRead)
def change_checklist_item(
    store: Writing, interview_id: str, check_id: str, changed: ChecklistItemUpdate, match: IfMatch
) -> Shown:
    """Tick something off the checklist, reword it or set it aside."""
    return service.change(store, interview_id, check_id, changed, match)


@preparation.delete("/interviews/{interview_id}/preparation/checklist/{check_id}", refuses=[ProposedCheck])
def delete_checklist_item(store: Writing, interview_id: str, check_id: str, match: IfMatch) -> None:
    """Put something of your own into the bin. What Halfhour proposes is set aside by a change instead."""
    return service.remove(store, interview_id, check_id, match)


@preparation.post(
    "/interviews/{interview_id}/preparation/checklist/{check_id}/restore", ChecklistItemRead, refuses=[ChecklistFull]
)
def restore_checklist_item(store: Writing, interview_id: str, check_id: str) -> Shown:
    """Take something of your own out of the bin."""
    return service.restore(store, interview_id, check_id)


ROUTES = [preparation]
