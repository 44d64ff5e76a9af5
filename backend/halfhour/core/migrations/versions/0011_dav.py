"""Calendars and address books kept in step."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("connection", "connection_item", "connection_change", "connection_busy")
WITH_CONTACT, WITH_TALK = sa.text("contact_id IS NOT NULL"), sa.text("interview_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "connection",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("username", sa.String(length=300), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("accepting", sa.String(length=20), nullable=False),
        sa.Column("people", sa.String(length=20), nullable=False),
        sa.Column("people_tag", sa.String(length=60), nullable=True),
        sa.Column("found", Json, nullable=False),
        sa.Column("collection", sa.String(length=2000), nullable=True),
        sa.Column("busy", Json, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sync_token", sa.Text(), nullable=True),
        sa.Column("full_at", Instant(), nullable=True),
        sa.Column("last_synced_at", Instant(), nullable=True),
        sa.Column("last_tried_at", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=36), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("wanted_at", Instant(), nullable=True),
        sa.Column("held_until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index("ix_connection_updated", "connection", ["owner_id", "updated_at", "id"], unique=False)
    op.create_table(
        "connection_item",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("connection_id", sa.String(length=36), nullable=False),
        sa.Column("interview_id", sa.String(length=36), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("uid", sa.String(length=500), nullable=False),
        sa.Column("href", sa.String(length=2000), nullable=False),
        sa.Column("etag", sa.String(length=500), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_here", sa.Boolean(), nullable=False),
        sa.Column("base", Json, nullable=False),
        sa.Column("wrote", Json, nullable=False),
        sa.Column("pushed", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "connection_id"], ["connection.owner_id", "connection.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner_id", "interview_id"], ["interview.owner_id", "interview.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index("ix_connection_item", "connection_item", ["owner_id", "connection_id", "href"], unique=False)
    op.create_index(
        "ix_connection_item_contact",
        "connection_item",
        ["owner_id", "contact_id"],
        unique=False,
        sqlite_where=WITH_CONTACT,
        postgresql_where=WITH_CONTACT,
    )
    op.create_index(
        "ix_connection_item_interview",
        "connection_item",
        ["owner_id", "interview_id"],
        unique=False,
        sqlite_where=WITH_TALK,
        postgresql_where=WITH_TALK,
    )
    op.create_table(
        "connection_change",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("connection_id", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("interview_id", sa.String(length=36), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("accept_words", sa.String(length=300), nullable=False),
        sa.Column("dismiss_words", sa.String(length=300), nullable=False),
        sa.Column("here", Json, nullable=False),
        sa.Column("there", Json, nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id", "connection_id"], ["connection.owner_id", "connection.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id", "contact_id"], ["contact.owner_id", "contact.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner_id", "interview_id"], ["interview.owner_id", "interview.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "item_id"], ["connection_item.owner_id", "connection_item.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_index("ix_connection_change_item", "connection_change", ["owner_id", "item_id", "state"], unique=False)
    op.create_index(
        "ix_connection_change_open", "connection_change", ["owner_id", "connection_id", "state"], unique=False
    )
    op.create_index("ix_connection_change_updated", "connection_change", ["owner_id", "updated_at", "id"], unique=False)
    op.create_table(
        "connection_busy",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("connection_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "connection_id"], ["connection.owner_id", "connection.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "connection_id", "number"),
    )
    op.create_index("ix_connection_busy", "connection_busy", ["owner_id", "starts_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in secured(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
