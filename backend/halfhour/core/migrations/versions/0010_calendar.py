"""Calendar feeds, the mail account, and invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interview", sa.Column("sequence", sa.Integer(), nullable=True))
    _count_changes()


def downgrade() -> None:
    with op.batch_alter_table("interview") as batch:
        batch.drop_column("sequence")


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
