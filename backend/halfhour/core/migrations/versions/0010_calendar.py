"""Calendar feeds, the mail account, and invitations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json
from halfhour.core.migrate import secured

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OWNED = ("calendar_feed", "mail_account", "talk_invitation", "talk_reply")
"""Tables that row-level security guards on PostgreSQL."""


def upgrade() -> None:
    op.add_column("interview", sa.Column("sequence", sa.Integer(), nullable=True))
    op.add_column("interview", sa.Column("their_answer", sa.String(length=20), nullable=True))
    _count_changes()
    _owned(
        "calendar_feed",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("detail", sa.String(length=20), nullable=False),
        sa.Column("contents", Json, nullable=False),
        sa.Column("alarm_minutes", sa.Integer(), nullable=True),
        sa.Column("hint", sa.String(length=4), nullable=False),
        sa.Column("addressed_at", Instant(), nullable=False),
        sa.Column("last_used_at", Instant(), nullable=True),
        sa.Column("shown_digest", sa.String(length=64), nullable=True),
        sa.Column("shown_at", Instant(), nullable=True),
    )
    op.create_table(
        "calendar_address",
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("feed_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner_id", "feed_id"], ["calendar_feed.owner_id", "calendar_feed.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest"),
        sa.UniqueConstraint("feed_id"),
    )
    op.create_index("ix_calendar_address_owner_id", "calendar_address", ["owner_id"])
    _owned(
        "mail_account",
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("security", sa.String(length=20), nullable=False),
        sa.Column("username", sa.String(length=300), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("from_name", sa.String(length=300), nullable=False),
        sa.Column("from_address", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("last_used_at", Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
    )
    _owned(
        "talk_invitation",
        sa.Column("interview_id", sa.String(length=36), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=254), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        of_talk=True,
    )
    _owned(
        "talk_reply",
        sa.Column("interview_id", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamped_at", Instant(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("proposed_starts_at", Instant(), nullable=True),
        sa.Column("proposed_ends_at", Instant(), nullable=True),
        of_talk=True,
    )
    for table in OWNED if op.get_bind().dialect.name == "postgresql" else ():
        for statement in secured(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind LIKE 'mail.%'")
    op.drop_table("calendar_address")
    for table in reversed(OWNED):
        op.drop_table(table)
    for name in ("their_answer", "sequence"):
        with op.batch_alter_table("interview") as batch:
            batch.drop_column(name)


def _owned(name: str, *columns: sa.Column[Any], of_talk: bool = False) -> None:
    to_talk = sa.ForeignKeyConstraint(
        ["owner_id", "interview_id"], ["interview.owner_id", "interview.id"], ondelete="CASCADE"
    )
    op.create_table(
        name,
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], ondelete="CASCADE"),
        *([to_talk] if of_talk else []),
        sa.PrimaryKeyConstraint("owner_id", "id"),
    )
    if of_talk:
        op.create_index(f"ix_{name}_interview", name, ["owner_id", "interview_id", "created_at"])


def _count_changes() -> None:
    """What the calendar file of each talk has said so far: how often the appointment has changed since it was made."""
    bind = op.get_bind()
    owners = [owner for (owner,) in bind.execute(sa.text("SELECT id FROM account")).all()]
    for owner in owners:
        if bind.dialect.name == "postgresql":  # rows are seen by their owner only
            bind.execute(sa.text("SELECT set_config('app.owner', :owner, true)"), {"owner": owner})
        bind.execute(
            sa.text(
                "UPDATE interview SET sequence = found.changes - 1 FROM (SELECT interview_id, count(*) AS changes"
                " FROM interview_move WHERE owner_id = :owner"
                " AND action IN ('schedule', 'reschedule', 'cancel', 'no_show') GROUP BY interview_id) AS found"
                " WHERE interview.owner_id = :owner AND interview.id = found.interview_id"
            ),
            {"owner": owner},
        )
    if bind.dialect.name == "postgresql":
        bind.execute(sa.text("SELECT set_config('app.owner', '', true)"))
