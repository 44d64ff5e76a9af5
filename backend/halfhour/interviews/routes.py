"""The addresses of talks, their moves and their agendas."""

from typing import Annotated

from ..contacts.rules import InTheFuture
from ..core.errors import IdTaken
from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from ..outreach.guard import AskedAlready, ContactInBin, DoNotContact, FollowedUpAlready, FollowUpTooEarly
from . import agenda, answers, asking, letters, moves, service  # noqa: F401  # letters are told of talks
from .agenda_schemas import (
    AgendaItemCreate,
    AgendaItemRead,
    AgendaItemUpdate,
    AgendaOrder,
    AgendaRead,
    AnswerQuery,
    AnswerRead,
    FromBankCreate,
)
from .rules import AgendaFull, FollowedThrough, IllegalMove, NotHeld, NotThanked, ThankedAlready, TooEarly
from .scheduling_routes import scheduling
from .schemas import (
    CancelCreate,
    DeclineCreate,
    FollowUpCreate,
    GuardQuery,
    GuardRead,
    HoldCreate,
    InterviewCreate,
    InterviewQuery,
    InterviewRead,
    InterviewUpdate,
    MoveQuery,
    MoveRead,
    NoResponseCreate,
    NoShowCreate,
    ReopenCreate,
    RequestCreate,
    RescheduleCreate,
    ScheduleCreate,
    ThankCreate,
    UnthankCreate,
)

interviews = Routes("interviews", about="Talks, from the wish to ask for one to what was answered.")

MOVE = [IllegalMove, ContactInBin, InTheFuture]
"""What every move may refuse."""


@interviews.get("/interviews", Page[InterviewRead])
def list_interviews(store: Reading, query: Annotated[InterviewQuery, Filters()]) -> Shown:
    """List interviews."""
    return service.page(store, query)


@interviews.post("/interviews", InterviewRead, status=201)
def plan_interview(store: Writing, new: InterviewCreate) -> Shown:
    """Plan an interview."""
    return service.add(store, new)


@interviews.get("/interviews/answers", Page[AnswerRead])
def list_answers(store: Reading, query: Annotated[AnswerQuery, Filters()]) -> Shown:
    """List what was answered to a question, in all interviews."""
    return answers.page(store, query)


@interviews.get("/interviews/guard", GuardRead)
def guard_ask(store: Reading, query: Annotated[GuardQuery, Filters()]) -> Shown:
    """Look at what to mind before you ask somebody, or follow up on an ask.

    A finding of severity `refusal` has the code by which the move would be refused; a warning stops nothing. Where
    `interview_id` names a talk that was asked for, it is about the follow-up; else about asking.
    """
    return asking.guarded(store, query)


@interviews.get("/interviews/{interview_id}", InterviewRead)
def get_interview(store: Reading, interview_id: str) -> Shown:
    """Get an interview, with the moves that are legal now."""
    return service.show(store, interview_id)


@interviews.patch("/interviews/{interview_id}", InterviewRead)
def change_interview(store: Writing, interview_id: str, changed: InterviewUpdate, match: IfMatch) -> Shown:
    """Change an interview."""
    return service.change(store, interview_id, changed, match)


@interviews.delete("/interviews/{interview_id}")
def delete_interview(store: Writing, interview_id: str, match: IfMatch) -> None:
    """Put an interview into the bin, where it can be restored for 30 days."""
    return service.remove(store, interview_id, match)


@interviews.post("/interviews/{interview_id}/restore", InterviewRead)
def restore_interview(store: Writing, interview_id: str) -> Shown:
    """Take an interview out of the bin."""
    return service.restore(store, interview_id)


@interviews.get("/interviews/{interview_id}/moves", Page[MoveRead])
def list_moves(store: Reading, interview_id: str, query: Annotated[MoveQuery, Filters()]) -> Shown:
    """List what happened to an interview, oldest first."""
    return service.history(store, interview_id, query)


@interviews.post("/interviews/{interview_id}/request", InterviewRead, refuses=[*MOVE, AskedAlready, DoNotContact])
def request_interview(store: Writing, interview_id: str, asked: RequestCreate, match: IfMatch) -> Shown:
    """Record that you asked for the interview."""
    return moves.request(store, interview_id, asked, match)


@interviews.post(
    "/interviews/{interview_id}/follow-up",
    InterviewRead,
    refuses=[*MOVE, FollowedUpAlready, FollowUpTooEarly, DoNotContact],
)
def follow_up_interview(store: Writing, interview_id: str, asked: FollowUpCreate, match: IfMatch) -> Shown:
    """Record that you followed up on the ask."""
    return moves.follow_up(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/schedule", InterviewRead, refuses=MOVE)
def schedule_interview(store: Writing, interview_id: str, asked: ScheduleCreate, match: IfMatch) -> Shown:
    """Record the time that you agreed on."""
    return moves.schedule(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/reschedule", InterviewRead, refuses=MOVE)
def reschedule_interview(store: Writing, interview_id: str, asked: RescheduleCreate, match: IfMatch) -> Shown:
    """Record another time that you agreed on."""
    return moves.reschedule(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/hold", InterviewRead, refuses=MOVE)
def hold_interview(store: Writing, interview_id: str, asked: HoldCreate, match: IfMatch) -> Shown:
    """Record that the interview took place."""
    return moves.hold(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/decline", InterviewRead, refuses=MOVE)
def decline_interview(store: Writing, interview_id: str, asked: DeclineCreate, match: IfMatch) -> Shown:
    """Record that they declined."""
    return moves.decline(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/no-response", InterviewRead, refuses=MOVE)
def give_up_interview(store: Writing, interview_id: str, asked: NoResponseCreate, match: IfMatch) -> Shown:
    """Record that no reply came."""
    return moves.no_response(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/cancel", InterviewRead, refuses=MOVE)
def cancel_interview(store: Writing, interview_id: str, asked: CancelCreate, match: IfMatch) -> Shown:
    """Record that the interview was called off."""
    return moves.cancel(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/no-show", InterviewRead, refuses=[*MOVE, TooEarly])
def miss_interview(store: Writing, interview_id: str, asked: NoShowCreate, match: IfMatch) -> Shown:
    """Record that the interview did not come about though it was scheduled."""
    return moves.no_show(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/reopen", InterviewRead, refuses=[*MOVE, FollowedThrough])
def reopen_interview(store: Writing, interview_id: str, asked: ReopenCreate, match: IfMatch) -> Shown:
    """Take the interview up again."""
    return moves.reopen(store, interview_id, asked, match)


@interviews.post(
    "/interviews/{interview_id}/thank", InterviewRead, refuses=[NotHeld, ThankedAlready, ContactInBin, InTheFuture]
)
def thank_interview(store: Writing, interview_id: str, asked: ThankCreate, match: IfMatch) -> Shown:
    """Record that you thanked them for the interview."""
    return moves.thank(store, interview_id, asked, match)


@interviews.post("/interviews/{interview_id}/unthank", InterviewRead, refuses=[NotThanked, ContactInBin, InTheFuture])
def unthank_interview(store: Writing, interview_id: str, asked: UnthankCreate, match: IfMatch) -> Shown:
    """Take back that you thanked them: it was noted by mistake."""
    return moves.unthank(store, interview_id, asked, match)


@interviews.get("/interviews/{interview_id}/agenda", AgendaRead)
def get_agenda(store: Reading, interview_id: str) -> Shown:
    """Get the agenda, and whether it fits into the agreed length."""
    return agenda.show(store, interview_id)


@interviews.post(
    "/interviews/{interview_id}/agenda", AgendaItemRead, status=201, refuses=[AgendaFull, InTheFuture, IdTaken]
)
def add_agenda_item(store: Writing, interview_id: str, new: AgendaItemCreate) -> Shown:
    """Put a question on the agenda."""
    return agenda.add(store, interview_id, new)


@interviews.post("/interviews/{interview_id}/agenda/from-bank", AgendaRead, refuses=[AgendaFull])
def add_agenda_items(store: Writing, interview_id: str, asked: FromBankCreate) -> Shown:
    """Put questions of the bank on the agenda."""
    return agenda.add_from_bank(store, interview_id, asked)


@interviews.put("/interviews/{interview_id}/agenda/order", AgendaRead)
def order_agenda(store: Writing, interview_id: str, asked: AgendaOrder, match: IfMatch) -> Shown:
    """Put the agenda into another order. `If-Match` takes the ETag of the agenda."""
    return agenda.order(store, interview_id, asked, match)


@interviews.get("/interviews/{interview_id}/agenda/{item_id}", AgendaItemRead)
def get_agenda_item(store: Reading, interview_id: str, item_id: str) -> Shown:
    """Get a question of the agenda."""
    return agenda.show_item(store, interview_id, item_id)


@interviews.patch("/interviews/{interview_id}/agenda/{item_id}", AgendaItemRead, refuses=[InTheFuture])
def change_agenda_item(
    store: Writing, interview_id: str, item_id: str, changed: AgendaItemUpdate, match: IfMatch
) -> Shown:
    """Change a question of the agenda, or note what was answered."""
    return agenda.change(store, interview_id, item_id, changed, match)


@interviews.delete("/interviews/{interview_id}/agenda/{item_id}")
def delete_agenda_item(store: Writing, interview_id: str, item_id: str, match: IfMatch) -> None:
    """Take a question off the agenda, into the bin."""
    return agenda.remove(store, interview_id, item_id, match)


@interviews.post("/interviews/{interview_id}/agenda/{item_id}/restore", AgendaItemRead, refuses=[AgendaFull])
def restore_agenda_item(store: Writing, interview_id: str, item_id: str) -> Shown:
    """Put a question back on the agenda."""
    return agenda.restore(store, interview_id, item_id)


ROUTES = [scheduling, interviews]  # “week” before it could be taken for an id
