"""The same made-up people for every server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LEVELS = ("entry", "peer", "senior", "manager", "executive")
SOURCES = ("friend", "alumni", "coworker", "social_network", "association")


def people(number: int) -> Iterator[dict[str, Any]]:
    """Values in the form of ContactCreate: twenty columns and two tags each."""
    for place in range(number):
        given, family = f"Given{place % 211:03}", f"Surname{place % 997:03}"
        yield {
            "full_name": f"{given} {family}",
            "given_name": given,
            "family_name": family,
            "headline": f"Data manager at department {place % 50}",
            "organization_id": None,
            "emails": [{"label": "work", "value": f"person{place}@example.org"}],
            "phones": [{"label": "mobile", "value": f"+49 30 {place:07}"}],
            "links": [{"label": "LinkedIn", "value": f"https://www.linkedin.com/in/person-{place}"}],
            "location": "Leipzig",
            "time_zone": "Europe/Berlin",
            "source": SOURCES[place % 5],
            "how_found": "",
            "level": LEVELS[place * 7 % 5],
            "why_them": "Moved from the ward to the desk and still smiles.",
            "difficulty": place % 5 + 1,
            "preferred_channel": "email",
            "keep_in_touch_days": 90,
            "may_keep": True,
            "do_not_contact": False,
            "connected_on": None,
            "tags": [f"tag{place % 20}", "all"],
        }
