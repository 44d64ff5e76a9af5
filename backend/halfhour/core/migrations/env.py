"""Alembic's entry: runs migrations on the connection that core.migrate opened."""

from alembic import context
from sqlmodel import SQLModel

from halfhour.core.migrate import import_models

import_models()
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
    include_object=lambda _object, name, kind, _reflected, _to: (
        not (name in ("folded", "ix_search_entry_folded") or (kind == "table" and str(name).startswith("search_word")))
    ),
)
with context.begin_transaction():
    context.run_migrations()
