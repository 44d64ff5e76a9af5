"""What is counted of the people of a career, and who may be asked next: statements that narrow before rules decide."""

from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_, select
from sqlalchemy.sql import ColumnElement

from ..careers.models import Career, CareerStatus
from ..contacts.models import ContactCareer, Stage
from ..contacts.views import CONTACT, ORGANIZATION
from ..core.db import Instant, Query, one_of, table_of
from ..core.views import json_list
from ..interviews.models import InterviewState as State
from ..interviews.views import INTERVIEW
from ..interviews.views import TIE as ABOUT
from ..outreach.introduction_views import INTRODUCER, INTRODUCTION
from ..outreach.models import IntroductionState

CAN_TELL = table_of(ContactCareer)
CAREER = table_of(Career)

MOST_BODIES = 50
MOST_CANDIDATES = 200
"""From so many the rules choose; the database has put the likely ones first."""
MOST_AIMS = 5
"""So many careers, those one worked on last, are looked at for holes."""

_owner: ColumnElement[Any] = bindparam("owner_id")
_career: ColumnElement[Any] = bindparam("career_id")


_was_asked = or_(INTERVIEW.c.requested_at.is_not(None), ~one_of(INTERVIEW.c.state, State.PLANNED, State.CANCELLED))
_talks = (
    select(
        INTERVIEW.c.contact_id,
        func.max(case((_was_asked, 1), else_=0)).label("asked"),
        func.max(case((INTERVIEW.c.state == State.HELD.value, 1), else_=0)).label("met"),
    )
    .join(ABOUT, and_(ABOUT.c.owner_id == INTERVIEW.c.owner_id, ABOUT.c.interview_id == INTERVIEW.c.id))
    .where(INTERVIEW.c.owner_id == _owner, ABOUT.c.career_id == _career, INTERVIEW.c.deleted_at.is_(None))
    .group_by(INTERVIEW.c.contact_id)
    .cte("talks")
)
_can_tell = select(CAN_TELL.c.contact_id).where(CAN_TELL.c.owner_id == _owner, CAN_TELL.c.career_id == _career)
PERSON = (
    select(
        CONTACT.c.id,
        CONTACT.c.level,
        CONTACT.c.source,
        CONTACT.c.organization_id,
        func.coalesce(_talks.c.asked, 0).label("asked"),
        func.coalesce(_talks.c.met, 0).label("met"),
    )
    .outerjoin(_talks, _talks.c.contact_id == CONTACT.c.id)
    .where(
        CONTACT.c.owner_id == _owner,
        CONTACT.c.deleted_at.is_(None),
        # Two sets, each looked up once. As one they become a join, which PostgreSQL makes anew for each contact while
        # it has no statistics: seconds, right after a large import.
        or_(CONTACT.c.id.in_(_can_tell), CONTACT.c.id.in_(select(_talks.c.contact_id))),
    )
    .cte("person")
)
_counted = (func.count(), func.sum(PERSON.c.asked), func.sum(PERSON.c.met))

CELLS = Query(
    select(PERSON.c.level, PERSON.c.source, *_counted)
    .group_by(PERSON.c.level, PERSON.c.source)
    .order_by(PERSON.c.level.nulls_last(), PERSON.c.source.nulls_last())
)
BODIES = Query(
    select(PERSON.c.organization_id, ORGANIZATION.c.name, *_counted)
    .select_from(
        PERSON.outerjoin(
            ORGANIZATION, and_(ORGANIZATION.c.owner_id == _owner, ORGANIZATION.c.id == PERSON.c.organization_id)
        )
    )
    .group_by(PERSON.c.organization_id, ORGANIZATION.c.name)
    .order_by(
        *(count.desc() for count in reversed(_counted)), ORGANIZATION.c.name.nulls_last(), PERSON.c.organization_id
    )
    .limit(MOST_BODIES)
)

LED = Query(
    select(PERSON.c.id, PERSON.c.met, INTRODUCER.c.id, INTRODUCER.c.full_name)
    .select_from(
        PERSON.join(
            INTRODUCTION, and_(INTRODUCTION.c.owner_id == _owner, INTRODUCTION.c.introduced_id == PERSON.c.id)
        ).join(INTRODUCER, and_(INTRODUCER.c.owner_id == _owner, INTRODUCER.c.id == INTRODUCTION.c.introducer_id))
    )
    .where(
        INTRODUCTION.c.deleted_at.is_(None),
        INTRODUCER.c.deleted_at.is_(None),
        INTRODUCTION.c.introducer_id != INTRODUCTION.c.introduced_id,
    )
    .order_by(INTRODUCTION.c.suggested_at, INTRODUCTION.c.id)
)

AIMS = Query(
    select(CAREER.c.id, CAREER.c.title)
    .where(
        CAREER.c.owner_id == _owner,
        CAREER.c.deleted_at.is_(None),
        CAREER.c.status != CareerStatus.RULED_OUT.value,
    )
    .order_by(CAREER.c.updated_at.desc(), CAREER.c.id.desc())
    .limit(MOST_AIMS)
)

EXPERIENCE = Query(
    select(func.count(), func.coalesce(func.max(CONTACT.c.difficulty), 0))
    .select_from(
        INTERVIEW.join(
            CONTACT, and_(CONTACT.c.owner_id == INTERVIEW.c.owner_id, CONTACT.c.id == INTERVIEW.c.contact_id)
        )
    )
    .where(INTERVIEW.c.owner_id == _owner, INTERVIEW.c.state == State.HELD.value, INTERVIEW.c.deleted_at.is_(None))
)

_planned = and_(
    INTERVIEW.c.owner_id == _owner, INTERVIEW.c.state == State.PLANNED.value, INTERVIEW.c.deleted_at.is_(None)
)
# Sets of few people each, which are looked up once: a question for each contact costs more than all the rest.
_named = select(INTRODUCTION.c.introduced_id).where(
    INTRODUCTION.c.owner_id == _owner,
    INTRODUCTION.c.state != IntroductionState.MET.value,
    INTRODUCTION.c.deleted_at.is_(None),
)
_tied = select(CAN_TELL.c.contact_id).where(CAN_TELL.c.owner_id == _owner)
_planned_about = (
    select(INTERVIEW.c.contact_id)
    .join(ABOUT, and_(ABOUT.c.owner_id == INTERVIEW.c.owner_id, ABOUT.c.interview_id == INTERVIEW.c.id))
    .where(_planned, ABOUT.c.career_id == _career)
)
_closed_lately = select(INTERVIEW.c.contact_id).where(
    INTERVIEW.c.owner_id == _owner,
    INTERVIEW.c.closed_at >= bindparam("since", type_=Instant()),
    INTERVIEW.c.deleted_at.is_(None),
)
_said_no = _closed_lately.where(one_of(INTERVIEW.c.state, State.DECLINED, State.NO_RESPONSE))

CANDIDATE = (
    "id", "full_name", "sort_name", "headline", "organization_id", "level", "source", "difficulty", "stage", "why_them",
    "last_touch_at", "last_contact_at", "organization_name", "career_ids", "interview_id",
)  # fmt: skip
"""What a row of candidates holds, in order."""


def _candidates(*, of_career: bool) -> Query:
    """Who is neither asked, met, left alone nor has said no lately: of the likely ones, `MOST_CANDIDATES`.

    What the list shows of each is looked up for those alone.
    """
    likely = (
        case((CONTACT.c.stage == Stage.PLANNED.value, 8), else_=0)
        + case((CONTACT.c.id.in_(_named), 8), else_=0)
        + case((CONTACT.c.id.in_(_tied), 4), else_=0)
        + case((CONTACT.c.why_them != "", 2), else_=0)
        + case((CONTACT.c.last_touch_at.is_not(None), 2), else_=0)
        + case((CONTACT.c.difficulty <= 2, 2), (CONTACT.c.difficulty.is_not(None), 1), else_=0)
    )
    few: Select[Any] = select(CONTACT.c.id, likely.label("likely")).where(
        CONTACT.c.owner_id == _owner,
        CONTACT.c.deleted_at.is_(None),
        CONTACT.c.do_not_contact.is_(False),
        or_(
            one_of(CONTACT.c.stage, Stage.NEW, Stage.PLANNED),
            and_(CONTACT.c.stage == Stage.CLOSED.value, CONTACT.c.id.not_in(_closed_lately)),
        ),
        CONTACT.c.id.not_in(_said_no),
    )
    if of_career:
        few = few.where(or_(CONTACT.c.id.in_(_can_tell), CONTACT.c.id.in_(_planned_about)))
    chosen = few.order_by(likely.desc(), CONTACT.c.sort_name, CONTACT.c.id).limit(MOST_CANDIDATES).cte("chosen")
    careers = (
        select(json_list(CAN_TELL.c.career_id))
        .where(CAN_TELL.c.owner_id == CONTACT.c.owner_id, CAN_TELL.c.contact_id == CONTACT.c.id)
        .correlate(CONTACT)
        .scalar_subquery()
    )
    planned = (
        select(func.min(INTERVIEW.c.id))
        .where(_planned, INTERVIEW.c.contact_id == CONTACT.c.id)
        .correlate(CONTACT)
        .scalar_subquery()
    )
    return Query(
        select(
            *(CONTACT.c[name] for name in CANDIDATE[:-3]),
            ORGANIZATION.c.name.label("organization_name"),
            careers.label("career_ids"),
            planned.label("interview_id"),
        )
        .select_from(
            chosen.join(CONTACT, and_(CONTACT.c.owner_id == _owner, CONTACT.c.id == chosen.c.id)).outerjoin(
                ORGANIZATION,
                and_(ORGANIZATION.c.owner_id == CONTACT.c.owner_id, ORGANIZATION.c.id == CONTACT.c.organization_id),
            )
        )
        .order_by(CONTACT.c.sort_name, CONTACT.c.id)
    )


CANDIDATES = _candidates(of_career=False)
CANDIDATES_OF_CAREER = _candidates(of_career=True)
