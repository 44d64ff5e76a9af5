"""Connections to CRMs: whom they are for, and what was shown there last."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OWNED = ("crm_connection", "crm_choice", "crm_ref", "crm_preview")
"""Tables that row-level security guards on PostgreSQL, parents first."""


def _id(name: str, *, needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=36), nullable=not needed)


def _child(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["owner_id", f"{name.removeprefix('crm_')}_id"], [f"{name}.owner_id", f"{name}.id"], ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "crm_connection",
        _id("owner_id"),
        _id("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("system", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("base_url", sa.String(length=2000), nullable=True),
        sa.Column("sealed_key", sa.Text(), nullable=True),
        *(
            sa.Column(f"push_{what}", sa.Boolean(), nullable=False)
            for what in ("people", "talks", "follow_ups", "notes")
        ),
        sa.Column("mapping", Json, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=300), nullable=True),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("work", sa.String(length=20), nullable=True),
        *(_id(name, needed=False) for name in ("work_job_id", "watch_job_id", "held_by")),
        sa.Column("held_until", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("quiet_until", Instant(), nullable=True),
        sa.Column("checked_at", Instant(), nullable=True),
        sa.Column("last_synced_at", Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    op.create_table(
        "crm_choice",
        _id("owner_id"),
        _id("connection_id"),
        _id("contact_id"),
        sa.Column("chosen_at", Instant(), nullable=False),
        sa.Column("released_at", Instant(), nullable=True),
        sa.Column("pushed_at", Instant(), nullable=True),
        sa.Column("tried", sa.String(length=64), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        _child("crm_connection"),
        _child("contact"),
        sa.PrimaryKeyConstraint("owner_id", "connection_id", "contact_id"),
    )
    op.create_index("ix_crm_choice_contact", "crm_choice", ["owner_id", "contact_id"])
    op.create_table(
        "crm_ref",
        _id("owner_id"),
        _id("connection_id"),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        _id("contact_id"),
        sa.Column("their_id", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=2000), nullable=True),
        sa.Column("pushed", Json, nullable=False),
        sa.Column("began_at", Instant(), nullable=True),
        sa.Column("pushed_at", Instant(), nullable=True),
        _child("crm_connection"),
        _child("contact"),
        sa.PrimaryKeyConstraint("owner_id", "connection_id", "what", "key"),
    )
    op.create_index("ix_crm_ref_contact", "crm_ref", ["owner_id", "contact_id"])
    op.create_table(
        "crm_preview",
        _id("owner_id"),
        _id("connection_id"),
        sa.Column("state", sa.String(length=20), nullable=False),
        _id("job_id", needed=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("made_at", Instant(), nullable=True),
        sa.Column("items", Json, nullable=False),
        sa.Column("people_left", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        _child("crm_connection"),
        sa.PrimaryKeyConstraint("owner_id", "connection_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in OWNED:
            for statement in secured(table):
                op.execute(statement)


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind LIKE 'crm.%'")
    for table in reversed(OWNED):
        op.drop_table(table)
