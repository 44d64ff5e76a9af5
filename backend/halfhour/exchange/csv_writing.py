"""People as the tables that other programs import: Google, Outlook, HubSpot, Salesforce; and our own.

What has no column in a program's table is a line of its notes, so that nothing is lost in silence. Column names of
Google and Outlook are those of their own exports; those of HubSpot and Salesforce what their imports map by themselves.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, NamedTuple

from . import own_form
from .cells import PROFILES, guarded
from .formats import OWN

Person = Mapping[str, Any]
"""What a contact's Read has, and `notes`, which are a text that is empty unless it was asked for."""

SEVERAL = 4
"""How many e-mail addresses, numbers and links have columns of their own at Google; further ones share the last."""

_GOOGLE_ADDRESS = ("Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country",
                   "Extended Address")  # fmt: skip


class Form(NamedTuple):
    """A program's table: its columns, and how a person's cells are made."""

    columns: tuple[str, ...]
    cells: Callable[[Person], Sequence[str]]
    mark: bool = False
    """Whether the file begins with the byte order mark, without which old programs take UTF-8 for Windows-1252."""
    own: bool = False


def lines(form: Form, people: Iterable[Person], *, raw: bool = False, head: bool = True) -> Iterator[str]:
    """The rows of a table as text, its column names first. Cells are safe from being taken for formulas unless they are
    asked for `raw`; those of our own form are always as they are."""
    if head:
        yield ("\ufeff" if form.mark else "") + _line(form, form.columns)
    for person in people:
        cells = form.cells(person)
        yield _line(form, cells if raw or form.own else [guarded(cell) for cell in cells])


def _line(form: Form, cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL if form.own else csv.QUOTE_MINIMAL).writerow(cells)
    return out.getvalue()


def _text(person: Person, name: str) -> str:
    return person.get(name) or ""


def _named(person: Person) -> tuple[str, str]:
    """Given and family name; the whole name as the given one where the parts are not known."""
    given, family = _text(person, "given_name"), _text(person, "family_name")
    return (given, family) if given or family else (person["full_name"], "")


class _Left:
    """A person's addresses while they find their places; what finds none is told in the notes."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.emails, self.phones, self.links = (list(person.get(name) or ()) for name in ("emails", "phones", "links"))
        self.further: list[str] = []

    def email(self) -> str:
        return str(self.emails.pop(0)["value"]) if self.emails else ""

    def phone(self, *labels: str) -> str:
        """The first number with such a label; without labels the first of all."""
        for each in self.phones:
            if not labels or (each.get("label") or "") in labels:
                self.phones.remove(each)
                return str(each["value"])
        return ""

    def link(self, *, profile: bool) -> str:
        """The first LinkedIn profile, or the first other link."""
        for each in self.links:
            if each["value"].startswith(PROFILES) == profile:
                self.links.remove(each)
                return str(each["value"])
        return ""

    def notes(self) -> str:
        """The notes, and below them all that found no place."""
        left = (("E-mail", self.emails), ("Phone", self.phones), ("Link", self.links))
        further = [f"{each.get('label') or name}: {each['value']}" for name, values in left for each in values]
        return "\n".join([*([self.person["notes"]] if self.person.get("notes") else []), *further])


def _google(person: Person) -> list[str]:
    given, family = _named(person)
    file_as = person["full_name"] if person["full_name"] != f"{given} {family}".strip() else ""
    labels = " ::: ".join([*(person.get("tags") or ()), "* myContacts"])
    cells = [given, "", family, "", "", "", "", "", "", file_as, _text(person, "organization_name"),
             _text(person, "headline"), "", "", _text(person, "notes"), "", labels]  # fmt: skip
    for name in ("emails", "phones"):
        cells += _numbered(person.get(name) or ())
    place, postal = _text(person, "location"), _text(person, "postal_address")
    cells += ["", postal, postal, place, "", "", "", "", ""]
    return cells + _numbered(person.get("links") or ())


def _numbered(values: Sequence[Mapping[str, Any]]) -> list[str]:
    """Labels and values in turn; those beyond the last column share it, as Google itself writes them."""
    cells: list[str] = []
    for each in values[:SEVERAL]:
        cells += [each.get("label") or "", each["value"]]
    if len(values) > SEVERAL:
        cells[-1] = " ::: ".join(each["value"] for each in values[SEVERAL - 1 :])
    return cells + [""] * (2 * SEVERAL - len(cells))


def _pairs(title: str) -> list[str]:
    return [f"{title} {n} - {part}" for n in range(1, SEVERAL + 1) for part in ("Label", "Value")]


GOOGLE = Form(
    (
        "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
        "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
        "Organization Department", "Birthday", "Notes", "Photo", "Labels", *_pairs("E-mail"), *_pairs("Phone"),
        *(f"Address 1 - {part}" for part in _GOOGLE_ADDRESS), *_pairs("Website"),
    ),
    _google,
)  # fmt: skip


def _outlook(person: Person) -> list[str]:
    left, (given, family) = _Left(person), _named(person)
    link = left.link(profile=True) or left.link(profile=False)
    emails = [left.email() for _ in range(3)]
    mobile, work, home = left.phone("mobile"), left.phone("work"), left.phone("home")
    cells = [given, "", family, "", "", link]
    cells += [*emails, left.phone(), home, mobile, work, _text(person, "postal_address"), _text(person, "location")]
    tags = ";".join(person.get("tags") or ())
    return [*cells, _text(person, "organization_name"), _text(person, "headline"), tags, left.notes()]


OUTLOOK = Form(
    (
        "First Name", "Middle Name", "Last Name", "Title", "Suffix", "Web Page", "E-mail Address", "E-mail 2 Address",
        "E-mail 3 Address", "Primary Phone", "Home Phone", "Mobile Phone", "Business Phone", "Business Street",
        "Business City", "Company", "Job Title", "Categories", "Notes",
    ),
    _outlook,
    mark=True,
)  # fmt: skip


def _hubspot(person: Person) -> list[str]:
    left, (given, family) = _Left(person), _named(person)
    email, more = left.email(), ";".join(left.email() for _ in left.emails[:])
    mobile, phone = left.phone("mobile"), left.phone()
    links = left.link(profile=True), left.link(profile=False)
    cells = [given, family, email, more, phone, mobile, _text(person, "headline"), _text(person, "organization_name")]
    return [*cells, *links, _text(person, "location"), _text(person, "postal_address"), left.notes()]


HUBSPOT = Form(
    (
        "First Name", "Last Name", "Email", "Additional email addresses", "Phone Number", "Mobile Phone Number",
        "Job Title", "Company Name", "LinkedIn URL", "Website URL", "City", "Street Address", "Notes",
    ),
    _hubspot,
)  # fmt: skip


def _salesforce(person: Person) -> list[str]:
    """Salesforce takes nobody without a last name."""
    left, (given, family) = _Left(person), _named(person)
    given, family = (given, family) if family else ("", given)
    email, mobile, phone, link = left.email(), left.phone("mobile"), left.phone(), left.link(profile=True)
    cells = [given, family, _text(person, "headline"), email, phone, mobile, _text(person, "organization_name"), link]
    return [*cells, _text(person, "postal_address"), _text(person, "location"), left.notes()]


SALESFORCE = Form(
    (
        "FirstName", "LastName", "Title", "Email", "Phone", "MobilePhone", "Account.Name", "LinkedIn__c",
        "MailingStreet", "MailingCity", "Description",
    ),
    _salesforce,
)  # fmt: skip

HALFHOUR = Form(tuple(each.value for each in OWN), own_form.cells_of, own=True)
