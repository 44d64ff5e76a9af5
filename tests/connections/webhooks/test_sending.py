"""What changes is told to the address, signed, in order, and until it has arrived or patience ends."""

from standardwebhooks import Webhook

from tests.conftest import Client
from tests.connections.webhooks.conftest import Hook, Post, Receiver, add_contact


def test_a_change_arrives_signed(alice: Client, hook: Hook, post: Post, receiver: Receiver) -> None:
    contact = add_contact(alice)
    post.runs()
    (got,) = receiver.got
    assert got.what == ("contact.created", contact)
    assert Webhook(hook["secret"]).verify(got.body, got.headers) == got.told
    assert got.headers["content-type"].startswith("application/json")
    seen = alice.seen(f"/webhooks/{hook['id']}")
    assert (seen["state"], seen["waiting"], seen["last_error"], seen["advice"]) == ("on", 0, None, "Nothing to do.")
    assert "secret" not in seen
