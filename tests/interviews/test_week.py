"""A week of talks: what is agreed and on offer, what is free, the ways, and what does not fit."""

from typing import Any

from tests.conftest import Client, Time
from tests.interviews.make import person, talk

MONDAY = "2031-12-01"


def at(client: Client, name: str, local: str, **more: Any) -> str:
    """The id of a talk that is scheduled then, in Berlin."""
    id_ = talk(client, contact_id=person(client, name), **more)
    client.moved(f"/interviews/{id_}/schedule", starts_at_local=local, time_zone="Europe/Berlin")
    return id_


def week(client: Client, start: str = MONDAY, zone: str = "Europe/Berlin") -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = client.seen("/interviews/week", start=start, time_zone=zone)["days"]
    return days


def test_a_week_has_seven_days_with_their_talks_in_order(alice: Client) -> None:
    late, early = at(alice, "Maria", "2031-12-01T16:00"), at(alice, "Kai", "2031-12-01T09:00")
    at(alice, "Before", "2031-11-30T23:59")
    at(alice, "After", "2031-12-08T00:00")
    sunday = at(alice, "Amina", "2031-12-07T23:45")
    days = week(alice)
    assert [each["date"] for each in days] == [f"2031-12-0{day}" for day in range(1, 8)]
    assert days[0]["day"] == "Monday, 1 December 2031"
    assert [each["interview_id"] for each in days[0]["talks"]] == [early, late]
    assert [(each["begins"], each["ends"]) for each in days[0]["talks"]] == [("09:00", "09:30"), ("16:00", "16:30")]
    assert [each["interview_id"] for each in days[6]["talks"]] == [sunday]
    assert [len(each["talks"]) for each in days] == [2, 0, 0, 0, 0, 0, 1]
    tokyo = week(alice, zone="Asia/Tokyo")
    found = [(each["begins"], each["contact_name"]) for each in tokyo[0]["talks"]]
    assert found == [("07:59", "Before"), ("17:00", "Kai")]
    assert [each["contact_name"] for each in tokyo[1]["talks"]] == ["Maria"]


def test_the_ways_are_planned_with_the_talks(alice: Client) -> None:
    cafe = at(alice, "Maria", "2031-12-01T09:00", mode="in_person", place="Café", travel_minutes=25)
    clinic = at(alice, "Kai", "2031-12-01T10:00", mode="in_person", place="Clinic")
    monday = week(alice)[0]
    assert [(each["leave"], each["back"]) for each in monday["talks"]] == [("08:35", "09:55"), (None, None)]
    assert [(each["kind"], each["minutes"]) for each in monday["conflicts"]] == [("travel_unknown", 0)]
    version = monday["talks"][1]["version"]
    told = alice.patch(f"/interviews/{clinic}", json={"travel_minutes": 45}, headers={"If-Match": f'"{version}"'})
    assert told.status_code == 200, told.text
    monday = week(alice)[0]
    assert monday["travel_minutes"] == 140
    assert monday["conflicts"] == [
        {
            "kind": "too_tight",
            "interview_ids": [cafe, clinic],
            "minutes": 15,
            "words": "Only 30 minutes between Maria and Kai: the way takes 45.",
        }
    ]


def test_free_time_is_what_neither_talks_nor_ways_take(alice: Client) -> None:
    at(alice, "Maria", "2031-12-01T11:00", mode="in_person", place="Café", travel_minutes=60)
    monday, tuesday = week(alice)[:2]
    assert [(each["begins"], each["ends"], each["minutes"]) for each in monday["gaps"]] == [
        ("08:00", "10:00", 120), ("12:30", "18:00", 330),
    ]  # fmt: skip
    assert [(each["begins"], each["ends"]) for each in tuesday["gaps"]] == [("08:00", "18:00")]
    assert all(each["gaps"] == [] for each in week(alice, start="2020-01-06"))


def test_open_offers_stand_in_the_week_until_one_is_chosen(alice: Client) -> None:
    at(alice, "Kai", "2031-12-02T09:15")
    id_ = talk(alice)
    body = {"times": ["2031-12-01T09:00", "2031-12-02T09:00"], "time_zone": "Europe/Berlin"}
    assert alice.put(f"/interviews/{id_}/offers", json=body, headers={"If-Match": "*"}).status_code == 200
    monday, tuesday = week(alice)[:2]
    assert [(each["interview_id"], each["begins"]) for each in monday["offers"]] == [(id_, "09:00")]
    assert monday["conflicts"] == []
    assert [each["kind"] for each in tuesday["conflicts"]] == ["overlap"]
    assert id_ in tuesday["conflicts"][0]["interview_ids"]
    alice.moved(f"/interviews/{id_}/schedule", starts_at_local="2031-12-01T09:00", time_zone="Europe/Berlin")
    monday, tuesday = week(alice)[:2]
    assert (monday["offers"], tuesday["offers"]) == ([], [])
    assert [each["interview_id"] for each in monday["talks"]] == [id_]


def test_talks_that_were_called_off_or_put_away_take_no_time(alice: Client) -> None:
    cancelled, away = at(alice, "Maria", "2031-12-01T09:00"), at(alice, "Kai", "2031-12-01T09:00")
    alice.moved(f"/interviews/{cancelled}/cancel")
    alice.delete(f"/interviews/{away}", headers={"If-Match": "*"})
    assert week(alice)[0]["talks"] == []


def test_a_day_on_which_clocks_change_keeps_its_hours(alice: Client) -> None:
    at(alice, "Maria", "2032-10-31T09:00")
    sunday = week(alice, start="2032-10-31")[0]
    assert [(each["begins"], each["ends"]) for each in sunday["gaps"]] == [("08:00", "09:00"), ("09:30", "18:00")]


def test_the_week_begins_on_this_monday_unless_one_says_otherwise(alice: Client, frozen: Time) -> None:
    frozen.at = 1_796_162_400.0  # Tuesday, 1 December 2026, 22:00 in UTC
    shown = alice.seen("/interviews/week")
    assert (shown["start"], shown["time_zone"]) == ("2026-11-30", "UTC")
    assert alice.get("/interviews/week?time_zone=Mars/Olympus").status_code == 422
    assert alice.get("/interviews/week?start=2026-02-30").status_code == 422
    assert alice.seen("/interviews/week", start="9999-12-31")["start"] == "9990-01-01"
