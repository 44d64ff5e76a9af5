"""The ZIP as it was downloaded: finds the one table in it, and refuses whatever could hurt in bounded time and memory.

Nothing is ever written under a name that the archive chose; names are only compared. zipfile reads the whole list of
contents at once, so the end record is judged before zipfile sees the file (PKWARE APPNOTE 6.3, sections 4.3.14-16).
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import SEEK_END, BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, BinaryIO

from .rules import (
    ARCHIVE_DIRECTORY_BYTES,
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    ARCHIVE_RATIO_FROM,
    FILE_BYTES,
    BrokenArchive,
    EncryptedArchive,
    FileTooLarge,
    NoTableInArchive,
    NotCsv,
    UnsafeArchive,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Opener = Callable[[], BinaryIO]
"""Opens the same bytes from their start, as often as asked."""

_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\x05\x06"
_END_64_SIGN = b"PK\x06\x07"
_COMMENT_MAX = 0xFFFF
_ENCRYPTED = 0x1 | 0x40
_CONNECTIONS = "connections.csv"
_AGAIN = "Download the archive again, or take Connections.csv out of it and upload that file alone."

# What zipfile and zlib raise on hostile input besides BadZipFile; seen with mutated archives.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)


def is_archive(start: bytes) -> bool:
    """Whether a file's first bytes are those of a ZIP, an empty one included."""
    return start.startswith((b"PK\x03\x04", _END_SIGN))


def table_inside(opener: Opener) -> tuple[str, Opener]:
    """The name of the table in the archive, and how to open it. Sizes are believed only as limits, see `_Measured`.

    Raises:
        BrokenArchive, UnsafeArchive, EncryptedArchive, NoTableInArchive, NotCsv, FileTooLarge.
    """
    with _archive(opener) as archive:
        entry = _choose(archive.infolist())
        _check(entry)

    def open_table() -> BinaryIO:
        file = opener()
        try:
            packed = zipfile.ZipFile(file).open(entry)  # noqa: SIM115  the stream that is returned closes both
        except FAULTS as fault:
            file.close()
            raise BrokenArchive(f"{entry.filename} can't be unpacked. {_AGAIN}") from fault
        return BufferedReader(_Measured(packed, file, entry))

    return entry.filename, open_table


def cards_inside(opener: Opener, is_cards: Callable[[bytes], bool]) -> tuple[str, list[bytes]] | None:
    """The name and contents of the vCards in the archive, one for each of their files; None when it holds a table, or
    no cards.

    Raises:
        BrokenArchive, UnsafeArchive, EncryptedArchive, FileTooLarge.
    """
    with _archive(opener) as archive:
        entries = [each for each in archive.infolist() if not each.is_dir() and not _is_mac_shadow(each.filename)]
        found = [each for each in entries if _base(each).endswith((".vcf", ".vcard"))]
        if not found or any(_base(each).endswith(".csv") or _leaves_its_folder(each.filename) for each in entries):
            return None
        if sum(each.file_size for each in found) > FILE_BYTES:
            raise FileTooLarge(f"Its cards have more than {FILE_BYTES // 2**20} MB. Upload fewer at once.")
        parts = []
        for entry in found:
            _check(entry)
            try:
                parts.append(archive.read(entry))
            except FAULTS as fault:
                raise BrokenArchive(f"{entry.filename} is damaged. {_AGAIN}") from fault
    parts = [part for part in parts if is_cards(part[:4096])]
    return (found[0].filename if len(found) == 1 else f"{len(found)} cards", parts) if parts else None


@contextmanager
def _archive(opener: Opener) -> Iterator[zipfile.ZipFile]:
    with opener() as file:
        judge_contents(file)
        try:
            archive = zipfile.ZipFile(file)
        except FAULTS as fault:
            raise BrokenArchive(f"Its list of contents can't be read. {_AGAIN}") from fault
        with archive:
            yield archive


def judge_contents(
    file: BinaryIO, *, most: int = ARCHIVE_ENTRIES, most_bytes: int = ARCHIVE_DIRECTORY_BYTES, advice: str = ""
) -> None:
    """Refuses a list of contents that would take much memory, before zipfile reads it.

    Raises:
        BrokenArchive, UnsafeArchive
    """
    advice = advice or "Upload Connections.csv alone."
    size = file.seek(0, SEEK_END)
    tail_from = max(0, size - _END.size - _COMMENT_MAX - 1024)
    file.seek(tail_from)
    tail = file.read()
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        raise BrokenArchive(f"The end of the file is missing. {_AGAIN}")
    if _END_64_SIGN in tail:
        raise UnsafeArchive(f"It says that it holds more than 4 GB. {advice}")
    _, _, _, here, entries, directory_bytes, directory_at, _ = _END.unpack_from(tail, at)
    if max(here, entries) > most or directory_bytes > most_bytes:
        raise UnsafeArchive(f"It lists more than {most:,} files. {advice}")
    if directory_at + directory_bytes > size:
        raise BrokenArchive(f"Its list of contents lies outside of the file. {_AGAIN}")
    file.seek(0)


def _choose(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    for entry in entries:
        if _leaves_its_folder(entry.filename):
            raise UnsafeArchive("A name in it points outside of the archive. Upload Connections.csv alone.")
    names = [entry for entry in entries if not entry.is_dir() and not _is_mac_shadow(entry.filename)]
    if any(entry.filename == "xl/workbook.xml" for entry in names):
        raise NotCsv("This is an Excel workbook. In Excel choose Save as, CSV UTF-8, and upload that file.")
    found = [entry for entry in names if _base(entry) == _CONNECTIONS]
    found = found or [entry for entry in names if _base(entry).endswith(".csv")]
    if not found:
        raise NoTableInArchive("There is no Connections.csv in it. Ask LinkedIn for an archive with your connections.")
    depth = min(entry.filename.count("/") for entry in found)
    shallowest = [entry for entry in found if entry.filename.count("/") == depth]
    if len(shallowest) > 1:
        raise NoTableInArchive("It holds several CSV files and none is Connections.csv at its top. Upload one of them.")
    return shallowest[0]


def _base(entry: zipfile.ZipInfo) -> str:
    return entry.filename.rsplit("/", 1)[-1].casefold()


def _is_mac_shadow(name: str) -> bool:
    """macOS adds a twin that begins with `._` for each file that it packs."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")


def _leaves_its_folder(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name) is not None


def _check(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise EncryptedArchive("Unpack it with its password and upload the CSV file alone.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsafeArchive(f"{entry.filename} is a link, not a file. Upload the file that it points to.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsafeArchive(f"{entry.filename} is packed in an unusual way. Unpack it and upload the CSV file alone.")
    if entry.file_size > FILE_BYTES:
        raise FileTooLarge(f"{entry.filename} has more than {FILE_BYTES // 2**20} MB. Split it into smaller files.")
    if entry.file_size > ARCHIVE_RATIO_FROM and entry.file_size > ARCHIVE_RATIO * max(1, entry.compress_size):
        raise UnsafeArchive(f"{entry.filename} unpacks to far more than such a list can. Upload the CSV file alone.")


class _Measured(RawIOBase):
    """An unpacked entry that is refused as soon as its bytes are not those that the archive announced.

    zipfile stops at the announced size and checks the CRC there, so an entry can't grow; one that ends early with a
    right CRC would pass unseen.
    """

    def __init__(self, packed: IO[bytes], file: BinaryIO, entry: zipfile.ZipInfo) -> None:
        super().__init__()
        self._packed, self._file, self._entry = packed, file, entry
        self._left = entry.file_size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._packed.read(len(view))
        except FAULTS as fault:
            raise BrokenArchive(f"{self._entry.filename} is damaged. {_AGAIN}") from fault
        self._left -= len(data)
        if not data and self._left:
            raise BrokenArchive(f"{self._entry.filename} has another size than the archive says. {_AGAIN}")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
            self._file.close()
        super().close()
