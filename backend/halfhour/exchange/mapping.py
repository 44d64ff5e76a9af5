"""From a row's cells to a draft, by what each column is taken as."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from . import own_form
from .cells import (
    PROFILES,
    clean,
    clean_lines,
    emails_in,
    linkedin_slug,
    links_in,
    phones_in,
    split_values,
    unguarded,
)
from .dates import DateOrder, Doubt, read_date
from .drafts import Draft, Labelled, Problem, Reading
from .formats import OWN_ALONE, Field, Meaning
from .rules import MappingDoesNotFit, NoNameColumn

NAME_CHARS = 300
HEADLINE_CHARS = 300
NOTES_CHARS = 20_000
TAG_CHARS = 60
TAGS = 30
VALUES = 20
POSTAL_CHARS = 20_000

_NAME_FIELDS = {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME}


class Remark(NamedTuple):
    """What is odd about a row, how to mend it, and whether the row is left out for it."""

    message: str
    mend: str
    blocks: bool = False


@dataclass(slots=True)
class Plan:
    """The columns of each field, in the file's order; made once per file, used for every row."""

    header: list[str]
    meanings: list[Meaning]
    date_order: DateOrder | None = None
    own: bool = False
    """Whether the file is of our own form, which is read to the letter."""
    remarks: Mapping[int, Sequence[Remark]] = field(default_factory=dict)
    """What was found odd about rows before they were rows, by their numbers."""
    pictures: frozenset[int] = frozenset()
    """The rows beside which there is a picture."""
    columns: dict[Field, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = {kind: [] for kind in Field}
        for index, meaning in enumerate(self.meanings):
            self.columns[meaning.field].append(index)

    @property
    def has_names(self) -> bool:
        return any(self.columns[kind] for kind in _NAME_FIELDS)

    def need_names(self) -> None:
        """Raises NoNameColumn if no column is taken as a name."""
        if not self.has_names:
            raise NoNameColumn("Say which column holds the names: as full name, or as given and family name.")


def choose(proposed: Sequence[Meaning], choices: Sequence[Field]) -> list[Meaning]:
    """The person's choice for every column. Labels that the file gives stay with the columns whose field stays.

    Raises:
        MappingDoesNotFit: when there are not as many choices as columns.
    """
    if len(choices) != len(proposed):
        raise MappingDoesNotFit(f"The file has {len(proposed)} columns; choose a field for each, `ignore` included.")
    return [old if old.field == new else Meaning(new) for old, new in zip(proposed, choices, strict=True)]


def read_row(plan: Plan, number: int, cells: list[str]) -> Reading:
    """What the row says. Nothing is dropped in silence: a value that can't be kept is a problem with its mend."""
    if plan.own:
        fields = {index: each.field for index, each in enumerate(plan.meanings) if each.field is not Field.IGNORE}
        return own_form.read_row(fields, number, cells)
    remarks = tuple(Problem(number, None, "card", *each) for each in plan.remarks.get(number, ()))
    if any(each.blocks for each in remarks):
        return Reading(number, None, remarks)
    found = _read_cells(plan, number, cells)
    if found.draft is not None:
        found.draft.picture = number in plan.pictures
    return found._replace(problems=(*remarks, *found.problems)) if remarks else found


def _read_cells(plan: Plan, number: int, cells: list[str]) -> Reading:
    if not any(cells) or not any(cell.strip() for cell in cells):
        return Reading(number, None, ())
    width = len(plan.header)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        mend = 'Put quotes (") around a value that holds the separator, or name the further columns.'
        return _blocked(number, "too_many_cells", f"It has {len(cells)} values for {width} columns.", mend)
    row = _Row(plan, number, [unguarded(cell) for cell in cells] + [""] * (width - len(cells)))
    draft = row.draft()
    if draft.full_name or row.name_by_address(draft):
        return Reading(number, draft, tuple(row.problems))
    if not draft.headline and not draft.organization_name and not draft.phones and not draft.notes:
        return Reading(number, None, (), hidden=True)
    return _blocked(number, "no_name", "It names nobody.", "Write the name into the file, or add this person by hand.")


def _blocked(number: int, code: str, message: str, mend: str) -> Reading:
    return Reading(number, None, (Problem(number, None, code, message, mend, blocks=True),))


class _Row:
    """One row while it is read; collects its problems."""

    def __init__(self, plan: Plan, number: int, cells: list[str]) -> None:
        self.plan, self.number, self.cells = plan, number, cells
        self.problems: list[Problem] = []

    def draft(self) -> Draft:
        given = self._joined(Field.GIVEN_NAME, " ", NAME_CHARS)
        family = self._joined(Field.FAMILY_NAME, " ", NAME_CHARS)
        full = self._first(Field.FULL_NAME, NAME_CHARS)
        return Draft(
            given_name=given,
            family_name=family,
            full_name=full or f"{given} {family}".strip()[:NAME_CHARS],
            headline=self._first(Field.HEADLINE, HEADLINE_CHARS),
            organization_name=self._first(Field.ORGANIZATION, NAME_CHARS),
            emails=self._addresses(Field.EMAILS) if self.plan.columns[Field.EMAILS] else [],
            phones=self._addresses(Field.PHONES) if self.plan.columns[Field.PHONES] else [],
            links=self._addresses(Field.LINKS) if self.plan.columns[Field.LINKS] else [],
            location=self._joined(Field.LOCATION, ", ", NAME_CHARS),
            connected_on=self._day() if self.plan.columns[Field.CONNECTED_ON] else None,
            notes=self._notes() if self.plan.columns[Field.NOTES] else "",
            tags=self._tags() if self.plan.columns[Field.TAGS] else [],
            postal_address=self._postal() if self.plan.columns[Field.POSTAL_ADDRESS] else "",
            more=self._more(),
        )

    def name_by_address(self, draft: Draft) -> bool:
        """Lets the e-mail address or the profile stand in for a missing name, as address books show it."""
        address = draft.emails[0].value if draft.emails else ""
        slug = next((slug for link in draft.links if (slug := linkedin_slug(link.value))), "")
        draft.full_name = (address or slug)[:NAME_CHARS]
        if draft.full_name:
            message = f"It has no name; {draft.full_name} stands in for it."
            self._note(None, "no_name", message, "Write the name into the file, or change it after the import.")
        return bool(draft.full_name)

    def _note(self, column: int | None, code: str, message: str, mend: str) -> None:
        name = None if column is None else self.plan.header[column] or f"column {column + 1}"
        self.problems.append(Problem(self.number, name, code, message, mend))

    def _fit(self, text: str, column: int, limit: int) -> str:
        if len(text) <= limit:
            return text
        self._note(
            column, "too_long", f"It has {len(text):,} characters; {limit:,} are kept.", "Shorten it in the file."
        )
        return text[:limit].rstrip()

    def _first(self, kind: Field, limit: int) -> str:
        """The first filled column. Google numbers several organizations; the first is the present one."""
        for index in self.plan.columns[kind]:
            if self.cells[index]:
                parts = split_values(self.cells[index]) if ":::" in self.cells[index] else [clean(self.cells[index])]
                if parts and parts[0]:
                    return self._fit(parts[0], index, limit)
        return ""

    def _joined(self, kind: Field, between: str, limit: int) -> str:
        columns = self.plan.columns[kind]
        if not columns:
            return ""
        if len(columns) == 1:
            return self._fit(clean(self.cells[columns[0]]), columns[0], limit)
        parts = list(dict.fromkeys(text for index in columns if (text := clean(self.cells[index]))))
        return self._fit(between.join(parts), columns[0], limit) if parts else ""

    def _addresses(self, kind: Field) -> list[Labelled]:
        found: dict[str, Labelled] = {}
        primary = ""
        for index in self.plan.columns[kind]:
            if not self.cells[index].strip():
                continue
            good, bad = _SPLIT[kind](self.cells[index])
            label, is_primary = self._label(index)
            for value in good:
                found.setdefault(value.casefold(), Labelled(_link_label(value, label), value))
            primary = primary or (good[0].casefold() if is_primary and good else "")
            if bad:
                code, fault, mend = _FAULT[kind]
                self._note(index, code, f"{bad[0][:80]} {fault}; it is left out.", mend)
        values = list(found.values())
        if primary:
            values.sort(key=lambda each: each.value.casefold() != primary)
        if len(values) > VALUES:
            column = self.plan.columns[kind][0]
            self._note(
                column, "too_many", f"It has {len(values)}; the first {VALUES} are kept.", "Delete some of them."
            )
        return values[:VALUES]

    def _label(self, index: int) -> tuple[str, bool]:
        """The value's kind, and whether it is the one that Google marks with `*` as the first."""
        meaning = self.plan.meanings[index]
        if meaning.label_column is None:
            return meaning.label, False
        text = clean(self.cells[meaning.label_column])
        return text.removeprefix("*").strip().lower()[:TAG_CHARS], text.startswith("*")

    def _day(self) -> date | None:
        for index in self.plan.columns[Field.CONNECTED_ON]:
            text = clean(self.cells[index])
            if text:
                day = read_date(text, self.plan.date_order)
                if not isinstance(day, Doubt):
                    return day
                self._note(index, "date", *day)
        return None

    def _notes(self) -> str:
        columns = self.plan.columns[Field.NOTES]
        parts = [text for index in columns if (text := clean_lines(self.cells[index]))]
        return self._fit("\n\n".join(parts), columns[0], NOTES_CHARS)

    def _postal(self) -> str:
        for index in self.plan.columns[Field.POSTAL_ADDRESS]:
            if text := clean_lines(self.cells[index]):
                return self._fit(text, index, POSTAL_CHARS)
        return ""

    def _more(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for kind in OWN_ALONE:
            for index in self.plan.columns[kind]:
                text = clean_lines(self.cells[index])
                if text and kind.value not in found:
                    try:
                        value = own_form.value_of(kind, text)
                    except ValueError as fault:
                        self._note(index, "value", f"{text[:80]} can't be kept: {fault}", "Change it in the file.")
                    else:
                        found[kind.value] = getattr(value, "value", value)
        return found

    def _tags(self) -> list[str]:
        """Google's own groups begin with `*` (`* myContacts`) and say nothing."""
        found: dict[str, str] = {}
        for index in self.plan.columns[Field.TAGS]:
            for part in split_values(_commas_as_gaps(self.cells[index])):
                if not part.startswith("*"):
                    found.setdefault(part.casefold(), self._fit(part, index, TAG_CHARS))
        return list(found.values())[:TAGS]


_SPLIT: dict[Field, Callable[[str], tuple[list[str], list[str]]]] = {
    Field.EMAILS: emails_in,
    Field.PHONES: phones_in,
    Field.LINKS: links_in,
}
_FAULT = {
    Field.EMAILS: ("email", "is no e-mail address", "Write it as name@example.org."),
    Field.PHONES: ("phone", "is no telephone number", "Write it with figures, such as +34 600 000 000."),
    Field.LINKS: ("link", "is no web address", "Write it as https://example.org."),
}


def _commas_as_gaps(text: str) -> str:
    return text if ":::" in text else text.replace(";", ":::").replace(",", ":::").replace("|", ":::")


def _link_label(value: str, label: str) -> str:
    return "linkedin" if not label and value.startswith(PROFILES) else label
