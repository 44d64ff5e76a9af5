"""What all talks say of a career, and of careers side by side."""

from typing import Any

import pytest

from halfhour.core.clock import new_id
from tests.conftest import Client
from tests.debriefs.make import assumption, career, code, criterion, find, held, path, rate


@pytest.fixture
def data(alice: Client) -> str:
    """The id of a career of Alice's."""
    return career(alice)


def seen(client: Client, career_id: str) -> dict[str, Any]:
    return client.seen(f"/careers/{career_id}/evidence")


def employer(client: Client, name: str) -> str:
    id_: str = client.made("/organizations", name=name)["id"]
    return id_


def test_evidence_names_who_said_what_in_which_talk(alice: Client, data: str) -> None:
    evenings = criterion(alice, weight=5)
    ward = employer(alice, "St. Anne's Hospital")
    id_ = held(alice, data, organization_id=ward, level="senior", at="2026-10-01T08:00:00Z")
    item = alice.made(f"/interviews/{id_}/agenda", text="When do you go home?", answer="At four.")["id"]
    rate(alice, id_, data, evenings, 2, evidence="“Home for dinner.”", agenda_item_id=item)
    [shown] = seen(alice, data)["criteria"]
    assert (shown["name"], shown["weight"], shown["strength"]) == ("Evenings at home", 5, "data_point")
    [said] = shown["ratings"]
    assert said == {
        "interview_id": id_,
        "held_at": "2026-10-01T08:00:00Z",
        "contact_id": alice.seen(f"/interviews/{id_}")["contact_id"],
        "contact_name": "Maria Keller",
        "organization_name": "St. Anne's Hospital",
        "level": "senior",
        "rating": 2,
        "evidence": "“Home for dinner.”",
        "note_id": None,
        "agenda_item_id": item,
    }
    alice.delete(f"/interviews/{id_}/agenda/{item}", headers={"If-Match": "*"})
    assert seen(alice, data)["criteria"][0]["ratings"][0]["agenda_item_id"] is None


def test_two_independent_people_support_and_colleagues_do_not(alice: Client, data: str) -> None:
    evenings, statistics, pay = (criterion(alice, name) for name in ("Evenings", "Statistics", "Pay"))
    ward, cro = employer(alice, "St. Anne's"), employer(alice, "Kappa CRO")
    anna = held(alice, data, name="Anna A", organization_id=ward)
    cleo = held(alice, data, name="Cleo C", organization_id=ward)
    ben = held(alice, data, name="Ben B", organization_id=cro)
    for id_, rating in ((anna, 2), (cleo, 1)):
        rate(alice, id_, data, evenings, rating)
    for id_, rating in ((anna, 2), (ben, 1)):
        rate(alice, id_, data, statistics, rating)
    for id_, rating in ((ben, 2), (cleo, -1)):
        rate(alice, id_, data, pay, rating)
    shown = {each["name"]: each for each in seen(alice, data)["criteria"]}
    assert {name: each["strength"] for name, each in shown.items()} == {
        "Evenings": "data_point", "Statistics": "supported", "Pay": "contradicted",
    }  # fmt: skip
    assert [each["rating"] for each in shown["Pay"]["ratings"]] == [-1, 2]
    assert (shown["Pay"]["low"], shown["Pay"]["high"]) == (-1.5, 2)


def test_whom_somebody_led_to_is_no_independent_voice(alice: Client, data: str) -> None:
    evenings = criterion(alice)
    talks = [held(alice, data, name=name) for name in ("Anna A", "Ben B")]
    for id_ in talks:
        rate(alice, id_, data, evenings, 1)
    assert seen(alice, data)["criteria"][0]["strength"] == "supported"
    anna, ben = (alice.seen(f"/interviews/{id_}")["contact_id"] for id_ in talks)
    alice.made("/introductions", introducer_id=ben, introduced_id=anna)
    assert seen(alice, data)["criteria"][0]["strength"] == "data_point"


def test_the_fit_is_an_interval_with_how_much_is_known(alice: Client, data: str) -> None:
    evenings = criterion(alice, "Evenings", 4)
    criterion(alice, "Untested", 1)
    assert seen(alice, data)["fit"] is None
    id_ = held(alice, data)
    rate(alice, id_, data, evenings, 2, evidence="Home for dinner.")
    shown = seen(alice, data)
    assert shown["fit"] == {"low": 0.4, "high": 2.0, "heard_low": 1.0, "heard_high": 2.0, "leaning": "for"}
    assert (shown["weight_tested"], shown["weight_total"]) == (4, 5)
    assert (shown["talk_count"], shown["person_count"]) == (1, 1)


def test_being_referred_earns_no_fit_points(alice: Client, data: str) -> None:
    id_ = held(alice, data)
    rate(alice, id_, data, criterion(alice), 1)
    before = seen(alice, data)["fit"]
    for name in ("Tom Tran", "Ute Ulm", "Vera Voss"):
        alice.made("/contacts", full_name=name, source="introduction", how_found="Maria named them", career_ids=[data])
    alice.changed(path(id_), verdict="energising", leads="Three people to meet!")
    assert seen(alice, data)["fit"] == before


def test_what_is_untested_is_named(alice: Client, data: str) -> None:
    evenings, pay = criterion(alice, "Evenings", 4), criterion(alice, "Pay", 1)
    tested, other = assumption(alice, data, "It is quiet."), assumption(alice, data, "It pays.")
    id_ = held(alice, data)
    rate(alice, id_, data, evenings, -1)
    find(alice, id_, tested, "refuted", evidence="“Open plan.”")
    shown = seen(alice, data)
    assert shown["untested_criteria"] == [{"id": pay, "name": "Pay"}]
    assert shown["open_assumptions"] == [{"id": other, "name": "It pays."}]
    assert [(each["claim"], each["state"], len(each["findings"])) for each in shown["assumptions"]] == [
        ("It is quiet.", "refuted", 1), ("It pays.", "open", 0),
    ]  # fmt: skip
    [said] = shown["assumptions"][0]["findings"]
    assert (said["contact_name"], said["finding"], said["evidence"]) == ("Maria Keller", "refuted", "“Open plan.”")


def test_talks_are_listed_with_their_verdicts_the_latest_first(alice: Client, data: str) -> None:
    first = held(alice, data, at="2026-10-01T08:00:00Z")
    held(alice, data, name="Tom Tran", at="2026-10-02T08:00:00Z")
    held(alice, career(alice, "Medical writer"), name="Of another career")
    alice.changed(path(first), verdict="disappointing", summary="Not for me.")
    assert [(each["contact_name"], each["verdict"], each["summary"]) for each in seen(alice, data)["talks"]] == [
        ("Tom Tran", None, ""), ("Maria Keller", "disappointing", "Not for me."),
    ]  # fmt: skip


def test_what_lies_in_the_bin_says_nothing(alice: Client, data: str) -> None:
    evenings, pay = criterion(alice), criterion(alice, "Pay")
    gone, kept = held(alice, data), held(alice, data, name="Tom Tran")
    for id_ in (gone, kept):
        rate(alice, id_, data, evenings, 1)
    rate(alice, kept, data, pay, 1)
    contact_id = alice.seen(f"/interviews/{gone}")["contact_id"]
    for what in (f"/contacts/{contact_id}", f"/criteria/{pay}"):
        alice.delete(what, headers={"If-Match": "*"})
    shown = seen(alice, data)
    assert [(each["name"], len(each["ratings"])) for each in shown["criteria"]] == [("Evenings at home", 1)]
    assert shown["talk_count"] == 1
    alice.delete(f"/careers/{data}", headers={"If-Match": "*"})
    assert alice.get(f"/careers/{data}/evidence").status_code == 404


def test_one_person_entered_twice_is_one_voice_once_they_are_merged(alice: Client, data: str) -> None:
    evenings = criterion(alice)
    first, second = held(alice, data), held(alice, data, name="M. Keller")
    for id_ in (first, second):
        rate(alice, id_, data, evenings, 1)
    assert seen(alice, data)["criteria"][0]["strength"] == "supported"
    kept, gone = (alice.seen(f"/interviews/{id_}")["contact_id"] for id_ in (first, second))
    alice.post(f"/contacts/{kept}/merge", json={"contact_id": gone}, headers={"If-Match": "*"})
    shown = seen(alice, data)
    assert (shown["criteria"][0]["strength"], shown["person_count"]) == ("data_point", 1)
    assert {each["contact_name"] for each in shown["criteria"][0]["ratings"]} == {"Maria Keller"}


def test_careers_stand_side_by_side_by_the_same_criteria(alice: Client, data: str) -> None:
    evenings, pay = criterion(alice, "Evenings", 4), criterion(alice, "Pay", 2)
    writer = career(alice, "Medical writer")
    rate(alice, held(alice, data), data, evenings, 2)
    rate(alice, held(alice, writer, name="Tom Tran"), writer, pay, -2)
    both = alice.seen("/careers/compare", ids=f"{writer},{data}")["careers"]
    assert [each["title"] for each in both] == ["Medical writer", "Clinical data manager"]
    for each in both:
        assert [shown["id"] for shown in each["criteria"]] == [evenings, pay]
        assert each == seen(alice, each["career_id"])


def test_a_comparison_takes_two_to_four_careers_of_ones_own(alice: Client, bob: Client, data: str) -> None:
    bobs = career(bob)
    others = [career(alice, f"Career {n}") for n in range(4)]
    assert len(alice.seen("/careers/compare", ids=",".join([data, *others[:3]]))["careers"]) == 4
    answers = [
        alice.get("/careers/compare", params={"ids": ids})
        for ids in (data, f"{data},{data}", ",".join([data, *others]), f"{data};{others[0]}", "")
    ]
    assert {code(each) for each in answers} == {(422, "invalid")}
    foreign, missing = (alice.get("/careers/compare", params={"ids": f"{data},{id_}"}) for id_ in (bobs, new_id()))
    assert code(foreign) == (422, "invalid")
    assert foreign.json() == missing.json()
