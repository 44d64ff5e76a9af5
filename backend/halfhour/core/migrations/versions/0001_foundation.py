"""The foundation (interim while models are in motion)."""

from alembic import op
from sqlmodel import SQLModel

from halfhour.core.migrate import UNOWNED, secured

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    SQLModel.metadata.create_all(bind)
    if bind.dialect.name == "postgresql":
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in UNOWNED:
                for statement in secured(table.name):
                    op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE IF EXISTS search_word")
    SQLModel.metadata.drop_all(op.get_bind())
