"""The words that PostgreSQL searches get a table of their own, which the index leads into in spite of the second wall.

PostgreSQL looks at no index for a condition on words before row-level security has had its say on each row, lest the
condition tell of rows that are not one's own: so a search read everything that its owner had. Here the condition is
part of the policy itself: the table shows nobody anything but the owner's rows with the words that are searched for.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MINE = "owner_id = nullif(current_setting('app.owner', true), '')"
SOUGHT = "folded @@ (SELECT to_tsquery('simple', nullif(current_setting('app.match', true), '')))"
UP = (
    "CREATE TABLE search_word (number bigint PRIMARY KEY REFERENCES search_entry ON DELETE CASCADE,"
    " owner_id varchar(36) NOT NULL, folded tsvector NOT NULL)",
    "ALTER TABLE search_entry NO FORCE ROW LEVEL SECURITY",
    "INSERT INTO search_word SELECT number, owner_id, folded FROM search_entry",
    "ALTER TABLE search_entry FORCE ROW LEVEL SECURITY",
    "CREATE INDEX ix_search_word_folded ON search_word USING gin (folded)",
    "ALTER TABLE search_word ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE search_word FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY owner_finds ON search_word FOR SELECT USING ({MINE} AND {SOUGHT})",
    f"CREATE POLICY owner_adds ON search_word FOR INSERT WITH CHECK ({MINE})",
    "ALTER TABLE search_entry DROP COLUMN folded",
)
DOWN = (
    "DROP TABLE search_word",
    "ALTER TABLE search_entry ADD COLUMN folded tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX ix_search_entry_folded ON search_entry USING gin (folded)",
)


def upgrade() -> None:
    for statement in UP if op.get_bind().dialect.name == "postgresql" else ():
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN if op.get_bind().dialect.name == "postgresql" else ():
        op.execute(statement)
