"""vCards as a table, so that they go the way of every list: preview, choices, one batch, and back.

The cards are read in a process of their own. What comes of them is kept as a ZIP with the table, the pictures, and what
was odd about which card; card number n is row n + 1.
"""

import base64
import codecs
import csv
import threading
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from io import BytesIO, StringIO
from typing import Any, NamedTuple

import orjson

from ..core.apart import TooCostly, Unreadable, apart
from .archives import Opener, cards_inside, is_archive
from .mapping import VALUES, Remark
from .rules import FILE_BYTES, FileTooLarge, UnreadableCards
from .vcard_lines import in_utf8

CPU_SECONDS = 10
"""For 20 MB of cards; an honest address book takes well under one."""
_AT_ONCE = threading.Semaphore(2)
"""Readers at the same time, each of which may take half a GB."""
TABLE, REMARKS, PICTURES = "contacts.csv", "remarks.json", "pictures/"
GOOGLES_OWN = {"mycontacts", "starred"}
"""Groups that Google makes itself and that say nothing."""
NOTES, CELL, LINES = 25_000, 2_000, 400
"""Characters of notes, those of anything else, and lines: more than is kept of them."""
_MEND = "Change it in the address book and export it again, or add it by hand."
_GROUP = Remark("It is a group, not a person.", "Tag its people instead.", blocks=True)
_PLAIN = (
    ("Full Name", "full_name"), ("Job Title", "headline"), ("Organization Name", "organization"), ("City", "location"),
    ("Postal Address", "postal_address"), ("Birthday", "birthday"), ("Notes", "notes"),
)  # fmt: skip
_LISTS = (("emails", "E-mail"), ("phones", "Phone"), ("links", "Website"))


class Upload(NamedTuple):
    """A file as it came, and what it is read from: of cards the table made of them."""

    name: str
    data: bytes
    cards: bool = False
    inside: str | None = None


class Beside(NamedTuple):
    """What is kept beside the table."""

    remarks: Mapping[int, list[Remark]] = {}
    pictures: frozenset[int] = frozenset()


def prepared(name: str, data: bytes) -> Upload:
    """A file ready to be looked at. It may take seconds: call it outside of any transaction.

    Raises:
        FileTooLarge, UnreadableCards; from an archive also its refusals.
    """
    if len(data) > FILE_BYTES:
        raise FileTooLarge(f"At most {FILE_BYTES // 2**20} MB can be read. Split it into smaller files.")
    inside = None
    content = data
    if is_archive(data[:4]):
        found = cards_inside(partial(BytesIO, data), is_cards)
        if found is None:
            return Upload(name, data)
        inside, content = found[0], b"\n".join(map(in_utf8, found[1]))
    elif not is_cards(data[:4096]):
        return Upload(name, data)
    try:
        with _AT_ONCE:
            read = apart("halfhour.exchange.vcard_reading:read", content, cpu_seconds=CPU_SECONDS)
    except Unreadable as refusal:
        raise UnreadableCards(str(refusal)) from None
    except TooCostly:
        raise UnreadableCards("Reading them takes more time or memory than any address book does.") from None
    return Upload(name, packed(read["cards"]), cards=True, inside=inside)


def is_cards(start: bytes) -> bool:
    """Whether a file's first bytes are those of a vCard, in whatever encoding."""
    start = start.removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe").replace(b"\0", b"")
    return start.lstrip()[:30].replace(b" ", b"").upper().startswith(b"BEGIN:VCARD")


def packed(cards: Iterable[Mapping[str, Any]]) -> bytes:
    """The table of cards, with what stands beside it."""
    people = list(cards)
    widths = {name: min(VALUES, max((len(each[name]) for each in people), default=0)) for name, _ in _LISTS}
    header = ["First Name", "Middle Name", "Last Name", *(title for title, _ in _PLAIN)]
    for name, title in _LISTS:
        header += [f"{title} {n} - {part}" for n in range(1, widths[name] + 1) for part in ("Label", "Value")]
    out, text = BytesIO(), StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow([*header, "Labels"])
    remarks: dict[str, list[list[Any]]] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for row, card in enumerate(people, 2):
            is_person = card["kind"] in ("individual", "org")
            table.writerow(_cells(card, widths) if is_person else [card["full_name"]])
            found = [Remark(text, _MEND) for text in card["warnings"]]
            found += [] if is_person else [_GROUP]
            if found:
                remarks[str(row)] = [list(each) for each in found]
            if card["photo"] and is_person:
                archive.writestr(f"{PICTURES}{row}", base64.b64decode(card["photo"]["data"]), zipfile.ZIP_STORED)
        data = text.getvalue().replace("\0", "").encode("utf-8", "replace")
        archive.writestr(TABLE, data, zipfile.ZIP_STORED if len(data) > 2**20 else zipfile.ZIP_DEFLATED)
        archive.writestr(REMARKS, orjson.dumps(remarks))
    return out.getvalue()


def _cells(card: Mapping[str, Any], widths: Mapping[str, int]) -> list[str]:
    names = ("given_name", "additional_names", "family_name", *(name for _, name in _PLAIN))
    cells = [_cell(card[name], NOTES if name == "notes" else CELL) for name in names]
    for name, _ in _LISTS:
        values = [part for each in card[name][: widths[name]] for part in (each["label"], each["value"])]
        cells += [_cell(each, CELL) for each in values] + [""] * (2 * widths[name] - len(values))
    tags = [tag for tag in card["tags"] if tag.casefold() not in GOOGLES_OWN]
    return [*cells, "".join(f"{tag.replace(':::', ' ')} ::: " for tag in tags)]


def _cell(text: str, longest: int) -> str:
    """Within what a table's cell and line may hold; what is kept of it is told when the row is read."""
    lines = text[:longest].split("\n", LINES)
    return "\n".join([*lines[:LINES], *(each.replace("\n", " ") for each in lines[LINES:])])


def beside(opener: Opener) -> Beside:
    """What stands beside a table that `packed` has made."""
    with opener() as file, zipfile.ZipFile(file) as archive:
        remarks = orjson.loads(archive.read(REMARKS))
        pictures = [each.removeprefix(PICTURES) for each in archive.namelist() if each.startswith(PICTURES)]
    told = {int(row): [Remark(*each) for each in found] for row, found in remarks.items()}
    return Beside(told, frozenset(map(int, pictures)))


def picture_of(data: bytes, row: int) -> bytes:
    """The picture beside a row, out of what `packed` has made."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(f"{PICTURES}{row}")
