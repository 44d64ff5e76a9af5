"""Files that belong to rows: one for each row of a model marked `filed`, at `files/<owner>/<id>`.

A file is whole before its row is there: it is written beside its place, fsynced, renamed, and the folder fsynced, and
only then is the row committed. A crash may leave a file without a row, which `sweep` takes away, but never a row
without its whole file (shared/reference/security.md, section 4; the order is tried in tests/reliability).
"""

import asyncio
import errno
import hashlib
import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Table, bindparam, select

from .clock import clock, is_id
from .db import Query, models, table_of
from .engine import Database
from .errors import Refusal, StorageFull, TooLarge
from .settings import Settings

log = logging.getLogger(__name__)

PART = ".part"
"""Ends the name of a file that is not whole yet."""
CHUNK = 1 << 20
"""How many bytes go to the disk, or come from it, at a time."""
HEAD = 4096
"""How many of its first bytes are kept at hand, to tell what a file is."""
UNTOUCHED = timedelta(hours=1)
"""How long a file without a row is left alone: its row may be about to be committed."""


def place(settings: Settings, owner: str, id_: str) -> Path:
    """Where the file of a row is kept."""
    if not (is_id(owner) and is_id(id_)):
        raise ValueError("owners and rows are known by ids")
    return settings.files / owner / id_


class Incoming:
    """A file on its way in: written piece by piece, then kept or discarded. Its methods block; see `receive`."""

    def __init__(self, place: Path, limit: int) -> None:
        self.place = place
        self.part = place.with_name(place.name + PART)
        self.limit = limit
        self.size = 0
        self.head = b""
        self._hash = hashlib.sha256()
        with _disk():
            make_folder(place.parent)
            self._file = self.part.open("xb", buffering=0)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """Add to the file.

        Raises:
            TooLarge: it would be larger than the limit.
            StorageFull
        """
        self.size += len(piece)
        refuse_larger(self.size, self.limit)
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]
        self._hash.update(piece)
        with _disk():
            rest = memoryview(piece)
            while rest:
                rest = rest[self._file.write(rest) :]

    def keep(self) -> None:
        """Bring all of it to the disk and give it its name.

        Raises:
            StorageFull
        """
        with _disk():
            os.fsync(self._file.fileno())
            self._file.close()
            self.part.rename(self.place)
            sync_folder(self.place.parent)

    def discard(self) -> None:
        """Leave nothing of it."""
        self._file.close()
        self.part.unlink(missing_ok=True)
        self.place.unlink(missing_ok=True)


async def receive(pieces: AsyncIterator[bytes], place: Path, limit: int) -> Incoming:
    """Stream to the disk with at most about 1 MiB in memory. The file is whole and kept when this returns, and there
    is nothing of it when this raises.

    Raises:
        TooLarge, StorageFull
    """
    incoming = await asyncio.to_thread(Incoming, place, limit)
    try:
        held = bytearray()
        async for piece in pieces:
            held += piece
            if len(held) >= CHUNK:
                await asyncio.to_thread(incoming.write, bytes(held))
                held.clear()
        await asyncio.to_thread(incoming.write, bytes(held))
        await asyncio.to_thread(incoming.keep)
    except BaseException:
        incoming.discard()
        raise
    return incoming


def refuse_larger(size: int, limit: int) -> None:
    if size > limit:
        raise TooLarge(f"A file may have up to {limit:,} bytes. Send a smaller one.")


def make_folder(folder: Path) -> None:
    """Make a folder that only we can look into, and bring its name to the disk."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in reversed(missing):
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: a file's own fsync does not (fsync(2))."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull("The disk is full. Nothing was kept of this file; reading still works.") from error
        raise


def surely_undone(error: BaseException) -> bool:
    """Whether a transaction that raised this has certainly left nothing, so that its file may go. After a connection
    broke at the commit nobody knows; the file then stays until `sweep` finds whether it has a row."""
    return isinstance(error, StorageFull) or (isinstance(error, Refusal) and error.status < 500)


def filed_tables() -> list[Table]:
    """The tables whose rows have files."""
    return [table_of(model) for model in models() if model.filed]


def sweep(database: Database) -> int:
    """Take away files, whole or half, that no row knows and that were last written an hour ago; gives how many."""
    gone = 0
    for found in strays(database, clock.now() - UNTOUCHED):
        for path in found:
            path.unlink(missing_ok=True)
            gone += 1
    if gone:
        log.info("files without a row were taken away", extra={"count": gone})
    return gone


def strays(database: Database, before: datetime) -> Iterator[list[Path]]:
    """For each owner, the files that no row knows and that were last written before an instant."""
    if not database.settings.files.is_dir():
        return
    for folder in sorted(database.settings.files.iterdir()):
        if not (folder.is_dir() and is_id(folder.name)):
            continue
        old = [path for path in sorted(folder.iterdir()) if path.stat().st_mtime < before.timestamp()]
        if old:  # looked up after the files, so that a row committed meanwhile is seen
            known = _known(database, folder.name)
            yield [path for path in old if path.name not in known]


def _known(database: Database, owner: str) -> set[str]:
    known = set()
    with database.reading(owner) as connection:
        for table in filed_tables():
            ids = Query(select(table.c.id).where(table.c.owner_id == bindparam("owner_id")))
            known |= {id_ for (id_,) in connection.rows(ids, {"owner_id": owner})}
    return known
