"""Who led to whom."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "introduction",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.Column("introducer_id", sa.String(length=36), nullable=False),
        sa.Column("introduced_id", sa.String(length=36), nullable=False),
        sa.Column("said_in_id", sa.String(length=36), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("suggested_at", Instant(), nullable=False),
        sa.Column("asked_for_at", Instant(), nullable=True),
        sa.Column("made_at", Instant(), nullable=True),
        sa.Column("met_at", Instant(), nullable=True),
        sa.Column("met_in_id", sa.String(length=36), nullable=True),
        sa.Column("loop_closed_at", Instant(), nullable=True),
        sa.Column("told", Json, nullable=False),
        sa.ForeignKeyConstraint(["owner_id", "introducer_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id", "introduced_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index("ix_introduction_introducer", "introduction", ["owner_id", "introducer_id"], unique=False)
    op.create_index("ix_introduction_introduced", "introduction", ["owner_id", "introduced_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for statement in secured("introduction"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("introduction")
