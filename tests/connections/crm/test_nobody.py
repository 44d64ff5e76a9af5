"""With nobody at the other end: choosing, comparing and pushing are the same, and nothing leaves."""

from tests.conftest import Client, Time
from tests.connections.crm.conftest import Errands


def test_the_whole_way_without_a_crm(alice: Client, errands: Errands, frozen: Time) -> None:
    made = alice.made("/crm/connections", kind="none")
    here = f"/crm/connections/{made['id']}"
    assert (made["state"], made["work"], made["says"]) == ("new", "check", "The key is being checked.")
    errands.run()
    assert alice.seen(here)["state"] == "ready"
    maria = alice.made("/contacts", full_name="Maria Keller", emails=[{"value": "maria@example.org"}])
    assert alice.put(f"{here}/contacts/{maria['id']}").json()["state"] == "chosen"
    assert alice.made(f"{here}/preview")["state"] == "comparing"
    errands.run()
    compared = alice.seen(f"{here}/preview")
    assert compared["says"] == "1 thing would be added."
    [item] = compared["items"]
    assert (item["action"], item["words"], item["what"]) == ("create", "Maria Keller", "person")
    assert {each["field"]: each["after"] for each in item["differences"]} == {
        "given_name": "Maria", "family_name": "Keller", "email": "maria@example.org",
    }  # fmt: skip
    assert alice.made(f"{here}/push")["work"] == "push"
    errands.run()
    shown = alice.seen(here)
    assert (shown["work"], shown["automatic"], shown["sent_count"]) == (None, True, 1)
    assert shown["says"] == "Changes of 1 person are sent by themselves."
    assert [each["what"] for each in alice.seen(f"{here}/contacts/{maria['id']}")["records"]] == ["person"]
