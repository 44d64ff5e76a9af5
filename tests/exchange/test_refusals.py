"""Whatever is no list of contacts is refused whole, by the name of the reason, with a mend."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from halfhour.core.errors import Refusal
from halfhour.exchange import rules
from halfhour.exchange.cells import clean
from halfhour.exchange.preview import preview
from halfhour.exchange.reading import opener_of
from tests.exchange.files import PEOPLE, linkedin, opener, readings, understood


def read_all(data: bytes) -> None:
    known = understood(data)
    preview(known, known.plan())


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", rules.FileEmpty),
        (b"\xef\xbb\xbf", rules.NoHeader),
        (b"\n\n \n", rules.NoHeader),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), rules.NotCsv),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(100), rules.NotCsv),
        (b"%PDF-1.7\n", rules.NotCsv),
        (b"\x7fELF" + bytes(range(256)), rules.NotCsv),
        (b"BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n", rules.NotCsv),
        (b"<!DOCTYPE html><html></html>", rules.NotCsv),
        (b'{"contacts": []}', rules.NotCsv),
        (b"Name,Company\nAda,Fa\0ro\n", rules.NotCsv),
        (b"Dear Ada,\n\nit was good, as ever, to see you.\nYours, Bo\n", rules.NoHeader),
        (b"1,2,3\n4,5,6\n", rules.NoHeader),
        (b"Ada,ada@example.org\nBo,bo@example.org\n", rules.NoHeader),
        ("Name,Company\nZoë,Faro\nAda,F".encode() + b"\xc3", rules.BrokenText),
        ("\ufeffName,Company\nAda,".encode() + b"\xff\n", rules.BrokenText),
        (b"\xff\xfeN\0a\0m\0e", rules.BrokenText),
        (b"Name,Company\n\xfc\x81da,Faro\n", rules.BrokenText),
        (b'Name,Company\nAda,"Faro\nBo,Faro\nCy,Faro\n', rules.UnclosedQuote),
        (b'Name,Company\nAda,"Faro\nBo,Faro\n"Cy, Ph.D.",Faro\n', rules.UnclosedQuote),
        (b'Name,Company\nAda,"' + b"Faro\n" * 40_000, rules.UnclosedQuote),
        (b"Name,Company\nAda," + b"x" * 140_000, rules.CellTooLarge),
        (b"Name,Company\nAda," + b"x" * 300_000, rules.CellTooLarge),
        (b"Name" + b",x" * 600 + b"\n", rules.TooManyColumns),
    ],
)
def test_a_bad_file_is_refused_whole_by_name(data: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        read_all(data)

    assert type(refused.value) is refusal
    assert refused.value.status == 422
    assert len(refused.value.detail) > 20


def test_a_file_cut_off_within_a_letter_of_utf_16_is_refused() -> None:
    with pytest.raises(rules.BrokenText):
        read_all(linkedin(encoding="utf-16")[:-1])


def test_the_reason_names_the_line_where_the_quote_is_opened() -> None:
    data = linkedin() + b'\nBo,"Example,,,,,\n' + linkedin(preamble="")

    with pytest.raises(rules.UnclosedQuote, match="line 8"):
        read_all(data)


def test_a_note_of_many_lines_with_separators_is_no_stray_quote() -> None:
    note = "one, two\nthree, four\nhe said yes, and\nfive, six"
    data = f'Name,Notes\nAda,"{note}"\nBo,\n'.encode()

    ada, bo = readings(data)

    assert ada.draft is not None
    assert ada.draft.notes == note
    assert bo.draft is not None


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(rules.TooManyRows):
        read_all(b"Name,Company\n" + b"Ada,Faro\n" * (rules.ROWS + rules.HEADER_WITHIN))


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(rules.FILE_BYTES + 1)

    with pytest.raises(rules.FileTooLarge):
        opener_of(path)


def test_one_cell_of_20_megabytes_is_refused_after_a_small_part_of_it() -> None:
    data = b"Name,Company\n" + b"x" * (rules.FILE_BYTES - 100)

    with pytest.raises(rules.CellTooLarge):
        read_all(data)


@given(st.binary(max_size=2000))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b'"')
@example(b"sep=;")
@example(b"Name\r\r\n\n\rAda")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refusal):
        read_all(data)


_pieces = st.sampled_from([*"\",;\t\n\r' @aé李", '""', "\r\n", ":::", "Name", "=1+1"])
_letters = st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029")
_names = st.text(_letters, min_size=1, max_size=60).map(str.strip).filter(bool)


@given(st.lists(_pieces, max_size=120).map("".join))
def test_any_table_is_read_or_refused(tail: str) -> None:
    data = ("First Name,Last Name,Email,Phone,URL,Notes,Connected On,Labels\n" + tail).encode()
    with suppress(Refusal):
        read_all(data)


@given(st.lists(_names, max_size=20))
def test_names_come_back_as_they_were_written(names: list[str]) -> None:
    people = [(name, "Example", f"slug-{n}", "", "", "", "") for n, name in enumerate(names)]

    found = [draft.given_name for _, draft, _, _ in readings(linkedin([*PEOPLE, *people]))[3:] if draft is not None]

    assert found == [clean(name) for name in names]


@given(st.data())
def test_a_damaged_list_is_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(linkedin())
    for _ in range(data.draw(st.integers(1, 5))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        read_all(bytes(good))


def test_the_same_bytes_are_opened_afresh_each_time() -> None:
    data = linkedin()
    known = understood(data)

    assert list(known.rows()) == list(known.rows())
    assert opener(data)() is not opener(data)()
