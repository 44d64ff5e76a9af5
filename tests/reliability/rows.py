"""All rows of a database, read past the app, for comparing."""

from typing import Any

from sqlalchemy import select, text
from sqlmodel import SQLModel

from halfhour.core.engine import Database
from halfhour.core.migrate import UNOWNED

Rows = dict[str, list[tuple[Any, ...]]]


def all_rows(database: Database, *, without: frozenset[str] = frozenset()) -> Rows:
    """Each table's rows, sorted, as the models' types read them; on PostgreSQL as each owner in turn."""
    found: Rows = {}
    engine = database.migration_engine()
    try:
        with engine.connect() as connection:
            owners = [owner for (owner,) in connection.execute(text("SELECT id FROM account ORDER BY id"))]
            for table in SQLModel.metadata.sorted_tables:
                if table.name in without:
                    continue
                rows = found[table.name] = []
                for owner in [None] if database.sqlite or table.name in UNOWNED else owners:
                    if owner is not None:
                        connection.execute(text("SELECT set_config('app.owner', :owner, true)"), {"owner": owner})
                    rows += [tuple(row) for row in connection.execute(select(table))]
                rows.sort(key=repr)
    finally:
        engine.dispose()
    return found
