"""Warming up over HTTP: milestones, steps that a press of a button records, and a compliment to say."""

from typing import Any

from tests.conftest import Client, Time


def warm_up(client: Client, contact_id: str) -> dict[str, Any]:
    return client.seen(f"/contacts/{contact_id}/warm-up")


def undone(client: Client, contact_id: str) -> list[str]:
    return [each["step"] for each in warm_up(client, contact_id)["steps"] if not each["done"]]


def test_somebody_unknown_is_warmed_up_step_by_step(alice: Client, frozen: Time) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller", source="social_network")["id"]
    cold = warm_up(alice, contact_id)
    assert (cold["warmth"], cold["compliment"], cold["congratulation"]) == ("cold", None, None)
    assert "admire" in cold["write_first"]
    assert undone(alice, contact_id) == ["why_them", "follow", "comment"]
    alice.changed(f"/contacts/{contact_id}", why_them="Maria moved from nursing to data and says so openly.")
    begun = warm_up(alice, contact_id)
    assert (begun["warmth"], begun["write_first"]) == ("warming", None)
    assert begun["compliment"] == "What made me think of you: you moved from nursing to data and say so openly."
    today = alice.seen(f"/contacts/{contact_id}")["updated_at"][:10]
    made = alice.made(f"/contacts/{contact_id}/milestones", happened_on=today, what="Promoted to head of data")
    assert warm_up(alice, contact_id)["congratulation"] == "Congratulations on being promoted to head of data!"
    congratulate = warm_up(alice, contact_id)["steps"][-1]
    assert (congratulate["what"], congratulate["milestone_id"]) == ("congratulated", made["id"])
    entries = [
        alice.made(f"/contacts/{contact_id}/activities", what=each["what"])
        for each in warm_up(alice, contact_id)["steps"]
        if each["what"]
    ]
    warm = warm_up(alice, contact_id)
    assert (warm["warmth"], warm["congratulation"], undone(alice, contact_id)) == ("warm", None, [])
    assert [each["done_at"] for each in warm["steps"][1:]] == [each["at"] for each in entries]
    alice.delete(f"/contacts/{contact_id}/activities/{entries[-1]['id']}", headers={"If-Match": "*"})
    assert undone(alice, contact_id) == ["congratulate"], "what is taken back is to be done again"


def test_milestones_are_kept_newest_first_changed_and_taken_back(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    path = f"/contacts/{contact_id}/milestones"
    days = ("2026-03-01", "2026-11-12", "2025-07-30")
    made = {day: alice.made(path, happened_on=day, what=f"Talk of {day}")["id"] for day in days}
    assert [each["happened_on"] for each in alice.seen(path)["items"]] == sorted(days, reverse=True)
    first = alice.seen(path, limit=2)
    rest = alice.seen(path, limit=2, cursor=first["next_cursor"])
    assert [each["happened_on"] for each in first["items"] + rest["items"]] == sorted(days, reverse=True)
    newest = f"{path}/{made['2026-11-12']}"
    assert alice.changed(newest, what="Award", note="For the registry.")["what"] == "Award"
    assert alice.delete(newest, headers={"If-Match": "*"}).status_code == 204
    assert alice.get(newest).status_code == 404
    assert [each["id"] for each in alice.seen(path, deleted=True)["items"]] == [made["2026-11-12"]]
    assert alice.made(f"{newest}/restore")["note"] == "For the registry."


def test_a_milestone_is_reached_through_its_own_contact_only(alice: Client) -> None:
    maria, mona = (alice.made("/contacts", full_name=name)["id"] for name in ("Maria", "Mona"))
    id_ = alice.made(f"/contacts/{maria}/milestones", happened_on="2026-03-01", what="Award")["id"]
    strange = f"/contacts/{mona}/milestones/{id_}"
    assert alice.get(strange).status_code == 404
    assert alice.delete(strange, headers={"If-Match": "*"}).status_code == 404
    assert alice.post(f"{strange}/restore").status_code == 404
    assert alice.get(f"/contacts/{maria}/milestones/{id_}").status_code == 200


def test_a_merge_keeps_the_milestones_of_both_and_undoing_it_gives_them_back(alice: Client) -> None:
    kept, other = (alice.made("/contacts", full_name="Maria Keller")["id"] for _ in range(2))
    for contact_id, what in ((kept, "Award"), (other, "Talk")):
        alice.made(f"/contacts/{contact_id}/milestones", happened_on="2026-03-01", what=what)
    merge = alice.moved(f"/contacts/{kept}/merge", contact_id=other)
    assert {each["what"] for each in alice.seen(f"/contacts/{kept}/milestones")["items"]} == {"Award", "Talk"}
    alice.made(f"/contacts/{kept}/merges/{merge['id']}/undo")
    assert [each["what"] for each in alice.seen(f"/contacts/{kept}/milestones")["items"]] == ["Award"]
    assert [each["what"] for each in alice.seen(f"/contacts/{other}/milestones")["items"]] == ["Talk"]
