"""An export of a whole account, looked at: nothing of it is believed before it is checked.

First the archive (its list of contents, names, sizes, digests), then each line of each table against its schema, then
what the lines point at. Only then is it said to be good, and what of it is new.
"""

import base64
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..contacts import portraits
from ..core import archive
from ..core.db import instant_text, parse_instant
from ..core.migrate import FOLDER
from . import account_rules as rules
from .account_kinds import Id, Kind, connections, kinds
from .account_rules import BrokenExport, ExportTooNew
from .account_writing import FORMAT_VERSION
from .archives import FAULTS, judge_contents
from .rules import UnreadableFile

AGAIN = "Export the account again and bring in that file, unchanged."
_NAME = re.compile(
    r"tables/[a-z_]{1,60}\.jsonl|files/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|people\.vcf|people-[a-z]{1,20}\.csv"
    r"|talks\.ics|README\.txt|schema\.json|manifest\.json"
)
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

Count = Annotated[int, Field(ge=0, le=2**62)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, hide_input_in_errors=True)


class Member(_Strict):
    """A part of the file."""

    size: Count
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Owner(_Strict):
    """Whose account it is."""

    email: Annotated[str, Field(max_length=254)]


class Manifest(_Strict):
    """What the file says of itself."""

    format: Literal["halfhour-account"]
    format_version: int
    version: Annotated[str, Field(max_length=60)]
    revision: Annotated[str, Field(max_length=60)]
    made_at: Annotated[str, Field(max_length=40)]
    owner: Id
    account: Owner
    tables: dict[str, Count]
    members: dict[str, Member]


class Opened:
    """An archive whose every byte is as its manifest says."""

    def __init__(self, zip_: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = zip_
        self.manifest = manifest

    def rows(self, kind: Kind) -> Iterator[dict[str, Any]]:
        """The rows of a table, each of the shape that its schema says.

        Raises:
            BrokenExport: one is not; its place is named.
        """
        name = f"tables/{kind.name}.jsonl"
        if name not in self.manifest.members:
            return
        check = kind.row.__pydantic_validator__
        with self._zip.open(name) as member:
            number = 0
            while line := member.readline(rules.LINE_BYTES + 1):
                number += 1
                if len(line) > rules.LINE_BYTES:
                    raise _in_line(name, number, "it is too long")
                if b"u0000" in line and _NUL.search(line):
                    raise _in_line(name, number, "it holds a NUL character")
                try:
                    row = check.validate_json(line)
                    yield row.model_dump(mode="json", by_alias=True)
                except ValidationError as error:
                    raise _in_line(name, number, _said(error)) from None

    def refuse_other_file(self, row: dict[str, Any]) -> None:
        """Raises BrokenExport if the file of a row is not in it, or is another than its row says."""
        file = self.manifest.members.get(f"files/{row['id']}")
        if file is None:
            raise BrokenExport(f"The attached file {row['name'][:80]} is not in it. {AGAIN}")
        if (file.size, file.sha256) != (row["size"], row["sha256"]):
            raise BrokenExport(f"The attached file {row['name'][:80]} is not the one that was attached. {AGAIN}")

    def file(self, id_: str) -> BinaryIO:
        return cast("BinaryIO", self._zip.open(f"files/{id_}"))


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open an export that has been checked through and through.

    Raises:
        BrokenExport, ExportTooNew
    """
    with path.open("rb") as raw:
        if raw.read(4) != b"PK\x03\x04":
            raise BrokenExport(f"It does not begin as a ZIP does. {AGAIN}")
        try:
            judge_contents(raw, most=rules.ENTRIES, most_bytes=rules.DIRECTORY_BYTES, advice=AGAIN)
        except UnreadableFile as refusal:
            raise BrokenExport(refusal.detail) from None
        if not archive.is_whole(raw):
            raise BrokenExport(f"It was cut off or changed since it was made. {AGAIN}")
        raw.seek(0)
        try:
            zip_ = zipfile.ZipFile(raw)
        except FAULTS as fault:
            raise BrokenExport(f"Its list of contents can't be read. {AGAIN}") from fault
        with zip_:
            if min((entry.header_offset for entry in zip_.infolist()), default=1) != 0:
                raise BrokenExport(f"It does not begin as an export does: something stands before it. {AGAIN}")
            _judge(zip_.infolist())
            manifest = _manifest(zip_)
            _compare(zip_, manifest)
            yield Opened(zip_, manifest)


def _judge(entries: list[zipfile.ZipInfo]) -> None:
    """Names, kinds and sizes, before anything is unpacked."""
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise BrokenExport(f"It holds two parts of the same name. {AGAIN}")
    tables = 0
    for entry in entries:
        if not _NAME.fullmatch(entry.filename):
            raise BrokenExport(f"It holds what no export has: {entry.filename[:80]}. {AGAIN}")
        odd = entry.flag_bits & 0x41 or stat.S_ISLNK(entry.external_attr >> 16)
        if odd or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenExport(f"{entry.filename} is packed as no export packs it. {AGAIN}")
        if entry.file_size > rules.RATIO_FROM and entry.file_size > rules.RATIO * max(1, entry.compress_size):
            raise BrokenExport(f"{entry.filename} unpacks to far more than it can hold. {AGAIN}")
        tables += 0 if entry.filename.startswith("files/") else entry.file_size
    if tables > rules.TABLE_BYTES or sum(entry.file_size for entry in entries) > rules.UNPACKED_BYTES:
        raise BrokenExport(f"It unpacks to more than an account can have. {AGAIN}")


def _manifest(zip_: zipfile.ZipFile) -> Manifest:
    try:
        if zip_.getinfo(archive.MANIFEST).file_size > rules.MANIFEST_BYTES:
            raise BrokenExport(f"Its manifest is too long. {AGAIN}")
        manifest = Manifest.model_validate_json(zip_.read(archive.MANIFEST))
    except ValidationError as error:
        raise BrokenExport(f"It is not what Halfhour calls an export: {_said(error)}. {AGAIN}") from None
    except archive.BROKEN as fault:
        raise BrokenExport(f"Its manifest can't be read. {AGAIN}") from fault
    known = {path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py")}
    if manifest.format_version > FORMAT_VERSION or manifest.revision not in known:
        raise ExportTooNew(f"It was made by Halfhour {manifest.version}. Bring this server to that version first.")
    strange = set(manifest.tables) - set(kinds())
    if strange:
        raise BrokenExport(f"It holds a table that there is not: {min(strange)[:80]}. {AGAIN}")
    return manifest


def _compare(zip_: zipfile.ZipFile, manifest: Manifest) -> None:
    there = {entry.filename for entry in zip_.infolist()}
    if there - {archive.MANIFEST} != set(manifest.members):
        raise BrokenExport(f"It does not hold what its manifest says. {AGAIN}")
    for name, said in manifest.members.items():
        if archive.found(zip_, name, said.size) != (said.size, said.sha256):
            raise BrokenExport(f"{name} is damaged. {AGAIN}")


@dataclass
class Found:
    """What an export holds, once every row was read."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    """Of each kind of thing the ids."""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Of each kind of thing how many are new, newer, and the same as here."""
    attached: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The rows that have files, by their ids."""
    total: int = 0


Here = dict[str, dict[str, str]]
"""Of each kind of thing the ids that are here already, and when each was last changed."""


def read_through(export: Opened, here: Here, owner: str) -> Found:
    """Read every row and judge it: its shape, that there is none twice, and that what it points at is there. `owner` is
    who would have it.

    Raises:
        BrokenExport: the first row that is wrong is named.
    """
    found = Found()
    for name, kind in kinds().items():
        if name in connections():
            continue
        ids = found.ids[name] = set()
        counts = found.counts[name] = {"new": 0, "newer": 0, "same": 0}
        number = 0
        for number, row in enumerate(export.rows(kind), 1):
            fault = _fault(kind, row, found, here)
            if kind.name == "profile" and row["id"] != export.manifest.owner:
                fault = "a profile has the id of its owner"
            if fault:
                raise _in_line(f"tables/{name}.jsonl", number, fault)
            if kind.resource:
                ids.add(row["id"])
                id_ = owner if row["id"] == export.manifest.owner else row["id"]
                counts[_state(row["updated_at"], here[name].get(id_))] += 1
            if getattr(kind.model, "filed", False):
                export.refuse_other_file(row)
                found.attached[row["id"]] = row
        if number != export.manifest.tables.get(name, 0):
            raise BrokenExport(f"tables/{name}.jsonl has not as many lines as the manifest says. {AGAIN}")
        found.total += number
        if found.total > rules.ROWS:
            raise BrokenExport(f"It has more than {rules.ROWS:,} rows. {AGAIN}")
    return found


def _state(changed_at: str, here_at: str | None) -> str:
    if here_at is None:
        return "new"
    return "newer" if instant_text(parse_instant(changed_at)) > here_at else "same"


def _fault(kind: Kind, row: dict[str, Any], found: Found, here: Here) -> str:
    """What is wrong with a row beside the others, if anything is."""
    if kind.resource and row["id"] in found.ids[kind.name]:
        return "its id is there twice"
    for column, parent in kind.parents.items():
        points_at = row[column]
        if points_at is None or points_at in found.ids.get(parent, ()) or points_at in here.get(parent, ()):
            continue
        return f"{column} points at nothing"
    if kind.name == "contact_portrait" and not _is_picture(row):
        return "it is no picture that can be shown"
    return ""


def _is_picture(row: dict[str, Any]) -> bool:
    """Whether it is what it says: a page with a script in it must not be shown as a picture."""
    portrait = portraits.framed(base64.b64decode(row["picture"]))
    return portrait is not None and portrait[:2] == (row["media_type"], row["sha256"])


def _in_line(name: str, number: int, fault: str) -> BrokenExport:
    return BrokenExport(f"{name}, line {number}: {fault}. {AGAIN}")


def _said(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))[:80]
    said = str(first["msg"]).removeprefix("Value error, ")[:200].rstrip(".")
    return f"{where}: {said}" if where else said
