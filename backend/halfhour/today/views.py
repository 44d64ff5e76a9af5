"""What is looked up to tell what is due."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.sql import ColumnElement

from ..careers.models import Career
from ..contacts.models import ActivityKind, Stage
from ..contacts.views import ACTIVITY, CONTACT
from ..core.db import Instant, Query, one_of, table_of
from ..interviews.models import InterviewState as State
from ..interviews.views import INTERVIEW, ITEM, KEPT

CAREER = table_of(Career)

_owner: ColumnElement[Any] = bindparam("owner_id")
_with_contact = INTERVIEW.join(
    CONTACT, and_(CONTACT.c.owner_id == INTERVIEW.c.owner_id, CONTACT.c.id == INTERVIEW.c.contact_id)
)


def _happened(what: ActivityKind, since: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the timeline tells of it since then, by whatever way it came there."""
    return exists().where(
        ACTIVITY.c.owner_id == INTERVIEW.c.owner_id,
        ACTIVITY.c.contact_id == INTERVIEW.c.contact_id,
        ACTIVITY.c.what == what.value,
        ACTIVITY.c.at >= since,
        ACTIVITY.c.deleted_at.is_(None),
    )


TALKS = Query(
    select(
        INTERVIEW.c.id,
        INTERVIEW.c.contact_id,
        CONTACT.c.full_name,
        INTERVIEW.c.state,
        INTERVIEW.c.minutes,
        INTERVIEW.c.starts_at,
        INTERVIEW.c.requested_at,
        INTERVIEW.c.followed_up_at,
        INTERVIEW.c.held_at,
        INTERVIEW.c.ended_at,
        or_(INTERVIEW.c.thanked_at.is_not(None), _happened(ActivityKind.THANKED, INTERVIEW.c.held_at)).label("thanked"),
        INTERVIEW.c.debriefed_at.is_not(None).label("debriefed"),
        INTERVIEW.c.wrapped_up_at.is_not(None).label("wrapped_up"),
        _happened(ActivityKind.REPLY_IN, INTERVIEW.c.requested_at).label("replied"),
        CONTACT.c.do_not_contact,
        INTERVIEW.c.updated_at,
    )
    .select_from(_with_contact)
    .where(
        INTERVIEW.c.owner_id == _owner,
        or_(
            one_of(INTERVIEW.c.state, State.SCHEDULED, State.REQUESTED),
            and_(INTERVIEW.c.state == State.HELD.value, INTERVIEW.c.held_at >= bindparam("since", type_=Instant())),
        ),
        KEPT,
    )
)

COUNTS = Query(
    select(
        func.count().filter(INTERVIEW.c.state == State.REQUESTED.value),
        func.count().filter(INTERVIEW.c.state == State.PLANNED.value),
    )
    .select_from(_with_contact)
    .where(INTERVIEW.c.owner_id == _owner, KEPT)
)

_keeps = and_(
    CONTACT.c.owner_id == _owner,
    CONTACT.c.deleted_at.is_(None),
    CONTACT.c.keep_in_touch_days.is_not(None),
)
_last = func.coalesce(CONTACT.c.last_contact_at, CONTACT.c.created_at, type_=Instant())
KEPT_IN_TOUCH = Query(
    select(CONTACT.c.id, CONTACT.c.full_name, CONTACT.c.keep_in_touch_days, _last).where(
        _keeps,
        CONTACT.c.do_not_contact.is_(False),
        or_(CONTACT.c.may_keep.is_(None), CONTACT.c.may_keep.is_(True)),
        ~one_of(CONTACT.c.stage, Stage.ASKED, Stage.SCHEDULED),  # one is in touch already
    )
)
WRITTEN_TO = Query(select(func.count()).where(_keeps, CONTACT.c.last_contact_at >= bindparam("since", type_=Instant())))

_talk = (INTERVIEW.c.owner_id == _owner, INTERVIEW.c.deleted_at.is_(None))
BEGUN = Query(
    select(
        exists().where(CAREER.c.owner_id == _owner, CAREER.c.deleted_at.is_(None)),
        exists().where(CONTACT.c.owner_id == _owner, CONTACT.c.deleted_at.is_(None)),
        exists().where(*_talk),
        or_(
            exists().where(*_talk, INTERVIEW.c.state == State.HELD.value),
            exists().where(
                *_talk,
                ITEM.c.owner_id == INTERVIEW.c.owner_id,
                ITEM.c.interview_id == INTERVIEW.c.id,
                ITEM.c.deleted_at.is_(None),
            ),
        ),
    )
)
