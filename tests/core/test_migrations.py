"""One history for both engines: up, down and up again, and the models agree with where it ends."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from halfhour.core.engine import Database
from halfhour.core.migrate import UNOWNED, alembic_config, migrate
from halfhour.core.settings import Settings
from tests.conftest import ENGINES


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path):  # type: ignore[no-untyped-def]
    url = request.getfixturevalue("postgres").new_database() if request.param == "postgresql" else ""
    opened = Database(Settings(_env_file=None, data_dir=tmp_path, database_url=url))
    yield opened
    opened.close()


def ours(name: object) -> bool:
    return not str(name).startswith("search_word") and str(name) not in ("folded", "ix_search_entry_folded")


def test_models_and_migrations_agree(empty: Database) -> None:
    migrate(empty)
    engine = empty.migration_engine()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _object, name, *_: ours(name), "compare_type": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_every_table_of_a_person_has_the_second_wall_on_postgresql(empty: Database) -> None:
    migrate(empty)
    if empty.sqlite:
        return
    owned = {table.name for table in SQLModel.metadata.sorted_tables if "owner_id" in table.c} - UNOWNED
    owned.add("search_word")  # which the models do not know
    with empty.reading() as connection:
        rows = connection.raw.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert {name for (name,) in rows} == owned


def test_up_down_and_up_again_leaves_the_same(empty: Database) -> None:
    migrate(empty)
    before = shape(empty)
    with alembic_config(empty) as config:
        command.downgrade(config, "base")
    assert {name for name in shape(empty) if not name.startswith("alembic")} == set()
    migrate(empty)
    assert shape(empty) == before


def shape(database: Database) -> dict[str, list[str]]:
    engine = database.migration_engine()
    with engine.connect() as connection:
        inspector = inspect(connection)
        tables = inspector.get_table_names()
        columns = {name: sorted(column["name"] for column in inspector.get_columns(name)) for name in tables}
        connection.execute(text("SELECT 1"))
    engine.dispose()
    return columns
