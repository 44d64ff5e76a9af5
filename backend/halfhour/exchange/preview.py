"""What will come of a file, before anything is kept: counts, problems, and the first people as they will be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .dates import DateOrder, order_shown_by
from .drafts import Draft, Problem, Reading
from .formats import Field
from .mapping import Plan
from .reading import Column, Table

FIRST = 20
PROBLEMS = 500
"""As many are told one by one; the count is always complete."""


@dataclass(slots=True)
class Counts:
    """Rows below the header that are not blank. `rows` = `usable` + `hidden` + `blocked`."""

    rows: int = 0
    usable: int = 0
    hidden: int = 0
    """Profiles that LinkedIn exports without a name, because they are hidden or gone."""
    blocked: int = 0
    """Left out because of a problem."""
    problems: int = 0


@dataclass(slots=True)
class Preview:
    """The whole file, read once."""

    columns: list[Column]
    fields: list[Field]
    has_names: bool
    counts: Counts = field(default_factory=Counts)
    problems: list[Problem] = field(default_factory=list)
    first: list[tuple[int, Draft]] = field(default_factory=list)
    suggested_date_order: DateOrder | None = None
    """The order of days that the rows prove, when some row leaves a doubt and no row says otherwise."""


def preview(table: Table, plan: Plan, on_reading: Callable[[Reading], None] | None = None) -> Preview:
    """Reads every row; `on_reading` hears of each, blank ones included.

    Raises:
        The refusals of `Table.readings`.
    """
    found = Preview(table.columns(), [meaning.field for meaning in plan.meanings], plan.has_names)
    counts = found.counts
    if not plan.has_names:
        counts.rows = sum(1 for _, cells in table.rows() if any(cell.strip() for cell in cells))
        return found
    for reading in table.readings(plan):
        row, draft, problems, hidden = reading
        if on_reading is not None:
            on_reading(reading)
        counts.problems += len(problems)
        found.problems.extend(problems[: PROBLEMS - len(found.problems)])
        if draft is not None:
            counts.usable += 1
            if len(found.first) < FIRST:
                found.first.append((row, draft))
        elif hidden:
            counts.hidden += 1
        elif problems:
            counts.blocked += 1
    counts.rows = counts.usable + counts.hidden + counts.blocked
    if plan.date_order is None and any(problem.code == "date" for problem in found.problems):
        found.suggested_date_order = proven_order(table, plan)
    return found


def proven_order(table: Table, plan: Plan) -> DateOrder | None:
    """The one order that fits all days of figures in the file, if some day fits one order alone."""
    orders: set[DateOrder] = set()
    for _, cells in table.rows():
        for index in plan.columns[Field.CONNECTED_ON]:
            order = order_shown_by(cells[index]) if index < len(cells) else None
            if order is not None:
                orders.add(order)
    return orders.pop() if len(orders) == 1 else None
