"""Careers being explored, the assumptions to test in talks, and the decisions that were taken."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ..core.db import ID, Binned, Instant, Owned, belongs_to, newest_first


class CareerStatus(StrEnum):
    """Where the exploration stands. Ruling out is a result."""

    EXPLORING = "exploring"
    PURSUING = "pursuing"
    RULED_OUT = "ruled_out"


class CareerDecision(StrEnum):
    """What can be decided about a career on the evidence so far."""

    PURSUE = "pursue"
    KEEP_EXPLORING = "keep_exploring"
    RULE_OUT = "rule_out"


class CareerTurnKind(StrEnum):
    """What can stand in a career's history: each decision, and taking one back."""

    PURSUE = "pursue"
    KEEP_EXPLORING = "keep_exploring"
    RULE_OUT = "rule_out"
    REOPEN = "reopen"


class AssumptionState(StrEnum):
    """What talks have shown about an assumption."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


class AssumptionFound(StrEnum):
    """What the findings of all talks say together of an assumption; contested where they contradict each other."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    CONTESTED = "contested"


class Career(Binned, table=True):
    """A career or title worth investigating. The decision shown is the one in force; `CareerTurn` keeps them all."""

    __tablename__ = "career"
    __table_args__ = (newest_first("career"),)
    kind: ClassVar[str] = "career"
    titled: ClassVar[tuple[str, ...]] = ("title",)
    searched: ClassVar[tuple[str, ...]] = ("why", "found_by", "job_description", "research")

    title: str = Field(max_length=300)
    sort_title: str = Field(max_length=300)
    why: str = Field(default="", sa_type=Text)
    found_by: str = Field(default="", sa_type=Text)
    job_description: str = Field(default="", sa_type=Text)
    research: str = Field(default="", sa_type=Text)
    status: str = Field(default=CareerStatus.EXPLORING.value, max_length=20)
    decision: str | None = Field(default=None, max_length=20)
    decision_reason: str = Field(default="", sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


class CareerTurn(Owned, table=True):
    """One decision about a career, or its reopening: kept for good, so that a later one never overwrites its reason."""

    __tablename__ = "career_turn"
    __table_args__ = (
        belongs_to("career_id", "career"),
        Index("ix_career_turn_career", "owner_id", "career_id", "created_at", "id"),
    )

    career_id: str = Field(sa_type=ID)
    turn: str = Field(max_length=20)
    reason: str = Field(default="", sa_type=Text)


class Assumption(Binned, table=True):
    """A claim about a career that talks confirm or refute. `found` is a projection of later steps: see
    `assumptions.judge`."""

    __tablename__ = "assumption"
    __table_args__ = (
        belongs_to("career_id", "career"),
        Index("ix_assumption_career", "owner_id", "career_id", "created_at"),
    )
    kind: ClassVar[str] = "assumption"

    career_id: str = Field(sa_type=ID)
    claim: str = Field(sa_type=Text)
    state: str = Field(default=AssumptionState.OPEN.value, max_length=20)
    found: str | None = Field(default=None, max_length=20)
