"""What is noted on contacts and questions is what their talks amount to, whatever was done in whatever order."""

import random
from typing import Any

import pytest

from tests.conftest import Client
from tests.interviews.make import LONG_PAST, person, talk

ACTIONS = (
    "request", "follow-up", "schedule", "reschedule", "hold", "decline", "no-response", "cancel", "no-show", "reopen",
)  # fmt: skip


def expected(talks: list[dict[str, Any]]) -> tuple[str, str | None]:
    """A contact's stage and next talk, read off the list of their talks in this test's own words."""
    states = {each["state"] for each in talks}
    starts = sorted(each["starts_at"] for each in talks if each["state"] == "scheduled")
    for state, stage in (("scheduled", "scheduled"), ("requested", "asked"), ("held", "met"), ("planned", "planned")):
        if state in states:
            return stage, starts[0] if starts else None
    return ("closed" if states else "new"), None


def check(client: Client, contacts: list[str]) -> None:
    talks = client.seen("/interviews", limit=200)["items"]
    for contact_id in contacts:
        answer = client.get(f"/contacts/{contact_id}")
        if answer.status_code == 200:
            shown = answer.json()
            theirs = [each for each in talks if each["contact_id"] == contact_id]
            assert (shown["stage"], shown["next_talk_at"]) == expected(theirs)
            assert {each["contact_name"] for each in theirs} <= {shown["full_name"]}


@pytest.mark.parametrize("seed", range(3))
def test_a_contact_shows_what_all_talks_amount_to_after_any_moves(alice: Client, seed: int) -> None:
    dice = random.Random(seed)
    contacts = [person(alice, f"Person {n}") for n in range(3)]
    talks = [talk(alice, contact_id=contact_id) for contact_id in contacts for _ in range(2)]
    made = 0
    for turn in range(120):
        path = f"/interviews/{dice.choice(talks)}"
        action = dice.choice((*ACTIONS, "delete", "restore"))
        if turn % 2 and (now := alice.get(path)).status_code == 200:
            action = dice.choice(now.json()["allowed"])["path"].rpartition("/")[2]
        if action == "delete":
            answer = alice.delete(path, headers={"If-Match": "*"})
        else:
            local = f"20{dice.randint(21, 31)}-05-{dice.randint(10, 28)}T09:00"
            told: dict[str, Any] = {**LONG_PAST, "starts_at_local": local} if "schedule" in action else {}
            body = None if action == "restore" else told
            answer = alice.post(f"{path}/{action}", headers={"If-Match": "*"}, json=body)
        assert answer.status_code in (200, 204, 404, 409), answer.text
        made += answer.is_success
        if turn % 10 == 9:
            check(alice, contacts)
    assert made > 40


def test_a_merge_brings_all_talks_together_and_its_undoing_takes_them_apart(alice: Client) -> None:
    kept, other = person(alice, "Maria Keller"), person(alice, "M. Keller")
    talk(alice, "held", contact_id=kept)
    moved = talk(alice, "scheduled", contact_id=other)
    before = [alice.seen(f"/contacts/{each}") for each in (kept, other)]
    merge = alice.moved(f"/contacts/{kept}/merge", contact_id=other)
    together = alice.seen(f"/contacts/{kept}")
    assert (together["stage"], together["next_talk_at"]) == ("scheduled", before[1]["next_talk_at"])
    assert alice.seen(f"/interviews/{moved}")["contact_name"] == "Maria Keller"
    assert len(alice.seen("/interviews", contact_id=kept)["items"]) == 2
    check(alice, [kept, other])
    alice.made(f"/contacts/{kept}/merges/{merge['id']}/undo")
    after = [alice.seen(f"/contacts/{each}") for each in (kept, other)]
    assert [(each["stage"], each["next_talk_at"]) for each in after] == [
        (each["stage"], each["next_talk_at"]) for each in before
    ]
    assert alice.seen(f"/interviews/{moved}")["contact_id"] == other
    check(alice, [kept, other])


def test_a_move_after_a_merge_counts_for_the_contact_that_was_kept(alice: Client) -> None:
    kept, other = person(alice, "Maria Keller"), person(alice, "M. Keller")
    id_ = talk(alice, "scheduled", contact_id=other)
    alice.moved(f"/contacts/{kept}/merge", contact_id=other)
    alice.moved(f"/interviews/{id_}/hold")
    assert alice.seen(f"/contacts/{kept}")["stage"] == "met"
    alice.moved(f"/interviews/{id_}/reopen")
    assert alice.seen(f"/contacts/{kept}")["stage"] == "scheduled"
    assert "met" not in [each["what"] for each in alice.seen(f"/contacts/{kept}/activities")["items"]]


def test_talks_follow_contacts_that_are_binned_and_renamed_in_bulk(alice: Client) -> None:
    contact_id = person(alice, "Maria Keller")
    talk(alice, "requested", contact_id=contact_id)
    alice.made("/contacts/bulk", operations=[{"op": "delete", "id": contact_id}])
    assert alice.seen("/search", q="keller")["items"] == []
    rename = {"op": "update", "id": contact_id, "changes": {"full_name": "Maria Brandt"}}
    alice.made("/contacts/bulk", operations=[{"op": "restore", "id": contact_id}, rename])
    kinds = [each["kind"] for each in alice.seen("/search", q="brandt")["items"]]
    assert sorted(kinds) == ["contact", "interview"]
    check(alice, [contact_id])
