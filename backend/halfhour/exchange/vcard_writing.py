"""People as vCards that Apple, Google, Outlook, Android and CardDAV servers read: 3.0 (RFC 2426), or 4.0 (RFC 6350).

3.0 is what every one of them takes. Lines end with CRLF and are folded at 75 octets, never within a character.
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from .vcard_reading import Card

OCTETS = 75
_PRODUCT = "-//Halfhour//Halfhour//EN"
_ESCAPE = {"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"}
_TO_ESCAPE = re.compile(r"[\\\n,;]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_QUOTE = re.compile(r'[",;:\n^]')
_TYPES = {"work": "WORK", "home": "HOME", "mobile": "CELL", "pager": "PAGER", "fax": "FAX", "other": "OTHER"}
_OURS = frozenset({"version", "uid", "prodid"})


class Version(StrEnum):
    """The version of vCard."""

    V3 = "3.0"
    V4 = "4.0"


def card(
    person: Mapping[str, Any],
    version: Version = Version.V3,
    *,
    notes: bool = False,
    photo: tuple[str, bytes] | None = None,
) -> str:
    """One card, with its CRLF at the end.

    `person` has what a contact's Read has: `id`, `full_name`, `given_name`, `family_name`, `headline`,
    `organization_name` (or `organization`), `emails`, `phones`, `links` (lists of `{"label", "value"}`), `location`,
    `postal_address`, `tags`, `updated_at` (RFC 3339 or a datetime); all but the name may be left out. `notes` in it is
    text, and is written only when asked for: what one notes about people is not for them to see. `photo` is its media
    type and its bytes.
    """
    to = _To(version, _Groups(()), notes, photo)
    lines = [line for write in _FIELDS.values() for line in write(person, to)]
    return _whole(person, version, lines)


def rewritten(
    known: Card, person: Mapping[str, Any], version: Version | None = None, *, fields: Iterable[str] = ()
) -> str:
    """A card written back: of the named `fields` what `person` says now, and all else as it was.

    `known` is a card as `vcard_reading.read_keeping` gives it, whose version it keeps unless told. `fields` are among
    `name`, `organization`, `headline`, `emails`, `phones`, `links`, `addresses`, `notes`, `tags`; what Halfhour does
    not know (birthdays, relatives, keys, other programs' X-…) always stays, and so do UID, middle names and titles.
    """
    chosen = version or (Version.V4 if known["version"] == Version.V4 else Version.V3)
    changed = set(fields)
    dropped = changed | _OURS | ({"rev"} if person.get("updated_at") else set())
    kept = [each for each in known["properties"] if each["field"] not in dropped]
    to = _To(chosen, _Groups(each["group"] for each in kept), notes=True)
    whole = {**_beside(known), **person}
    written = (line for name, write in _FIELDS.items() if name in changed for line in write(whole, to))
    lines = [*written, *(_as_it_was(each, chosen) for each in kept)]
    if "name" not in changed and not any(each["name"] == "FN" for each in kept):
        lines.insert(0, f"FN:{escape(known['full_name'])}")  # both versions demand it
    uid = next((each["value"] for each in known["properties"] if each["name"] == "UID"), "")
    return _whole(person, chosen, lines, uid)


def _beside(known: Card) -> dict[str, Any]:
    """What stands beside a contact's own fields within the same property."""
    names = ("additional_names", "name_prefix", "name_suffix", "organization_units")
    return {name: known[name] for name in names}


def _whole(person: Mapping[str, Any], version: Version, lines: list[str], uid: str = "") -> str:
    """The frame: `BEGIN`, version, product, UID and REV around the lines."""
    uid = uid or (f"urn:uuid:{person['id']}" if person.get("id") else "")
    stamp = person.get("updated_at")
    frame = ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{_PRODUCT}"]
    frame += [f"UID:{_CONTROL.sub('', uid)}"] if uid else []
    frame += [f"REV:{_stamp(stamp)}"] if stamp else []
    return "".join(map(fold, [*frame, *lines, "END:VCARD"]))


def _stamp(at: datetime | str) -> str:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def fold(line: str) -> str:
    """A line with its CRLF, folded where it is longer than 75 octets (RFC 6350, 3.2)."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= OCTETS:
        return raw.decode() + "\r\n"
    pieces, start, room = [], 0, OCTETS
    while start < len(raw):
        end = min(start + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(raw[start:end].decode())
        start, room = end, OCTETS - 1
    return "\r\n ".join(pieces) + "\r\n"


def escape(text: str) -> str:
    """Text as a value: line feeds, commas, semicolons and backslashes escaped, controls left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _TO_ESCAPE.sub(lambda found: _ESCAPE[found[0]], text)


class _Groups:
    """Gives names of groups that no property of the card has."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {group.lower() for group in taken}
        self._number = 0

    def new(self) -> str:
        self._number += 1
        while f"item{self._number}" in self._taken:
            self._number += 1
        return f"item{self._number}"


def _name(person: Mapping[str, Any], _to: "_To") -> Iterator[str]:
    parts = ("family_name", "given_name", "additional_names", "name_prefix", "name_suffix")
    yield f"FN:{escape(person['full_name'])}"
    yield f"N:{';'.join(escape(person.get(part) or '') for part in parts)}"


def _organization(person: Mapping[str, Any], _to: "_To") -> Iterator[str]:
    name = person.get("organization_name") or person.get("organization") or ""
    name = name if isinstance(name, str) else name.get("name") or ""
    if name:
        yield f"ORG:{';'.join(map(escape, [name, *person.get('organization_units', ())]))}"


def _headline(person: Mapping[str, Any], _to: "_To") -> Iterator[str]:
    if person.get("headline"):
        yield f"TITLE:{escape(person['headline'])}"


def _notes(person: Mapping[str, Any], to: "_To") -> Iterator[str]:
    if to.notes and person.get("notes"):
        yield f"NOTE:{escape(person['notes'])}"


def _tags(person: Mapping[str, Any], _to: "_To") -> Iterator[str]:
    if person.get("tags"):
        yield f"CATEGORIES:{','.join(map(escape, person['tags']))}"


def _photo(_person: Mapping[str, Any], to: "_To") -> Iterator[str]:
    if to.photo is None:
        return
    kind, data = to.photo[0], base64.b64encode(to.photo[1]).decode()
    if to.version is Version.V4:
        yield f"PHOTO:data:{kind};base64,{data}"
    else:
        yield f"PHOTO;ENCODING=b;TYPE={kind.partition('/')[2].upper()}:{data}"


def _addressed(field: str, name: str) -> "_Write":
    """Writes addresses with what kind they are: by TYPE where there is one, else by the label that Apple and Google
    show."""

    def write(person: Mapping[str, Any], to: "_To") -> Iterator[str]:
        values = person.get(field) or ()
        for number, each in enumerate(values):
            label = each.get("label") or ""
            known = _TYPES.get(label, "") if name != "URL" else ""
            params = to.types(name, known, preferred=number == 0 and len(values) > 1)
            # a web address is a URI, in which nothing is escaped
            value = _CONTROL.sub("", each["value"].replace("\n", "")) if name == "URL" else escape(each["value"])
            if known or not label:
                yield f"{name}{params}:{value}"
            else:
                group = to.groups.new()
                yield f"{group}.{name}{params}:{value}"
                yield f"{group}.X-ABLabel:{escape(label)}"

    return write


def _place(person: Mapping[str, Any], to: "_To") -> Iterator[str]:
    """One address whose street is the postal address as it was written down, and whose city is the place."""
    location, postal = person.get("location") or "", person.get("postal_address") or ""
    if not location and not postal:
        return
    label = f";LABEL={_quoted(postal)}" if postal and to.version is Version.V4 else ""
    yield f"ADR{label}:;;{escape(postal)};{escape(location)};;;"
    if postal and to.version is Version.V3:
        yield f"LABEL:{escape(postal)}"


_Write = Callable[[Mapping[str, Any], "_To"], Iterator[str]]
_FIELDS: dict[str, _Write] = {
    "name": _name,
    "organization": _organization,
    "headline": _headline,
    "emails": _addressed("emails", "EMAIL"),
    "phones": _addressed("phones", "TEL"),
    "links": _addressed("links", "URL"),
    "addresses": _place,
    "notes": _notes,
    "tags": _tags,
    "photo": _photo,
}


@dataclass(slots=True)
class _To:
    """What is written, and how."""

    version: Version
    groups: _Groups
    notes: bool = False
    photo: tuple[str, bytes] | None = None

    def types(self, name: str, known: str, *, preferred: bool) -> str:
        """The parameters that say what kind an address is, and that it is the first to take."""
        if name == "URL":
            return ""
        if self.version is Version.V4:
            return (f";TYPE={known.lower()}" if known else "") + (";PREF=1" if preferred else "")
        types = [
            *(["INTERNET"] if name == "EMAIL" else []),
            *([known] if known else []),
            *(["PREF"] if preferred else []),
        ]
        return f";TYPE={','.join(types)}" if types else ""


def _quoted(text: str) -> str:
    """A value of a parameter, by RFC 6868 where it holds what quotes can't."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not _QUOTE.search(text):
        return text
    return '"' + text.replace("^", "^^").replace("\n", "^n").replace('"', "^'") + '"'


_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}


def _as_it_was(each: Mapping[str, Any], version: Version) -> str:
    """A property that stays, in the writing of the version that the card has now."""
    params, value = dict(each["params"]), each["value"]
    encoded = any(one.upper() in ("B", "BASE64") for one in params.pop("ENCODING", ()))
    if encoded and version is Version.V4:
        kind = next((one.lower() for one in params.pop("TYPE", ())), "octet-stream")
        media_type = kind if "/" in kind else f"{_MEDIA.get(each['name'], 'application')}/{kind}"
        value = f"data:{media_type};base64,{value}"
    elif encoded:
        params["ENCODING"] = ["b"]
    else:
        value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    written = "".join(f";{name}={','.join(map(_quoted, values))}" for name, values in params.items() if values)
    group = f"{each['group']}." if each["group"] else ""
    return f"{group}{each['name']}{written}:{_CONTROL.sub('', value)}"
