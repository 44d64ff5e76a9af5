"""A whole account as one file: its tables as JSON, its attached files, and the same people and talks as other programs
read them.

Everything is of one moment: the rows are read in one transaction that sees the state at its beginning, and attached
files, which never change, are added after it. Nobody who writes has to wait.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import bindparam, select

from .. import __version__
from ..accounts.models import Account
from ..core import archive, portable
from ..core.clock import clock
from ..core.db import Query, instant_text, table_of
from ..core.engine import Connection, Database
from ..core.files import CHUNK, place
from ..core.migrate import revisions
from ..core.store import Store
from ..interviews import ics
from ..interviews.models import Interview
from . import people
from .account_kinds import Kind, connections, kinds, schema
from .export_schemas import PeopleForm, PeopleQuery
from .models import Import, Status

FORMAT, FORMAT_VERSION = "halfhour-account", 1

_ACCOUNT, _INTERVIEW = table_of(Account), table_of(Interview)
_WHO = Query(
    select(_ACCOUNT.c.email, _ACCOUNT.c.name, _ACCOUNT.c.time_zone).where(_ACCOUNT.c.id == bindparam("owner_id"))
)
_TALKS = Query(
    select(_INTERVIEW.c.id)
    .where(
        _INTERVIEW.c.owner_id == bindparam("owner_id"),
        _INTERVIEW.c.starts_at.is_not(None),
        _INTERVIEW.c.deleted_at.is_(None),
    )
    .order_by(_INTERVIEW.c.starts_at, _INTERVIEW.c.id)
)
_DONE = {Status.COMMITTED.value, Status.UNDONE.value}
"""Imports that have come to an end; of one that has not, nobody could make anything elsewhere."""

README = """Halfhour: everything that {email} has kept, as it was at {made_at}.

tables/       each kind of thing as JSON, one object a line; schema.json says what a line holds.
files/        what is attached to notes, by the id that tables/attachment.jsonl gives.
people.vcf    your people, for any address book.
people-*.csv  your people, for Google, Outlook, HubSpot, Salesforce, and for Halfhour itself.
talks.ics     your talks, for any calendar.
manifest.json what is in this file, with the SHA-256 of each part.

To bring it back, whole, into this or another Halfhour: Settings, Import and export; or
    halfhour import account THIS_FILE --user you@example.org
It takes any account, an empty one or one in use: what is there already stays, what is newer here is updated.

What is not in it: your password, sessions, tokens and invitations; passwords and secrets of connections to other
systems, which have to be connected anew ({left_out}); the feed of changes; and files that you uploaded to import
people, of which only what came of them is kept. Lines of deleted things are in it until the bin is emptied.
"""


def export(database: Database, owner: str, file: Path) -> None:
    """Write a person's whole account into a new file.

    Raises:
        archive.BadBackup: the file is there already, or can't be written.
    """
    counts: dict[str, int] = {}
    said: dict[str, Any] = {"format": FORMAT, "format_version": FORMAT_VERSION, "version": __version__, "owner": owner}
    said["revision"] = revisions(database)[0]
    with archive.writing(file, lambda: {**said, "tables": counts}) as writer:
        with database.connection(writes=False) as connection:
            portable.begin_snapshot(connection)
            portable.act_as(connection, owner)
            email, name, time_zone = connection.rows(_WHO, {"owner_id": owner})[0]
            said["made_at"] = instant_text(clock.now())
            said["account"] = {"email": email, "name": name, "time_zone": time_zone}
            filed = _tables(writer, connection, owner, counts)
            _for_others(writer, Store(database, connection, owner))
            connection.commit()
        for id_ in filed:
            _add_file(writer, id_, place(database.settings, owner, id_))
        left_out = ", ".join(sorted(connections())) or "there are none"
        readme = README.format(email=email, made_at=said["made_at"], left_out=left_out)
        writer.add("README.txt", [readme.encode()], packed=True)
        writer.add("schema.json", [orjson.dumps(schema(), option=orjson.OPT_INDENT_2)], packed=True)


def _tables(writer: archive.Writer, connection: Connection, owner: str, counts: dict[str, int]) -> list[str]:
    """All rows; gives the ids of those that have files."""
    filed: list[str] = []
    unfinished: set[str] = set()

    def lines(kind: Kind) -> Iterator[bytes]:
        names = [str(each.name) for each in kind.table.c]
        hidden = set(names) - {each.name for each in kind.columns}
        for values in portable.rows(connection, kind.table, owner):
            row = dict(zip(names, values, strict=True))
            if kind.model is Import and row["status"] not in _DONE:
                unfinished.add(row["id"])
                continue
            if not unfinished.isdisjoint(str(row.get(column)) for column in kind.parents):
                continue
            if getattr(kind.model, "filed", False):
                filed.append(row["id"])
            counts[kind.name] += 1
            yield orjson.dumps({name: value for name, value in row.items() if name not in hidden}) + b"\n"

    for kind in kinds().values():
        counts[kind.name] = 0
        writer.add(f"tables/{kind.name}.jsonl", lines(kind), packed=True)
    return filed


def _for_others(writer: archive.Writer, store: Store) -> None:
    """The same people and talks, as other programs read them."""
    for form in PeopleForm:
        name = "people.vcf" if form is PeopleForm.VCARD else f"people-{form.value}.csv"
        asked = PeopleQuery.model_construct(format=form)
        writer.add(name, (text.encode() for text in people.everybody(store, asked)), packed=True)
    writer.add("talks.ics", _talks(store), packed=True)


def _talks(store: Store) -> Iterator[bytes]:
    """One calendar with every talk that has a time."""
    yield b"BEGIN:VCALENDAR\r\nPRODID:-//Halfhour//EN\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n"
    for (id_,) in store.rows(_TALKS):
        whole = ics.of(store, id_).content
        begins, ends = whole.find(b"BEGIN:VEVENT"), whole.rfind(b"END:VEVENT")
        yield whole[begins:ends] + b"END:VEVENT\r\n"
    yield b"END:VCALENDAR\r\n"


def _add_file(writer: archive.Writer, id_: str, path: Path) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # deleted for good since the rows were read; bringing the rest back says so
    with file:
        writer.add(f"files/{id_}", iter(partial(file.read, CHUNK), b""), packed=False)
