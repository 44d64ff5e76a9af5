"""The agenda: questions in an order that two can't tangle, within the agreed time, with the closing one or not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.conftest import Client
from tests.interviews.make import talk


def question(client: Client, text: str, category: str = "typical_day") -> str:
    id_: str = client.made("/questions", text=text, category=category)["id"]
    return id_


def put(client: Client, id_: str, *texts: str, **more: Any) -> list[str]:
    """The ids of items put at the end of the agenda."""
    return [client.made(f"/interviews/{id_}/agenda", text=text, **more)["id"] for text in texts]


def seen(client: Client, id_: str) -> list[str]:
    """The texts on the agenda, whose places must be numbered without a gap."""
    items = client.seen(f"/interviews/{id_}/agenda")["items"]
    assert [each["position"] for each in items] == list(range(len(items)))
    return [each["text"] for each in items]


def order(client: Client, id_: str, ids: list[str], match: str = "*") -> Any:
    return client.put(f"/interviews/{id_}/agenda/order", json={"item_ids": ids}, headers={"If-Match": match})


def test_a_question_of_ones_own_stands_at_the_end_with_three_minutes(alice: Client) -> None:
    id_ = talk(alice)
    answer = alice.post(f"/interviews/{id_}/agenda", json={"text": " What does a bad day look like? "})
    item = answer.json()
    assert answer.status_code == 201
    assert alice.get(answer.headers["location"]).json() == item
    assert (item["text"], item["position"], item["priority"]) == ("What does a bad day look like?", 0, "must")
    assert (item["planned_minutes"], item["state"], item["closing"], item["question_id"]) == (3, "open", False, None)
    put(alice, id_, "Second?")
    alice.made(f"/interviews/{id_}/agenda", text="Between?", position=1)
    alice.made(f"/interviews/{id_}/agenda", text="Far beyond?", position=99)
    assert seen(alice, id_) == ["What does a bad day look like?", "Between?", "Second?", "Far beyond?"]


def test_a_question_of_the_bank_is_copied_so_that_an_edit_there_leaves_the_agenda_alone(alice: Client) -> None:
    id_, bank = talk(alice), question(alice, "What does a day look like?")
    item = alice.made(f"/interviews/{id_}/agenda", question_id=bank)
    alice.changed(f"/questions/{bank}", text="Something else?")
    alice.delete(f"/questions/{bank}", headers={"If-Match": "*"})
    kept = alice.seen(f"/interviews/{id_}/agenda/{item['id']}")
    assert (kept["text"], kept["question_id"]) == ("What does a day look like?", bank)
    reworded = alice.post(f"/interviews/{id_}/agenda", json={"question_id": bank})
    assert (reworded.status_code, reworded.json()["errors"][0]["pointer"]) == (422, "#/question_id")


def test_questions_of_the_bank_are_added_together_once_each_and_in_the_order_chosen(alice: Client) -> None:
    id_ = talk(alice)
    ids = [question(alice, f"What about {n}?") for n in range(3)]
    put(alice, id_, "Mine?")
    agenda = alice.made(f"/interviews/{id_}/agenda/from-bank", question_ids=[ids[2], ids[0]], priority="if_time")
    assert [each["text"] for each in agenda["items"]] == ["Mine?", "What about 2?", "What about 0?"]
    assert {each["priority"] for each in agenda["items"][1:]} == {"if_time"}
    alice.made(f"/interviews/{id_}/agenda/from-bank", question_ids=ids, planned_minutes=5)
    assert seen(alice, id_) == ["Mine?", "What about 2?", "What about 0?", "What about 1?"]


def test_a_question_of_somebody_elses_bank_is_refused_and_none_is_added(alice: Client, bob: Client) -> None:
    id_, mine, theirs = talk(alice), question(alice, "Mine?"), question(bob, "Theirs?")
    refused = alice.post(f"/interviews/{id_}/agenda/from-bank", json={"question_ids": [mine, theirs]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/question_ids/1")
    assert alice.post(f"/interviews/{id_}/agenda", json={"question_id": theirs}).status_code == 422
    assert alice.post(f"/interviews/{id_}/agenda", json={"priority": "must"}).status_code == 422
    assert seen(alice, id_) == []


def test_the_agenda_says_whether_it_fits_and_how_it_closes(alice: Client) -> None:
    id_ = talk(alice, minutes=15)
    put(alice, id_, "One?", "Two?", planned_minutes=5)
    extra = alice.made(f"/interviews/{id_}/agenda", text="Three?", planned_minutes=7, priority="if_time")
    summary = alice.seen(f"/interviews/{id_}/agenda")["summary"]
    assert summary == {
        "item_count": 3, "must_count": 2, "if_time_count": 1, "open_count": 3, "asked_count": 0, "skipped_count": 0,
        "struck_count": 0,
        "planned_minutes": 17, "must_minutes": 10, "minutes": 15, "fits": False, "over_by": 2, "closing_present": False,
    }  # fmt: skip
    assert alice.seen(f"/interviews/{id_}")["agenda_summary"] == summary
    assert alice.seen("/interviews")["items"][0]["agenda_summary"] == summary
    alice.changed(f"/interviews/{id_}/agenda/{extra['id']}", state="skipped")
    closing = alice.made(f"/interviews/{id_}/agenda", text="Who else should I talk to?")
    summary = alice.seen(f"/interviews/{id_}/agenda")["summary"]
    assert (summary["planned_minutes"], summary["fits"], summary["closing_present"]) == (13, True, True)
    assert (summary["skipped_count"], summary["item_count"]) == (1, 4)
    alice.changed(f"/interviews/{id_}/agenda/{closing['id']}", text="What is next for you?")
    assert alice.seen(f"/interviews/{id_}/agenda")["summary"]["closing_present"] is False
    assert alice.changed(f"/interviews/{id_}", minutes=10)["agenda_summary"]["over_by"] == 3


def test_a_question_that_the_bank_calls_closing_closes_in_any_words(alice: Client) -> None:
    id_, bank = talk(alice), question(alice, "Wen sollte ich noch treffen?", "closing")
    item = alice.made(f"/interviews/{id_}/agenda", question_id=bank, text="Mit wem soll ich noch reden?")
    assert item["closing"] is True
    assert alice.changed(f"/interviews/{id_}/agenda/{item['id']}", text="Und wen noch?")["closing"] is True


def test_the_agenda_is_put_into_another_order(alice: Client) -> None:
    id_ = talk(alice)
    a, b, c = put(alice, id_, "A?", "B?", "C?")
    versions = [each["version"] for each in alice.seen(f"/interviews/{id_}/agenda")["items"]]
    answer = order(alice, id_, [c, a, b])
    assert [each["text"] for each in answer.json()["items"]] == seen(alice, id_) == ["C?", "A?", "B?"]
    assert answer.headers["etag"] == alice.get(f"/interviews/{id_}/agenda").headers["etag"]
    assert [each["version"] for each in answer.json()["items"]] == versions, "a new place is nobody's edit of an item"
    assert alice.seen("/events", types="agenda.changed")["items"][-1]["resource_id"] == id_


@pytest.mark.parametrize("wrong", ["missing", "twice", "foreign", "removed", "empty"])
def test_an_order_that_does_not_name_each_item_once_is_refused(alice: Client, bob: Client, wrong: str) -> None:
    id_ = talk(alice)
    a, b, gone = put(alice, id_, "A?", "B?", "Gone?")
    alice.delete(f"/interviews/{id_}/agenda/{gone}", headers={"If-Match": "*"})
    [foreign] = put(bob, talk(bob), "Theirs?")
    ids = {"missing": [b], "twice": [b, a, a], "foreign": [b, a, foreign], "removed": [gone, b, a], "empty": []}[wrong]
    tag = alice.get(f"/interviews/{id_}/agenda").headers["etag"]
    refused = order(alice, id_, ids)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/item_ids")
    assert seen(alice, id_) == ["A?", "B?"]
    assert alice.get(f"/interviews/{id_}/agenda").headers["etag"] == tag


def test_who_arranges_an_old_agenda_is_told_so(alice: Client) -> None:
    id_ = talk(alice)
    a, b = put(alice, id_, "A?", "B?")
    tag = alice.get(f"/interviews/{id_}/agenda").headers["etag"]
    put(alice, id_, "C?")
    assert order(alice, id_, [b, a], tag).status_code == 412
    assert alice.put(f"/interviews/{id_}/agenda/order", json={"item_ids": [b, a]}).status_code == 428
    assert seen(alice, id_) == ["A?", "B?", "C?"]


def test_an_answer_does_not_disturb_who_arranges_nor_who_moves_the_talk(alice: Client) -> None:
    id_ = talk(alice)
    a, b = put(alice, id_, "A?", "B?")
    agenda, interview = (alice.get(f"/interviews/{id_}{path}").headers["etag"] for path in ("/agenda", ""))
    alice.changed(f"/interviews/{id_}/agenda/{a}", answer="Yes")
    assert order(alice, id_, [b, a], agenda).status_code == 200
    assert alice.post(f"/interviews/{id_}/hold", json={}, headers={"If-Match": interview}).status_code == 200


def test_of_many_who_arrange_at_once_one_does_and_nothing_is_lost(alice: Client) -> None:
    id_ = talk(alice)
    ids = put(alice, id_, *(f"{n}?" for n in range(6)))
    tag = alice.get(f"/interviews/{id_}/agenda").headers["etag"]
    orders = [ids[n:] + ids[:n] for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda each: order(alice, id_, each, tag).status_code, orders))
    assert sorted(answers) == [200, *[412] * 5]
    assert sorted(seen(alice, id_)) == [f"{n}?" for n in range(6)]


def test_adding_removing_and_arranging_at_once_leaves_places_without_a_gap(alice: Client) -> None:
    id_ = talk(alice)
    ids = put(alice, id_, *(f"{n}?" for n in range(8)))

    def job(n: int) -> int:
        if n % 3 == 0:
            return alice.post(f"/interviews/{id_}/agenda", json={"text": f"new {n}?", "position": 0}).status_code
        if n % 3 == 1:
            path = f"/interviews/{id_}/agenda/{ids[n // 3]}"
            return alice.delete(path, headers={"If-Match": "*"}).status_code
        now = alice.get(f"/interviews/{id_}/agenda")
        turned = [each["id"] for each in now.json()["items"]][::-1]
        return int(order(alice, id_, turned, now.headers["etag"]).status_code)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(job, range(18)))
    assert set(answers) <= {200, 201, 204, 412}
    assert sorted(seen(alice, id_)) == sorted(["6?", "7?", *(f"new {n}?" for n in range(0, 18, 3))])


def test_of_many_who_answer_at_once_one_does(alice: Client) -> None:
    id_ = talk(alice)
    [item] = put(alice, id_, "A?")
    path = f"/interviews/{id_}/agenda/{item}"
    tag = alice.get(path).headers["etag"]
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(
                lambda n: alice.patch(path, json={"answer": f"answer {n}"}, headers={"If-Match": tag}).status_code,
                range(8),
            )
        )
    assert sorted(answers) == [200, *[412] * 7]


def test_a_question_taken_off_comes_back_to_its_place(alice: Client) -> None:
    id_ = talk(alice)
    a, b, c = put(alice, id_, "A?", "B?", "C?")
    assert alice.delete(f"/interviews/{id_}/agenda/{b}", headers={"If-Match": "*"}).status_code == 204
    assert seen(alice, id_) == ["A?", "C?"]
    assert alice.get(f"/interviews/{id_}/agenda/{b}").status_code == 404
    assert alice.made(f"/interviews/{id_}/agenda/{b}/restore")["position"] == 1
    assert seen(alice, id_) == ["A?", "B?", "C?"]
    alice.made(f"/interviews/{id_}/agenda/{b}/restore")
    assert seen(alice, id_) == ["A?", "B?", "C?"]
    for each in (a, b, c):
        alice.delete(f"/interviews/{id_}/agenda/{each}", headers={"If-Match": "*"})
    alice.made(f"/interviews/{id_}/agenda/{c}/restore")
    assert seen(alice, id_) == ["C?"]


def test_an_answer_marks_a_question_as_asked_and_taking_that_back_is_possible(alice: Client) -> None:
    id_ = talk(alice)
    [item] = put(alice, id_, "A?")
    path = f"/interviews/{id_}/agenda/{item}"
    asked = alice.changed(path, answer="Three audits in a week.")
    assert (asked["state"], asked["asked_at"] is None) == ("asked", False)
    assert alice.changed(path, answer="Four.")["asked_at"] == asked["asked_at"]
    assert alice.changed(path, asked_at="2026-01-05T09:00:00Z")["asked_at"].startswith("2026-01-05T09:00")
    back = alice.changed(path, state="open")
    assert (back["state"], back["asked_at"], back["answer"]) == ("open", None, "Four.")


def test_a_question_that_came_up_in_the_talk_was_asked_in_it_and_took_no_planned_time(alice: Client) -> None:
    id_ = talk(alice)
    item = alice.made(f"/interviews/{id_}/agenda", text="Why audits?", unplanned=True, asked_at="2026-01-05T09:12:00Z")
    assert (item["unplanned"], item["state"], item["planned_minutes"]) == (True, "asked", 0)
    assert item["asked_at"].startswith("2026-01-05T09:12")
    noted = alice.made(f"/interviews/{id_}/agenda", text="And then?", answer="She laughed.")
    assert (noted["state"], noted["asked_at"] is None) == ("asked", False)
    assert alice.made(f"/interviews/{id_}/agenda", text="Later?", unplanned=True, state="open")["state"] == "open"
    ahead = {"asked_at": "2099-01-01T00:00:00Z"}
    for refused in (
        alice.post(f"/interviews/{id_}/agenda", json={"text": "When?", **ahead}),
        alice.patch(f"/interviews/{id_}/agenda/{item['id']}", json=ahead, headers={"If-Match": "*"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (422, "in_the_future")


def test_an_item_is_reached_through_its_own_talk_only(alice: Client, bob: Client) -> None:
    mine, other, theirs = talk(alice), talk(alice), talk(bob)
    [item] = put(alice, mine, "A?")
    for client, id_ in ((alice, other), (bob, theirs), (bob, mine)):
        for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/restore")):
            body = {"json": {"answer": "x"}} if method == "PATCH" else {}
            answer = client.request(method, f"/interviews/{id_}/agenda/{item}{path}", headers={"If-Match": "*"}, **body)
            assert answer.status_code == 404, (method, path)
    assert seen(alice, mine) == ["A?"]


def test_an_agenda_that_is_full_says_so(alice: Client) -> None:
    id_ = talk(alice)
    ids = [question(alice, f"What about {n}?") for n in range(101)]
    alice.made(f"/interviews/{id_}/agenda/from-bank", question_ids=ids)
    more = [question(alice, f"And {n}?") for n in range(100)]
    refused = alice.post(f"/interviews/{id_}/agenda/from-bank", json={"question_ids": more})
    assert (refused.status_code, refused.json()["code"]) == (422, "agenda_full")
    alice.made(f"/interviews/{id_}/agenda/from-bank", question_ids=more[1:])
    assert alice.post(f"/interviews/{id_}/agenda", json={"text": "One more?"}).json()["code"] == "agenda_full"
    assert len(seen(alice, id_)) == 200
