"""Webhooks and their deliveries, and whether a person's changes are watched at all."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def _owned() -> list[sa.Column[object]]:
    return [
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
    ]


def upgrade() -> None:
    op.add_column("feed", sa.Column("watched", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "webhook",
        *_owned(),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("types", Json, nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("sealed_old_secret", sa.Text(), nullable=False),
        sa.Column("old_secret_until", Instant(), nullable=True),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", Instant(), nullable=True),
        sa.Column("rest_until", Instant(), nullable=True),
        sa.Column("last_used_at", Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("stopped_because", sa.Text(), nullable=True),
        sa.Column("held_by", sa.String(length=36), nullable=True),
        sa.Column("held_until", Instant(), nullable=True),
        sa.Column("call_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_table(
        "webhook_delivery",
        *_owned(),
        sa.Column("webhook_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.String(length=60), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("resource_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("headers", Json, nullable=False),
        sa.Column("tries", Json, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id", "webhook_id"], ["webhook.owner_id", "webhook.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index("ix_webhook_delivery_list", "webhook_delivery", ["owner_id", "webhook_id", "created_at", "id"])
    op.create_index(
        "ix_webhook_delivery_waiting",
        "webhook_delivery",
        ["owner_id", "webhook_id", "resource_id", "seq"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("webhook", "webhook_delivery"):
            for statement in secured(table):
                op.execute(statement)


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind LIKE 'webhooks.%'")
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
    with op.batch_alter_table("feed") as batch:
        batch.drop_column("watched")
