"""SQLite under settings that could lose acknowledged writes: the server does not start."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from halfhour.core.engine import Database, WeakDurability
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.main import create_app


def settings(folder: Path, url: str = "") -> Settings:
    return Settings(_env_file=None, data_dir=folder, database_url=url)


def test_every_connection_is_in_wal_mode_with_full_syncs(tmp_path: Path) -> None:
    database = Database(settings(tmp_path))
    migrate(database)
    for writes in (True, False):
        with database.connection(writes=writes) as connection:
            pragmas = {
                name: connection.raw.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "query_only")
            }
        reads_only = int(not writes)
        assert pragmas == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "trusted_schema": 0,
            "query_only": reads_only,
        }
    database.check_durability()
    database.close()


def test_a_database_that_is_kept_in_memory_is_refused(tmp_path: Path) -> None:
    database = Database(settings(tmp_path, "sqlite:///file:weak?mode=memory&cache=shared&uri=true"))
    with pytest.raises(WeakDurability, match="journal_mode=memory"):
        database.check_durability()
    database.close()


def test_the_server_refuses_to_start_on_one(tmp_path: Path) -> None:
    weak = settings(tmp_path, "sqlite:///file:weaker?mode=memory&cache=shared&uri=true")
    app = create_app(weak)

    async def start() -> None:
        async with app.router.lifespan_context(app):
            pytest.fail("it started")

    with ThreadPoolExecutor(1) as aside, pytest.raises(WeakDurability):  # a browser's tests leave a loop running here
        aside.submit(lambda: asyncio.run(start())).result()
    app.state.office.close()
    app.state.keeper.close()
    app.state.office.database.close()
