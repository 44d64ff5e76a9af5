"""Bring a database to the newest form: one Alembic history for both engines."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

import halfhour

from .db import Query
from .engine import Database
from .errors import Refusal

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"

ONE_AT_A_TIME = 0x68616C66
"""Key of the advisory lock that lets one process migrate while others wait."""

TABLES_HERE = ("events", "feed", "idempotency", "jobs", "search")
"""The modules of the core that hold tables."""

UNOWNED = frozenset(
    {"account", "session", "access_token", "failed_sign_in", "invitation", "job", "feed", "calendar_address"}
)
"""Tables that are read before it is known who asks, or for everybody."""


@contextmanager
def alembic_config(database: Database) -> Iterator["Config"]:
    """Alembic's configuration with a connection to this database, without a file."""
    from alembic.config import Config

    engine = database.migration_engine()
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    try:
        with engine.connect() as connection:
            if not database.sqlite:
                connection.execute(text(f"SELECT pg_advisory_lock({ONE_AT_A_TIME})"))
                connection.commit()
            config.attributes["connection"] = connection
            yield config
    finally:
        engine.dispose()


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision. Processes that start at once wait for the first."""
    if revision == "head" and _is_newest(database):
        return  # most starts: without Alembic, which takes time and memory
    from alembic import command

    with alembic_config(database) as config:
        command.upgrade(config, revision)


_CURRENT = Query(text("SELECT version_num FROM alembic_version"))


def _is_newest(database: Database) -> bool:
    newest = max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))
    try:
        with database.reading() as connection:
            return connection.rows(_CURRENT, {}) == [(newest,)]
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  # no such table yet, or no right to look: Alembic makes it or says so
        return False


def import_models() -> None:
    """Have the metadata know every table, whichever steps have been used so far, and import nothing else."""
    root = Path(__file__).parent.parent
    found = sorted((*root.glob("*/models.py"), *root.glob("connections/*/models.py")))
    steps = [".".join(path.parent.relative_to(root).parts) for path in found]
    for module in (*(f".core.{name}" for name in TABLES_HERE), *(f".{step}.models" for step in steps)):
        importlib.import_module(module, halfhour.__name__)


def import_views() -> None:
    """Have `core.views.shown_as` know every step, as `import_models` does for tables."""
    import_models()
    root = Path(__file__).parent.parent
    for path in sorted((*root.glob("*/*views.py"), *root.glob("connections/*/*views.py"))):
        if path.parent.name != "core":
            importlib.import_module(".".join(("", *path.relative_to(root).with_suffix("").parts)), halfhour.__name__)


def revisions(database: Database) -> tuple[str | None, str | None]:
    """Where the database stands, None where it has no tables of ours; and the newest there is."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with alembic_config(database) as config:
        current = MigrationContext.configure(config.attributes["connection"]).get_current_revision()
        return current, ScriptDirectory.from_config(config).get_current_head()


def secured(table: str) -> list[str]:
    """The second wall on PostgreSQL: rows of this table are seen and written by their owner only, even by the
    table's own owner (FORCE). With no owner set there are no rows."""
    mine = "owner_id = nullif(current_setting('app.owner', true), '')"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY owner_only ON {table} USING ({mine}) WITH CHECK ({mine})",
    ]
