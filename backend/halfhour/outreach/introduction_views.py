"""What answers show of introductions, and how they are listed."""

from typing import Any

from pydantic import Field
from sqlalchemy import Boolean, and_, bindparam, case, exists, or_, select
from sqlalchemy.sql import ColumnElement

from ..contacts.models import Activity, ActivityKind, Contact
from ..core.db import Query, table_of
from ..core.views import Listing, View
from .introduction_rules import TREE_MOST
from .introduction_schemas import IntroductionFacts
from .models import Introduction
from .models import IntroductionState as State

INTRODUCTION = table_of(Introduction)
INTRODUCER = table_of(Contact).alias("introducer")
INTRODUCED = table_of(Contact).alias("introduced")
ACTIVITY = table_of(Activity)


class IntroductionRow(IntroductionFacts):
    """An introduction as it is read: what is shown, and what `introductions.complete` makes the rest from."""

    introducer_left_alone: bool = Field()
    in_bin: bool = Field()


# Two entries of one person that were merged may have named each other; taken apart again, they still do.
_people = INTRODUCTION.join(
    INTRODUCER,
    and_(
        INTRODUCER.c.owner_id == INTRODUCTION.c.owner_id,
        INTRODUCER.c.id == INTRODUCTION.c.introducer_id,
        INTRODUCTION.c.introducer_id != INTRODUCTION.c.introduced_id,
    ),
).join(
    INTRODUCED,
    and_(INTRODUCED.c.owner_id == INTRODUCTION.c.owner_id, INTRODUCED.c.id == INTRODUCTION.c.introduced_id),
)
LOOP_DUE: ColumnElement[bool] = and_(
    INTRODUCTION.c.state == State.MET.value,
    INTRODUCTION.c.loop_closed_at.is_(None),
    INTRODUCER.c.do_not_contact.is_(False),
)
KEPT: ColumnElement[bool] = and_(INTRODUCER.c.deleted_at.is_(None), INTRODUCED.c.deleted_at.is_(None))
"""Neither of the two is in the bin."""

INTRODUCTIONS = View(
    Introduction,
    IntroductionRow,
    source=_people,
    extra={
        "introducer_name": INTRODUCER.c.full_name,
        "introduced_name": INTRODUCED.c.full_name,
        "introduced_headline": INTRODUCED.c.headline,
        "introduced_stage": INTRODUCED.c.stage,
        "loop_due": LOOP_DUE,
        "introducer_left_alone": INTRODUCER.c.do_not_contact,
        "in_bin": or_(INTRODUCER.c.deleted_at.is_not(None), INTRODUCED.c.deleted_at.is_not(None)),
    },
)
INTRODUCTION_LIST = Listing(
    INTRODUCTIONS,
    sorts={"suggested_at": INTRODUCTION.c.suggested_at, "updated_at": INTRODUCTION.c.updated_at},
    default="-suggested_at",
    filters={
        "state": INTRODUCTION.c.state == bindparam("state", type_=INTRODUCTION.c.state.type),
        "contact_id": or_(
            INTRODUCTION.c.introducer_id == bindparam("contact_id"),
            INTRODUCTION.c.introduced_id == bindparam("contact_id"),
        ),
        "introducer_id": INTRODUCTION.c.introducer_id == bindparam("introducer_id"),
        "introduced_id": INTRODUCTION.c.introduced_id == bindparam("introduced_id"),
        "loop_due": case((LOOP_DUE, 1), else_=0) == case((bindparam("loop_due", type_=Boolean()), 1), else_=0),
        "kept": KEPT,
    },
).of("kept")


def _kept(*columns: ColumnElement[Any]) -> Any:
    return (
        select(*columns)
        .select_from(_people)
        .where(INTRODUCTION.c.owner_id == bindparam("owner_id"), INTRODUCTION.c.deleted_at.is_(None), KEPT)
    )


WAITING = Query(
    _kept(
        INTRODUCTION.c.id,
        INTRODUCTION.c.introduced_id,
        INTRODUCED.c.full_name.label("introduced_name"),
        INTRODUCTION.c.introducer_id,
        INTRODUCER.c.full_name.label("introducer_name"),
        INTRODUCTION.c.state,
        INTRODUCTION.c.suggested_at,
    )
    .where(INTRODUCTION.c.state != State.MET.value)
    .order_by(INTRODUCTION.c.suggested_at, INTRODUCTION.c.id)
)
DUE = Query(
    _kept(
        INTRODUCTION.c.id,
        INTRODUCTION.c.introducer_id,
        INTRODUCER.c.full_name.label("introducer_name"),
        INTRODUCTION.c.introduced_id,
        INTRODUCED.c.full_name.label("introduced_name"),
        INTRODUCTION.c.met_at,
    )
    .where(LOOP_DUE)
    .order_by(INTRODUCTION.c.met_at, INTRODUCTION.c.id)
)
NAMES = Query(
    _kept(
        INTRODUCTION.c.introducer_id,
        INTRODUCER.c.given_name.label("introducer_given"),
        INTRODUCER.c.full_name.label("introducer_full"),
        INTRODUCED.c.given_name.label("introduced_given"),
        INTRODUCED.c.full_name.label("introduced_full"),
    )
    .where(
        or_(
            INTRODUCTION.c.introducer_id == bindparam("contact_id"),
            INTRODUCTION.c.introduced_id == bindparam("contact_id"),
        )
    )
    .order_by(
        case((LOOP_DUE, 0), (INTRODUCTION.c.state == State.MET.value, 2), else_=1),
        INTRODUCTION.c.suggested_at.desc(),
        INTRODUCTION.c.id.desc(),
    )
)
"""Who named a contact and whom the contact named: first those to tell how it went, last those who were told."""


def _person(contact: Any) -> tuple[ColumnElement[Any], ...]:
    met = exists().where(
        ACTIVITY.c.owner_id == contact.c.owner_id,
        ACTIVITY.c.contact_id == contact.c.id,
        ACTIVITY.c.what == ActivityKind.MET.value,
        ACTIVITY.c.deleted_at.is_(None),
    )
    names = ("id", "full_name", "headline", "stage", "do_not_contact", "last_contact_at")
    return (*(contact.c[name].label(f"{contact.name}_{name}") for name in names), met.label(f"{contact.name}_met"))


TREE = Query(
    _kept(
        INTRODUCTION.c.id,
        INTRODUCTION.c.state,
        INTRODUCTION.c.said_in_id,
        LOOP_DUE.label("due"),
        *_person(INTRODUCER),
        *_person(INTRODUCED),
    )
    .order_by(INTRODUCTION.c.suggested_at.desc(), INTRODUCTION.c.id.desc())
    .limit(TREE_MOST + 1)
)
