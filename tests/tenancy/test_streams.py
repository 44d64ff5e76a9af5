"""What one person does is on no stream of another's."""

import json
from contextlib import closing

from tests.conftest import Client, Server
from tests.core.following import streamed


def test_a_stream_brings_what_its_own_person_did_and_nothing_else(server: Server, alice: Client, bob: Client) -> None:
    """Also from a number that is another's, and where both write at once."""
    far = max(each["seq"] for each in [{"seq": 0}, *alice.seen("/events")["items"]])
    with closing(streamed(bob, str(far))) as changes, server.client(bob.token) as same:
        seen = []
        for n in range(5):
            theirs = alice.made("/contacts", full_name=f"Kanarienvogel {n}")
            own = same.made("/contacts", full_name=f"Anna {n}")
            seen.append(next(changes))
            assert seen[-1]["resource_id"] == own["id"]
            assert theirs["id"] not in json.dumps(seen)
