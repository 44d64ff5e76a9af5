"""Rehearsals of a talk: kept as far as they went, with progress, and words that are carried over."""

from typing import Any

import pytest

from halfhour.rehearsals import rules
from tests.conftest import Client, Time
from tests.interviews.make import person, talk
from tests.interviews.test_agenda import put


def summary(client: Client, id_: str) -> dict[str, Any]:
    return client.seen(f"/interviews/{id_}/rehearsals/summary")


def rehearsed(client: Client, id_: str, seconds: int = 1440, **more: Any) -> dict[str, Any]:
    return client.made(f"/interviews/{id_}/rehearsals", seconds=seconds, **{"finished": True, **more})


def test_a_rehearsal_is_kept_and_read_back_the_latest_first(alice: Client, frozen: Time) -> None:
    id_ = talk(alice)
    [item] = put(alice, id_, "What does a bad day look like?")
    said = {
        "kind": "question",
        "agenda_item_id": item,
        "text": "What does a bad day look like?",
        "seconds": 95,
        "rating": 3,
    }
    answer = alice.post(f"/interviews/{id_}/rehearsals", json={"seconds": 1440, "finished": True, "parts": [said]})
    first = answer.json()
    assert (answer.status_code, first["parts"], first["seconds"], first["finished"]) == (201, [said], 1440, True)
    assert alice.get(answer.headers["location"]).json() == first
    frozen.passes(days=1)
    second = rehearsed(alice, id_)
    listed = alice.seen(f"/interviews/{id_}/rehearsals", limit=1)
    assert [each["id"] for each in listed["items"]] == [second["id"]]
    rest = alice.seen(f"/interviews/{id_}/rehearsals", cursor=listed["next_cursor"])
    assert [each["id"] for each in rest["items"]] == [first["id"]]


def test_one_that_was_left_is_kept_and_can_be_gone_on_with(alice: Client) -> None:
    id_ = talk(alice)
    opening = {"kind": "opening", "text": "Hello", "seconds": 30}
    left = rehearsed(alice, id_, 30, finished=False, parts=[opening])
    assert left["parts"][0]["rating"] is None
    path = f"/interviews/{id_}/rehearsals/{left['id']}"
    more = [opening | {"rating": 4}, {"kind": "closing", "text": "Thank you", "seconds": 20, "rating": 5}]
    stale = alice.patch(path, json={"seconds": 50}, headers={"If-Match": '"9"'})
    whole = alice.changed(path, seconds=50, parts=more, finished=True)
    assert stale.status_code == 412
    assert (whole["finished"], [each["rating"] for each in whole["parts"]]) == (True, [4, 5])
    assert summary(alice, id_)["finished_count"] == 1


def test_progress_is_told_of_all_rehearsals_of_the_talk_and_of_no_other(alice: Client, frozen: Time) -> None:
    id_ = talk(alice, minutes=30)
    rehearsed(alice, talk(alice))
    parts = [{"kind": "question", "text": "One?", "seconds": 60, "rating": 2}]
    rehearsed(alice, id_, 2400, parts=parts)
    frozen.passes(hours=1)
    second = rehearsed(alice, id_, 1440, parts=[parts[0] | {"rating": 4}])
    told = summary(alice, id_)
    assert told["words"] == (
        "Second rehearsal, 24 minutes. 6 minutes under the 30 that you agreed on. Your own rating went from 2 to 4."
    )
    assert (told["count"], told["total_seconds"], told["weakest"]) == (2, 3840, [])
    assert [each["rating"] for each in told["parts"][0]["times"]] == [2, 4]
    path = f"/interviews/{id_}/rehearsals/{second['id']}"
    alice.delete(path, headers={"If-Match": "*"})
    told = summary(alice, id_)
    assert (told["count"], told["weakest"], told["parts"][0]["text"]) == (1, [0], "One?")
    assert alice.made(f"{path}/restore")["deleted_at"] is None
    assert summary(alice, id_)["count"] == 2


def test_the_words_are_drafted_first_and_then_carried_over_from_rehearsal_to_rehearsal(
    alice: Client, frozen: Time
) -> None:
    alice.changed("/profile", current_work="Nurse on a ward.", signature="Nora Lindqvist")
    career = alice.made("/careers", title="Data manager")["id"]
    who = person(alice, why_them="Her talk on audits.")
    id_ = talk(alice, contact_id=who, career_ids=[career], goal="How a week goes", minutes=20)
    drafted = summary(alice, id_)
    assert (drafted["opening"]["drafted"], drafted["ask"]["drafted"]) == (True, True)
    for words in ("Maria", "Nora Lindqvist", "Nurse on a ward.", "data manager", "How a week goes", "20 minutes"):
        assert words in drafted["opening"]["text"]
    assert "Her talk on audits." in drafted["ask"]["text"]
    assert "stay in touch" in drafted["closing"]
    rehearsed(alice, id_, opening="Hello Maria, my own words.")
    frozen.passes(hours=1)
    rehearsed(alice, id_, ask="May I ask you something?")
    kept = summary(alice, id_)
    assert kept["opening"] == {"text": "Hello Maria, my own words.", "drafted": False}
    assert kept["ask"] == {"text": "May I ask you something?", "drafted": False}


def test_without_a_profile_the_accounts_name_stands_in_the_draft(alice: Client) -> None:
    assert "I am Alice." in summary(alice, talk(alice))["opening"]["text"]


def test_a_part_names_a_question_of_this_talk_or_none(alice: Client) -> None:
    id_ = talk(alice)
    [mine], [other] = put(alice, id_, "Mine?"), put(alice, talk(alice), "Another's?")
    said = {"kind": "question", "text": "Mine?", "seconds": 5}
    refused = alice.post(f"/interviews/{id_}/rehearsals", json={"parts": [said, said | {"agenda_item_id": other}]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/parts/1/agenda_item_id")
    alice.delete(f"/interviews/{id_}/agenda/{mine}", headers={"If-Match": "*"})
    rehearsed(alice, id_, parts=[said | {"agenda_item_id": mine}])  # taken off meanwhile, and said aloud all the same
    for wrong in ({"rating": 6}, {"seconds": -1}, {"text": " "}, {"kind": "song"}):
        assert alice.post(f"/interviews/{id_}/rehearsals", json={"parts": [said | wrong]}).status_code == 422


def test_a_rehearsal_is_not_of_the_future_nor_of_another_talk(alice: Client, frozen: Time) -> None:
    id_, other = talk(alice), talk(alice)
    refused = alice.post(f"/interviews/{id_}/rehearsals", json={"started_at": "2099-01-01T00:00:00Z"})
    assert refused.json()["code"] == "in_the_future"
    made = rehearsed(alice, id_)
    path = f"/interviews/{other}/rehearsals/{made['id']}"
    assert alice.get(path).status_code == 404
    assert alice.patch(path, json={"note": "x"}, headers={"If-Match": "*"}).status_code == 404
    assert alice.delete(path, headers={"If-Match": "*"}).status_code == 404
    assert alice.post(f"{path}/restore").status_code == 404


def test_rehearsals_of_one_talk_have_an_end(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "REHEARSALS_MOST", 2)
    id_ = talk(alice)
    first, _ = rehearsed(alice, id_), rehearsed(alice, id_)
    path = f"/interviews/{id_}/rehearsals/{first['id']}"
    refused = alice.post(f"/interviews/{id_}/rehearsals", json={})
    assert (refused.status_code, refused.json()["code"]) == (422, "rehearsed_often")
    alice.delete(path, headers={"If-Match": "*"})
    rehearsed(alice, id_)
    assert alice.post(f"{path}/restore").json()["code"] == "rehearsed_often"
