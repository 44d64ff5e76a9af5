"""Careers being explored: kept, found, decided about, and taken up again."""

from typing import Any

import pytest

from tests.conftest import Client, Time


def explored(client: Client, title: str = "Medical writer", **more: Any) -> str:
    """The path of a new career."""
    return f"/careers/{client.made('/careers', title=title, **more)['id']}"


def decided(client: Client, path: str, decision: str, reason: str = "Because.") -> dict[str, Any]:
    return client.moved(f"{path}/decide", decision=decision, reason=reason)


def test_a_title_is_all_that_a_career_needs(alice: Client) -> None:
    made = alice.made("/careers", title=" Medical writer ")
    assert made["title"] == "Medical writer"
    assert made["status"] == "exploring"
    assert (made["decision"], made["decision_reason"], made["decided_at"]) == (None, "", None)
    assert made["assumptions"] == {"open": 0, "confirmed": 0, "refuted": 0}
    assert alice.seen(f"/careers/{made['id']}") == made


def test_a_career_keeps_why_and_what_was_found_out(alice: Client) -> None:
    texts = {
        "why": "I like it",
        "found_by": "A poster",
        "job_description": "Writes. " * 5000,
        "research": "# Read\n\n- x",
    }
    path = explored(alice, **texts)
    seen = alice.seen(path)
    assert {name: seen[name] for name in texts} == {**texts, "job_description": texts["job_description"].strip()}


@pytest.mark.parametrize(
    "body", [{}, {"title": ""}, {"title": None}, {"title": "x" * 301}, {"title": "a", "status": "pursuing"}]
)
def test_what_is_no_career_is_refused(alice: Client, body: dict[str, Any]) -> None:
    assert alice.post("/careers", json=body).status_code == 422
    assert alice.seen("/careers")["items"] == []


def test_the_status_follows_from_decisions_alone(alice: Client) -> None:
    answer = alice.patch(explored(alice), json={"status": "ruled_out"}, headers={"If-Match": "*"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/status"


def test_a_career_can_change(alice: Client) -> None:
    path = explored(alice, why="A whim")
    after = alice.changed(path, title="Regulatory writer", research="Three advertisements read.")
    assert (after["title"], after["why"], after["version"]) == ("Regulatory writer", "A whim", 2)


def test_careers_are_found_by_their_words(alice: Client) -> None:
    explored(alice, "Medical writer", why="Plain language for patients")
    explored(alice, "Data manager", research="Hospitals hire, and so do départements of health")
    assert [each["title"] for each in alice.seen("/careers", q="plain lang")["items"]] == ["Medical writer"]
    assert [each["title"] for each in alice.seen("/careers", q="DEPARTEMENTS")["items"]] == ["Data manager"]
    assert alice.seen("/careers", q="baker")["items"] == []


def test_careers_are_sorted_by_title_as_people_read_them(alice: Client) -> None:
    for title in ("ziegler", "Apotheker", "Ärztin", "baker"):
        explored(alice, title)
    assert [each["title"] for each in alice.seen("/careers", sort="title")["items"]] == [
        "Apotheker", "Ärztin", "baker", "ziegler",
    ]  # fmt: skip
    assert alice.seen("/careers", sort="-title")["items"][0]["title"] == "ziegler"


def test_a_renamed_career_is_sorted_and_found_by_its_new_title(alice: Client) -> None:
    path = explored(alice, "Zoologist")
    explored(alice, "Baker")
    alice.changed(path, title="Actuary")
    assert [each["title"] for each in alice.seen("/careers", sort="title")["items"]] == ["Actuary", "Baker"]
    assert alice.seen("/careers", q="zoologist")["items"] == []


def test_pages_follow_each_other(alice: Client) -> None:
    for number in range(5):
        explored(alice, f"Career {number}")
    first = alice.seen("/careers", sort="title", limit=3)
    second = alice.seen("/careers", sort="title", limit=3, cursor=first["next_cursor"])
    assert [each["title"] for each in first["items"] + second["items"]] == [f"Career {number}" for number in range(5)]
    assert second["next_cursor"] is None


def test_a_career_can_be_pursued_for_a_reason_that_is_kept_with_its_date(alice: Client, frozen: Time) -> None:
    path = explored(alice)
    frozen.passes(days=3)
    after = decided(alice, path, "pursue", "Four people, and each of them likes Mondays.")
    assert after["status"] == "pursuing"
    assert after["decision"] == "pursue"
    assert after["decision_reason"] == "Four people, and each of them likes Mondays."
    assert after["decided_at"] == after["updated_at"] > after["created_at"]


def test_ruling_out_is_a_result_and_can_be_listed(alice: Client) -> None:
    out = explored(alice, "Health-care UX researcher")
    explored(alice, "Medical writer")
    assert decided(alice, out, "rule_out", "Most of it is recruiting.")["status"] == "ruled_out"
    assert [each["title"] for each in alice.seen("/careers", status="ruled_out")["items"]] == [
        "Health-care UX researcher"
    ]
    assert [each["title"] for each in alice.seen("/careers", status="exploring")["items"]] == ["Medical writer"]


def test_to_keep_exploring_is_a_decision_too_and_can_be_taken_again(alice: Client) -> None:
    path = explored(alice)
    decided(alice, path, "keep_exploring", "Only one talk so far.")
    after = decided(alice, path, "keep_exploring", "Two talks, and they contradict each other.")
    assert (after["status"], after["decision"]) == ("exploring", "keep_exploring")
    assert after["decision_reason"].startswith("Two talks")


@pytest.mark.parametrize("reason", ["", "   ", None])
def test_a_decision_needs_a_reason(alice: Client, reason: str | None) -> None:
    path = explored(alice)
    answer = alice.post(f"{path}/decide", json={"decision": "pursue", "reason": reason}, headers={"If-Match": "*"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/reason"
    assert alice.seen(path)["status"] == "exploring"


@pytest.mark.parametrize("decision", ["pursue", "keep_exploring", "rule_out"])
def test_what_is_ruled_out_has_to_be_reopened_first(alice: Client, decision: str) -> None:
    path = explored(alice)
    decided(alice, path, "rule_out", "Too far from patients.")
    answer = alice.post(f"{path}/decide", json={"decision": decision, "reason": "Still."}, headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "decided_already"
    assert answer.json()["allowed"] == ["reopen"]
    assert alice.seen(path)["decision_reason"] == "Too far from patients."


def test_a_pursued_career_can_be_ruled_out_or_explored_further_but_not_pursued_twice(alice: Client) -> None:
    path = explored(alice)
    decided(alice, path, "pursue")
    answer = alice.post(f"{path}/decide", json={"decision": "pursue", "reason": "Again."}, headers={"If-Match": "*"})
    assert answer.json()["allowed"] == ["keep_exploring", "rule_out", "reopen"]
    assert decided(alice, path, "keep_exploring")["status"] == "exploring"
    decided(alice, path, "pursue")
    assert decided(alice, path, "rule_out")["status"] == "ruled_out"


def test_a_reopened_career_is_explored_again_and_its_history_is_kept(alice: Client, frozen: Time) -> None:
    path = explored(alice)
    decided(alice, path, "rule_out", "Weekend shifts.")
    frozen.passes(days=30)
    after = alice.moved(f"{path}/reopen", reason="The rule has changed.")
    assert (after["status"], after["decision"], after["decision_reason"], after["decided_at"]) == (
        "exploring",
        None,
        "",
        None,
    )
    frozen.passes(days=1)
    decided(alice, path, "pursue", "And the pay is fair.")
    turns = alice.seen(f"{path}/decisions")["items"]
    assert [(each["turn"], each["reason"]) for each in turns] == [
        ("pursue", "And the pay is fair."),
        ("reopen", "The rule has changed."),
        ("rule_out", "Weekend shifts."),
    ]
    assert turns[0]["at"] > turns[1]["at"] > turns[2]["at"]


def test_a_career_being_explored_can_not_be_reopened(alice: Client) -> None:
    path = explored(alice)
    answer = alice.post(f"{path}/reopen", json={}, headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "still_open"
    assert answer.json()["allowed"] == ["pursue", "keep_exploring", "rule_out"]


@pytest.mark.parametrize(("action", "body"), [("decide", {"decision": "pursue", "reason": "x"}), ("reopen", {})])
def test_who_decides_on_an_old_page_is_told_so(alice: Client, action: str, body: dict[str, str]) -> None:
    path = explored(alice)
    etag = alice.get(path).headers["ETag"]
    decided(alice, path, "rule_out")
    assert alice.post(f"{path}/{action}", json=body).status_code == 428
    answer = alice.post(f"{path}/{action}", json=body, headers={"If-Match": etag})
    assert answer.status_code == 412
    assert alice.seen(path)["status"] == "ruled_out"


def test_decisions_are_told_to_the_change_feed_without_their_reasons(alice: Client) -> None:
    path = explored(alice)
    decided(alice, path, "rule_out", "Unmistakable.")
    alice.moved(f"{path}/reopen", reason="Unmistakable too.")
    events = [each for each in alice.seen("/events")["items"] if each["resource_id"] == path.rsplit("/", 1)[1]]
    assert [each["type"] for each in events] == [
        "career.created", "career.changed", "career.decided", "career.changed", "career.reopened",
    ]  # fmt: skip
    assert events[2]["data"] == {"decision": "rule_out"}
    assert "Unmistakable" not in str(events)


def test_a_deleted_career_is_out_of_lists_and_search_until_it_is_restored(alice: Client) -> None:
    path = explored(alice, "Cartographer")
    alice.delete(path, headers={"If-Match": "*"})
    assert alice.get(path).status_code == 404
    assert alice.seen("/careers")["items"] == []
    assert alice.seen("/search", q="cartographer")["items"] == []
    headers = {"If-Match": "*"}
    assert alice.post(f"{path}/decide", json={"decision": "pursue", "reason": "x"}, headers=headers).status_code == 404
    assert [each["title"] for each in alice.seen("/careers", deleted="true")["items"]] == ["Cartographer"]
    assert alice.made(f"{path}/restore")["title"] == "Cartographer"
    assert [each["kind"] for each in alice.seen("/search", q="cartographer")["items"]] == ["career"]


def test_a_strangers_career_is_not_there(alice: Client, bob: Client) -> None:
    path = explored(alice)
    headers = {"If-Match": "*"}
    answers = [
        bob.get(path),
        bob.patch(path, json={"title": "Mine"}, headers=headers),
        bob.delete(path, headers=headers),
        bob.post(f"{path}/restore"),
        bob.post(f"{path}/decide", json={"decision": "pursue", "reason": "x"}, headers=headers),
        bob.post(f"{path}/reopen", json={}, headers=headers),
        bob.get(f"{path}/decisions"),
        bob.get(f"{path}/assumptions"),
        bob.post(f"{path}/assumptions", json={"claim": "Mine"}),
    ]
    assert [each.status_code for each in answers] == [404] * len(answers)
    assert alice.seen(path)["version"] == 1
