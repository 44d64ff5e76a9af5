"""What will come of a file, before anything is kept: counts, problems, and the first people as they will be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from halfhour.exchange.dates import DateOrder, order_shown_by
from halfhour.exchange.drafts import Draft, Problem
from halfhour.exchange.formats import Field
from halfhour.exchange.mapping import Plan
from halfhour.exchange.reading import Column, Table

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
    repeated: int = 0
    """Usable rows about somebody who is in the file further up."""


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


def preview(table: Table, plan: Plan, on_row: Callable[[int], None] | None = None) -> Preview:
    """Reads every row; `on_row` hears the number of each.

    Raises:
        The refusals of `Table.readings`.
    """
    seen: set[int] = set()
    found = Preview(table.columns(), [meaning.field for meaning in plan.meanings], plan.has_names)
    counts = found.counts
    if not plan.has_names:
        counts.rows = sum(1 for _, cells in table.rows() if any(cell.strip() for cell in cells))
        return found
    for row, draft, problems, hidden in table.readings(plan):
        if on_row is not None:
            on_row(row)
        counts.problems += len(problems)
        found.problems.extend(problems[: PROBLEMS - len(found.problems)])
        if draft is not None:
            counts.usable += 1
            key = hash(draft.key)
            counts.repeated += key in seen
            seen.add(key)
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
