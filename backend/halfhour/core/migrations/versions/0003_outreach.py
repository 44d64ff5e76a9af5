"""Letters, milestones and warming up."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant
from halfhour.core.migrate import secured

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("template", "template_taken", "milestone")
KEPT = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "template",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_name", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index(
        "ix_template_updated", "template", ["owner_id", "updated_at", "id"], sqlite_where=KEPT, postgresql_where=KEPT
    )
    op.create_index("ix_template_purpose", "template", ["owner_id", "purpose", "id"])
    op.create_table(
        "template_taken",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "key"),
    )
    op.create_table(
        "milestone",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index("ix_milestone_contact", "milestone", ["owner_id", "contact_id", "happened_on", "id"])
    for table in TABLES if op.get_bind().dialect.name == "postgresql" else ():
        for statement in secured(table):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
