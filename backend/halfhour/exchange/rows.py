"""The rows of a file, shown as they will be or were kept: read from the file anew, so that none is stored twice."""

from contextlib import suppress
from itertools import islice

from ..contacts import service as contacts
from ..core.errors import NotFound
from ..core.store import Store
from ..core.views import Shown, read_cursor, write_cursor
from .drafts import Reading
from .looking import STATUS_OF, draft_shown, plan_of, table_of
from .mapping import read_row
from .matching import Matcher
from .models import Import, Status
from .reading import Table
from .schemas import RowChoice, RowQuery
from .views import OUTCOMES


def page(store: Store, import_id: str, query: RowQuery) -> Shown:
    """Rows of the file in its order, read from it anew.

    Raises:
        FileForgotten
    """
    record = store.get(Import, import_id)
    table, statuses = table_of(store, record)
    first_row = record.header_row + 1
    after = read_cursor(query.cursor, "row", int, instant=False)[0] if query.cursor else 0
    wanted = (first_row + at for at, letter in enumerate(statuses) if _is_wanted(letter, query.status))
    numbers = list(islice((number for number in wanted if number > after), query.limit + 1))
    more = len(numbers) > query.limit
    numbers = numbers[: query.limit]
    items = _show_rows(store, record, table, statuses, numbers) if numbers else []
    return {"items": items, "next_cursor": write_cursor("row", numbers[-1], "") if more else None}


def _is_wanted(letter: str, choice: RowChoice | None) -> bool:
    if choice is RowChoice.PROBLEM:
        return letter.isupper()
    return letter != "." and (choice is None or STATUS_OF[letter.lower()].value == choice.value)


def _show_rows(store: Store, record: Import, table: Table, statuses: str, numbers: list[int]) -> list[Shown]:
    plan = plan_of(record, table)
    asked = set(numbers)
    readings = []
    for number, cells in table.rows():
        if number in asked:
            readings.append(read_row(plan, number, cells))
        if number >= numbers[-1]:
            break
    matches = _matches(store, readings) if record.status == Status.PREVIEWED else {}
    known = store.rows(OUTCOMES, import_id=record.id, first=numbers[0], last=numbers[-1])
    outcomes = {row: (outcome, contact_id) for row, outcome, contact_id in known}
    shown = []
    for reading in readings:
        outcome, contact_id = outcomes.get(reading.row, (None, None))
        shown.append(
            {
                "row": reading.row,
                "status": STATUS_OF[statuses[reading.row - record.header_row - 1].lower()].value,
                "draft": reading.draft and draft_shown(reading.draft),
                "problems": [each._asdict() for each in reading.problems],
                "match": matches.get(reading.row),
                "outcome": outcome,
                "contact_id": contact_id,
            }
        )
    return shown


def _matches(store: Store, readings: list[Reading]) -> dict[int, Shown]:
    found = {}
    for placed in Matcher(store).place([(each.row, each.draft) for each in readings if each.draft is not None]):
        if placed.match is not None and not placed.match.repeated:
            with suppress(NotFound):
                name = contacts.get(store, placed.match.contact_id).full_name
                found[placed.row] = {
                    "contact_id": placed.match.contact_id, "full_name": name, "reason": placed.match.reason,
                }  # fmt: skip
    return found
