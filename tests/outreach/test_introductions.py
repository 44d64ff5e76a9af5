"""Who led to whom, over HTTP: steps are told to both timelines, follow the talks, and can be taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from halfhour.core.clock import clock
from halfhour.core.store import reading, writing
from halfhour.outreach import introductions
from halfhour.outreach.placeholders import Letter
from tests.conftest import Client, Server, Time
from tests.interviews.make import person, talk, timeline


def named(client: Client, introducer_id: str, introduced_id: str, **more: Any) -> str:
    """The id of a new introduction."""
    made = client.made("/introductions", introducer_id=introducer_id, introduced_id=introduced_id, **more)
    id_: str = made["id"]
    return id_


def pair(client: Client, **more: Any) -> tuple[str, str, str]:
    """Maria names Amina: the ids of the two and of the introduction."""
    maria, amina = person(client), person(client, "Amina Diallo")
    return maria, amina, named(client, maria, amina, **more)


def step(client: Client, id_: str, action: str, match: str = "*", **body: Any) -> Any:
    told = body if action != "take-back" else None
    return client.post(f"/introductions/{id_}/{action}", json=told, headers={"If-Match": match})


def test_whoever_is_named_is_kept_with_who_named_them_on_both_timelines(alice: Client) -> None:
    maria, amina, id_ = pair(alice, why="She built the data team.")
    shown = alice.seen(f"/introductions/{id_}")
    assert (shown["introducer_name"], shown["introduced_name"]) == ("Maria Keller", "Amina Diallo")
    assert (shown["state"], shown["why"], shown["loop_due"]) == ("suggested", "She built the data team.", False)
    assert [each["action"] for each in shown["allowed"]] == ["ask_for", "make", "meet"]
    assert [(each["what"], each["text"]) for each in timeline(alice, maria)] == [("introduced", "Named Amina Diallo.")]
    assert [(each["what"], each["text"]) for each in timeline(alice, amina)] == [("other", "Maria Keller named them.")]
    assert alice.seen(f"/contacts/{amina}")["source"] == "introduction"
    assert alice.seen(f"/contacts/{amina}")["last_touch_at"] is None


def test_how_somebody_was_found_stays_when_they_are_named_too(alice: Client) -> None:
    maria, kai = person(alice), person(alice, "Kai Brandt", source="alumni")
    named(alice, maria, kai)
    assert alice.seen(f"/contacts/{kai}")["source"] == "alumni"


def test_an_introduction_is_asked_for_made_met_and_told_of(alice: Client, frozen: Time) -> None:
    maria, amina, id_ = pair(alice)
    start = alice.seen("/events")["cursor"]
    seen = []
    for action in ("ask-for", "make", "meet", "close-loop"):
        frozen.passes(days=1)
        answer = step(alice, id_, action, channel="email")
        assert answer.status_code == 200, answer.text
        seen.append((answer.json()["state"], answer.json()["loop_due"]))
    assert seen == [("asked_for", False), ("made", False), ("met", True), ("met", False)]
    assert [(each["what"], each["text"]) for each in timeline(alice, maria)] == [
        ("introduced", "Named Amina Diallo."),
        ("message_out", "Asked for an introduction to Amina Diallo."),
        ("introduced", "Introduced Amina Diallo."),
        ("message_out", "Told them how it went with Amina Diallo."),
    ]
    assert [each["text"] for each in timeline(alice, amina)] == [
        "Maria Keller named them.", "Maria Keller introduced you.", "Met, thanks to Maria Keller.",
    ]  # fmt: skip
    types = [each["type"] for each in alice.seen("/events", after=start)["items"] if each["resource_id"] == id_]
    assert [each for each in types if each != "introduction.changed"] == [
        "introduction.asked_for", "introduction.made", "introduction.met", "introduction.loop_closed",
    ]  # fmt: skip


def test_a_step_that_is_not_open_is_refused_with_what_is(alice: Client) -> None:
    _, _, id_ = pair(alice)
    for way, refused in ((None, "close-loop"), ("ask-for", "ask-for"), ("make", "ask-for"), ("meet", "make")):
        if way:
            assert step(alice, id_, way).status_code == 200
        before = alice.seen(f"/introductions/{id_}")
        answer = step(alice, id_, refused)
        assert (answer.status_code, answer.json()["code"]) == (409, "illegal_step")
        assert answer.json()["allowed"] == before["allowed"] != []
        assert alice.seen(f"/introductions/{id_}") == before
    assert step(alice, id_, "close-loop").status_code == 200
    assert step(alice, id_, "close-loop").json()["code"] == "illegal_step"


def test_every_step_can_be_taken_back_with_what_it_told(alice: Client) -> None:
    maria, amina, id_ = pair(alice)
    steps = ("ask-for", "make", "meet", "close-loop")
    states, told = [alice.seen(f"/introductions/{id_}")["state"]], [(timeline(alice, maria), timeline(alice, amina))]
    for action in steps:
        states.append(step(alice, id_, action).json()["state"])
        told.append((timeline(alice, maria), timeline(alice, amina)))
    for number in range(len(steps), 0, -1):
        assert alice.seen(f"/introductions/{id_}")["state"] == states[number]
        assert (timeline(alice, maria), timeline(alice, amina)) == told[number]
        assert step(alice, id_, "take-back").status_code == 200
    assert (timeline(alice, maria), timeline(alice, amina)) == told[0]
    assert step(alice, id_, "take-back").json()["code"] == "illegal_step"


def test_a_step_on_an_old_page_or_in_the_future_is_refused(alice: Client) -> None:
    _, _, id_ = pair(alice)
    tag = alice.get(f"/introductions/{id_}").headers["etag"]
    assert step(alice, id_, "ask-for", match=tag).status_code == 200
    assert step(alice, id_, "make", match=tag).status_code == 412
    late = step(alice, id_, "make", at="2099-01-01T00:00:00Z")
    assert (late.status_code, late.json()["code"]) == (422, "in_the_future")


def test_an_introduction_that_was_made_at_once_is_noted_as_such(alice: Client) -> None:
    maria, amina, id_ = pair(alice, state="made", at="2026-01-05T09:00:00Z")
    shown = alice.seen(f"/introductions/{id_}")
    assert (shown["state"], shown["made_at"]) == ("made", shown["suggested_at"])
    assert alice.seen(f"/contacts/{amina}")["last_contact_at"].startswith("2026-01-05T09:00")
    assert step(alice, id_, "take-back").json()["state"] == "suggested"
    assert alice.seen(f"/contacts/{amina}")["last_contact_at"] is None
    assert len(timeline(alice, maria)) == 1


def test_nobody_names_themselves_and_strangers_are_not_known(alice: Client, bob: Client) -> None:
    maria, his = person(alice), person(bob)
    for by, to, pointer in ((his, maria, "#/introducer_id"), (maria, his, "#/introduced_id")):
        answer = alice.post("/introductions", json={"introducer_id": by, "introduced_id": to})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    answer = alice.post("/introductions", json={"introducer_id": maria, "introduced_id": maria})
    assert (answer.status_code, answer.json()["code"]) == (422, "self_introduction")


def test_whoever_is_left_alone_is_not_asked_for_introductions_and_no_loop_is_due(alice: Client) -> None:
    maria, amina, id_ = pair(alice)
    alice.changed(f"/contacts/{maria}", do_not_contact=True)
    answer = step(alice, id_, "ask-for")
    assert (answer.status_code, answer.json()["code"]) == (409, "do_not_contact")
    assert "ask_for" not in [each["action"] for each in answer.json()["allowed"]]
    talk(alice, "held", contact_id=amina)
    assert alice.seen(f"/introductions/{id_}")["state"] == "met"
    assert alice.seen("/introductions", loop_due=True)["items"] == []


def test_a_talk_that_was_held_meets_the_introduction_and_the_loop_is_due(alice: Client) -> None:
    _, amina, id_ = pair(alice)
    other = named(alice, person(alice, "Kai Brandt"), amina)
    id_of_talk = talk(alice, "scheduled", contact_id=amina)
    assert alice.seen("/introductions", loop_due=True)["items"] == []
    held = alice.moved(f"/interviews/{id_of_talk}/hold")
    for each in (id_, other):
        shown = alice.seen(f"/introductions/{each}")
        assert (shown["state"], shown["met_at"], shown["met_in_id"]) == ("met", held["held_at"], id_of_talk)
        assert shown["loop_due"]
    assert {each["id"] for each in alice.seen("/introductions", loop_due=True)["items"]} == {id_, other}
    refused = step(alice, id_, "take-back")
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_step")
    assert "Reopen that talk" in refused.json()["detail"]
    step(alice, id_, "close-loop")
    assert [each["id"] for each in alice.seen("/introductions", loop_due=True)["items"]] == [other]
    assert [each["id"] for each in alice.seen("/introductions", loop_due=False)["items"]] == [id_]


def test_a_talk_that_was_reopened_or_put_away_has_met_nobody(alice: Client) -> None:
    _, amina, id_ = pair(alice)
    step(alice, id_, "ask-for")
    first, second = (talk(alice, "scheduled", contact_id=amina) for _ in range(2))
    alice.moved(f"/interviews/{first}/hold")
    alice.moved(f"/interviews/{second}/hold")
    alice.moved(f"/interviews/{first}/reopen")
    assert alice.seen(f"/introductions/{id_}")["met_in_id"] == second
    alice.delete(f"/interviews/{second}", headers={"If-Match": "*"})
    shown = alice.seen(f"/introductions/{id_}")
    assert (shown["state"], shown["met_at"], shown["loop_due"]) == ("asked_for", None, False)
    alice.made(f"/interviews/{second}/restore")
    assert alice.seen(f"/introductions/{id_}")["state"] == "met"


def test_a_meeting_noted_by_hand_is_nobody_elses_to_take_away(alice: Client) -> None:
    _, amina, id_ = pair(alice)
    step(alice, id_, "meet", at="2026-01-05T09:00:00Z")
    held = talk(alice, "held", contact_id=amina)
    alice.moved(f"/interviews/{held}/reopen")
    shown = alice.seen(f"/introductions/{id_}")
    assert (shown["state"], shown["met_at"][:10], shown["met_in_id"]) == ("met", "2026-01-05", None)


def test_somebody_met_before_they_were_noted_as_named_is_met(alice: Client) -> None:
    maria, amina = person(alice), person(alice, "Amina Diallo")
    held = talk(alice, "held", contact_id=amina)
    assert alice.seen(f"/introductions/{named(alice, maria, amina)}")["met_in_id"] == held


def test_an_introduction_in_the_bin_takes_its_entries_along_and_brings_them_back(alice: Client) -> None:
    maria, amina, id_ = pair(alice)
    step(alice, id_, "make")
    told = timeline(alice, maria), timeline(alice, amina)
    assert alice.delete(f"/introductions/{id_}", headers={"If-Match": "*"}).status_code == 204
    assert (timeline(alice, maria), timeline(alice, amina)) == ([], [])
    assert alice.get(f"/introductions/{id_}").status_code == 404
    assert [each["id"] for each in alice.seen("/introductions", deleted=True)["items"]] == [id_]
    talk(alice, "held", contact_id=amina)
    assert alice.made(f"/introductions/{id_}/restore")["state"] == "met"
    assert timeline(alice, maria) == [{**each, "version": 3, "updated_at": now["updated_at"]} for each, now in
                                      zip(told[0], timeline(alice, maria), strict=True)]  # fmt: skip


def test_lists_tell_the_two_sides_and_the_states_apart(alice: Client) -> None:
    maria, amina, first = pair(alice)
    kai = person(alice, "Kai Brandt")
    second = named(alice, amina, kai)
    step(alice, second, "ask-for")

    def ids(**query: Any) -> list[str]:
        return [each["id"] for each in alice.seen("/introductions", **query)["items"]]

    assert ids(sort="suggested_at") == [first, second]
    assert ids(contact_id=amina, sort="suggested_at") == [first, second]
    assert ids(introducer_id=amina) == [second]
    assert ids(introduced_id=amina) == [first]
    assert ids(state="asked_for") == [second]
    assert ids(contact_id=maria) == [first]


def test_the_why_can_be_changed_and_nothing_else(alice: Client) -> None:
    _, _, id_ = pair(alice)
    assert alice.changed(f"/introductions/{id_}", why="She likes to explain.")["why"] == "She likes to explain."
    answer = alice.patch(f"/introductions/{id_}", json={"state": "met"}, headers={"If-Match": "*"})
    assert answer.status_code == 422


def test_people_in_the_bin_are_hidden_and_nothing_is_done_about_them(alice: Client) -> None:
    maria, amina, id_ = pair(alice)
    talk(alice, "held", contact_id=amina)
    alice.delete(f"/contacts/{maria}", headers={"If-Match": "*"})
    assert alice.seen("/introductions")["items"] == []
    assert alice.seen("/introductions/tree")["nodes"] == []
    answer = step(alice, id_, "close-loop")
    assert (answer.status_code, answer.json()["code"]) == (409, "contact_in_bin")
    assert alice.seen(f"/introductions/{id_}")["allowed"] == []
    alice.made(f"/contacts/{maria}/restore")
    assert [each["loop_due"] for each in alice.seen("/introductions")["items"]] == [True]


@pytest.mark.parametrize("kept_side", ["introducer", "introduced"])
def test_merging_keeps_the_introductions_of_both_and_taking_apart_gives_them_back(
    alice: Client, kept_side: str
) -> None:
    maria, amina, id_ = pair(alice)
    twin = person(alice, "Amina D.")
    other = named(alice, person(alice, "Kai Brandt"), twin) if kept_side == "introduced" else named(alice, twin, maria)
    merge = alice.moved(f"/contacts/{amina}/merge", contact_id=twin)
    shown = alice.seen(f"/introductions/{other}")
    assert shown["introduced_id" if kept_side == "introduced" else "introducer_id"] == amina
    assert {each["id"] for each in alice.seen("/introductions", contact_id=amina)["items"]} == {id_, other}
    assert len(alice.seen("/introductions/tree")["nodes"]) == (3 if kept_side == "introduced" else 2)
    alice.made(f"/contacts/{amina}/merges/{merge['id']}/undo")
    assert [each["id"] for each in alice.seen("/introductions", contact_id=twin)["items"]] == [other]


def test_two_entries_of_one_person_that_named_each_other_are_no_loop(alice: Client, server: Server) -> None:
    maria, amina, id_ = pair(alice)
    talk(alice, "held", contact_id=amina)
    merge = alice.moved(f"/contacts/{maria}/merge", contact_id=amina)
    assert alice.seen("/introductions")["items"] == []
    assert alice.seen("/introductions/tree")["nodes"] == []
    assert alice.get(f"/introductions/{id_}").status_code == 404
    with reading(server.database, alice.account_id) as store:
        assert introductions.loops_due(store) == introductions.waiting(store) == []
    alice.made(f"/contacts/{maria}/merges/{merge['id']}/undo")
    assert alice.seen(f"/introductions/{id_}")["loop_due"]


def test_the_tree_shows_who_led_to_whom_in_order(alice: Client) -> None:
    people = {name: person(alice, name) for name in ("Maria", "Amina", "Kai", "Lena", "Tom")}
    pairs = (("Maria", "Amina"), ("Amina", "Kai"), ("Maria", "Lena"), ("Kai", "Maria"), ("Lena", "Kai"), ("Tom", "Tim"))
    people["Tim"] = person(alice, "Tim")
    ids = [named(alice, people[by], people[to]) for by, to in pairs]
    talk(alice, "held", contact_id=people["Maria"])
    talk(alice, "declined", contact_id=people["Kai"])
    tree = alice.seen("/introductions/tree")
    names = {id_: name for name, id_ in people.items()}
    assert [(each["name"], names.get(each["parent_id"]), each["depth"]) for each in tree["nodes"]] == [
        ("Maria", None, 0), ("Amina", "Maria", 1), ("Kai", "Amina", 2), ("Lena", "Maria", 1), ("Tom", None, 0),
        ("Tim", "Tom", 1),
    ]  # fmt: skip
    assert [each["id"] for each in tree["edges"]] == ids
    assert [each["branch"] for each in tree["edges"]] == [True, True, True, False, False, True]
    shown = {each["name"]: (each["met"], each["alive"], each["quiet"]) for each in tree["nodes"]}
    assert shown["Maria"] == (True, True, None)
    assert shown["Kai"] == (False, False, "The talk did not come about.")
    assert shown["Amina"] == (False, True, None)
    assert tree["complete"]


def test_a_branch_dies_90_days_after_the_last_exchange(alice: Client) -> None:
    def ago(days: float) -> str:
        return (clock.now() - timedelta(days=days)).isoformat()

    maria, amina, _ = pair(alice, state="made", at=ago(200))
    alice.moved(f"/interviews/{talk(alice, contact_id=maria)}/hold", at=ago(95))
    alice.moved(f"/interviews/{talk(alice, contact_id=amina)}/hold", at=ago(91))
    nodes = alice.seen("/introductions/tree")["nodes"]
    assert [(each["alive"], each["quiet"]) for each in nodes] == [(False, "Met, and no exchange for 90 days.")] * 2
    alice.made(f"/contacts/{amina}/activities", what="call", at=ago(89))
    nodes = alice.seen("/introductions/tree")["nodes"]
    assert [(each["alive"], each["quiet"] is None) for each in nodes] == [(True, False), (True, True)]


def test_later_steps_may_suggest_and_ask_who_is_waited_for_and_whom_to_tell(alice: Client, server: Server) -> None:
    maria, amina, kai = person(alice), person(alice, "Amina Diallo"), person(alice, "Kai Brandt")
    said_in = talk(alice, "held", contact_id=maria)
    with writing(server.database, alice.account_id) as store:
        first = introductions.suggest(store, maria, amina, said_in_id=said_in, why="Her boss.")
        assert introductions.suggest(store, maria, amina, said_in_id=said_in) == first
        second = introductions.suggest(store, maria, kai)
    shown = alice.seen(f"/introductions/{first}")
    assert (shown["said_in_id"], shown["why"]) == (said_in, "Her boss.")
    assert timeline(alice, maria)[-2]["about_id"] == said_in
    with reading(server.database, alice.account_id) as store:
        assert [each["id"] for each in introductions.waiting(store)] == [first, second]
        assert introductions.loops_due(store) == []
    talk(alice, "held", contact_id=kai)
    with reading(server.database, alice.account_id) as store:
        assert [(each["introduced_name"], each["state"]) for each in introductions.waiting(store)] == [
            ("Amina Diallo", "suggested")
        ]
        (due,) = introductions.loops_due(store)
    assert (due["id"], due["introducer_name"], due["introduced_name"]) == (second, "Maria Keller", "Kai Brandt")


def test_letters_know_who_named_their_reader_and_whom_the_reader_is_to_be_told_about(
    alice: Client, server: Server
) -> None:
    maria, amina, _ = pair(alice)
    met = person(alice, "Kai Brandt")
    named(alice, maria, met)

    def said(contact_id: str) -> Mapping[str, str | None]:
        with reading(server.database, alice.account_id) as store:
            return dict(introductions.names(store, Letter(contact_id)))

    assert said(amina) == {"introducer.given_name": "Maria", "introducer.full_name": "Maria Keller"}
    assert said(maria)["introduced.full_name"] == "Kai Brandt"
    talk(alice, "held", contact_id=amina)
    assert said(maria)["introduced.full_name"] == "Amina Diallo"
    alice.moved(f"/introductions/{alice.seen('/introductions', loop_due=True)['items'][0]['id']}/close-loop")
    assert said(maria)["introduced.full_name"] == "Kai Brandt"
    assert said(person(alice, "Nobody's Friend")) == {}
