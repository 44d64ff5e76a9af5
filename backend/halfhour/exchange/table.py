"""From lines to rows of cells: separators, quotes, and where the column names are.

Quoting is read as forgivingly as spreadsheets do it, with one exception: a quote that is never closed swallows the
rows after it, so the file is refused rather than read with people missing.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from .rules import (
    CELL_CHARS,
    CELL_LINES,
    COLUMNS,
    HEADER_WITHIN,
    ROWS,
    CellTooLarge,
    NoHeader,
    TooManyColumns,
    TooManyRows,
    UnclosedQuote,
)

SEPARATORS = (",", ";", "\t", "|")
"""In order of preference when two fit equally well."""

Row = tuple[int, list[str]]
"""The number of the row as a spreadsheet counts it, from 1, blank rows included; and its cells."""

_END = "\0"
"""Stands after the last line. No text holds it (zero bytes are refused), so a cell that does was never closed."""

_CLOSE_IT = 'Put a quote (") at the end of the text that it begins, or remove it, and upload the file again.'


class Header(NamedTuple):
    """Where the names of the columns are, and what separates them."""

    separator: str
    row: int
    cells: list[str]


def rows_of(lines: Iterable[str], separator: str) -> Iterator[Row]:
    """All rows of the file, blank ones as empty lists.

    Raises:
        UnclosedQuote, CellTooLarge, TooManyColumns, TooManyRows.
    """
    raw: list[str] = []
    reader = csv.reader(_kept(lines, raw), delimiter=separator, skipinitialspace=True)
    started = 1
    try:
        for number, cells in enumerate(reader, 1):
            if cells == [_END]:
                return
            if len(raw) > 1:
                _judge_quotes(raw, separator, started)
            if len(cells) > COLUMNS:
                raise TooManyColumns(f"Row {number} has more than {COLUMNS} columns. Delete those that you don't need.")
            if number > ROWS + HEADER_WITHIN:
                raise TooManyRows(f"At most {ROWS:,} rows can be read at once. Split the file.")
            yield number, cells
            started += len(raw)
            raw.clear()
    except csv.Error as fault:
        if len(raw) > 1:
            raise UnclosedQuote(f"It is opened in line {started}. {_CLOSE_IT}") from fault
        raise CellTooLarge(f"A cell in line {started} has more than {CELL_CHARS:,} characters. Shorten it.") from fault


def _kept(lines: Iterable[str], raw: list[str]) -> Iterator[str]:
    """The lines and an end mark; `raw` holds those of the row that is being read, and never more than a cell may."""
    for line in lines:
        raw.append(line)
        yield line
    raw.append(_END)
    yield _END


def _judge_quotes(raw: list[str], separator: str, started: int) -> None:
    """A row over several lines is right if it is right by the letter of RFC 4180.

    A stray quote runs on to the next quote in the file, which is then followed by text and not by a separator.
    """
    if raw[-1] == _END or len(raw) > CELL_LINES:
        raise UnclosedQuote(f"It is opened in line {started}. {_CLOSE_IT}")
    try:
        for _ in csv.reader(raw, delimiter=separator, skipinitialspace=True, strict=True):
            pass
    except csv.Error as fault:
        raise UnclosedQuote(f"It is opened in line {started}, and further rows follow inside. {_CLOSE_IT}") from fault


def find_header(lines: Callable[[], Iterable[str]], score: Callable[[list[str]], int]) -> Header:
    """Looks at the first rows with each separator.

    `score` says how many of a row's cells are known names of columns. The best row wins, the earlier on a tie; when no
    row holds a known name, the first that looks like names at all, so that the person can say what they mean.

    Raises:
        NoHeader, and what `rows_of` raises.
    """
    known: tuple[int, Header] = (0, Header(",", 0, []))
    likely: tuple[int, Header] = (0, Header(",", 0, []))
    fault: UnclosedQuote | None = None
    separators, skip = _announced(lines())
    for separator in separators:
        rows, opened = _first_rows(lines(), separator)
        fault = fault or opened
        for place, (number, cells) in enumerate(rows):
            if number <= skip:
                continue
            hits, width = score(cells), _filled(cells)
            # A lone known word above a table is its title ("Contacts") or a preamble ("Notes:").
            worth = hits if width > 1 or hits == 0 or _is_one_column(rows[place:]) else 0
            if worth > known[0]:
                known = worth, Header(separator, number, cells)
            if width > likely[0] and _looks_like_names(cells) and _is_followed(cells, rows[place + 1 :]):
                likely = width, Header(separator, number, cells)
    if known[0]:
        return known[1]
    if likely[0]:
        return likely[1]
    raise fault or NoHeader(
        f"None of its first {HEADER_WITHIN} rows holds names of columns such as First Name, Last Name and Company. "
        "Add such a row at the top."
    )


def _announced(lines: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """Excel's own first line `sep=;` names the separator; it is no row of the table."""
    for line in islice(lines, 1):
        name, _, value = line.rstrip("\r\n").strip('"').partition("=")
        if name.casefold() == "sep" and value in SEPARATORS:
            return (value,), 1
    return SEPARATORS, 0


def _first_rows(lines: Iterable[str], separator: str) -> tuple[list[Row], UnclosedQuote | None]:
    """The rows that may hold the header. With a wrong separator quotes fall apart: that is no reason to refuse yet."""
    found: list[Row] = []
    try:
        found.extend(islice(rows_of(islice(lines, HEADER_WITHIN * 10), separator), HEADER_WITHIN))
    except UnclosedQuote as fault:
        return found, fault
    return found, None


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _is_one_column(rows: list[Row]) -> bool:
    return all(len(cells) <= 1 for _, cells in rows)


def _is_followed(cells: list[str], rows: list[Row]) -> bool:
    """Whether a table of that width stands below; prose with commas in it is none."""
    below = [len(other) for _, other in rows if other]
    return bool(below) and below.count(len(cells)) * 2 > len(below)


def _looks_like_names(cells: list[str]) -> bool:
    """Whether a row may name columns: two or more short, different texts, none of them a value as people write it."""
    names = [cell.strip().casefold() for cell in cells]
    filled = [name for name in names if name]
    return (
        len(filled) >= 2
        and len(filled) * 2 > len(names)
        and len(set(filled)) == len(filled)
        and all(len(name) <= 60 and not _is_value(name) for name in filled)
    )


def _is_value(text: str) -> bool:
    return "@" in text or "://" in text or "\n" in text or text[:1].isdigit() or text.startswith("+")
