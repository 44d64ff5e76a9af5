"""Talks in any state, made as a person makes them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.conftest import Client

AT_NINE = {"starts_at_local": "2031-12-01T09:00", "time_zone": "Europe/Berlin"}
LONG_PAST = {"starts_at_local": "2021-12-01T09:00", "time_zone": "Europe/Berlin"}

LAST_WEEK = (datetime.now(UTC) - timedelta(days=8)).isoformat()
"""Long enough ago for a follow-up, and too recent for silence to be an answer."""

BODIES: dict[str, dict[str, Any]] = {"schedule": AT_NINE, "reschedule": {**AT_NINE, "minutes": 20}}
"""What an action needs to be told."""

WAYS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "planned": [],
    "requested": [("request", {"at": LAST_WEEK})],
    "scheduled": [("schedule", LONG_PAST)],
    "held": [("hold", {})],
    "declined": [("request", {}), ("decline", {})],
    "no_response": [("request", {}), ("no-response", {})],
    "cancelled": [("cancel", {})],
    "no_show": [("schedule", LONG_PAST), ("no-show", {})],
}
"""How a talk comes into each state."""


def person(client: Client, name: str = "Maria Keller", **more: Any) -> str:
    contact_id: str = client.made("/contacts", full_name=name, **more)["id"]
    return contact_id


def talk(client: Client, state: str = "planned", *, contact_id: str | None = None, **more: Any) -> str:
    """The id of a talk in this state."""
    made = client.made("/interviews", contact_id=contact_id or person(client), **more)
    id_: str = made["id"]
    for action, body in WAYS[state]:
        client.moved(f"/interviews/{id_}/{action}", **body)
    return id_


def act(client: Client, id_: str, action: str, match: str = "*", **body: Any) -> Any:
    """POST an action, whatever comes of it."""
    told = {**BODIES.get(action, {}), **body}
    return client.post(f"/interviews/{id_}/{action.replace('_', '-')}", json=told, headers={"If-Match": match})


def timeline(client: Client, contact_id: str) -> list[dict[str, Any]]:
    """The entries of a contact's timeline, oldest first."""
    items: list[dict[str, Any]] = client.seen(f"/contacts/{contact_id}/activities")["items"]
    return items[::-1]
