"""What one person does is on no stream of another's."""

import json
from contextlib import closing

from halfhour.connections.webhooks.types import event_types
from tests.conftest import Client, Server
from tests.core.following import streamed
from tests.tenancy.world import World


def test_a_stream_brings_what_its_own_person_did_and_nothing_else(server: Server, alice: Client, bob: Client) -> None:
    """Where both write at once."""
    with closing(streamed(bob)) as changes, server.client(bob.token) as same:
        seen = []
        for n in range(5):
            theirs = alice.made("/contacts", full_name=f"Kanarienvogel {n}")
            own = same.made("/contacts", full_name=f"Anna {n}")
            seen.append(next(changes))
            assert seen[-1]["resource_id"] == own["id"]
            assert theirs["id"] not in json.dumps(seen)


def test_whatever_happens_in_a_world_is_of_a_type_that_a_webhook_can_choose(alices: World) -> None:
    happened, after = set(), "0"
    while items := (seen := alices.person.seen("/events", after=after, limit=500))["items"]:
        happened |= {each["type"] for each in items}
        after = seen["cursor"]
    assert len(happened) > 30
    assert happened <= set(event_types())
