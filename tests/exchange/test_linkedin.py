"""LinkedIn's list of connections as it was and is exported, opened in Excel, packed, and translated."""

from datetime import date

import pytest

from halfhour.exchange.cells import linkedin_slug
from halfhour.exchange.formats import Field, Format
from halfhour.exchange.preview import preview
from tests.exchange.files import (
    HIDDEN,
    LINKEDIN,
    LINKEDIN_OLD,
    PEOPLE,
    PREAMBLE,
    archive,
    drafts,
    linkedin,
    readings,
    understood,
)

ERAS = [
    pytest.param(LINKEDIN_OLD, "", id="2020"),
    pytest.param(LINKEDIN_OLD, PREAMBLE, id="2021"),
    pytest.param(LINKEDIN, PREAMBLE, id="2023"),
    pytest.param(LINKEDIN, "", id="2023 with the notes deleted"),
]

TRANSLATED = {
    "German": "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
    "French": "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
    "Spanish": "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el",
    "Italian": "Nome,Cognome,URL,Indirizzo e-mail,Azienda,Posizione,Collegato il",
    "Portuguese": "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em",
    "Dutch": "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op",
}


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("header", "preamble"), ERAS)
def test_every_era_is_read_alike(
    header: tuple[str, ...], preamble: str, encoding: str, end: str, separator: str
) -> None:
    data = linkedin(header=header, preamble=preamble, encoding=encoding, end=end, separator=separator)

    known = understood(data)
    zoe, amaru, li = drafts(data)

    assert known.format is Format.LINKEDIN
    assert known.separator == separator
    assert (zoe.given_name, zoe.family_name, zoe.full_name) == ("Zoë", "Brandt", "Zoë Brandt")
    assert (zoe.organization_name, zoe.headline) == ("Klinik am Park", "Head of Nursing")
    assert zoe.connected_on == date(2023, 2, 8)
    assert zoe.emails == []
    assert [tuple(email) for email in amaru.emails] == [("", "amaru@example.org")]
    assert (amaru.family_name, amaru.organization_name) == ("Quispe, Ph.D.", 'Casa "Lumen"')
    assert amaru.headline == '"Chief" of Staff'
    assert li.full_name == "李 小红"


def test_profile_addresses_are_the_same_however_they_are_written() -> None:
    slugs = ["zo%C3%AB-brandt", "zoë-brandt", "Zo%c3%ab-Brandt/", "zoë-brandt?trk=contact", "zoë-brandt/de"]

    found = drafts(linkedin([("Zoë", "Brandt", slug, "", "", "", "") for slug in slugs]))

    assert {linkedin_slug(draft.links[0].value) for draft in found} == {"zoë-brandt"}
    assert {draft.links[0].label for draft in found} == {"linkedin"}
    assert found[0].links[0].value == "https://www.linkedin.com/in/zo%C3%AB-brandt"


def test_hidden_profiles_are_counted_and_left_out() -> None:
    data = linkedin([HIDDEN, *PEOPLE, HIDDEN])
    known = understood(data)

    seen = preview(known, known.plan())

    assert (seen.counts.rows, seen.counts.usable, seen.counts.hidden, seen.counts.problems) == (5, 3, 2, 0)
    assert [reading.row for reading in readings(data) if reading.hidden] == [5, 9]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translated_header_is_understood(language: str) -> None:
    known = understood(linkedin(header=TRANSLATED[language].split(",")))

    assert known.format is Format.LINKEDIN
    assert [meaning.field for meaning in known.meanings] == [
        Field.GIVEN_NAME,
        Field.FAMILY_NAME,
        Field.LINKS,
        Field.EMAILS,
        Field.ORGANIZATION,
        Field.HEADLINE,
        Field.CONNECTED_ON,
    ]


def test_a_header_in_the_encoding_of_old_windows_is_understood() -> None:
    data = linkedin(PEOPLE[:2], header=TRANSLATED["French"].split(","), encoding="cp1252", separator=";", end="\r\n")

    assert understood(data).encoding == "cp1252"
    assert drafts(data)[0].full_name == "Zoë Brandt"


@pytest.mark.parametrize("name", ["Connections.csv", "Export/Connections.csv", "a/b/connections.CSV"])
def test_the_archive_is_read_as_it_was_downloaded(name: str) -> None:
    data = archive({"Profile.csv": b"First Name\nMe\n", "__MACOSX/._Connections.csv": b"\0", name: linkedin()})

    assert understood(data).inside == name
    assert len(drafts(data)) == 3


def test_excels_own_first_line_names_the_separator() -> None:
    data = b"sep=;\r\n" + linkedin(separator=";", preamble="", end="\r\n")

    assert understood(data).header_row == 2
    assert len(drafts(data)) == 3


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    assert [reading.row for reading in readings(linkedin())] == [5, 6, 7]
