"""From bytes to lines of text: which encoding it is, and that it is text at all.

The order is UTF-8 (with or without its mark), UTF-16, and at last Windows-1252, which Outlook and older Excel write.
Windows-1252 gives nearly any bytes a meaning, so it is believed only when nothing before spoke for UTF-8.
"""

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from .archives import Opener
from .rules import (
    FILE_BYTES,
    LINE_CHARS,
    BrokenText,
    CellTooLarge,
    FileEmpty,
    FileTooLarge,
    NotCsv,
)

_CHUNK = 64 * 1024
_SAVE_AGAIN = "Open it where it came from and save it again as CSV UTF-8."
_ZEROS = f"It holds zero bytes, as programs and pictures do, and no text. {_SAVE_AGAIN}"

# What people upload by mistake, by its first bytes. A ZIP is opened elsewhere.
_KNOWN_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "This is an old Excel or Outlook file. Save it as CSV UTF-8 and upload that file."),
    (b"!BDN", "This is an Outlook data file. In Outlook choose Export, Comma Separated Values."),
    (b"PK\x03\x04", "There is an archive within the archive. Unpack it and upload the CSV file."),
    (b"%PDF", "This is a PDF. Look for an export as CSV where it came from."),
    (b"\x1f\x8b", "This file is packed with gzip. Unpack it and upload the CSV file."),
    (b"7z\xbc\xaf", "This file is packed with 7-Zip. Unpack it and upload the CSV file."),
    (b"Rar!", "This file is packed with RAR. Unpack it and upload the CSV file."),
    (b"\x89PNG", "This is a picture. Upload a CSV file."),
    (b"\xff\xd8\xff", "This is a picture. Upload a CSV file."),
    (b"SQLite format 3", "This is a database. Upload a CSV file."),
)

_KNOWN_TEXTS: tuple[tuple[bytes, str], ...] = (
    (b"BEGIN:VCARD", "These are vCards within something else. Upload the .vcf file alone."),
    (b"BEGIN:VCALENDAR", "This is a calendar. Upload a CSV file of contacts."),
    (b"<", "This is a web page or XML. Look for an export as CSV where it came from."),
    (b"{", "This is JSON. Look for an export as CSV where it came from."),
    (b"[{", "This is JSON. Look for an export as CSV where it came from."),
)


def encoding_of(opener: Opener) -> str:
    """The Python name of the encoding in which the whole file can be read, found by reading it once.

    Raises:
        FileEmpty, FileTooLarge, NotCsv, BrokenText; from an archive also its refusals.
    """
    with opener() as file:
        start = file.read(4096)
    if not start:
        raise FileEmpty("Choose the file again: this one has no content.")
    for sign, advice in _KNOWN_OTHERS:
        if start.startswith(sign):
            raise NotCsv(advice)
    words = start.removeprefix(codecs.BOM_UTF8).lstrip()[:16].upper()
    for sign, advice in _KNOWN_TEXTS:
        if words.startswith(sign):
            raise NotCsv(advice)
    utf16 = _utf16_of(start)
    if utf16:
        _decode_all(opener, utf16)
        return utf16
    try:
        return _decode_all(opener, "utf-8-sig")
    except _NotUtf8:
        return _decode_all(opener, "cp1252")


def _utf16_of(start: bytes) -> str | None:
    """UTF-16 by its mark, or without one by the zero bytes beside each Latin letter of the first line."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = start[:256]
    if len(head) >= 8 and head[1::2].count(0) * 2 > len(head[1::2]) and not head[::2].count(0):
        return "utf-16-le"
    if len(head) >= 8 and head[::2].count(0) * 2 > len(head[::2]) and not head[1::2].count(0):
        return "utf-16-be"
    return None


class _NotUtf8(Exception):
    """The first bytes above ASCII are not UTF-8: the file was written in another encoding."""


def _decode_all(opener: Opener, encoding: str) -> str:
    """Reads all of it, so that what is parsed later can't fail in the middle."""
    decoder = codecs.getincrementaldecoder(encoding)()
    marked = plain = True
    size = lines = 0
    with opener() as file:
        for chunk in _chunks(file):
            if size == 0:
                marked = chunk.startswith(codecs.BOM_UTF8)
            size += len(chunk)
            if size > FILE_BYTES:
                raise FileTooLarge(f"At most {FILE_BYTES // 2**20} MB can be read. Split it into smaller files.")
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                if b"\0" in fault.object and not encoding.startswith("utf-16"):
                    raise NotCsv(_ZEROS) from fault
                before = fault.object[: fault.start]
                if encoding == "utf-8-sig" and plain and before.isascii() and not marked:
                    raise _NotUtf8 from fault
                line = lines + before.count(b"\n") + 1
                raise BrokenText(f"Line {line} or the one before it is damaged. {_SAVE_AGAIN}") from fault
            if "\0" in text:
                raise NotCsv(_ZEROS)
            plain = plain and text.isascii()
            lines += text.count("\n")
    return encoding


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces, and an empty one at the end."""
    chunk = file.read(_CHUNK)
    while chunk:
        yield chunk
        chunk = file.read(_CHUNK)
    yield b""


def lines_of(opener: Opener, encoding: str) -> Iterator[str]:
    """The lines with their ends, of any kind: LF, CR LF, or the CR of old Macs.

    Raises:
        CellTooLarge: before a line beyond any cell is held in memory.
    """
    with opener() as file, TextIOWrapper(file, encoding=encoding, newline="") as text:
        number = 0
        while line := text.readline(LINE_CHARS):
            number += 1
            if len(line) == LINE_CHARS:
                raise CellTooLarge(f"Line {number} is longer than {LINE_CHARS:,} characters. {_SAVE_AGAIN}")
            yield line
