"""Decisions about people from plain values: their names, what makes two the same, what a merge keeps."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from ..core.errors import Refusal
from ..core.search import fold
from .models import ActivityKind

WITHOUT_TOUCH = frozenset({ActivityKind.MOVED, ActivityKind.MERGED, ActivityKind.OTHER})
"""Entries that don't reach the other person."""
ONE_SIDED = frozenset({ActivityKind.FOLLOWED, ActivityKind.CONGRATULATED, ActivityKind.COMMENTED})
"""Entries that warm up but are no exchange: keep-in-touch does not count from them."""

MERGED_LISTS = ("emails", "phones", "links")
MERGED_FIELDS = (
    "full_name", "given_name", "family_name", "headline", "organization_id", "location", "time_zone", "source",
    "how_found", "level", "why_them", "difficulty", "preferred_channel", "keep_in_touch_days", "may_keep",
    "may_name", "postal_address", "connected_on",
)  # fmt: skip


class SamePerson(Refusal):
    """A contact can't be merged with itself."""

    status = 422


class MergeUndone(Refusal):
    """This merge was undone already."""


class InTheFuture(Refusal):
    """What is recorded has happened already."""

    status = 422


def name_parts(full: str | None, given: str | None, family: str | None) -> dict[str, str | None]:
    """Full, given and family name and the name to sort by, made from what is known of them."""
    full = full or " ".join(part for part in (given, family) if part)
    if not given and not family and full:
        head, _, tail = full.rpartition(" ")
        given, family = (head or tail, tail if head else None)
    by = " ".join(fold(f"{family or ''} {given or ''}")) or full.casefold()
    return {"full_name": full, "given_name": given, "family_name": family, "sort_name": by[:300]}


def organization_key(name: str) -> str:
    """Two spellings of one organization have the same key."""
    return " ".join(fold(name))[:300] or name.casefold()[:300]


def email_key(address: str) -> str:
    return "e:" + address.strip().casefold()[:380]


_PROFILE = re.compile(r"^/(?:in|pub)/([^/?#]+)", re.IGNORECASE)


def linkedin_key(url: str) -> str | None:
    """The key of a LinkedIn profile's address, however it is written; None for another address."""
    parts = urlsplit(url if "//" in url else f"https://{url}")
    host = (parts.hostname or "").lower()
    found = _PROFILE.match(parts.path)
    if found is None or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        return None
    return "l:" + unquote(found[1]).casefold()[:380]


def identity_keys(contact: Mapping[str, Any]) -> set[str]:
    """All keys by which an entry may be found to be the same person as another."""
    keys = {email_key(each["value"]) for each in contact.get("emails") or () if each.get("value")}
    for each in contact.get("links") or ():
        try:
            key = linkedin_key(each.get("value") or "")
        except ValueError:  # urlsplit refuses some brackets
            key = None
        if key:
            keys.add(key)
    name = " ".join(fold(str(contact.get("full_name") or "")))
    if name:
        keys.add(f"n:{name[:300]}|{contact.get('organization_id') or ''}")
    return keys


def reason_of(key: str) -> str:
    """Why two entries with this key may be the same person."""
    return {"e": "email", "l": "linkedin"}.get(key[0], "name_and_organization")


def merged(
    keeps: Mapping[str, Any], gives: Mapping[str, Any], take: Iterable[str] = ()
) -> tuple[dict[str, Any], list[str]]:
    """The values of `keeps` after a merge, and lines that tell what of `gives` found no place.

    A field keeps its value unless it has none or is named in `take`; lists are united.
    """
    taken = set(take)
    values: dict[str, Any] = {}
    left_over = []
    for name in MERGED_FIELDS:
        mine, theirs = keeps.get(name), gives.get(name)
        if theirs in (None, "") or mine == theirs:
            continue
        if mine in (None, "") or name in taken:
            values[name] = theirs
        other = mine if name in taken else theirs
        if mine not in (None, "") and name != "organization_id":
            left_over.append(f"{name.replace('_', ' ')}: {other}")
    for name in MERGED_LISTS:
        mine_list = list(keeps.get(name) or ())
        known = {str(each["value"]).casefold() for each in mine_list}
        more = [each for each in gives.get(name) or () if str(each["value"]).casefold() not in known]
        if more:
            values[name] = [*mine_list, *more]
    if gives.get("do_not_contact") and not keeps.get("do_not_contact"):
        values["do_not_contact"] = True
    return values, left_over


def touches(activities: Iterable[tuple[str, datetime]]) -> dict[str, datetime | None]:
    """When the last touch and the last exchange were; an older entry recorded later moves neither back."""
    touched = [(what, at) for what, at in activities if what not in WITHOUT_TOUCH]
    exchanged = [at for what, at in touched if what not in ONE_SIDED]
    return {
        "last_touch_at": max((at for _, at in touched), default=None),
        "last_contact_at": max(exchanged, default=None),
    }


def refuse_future(at: datetime, now: datetime) -> None:
    """A timeline holds what has happened.

    Raises:
        InTheFuture
    """
    if (at - now).total_seconds() > 300:
        raise InTheFuture("Give a time that has passed, or plan a talk for what is to come.")
