"""People out of vCards of any version and vendor, as plain JSON values. Untrusted: run it by `core.apart`.

It is tolerant of what programs really write, and never fails on content: what can't be read is told as a warning.
Pictures by address are not fetched, and no card inside of another (an assistant's, in vCard 2.1) becomes a person.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from ..core.pictures import kind_of
from .vcard_lines import VALUE_CHARS, Property, properties, split, unescape

CARDS = 20_000
"""Read of one file; an address book has hundreds."""
PROPERTIES = 1_000
"""Kept of one card."""
PHOTO_BYTES = 512 * 1024
"""The largest picture that is kept; phones export theirs with 10 to 250 KB."""
WARNINGS = 20

Card = dict[str, Any]

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_\Z")
_SAYS_NOTHING = {"pref", "internet", "voice", "x400", "msg", "text", "video", "intl", "parcel", "postal", "dom", "uri"}
_LABELS = {"cell": "mobile", "iphone": "mobile"}
_SOCIAL = {"X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN", "X-LINKEDIN-URL"}
_DAY = re.compile(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?:[T ].*)?\Z")

FIELD_OF = {
    "FN": "name", "N": "name", "ORG": "organization", "TITLE": "headline", "EMAIL": "emails", "TEL": "phones",
    "URL": "links", **dict.fromkeys(_SOCIAL, "links"), "ADR": "addresses", "LABEL": "addresses", "NOTE": "notes",
    "CATEGORIES": "tags", "PHOTO": "photo", "UID": "uid", "REV": "rev", "VERSION": "version", "PRODID": "prodid",
}  # fmt: skip
"""What of a person a property says; all others are foreign: kept as they are when a card is written back."""


def read(data: bytes) -> dict[str, Any]:
    """`{"cards": [...], "warnings": [...]}`: each card as `_card` gives it, without its single properties.

    Raises:
        ValueError: there is no card in it, or there are too many; in words for a person.
    """
    return _read(data, keep_properties=False)


def read_keeping(data: bytes) -> dict[str, Any]:
    """The same, and each card has `properties`: all of them as name, value, params, group and field, for
    `vcard_writing.rewritten`, which writes a card back with what Halfhour does not know."""
    return _read(data, keep_properties=True)


def _read(data: bytes, *, keep_properties: bool) -> dict[str, Any]:
    cards: list[Card] = []
    general: list[str] = []
    for found in _cards(data, general):
        if len(cards) == CARDS:
            raise ValueError(f"At most {CARDS:,} cards can be read at once. Split the file.")
        cards.append(_card(found.properties, found.warnings, keep_properties=keep_properties))
    if not cards:
        raise ValueError("There is no vCard in it: none begins with BEGIN:VCARD.")
    return {"cards": cards, "warnings": general}


def _cards(data: bytes, general: list[str]) -> Iterator["_Gathered"]:
    """The properties of each card, with what is odd about them; what stands outside of cards goes to `general`."""
    card: _Gathered | None = None
    for each in properties(data):
        if isinstance(each, str):
            _warn(general if card is None else card.warnings, each)
        elif _is_edge(each, "BEGIN") and not (card and card.goes_deeper()):
            if card is not None:
                yield card.cut_off()
            card = _Gathered()
        elif card is not None and _is_edge(each, "END") and not card.comes_up():
            yield card
            card = None
        elif card is not None:
            card.take(each)
    if card is not None:
        yield card.cut_off()


class _Gathered:
    """A card while its lines come in; those of a card inside of it are let go."""

    def __init__(self) -> None:
        self.properties: list[Property] = []
        self.warnings: list[str] = []
        self._depth = 0

    def goes_deeper(self) -> bool:
        """Whether a BEGIN begins a card within this one: after `AGENT:` alone. Else this one's end is missing."""
        after_agent = bool(self.properties) and self.properties[-1].name == "AGENT"
        if not self._depth and not (after_agent and not self.properties[-1].value.strip()):
            return False
        if not self._depth:
            _warn(self.warnings, "The card of an assistant inside of it is left out.")
        self._depth += 1
        return True

    def comes_up(self) -> bool:
        """Whether an END ends a card within this one."""
        self._depth -= 1
        return self._depth >= 0

    def take(self, each: Property) -> None:
        if self._depth or _is_edge(each, "BEGIN") or _is_edge(each, "END"):
            return
        if len(self.properties) < PROPERTIES:
            self.properties.append(each)
        else:
            _warn(self.warnings, f"It has more than {PROPERTIES:,} lines; the others are left out.")

    def cut_off(self) -> "_Gathered":
        _warn(self.warnings, "Its end is missing.")
        return self


def _is_edge(each: Property, name: str) -> bool:
    return each.name == name and each.value.strip().upper() == "VCARD"


def _warn(warnings: list[str], text: str) -> None:
    if len(warnings) < WARNINGS and text not in warnings:
        warnings.append(text)


def _card(found: list[Property], warnings: list[str], *, keep_properties: bool) -> Card:
    """One person. Texts are as written, only unescaped and trimmed; lists are of `{"label", "value"}`, the preferred
    one first; `location` is place and country in one line, `postal_address` has lines; `birthday` is `1980-03-22`,
    `--03-22` without the year, or as written; `photo` is `{"media_type", "data"}` with base64, or None."""
    labels = {each.group.lower(): _apple_label(each.value) for each in found if each.name == "X-ABLABEL" and each.group}
    of: dict[str, list[Property]] = {}
    for each in found:
        if not each.is_base64 and len(each.value) > VALUE_CHARS:
            _warn(warnings, f"{each.name} has {len(each.value):,} characters; {VALUE_CHARS:,} are kept.")
            each.value = each.value[:VALUE_CHARS]
        of.setdefault(each.name, []).append(each)
    name = split(_first(of, "N")) + [""] * 5
    organization, *units = split(_first(of, "ORG"))
    addresses = _addresses(of, labels)
    card: Card = {
        "version": _first(of, "VERSION"),
        "uid": re.sub(r"\A(?:urn:uuid:|uuid:)", "", _first(of, "UID"), flags=re.IGNORECASE),
        "rev": _first(of, "REV"),
        "kind": (_first(of, "KIND") or _first(of, "X-ADDRESSBOOKSERVER-KIND") or "individual").lower(),
        "full_name": _text(of, "FN"),
        "family_name": name[0],
        "given_name": name[1],
        "additional_names": name[2],
        "name_prefix": name[3],
        "name_suffix": name[4],
        "nickname": _text(of, "NICKNAME"),
        "organization": organization,
        "organization_units": [unit for unit in units if unit],
        "headline": _text(of, "TITLE") or _text(of, "ROLE"),
        "emails": _labelled(of.get("EMAIL", ()), labels, "mailto:"),
        "phones": _labelled(of.get("TEL", ()), labels, "tel:"),
        "links": _links(of, labels),
        **addresses,
        "birthday": _day(_first(of, "BDAY"), of.get("BDAY", ())),
        "notes": "\n\n".join(text for each in of.get("NOTE", ()) if (text := unescape(each.value).strip())),
        "tags": list(dict.fromkeys(tag for each in of.get("CATEGORIES", ()) for tag in split(each.value, ",") if tag)),
        "photo": _photo(of.get("PHOTO", ()), warnings),
    }
    card["full_name"] = card["full_name"] or _name_from(card, warnings)
    card["warnings"] = warnings
    if keep_properties:
        card["properties"] = [_kept(each) for each in _with_their_labels(found)]
    return card


def _first(of: dict[str, list[Property]], name: str) -> str:
    """The value of the first such property that has one, escapes included."""
    return next((each.value.strip() for each in of.get(name, ()) if each.value.strip(" ;\t")), "")


def _text(of: dict[str, list[Property]], name: str) -> str:
    return unescape(_first(of, name)).strip()


def _name_from(card: Card, warnings: list[str]) -> str:
    """What address books show of a card without FN."""
    parts = (card[each] for each in ("name_prefix", "given_name", "additional_names", "family_name", "name_suffix"))
    name = " ".join(part for part in parts if part)
    if not name:
        name = card["nickname"] or card["organization"] or next((each["value"] for each in card["emails"]), "")
        if name:
            _warn(warnings, f"It has no name; {name[:80]} stands in for it.")
    return name


def _apple_label(text: str) -> str:
    text = unescape(text).strip()
    own = _APPLE_LABEL.match(text)
    return (own[1].lower() if own else text)[:60]


def _label(each: Property, labels: dict[str, str]) -> str:
    """Apple's and Google's own label, or else what TYPE says: `work`, `home`, `mobile`, `fax`…"""
    if each.group and labels.get(each.group.lower()):
        return labels[each.group.lower()]
    types = [kind for kind in each.types if kind not in _SAYS_NOTHING]
    if "fax" in types:
        return "fax"
    said = next((_LABELS[kind] for kind in types if kind in _LABELS), "") or (types[0] if types else "")
    return said.removeprefix("x-")[:60]


def _labelled(found: Any, labels: dict[str, str], scheme: str) -> list[dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for each in sorted(found, key=_rank):
        value = unescape(each.value).strip()
        if value[: len(scheme)].lower() == scheme:
            value = value[len(scheme) :].split(";", 1)[0]
        if value:
            values.setdefault(value.casefold(), {"label": _label(each, labels), "value": value})
    return list(values.values())


def _rank(each: Property) -> int:
    """The preferred first: `TYPE=pref` or PREF=1…100; the others as they stand."""
    preference = next(iter(each.params.get("PREF", ())), "")
    if preference.isascii() and preference.isdigit():
        return min(int(preference[:9]), 100)
    return 1 if "pref" in each.types or "PREF" in each.params else 101


def _links(of: dict[str, list[Property]], labels: dict[str, str]) -> list[dict[str, str]]:
    links: dict[str, dict[str, str]] = {}
    for link in _labelled(of.get("URL", ()), labels, "url:"):
        links.setdefault(link["value"].casefold(), link)
    for each in (one for name in sorted(_SOCIAL) for one in of.get(name, ())):
        service = next(iter([*each.params.get("SERVICE-TYPE", ()), *each.types]), "").lower()
        if each.name.startswith("X-LINKEDIN"):
            service = "linkedin"
        address = unescape(each.value).strip()
        user = next(iter(each.params.get("X-USER", ())), "") or address.removeprefix("x-apple:")
        if service == "linkedin" and not re.match(r"(?:https?://|[^/]*linkedin\.)", address, re.IGNORECASE):
            address = f"https://www.linkedin.com/in/{user.strip('/')}" if user else ""
        if address and not address.startswith("x-apple:"):
            links.setdefault(address.casefold(), {"label": service[:60], "value": address})
    return list(links.values())


def _addresses(of: dict[str, list[Property]], labels: dict[str, str]) -> dict[str, Any]:
    """The place of the first address that has one; its lines, or those of the label that was written beside it."""
    location = postal = ""
    addresses = []
    for each in sorted(of.get("ADR", ()), key=_rank):
        box, extended, street, city, region, code, country = (split(each.value) + [""] * 7)[:7]
        lines = [box, extended, street, " ".join(part for part in (code, city) if part), region, country]
        written = "\n".join(each.params.get("LABEL", ())) or "\n".join(line for line in lines if line)
        if not written.strip():
            continue
        place = ", ".join(part for part in (city or region, country) if part)
        location = location or place
        if box or extended or street or code:
            postal = postal or written
        addresses.append(
            {"label": _label(each, labels), "street": "\n".join(part for part in (box, extended, street) if part),
             "city": city, "region": region, "postal_code": code, "country": country}
        )  # fmt: skip
    label = _text(of, "LABEL")
    return {"location": location, "postal_address": label or postal, "addresses": addresses}


def _day(text: str, found: Any) -> str:
    text = unescape(text).strip()[:100]
    day = _DAY.match(text)
    if day is None:
        return text
    year, month, date = day.groups()
    left_out = next((each.params.get("X-APPLE-OMIT-YEAR", [""])[0] for each in found), "")
    return f"--{month}-{date}" if year in ("--", left_out) else f"{year}-{month}-{date}"


def _photo(found: Any, warnings: list[str]) -> dict[str, str] | None:
    """A picture that came within the card; its kind is told by its bytes, whatever the card says."""
    for each in found:
        payload, inline = each.value, each.is_base64
        if payload[:5].lower() == "data:" and ";base64," in payload[:100]:
            payload, inline = payload.partition(",")[2], True
        if not inline:
            _warn(warnings, "Its picture is elsewhere on the web and is not fetched.")
            continue
        if len(payload) > PHOTO_BYTES * 4 // 3 + 4:
            _warn(warnings, f"Its picture is larger than {PHOTO_BYTES // 1024} KB and is left out.")
            continue
        payload = re.sub(r"[^A-Za-z0-9+/]", "", payload.replace("-", "+").replace("_", "/"))
        try:
            raw = base64.b64decode(payload + "=" * (-len(payload) % 4))
        except binascii.Error:
            raw = b""
        kind = kind_of(raw)
        if kind:
            return {"media_type": kind, "data": base64.b64encode(raw).decode()}
        _warn(warnings, "Its picture is none of JPEG, PNG, GIF or WebP and is left out.")
    return None


_SATELLITES = {"X-ABLABEL", "X-ABADR"}
"""Apple's properties that say something about another of their group."""


def _with_their_labels(found: list[Property]) -> list[tuple[Property, str]]:
    """Each property with its field; a group's label belongs to what it labels."""
    labelled = {
        each.group.lower(): FIELD_OF.get(each.name, "") for each in found if each.group and each.name not in _SATELLITES
    }
    return [
        (each, labelled.get(each.group.lower(), "") if each.name in _SATELLITES else FIELD_OF.get(each.name, ""))
        for each in found
    ]


def _kept(tagged: tuple[Property, str]) -> dict[str, Any]:
    each, field = tagged
    return {"name": each.name, "value": each.value, "params": each.params, "group": each.group, "field": field}
