"""An uploaded file, understood: what wrote it, what its columns mean, and its people one by one.

The file is read from its start each time it is asked for, so that one with 30,000 rows needs the memory of one row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from . import vcard_table
from .archives import Opener, is_archive, table_inside
from .cells import clean
from .dates import DateOrder
from .drafts import Reading
from .formats import Field, Format, Meaning, detect, known_columns, meanings_of
from .mapping import Plan, Remark, choose, read_row
from .rules import FILE_BYTES, FileTooLarge
from .table import Row, find_header, rows_of
from .text import encoding_of, lines_of

SAMPLES = 3
_SAMPLE_ROWS = 200
_SAMPLE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the person sees it in the mapping: its name, first values, and what it is taken as at first."""

    index: int
    name: str
    samples: tuple[str, ...]
    proposed: Field


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose encoding, separator and header are known."""

    opener: Opener
    inside: str | None
    encoding: str
    separator: str
    header_row: int
    header: tuple[str, ...]
    format: Format
    meanings: tuple[Meaning, ...]
    remarks: Mapping[int, Sequence[Remark]] = field(default_factory=dict)
    pictures: frozenset[int] = frozenset()

    def rows(self) -> Iterator[Row]:
        """The rows below the header, from the start of the file each time."""
        for number, cells in rows_of(lines_of(self.opener, self.encoding), self.separator):
            if number > self.header_row:
                yield number, cells

    def plan(self, choices: Sequence[Field] | None = None, date_order: DateOrder | None = None) -> Plan:
        """What each column is taken as: as proposed, or as the person chose.

        Raises:
            MappingDoesNotFit: the choices are not as many as the columns.
        """
        meanings = list(self.meanings) if choices is None else choose(self.meanings, choices)
        own = self.format is Format.HALFHOUR
        return Plan(list(self.header), meanings, date_order, own, self.remarks, self.pictures)

    def readings(self, plan: Plan) -> Iterator[Reading]:
        """Each row read by the plan; see `Reading` for those without a draft.

        Raises:
            The refusals of `rows_of`, while it goes: keep nothing before the end is reached.
        """
        for number, cells in self.rows():
            yield read_row(plan, number, cells)

    def columns(self) -> list[Column]:
        """The columns with their first values."""
        samples: list[list[str]] = [[] for _ in self.header]
        for _, cells in islice(self.rows(), _SAMPLE_ROWS):
            for found, cell in zip(samples, cells, strict=False):
                if len(found) < SAMPLES and (text := clean(cell[:_SAMPLE_CHARS])) and text not in found:
                    found.append(text)
        return [
            Column(index, name, tuple(found), meaning.field)
            for index, (name, found, meaning) in enumerate(zip(self.header, samples, self.meanings, strict=True))
        ]


def open_table(opener: Opener, *, cards: bool = False) -> Table:
    """Understands a file from any number of fresh openings of it; `cards` says that `vcard_table` has made it.

    Raises:
        UnreadableFile or FileTooLarge, by the name of the reason; nothing else, whatever the bytes.
    """
    inside, source = None, opener
    with opener() as file:
        start = file.read(8)
    if is_archive(start):
        inside, opener = table_inside(opener)
    encoding = encoding_of(opener)
    header = find_header(lambda: lines_of(opener, encoding), known_columns)
    names = [clean(cell)[:100] for cell in header.cells]
    kind = Format.VCARD if cards else detect(names)
    beside = vcard_table.beside(source) if cards else vcard_table.Beside()
    return Table(
        opener=opener,
        inside=None if cards else inside,
        encoding=encoding,
        separator=header.separator,
        header_row=header.row,
        header=tuple(names),
        format=kind,
        meanings=tuple(meanings_of(names, kind)),
        remarks=beside.remarks,
        pictures=beside.pictures,
    )


def opener_of(path: Path) -> Opener:
    """Opens a file on disk.

    Raises:
        FileTooLarge: before anything is read.
    """
    if path.stat().st_size > FILE_BYTES:
        raise FileTooLarge(f"At most {FILE_BYTES // 2**20} MB can be read. Upload Connections.csv alone, or split it.")
    return lambda: cast("BinaryIO", path.open("rb"))
