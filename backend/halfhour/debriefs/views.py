"""What is read of debriefs: one talk's, and what all talks say of one career. Each statement is one owner's."""

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import SQLModel

from ..careers.models import Assumption, Career
from ..contacts.models import Contact, Organization
from ..core.db import Query, table_of
from ..interviews.models import AgendaItem, AgendaItemState, Interview, InterviewCareer, InterviewState
from ..notes.models import Note
from ..outreach.models import Introduction
from ..profile.models import Criterion
from .models import Debrief, Finding, Rating

EXCERPT = 1000
"""How much of a note is shown beside what it may prove."""

DEBRIEF, RATING, FINDING = table_of(Debrief), table_of(Rating), table_of(Finding)
INTERVIEW, TIE, ITEM = table_of(Interview), table_of(InterviewCareer), table_of(AgendaItem)
CONTACT, ORGANIZATION = table_of(Contact), table_of(Organization)
CAREER, ASSUMPTION, CRITERION, NOTE = table_of(Career), table_of(Assumption), table_of(Criterion), table_of(Note)


def _joins(of: ColumnElement[str], owner: ColumnElement[str], table: type[SQLModel]) -> ColumnElement[bool]:
    there = table_of(table)
    return and_(there.c.owner_id == owner, there.c.id == of)


_whose = INTERVIEW.join(CONTACT, _joins(INTERVIEW.c.contact_id, INTERVIEW.c.owner_id, Contact)).outerjoin(
    ORGANIZATION, _joins(CONTACT.c.organization_id, CONTACT.c.owner_id, Organization)
)
COUNTS = and_(
    INTERVIEW.c.state == InterviewState.HELD.value, INTERVIEW.c.deleted_at.is_(None), CONTACT.c.deleted_at.is_(None)
)
"""Whether what a talk says counts: it was held, and neither it nor its contact lies in the bin."""

PERSON = (
    INTERVIEW.c.id.label("interview_id"),
    INTERVIEW.c.held_at,
    CONTACT.c.id.label("contact_id"),
    CONTACT.c.full_name.label("contact_name"),
    ORGANIZATION.c.name.label("organization_name"),
    CONTACT.c.level,
)
"""Who said something, and when."""


def _mine(statement: Select[Any], table: type[SQLModel]) -> Select[Any]:
    return statement.where(table_of(table).c.owner_id == bindparam("owner_id"))


# One talk

TALK = Query(
    _mine(
        select(
            INTERVIEW.c.contact_id, CONTACT.c.full_name.label("contact_name"),
            ORGANIZATION.c.name.label("organization_name"), INTERVIEW.c.state, INTERVIEW.c.held_at,
            INTERVIEW.c.ended_at, INTERVIEW.c.debriefed_at,
        ).select_from(_whose).where(INTERVIEW.c.id == bindparam("interview_id")),
        Interview,
    )
)  # fmt: skip
_tied = select(TIE.c.career_id).where(
    TIE.c.owner_id == CAREER.c.owner_id, TIE.c.interview_id == bindparam("interview_id")
)
_rated = select(RATING.c.career_id).where(
    RATING.c.owner_id == CAREER.c.owner_id, RATING.c.interview_id == bindparam("interview_id")
)
CAREERS = Query(
    _mine(
        select(CAREER.c.id, CAREER.c.title)
        .where(CAREER.c.deleted_at.is_(None), or_(CAREER.c.id.in_(_tied), CAREER.c.id.in_(_rated)))
        .order_by(CAREER.c.sort_title, CAREER.c.id),
        Career,
    )
)
"""The careers that a talk is about, or was when it was rated."""
CRITERIA = Query(
    _mine(
        select(CRITERION.c.id, CRITERION.c.name, CRITERION.c.what.label("kind"), CRITERION.c.weight)
        .where(CRITERION.c.deleted_at.is_(None))
        .order_by(CRITERION.c.weight.desc(), CRITERION.c.id),
        Criterion,
    )
)
"""Every criterion, the weightiest first."""
ASSUMPTIONS = Query(
    _mine(
        select(ASSUMPTION.c.id, ASSUMPTION.c.claim, ASSUMPTION.c.state, ASSUMPTION.c.found)
        .where(ASSUMPTION.c.career_id == bindparam("career_id"), ASSUMPTION.c.deleted_at.is_(None))
        .order_by(ASSUMPTION.c.created_at, ASSUMPTION.c.id),
        Assumption,
    )
)
ANSWERS = Query(
    _mine(
        select(ITEM.c.id, ITEM.c.text, ITEM.c.answer)
        .where(
            ITEM.c.interview_id == bindparam("interview_id"), ITEM.c.deleted_at.is_(None),
            or_(ITEM.c.answer != "", ITEM.c.state == AgendaItemState.ASKED.value),
        )
        .order_by(ITEM.c.position, ITEM.c.id),
        AgendaItem,
    )
)  # fmt: skip
NOTES = Query(
    _mine(
        select(NOTE.c.id, NOTE.c.title, func.substr(NOTE.c.body, 1, EXCERPT).label("body"))
        .where(NOTE.c.interview_id == bindparam("interview_id"), NOTE.c.deleted_at.is_(None))
        .order_by(NOTE.c.id),
        Note,
    )
)

# One career

_sources = (
    select(NOTE.c.id)
    .where(NOTE.c.owner_id == INTERVIEW.c.owner_id, NOTE.c.deleted_at.is_(None))
    .correlate(INTERVIEW, RATING, FINDING),
    select(ITEM.c.id)
    .where(ITEM.c.owner_id == INTERVIEW.c.owner_id, ITEM.c.deleted_at.is_(None))
    .correlate(INTERVIEW, RATING, FINDING),
)


def _linked(table: type[SQLModel]) -> tuple[ColumnElement[str | None], ...]:
    """The ids of a note and of a question, while they are there."""
    own = table_of(table)
    return tuple(
        kept.where(each.c.id == own.c[name]).scalar_subquery().label(name)
        for kept, each, name in zip(_sources, (NOTE, ITEM), ("note_id", "agenda_item_id"), strict=True)
    )


RATINGS_OF_CAREER = Query(
    _mine(
        select(
            RATING.c.criterion_id, CONTACT.c.organization_id, *PERSON, RATING.c.evidence, *_linked(Rating),
            RATING.c.rating,
        )
        .select_from(_whose.join(RATING, _joins(RATING.c.interview_id, RATING.c.owner_id, Interview)))
        .where(RATING.c.career_id == bindparam("career_id"), RATING.c.rating.is_not(None), COUNTS)
        .order_by(RATING.c.rating, INTERVIEW.c.held_at, RATING.c.id),
        Rating,
    )
)  # fmt: skip
FINDINGS_OF_CAREER = Query(
    _mine(
        select(FINDING.c.assumption_id, *PERSON, FINDING.c.evidence, *_linked(Finding), FINDING.c.finding)
        .select_from(
            _whose.join(FINDING, _joins(FINDING.c.interview_id, FINDING.c.owner_id, Interview)).join(
                ASSUMPTION, _joins(FINDING.c.assumption_id, FINDING.c.owner_id, Assumption)
            )
        )
        .where(ASSUMPTION.c.career_id == bindparam("career_id"), COUNTS)
        .order_by(INTERVIEW.c.held_at, FINDING.c.id),
        Finding,
    )
)
_summary = func.coalesce(DEBRIEF.c.summary, "").label("summary")
TALKS_OF_CAREER = Query(
    _mine(
        select(
            *PERSON, DEBRIEF.c.verdict, func.coalesce(DEBRIEF.c.summary, "").label("summary"), INTERVIEW.c.debriefed_at
        )
        .select_from(
            _whose.join(
                TIE, and_(TIE.c.owner_id == INTERVIEW.c.owner_id, TIE.c.interview_id == INTERVIEW.c.id)
            ).outerjoin(DEBRIEF, and_(DEBRIEF.c.owner_id == INTERVIEW.c.owner_id, DEBRIEF.c.id == INTERVIEW.c.id))
        )
        .where(TIE.c.career_id == bindparam("career_id"), COUNTS)
        .order_by(INTERVIEW.c.held_at.desc(), INTERVIEW.c.id),
        Interview,
    )
)

# What all talks say of one assumption

FINDINGS = Query(
    _mine(
        select(FINDING.c.finding)
        .select_from(_whose.join(FINDING, _joins(FINDING.c.interview_id, FINDING.c.owner_id, Interview)))
        .where(FINDING.c.assumption_id == bindparam("assumption_id"), COUNTS),
        Finding,
    )
)
TESTED_WITH = Query(
    _mine(
        select(FINDING.c.assumption_id)
        .distinct()
        .select_from(FINDING.join(INTERVIEW, _joins(FINDING.c.interview_id, FINDING.c.owner_id, Interview)))
        .where(INTERVIEW.c.contact_id == bindparam("contact_id")),
        Finding,
    )
)
"""The assumptions that talks with a contact have tested."""

_introduction = table_of(Introduction)
INTRODUCED = Query(
    _mine(
        select(_introduction.c.introducer_id, _introduction.c.introduced_id).where(
            _introduction.c.deleted_at.is_(None)
        ),
        Introduction,
    )
)
"""Who led to whom."""
