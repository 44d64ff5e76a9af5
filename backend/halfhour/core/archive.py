"""The one file that a backup is: a ZIP archive whose every byte is covered by a digest.

`manifest.json` names each member with its size and SHA-256; the archive's comment, its last bytes, holds the SHA-256
of everything before. So a flipped bit is found wherever it is, and the member that it damaged is named.
"""

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson

from .files import CHUNK, PART, sync_folder

MANIFEST = "manifest.json"
_DIGEST = re.compile(rb"sha256:([0-9a-f]{64})\Z")
_COMMENT = len("sha256:") + 64
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a compression that there is not
    RuntimeError,  # a member that says it is encrypted
    ValueError,
    KeyError,
    OSError,
    MemoryError,
)
"""What the ZIP reader raises for damaged archives."""


class BadBackup(Exception):
    """The backup can't be made, read or brought back; the message says why and what to do."""


class Writer:
    """An archive being written: members first, the manifest last."""

    def __init__(self, zip_: zipfile.ZipFile) -> None:
        self._zip = zip_
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, pieces: Iterable[bytes], *, packed: bool) -> None:
        """Add a member from its pieces; `packed` where it is worth compressing."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}


@contextmanager
def writing(file: Path, manifest: Callable[[], dict[str, Any]]) -> Iterator[Writer]:
    """Write an archive that has its name only once it is whole and on the disk, and that nobody else may read.

    Raises:
        BadBackup: there is a file of this name.
    """
    if file.exists():
        raise BadBackup(f"{file} is there already. Choose another name.")
    part = file.with_name(file.name + PART)
    try:
        opened = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w+b") as raw:
            with zipfile.ZipFile(raw, "w") as zip_:
                writer = Writer(zip_)
                yield writer
                said = orjson.dumps({**manifest(), "members": writer.members}, option=orjson.OPT_INDENT_2)
                writer.add(MANIFEST, [said], packed=True)
                zip_.comment = b"sha256:" + b"0" * 64
            raw.flush()
            _sign(raw)
            os.fsync(raw.fileno())
        part.rename(file)
        sync_folder(file.absolute().parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadBackup(f"{file} can't be written: {error.strerror}.") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _sign(raw: IO[bytes]) -> None:
    digest = _digest_of_all(raw)
    raw.seek(-_COMMENT, os.SEEK_END)
    raw.write(b"sha256:" + digest.encode())
    raw.flush()


def _digest_of_all(raw: IO[bytes]) -> str:
    """The digest of all but the comment."""
    left = raw.seek(0, os.SEEK_END) - _COMMENT
    raw.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (piece := raw.read(min(CHUNK, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


class Reader:
    """An archive that has been found whole."""

    def __init__(self, zip_: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self._zip = zip_
        self.manifest = manifest

    def names(self, folder: str) -> list[str]:
        """The members below a folder, in their order."""
        return [name for name in self.manifest["members"] if name.startswith(folder + "/")]

    def pieces(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            while piece := member.read(CHUNK):
                yield piece

    def lines(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            yield from member


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Open an archive, checked through and through.

    Raises:
        BadBackup: it is none of ours, or damaged; the damaged member is named.
    """
    with _opened(file) as raw:
        whole = is_whole(raw)
        try:
            opened = zipfile.ZipFile(raw)
        except BROKEN as error:
            raise BadBackup(f"{file} is not a Halfhour backup, or its directory is damaged. Use another.") from error
        with opened as zip_:
            manifest = _manifest(zip_, file)
            _check(zip_, manifest)
            if not whole:
                raise BadBackup(f"{file} is damaged: its directory. Use another backup.")
            yield Reader(zip_, manifest)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    try:
        raw = file.open("rb")
    except OSError as error:
        raise BadBackup(f"{file} can't be read: {error.strerror}.") from error
    with raw:
        yield raw


def is_whole(raw: IO[bytes]) -> bool:
    """Whether the archive's last bytes hold the digest of all before them."""
    if raw.seek(0, os.SEEK_END) < _COMMENT:
        return False
    raw.seek(-_COMMENT, os.SEEK_END)
    said = _DIGEST.match(raw.read())
    return said is not None and said[1].decode() == _digest_of_all(raw)


def _manifest(zip_: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = orjson.loads(zip_.read(MANIFEST))
        if manifest["format"] != "halfhour-backup":
            raise BadBackup(f"{file} is not a Halfhour backup.")
    except KeyError as error:
        raise BadBackup(f"{file} is not a Halfhour backup: it has no {MANIFEST}.") from error
    except BROKEN as error:
        raise BadBackup(f"{file} is damaged: {MANIFEST}. Use another backup.") from error
    return manifest


def _check(zip_: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    members = manifest["members"]
    for name, said in members.items():
        if found(zip_, name, said["size"]) != (said["size"], said["sha256"]):
            raise BadBackup(f"The backup is damaged: {name}. Use another backup.")
    strange = set(zip_.namelist()) - {*members, MANIFEST}
    if strange:
        raise BadBackup(f"The backup holds what is not on its list: {', '.join(sorted(strange))[:200]}.")


def found(zip_: zipfile.ZipFile, name: str, most: int) -> tuple[int, str] | None:
    """Size and digest of a member, None where it can't be read; a swollen one is not read to its end."""
    digest, size = hashlib.sha256(), 0
    try:
        with zip_.open(name) as member:
            while size <= most and (piece := member.read(CHUNK)):
                digest.update(piece)
                size += len(piece)
    except BROKEN:
        return None
    return size, digest.hexdigest()
