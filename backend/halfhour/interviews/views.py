"""What answers show of talks, moves and agendas, and how they are listed."""

from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Boolean, Text, and_, bindparam, case, exists, func, literal_column, or_, select, type_coerce
from sqlalchemy.sql import ColumnElement

from ..careers.models import Career
from ..contacts.models import Contact, Organization
from ..contacts.views import LONG_AGO
from ..core.db import Instant, Query, table_of
from ..core.schemas import Resource
from ..core.views import Listing, View, json_list, json_object
from ..questions.models import Question
from .agenda_schemas import AgendaItemRead, AnswerRead
from .models import Agenda, AgendaItem, Interview, InterviewCareer, Move
from .models import AgendaItemState as ItemState
from .models import AgendaPriority as Priority
from .models import InterviewState as State
from .rules import OPEN
from .schemas import InterviewFacts, MoveRead

INTERVIEW = table_of(Interview)
TIE = table_of(InterviewCareer)
MOVE = table_of(Move)
ITEM = table_of(AgendaItem)
CONTACT = table_of(Contact)
ORGANIZATION = table_of(Organization)
CAREER = table_of(Career)
QUESTION = table_of(Question)


class InterviewRow(InterviewFacts):
    """A talk as it is read: what is shown, and what `service.complete` makes the rest of the answer from."""

    do_not_contact: bool = Field()
    contact_in_bin: bool = Field()
    asked_elsewhere: bool = Field()
    tally: str = Field()


def _name(name: str) -> ColumnElement[Any]:
    return literal_column(f"'{name}'")


def _counted(**counts: ColumnElement[Any]) -> ColumnElement[Any]:
    return json_object(*(part for name, count in counts.items() for part in (_name(name), count)))


_open = and_(ITEM.c.state == ItemState.OPEN.value, ITEM.c.researched.is_(False))
_struck = and_(ITEM.c.state == ItemState.OPEN.value, ITEM.c.researched.is_(True))
_kept = or_(_open, ITEM.c.state == ItemState.ASKED.value)
TALLY = (
    select(
        type_coerce(
            _counted(
                item_count=func.count(),
                must_count=func.count().filter(ITEM.c.priority == Priority.MUST.value),
                if_time_count=func.count().filter(ITEM.c.priority == Priority.IF_TIME.value),
                open_count=func.count().filter(_open),
                asked_count=func.count().filter(ITEM.c.state == ItemState.ASKED.value),
                skipped_count=func.count().filter(ITEM.c.state == ItemState.SKIPPED.value),
                struck_count=func.count().filter(_struck),
                planned_minutes=func.coalesce(func.sum(ITEM.c.planned_minutes).filter(_kept), 0),
                must_minutes=func.coalesce(
                    func.sum(ITEM.c.planned_minutes).filter(_kept, ITEM.c.priority == Priority.MUST.value), 0
                ),
                closing_count=func.count().filter(_kept, ITEM.c.closing.is_(True)),
            ),
            Text,
        )
    )
    .where(ITEM.c.owner_id == INTERVIEW.c.owner_id, ITEM.c.interview_id == INTERVIEW.c.id, ITEM.c.deleted_at.is_(None))
    .correlate(INTERVIEW)
    .scalar_subquery()
)
"""What an agenda amounts to, as the text of a JSON object."""

_careers = (
    select(json_list(_counted(id=CAREER.c.id, title=CAREER.c.title)))
    .select_from(TIE.join(CAREER, and_(CAREER.c.owner_id == TIE.c.owner_id, CAREER.c.id == TIE.c.career_id)))
    .where(TIE.c.owner_id == INTERVIEW.c.owner_id, TIE.c.interview_id == INTERVIEW.c.id, CAREER.c.deleted_at.is_(None))
    .correlate(INTERVIEW)
    .scalar_subquery()
)
_other = INTERVIEW.alias("other")
_asked_elsewhere = exists().where(
    _other.c.owner_id == INTERVIEW.c.owner_id,
    _other.c.contact_id == INTERVIEW.c.contact_id,
    _other.c.id != INTERVIEW.c.id,
    _other.c.state == State.REQUESTED.value,
    _other.c.deleted_at.is_(None),
)


def _about(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the talk of this id is about the career asked for."""
    return exists().where(
        TIE.c.owner_id == INTERVIEW.c.owner_id, TIE.c.interview_id == column, TIE.c.career_id == bindparam("career_id")
    )


_people = CONTACT.outerjoin(
    ORGANIZATION,
    and_(ORGANIZATION.c.owner_id == CONTACT.c.owner_id, ORGANIZATION.c.id == CONTACT.c.organization_id),
)
_with_contact = and_(CONTACT.c.owner_id == INTERVIEW.c.owner_id, CONTACT.c.id == INTERVIEW.c.contact_id)

WITH_PERSON = INTERVIEW.join(_people, _with_contact)
"""A talk with its contact and the contact's organization."""

INTERVIEWS = View(
    Interview,
    InterviewRow,
    source=WITH_PERSON,
    extra={
        "contact_name": CONTACT.c.full_name,
        "contact_headline": CONTACT.c.headline,
        "contact_time_zone": CONTACT.c.time_zone,
        "organization_id": CONTACT.c.organization_id,
        "organization_name": ORGANIZATION.c.name,
        "careers": _careers,
        "do_not_contact": CONTACT.c.do_not_contact,
        "contact_in_bin": CONTACT.c.deleted_at.is_not(None),
        "asked_elsewhere": _asked_elsewhere,
        "tally": TALLY,
    },
)
_happens_at: ColumnElement[datetime] = func.coalesce(INTERVIEW.c.starts_at, INTERVIEW.c.held_at, type_=Instant())

INTERVIEW_LIST = Listing(
    INTERVIEWS,
    sorts={
        "updated_at": INTERVIEW.c.updated_at,
        "created_at": INTERVIEW.c.created_at,
        "starts_at": func.coalesce(_happens_at, LONG_AGO, type_=Instant()),
        "contact_name": CONTACT.c.sort_name,
    },
    default="-updated_at",
    filters={
        "state": INTERVIEW.c.state == bindparam("state", type_=INTERVIEW.c.state.type),
        "open": case((or_(*(INTERVIEW.c.state == state.value for state in OPEN)), 1), else_=0)
        == case((bindparam("open", type_=Boolean()), 1), else_=0),
        "contact_id": INTERVIEW.c.contact_id == bindparam("contact_id"),
        "career_id": _about(INTERVIEW.c.id),
        "from_": _happens_at >= bindparam("from_", type_=Instant()),
        "to": _happens_at < bindparam("to", type_=Instant()),
        "contact_kept": CONTACT.c.deleted_at.is_(None),
    },
    searched=True,
).of("contact_kept")

MOVES = View(Move, MoveRead)
HISTORY = Listing(
    MOVES,
    sorts={"created_at": MOVE.c.created_at},
    default="created_at",
    filters={"interview_id": MOVE.c.interview_id == bindparam("interview_id")},
).of("interview_id")

AGENDAS = View(Agenda, Resource)
ITEMS = View(AgendaItem, AgendaItemRead)
ITEM_LIST = Listing(
    ITEMS,
    sorts={"position": ITEM.c.position},
    default="position",
    filters={"interview_id": ITEM.c.interview_id == bindparam("interview_id")},
).of("interview_id")
TALLY_OF = Query(
    select(TALLY.label("tally")).where(
        INTERVIEW.c.owner_id == bindparam("owner_id"), INTERVIEW.c.id == bindparam("interview_id")
    )
)

ITEM_WITH_PERSON = ITEM.join(
    INTERVIEW, and_(INTERVIEW.c.owner_id == ITEM.c.owner_id, INTERVIEW.c.id == ITEM.c.interview_id)
).join(_people, _with_contact)
KEPT = and_(INTERVIEW.c.deleted_at.is_(None), CONTACT.c.deleted_at.is_(None))
"""Neither the talk nor its contact is in the bin."""
WITH_CONTACT = _with_contact
happens_at = _happens_at


def _plain(text: ColumnElement[str]) -> ColumnElement[str]:
    """A question's words by which it is known again however it was typed."""
    return func.rtrim(func.lower(text), " .?!")


_bank_text = (
    select(_plain(QUESTION.c.text))
    .where(QUESTION.c.owner_id == ITEM.c.owner_id, QUESTION.c.id == bindparam("question_id"))
    .correlate(ITEM)
    .scalar_subquery()
)

ANSWERS = Listing(
    View(
        AgendaItem,
        AnswerRead,
        source=ITEM_WITH_PERSON,
        extra={
            "contact_id": INTERVIEW.c.contact_id,
            "contact_name": CONTACT.c.full_name,
            "contact_headline": CONTACT.c.headline,
            "contact_level": CONTACT.c.level,
            "organization_name": ORGANIZATION.c.name,
            "careers": _careers,
        },
    ),
    sorts={"asked_at": func.coalesce(ITEM.c.asked_at, ITEM.c.created_at, type_=Instant())},
    default="-asked_at",
    filters={
        "question_id": or_(
            ITEM.c.question_id == bindparam("question_id"),
            and_(
                bindparam("same_words", type_=Boolean()).is_(True),
                ITEM.c.question_id.is_(None),
                _plain(ITEM.c.text) == _bank_text,
            ),
        ),
        "career_id": _about(ITEM.c.interview_id),
        "contact_id": INTERVIEW.c.contact_id == bindparam("contact_id"),
        "asked": ITEM.c.state == ItemState.ASKED.value,
        "kept": KEPT,
    },
).of("asked", "kept")
