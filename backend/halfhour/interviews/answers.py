"""What was answered to a question, whoever was asked."""

from sqlalchemy import bindparam, distinct, func, select

from ..core.db import Query
from ..core.store import Store
from ..core.views import Shown
from ..questions import service as questions
from .agenda_schemas import AnswerQuery
from .models import AgendaItemState
from .views import ANSWERS, INTERVIEW, ITEM, ITEM_WITH_PERSON, KEPT

_TIMES = Query(
    select(func.count(distinct(ITEM.c.interview_id)), func.max(ITEM.c.asked_at))
    .select_from(ITEM_WITH_PERSON)
    .where(
        ITEM.c.owner_id == bindparam("owner_id"),
        ITEM.c.question_id == bindparam("question_id"),
        ITEM.c.state == AgendaItemState.ASKED.value,
        ITEM.c.deleted_at.is_(None),
        KEPT,
    )
)
_OF_TALK = Query(
    select(ITEM.c.question_id)
    .distinct()
    .where(
        ITEM.c.owner_id == bindparam("owner_id"),
        ITEM.c.interview_id == bindparam("interview_id"),
        ITEM.c.question_id.is_not(None),
    )
)
_OF_CONTACT = Query(
    select(ITEM.c.question_id)
    .distinct()
    .select_from(ITEM_WITH_PERSON)
    .where(
        ITEM.c.owner_id == bindparam("owner_id"),
        INTERVIEW.c.contact_id == bindparam("contact_id"),
        ITEM.c.question_id.is_not(None),
    )
)


def page(store: Store, query: AnswerQuery) -> Shown:
    """What was answered, across talks with people who are not in the bin."""
    return store.page(ANSWERS, query)


def recount(store: Store, question_id: str) -> None:
    """Note on a question of the bank in how many talks it was asked, and when last."""
    [(times, last_at)] = store.rows(_TIMES, question_id=question_id)
    questions.note_asked(store, question_id, times=int(times), last_at=last_at)


def recount_of_talk(store: Store, interview_id: str) -> None:
    """The same for every question on a talk's agenda, after the talk was put away or brought back."""
    for (question_id,) in store.rows(_OF_TALK, interview_id=interview_id):
        recount(store, question_id)


def recount_of_contact(store: Store, contact_id: str) -> None:
    """The same for every question that a contact was to be asked, after they were put away or brought back."""
    for (question_id,) in store.rows(_OF_CONTACT, contact_id=contact_id):
        recount(store, question_id)
