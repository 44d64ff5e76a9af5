"""The timeline, and the dates that follow from it."""

from tests.conftest import Client, Time


def test_an_older_entry_recorded_later_moves_nothing_back(alice: Client, frozen: Time) -> None:
    path = f"/contacts/{alice.made('/contacts', full_name='Maria')['id']}"
    alice.made(f"{path}/activities", what="call", at="2026-11-10T09:00:00Z")
    alice.made(f"{path}/activities", what="met", at="2026-10-01T09:00:00Z")
    alice.made(f"{path}/activities", what="followed", at="2026-11-12T09:00:00Z")
    contact = alice.seen(path)
    assert contact["last_contact_at"].startswith("2026-11-10T09:00:00")
    assert contact["last_touch_at"].startswith("2026-11-12T09:00:00")
    assert contact["version"] == 1, "a projection is nobody's edit"
    entries = alice.seen(f"{path}/activities")["items"]
    assert [each["what"] for each in entries] == ["followed", "call", "met"]


def test_a_deleted_entry_counts_no_more_until_it_is_restored(alice: Client) -> None:
    path = f"/contacts/{alice.made('/contacts', full_name='Maria')['id']}"
    entry = alice.made(f"{path}/activities", what="call", at="2026-11-10T09:00:00Z")
    alice.delete(f"{path}/activities/{entry['id']}", headers={"If-Match": "*"})
    assert alice.seen(path)["last_contact_at"] is None
    alice.made(f"{path}/activities/{entry['id']}/restore")
    assert alice.seen(path)["last_contact_at"].startswith("2026-11-10")


def test_the_future_is_not_recorded(alice: Client, frozen: Time) -> None:
    path = f"/contacts/{alice.made('/contacts', full_name='Maria')['id']}"
    refused = alice.post(f"{path}/activities", json={"what": "met", "at": "2126-01-01T00:00:00Z"})
    assert (refused.status_code, refused.json()["code"]) == (422, "in_the_future")


def test_an_entry_is_reached_through_its_own_contact_only(alice: Client) -> None:
    maria, mona = (alice.made("/contacts", full_name=name)["id"] for name in ("Maria", "Mona"))
    entry = alice.made(f"/contacts/{maria}/activities", what="call")
    assert alice.get(f"/contacts/{mona}/activities/{entry['id']}").status_code == 404
