"""The bank of questions, and which questions of the starter set were taken from it."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from ..core.db import ID, Binned, Instant, belongs_to, newest_first


class Category(StrEnum):
    """What a question is about: the topics of the method, in the order in which a talk often takes them."""

    PATH = "path"
    MOTIVATION = "motivation"
    TYPICAL_DAY = "typical_day"
    FULFILMENT = "fulfilment"
    WORST_PART = "worst_part"
    SKILLS = "skills"
    EXPECTATIONS = "expectations"
    PAY = "pay"
    CULTURE = "culture"
    HINDSIGHT = "hindsight"
    GETTING_IN = "getting_in"
    FUTURE = "future"
    BROAD_VIEW = "broad_view"
    PEERS = "peers"
    NEXT_STEPS = "next_steps"
    CLOSING = "closing"
    OTHER = "other"


class Question(Binned, table=True):
    """A question of the seeker's own bank. How often it was asked follows from interviews, which note it here."""

    __tablename__ = "question"
    __table_args__ = (newest_first("question"), Index("ix_question_category", "owner_id", "category", "id"))
    kind: ClassVar[str] = "question"
    titled: ClassVar[tuple[str, ...]] = ("text",)

    text: str = Field(sa_type=Text)
    sort_text: str = Field(max_length=300)
    category: str = Field(default=Category.OTHER.value, max_length=20)
    times_asked: int = Field(default=0)
    last_asked_at: datetime | None = Field(default=None, sa_type=Instant)


class QuestionTag(SQLModel, table=True):
    """One tag on one question."""

    __tablename__ = "question_tag"
    __table_args__ = (belongs_to("question_id", "question"), Index("ix_question_tag", "owner_id", "tag", "question_id"))

    owner_id: str = Field(primary_key=True, sa_type=ID)
    question_id: str = Field(primary_key=True, sa_type=ID)
    tag: str = Field(primary_key=True, max_length=60)


class StarterTaken(SQLModel, table=True):
    """A question of the starter set that was copied into the bank once. It stays on record when the copy is edited or
    deleted, so that taking the set again gives back nothing that the seeker has changed or thrown away."""

    __tablename__ = "starter_taken"

    owner_id: str = Field(primary_key=True, sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=60)
