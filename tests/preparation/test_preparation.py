"""The days before a talk: what to see to, what was read, and which questions that answers."""

from typing import Any

import pytest

from halfhour.preparation import rules
from tests.conftest import Client, Time
from tests.interviews.make import AT_NINE, act, person, talk
from tests.interviews.test_agenda import put


def prepared(client: Client, id_: str) -> dict[str, Any]:
    return client.seen(f"/interviews/{id_}/preparation")


def checks(client: Client, id_: str) -> dict[str | None, dict[str, Any]]:
    """What is on the checklist, by what is proposed."""
    return {each["proposal"]: each for each in prepared(client, id_)["checklist"]}


def path(id_: str, item: dict[str, Any]) -> str:
    return f"/interviews/{id_}/preparation/checklist/{item['id']}"


def told(client: Client, resource_id: str) -> list[str]:
    """What the change feed says of it."""
    return [each["type"] for each in client.seen("/events")["items"] if each["resource_id"] == resource_id]


def suggested(client: Client, id_: str) -> dict[str, dict[str, Any]]:
    return {each["agenda_item_id"]: each for each in prepared(client, id_)["suggestions"]}


def test_the_checklist_fits_the_mode_and_ticks_outlast_a_change_of_it(alice: Client, frozen: Time) -> None:
    id_ = talk(alice, mode="in_person", place="Café Riquet", travel_minutes=25)
    act(alice, id_, "schedule")
    treat = checks(alice, id_)["treat"]
    assert (treat["version"], treat["done_at"], treat["needed"]) == (0, None, True)
    assert "leave by 08:25" in checks(alice, id_)["route"]["detail"]
    done = alice.changed(path(id_, treat), done=True)
    assert (done["id"], done["version"], done["text"], done["why"]) == (treat["id"], 1, treat["text"], treat["why"])
    assert done["done_at"]
    frozen.passes(hours=1)
    assert alice.changed(path(id_, treat), done=True)["done_at"] == done["done_at"]
    alice.changed(f"/interviews/{id_}", mode="video", meeting_link="https://meet.example.org/maria")
    there = checks(alice, id_)
    assert "treat" not in there
    assert there["link"]["detail"] == "https://meet.example.org/maria"
    alice.changed(f"/interviews/{id_}", mode="in_person")
    assert checks(alice, id_)["treat"]["done_at"] == done["done_at"]
    assert prepared(alice, id_)["progress"] == {"total": 10, "done": 1}


def test_nothing_is_kept_of_what_is_proposed_before_it_is_touched(alice: Client) -> None:
    id_ = talk(alice)
    item = checks(alice, id_)["recording"]
    assert alice.seen(path(id_, item)) == item
    assert told(alice, item["id"]) == []
    stale = alice.patch(path(id_, item), json={"done": True}, headers={"If-Match": '"3"'})
    assert (stale.status_code, stale.json()["current_version"]) == (412, 0)
    first = alice.patch(path(id_, item), json={"done": True}, headers={"If-Match": '"0"'})
    again = alice.patch(path(id_, item), json={"done": False}, headers={"If-Match": '"0"'})
    assert (first.status_code, again.status_code) == (200, 412)
    assert alice.patch(path(id_, item), json={"done": False}, headers={"If-Match": first.headers["etag"]}).is_success
    assert told(alice, item["id"]) == ["checklist_item.created", "checklist_item.changed"]


def test_a_proposal_is_reworded_or_set_aside_but_not_deleted(alice: Client) -> None:
    id_ = talk(alice, mode="phone")
    item = checks(alice, id_)["number"]
    for _ in range(2):  # before and after it is kept
        refused = alice.delete(path(id_, item), headers={"If-Match": "*"})
        assert (refused.status_code, refused.json()["code"]) == (409, "proposed_check")
        alice.changed(path(id_, item), text="She calls me at nine")
    total = prepared(alice, id_)["progress"]["total"]
    aside = alice.changed(path(id_, item), needed=False)
    assert (aside["text"], aside["needed"], bool(aside["why"])) == ("She calls me at nine", False, True)
    assert prepared(alice, id_)["progress"]["total"] == total - 1
    assert checks(alice, id_)["number"]["needed"] is False


def test_own_things_to_see_to_stand_at_the_end_and_come_back_from_the_bin(alice: Client) -> None:
    id_, other = talk(alice), talk(alice)
    answer = alice.post(f"/interviews/{id_}/preparation/checklist", json={"text": " Print her article "})
    mine = answer.json()
    assert (answer.status_code, mine["text"], mine["proposal"], mine["why"]) == (201, "Print her article", None, "")
    assert alice.get(answer.headers["location"]).json() == mine
    assert prepared(alice, id_)["checklist"][-1] == mine
    assert alice.get(path(other, mine)).status_code == 404
    assert alice.delete(path(id_, mine), headers={"If-Match": "*"}).status_code == 204
    assert None not in checks(alice, id_)
    assert alice.patch(path(id_, mine), json={"done": True}, headers={"If-Match": "*"}).status_code == 404
    assert alice.post(f"{path(other, mine)}/restore").status_code == 404
    assert alice.made(f"{path(id_, mine)}/restore")["deleted_at"] is None
    assert alice.changed(path(id_, mine), done=True)["done_at"]


def test_a_checklist_has_an_end(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CHECKS_MOST", 1)
    id_ = talk(alice)
    alice.changed(path(id_, checks(alice, id_)["time"]), done=True)  # what is proposed does not count
    first = alice.made(f"/interviews/{id_}/preparation/checklist", text="One")
    refused = alice.post(f"/interviews/{id_}/preparation/checklist", json={"text": "One more"})
    assert (refused.status_code, refused.json()["code"]) == (422, "checklist_full")
    alice.delete(path(id_, first), headers={"If-Match": "*"})
    alice.made(f"/interviews/{id_}/preparation/checklist", text="Another")
    assert alice.post(f"{path(id_, first)}/restore").json()["code"] == "checklist_full"


def test_an_item_of_nowhere_is_not_found(alice: Client, bob: Client) -> None:
    id_, theirs = talk(alice), talk(bob)
    item = checks(bob, theirs)["time"]
    for where in (path(theirs, item), path(id_, item), path(id_, {"id": "nonsense"})):
        assert alice.get(where).status_code == 404
        assert alice.patch(where, json={"done": True}, headers={"If-Match": "*"}).status_code == 404
        assert alice.delete(where, headers={"If-Match": "*"}).status_code == 404
    assert alice.get(f"/interviews/{theirs}/preparation").status_code == 404


def test_the_time_is_told_in_both_zones(alice: Client) -> None:
    id_ = talk(alice, contact_id=person(alice, time_zone="America/New_York", phones=[{"value": "+1 555 0100"}]))
    act(alice, id_, "schedule", mode="phone", **AT_NINE)
    there = checks(alice, id_)
    assert there["time"]["detail"] == "2031-12-01 at 09:00 (Europe/Berlin); 2031-12-01 at 03:00 where they are."
    assert there["number"]["detail"] == "+1 555 0100"


def test_all_that_was_read_stands_beside_the_questions(alice: Client, bob: Client) -> None:
    organization = alice.made("/organizations", name="St. Anne's", industry="Hospitals", about="Founded in 1911.")["id"]
    career, other = (alice.made("/careers", title=t, research=f"About {t}.")["id"] for t in ("Data manager", "Nurse"))
    alice.changed(f"/careers/{career}", job_description="Keeps trial data sound.")
    who = person(alice, why_them="Her talk on audits.", organization_id=organization)
    id_ = talk(alice, contact_id=who, career_ids=[career])
    for about in ({"contact_id": who}, {"interview_id": id_}, {"organization_id": organization}, {"career_id": career}):
        alice.made("/notes", kind="research", body=f"Read about {next(iter(about))}", **about)
    alice.made("/notes", kind="general", body="No research", contact_id=who)
    alice.made("/notes", kind="research", body="Of another career", career_id=other)
    alice.made("/notes", kind="research", body="Of nobody here", contact_id=person(alice, "Ben B"))
    bob.made("/notes", kind="research", body="Bob's", contact_id=person(bob))
    long = alice.made("/notes", kind="research", body="x" * 12_000, contact_id=who)["id"]
    binned = alice.made("/notes", kind="research", body="Thrown away", contact_id=who)["id"]
    alice.delete(f"/notes/{binned}", headers={"If-Match": "*"})
    put(alice, id_, "What does a bad day look like?")
    seen = prepared(alice, id_)
    assert [(each["origin"], each["title"], each["text"]) for each in seen["research"] if each["id"] != long] == [
        ("why_them", "Why Maria Keller", "Her talk on audits."),
        ("organization", "St. Anne's", "Hospitals\n\nFounded in 1911."),
        ("career", "Data manager", "About Data manager."),
        ("job_description", "Data manager: job description", "Keeps trial data sound."),
        *(
            ("note", f"Read about {name}", f"Read about {name}")
            for name in ("career_id", "organization_id", "interview_id", "contact_id")
        ),
    ]
    [whole] = [each for each in seen["research"] if each["id"] == long]
    assert (len(whole["text"]), whole["complete"]) == (10_000, False)
    assert seen["interview"]["id"] == seen["agenda"]["id"] == id_
    assert [each["text"] for each in seen["agenda"]["items"]] == ["What does a bad day look like?"]


def test_questions_that_research_or_a_search_answers_are_named_with_the_passage(alice: Client) -> None:
    id_ = talk(alice)
    note = alice.made("/notes", kind="research", body="The data team has nine people.", interview_id=id_)["id"]
    answered, public, _, _ = put(
        alice, id_, "How many people are in the data team?", "When was your company founded?",
        "What does a bad day look like?", "Whom else should I talk to about the data team of nine?",
    )  # fmt: skip
    asked = put(alice, id_, "How big is the data team?", state="asked")[0]
    found = suggested(alice, id_)
    assert set(found) == {answered, public}
    assert asked not in found
    passage = found[answered]["passage"]
    assert prepared(alice, id_)["research"][passage["source"]]["id"] == note
    assert (passage["text"], passage["words"]) == ("The data team has nine people.", ["data", "team"])
    assert (found[answered]["by"], found[public]["by"]) == ("research", "search")
    assert found[public]["passage"] is None
    assert "Look it up" in found[public]["mend"]


def test_a_question_struck_off_takes_no_time_and_can_be_taken_back(alice: Client) -> None:
    id_ = talk(alice, minutes=5)
    item, other = put(alice, id_, "How big is the team?", "Whom else should I talk to?")
    at = f"/interviews/{id_}/agenda/{item}"
    struck = alice.changed(at, researched=True, answer="Nine people.")
    assert (struck["researched"], struck["state"], struck["answer"], struck["asked_at"]) == (
        True, "open", "Nine people.", None,
    )  # fmt: skip
    summary = prepared(alice, id_)["agenda"]["summary"]
    assert (summary["planned_minutes"], summary["must_minutes"], summary["fits"]) == (3, 3, True)
    assert (summary["open_count"], summary["struck_count"], summary["item_count"]) == (1, 1, 2)
    assert alice.seen("/interviews/answers")["items"] == []
    alice.changed(f"/interviews/{id_}/agenda/{other}", researched=True)
    assert prepared(alice, id_)["interview"]["agenda_summary"]["closing_present"] is False
    back = alice.changed(at, researched=False, answer="")
    assert (back["researched"], back["state"]) == (False, "open")
    assert prepared(alice, id_)["agenda"]["summary"]["open_count"] == 1
    asked = alice.changed(at, researched=True, state="asked", answer="Ten by now.")
    assert asked["asked_at"]
    summary = prepared(alice, id_)["agenda"]["summary"]
    assert (summary["asked_count"], summary["struck_count"], summary["planned_minutes"]) == (1, 1, 3)
