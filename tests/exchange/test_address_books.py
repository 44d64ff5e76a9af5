"""Address books of Google and Outlook, and tables of any other origin."""

import pytest

from halfhour.exchange.formats import Field, Format
from halfhour.exchange.preview import preview
from halfhour.exchange.rules import MappingDoesNotFit, NoNameColumn
from tests.exchange.files import columns, drafts, readings, table, understood

GOOGLE = columns(
    """
    First Name, Middle Name, Last Name, Phonetic First Name, Phonetic Middle Name, Phonetic Last Name, Name Prefix,
    Name Suffix, Nickname, File As, Organization Name, Organization Title, Organization Department, Birthday, Notes,
    Photo, Labels, E-mail 1 - Label, E-mail 1 - Value, E-mail 2 - Label, E-mail 2 - Value, Phone 1 - Label, Phone 1
    - Value, Address 1 - Label, Address 1 - Formatted, Address 1 - Street, Address 1 - City, Address 1 - PO Box,
    Address 1 - Region, Address 1 - Postal Code, Address 1 - Country, Address 1 - Extended Address, Website 1 -
    Label, Website 1 - Value
    """
)

GOOGLE_OLD = columns(
    """
    Name, Given Name, Additional Name, Family Name, Yomi Name, Given Name Yomi, Additional Name Yomi, Family Name
    Yomi, Name Prefix, Name Suffix, Initials, Nickname, Short Name, Maiden Name, Birthday, Gender, Location, Billing
    Information, Directory Server, Mileage, Occupation, Hobby, Sensitivity, Priority, Subject, Notes, Language,
    Photo, Group Membership, E-mail 1 - Type, E-mail 1 - Value, E-mail 2 - Type, E-mail 2 - Value, Phone 1 - Type,
    Phone 1 - Value, Organization 1 - Type, Organization 1 - Name, Organization 1 - Yomi Name, Organization 1 -
    Title, Organization 1 - Department, Organization 1 - Symbol, Organization 1 - Location, Organization 1 - Job
    Description
    """
)

OUTLOOK = columns(
    """
    First Name, Middle Name, Last Name, Title, Suffix, Initials, Web Page, Gender, Birthday, Anniversary, Location,
    Language, Internet Free Busy, Notes, E-mail Address, E-mail 2 Address, E-mail 3 Address, Primary Phone, Home
    Phone, Home Phone 2, Mobile Phone, Pager, Home Fax, Home Address, Home Street, Home City, Home State, Home
    Postal Code, Home Country, Spouse, Company Main Phone, Business Phone, Business Phone 2, Business Fax,
    Assistant's Phone, Company, Job Title, Department, Office Location, Organizational ID Number, Profession,
    Account, Business Address, Business Street, Business City, Business State, Business Postal Code, Business
    Country, Categories
    """
)


def rows(header: list[str], *people: dict[str, str]) -> str:
    """A table in which each person fills a few of many columns."""
    return table([header, *([person.get(name, "") for name in header] for person in people)])


def test_google_contacts_are_read_with_their_labels() -> None:
    text = rows(
        GOOGLE,
        {
            "First Name": "Ines",
            "Middle Name": "Luz",
            "Last Name": "Ortega",
            "Name Prefix": "Dr.",
            "Organization Name": "Faro",
            "Organization Title": "Midwife",
            "Organization Department": "Births",
            "Notes": "Met at the fair,\ntalked of nights.",
            "Labels": "* myContacts ::: Navy ::: navy ::: Choir",
            "E-mail 1 - Label": "Other",
            "E-mail 1 - Value": "ines@example.org ::: ines.ortega@example.org",
            "E-mail 2 - Label": "* Work",
            "E-mail 2 - Value": "io@faro.example",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": "+34 600 000 000 ::: +34 600 000 001",
            "Address 1 - Formatted": "Calle 1\nVigo\nSpain",
            "Address 1 - City": "Vigo",
            "Address 1 - Country": "Spain",
            "Website 1 - Label": "Profile",
            "Website 1 - Value": "faro.example/ines",
        },
    )

    assert understood(text.encode()).format is Format.GOOGLE
    [ines] = drafts(text.encode())

    assert (ines.given_name, ines.family_name, ines.full_name) == ("Ines Luz", "Ortega", "Ines Luz Ortega")
    assert (ines.organization_name, ines.headline, ines.location) == ("Faro", "Midwife", "Vigo, Spain")
    assert [tuple(email) for email in ines.emails] == [
        ("work", "io@faro.example"),
        ("other", "ines@example.org"),
        ("other", "ines.ortega@example.org"),
    ]
    assert [tuple(phone) for phone in ines.phones] == [("mobile", "+34 600 000 000"), ("mobile", "+34 600 000 001")]
    assert [tuple(link) for link in ines.links] == [("profile", "https://faro.example/ines")]
    assert ines.notes == "Met at the fair,\ntalked of nights."
    assert ines.tags == ["Navy", "Choir"]


def test_old_google_contacts_are_read() -> None:
    text = rows(
        GOOGLE_OLD,
        {
            "Name": "Dr. Ines Ortega",
            "Given Name": "Ines",
            "Family Name": "Ortega",
            "Group Membership": "* myContacts ::: Navy",
            "E-mail 1 - Type": "* Home",
            "E-mail 1 - Value": "ines@example.org",
            "Phone 1 - Type": "Work",
            "Phone 1 - Value": "600000000",
            "Organization 1 - Name": "Faro",
            "Organization 1 - Title": "Midwife",
        },
    )

    assert understood(text.encode("utf-16")).format is Format.GOOGLE_OLD
    [ines] = drafts(text.encode("utf-16"))

    assert (ines.given_name, ines.family_name, ines.full_name) == ("Ines", "Ortega", "Dr. Ines Ortega")
    assert (ines.organization_name, ines.headline, ines.tags) == ("Faro", "Midwife", ["Navy"])
    assert [tuple(email) for email in ines.emails] == [("home", "ines@example.org")]
    assert [tuple(phone) for phone in ines.phones] == [("work", "600000000")]


def test_outlooks_title_is_a_form_of_address_and_not_the_role() -> None:
    text = rows(
        OUTLOOK,
        {
            "First Name": "José",
            "Last Name": "Núñez",
            "Title": "Dr",
            "Company": "Faro",
            "Job Title": "Cook",
            "E-mail Address": "jose@example.org",
            "E-mail 2 Address": "JOSE@example.org",
            "Mobile Phone": "600 000 000",
            "Business Phone": "910 000 000",
            "Business Fax": "910 000 001",
            "Web Page": "http://faro.example",
            "Business City": "Vigo",
            "Business Country": "Spain",
            "Categories": "Friends;Cooks",
        },
    )
    data = text.replace("\n", "\r\n").encode("cp1252")

    assert (understood(data).format, understood(data).encoding) == (Format.OUTLOOK, "cp1252")
    [jose] = drafts(data)

    assert (jose.full_name, jose.headline, jose.organization_name) == ("José Núñez", "Cook", "Faro")
    assert [email.value for email in jose.emails] == ["jose@example.org"]
    assert [tuple(phone) for phone in jose.phones] == [("mobile", "600 000 000"), ("work", "910 000 000")]
    assert (jose.location, jose.tags) == ("Vigo, Spain", ["Friends", "Cooks"])


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Name,Title,Company", ["full_name", "headline", "organization"]),
        ("Name,Vorname,Telefon", ["family_name", "given_name", "phones"]),
        ("Nom,Prénom,Société", ["family_name", "given_name", "organization"]),
        ("Cognome,Nome,Telefono", ["family_name", "given_name", "phones"]),
        ("First Name,Last Name,Email,Associated Company", ["given_name", "family_name", "emails", "organization"]),
        ("Full name,LinkedIn,City,Country,Shoe size", ["full_name", "links", "location", "location", "ignore"]),
        ("Name,Title,Job Title", ["full_name", "ignore", "headline"]),
    ],
)
def test_columns_of_other_tables_are_proposed(header: str, fields: list[str]) -> None:
    values = ",".join("x" * header.count(",")) + ",y"

    assert [meaning.field for meaning in understood(f"{header}\n{values}\n".encode()).meanings] == fields


def test_a_table_of_unknown_columns_is_read_by_the_persons_choice() -> None:
    data = "Wer;Wo tätig;Erreichbar\nAda Example;Faro;ada@example.org\nBo Example;;\n".encode()
    known = understood(data)
    assert known.format is Format.OTHER
    assert not preview(known, known.plan()).has_names
    with pytest.raises(NoNameColumn):
        known.plan().need_names()

    chosen = known.plan([Field.FULL_NAME, Field.ORGANIZATION, Field.EMAILS])
    seen = preview(known, chosen)

    assert [(row, draft.full_name, draft.organization_name) for row, draft in seen.first] == [
        (2, "Ada Example", "Faro"),
        (3, "Bo Example", ""),
    ]
    assert seen.columns[0].samples == ("Ada Example", "Bo Example")


def test_a_choice_that_does_not_fit_the_columns_is_refused() -> None:
    with pytest.raises(MappingDoesNotFit):
        understood(b"Name,Company\nAda,Faro\n").plan([Field.FULL_NAME])


def test_labels_stay_when_the_choice_leaves_a_column_as_it_was() -> None:
    known = understood(
        rows(GOOGLE, {"First Name": "Ada", "Phone 1 - Label": "Work", "Phone 1 - Value": "12345"}).encode()
    )
    fields = [meaning.field for meaning in known.meanings]
    fields[GOOGLE.index("Nickname")] = Field.FULL_NAME

    [reading] = known.readings(known.plan(fields))

    assert reading.draft is not None
    assert [tuple(phone) for phone in reading.draft.phones] == [("work", "12345")]


def test_a_table_of_names_alone_is_read() -> None:
    assert [draft.full_name for draft in drafts(b"Name\nAda Example\nBo Example")] == ["Ada Example", "Bo Example"]


def test_the_address_stands_in_for_a_missing_name_and_that_is_said() -> None:
    [reading] = readings(b"Name,Email\n,ada@example.org\n")

    assert reading.draft is not None
    assert reading.draft.full_name == "ada@example.org"
    assert [problem.code for problem in reading.problems] == ["no_name"]


def test_a_row_that_names_nobody_is_left_out_with_the_reason() -> None:
    [reading] = readings(b"Name,Company\n,Faro\n")

    assert reading.draft is None
    assert [(problem.row, problem.code, problem.blocks) for problem in reading.problems] == [(2, "no_name", True)]


def test_a_row_with_more_values_than_columns_is_left_out_rather_than_shifted() -> None:
    first, second = readings(b"Name,Company\nDoe, Ph.D.,Faro\nAda,Faro,,\n")

    assert [problem.code for problem in first.problems] == ["too_many_cells"]
    assert first.draft is None
    assert second.draft is not None


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [("Email", "ada(at)example", "email"), ("Phone", "ask her", "phone"), ("Website", "javascript:alert(1)", "link")],
)
def test_a_value_that_is_none_is_left_out_and_named(header: str, value: str, code: str) -> None:
    [reading] = readings(f"Name,{header}\nAda,{value}\n".encode())

    assert reading.draft is not None
    assert [*reading.draft.emails, *reading.draft.phones, *reading.draft.links] == []
    assert [(problem.column, problem.code) for problem in reading.problems] == [(header, code)]
    assert reading.problems[0].mend


def test_a_value_that_is_too_long_is_cut_and_that_is_said() -> None:
    [reading] = readings(f"Name,Company\n{'a' * 400},Faro\n".encode())

    assert reading.draft is not None
    assert len(reading.draft.full_name) == 300
    assert [problem.code for problem in reading.problems] == ["too_long"]


def test_marks_that_turn_text_around_are_taken_out_and_joiners_stay() -> None:
    text = "Name,Company\n\u202eAda\u200b  Example\x07,\U0001f469\u200d\u2695\ufe0f Faro\n"

    [ada] = drafts(text.encode())

    assert ada.full_name == "Ada Example"
    assert ada.organization_name == "\U0001f469\u200d\u2695\ufe0f Faro"
