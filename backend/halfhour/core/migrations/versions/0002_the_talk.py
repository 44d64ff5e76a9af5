"""The talk: what a contact, an interview and a question on its agenda keep of asking, closing and following through."""

import sqlalchemy as sa
from alembic import op

from halfhour.core.db import Instant, Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDED = (
    ("contact", "postal_address", sa.Text(), ""),
    ("contact", "may_name", sa.Boolean(), None),
    ("interview", "wrapped_up_at", Instant(), None),
    ("interview", "ask_template_id", sa.String(length=36), None),
    ("interview", "offered", Json, "[]"),
    ("interview", "travel_minutes", sa.Integer(), None),
    ("interview", "recording_consent", sa.String(length=20), None),
    ("interview", "recording_consent_at", Instant(), None),
    ("interview", "recording_consent_how", sa.Text(), ""),
    ("agenda_item", "researched", sa.Boolean(), sa.false()),
    ("agenda_item", "mattered", sa.Boolean(), sa.false()),
)
"""Table, column, type, and what the rows hold that are there already: None makes a column that may be null."""


def upgrade() -> None:
    for table, name, type_, default in ADDED:
        op.add_column(table, sa.Column(name, type_, nullable=default is None, server_default=default))


def downgrade() -> None:
    for table, name, _, _ in ADDED:
        with op.batch_alter_table(table) as batch:
            batch.drop_column(name)
