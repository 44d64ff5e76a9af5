"""The people of the sample: who they are, when they were put down, and what has passed between them and the seeker."""

import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Any

from ..contacts import organizations, timeline
from ..contacts import service as contacts
from ..contacts.models import ActivityKind, Channel
from ..contacts.schemas import ActivityCreate, ContactCreate, OrganizationCreate
from .story import Story, material

IMPORTED = 7
"""On which day before now a file of connections was taken in."""
SEEN_BETWEEN = (12, 46)
"""When those were put down of whom nothing else is told, in days before now."""


def plan(story: Story) -> None:
    places = material("organizations")
    people = material("people")["person"]
    busy = _first_days()
    imported = story.calendar.on(IMPORTED)
    for told in people:
        if _is_imported(told):
            story.at(imported, partial(_meet, story, told, places, people))
            continue
        days = [day for day, *_ in told["touches"]] + busy.get(told["key"], [])
        first = max(days, default=story.chance.randrange(*SEEN_BETWEEN)) + 1
        story.at(story.calendar.on(first), partial(_meet, story, told, places, people))
        for day, what, channel, text in told["touches"]:
            entry = ActivityCreate(what=ActivityKind(what), channel=Channel(channel), text=text)
            story.at(story.calendar.on(day), partial(_touch, story, told["key"], entry))


def _is_imported(told: Mapping[str, Any]) -> bool:
    return "found" not in told


def _first_days() -> dict[str, list[int]]:
    """For each person, the days on which talks and notes speak of them."""
    days: dict[str, list[int]] = {}
    for talk in material("talks")["talk"]:
        days.setdefault(talk["with"], []).extend(move["ago"] for move in talk["moves"] if "ago" in move)
    for note in material("notes")["note"]:
        if "contact" in note["on"]:
            days.setdefault(note["on"]["contact"], []).append(note["ago"])
    return days


def _meet(story: Story, told: Mapping[str, Any], places: Mapping[str, Any], people: list[dict[str, Any]]) -> None:
    key, about = told["key"], told.get("about", [])
    known = {name: told[name] for name in ("source", "level", "difficulty") if name in told}
    more: dict[str, Any] = {
        "preferred_channel": told.get("channel"),
        "time_zone": told.get("zone", "Europe/London"),
        "keep_in_touch_days": told.get("keep"),
        "do_not_contact": told.get("do_not_contact", False),
        "connected_on": story.calendar.long_ago() if _is_imported(told) else None,
        "tags": told.get("tags") or (["linkedin"] if _is_imported(told) else []),
    }
    new = ContactCreate(
        full_name=told["name"],
        headline=told["headline"],
        organization_id=_organization(story, told.get("at"), places),
        location=told["place"],
        how_found=told.get("found", "Connections.csv"),
        why_them=told.get("why", ""),
        career_ids=[story.ids[f"career {each}"] for each in about if f"career {each}" in story.ids],
        **known,
        **more,
        **_reached(story, told, people),
    )
    story.ids[f"contact {key}"] = id_ = contacts.add(story.store, new)["id"]
    if named := story.named.pop(key, None):
        named()
    story.ids.update({f"{each} expert {key}": id_ for each in about})


def _organization(story: Story, key: str | None, places: Mapping[str, Any]) -> str | None:
    if key is None:
        return None
    if f"organization {key}" not in story.ids:
        made = organizations.add(story.store, OrganizationCreate(**places[key]))
        story.ids[f"organization {key}"] = made["id"]
    return story.ids[f"organization {key}"]


def _reached(story: Story, told: Mapping[str, Any], people: list[dict[str, Any]]) -> dict[str, Any]:
    """Addresses and numbers, all from ranges that nobody has."""
    twin = next((each for each in people if each["key"] == told.get("same_address_as")), told)
    channel, american = told.get("channel"), told.get("zone") == "America/New_York"
    reached: dict[str, Any] = {}
    if channel == "email" or twin is not told or story.chance.random() < 0.6:
        reached["emails"] = [{"label": "work", "value": _address(twin)}]
    elif any(each.get("same_address_as") == told["key"] for each in people):
        reached["emails"] = [{"label": "work", "value": _address(told)}]
    if channel in ("phone", "text") or story.chance.random() < 0.25:
        number = f"+1 617 555 01{story.chance.randrange(100):02}" if american else _british(story)
        reached["phones"] = [{"label": "mobile", "value": number}]
    if channel == "linkedin" or _is_imported(told):
        reached["links"] = [{"label": "Profile", "value": f"https://people.example.org/{_slug(told['name'], '-')}"}]
    return reached


def _british(story: Story) -> str:
    """A number that Ofcom keeps free for drama."""
    return f"+44 7700 900{story.chance.randrange(1000):03}"


def _address(told: Mapping[str, Any]) -> str:
    place = _slug(told["at"], "-") + "." if "at" in told else ""
    return f"{_slug(told['name'], '.')}@{place}example.org"


def _slug(words: str, joint: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold().replace("ø", "o")).encode("ascii", "ignore").decode()
    return joint.join(re.findall(r"[a-z0-9]+", plain))


def _touch(story: Story, key: str, entry: ActivityCreate) -> None:
    timeline.add(story.store, story.ids[f"contact {key}"], entry)
