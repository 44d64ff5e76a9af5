"""One file that holds everything, made while the server runs, checked by digests, and brought back into an empty place.

The form is the same for SQLite and PostgreSQL, so a backup of the one restores into the other. An older one is brought
back at the revision that it was made at, and migrated from there.
"""

import os
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import column, inspect, select, table

from .. import __version__
from . import archive, portable
from .archive import BadBackup
from .clock import clock
from .db import Query, instant_text
from .engine import Database
from .files import CHUNK, PART, make_folder, sync_folder
from .indexing import rebuild
from .migrate import alembic_config, import_models, migrate, revisions
from .settings import Settings

FORMAT = 1
_FILE = re.compile(r"files/([0-9a-f-]{36})/([0-9a-f-]{36})\Z")
_ACCOUNTS = Query(select(column("id")).select_from(table("account", column("id"))).order_by(column("id")))


class Summary(NamedTuple):
    """What a backup holds."""

    version: str
    made_at: str
    rows: int
    files: int


def backup(database: Database, file: Path) -> Summary:
    """Write everything into a new file: one moment's rows, and the files that they speak of.

    Writers are not held up: the rows are read in one transaction that sees the state at its beginning. Files are never
    changed and come after the rows, so every row's file is there.

    Raises:
        BadBackup: the file exists already, or the database is not in its newest form.
    """
    import_models()
    current, newest = revisions(database)
    if current != newest:
        raise BadBackup("The database is not in its newest form. Run `halfhour migrate` first.")
    counts: dict[str, int] = {}
    kept = portable.kept_tables()

    def manifest() -> dict[str, Any]:
        return {
            "format": "halfhour-backup",
            "format_version": FORMAT,
            "version": __version__,
            "revision": current,
            "engine": "sqlite" if database.sqlite else "postgresql",
            "made_at": made_at,
            "tables": {
                str(each.name): {"columns": [list(c) for c in portable.columns_of(each)], "rows": counts[each.name]}
                for each in kept
            },
        }

    with archive.writing(file, manifest) as writer:
        with database.connection(writes=False) as connection:
            portable.begin_snapshot(connection)
            made_at = instant_text(clock.now())
            owners = [owner for (owner,) in connection.rows(_ACCOUNTS, {})]
            for each in kept:
                counts[each.name] = 0
                written = _counted(portable.lines(connection, each, owners), counts, each.name)
                writer.add(f"tables/{each.name}.jsonl", written, packed=True)
            connection.commit()
        folder = database.settings.files
        found = [path for path in sorted(folder.glob("*/*")) if not path.name.endswith(PART)]
        for path in found:
            _add_file(writer, f"files/{path.relative_to(folder).as_posix()}", path)
    files = sum(name.startswith("files/") for name in writer.members)
    return Summary(__version__, made_at, sum(counts.values()), files)


def verify(file: Path) -> Summary:
    """Check every byte of a backup.

    Raises:
        BadBackup: it is damaged, which part is named; or it is none.
    """
    with archive.reading(file) as reader:
        return _summary(reader)


def restore(file: Path, settings: Settings) -> Summary:
    """Bring a backup back, whole or not at all, into a place where there is nothing yet.

    Raises:
        BadBackup: it is damaged or of a newer version, or there is something in the place already.
    """
    import_models()
    with archive.reading(file) as reader:
        database = Database(settings)
        try:
            _require_empty(database)
            _make_tables(database, reader.manifest)
            _fill(database, reader)
            migrate(database)
            rebuild(database)
        finally:
            database.close()
        return _summary(reader)


def _summary(reader: archive.Reader) -> Summary:
    said = reader.manifest
    rows = sum(each["rows"] for each in said["tables"].values())
    return Summary(said["version"], said["made_at"], rows, len(reader.names("files")))


def _counted(written: Iterator[bytes], counts: dict[str, int], name: str) -> Iterator[bytes]:
    for line in written:
        counts[name] += 1
        yield line + b"\n"


def _add_file(writer: archive.Writer, name: str, path: Path) -> None:
    if not _FILE.match(name):
        return
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # its row was deleted for good after the snapshot, and the file with it
    with file:
        writer.add(name, iter(partial(file.read, CHUNK), b""), packed=False)


def _require_empty(database: Database) -> None:
    engine = database.migration_engine()
    try:
        with engine.connect() as connection:
            names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()
    if names and "account" not in names:
        raise BadBackup("The database holds tables of something else. Restore into a database of its own.")
    if names:
        with database.reading() as reading:
            if reading.row(_ACCOUNTS, {}) is not None:
                raise BadBackup("There is an account already. Restore into an empty data folder and database.")
    if any(database.settings.files.glob("*/*")):
        raise BadBackup(f"There are files in {database.settings.files}. Restore into an empty data folder.")


def _make_tables(database: Database, manifest: dict[str, Any]) -> None:
    """The tables as they were when the backup was made."""
    wanted = manifest["revision"]
    current, _ = revisions(database)
    with alembic_config(database) as config:
        try:
            known = ScriptDirectory.from_config(config).get_revision(wanted)
        except CommandError:
            known = None
        if known is None or manifest["format_version"] > FORMAT:
            raise BadBackup(
                f"The backup was made by Halfhour {manifest['version']}. Install that version or a later one."
            )
        if current not in (None, wanted):
            command.downgrade(config, "base")  # nothing is lost: there is no account
        if current != wanted:
            command.upgrade(config, wanted)


def _fill(database: Database, reader: archive.Reader) -> None:
    """All rows in one transaction, which is committed when the files are in their place."""
    staged = database.settings.data_dir / "files.restoring"
    shutil.rmtree(staged, ignore_errors=True)
    make_folder(staged)
    for name in reader.names("files"):
        _put_file(reader, name, staged)
    for folder in (*staged.iterdir(), staged):
        sync_folder(folder)
    with database.connection(writes=True) as connection:
        connection.begin(None, writes=True)
        if not connection.sqlite:
            connection.raw.execute("SET LOCAL statement_timeout = 0", prepare=False)
        for name, said in reader.manifest["tables"].items():
            columns = [portable.Column(*each) for each in said["columns"]]
            rows = portable.take_in(connection, name, columns, reader.lines(f"tables/{name}.jsonl"))
            if rows != said["rows"]:
                raise BadBackup(f"The backup does not hold what its list says: {name} has {rows} rows.")
        staged.rename(database.settings.files)
        sync_folder(database.settings.data_dir)
        connection.commit()


def _put_file(reader: archive.Reader, name: str, staged: Path) -> None:
    found = _FILE.match(name)
    if found is None:
        raise BadBackup(f"The backup holds a file with a strange name: {name[:100]}.")
    folder = staged / found[1]
    make_folder(folder)
    with (folder / found[2]).open("xb") as file:
        for piece in reader.pieces(name):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
