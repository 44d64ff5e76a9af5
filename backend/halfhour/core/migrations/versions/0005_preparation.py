"""Checklists before a talk, and rehearsals of it."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("checklist_item", "rehearsal")


def _kept() -> tuple[sa.schema.SchemaItem, ...]:
    """What every row of a talk's own has."""
    return (
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.Column("interview_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "interview_id"], ["interview.owner_id", "interview.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )


def upgrade() -> None:
    op.create_table(
        "checklist_item",
        *_kept(),
        sa.Column("proposal", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
    )
    op.create_index("ix_checklist_item_interview", "checklist_item", ["owner_id", "interview_id"], unique=False)
    op.create_table(
        "rehearsal",
        *_kept(),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_rehearsal_interview", "rehearsal", ["owner_id", "interview_id", "started_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in secured(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
