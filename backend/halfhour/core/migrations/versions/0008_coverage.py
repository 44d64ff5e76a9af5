"""Whom to ask next: how many a week, whom to keep in touch with, and when the asks that wait are given up."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from halfhour.core.clock import new_id
from halfhour.core.db import Instant, Json, instant_text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT_IN_TOUCH = sa.text("keep_in_touch_days IS NOT NULL AND deleted_at IS NULL")
PATIENCE, AFTER_FOLLOW_UP, GRACE = timedelta(days=14), timedelta(days=7), timedelta(days=1)


def upgrade() -> None:
    op.add_column("profile", sa.Column("weekly_asks", sa.Integer(), nullable=False, server_default="5"))
    op.create_index(
        "ix_contact_keep",
        "contact",
        ["owner_id", "last_contact_at"],
        sqlite_where=KEPT_IN_TOUCH,
        postgresql_where=KEPT_IN_TOUCH,
    )
    _watch()


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind = 'interviews.expire'")
    op.drop_index("ix_contact_keep", "contact")
    with op.batch_alter_table("profile") as batch:
        batch.drop_column("weekly_asks")


def _watch() -> None:
    """Have each ask that waits for a reply looked at when its time is up, as every new one is."""
    job = sa.table(
        "job",
        *(sa.column(name) for name in ("id", "owner_id", "kind", "attempt")),
        sa.column("args", Json),
        *(sa.column(name, Instant()) for name in ("due_at", "created_at")),
    )
    asks = sa.table(
        "interview",
        *(sa.column(name) for name in ("owner_id", "id", "state")),
        *(sa.column(name, Instant()) for name in ("requested_at", "followed_up_at")),
    )
    account, bind, now = sa.table("account", sa.column("id")), op.get_bind(), datetime.now(UTC)
    for (owner,) in bind.execute(sa.select(account.c.id)).all():
        if bind.dialect.name == "postgresql":  # rows are seen by their owner only
            bind.execute(sa.text("SELECT set_config('app.owner', :owner, true)"), {"owner": owner})
        waiting = bind.execute(
            sa.select(asks.c.id, asks.c.requested_at, asks.c.followed_up_at).where(
                asks.c.owner_id == owner, asks.c.state == "requested", asks.c.requested_at.is_not(None)
            )
        ).all()
        for id_, asked, followed in waiting:
            due = max(asked + PATIENCE, (followed or asked) + AFTER_FOLLOW_UP, now + GRACE)
            made = {"id": new_id(), "owner_id": owner, "kind": "interviews.expire", "attempt": 0, "created_at": now}
            args = {"interview_id": id_, "asked": instant_text(asked)}
            bind.execute(sa.insert(job).values(**made, args=args, due_at=due))
    if bind.dialect.name == "postgresql":
        bind.execute(sa.text("SELECT set_config('app.owner', '', true)"))
