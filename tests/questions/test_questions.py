"""The bank of questions through the API: kept, found, thrown away, and begun with the starter set."""

from typing import Any

import pytest

from halfhour.core.clock import clock
from halfhour.core.housekeeping import clean_for
from halfhour.core.store import writing
from halfhour.questions import service
from halfhour.questions.models import Category
from halfhour.questions.starter import STARTER
from tests.conftest import Client, Server, Time


def kept(client: Client, text: str = "What keeps you here?", **more: Any) -> str:
    """The path of a new question."""
    return f"/questions/{client.made('/questions', text=text, **more)['id']}"


def listed(client: Client, **params: Any) -> list[str]:
    return [item["text"] for item in client.seen("/questions", **params)["items"]]


def test_a_text_is_all_that_a_question_needs(alice: Client) -> None:
    made = alice.made("/questions", text="  What keeps you here?  ")
    assert (made["text"], made["category"], made["tags"]) == ("What keeps you here?", "other", [])
    assert (made["times_asked"], made["last_asked_at"], made["version"]) == (0, None, 1)
    assert alice.seen(f"/questions/{made['id']}") == made


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "   "},
        {"text": None},
        {"text": "x" * 2001},
        {"text": "a\u0000b"},
        {"text": "Why?", "category": "gossip"},
        {"text": "Why?", "tags": ["x" * 61]},
        {"text": "Why?", "times_asked": 3},
    ],
)
def test_what_is_no_question_is_refused_and_nothing_stays(alice: Client, body: dict[str, Any]) -> None:
    assert alice.post("/questions", json=body).status_code == 422
    assert alice.seen("/questions")["items"] == []


def test_a_question_with_findings_is_kept_all_the_same(alice: Client) -> None:
    """Advice is advice: the bank takes what the seeker wants to ask."""
    assert alice.made("/questions", text="Do you like your job?")["text"] == "Do you like your job?"


def test_a_question_can_change_in_part(alice: Client) -> None:
    path = kept(alice, category="path", tags=["b", "a", "a"])
    after = alice.changed(path, text="What made you stay?")
    assert (after["text"], after["category"], sorted(after["tags"])) == ("What made you stay?", "path", ["a", "b"])
    assert alice.changed(path, tags=[])["tags"] == []
    assert alice.changed(path, category="closing")["version"] == 4


@pytest.mark.parametrize("body", [{"text": None}, {"category": None}, {"tags": None}, {"starred": True}])
def test_a_change_that_makes_no_sense_is_refused(alice: Client, body: dict[str, Any]) -> None:
    path = kept(alice)
    assert alice.patch(path, json=body, headers={"If-Match": "*"}).status_code == 422
    assert alice.seen(path)["version"] == 1


def test_an_edit_on_an_old_page_overwrites_nothing(alice: Client) -> None:
    path = kept(alice)
    seen = alice.get(path).headers["etag"]
    alice.changed(path, text="What made you stay?")
    assert alice.patch(path, json={"text": "Mine"}, headers={"If-Match": seen}).status_code == 412
    assert alice.delete(path, headers={"If-Match": seen}).status_code == 412
    assert alice.patch(path, json={"text": "Mine"}).status_code == 428
    assert alice.seen(path)["text"] == "What made you stay?"


def test_the_bank_is_filtered_by_category_tag_and_words(alice: Client) -> None:
    kept(alice, "How is the pay?", category="pay", tags=["rude?"])
    kept(alice, "How did Zoë find the café?", category="path", tags=["first"])
    kept(alice, "How did you begin?", category="path")
    assert listed(alice, category="pay") == ["How is the pay?"]
    assert sorted(listed(alice, category="path")) == ["How did Zoë find the café?", "How did you begin?"]
    assert listed(alice, tag="first") == ["How did Zoë find the café?"]
    assert listed(alice, q="cafe zoe") == ["How did Zoë find the café?"]
    assert listed(alice, q="beg") == ["How did you begin?"]
    assert listed(alice, category="pay", tag="first") == []


def test_the_words_of_a_changed_question_are_found_and_the_old_ones_are_not(alice: Client) -> None:
    path = kept(alice, "How is the lighthouse?")
    alice.changed(path, text="How is the harbour?")
    assert listed(alice, q="harbour") == ["How is the harbour?"]
    assert listed(alice, q="lighthouse") == []


def test_questions_are_sorted_by_text_without_case_and_accents_and_by_the_order_of_a_talk(alice: Client) -> None:
    kept(alice, "éclair?", category="closing")
    kept(alice, "Zebra?", category="path")
    kept(alice, "apple?", category="pay")
    assert listed(alice, sort="text") == ["apple?", "éclair?", "Zebra?"]
    assert listed(alice, sort="-text") == ["Zebra?", "éclair?", "apple?"]
    assert listed(alice, sort="category") == ["Zebra?", "apple?", "éclair?"]
    assert listed(alice, sort="created_at") == ["éclair?", "Zebra?", "apple?"]


@pytest.mark.parametrize(
    "sort", ["category", "-category", "text", "-text", "-updated_at", "created_at", "-times_asked"]
)
def test_pages_join_without_a_gap_in_every_order(alice: Client, sort: str) -> None:
    alice.made("/questions/starter")
    whole = listed(alice, sort=sort, limit=200)
    pages: list[str] = []
    cursor: str | None = None
    while cursor is not None or not pages:
        page = alice.seen("/questions", sort=sort, limit=17, **({"cursor": cursor} if cursor else {}))
        pages += [item["text"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert pages == whole
    assert len(set(pages)) == len(STARTER)


@pytest.mark.parametrize(
    "params", [{"sort": "mood"}, {"category": "gossip"}, {"mood": "1"}, {"cursor": "x"}, {"asked": "?"}]
)
def test_a_list_that_cannot_be_is_refused(alice: Client, params: dict[str, str]) -> None:
    assert alice.get("/questions", params=params).status_code == 422


def test_only_talks_make_a_question_an_asked_one(alice: Client) -> None:
    kept(alice)
    assert listed(alice, asked="false") == ["What keeps you here?"]
    assert listed(alice, asked="true") == []


def test_a_talk_notes_that_a_question_was_asked_without_making_an_edit_stale(server: Server, alice: Client) -> None:
    path = kept(alice)
    with writing(server.database, alice.account_id) as store:
        service.note_asked(store, path.rpartition("/")[2], times=2, last_at=clock.now())
    seen = alice.seen(path)
    assert (seen["times_asked"], seen["version"]) == (2, 1)
    assert seen["last_asked_at"]
    assert listed(alice, asked="true") == ["What keeps you here?"]
    assert listed(alice, asked="false") == []


def test_a_deleted_question_waits_in_the_bin_with_its_tags(alice: Client) -> None:
    path = kept(alice, tags=["first"])
    assert alice.delete(path, headers={"If-Match": "*"}).status_code == 204
    assert alice.get(path).status_code == 404
    assert (listed(alice), listed(alice, q="keeps"), listed(alice, tag="first")) == ([], [], [])
    assert listed(alice, deleted="true") == ["What keeps you here?"]
    assert alice.seen("/questions/counts")["total"] == 0
    assert alice.made(f"{path}/restore")["tags"] == ["first"]
    assert listed(alice, q="keeps") == ["What keeps you here?"]


def test_the_bank_is_counted_by_category_and_tag(alice: Client) -> None:
    kept(alice, "One?", category="closing", tags=["a", "b"])
    kept(alice, "Two?", category="path", tags=["b"])
    assert alice.seen("/questions/counts") == {
        "total": 2,
        "category": [{"value": "path", "count": 1}, {"value": "closing", "count": 1}],
        "tag": [{"value": "b", "count": 2}, {"value": "a", "count": 1}],
    }


def test_a_question_is_checked_as_it_is_written_and_nothing_is_kept(alice: Client) -> None:
    findings = alice.made("/questions/check", text="Do you like your job, and why?")["findings"]
    assert [finding["check"] for finding in findings] == ["closed", "double"]
    assert all(finding["reason"] and finding["mend"] for finding in findings)
    assert alice.made("/questions/check", text="What drew you here?") == {"findings": []}
    assert alice.made("/questions/check", text="") == {"findings": []}
    assert alice.seen("/questions")["items"] == []


@pytest.mark.parametrize("body", [{}, {"text": None}, {"text": "x" * 10_001}, {"text": "Why?", "lang": "en"}])
def test_what_cannot_be_checked_is_refused(alice: Client, body: dict[str, Any]) -> None:
    assert alice.post("/questions/check", json=body).status_code == 422


def test_the_starter_set_can_be_read_before_it_is_taken(alice: Client) -> None:
    items = alice.seen("/questions/starter")["items"]
    assert [item["text"] for item in items] == [question.text for question in STARTER]
    assert not any(item["taken"] for item in items)
    assert alice.seen("/questions")["items"] == []


def test_the_starter_set_fills_the_bank_once(alice: Client) -> None:
    assert alice.made("/questions/starter") == {"added": len(STARTER), "known": 0}
    assert alice.made("/questions/starter") == {"added": 0, "known": len(STARTER)}
    assert sorted(listed(alice, limit=200)) == sorted(question.text for question in STARTER)
    assert all(item["taken"] for item in alice.seen("/questions/starter")["items"])
    assert listed(alice, q="who else should I meet") == ["Who else should I meet?"]
    tagged = [question for question in STARTER if "first talk" in question.tags]
    assert len(listed(alice, tag="first talk", limit=200)) == len(tagged)


def test_the_seekers_edits_and_deletions_of_the_starter_set_are_theirs(alice: Client) -> None:
    alice.made("/questions/starter")
    edited, deleted = alice.seen("/questions", limit=2)["items"]
    alice.changed(f"/questions/{edited['id']}", text="In my own words?")
    alice.delete(f"/questions/{deleted['id']}", headers={"If-Match": "*"})
    assert alice.made("/questions/starter")["added"] == 0
    texts = listed(alice, limit=200)
    assert "In my own words?" in texts
    assert not {edited["text"], deleted["text"]} & set(texts)


def test_what_was_thrown_away_does_not_come_back_when_the_bin_is_emptied(
    server: Server, alice: Client, frozen: Time
) -> None:
    alice.made("/questions/starter", categories=["closing"])
    thrown = alice.seen("/questions", limit=1)["items"][0]
    alice.delete(f"/questions/{thrown['id']}", headers={"If-Match": "*"})
    frozen.passes(days=31)
    clean_for(server.database, alice.account_id)
    assert listed(alice, deleted="true") == []
    assert alice.made("/questions/starter", categories=["closing"])["added"] == 0


def test_topics_of_the_starter_set_can_be_taken_one_by_one(alice: Client) -> None:
    pay = [question.text for question in STARTER if question.category is Category.PAY]
    assert alice.made("/questions/starter", categories=["pay"]) == {"added": len(pay), "known": 0}
    assert listed(alice, sort="created_at") == pay
    assert alice.made("/questions/starter")["added"] == len(STARTER) - len(pay)


def test_everybody_has_a_bank_of_their_own(alice: Client, bob: Client) -> None:
    path = kept(alice)
    alice.made("/questions/starter")
    assert bob.seen("/questions")["items"] == []
    assert not any(item["taken"] for item in bob.seen("/questions/starter")["items"])
    assert bob.get(path).status_code == 404
    assert bob.patch(path, json={"text": "Mine?"}, headers={"If-Match": "*"}).status_code == 404
    assert bob.delete(path, headers={"If-Match": "*"}).status_code == 404
    assert bob.post(f"{path}/restore").status_code == 404
    assert bob.made("/questions/starter")["added"] == len(STARTER)


def test_nobody_checks_a_question_without_signing_in(nobody: Client) -> None:
    assert nobody.post("/questions/check", json={"text": "Why?"}).status_code == 401


def test_a_retried_question_is_kept_once(alice: Client) -> None:
    for _ in range(2):
        answer = alice.post("/questions", json={"text": "Why?"}, headers={"Idempotency-Key": "question-1"})
        assert answer.status_code == 201
    assert listed(alice) == ["Why?"]
