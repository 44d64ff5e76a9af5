"""A file looked at before it is kept: what it is, what its columns mean, and who of it is there already."""

import zlib
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from io import BytesIO
from typing import Any

from ..contacts.models import Source
from ..core.store import Store
from .archives import is_archive
from .cells import clean
from .dates import DateOrder
from .drafts import Draft, Reading
from .formats import Field, Format
from .mapping import Plan
from .matching import Matcher
from .models import Duplicates, Import, RowStatus
from .preview import preview
from .reading import Table, open_table
from .rules import FileForgotten
from .vcard_table import Upload, picture_of
from .views import FILE_OF

FORGET_DAYS = 30
"""As long as what is deleted can be restored; then the file is dropped, and the batch stays."""

AT_A_TIME = 500
"""Rows about which the store is asked at once."""

PROBLEMS_SHOWN = 50

LETTERS = {
    RowStatus.NEW: "n",
    RowStatus.DUPLICATE: "d",
    RowStatus.REPEATED: "r",
    RowStatus.HIDDEN: "h",
    RowStatus.BLOCKED: "b",
}
"""A row's status as a letter, in upper case when there is something to mend; a blank row is a dot."""

STATUS_OF = {letter: status for status, letter in LETTERS.items()}

Look = dict[str, Any]
"""The columns of an import, with `packed` and `statuses` of its file."""


def look(store: Store, upload: Upload) -> Look:
    """Understands a file and reads it through, without keeping anything. `vcard_table.prepared` has made it ready.

    Raises:
        UnreadableFile, FileTooLarge: by the name of the reason.
    """
    data = upload.data
    table = open_table(partial(BytesIO, data), cards=upload.cards)
    source = Source.SOCIAL_NETWORK.value if table.format is Format.LINKEDIN else None
    return {
        "filename": clean(upload.name)[:300] or "contacts.csv",
        "format": table.format.value,
        "inside": (upload.inside or table.inside or "")[-300:] or None,
        "encoding": table.encoding,
        "separator": table.separator,
        "header_row": table.header_row,
        "source": source,
        "duplicates": Duplicates.SKIP.value,
        "packed": data if is_archive(data[:4]) else zlib.compress(data),
        **seen(store, table, table.plan()),
    }


def seen(store: Store, table: Table, plan: Plan) -> Look:
    """Reads the whole file by the plan, and asks who of it is there already."""
    judged = _Judge(store, table)
    found = preview(table, plan, judged.hear)
    judged.settle()
    columns = [
        {"index": each.index, "name": each.name, "samples": list(each.samples), "proposed": each.proposed.value,
         "field": field.value}
        for each, field in zip(found.columns, found.fields, strict=True)
    ]  # fmt: skip
    return {
        "columns": columns,
        "needs_names": not found.has_names,
        "date_order": plan.date_order and plan.date_order.value,
        "suggested_date_order": found.suggested_date_order and found.suggested_date_order.value,
        "total": found.counts.rows,
        "counts": {**asdict(found.counts), **judged.counts()},
        "first": [{"row": row, "draft": draft_shown(draft)} for row, draft in found.first],
        "problems": [each._asdict() for each in found.problems[:PROBLEMS_SHOWN]],
        "statuses": "".join(judged.letters),
    }


class _Judge:
    """Hears of each row, and finds what it is, some hundred at a time."""

    def __init__(self, store: Store, table: Table) -> None:
        self.matcher = Matcher(store)
        self.first_row = table.header_row + 1
        self.letters: list[str] = []
        self._waiting: list[tuple[int, Draft]] = []

    def hear(self, reading: Reading) -> None:
        letter = "."
        if reading.draft is not None:
            letter = LETTERS[RowStatus.NEW]
            self._waiting.append((reading.row, reading.draft))
        elif reading.hidden:
            letter = LETTERS[RowStatus.HIDDEN]
        elif reading.problems:
            letter = LETTERS[RowStatus.BLOCKED]
        self.letters.append(letter.upper() if reading.problems else letter)
        if len(self._waiting) == AT_A_TIME:
            self.settle()

    def settle(self) -> None:
        for placed in self.matcher.place(self._waiting):
            if placed.match is not None:
                at = placed.row - self.first_row
                status = RowStatus.REPEATED if placed.match.repeated else RowStatus.DUPLICATE
                letter = LETTERS[status]
                self.letters[at] = letter.upper() if self.letters[at].isupper() else letter
        self._waiting = []

    def counts(self) -> dict[str, int]:
        found = {status.value: 0 for status in (RowStatus.NEW, RowStatus.DUPLICATE, RowStatus.REPEATED)}
        for letter in self.letters:
            status = STATUS_OF.get(letter.lower())
            if status in found:
                found[status] += 1
        return found | dict.fromkeys(("created", "updated", "skipped", "removed", "reverted", "kept"), 0)


def draft_shown(draft: Draft) -> dict[str, Any]:
    values = asdict(draft)
    values |= {name: [each._asdict() for each in getattr(draft, name)] for name in ("emails", "phones", "links")}
    values["has_picture"] = values.pop("picture")
    values.pop("more")
    return values | {"connected_on": draft.connected_on and draft.connected_on.isoformat()}


def file_of(store: Store, import_id: str) -> tuple[bytes, str]:
    row = store.row(FILE_OF, import_id=import_id)
    if row is None:
        raise FileForgotten(f"A file is kept for {FORGET_DAYS} days. Upload it again.")
    return bytes(row[0]), str(row[1])


def table_of(store: Store, record: Import) -> tuple[Table, str]:
    packed, statuses = file_of(store, record.id)
    data = packed if is_archive(packed[:4]) else zlib.decompress(packed)
    return open_table(partial(BytesIO, data), cards=record.format == Format.VCARD), statuses


def pictures_of(store: Store, record: Import) -> Callable[[int], bytes] | None:
    """Gives the picture beside a row; None for a file that has none."""
    return partial(picture_of, file_of(store, record.id)[0]) if record.format == Format.VCARD else None


def plan_of(record: Import, table: Table) -> Plan:
    fields = [Field(each["field"]) for each in record.columns]
    return table.plan(fields, DateOrder(record.date_order) if record.date_order else None)
