"""What a file may be, and the names of the reasons for which it is refused whole.

Every limit is checked before the memory that it bounds is used. A file comes from anywhere and may be hostile, so a
reader in this folder raises one of the refusals below and nothing else.
"""

from ..core.errors import Refusal, TooLarge

FILE_BYTES = 20 * 2**20
"""The largest upload, and the largest table inside a ZIP."""

ROWS = 100_000
"""LinkedIn stops at 30,000 connections; a school's address list may be longer."""

COLUMNS = 500
"""Outlook writes 92; Google adds three for each further address, phone or event of anyone."""

LINE_CHARS = 256 * 1024
"""One line of text: more than any cell may hold, so what is longer is no table."""

CELL_CHARS = 128 * 1024
"""One cell, the csv module's own default. Stated here because our refusal names it."""

CELL_LINES = 1_000
"""Lines within one quoted cell. A long note has dozens; an unclosed quote swallows the rest of the file."""

HEADER_WITHIN = 20
"""Rows looked at for the header. LinkedIn puts three before it; people add a title or two."""

ARCHIVE_ENTRIES = 2_000
"""Files in a ZIP. LinkedIn's complete archive has under a hundred."""

ARCHIVE_DIRECTORY_BYTES = 2**20
"""Size of a ZIP's list of contents: what is read into memory before anything can be judged."""

ARCHIVE_RATIO = 100
"""Unpacked to packed size. Address lists reach about 10; a bomb has 1,000."""

ARCHIVE_RATIO_FROM = 2**20
"""Unpacked size from which the ratio counts: a small file of equal rows is no bomb."""


class FileTooLarge(TooLarge):
    """The file is too large."""


class UnreadableFile(Refusal):
    """The file can't be read as a list of contacts."""

    status = 422


class FileEmpty(UnreadableFile):
    """The file is empty."""


class NotCsv(UnreadableFile):
    """The file is neither CSV nor vCards."""


class UnreadableCards(UnreadableFile):
    """The vCards can't be read."""


class BrokenText(UnreadableFile):
    """The file's text is damaged."""


class NoHeader(UnreadableFile):
    """No row names the columns."""


class NoNameColumn(Refusal):
    """No column holds people's names."""

    status = 422


class UnclosedQuote(UnreadableFile):
    """A quote is opened and never closed."""


class CellTooLarge(UnreadableFile):
    """One cell or line is too long."""


class TooManyRows(UnreadableFile):
    """The file has too many rows."""


class TooManyColumns(UnreadableFile):
    """The file has too many columns."""


class BrokenArchive(UnreadableFile):
    """The ZIP file is damaged."""


class UnsafeArchive(UnreadableFile):
    """The ZIP file is not safe to open."""


class EncryptedArchive(UnreadableFile):
    """The ZIP file is locked with a password."""


class NoTableInArchive(UnreadableFile):
    """The ZIP file holds no list of contacts."""


class MappingDoesNotFit(Refusal):
    """The choice of columns does not fit the file."""

    status = 422


class FileForgotten(Refusal):
    """The file is no longer kept."""


class NotPreviewed(Refusal):
    """This import was carried out already."""


class NotCommitted(Refusal):
    """There is nothing of this import to undo."""
