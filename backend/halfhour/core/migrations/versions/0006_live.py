"""What the half hour itself keeps: whether one said thank you at its end, and left one's own details."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ADDED = ("said_thanks", "left_details")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("interview", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in ADDED:
        with op.batch_alter_table("interview") as batch:
            batch.drop_column(name)
