"""What a contact and a card say of a person, in fields that can be compared (see `merging.FIELDS`)."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ...contacts import organizations
from ...contacts.models import Contact, Organization
from ...core.store import Store

Values = dict[str, Any]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_REV = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d))?")
_MOST = {"emails": (20, 254), "phones": (20, 300), "links": (30, 2000)}
"""How many a contact may have, and how long each may be."""


def of_contact(store: Store, contact: Contact) -> Values:
    """What we say."""
    found = store.first(Organization, id=contact.organization_id) if contact.organization_id else None
    return {
        "name": [contact.full_name, contact.given_name or "", contact.family_name or ""],
        "headline": contact.headline or "",
        "organization": found.name if found else "",
        **{name: [_plain(each) for each in getattr(contact, name)] for name in _MOST},
        "place": [contact.location or "", contact.postal_address],
    }


def of_card(card: Mapping[str, Any]) -> Values:
    """What the card says, as far as a contact can hold it."""
    return {
        "name": [_line(card[each]) for each in ("full_name", "given_name", "family_name")],
        "headline": _line(card["headline"]),
        "organization": _line(card["organization"]),
        **{name: _listed(name, card[name]) for name in _MOST},
        "place": [_line(card["location"]), _text(card["postal_address"])[:20_000]],
    }


def contact_values(store: Store, taken: Mapping[str, Any]) -> Values:
    """Fields as columns of a contact; an organization is found by its name, or added."""
    values: Values = {name: taken[name] for name in ("headline", *_MOST) if name in taken}
    if "headline" in values:
        values["headline"] = values["headline"] or None
    if "name" in taken and taken["name"][0]:
        full, given, family = taken["name"]
        values["full_name"] = full
        if given or family:
            values |= {"given_name": given or None, "family_name": family or None}
    if "organization" in taken:
        name = taken["organization"]
        values["organization_id"] = organizations.named(store, name) if name else None
    if "place" in taken:
        values |= {"location": taken["place"][0] or None, "postal_address": taken["place"][1]}
    return values


def person(contact: Contact, values: Mapping[str, Any]) -> Values:
    """A contact as the writer of cards takes it."""
    return {
        "id": contact.id,
        "full_name": contact.full_name,
        "given_name": contact.given_name,
        "family_name": contact.family_name,
        "headline": contact.headline,
        "organization_name": values["organization"],
        "emails": contact.emails,
        "phones": contact.phones,
        "links": contact.links,
        "location": contact.location,
        "postal_address": contact.postal_address,
        "updated_at": contact.updated_at,
    }


def changed_at(card: Mapping[str, Any], modified: datetime | None) -> datetime | None:
    """When the card was changed: by its REV, else by what the server says; None where nobody tells."""
    found = _REV.match(str(card.get("rev") or ""))
    if found is not None:
        parts = [int(each or 0) for each in found.groups()]
        try:
            return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # six numbers
        except ValueError:
            pass
    return modified


def shown(values: Mapping[str, Any]) -> Values:
    """The fields as an answer shows them."""
    full, given, family = values["name"]
    return {
        "full_name": full,
        "given_name": given,
        "family_name": family,
        **{name: values[name] for name in ("headline", "organization", *_MOST)},
        "location": values["place"][0],
        "postal_address": values["place"][1],
    }


def _plain(entry: Mapping[str, Any]) -> Values:
    return {"label": entry.get("label") or "", "value": entry["value"]}


def _listed(name: str, entries: list[Values]) -> list[Values]:
    most, longest = _MOST[name]
    found = [{"label": _line(each["label"])[:60], "value": _line(each["value"], longest)} for each in entries]
    kept = [each for each in found if each["value"] and (name != "emails" or _EMAIL.fullmatch(each["value"]))]
    return kept[:most]


def _line(text: str, longest: int = 300) -> str:
    return " ".join(_text(text).split())[:longest].strip()


def _text(text: str) -> str:
    plain = text.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", _CONTROL.sub("", plain.replace("\r\n", "\n"))).strip()
