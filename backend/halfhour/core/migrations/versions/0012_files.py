"""What files bring: portraits, and whole accounts."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OWNED = ("contact_portrait", "account_import")


def upgrade() -> None:
    op.add_column("contact", sa.Column("portrait", sa.String(length=64), nullable=True))
    op.create_table(
        "contact_portrait",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "contact_id"),
    )
    op.create_table(
        "account_import",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_for", sa.String(length=254), nullable=False),
        sa.Column("kinds", Json, nullable=False),
        sa.Column("left_out", Json, nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=36), nullable=True),
        sa.Column("taken_in_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in (each for table in OWNED for each in secured(table)):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("account_import")
    op.drop_table("contact_portrait")
    with op.batch_alter_table("contact") as batch:
        batch.drop_column("portrait")
