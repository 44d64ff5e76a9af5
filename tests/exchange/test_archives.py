"""ZIP files: as downloaded, and as somebody who means harm would make them."""

import struct
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.core.errors import Refusal
from halfhour.exchange import rules
from halfhour.exchange.preview import preview
from tests.exchange.files import archive, drafts, linkedin, understood


def refused(data: bytes) -> type[Refusal]:
    with pytest.raises(Refusal) as found:
        understood(data)
    return type(found.value)


def directory_at(data: bytes) -> int:
    return data.rindex(b"PK\x01\x02")


def rewritten(data: bytes, at: int, form: str, *values: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, at, *values)
    return bytes(changed)


def test_a_bomb_is_refused_by_what_it_says_of_itself() -> None:
    bomb = archive({"Connections.csv": b"Name,Company\n" + b"a,b\n" * 4_000_000})

    assert len(bomb) < 100_000
    assert refused(bomb) is rules.UnsafeArchive


def test_an_entry_larger_than_any_upload_is_refused() -> None:
    data = archive({"Connections.csv": linkedin()})

    assert refused(rewritten(data, directory_at(data) + 24, "<L", rules.FILE_BYTES + 1)) is rules.FileTooLarge


@pytest.mark.parametrize("size", [10, 100_000])
def test_an_entry_that_lies_about_its_size_is_refused(size: int) -> None:
    data = archive({"Connections.csv": linkedin()})

    assert refused(rewritten(data, directory_at(data) + 24, "<L", size)) is rules.BrokenArchive


def test_a_bomb_that_says_it_is_small_is_cut_off_at_what_it_says() -> None:
    data = archive({"Connections.csv": b"Name,Company\n" + b"a,b\n" * 4_000_000})

    assert refused(rewritten(data, directory_at(data) + 24, "<L", 5_000)) is rules.BrokenArchive


def test_a_damaged_entry_is_refused() -> None:
    data = archive({"Connections.csv": linkedin()}, packing=zipfile.ZIP_STORED)

    assert refused(data.replace(b"Brandt", b"Brundt")) is rules.BrokenArchive


@pytest.mark.parametrize(
    "name", ["../Connections.csv", "/etc/Connections.csv", "a/../../Connections.csv", "C:/Connections.csv"]
)
def test_a_name_that_leaves_the_archive_is_refused(name: str) -> None:
    assert refused(archive({name: linkedin()})) is rules.UnsafeArchive
    assert refused(archive({"Connections.csv": linkedin(), name: b""})) is rules.UnsafeArchive


def test_a_link_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        entry = zipfile.ZipInfo("Connections.csv")
        entry.external_attr = 0o120777 << 16
        packed.writestr(entry, "/etc/passwd")

    assert refused(out.getvalue()) is rules.UnsafeArchive


def test_a_locked_archive_is_refused_with_advice() -> None:
    data = archive({"Connections.csv": linkedin()})

    assert refused(rewritten(data, directory_at(data) + 8, "<H", 1)) is rules.EncryptedArchive


def test_an_unusual_way_of_packing_is_refused() -> None:
    assert refused(archive({"Connections.csv": linkedin()}, packing=zipfile.ZIP_LZMA)) is rules.UnsafeArchive


def test_an_archive_without_a_list_is_refused() -> None:
    assert refused(archive({"Profile.txt": b"x"})) is rules.NoTableInArchive
    assert refused(archive({"a.csv": linkedin(), "b.csv": linkedin()})) is rules.NoTableInArchive
    assert refused(archive({})) is rules.NoTableInArchive


def test_the_only_list_in_an_archive_is_taken_whatever_its_name() -> None:
    data = archive({"Takeout/Contacts/All.csv": linkedin(), "Takeout/index.html": b"<html>"})

    assert len(drafts(data)) == 3


def test_a_workbook_of_excel_is_refused_with_advice() -> None:
    with pytest.raises(rules.NotCsv, match="Excel"):
        understood(archive({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b""}))


def test_an_archive_within_an_archive_is_not_opened() -> None:
    assert refused(archive({"Connections.csv": archive({"Connections.csv": linkedin()})})) is rules.NotCsv


def test_a_list_of_contents_of_many_entries_is_refused_before_it_is_read() -> None:
    many = archive({f"{n}.txt": b"" for n in range(rules.ARCHIVE_ENTRIES + 1)})
    assert refused(many) is rules.UnsafeArchive

    end = many.rindex(b"PK\x05\x06")
    assert refused(rewritten(many, end + 8, "<HH", 1, 1)) in (rules.UnsafeArchive, rules.NoTableInArchive)

    small = archive({"Connections.csv": linkedin()})
    end = small.rindex(b"PK\x05\x06")
    assert refused(rewritten(small, end + 12, "<L", rules.ARCHIVE_DIRECTORY_BYTES + 1)) is rules.UnsafeArchive


def test_a_cut_off_archive_is_refused() -> None:
    assert refused(archive({"Connections.csv": linkedin()})[:-30]) is rules.BrokenArchive


@given(st.data())
def test_a_changed_archive_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(archive({"Export/Connections.csv": linkedin(), "Profile.csv": b"First Name\nAda\n"}))
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        known = understood(bytes(changed))
        preview(known, known.plan())
