"""Debriefs: ratings with their evidence, and what talks say of assumptions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant
from halfhour.core.migrate import secured

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OWNED = ("debrief", "rating", "finding")
"""Tables that row-level security guards on PostgreSQL, parents first."""


def _owned(name: str, *columns: sa.Column[Any], parents: dict[str, str]) -> None:
    op.create_table(
        name,
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint(["owner_id", column], [f"{parent}.owner_id", f"{parent}.id"], ondelete="CASCADE")
            for column, parent in parents.items()
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )


def _id(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=36), nullable=not needed)


def upgrade() -> None:
    op.add_column("assumption", sa.Column("found", sa.String(length=20), nullable=True))
    op.add_column("interview", sa.Column("debrief_words", sa.Text(), nullable=False, server_default=""))
    _owned(
        "debrief",
        sa.Column("verdict", sa.String(length=20), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("summary", "surprises", "leads")),
        parents={"id": "interview"},
    )
    _owned(
        "rating",
        *(_id(name) for name in ("interview_id", "career_id", "criterion_id")),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        *(_id(name, needed=False) for name in ("note_id", "agenda_item_id")),
        parents={"interview_id": "interview", "career_id": "career", "criterion_id": "criterion"},
    )
    op.create_index("uq_rating", "rating", ["owner_id", "interview_id", "career_id", "criterion_id"], unique=True)
    op.create_index("ix_rating_career", "rating", ["owner_id", "career_id"])
    op.create_index("ix_rating_criterion", "rating", ["owner_id", "criterion_id"])
    _owned(
        "finding",
        *(_id(name) for name in ("interview_id", "assumption_id")),
        sa.Column("finding", sa.String(length=20), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        *(_id(name, needed=False) for name in ("note_id", "agenda_item_id")),
        parents={"interview_id": "interview", "assumption_id": "assumption"},
    )
    op.create_index("uq_finding", "finding", ["owner_id", "interview_id", "assumption_id"], unique=True)
    op.create_index("ix_finding_assumption", "finding", ["owner_id", "assumption_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            for statement in secured(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(OWNED):
        op.drop_table(table)
    for table, name in (("interview", "debrief_words"), ("assumption", "found")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(name)
