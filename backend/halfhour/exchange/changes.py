"""What a draft makes of a contact: the values of a new one, the changes of one that is there, and the way back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from ..contacts.rules import linkedin_key
from .drafts import Draft, Labelled
from .matching import organization_key

_FILLED = ("location", "connected_on")
"""Fields that a file fills where they are empty."""

_REPLACED = ("headline", "organization_id")
"""Fields in which the file is likely the newer: people change their work."""

_LISTS = ("emails", "phones", "links")


def values_of(draft: Draft, organization_ids: Mapping[str, str]) -> dict[str, Any]:
    """A draft in the form of `ContactCreate`; what it does not say is None or empty. Our own form says more."""
    name = draft.organization_name
    return {
        "full_name": draft.full_name,
        "given_name": draft.given_name or None,
        "family_name": draft.family_name or None,
        "headline": draft.headline or None,
        "organization_id": organization_ids.get(organization_key(name)) if name else None,
        "emails": _plain_list(draft.emails),
        "phones": _plain_list(draft.phones),
        "links": _plain_list(draft.links),
        "location": draft.location or None,
        "connected_on": draft.connected_on,
        "tags": list(draft.tags),
        "postal_address": draft.postal_address,
        **draft.more,
    }


def _plain_list(values: Iterable[Labelled]) -> list[dict[str, str | None]]:
    return [{"label": each.label or None, "value": each.value} for each in values]


def changes_by(now: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What a row changes of the contact that it is about: empty fields are filled, work is brought up to date,
    addresses and tags are added. Nothing is taken away, and the name stays as the person has it."""
    changes = {name: new[name] for name in _FILLED if new[name] is not None and now[name] is None}
    if new["postal_address"] and not now["postal_address"]:
        changes["postal_address"] = new["postal_address"]
    changes |= {name: new[name] for name in _REPLACED if new[name] is not None and now[name] != new[name]}
    if not now["given_name"] and not now["family_name"] and (new["given_name"] or new["family_name"]):
        changes |= {name: new[name] for name in ("given_name", "family_name") if new[name]}
    for name in _LISTS:
        known = {_identity(each["value"]) for each in now[name]}
        more = [each for each in new[name] if _identity(each["value"]) not in known]
        if more:
            changes[name] = [*now[name], *more]
    tags = [tag for tag in new["tags"] if tag not in now["tags"]]
    return changes | ({"tags": [*now["tags"], *tags]} if tags else {})


def _identity(value: str) -> str:
    try:
        return linkedin_key(value) or value.casefold()
    except ValueError:  # brackets that are no address
        return value.casefold()


def changed_back(now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The former values of those fields that still are as the import left them. `before` and `after` come from JSON."""
    present = plain({name: now[name] for name in after})
    back = {name: before[name] for name in after if _same(present[name], after[name])}
    if back.get("connected_on"):
        back["connected_on"] = date.fromisoformat(back["connected_on"])
    return back


def _same(one: Any, other: Any) -> bool:
    return sorted(map(str, one)) == sorted(map(str, other)) if isinstance(one, list) else bool(one == other)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON holds them."""
    found: dict[str, Any] = orjson.loads(orjson.dumps(dict(values)))
    return found
