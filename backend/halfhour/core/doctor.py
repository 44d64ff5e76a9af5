"""What is wrong with a running installation, and what to do about it, in words."""

import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, select, text

from . import search
from .clock import clock
from .db import Owned, Query, table_of
from .engine import Database, WeakDurability
from .errors import Refusal
from .events import Event
from .feed import Feed, owners
from .files import UNTOUCHED, filed_tables, strays
from .indexing import kept_ids, rebuild, searched_models
from .jobs import JOB
from .migrate import UNOWNED, import_models, revisions

LOW, VERY_LOW = 1 << 30, 100 << 20
"""Free bytes below which there is a warning, or a fault."""
OVERDUE = timedelta(minutes=10)
MEND_INDEX = "Run `halfhour doctor --mend`, which makes the index anew."


class Finding(NamedTuple):
    """What was looked at and how it is; `mend` says what to do where it is not well."""

    state: Literal["ok", "warning", "fault"]
    what: str
    mend: str = ""


Check = Callable[[Database], Iterator[Finding]]


def examine(database: Database) -> list[Finding]:
    """Look at everything. Nothing is changed."""
    import_models()
    try:
        with database.reading() as connection:
            connection.run(Query(text("SELECT 1")), {}).fetchone()
    except Refusal as refusal:
        return [Finding("fault", f"The database does not answer: {refusal.detail}", "Start it, or mend its address.")]
    current, newest = revisions(database)
    if current != newest:
        what = f"The database is in the form {current or 'of nothing yet'}; this Halfhour needs {newest}."
        return [Finding("fault", what, "Run `halfhour migrate`.")]
    found = [Finding("ok", f"The database answers and is in its newest form ({current}).")]
    for check in CHECKS:
        found += check(database)
    return found


def mend(database: Database) -> None:
    """Mend what can be mended without a choice: the search index."""
    import_models()
    rebuild(database)


def _durability(database: Database) -> Iterator[Finding]:
    try:
        database.check_durability()
    except WeakDurability as weak:
        yield Finding("fault", str(weak), "Use the settings that docs/hosting.md names.")
        return
    if database.settings.allow_weak_durability:
        yield Finding("warning", "Weak durability is allowed.", "Take HALFHOUR_ALLOW_WEAK_DURABILITY away.")
    else:
        yield Finding("ok", "What was acknowledged survives a power cut.")


def _integrity(database: Database) -> Iterator[Finding]:
    """SQLite looks through its file. PostgreSQL watches by itself: there row-level security is looked at instead."""
    if not database.sqlite:
        yield from _row_security(database)
        return
    with database.reading() as connection:
        said = [row[0] for row in connection.raw.execute("PRAGMA integrity_check(10)")]
        loose = connection.raw.execute("PRAGMA foreign_key_check").fetchall()
    if said != ["ok"]:
        yield Finding(
            "fault", f"The database file is damaged: {'; '.join(said)[:300]}", "Restore the last good backup."
        )
    if loose:
        tables = ", ".join(sorted({row[0] for row in loose}))
        yield Finding("fault", f"{len(loose)} rows point at nothing, in {tables}.", "Restore the last good backup.")
    if said == ["ok"] and not loose:
        yield Finding("ok", "The database file is whole, and every row points at one that is there.")


_ROLE = Query(text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
_BARE = Query(
    text(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'"
        " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
    )
)


def _row_security(database: Database) -> Iterator[Finding]:
    with database.reading() as connection:
        role = connection.row(_ROLE, {})
        bare = sorted({name for (name,) in connection.rows(_BARE, {})} - UNOWNED)
    if role is not None and role[0]:
        yield Finding(
            "warning",
            "The database role is above row-level security, the second wall between accounts.",
            "Use a role without SUPERUSER and BYPASSRLS: see docs/hosting.md.",
        )
    if bare:
        yield Finding(
            "fault", f"Row-level security is off for {', '.join(bare)}.", "Restore a backup into a new database."
        )
    if not bare and role is not None and not role[0]:
        yield Finding("ok", "Row-level security holds for every table of people's data.")


_INDEXED = Query(
    select(func.count()).where(
        search.ENTRY.c.owner_id == bindparam("owner_id"), search.ENTRY.c.kind == bindparam("kind")
    )
)


def _index(database: Database) -> Iterator[Finding]:
    """Each kept row has its entry, and there is none too many; on SQLite the words are those of the entries, too."""
    amiss = 0
    for owner in owners(database):
        with database.reading(owner) as connection:
            for model in searched_models():
                there = len(connection.rows(kept_ids(model), {"owner_id": owner}))
                indexed = connection.row(_INDEXED, {"owner_id": owner, "kind": model.kind})
                missing = connection.row(_without_entry(model), {"owner_id": owner})
                amiss += abs(there - (indexed[0] if indexed else 0)) or (missing[0] if missing else 0)
    if amiss:
        yield Finding("fault", f"The search index is out of step in {amiss} places.", MEND_INDEX)
    elif database.sqlite and not _words_are_right(database):
        yield Finding("fault", "The words of the search index are not those of what it indexes.", MEND_INDEX)
    else:
        yield Finding("ok", "The search index is in step.")


@cache
def _without_entry(model: type[Owned]) -> Query:
    table = table_of(model)
    entry = exists().where(
        search.ENTRY.c.owner_id == table.c.owner_id, search.ENTRY.c.kind == model.kind, search.ENTRY.c.id == table.c.id
    )
    kept: ColumnElement[bool] = table.c.owner_id == bindparam("owner_id")
    if "deleted_at" in table.c:
        kept = kept & table.c.deleted_at.is_(None)
    return Query(select(func.count()).select_from(table).where(kept, ~entry))


_SAME_WORDS = Query(text("INSERT INTO search_word(search_word, rank) VALUES('integrity-check', 1)"))


def _words_are_right(database: Database) -> bool:
    """FTS5's own check, which is written as an insertion but changes nothing."""
    try:
        with database.writing() as connection:
            connection.run(_SAME_WORDS, {})
    except Exception as error:
        if "malformed" in str(error):
            return False
        raise
    return True


_LAST = Query(select(table_of(Feed).c.last).where(table_of(Feed).c.owner_id == bindparam("owner_id")))
_NEWEST = Query(select(func.max(table_of(Event).c.seq)).where(table_of(Event).c.owner_id == bindparam("owner_id")))


def _feed(database: Database) -> Iterator[Finding]:
    """The number that the next event will get is above all that were given."""
    behind = 0
    for owner in owners(database):
        with database.reading(owner) as connection:
            last, newest = connection.row(_LAST, {"owner_id": owner}), connection.row(_NEWEST, {"owner_id": owner})
            behind += last is None or (newest is not None and newest[0] is not None and newest[0] > last[0])
    if behind:
        yield Finding("fault", f"The change feed of {behind} accounts is out of step.", "Restore the last good backup.")
    else:
        yield Finding("ok", "The change feeds are in step.")


def _files(database: Database) -> Iterator[Finding]:
    folder = database.settings.files
    missing, odd = 0, 0
    for owner in owners(database):
        with database.reading(owner) as connection:
            for table in filed_tables():
                sized = Query(select(table.c.id, table.c.size).where(table.c.owner_id == bindparam("owner_id")))
                for id_, size in connection.rows(sized, {"owner_id": owner}):
                    path = folder / owner / id_
                    if not path.exists():
                        missing += 1
                    elif path.stat().st_size != size:
                        odd += 1
    if missing:
        yield Finding("fault", f"{missing} attached files are missing in {folder}.", "Take them from a backup.")
    if odd:
        yield Finding("fault", f"{odd} attached files have another size than they should.", "Take them from a backup.")
    stray = sum(len(found) for found in strays(database, clock.now() - 2 * UNTOUCHED))
    if stray:
        yield Finding(
            "warning", f"{stray} files belong to nothing.", "The server takes them away within the hour it runs."
        )
    if not (missing or odd or stray):
        yield Finding("ok", "Every attached file is there, and nothing else.")


def _space(database: Database) -> Iterator[Finding]:
    free = shutil.disk_usage(database.settings.data_dir).free if database.settings.data_dir.exists() else None
    if free is None:
        yield Finding(
            "warning", f"There is no data folder {database.settings.data_dir} yet.", "It is made when needed."
        )
    elif free < LOW:
        state: Literal["warning", "fault"] = "fault" if free < VERY_LOW else "warning"
        yield Finding(
            state, f"The disk has {free >> 20} MB left.", "Make room: when it is full, nothing can be written."
        )
    else:
        yield Finding("ok", f"The disk has {free >> 30} GB left.")


def _privacy(database: Database) -> Iterator[Finding]:
    """Others on the machine must not read what is kept."""
    folder = database.settings.data_dir
    if folder.exists() and folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH):
        yield Finding("warning", f"Other users of this machine can look into {folder}.", f"Run `chmod 700 {folder}`.")
    origin = database.settings.origin
    if origin.startswith("http://") and not any(each in origin for each in ("//127.0.0.1", "//localhost", "//[::1]")):
        yield Finding(
            "warning", f"People reach the app at {origin}, unencrypted.", "Put https in front: see docs/hosting.md."
        )


_GIVEN_UP = Query(select(func.count()).where(JOB.c.due_at.is_(None), JOB.c.error.is_not(None)))
_LATE = Query(select(func.count()).where(JOB.c.due_at < bindparam("before", type_=JOB.c.due_at.type)))


def _jobs(database: Database) -> Iterator[Finding]:
    with database.reading() as connection:
        given_up = connection.rows(_GIVEN_UP, {})[0][0]
        late = connection.rows(_LATE, {"before": clock.now() - OVERDUE})[0][0]
    if given_up:
        yield Finding("warning", f"{given_up} jobs were given up after many tries.", "The log says why.")
    if late:
        yield Finding(
            "warning", f"{late} jobs wait for longer than ten minutes.", "Is the server, or `halfhour worker`, running?"
        )
    if not (given_up or late):
        yield Finding("ok", "No job is waiting or was given up.")


CHECKS: tuple[Check, ...] = (_durability, _integrity, _index, _feed, _files, _jobs, _space, _privacy)
