"""What answers show of careers, assumptions and decisions, and how they are listed."""

from typing import Any

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.sql import ColumnElement

from ..core.db import table_of
from ..core.views import Listing, View, json_object
from .models import Assumption, AssumptionState, Career, CareerTurn
from .schemas import AssumptionRead, CareerRead, CareerTurnRead

CAREER = table_of(Career)
TURN = table_of(CareerTurn)
ASSUMPTION = table_of(Assumption)


def _in(state: AssumptionState) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """A state's name and how many assumptions are in it, for a JSON object."""
    name: ColumnElement[Any] = literal_column(f"'{state.value}'")
    return name, func.count().filter(ASSUMPTION.c.state == name)


_assumption_counts = (
    select(json_object(*(part for state in AssumptionState for part in _in(state))))
    .where(
        ASSUMPTION.c.owner_id == CAREER.c.owner_id,
        ASSUMPTION.c.career_id == CAREER.c.id,
        ASSUMPTION.c.deleted_at.is_(None),
    )
    .correlate(CAREER)
    .scalar_subquery()
)

CAREERS = View(Career, CareerRead, extra={"assumptions": _assumption_counts})
TURNS = View(CareerTurn, CareerTurnRead, extra={"at": TURN.c.created_at})
ASSUMPTIONS = View(Assumption, AssumptionRead)

CAREER_LIST = Listing(
    CAREERS,
    sorts={"updated_at": CAREER.c.updated_at, "created_at": CAREER.c.created_at, "title": CAREER.c.sort_title},
    default="-updated_at",
    filters={"status": CAREER.c.status == bindparam("status", type_=CAREER.c.status.type)},
    searched=True,
)
HISTORY = Listing(
    TURNS,
    sorts={"at": TURN.c.created_at},
    default="-at",
    filters={"career_id": TURN.c.career_id == bindparam("career_id")},
)
ASSUMPTION_LIST = Listing(
    ASSUMPTIONS,
    sorts={"created_at": ASSUMPTION.c.created_at, "updated_at": ASSUMPTION.c.updated_at},
    default="created_at",
    filters={
        "career_id": ASSUMPTION.c.career_id == bindparam("career_id"),
        "state": ASSUMPTION.c.state == bindparam("state", type_=ASSUMPTION.c.state.type),
    },
)
