"""Which program wrote the file, and what its columns mean.

Names of columns are compared folded (no accents, case or punctuation). LinkedIn translates its header by the language
of the account; only English and German were seen in the open, the other languages are what their screens say.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from .cells import fold


class Field(StrEnum):
    """What a column is taken as."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    HEADLINE = "headline"
    ORGANIZATION = "organization"
    EMAILS = "emails"
    PHONES = "phones"
    LINKS = "links"
    LOCATION = "location"
    CONNECTED_ON = "connected_on"
    NOTES = "notes"
    TAGS = "tags"
    POSTAL_ADDRESS = "postal_address"
    TIME_ZONE = "time_zone"
    SOURCE = "source"
    HOW_FOUND = "how_found"
    LEVEL = "level"
    WHY_THEM = "why_them"
    DIFFICULTY = "difficulty"
    PREFERRED_CHANNEL = "preferred_channel"
    KEEP_IN_TOUCH_DAYS = "keep_in_touch_days"
    MAY_KEEP = "may_keep"
    MAY_NAME = "may_name"
    DO_NOT_CONTACT = "do_not_contact"
    IGNORE = "ignore"


class Format(StrEnum):
    """The program that wrote the file."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    GOOGLE_OLD = "google_old"
    OUTLOOK = "outlook"
    VCARD = "vcard"
    HALFHOUR = "halfhour"
    OTHER = "other"


class Meaning(NamedTuple):
    """What a column is taken as, the label of its values (`work`), and the column that gives one, if there is any."""

    field: Field
    label: str = ""
    label_column: int | None = None


_IGNORED = Meaning(Field.IGNORE)

OWN = tuple(each for each in Field if each is not Field.IGNORE)
"""The columns of our own form, in their order: each has the name of its field; see `own_form`."""
OWN_ALONE = OWN[OWN.index(Field.TIME_ZONE) :]
"""Those that no other program's file has."""

_NAMES: dict[Field, str] = {
    Field.GIVEN_NAME: """
        first name, firstname, given name, givenname, forename, first, vorname, prenom, nombre de pila, primer nombre,
        nombre s, nome proprio, primeiro nome, nome de batismo, voornaam, fornamn, fornavn, imie, middle name,
        additional name, additional names, zweiter vorname, weitere vornamen, deuxieme prenom, segundo nombre, secondo
        nome
    """,
    Field.FAMILY_NAME: """
        last name, lastname, surname, family name, familyname, last, nachname, familienname, nom de famille, apellido,
        apellidos, primer apellido, cognome, sobrenome, apelido, ultimo nome, achternaam, familienaam, efternamn,
        efternavn, etternavn, nazwisko, tussenvoegsel
    """,
    Field.FULL_NAME: """
        full name, fullname, display name, contact name, person, contact, your connection, vollstandiger name, vor und
        nachname, anzeigename, nom complet, nom et prenom, prenom et nom, nombre completo, nombre y apellidos, nome
        completo, nome e cognome, volledige naam
    """,
    Field.HEADLINE: """
        position, job title, jobtitle, role, job, occupation, headline, current position, job role, berufsbezeichnung,
        jobtitel, stelle, rolle, beruf, poste, fonction, intitule du poste, titre du poste, metier, cargo, puesto,
        puesto de trabajo, posicion, posizione, ruolo, qualifica, posicao, funcao, funcion, functie, functietitel,
        positie, befattning, stilling, stanowisko, organization title
    """,
    Field.ORGANIZATION: """
        company, company name, organization, organisation, organization name, employer, current company, account name,
        associated company, companyname, unternehmen, firma, arbeitgeber, organisation name, entreprise, societe,
        employeur, empresa, compania, organizacion, azienda, societa, impresa, organizacao, bedrijf, werkgever,
        foretag, virksomhed, bedrift, companies
    """,
    Field.EMAILS: """
        email address, email, e mail, e mail address, email addresses, emails, mail, primary email, additional email
        addresses, email 1, email 2, email 3, secondary email, e mail 2 address, e mail 3 address, e mail adresse,
        emailadresse, e mail 2 adresse, e mail 3 adresse, adresse e mail, adresse email, courriel, adresse mail,
        adresse electronique, direccion de correo electronico, direccion de correo, correo electronico, correo,
        direccion de email, indirizzo e mail, indirizzo email, indirizzo di posta elettronica, posta elettronica,
        endereco de e mail, endereco de email, correio eletronico, e mailadres, emailadres, e postadress, e post
    """,
    Field.PHONES: """
        phone, phone number, phone numbers, telephone, telephone number, tel, primary phone, other phone, telefon,
        telefonnummer, rufnummer, numero de telephone, telephone principal, telefono, numero de telefono, numero di
        telefono, telefone, numero de telefone, telefoon, telefoonnummer
    """,
    Field.LINKS: """
        url, urls, linkedin, linkedin url, linkedin profile, linkedin profile url, profile url, public profile url,
        profile, profile link, website url, linkedin c, profil, profil url, profillink, url du profil, lien du profil,
        url de perfil, url del perfil, url del profilo, profilo, url do perfil, perfil, profiel url, website, web site,
        webseite, site web, sitio web, sito web, web page, webpage, homepage, link, links
    """,
    Field.LOCATION: """
        location, city, mailingcity, mailing city, place, town, country, ort, stadt, wohnort, land, standort, lieu,
        ville, pays, localisation, ubicacion, ciudad, pais, localita, citta, paese, localizacao, cidade, plaats,
        woonplaats, locatie, business city, business country, business country region, ort geschaftlich, land
        geschaftlich, land region geschaftlich, state, region, state region
    """,
    Field.CONNECTED_ON: """
        connected on, connected at, connected, connection date, date connected, connected since, verbunden am, verbunden
        seit, vernetzt am, vernetzt seit, verknupft am, kontakt seit, hinzugefugt am, connecte le, connectee le,
        connecte e le, connexion le, en relation depuis, relation depuis, date de connexion, mis en relation le,
        conectado el, conectado en, fecha de conexion, contacto desde, collegato il, collegato dal, collegata il, data
        di collegamento, data collegamento, conectado em, conectou se em, data da conexao, data de conexao, gekoppeld
        op, verbonden op, verbonden sinds, connectie sinds, connectie gemaakt op
    """,
    Field.NOTES: """
        notes, note, description, comment, comments, remarks, notizen, notiz, bemerkung, bemerkungen, kommentar,
        remarques, commentaire, commentaires, notas, nota, comentario, comentarios, osservazioni, observacoes,
        opmerkingen, notities
    """,
    Field.TAGS: """
        labels, tags, categories, category, groups, group, group membership, kategorien, schlagworter, etiketten,
        etiquettes, categories outlook, groupes, etiquetas, categorias, etichette, categorie, gruppi, grupos, labels en
        groepen, categorieen
    """,
    Field.POSTAL_ADDRESS: """
        postal address, mailing address, mailingstreet, mailing street, street address, business street, postanschrift,
        adresse postale
    """,
}

_PHONE_LABELS = {
    "mobile phone": "mobile",
    "mobile": "mobile",
    "mobilephone": "mobile",
    "mobile phone number": "mobile",
    "cell": "mobile",
    "cell phone": "mobile",
    "mobiltelefon": "mobile",
    "handy": "mobile",
    "mobil": "mobile",
    "movil": "mobile",
    "cellulare": "mobile",
    "celular": "mobile",
    "telephone mobile": "mobile",
    "telefono movil": "mobile",
    "business phone": "work",
    "business phone 2": "work",
    "work phone": "work",
    "company main phone": "work",
    "telefon geschaftlich": "work",
    "telefon geschaftlich 2": "work",
    "telephone bureau": "work",
    "home phone": "home",
    "home phone 2": "home",
    "telefon privat": "home",
    "telefon privat 2": "home",
    "telephone personnel": "home",
}

_BY_NAME: dict[str, Meaning] = {
    **{fold(name): Meaning(field) for field, names in _NAMES.items() for name in names.split(",")},
    **{name: Meaning(Field.PHONES, label) for name, label in _PHONE_LABELS.items()},
}

_NUMBERED = re.compile(
    r"(e mail|email|phone|website|organization|address|relation|event|im|custom field) (\d+) (\w[\w ]*)"
)
_NUMBERED_MEANING = {
    ("e mail", "value"): Field.EMAILS,
    ("phone", "value"): Field.PHONES,
    ("website", "value"): Field.LINKS,
    ("organization", "name"): Field.ORGANIZATION,
    ("organization", "title"): Field.HEADLINE,
    ("address", "city"): Field.LOCATION,
    ("address", "country"): Field.LOCATION,
    ("address", "formatted"): Field.POSTAL_ADDRESS,
}

_GENERIC_NAME = {"name", "nom", "nombre", "nome", "naam", "namn", "navn", "names"}
"""A full name, unless the other half of the name has a column of its own."""

_PARTNER = {
    "name": ("vorname", "prenom", "voornaam", "fornamn", "fornavn"),
    "nom": ("prenom",),
    "naam": ("voornaam",),
    "namn": ("fornamn",),
    "navn": ("fornavn",),
}
"""Beside these given names, the word alone is the family name."""

_GIVEN_BESIDE_FAMILY = {"nome", "nombre", "name"}
"""Beside a family name and no given name, the word alone is the given name (Cognome, Nome)."""

_OUTLOOK_SIGNS = {"business phone", "e mail 2 address", "business street", "assistant s phone", "internet free busy"}
_OUTLOOK_SIGNS |= {"company main phone", "telefon geschaftlich", "e mail 2 adresse", "anrede", "web page", "job title"}
_NOT_A_ROLE = {"title", "anrede", "titre", "titulo", "titolo", "titel"}
"""Mr, Dr and the like beside a column with the role; a role by itself in files of other programs."""


def known_columns(cells: list[str]) -> int:
    """How many cells of a row are names of columns that are known: how header rows are found."""
    return sum(1 for cell in cells if len(cell) <= 100 and _is_known(fold(cell)))


def _is_known(name: str) -> bool:
    return name in _BY_NAME or name in _GENERIC_NAME or _NUMBERED.fullmatch(name) is not None


def detect(header: list[str]) -> Format:
    """The program that writes such a header."""
    names = {fold(cell[:100]) for cell in header}
    if {"full_name", "why_them", "keep_in_touch_days"} <= set(header):
        return Format.HALFHOUR
    meant = {meaning.field for meaning in meanings_of(header, Format.OTHER)}
    if {"e mail 1 label", "phone 1 label", "file as", "organization name"} & names and "first name" in names:
        return Format.GOOGLE
    if {"given name yomi", "group membership", "e mail 1 type"} & names and "given name" in names:
        return Format.GOOGLE_OLD
    if {Field.GIVEN_NAME, Field.CONNECTED_ON, Field.HEADLINE} <= meant and len(names) <= 12:
        return Format.LINKEDIN
    if len(_OUTLOOK_SIGNS & names) >= 3:
        return Format.OUTLOOK
    return Format.OTHER


def meanings_of(header: list[str], kind: Format) -> list[Meaning]:
    """What each column is taken as until the person says otherwise."""
    if kind is Format.HALFHOUR:
        return [Meaning(Field(cell)) if cell in OWN else _IGNORED for cell in header]
    names = [fold(cell[:100]) for cell in header]
    found = [_meaning(name, names, kind) for name in names]
    if any(meaning.field == Field.HEADLINE for meaning in found):
        return found
    return [
        Meaning(Field.HEADLINE) if name in _NOT_A_ROLE and kind is Format.OTHER else meaning
        for name, meaning in zip(names, found, strict=True)
    ]


def _meaning(name: str, names: list[str], kind: Format) -> Meaning:
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        return _numbered(numbered, names)
    if name in _GENERIC_NAME:
        return Meaning(_generic_name(name, names))
    if kind is Format.OUTLOOK and name in ("location", "state", "region"):
        return _IGNORED  # a building, and a state that the city and country say already
    if kind in (Format.GOOGLE, Format.GOOGLE_OLD) and name in ("location", "occupation"):
        return _IGNORED  # always empty; the role is the organization's title
    return _BY_NAME.get(name, _IGNORED)


def _numbered(numbered: re.Match[str], names: list[str]) -> Meaning:
    """`E-mail 1 - Value` is labelled by `E-mail 1 - Label`, or in old files by `E-mail 1 - Type`."""
    kind, number, part = numbered.groups()
    field = _NUMBERED_MEANING.get((kind, part))
    if field is None:
        return _BY_NAME.get(numbered[0], _IGNORED)
    for label in (f"{kind} {number} label", f"{kind} {number} type"):
        if label in names and part == "value":
            return Meaning(field, "", names.index(label))
    return Meaning(field)


def _generic_name(name: str, names: list[str]) -> Field:
    if any(partner in names for partner in _PARTNER.get(name, ())):
        return Field.FAMILY_NAME
    known = {_BY_NAME[other].field for other in names if other in _BY_NAME}
    if name in _GIVEN_BESIDE_FAMILY and Field.FAMILY_NAME in known and Field.GIVEN_NAME not in known:
        return Field.GIVEN_NAME
    return Field.FULL_NAME
