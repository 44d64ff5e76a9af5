"""Talks are planned, changed, listed, found and put away."""

from typing import Any

import pytest

from tests.conftest import Client, Time
from tests.interviews.make import AT_NINE, LONG_PAST, act, person, talk


def career(client: Client, title: str = "Clinical data manager") -> str:
    id_: str = client.made("/careers", title=title)["id"]
    return id_


def names(page: dict[str, Any]) -> list[str]:
    return [each["contact_name"] for each in page["items"]]


def test_with_whom_is_all_that_a_talk_needs(alice: Client) -> None:
    contact_id = person(alice, headline="Data manager", time_zone="Europe/Berlin")
    answer = alice.post("/interviews", json={"contact_id": contact_id})
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"].endswith(f"/interviews/{made['id']}")
    assert (made["state"], made["minutes"], made["goal"], made["careers"]) == ("planned", 30, "", [])
    assert (made["contact_name"], made["contact_headline"]) == ("Maria Keller", "Data manager")
    assert made["contact_time_zone"] == "Europe/Berlin"
    assert [each["action"] for each in made["allowed"]] == ["request", "schedule", "hold", "cancel"]
    assert made["agenda_summary"] == {
        "item_count": 0, "must_count": 0, "if_time_count": 0, "open_count": 0, "asked_count": 0, "skipped_count": 0,
        "struck_count": 0,
        "planned_minutes": 0, "must_minutes": 0, "minutes": 30, "fits": True, "over_by": 0, "closing_present": False,
    }  # fmt: skip
    assert made == alice.seen(f"/interviews/{made['id']}") == alice.seen("/interviews")["items"][0]
    assert alice.seen(f"/contacts/{contact_id}")["stage"] == "planned"


def test_a_talk_says_which_careers_it_is_about(alice: Client) -> None:
    data, care = career(alice), career(alice, "Midwife")
    id_ = talk(alice, career_ids=[care, data])
    assert {(each["id"], each["title"]) for each in alice.seen(f"/interviews/{id_}")["careers"]} == {
        (data, "Clinical data manager"), (care, "Midwife"),
    }  # fmt: skip
    assert [each["title"] for each in alice.changed(f"/interviews/{id_}", career_ids=[care])["careers"]] == ["Midwife"]
    alice.delete(f"/careers/{care}", headers={"If-Match": "*"})
    assert alice.seen(f"/interviews/{id_}")["careers"] == []


def test_a_talk_is_with_a_contact_and_about_careers_of_ones_own(alice: Client, bob: Client) -> None:
    theirs, career_id = person(bob), career(bob)
    binned = person(alice)
    alice.delete(f"/contacts/{binned}", headers={"If-Match": "*"})
    for contact_id in (theirs, binned):
        refused = alice.post("/interviews", json={"contact_id": contact_id})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/contact_id")
    refused = alice.post("/interviews", json={"contact_id": person(alice), "career_ids": [career_id]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/career_ids")
    assert alice.seen("/interviews")["items"] == []


def test_a_change_leaves_what_is_left_out_and_clears_what_is_null(alice: Client) -> None:
    id_ = talk(alice, mode="video", place="Café", meeting_link="https://meet.example.org/m", goal="The day", minutes=20)
    changed = alice.changed(f"/interviews/{id_}", place=None, minutes=45)
    assert (changed["place"], changed["minutes"], changed["mode"], changed["goal"]) == (None, 45, "video", "The day")
    assert changed["version"] == 2


@pytest.mark.parametrize(
    "body",
    [
        {"minutes": None}, {"minutes": 4}, {"minutes": 481}, {"goal": None}, {"career_ids": None}, {"state": "held"},
        {"contact_id": "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"}, {"mode": "telepathy"},
        {"meeting_link": "javascript:alert(1)"}, {"meeting_link": "not a link"}, {"held_at": None},
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_and_changes_nothing(alice: Client, body: dict[str, Any]) -> None:
    id_ = talk(alice)
    before = alice.seen(f"/interviews/{id_}")
    assert alice.patch(f"/interviews/{id_}", json=body, headers={"If-Match": "*"}).status_code == 422
    assert alice.seen(f"/interviews/{id_}") == before


def test_a_stale_change_is_refused(alice: Client) -> None:
    id_ = talk(alice)
    tag = alice.get(f"/interviews/{id_}").headers["etag"]
    alice.moved(f"/interviews/{id_}/request")
    assert alice.patch(f"/interviews/{id_}", json={"goal": "x"}, headers={"If-Match": tag}).status_code == 412
    assert alice.delete(f"/interviews/{id_}", headers={"If-Match": tag}).status_code == 412
    assert alice.get(f"/interviews/{id_}", headers={"If-None-Match": tag}).status_code == 200


def test_an_unchanged_talk_is_not_sent_again(alice: Client) -> None:
    id_ = talk(alice)
    tag = alice.get(f"/interviews/{id_}").headers["etag"]
    assert alice.get(f"/interviews/{id_}", headers={"If-None-Match": tag}).status_code == 304


def test_a_list_is_cut_down_to_what_a_screen_shows(alice: Client) -> None:
    data = career(alice)
    anna, ben, cleo, dora = (person(alice, name) for name in ("Anna A", "Ben B", "Cleo C", "Dora D"))
    talk(alice, contact_id=anna, career_ids=[data])
    talk(alice, "requested", contact_id=ben)
    alice.moved(f"/interviews/{talk(alice, contact_id=cleo, career_ids=[data])}/schedule", **AT_NINE)
    talk(alice, "scheduled", contact_id=dora)
    talk(alice, "declined", contact_id=anna)

    def listed(**query: Any) -> list[str]:
        return names(alice.seen("/interviews", sort="contact_name", **query))

    assert listed(state="requested") == ["Ben B"]
    assert listed(open=True) == ["Anna A", "Ben B", "Cleo C", "Dora D"]
    assert listed(open=False) == ["Anna A"]
    assert listed(contact_id=anna) == ["Anna A", "Anna A"]
    assert listed(career_id=data) == ["Anna A", "Cleo C"]
    assert listed(career_id=data, open=True, state="scheduled") == ["Cleo C"]
    assert listed(**{"from": "2031-12-01T08:00:00Z"}) == ["Cleo C"]
    assert listed(**{"from": "2021-12-01T00:00:00Z", "to": "2031-12-01T08:00:00Z"}) == ["Dora D"]
    assert names(alice.seen("/interviews", sort="-starts_at"))[:2] == ["Cleo C", "Dora D"]
    assert names(alice.seen("/interviews", sort="starts_at"))[3:] == ["Dora D", "Cleo C"]
    assert alice.get("/interviews", params={"colour": "red"}).status_code == 422


def test_a_talk_that_just_happened_has_its_place_in_the_calendar(alice: Client) -> None:
    id_ = talk(alice)
    alice.moved(f"/interviews/{id_}/hold", at="2026-01-05T09:00:00Z")
    window = {"from": "2026-01-05T00:00:00Z", "to": "2026-01-06T00:00:00Z"}
    assert [each["id"] for each in alice.seen("/interviews", **window)["items"]] == [id_]


@pytest.mark.parametrize("sort", ["updated_at", "-updated_at", "created_at", "starts_at", "-starts_at", "contact_name"])
def test_pages_follow_each_other_without_a_gap(alice: Client, sort: str) -> None:
    contact_id = person(alice)
    ids = [talk(alice, "scheduled" if n % 2 else "planned", contact_id=contact_id) for n in range(7)]
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = alice.seen("/interviews", sort=sort, limit=2, **cursor)
        seen += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert sorted(seen) == sorted(ids)


def test_a_talk_is_found_by_the_name_the_goal_the_place_the_questions_and_the_answers(alice: Client) -> None:
    contact_id = person(alice, "Maria Keller")
    id_ = talk(alice, contact_id=contact_id, goal="Night shifts", place="Café Riquet")
    talk(alice, contact_id=person(alice, "Ben Brandt"))
    item = alice.made(f"/interviews/{id_}/agenda", text="What does a bad day look like?")
    alice.changed(f"/interviews/{id_}/agenda/{item['id']}", answer="Three audits in a week")
    for words in ("maria", "keller night", "riquet", "bad day", "audits"):
        assert [each["id"] for each in alice.seen("/interviews", q=words)["items"]] == [id_], words
        assert ("interview", id_) in [
            (each["kind"], each["id"]) for each in alice.seen("/search", q=words, kinds="interview")["items"]
        ]
    alice.changed(f"/contacts/{contact_id}", full_name="Maria Brandt")
    assert alice.seen("/interviews", q="keller")["items"] == []
    assert names(alice.seen("/interviews", q="brandt", sort="contact_name")) == ["Ben Brandt", "Maria Brandt"]


def test_a_talk_in_the_bin_is_out_of_sight_and_comes_back_whole(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "scheduled", contact_id=contact_id)
    alice.made(f"/interviews/{id_}/agenda", text="What does a bad day look like?")
    before = alice.seen(f"/interviews/{id_}")
    assert alice.delete(f"/interviews/{id_}", headers={"If-Match": "*"}).status_code == 204
    assert alice.get(f"/interviews/{id_}").status_code == 404
    assert alice.get(f"/interviews/{id_}/agenda").status_code == 404
    assert act(alice, id_, "hold").status_code == 404
    assert alice.seen("/interviews")["items"] == alice.seen("/interviews", q="maria")["items"] == []
    [binned] = alice.seen("/interviews", deleted=True)["items"]
    assert (binned["id"], binned["allowed"]) == (id_, [])
    contact = alice.seen(f"/contacts/{contact_id}")
    assert (contact["stage"], contact["next_talk_at"]) == ("new", None)
    after = alice.made(f"/interviews/{id_}/restore")
    assert {name for name in before if before[name] != after[name]} == {"version", "updated_at"}
    contact = alice.seen(f"/contacts/{contact_id}")
    assert (contact["stage"], contact["next_talk_at"]) == ("scheduled", before["starts_at"])


def test_talks_with_people_in_the_bin_are_hidden_until_these_come_back(alice: Client) -> None:
    contact_id = person(alice)
    id_ = talk(alice, "requested", contact_id=contact_id)
    alice.delete(f"/contacts/{contact_id}", headers={"If-Match": "*"})
    for query in ({}, {"q": "maria"}, {"contact_id": contact_id}, {"state": "requested"}):
        assert alice.seen("/interviews", **query)["items"] == []
    assert alice.seen("/search", q="maria")["items"] == []
    alice.made(f"/contacts/{contact_id}/restore")
    assert [each["id"] for each in alice.seen("/interviews", q="maria")["items"]] == [id_]
    assert alice.seen(f"/contacts/{contact_id}")["stage"] == "asked"


@pytest.mark.parametrize(
    ("local", "zone", "instant", "shown"),
    [
        ("2026-12-01T09:00", "Europe/Berlin", "2026-12-01T08:00", "2026-12-01T09:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00", "2026-03-29T03:00"),
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30", "2026-10-25T02:30"),
    ],
)
def test_a_time_is_agreed_as_the_clock_on_the_wall_shows_it(
    alice: Client, local: str, zone: str, instant: str, shown: str
) -> None:
    contact_id = person(alice)
    id_ = talk(alice, contact_id=contact_id)
    agreed = alice.moved(
        f"/interviews/{id_}/schedule", starts_at_local=local, time_zone=zone, mode="in_person", place="Café", minutes=20
    )
    assert (agreed["starts_at"][:16], agreed["starts_at_local"], agreed["time_zone"]) == (instant, shown, zone)
    assert (agreed["mode"], agreed["place"], agreed["minutes"]) == ("in_person", "Café", 20)
    assert alice.seen(f"/contacts/{contact_id}")["next_talk_at"] == agreed["starts_at"]
    moved = alice.moved(f"/interviews/{id_}/reschedule", starts_at_local="2026-12-02T10:00", time_zone="Asia/Tokyo")
    assert (moved["starts_at"][:16], moved["place"], moved["minutes"]) == ("2026-12-02T01:00", "Café", 20)
    assert alice.seen(f"/contacts/{contact_id}")["next_talk_at"] == moved["starts_at"]


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"starts_at_local": "2026-12-01T09:00:00Z"}, "#/starts_at_local"),
        ({"starts_at_local": "2026-12-01T09:00+01:00"}, "#/starts_at_local"),
        ({"starts_at_local": "2026-02-30T09:00"}, "#/starts_at_local"),
        ({"starts_at_local": "2026-12-01T24:00"}, "#/starts_at_local"),
        ({"starts_at_local": "1026-12-01T09:00"}, "#/starts_at_local"),
        ({"starts_at_local": "２０２６-12-01T09:00"}, "#/starts_at_local"),
        ({"starts_at_local": "2026-12-01"}, "#/starts_at_local"),
        ({"starts_at_local": None}, "#/starts_at_local"),
        ({"time_zone": "Europe/Leipzig"}, "#/time_zone"),
        ({"time_zone": "../../etc/passwd"}, "#/time_zone"),
        ({"time_zone": "+01:00"}, "#/time_zone"),
        ({"time_zone": None}, "#/time_zone"),
        ({"starts_at": "2026-12-01T08:00:00Z"}, "#/starts_at"),
    ],
)
def test_a_time_that_no_clock_shows_is_refused(alice: Client, told: dict[str, Any], pointer: str) -> None:
    id_ = talk(alice)
    answer = act(alice, id_, "schedule", **told)
    assert answer.status_code == 422
    assert pointer in [each["pointer"] for each in answer.json()["errors"]]
    assert alice.seen(f"/interviews/{id_}")["state"] == "planned"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "0999-12-31T00:00:00Z", "9999-12-31T23:59:59-14:00"])
def test_an_instant_that_no_calendar_of_ours_holds_is_refused(alice: Client, at: str) -> None:
    id_ = talk(alice)
    assert act(alice, id_, "request", at=at).status_code == 422
    assert [alice.get("/interviews", params={name: at}).status_code for name in ("from", "to")] == [422, 422]


def test_the_next_talk_of_a_contact_is_the_earliest_one_still_to_be_dealt_with(alice: Client, frozen: Time) -> None:
    contact_id = person(alice)
    late, early = (talk(alice, contact_id=contact_id) for _ in range(2))
    at = alice.moved(f"/interviews/{late}/schedule", **AT_NINE)["starts_at"]
    soon = alice.moved(f"/interviews/{early}/schedule", **LONG_PAST)["starts_at"]
    frozen.passes(days=1)
    assert alice.seen(f"/contacts/{contact_id}")["next_talk_at"] == soon
    alice.moved(f"/interviews/{early}/hold")
    assert alice.seen(f"/contacts/{contact_id}")["next_talk_at"] == at
    alice.moved(f"/interviews/{late}/cancel")
    contact = alice.seen(f"/contacts/{contact_id}")
    assert (contact["next_talk_at"], contact["stage"]) == (None, "met")


def test_a_stranger_sees_no_talk(alice: Client, bob: Client) -> None:
    id_ = talk(alice)
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/restore"), ("GET", "/agenda")):
        answer = bob.request(
            method, f"/interviews/{id_}{path}", headers={"If-Match": "*"}, json={} if method == "PATCH" else None
        )
        assert answer.status_code == 404, (method, path)
    assert bob.seen("/interviews")["items"] == []
