"""What the person knows about themselves, and the criteria by which they judge careers."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from ..core.db import Binned, Json, Owned, newest_first, table_column


class CriterionKind(StrEnum):
    """What a criterion is to the person."""

    VALUE = "value"
    SKILL = "skill"
    INTEREST = "interest"


class Profile(Owned, table=True):
    """One for each person: its id is the person's own. There is no row before something is written."""

    __tablename__ = "profile"
    kind: ClassVar[str] = "profile"

    current_work: str = Field(default="", sa_type=Text)
    dislikes: list[str] = Field(default_factory=list, sa_type=Json)
    joys: list[str] = Field(default_factory=list, sa_type=Json)
    goals_1_year: str = Field(default="", sa_type=Text)
    goals_5_years: str = Field(default="", sa_type=Text)
    goals_10_years: str = Field(default="", sa_type=Text)
    skills_to_use: list[str] = Field(default_factory=list, sa_type=Json)
    skills_to_strengthen: list[str] = Field(default_factory=list, sa_type=Json)
    values: list[str] = Field(default_factory=list, sa_type=Json)
    interests: list[str] = Field(default_factory=list, sa_type=Json)
    signature: str | None = Field(default=None, max_length=300)
    phone: str | None = Field(default=None, max_length=300)
    email: str | None = Field(default=None, max_length=254)
    link: str | None = Field(default=None, max_length=2000)
    weekly_asks: int = 5


class Criterion(Binned, table=True):
    """A value, skill or interest with its weight. `what` is its kind; `name_key` is the name as it is compared."""

    __tablename__ = "criterion"
    __table_args__ = (
        newest_first("criterion"),
        Index(
            "uq_criterion_name", "owner_id", "name_key", unique=True,
            sqlite_where=table_column("deleted_at").is_(None), postgresql_where=table_column("deleted_at").is_(None),
        ),
    )  # fmt: skip
    kind: ClassVar[str] = "criterion"

    what: str = Field(max_length=20)
    name: str = Field(max_length=300)
    name_key: str = Field(max_length=300)
    weight: int = 3
    why: str = Field(default="", sa_type=Text)
