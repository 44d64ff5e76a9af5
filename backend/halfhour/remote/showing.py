"""What comes back, for people as a table and for programs as JSON; nothing of it is obeyed by the terminal."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from ..core.visible import visible, visible_json

Output = Literal["table", "json", "jsonl"]
Row = dict[str, Any]

MOST_COLUMNS = 6
WIDEST = 40
NARROWEST = 6
READABLE = 12
GAP = 2
COLUMNS: dict[str, tuple[str, ...]] = {
    "contacts": ("full_name", "headline", "organization_name", "stage", "level", "last_touch_at"),
    "interviews": ("contact_name", "organization_name", "state", "starts_at", "minutes", "place"),
    "careers": ("title", "status", "decision", "updated_at"),
    "questions": ("text", "category", "times_asked"),
    "notes": ("kind", "about", "title", "excerpt", "updated_at"),
    "organizations": ("name", "industry", "place", "contact_count"),
    "events": ("seq", "at", "type", "resource_id"),
    "imports": ("filename", "format", "status", "created_at"),
}
"""What a person looks for first, by the first word of the command; other lists show what they begin with."""
SELDOM = {"version", "created_at", "deleted_at"}


def chosen(asked: Output | None) -> Output:
    """A table where a person looks, JSON where a program does."""
    return asked or ("table" if sys.stdout.isatty() else "json")


def show(value: Any, output: Output, *, group: str = "", columns: list[str] | None = None) -> None:
    """One answer: a list if it has items, else a thing with its fields."""
    if output == "json":
        write(json.dumps(value, ensure_ascii=False, indent=2))
    elif output == "jsonl":
        for each in value["items"] if isinstance(value.get("items"), list) else [value]:
            write(json.dumps(each, ensure_ascii=False))
    elif isinstance(value.get("items"), list):
        table(value["items"], group=group, columns=columns)
    elif group == "today":
        today(value)
    else:
        fields(value)


def write(text: str) -> None:
    """One text to standard output, plain, whatever letters the terminal's encoding lacks."""
    text = visible_json(text)
    encoding = sys.stdout.encoding or "ascii"
    if encoding.lower().replace("-", "") not in ("utf8", "utf16"):
        text = "".join(c if c.isascii() else json.dumps(c)[1:-1] for c in text)
    sys.stdout.write(text + "\n")


def table(rows: list[Row], *, group: str = "", columns: list[str] | None = None) -> None:
    """Rows, each on a line; what is wide is cut, the id never, since one copies it."""
    from rich.table import Table
    from rich.text import Text

    console = _console()
    if not rows:
        console.print(Text("Nothing here."))
        return
    names = columns or _columns(rows, group, console.width)
    cells = [[cell(row.get(name)) for name in names] for row in rows]
    heads = [name.replace("_", " ") for name in names]
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    for head, width in zip(heads, _widths(names, [heads, *cells], console.width), strict=True):
        made.add_column(Text(head), no_wrap=True, overflow="ellipsis", width=width)
    for each in cells:
        made.add_row(*map(Text, each))
    console.print(made)


def _widths(names: list[str], lines: list[list[str]], most: int) -> list[int]:
    """How wide each column may be: as wide as what stands in it, until all of them fit; the widest gives way first."""
    from rich.cells import cell_len

    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(names))]
    free = [at for at, name in enumerate(names) if name != "id" and not name.endswith("_id")]
    for at in free:
        widths[at] = min(widths[at], WIDEST)
    while free and sum(widths) + GAP * len(widths) > most:
        widest = max(free, key=lambda at: widths[at])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def fields(value: Row) -> None:
    """One thing: its fields below each other, lists within it as tables of their own."""
    from rich.table import Table
    from rich.text import Text

    console = _console()
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(style="bold", no_wrap=True)
    made.add_column(overflow="fold")
    lists = {}
    for name, each in value.items():
        if isinstance(each, list) and each and isinstance(each[0], dict) and not _labelled(each):
            lists[name] = each
        elif each not in (None, "", []):
            made.add_row(Text(name.replace("_", " ")), Text(cell(each, lines=True)))
    console.print(made)
    for name, rows in lists.items():
        console.print()
        console.print(Text(name.replace("_", " "), style="bold underline"))
        table(rows)


def today(value: Row) -> None:
    """What today asks, as one would say it."""
    from rich.text import Text

    console = _console()
    talks = [f"{cell(each['starts_at'])}  {each['contact_name']}" for each in value["ahead"]]
    dues = [f"{'! ' if each['overdue'] else ''}{each['words']}  {each['contact_name']}" for each in value["dues"]]
    people = [
        f"{each['full_name']}: {' '.join(reason['words'] for reason in each['reasons'])}"
        for each in value["suggestions"]
    ]
    for title, lines in (("Next talks", talks), ("Due", dues), ("Whom to ask next", people)):
        console.print(Text(title, style="bold"))
        for line in lines or ["Nothing."]:
            console.print(Text(f"  {visible(line)}"))


def say(text: str, style: str = "") -> None:
    """A sentence to the person, beside what goes to standard output."""
    from rich.text import Text

    _console(stderr=True).print(Text(visible(text, lines=True), style=style), soft_wrap=True)


def cell(value: Any, *, lines: bool = False) -> str:
    """One value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _moment(value) or visible(value, lines=lines)
    if isinstance(value, list):
        if value and all(isinstance(each, dict) and each.keys() == {"text", "hit"} for each in value):
            return "".join(cell(each) for each in value)
        return ", ".join(cell(each) for each in value)
    if isinstance(value, dict):
        return _short(value)
    return str(value)


def _short(value: Row) -> str:
    if "value" in value:
        label = value.get("label") or value.get("count")
        return visible(f"{value['value']} ({label})" if label else str(value["value"]))
    if {"text", "hit"} == value.keys():
        return visible(str(value["text"]))
    for name in ("full_name", "name", "title", "words", "message", "text"):
        if isinstance(value.get(name), str):
            return visible(value[name])
    return visible(json.dumps(value, ensure_ascii=False))


def _labelled(rows: list[Row]) -> bool:
    return all("value" in row for row in rows)


def _moment(value: str) -> str | None:
    """An instant by the clock of this machine."""
    if len(value) < 20 or not value.endswith("Z") or value[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return None


def _columns(rows: list[Row], group: str, width: int) -> list[str]:
    """Which columns a person sees: as many as still say something in this width, and what one copies to go on."""
    wanted = COLUMNS.get(group, ())
    found = [name for name in wanted if name in rows[0]]
    if len(found) < 2:
        plain = [name for name in rows[0] if name not in SELDOM and not name.endswith("_id") and name != "id"]
        found = [name for name in plain if _fits(row[name] for row in rows if name in row)][:MOST_COLUMNS]
    ids = ["id"] if "id" in rows[0] else [name for name in rows[0] if name.endswith("_id")][:1]
    room = max(2, (width - 38 * len(ids)) // READABLE)
    return found[:room] + [name for name in ids if name not in found[:room]]


def _fits(values: Iterable[Any]) -> bool:
    """Whether a column says something in a line: values that are short, or short lists of them."""
    filled: Iterator[Any] = (each for each in values if each not in (None, "", [], {}))
    return any(
        not isinstance(part, dict) or "text" in part
        for each in filled
        for part in (each if isinstance(each, list) else [each])[:1]
    )


def _console(*, stderr: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)
