"""The profile: there from the start, written by the first change, and never written by reading."""

import pytest

from tests.conftest import Client


def test_before_anything_is_written_the_profile_is_empty(alice: Client) -> None:
    profile = alice.seen("/profile")
    assert profile["id"] == alice.account_id
    assert profile["version"] == 0
    assert profile["updated_at"] is None
    assert profile["joys"] == []
    assert profile["goals_5_years"] == ""
    assert profile["signature"] is None


def test_reading_the_empty_profile_changes_nothing(alice: Client) -> None:
    before = alice.seen("/events")["items"]
    alice.seen("/profile")
    assert alice.seen("/events")["items"] == before
    assert alice.seen("/profile")["version"] == 0


def test_the_first_change_takes_the_etag_of_the_empty_profile(alice: Client) -> None:
    etag = alice.get("/profile").headers["ETag"]
    answer = alice.patch("/profile", json={"joys": ["Teaching students"]}, headers={"If-Match": etag})
    assert answer.status_code == 200, answer.text
    assert answer.json()["joys"] == ["Teaching students"]
    assert answer.json()["version"] == 1
    assert alice.seen("/profile") == answer.json()


def test_a_second_first_change_is_stale(alice: Client) -> None:
    empty = alice.get("/profile").headers["ETag"]
    alice.changed("/profile", current_work="Nurse")
    answer = alice.patch("/profile", json={"current_work": "Porter"}, headers={"If-Match": empty})
    assert answer.status_code == 412
    assert answer.json()["current_version"] == 1
    assert alice.seen("/profile")["current_work"] == "Nurse"


def test_a_version_that_never_was_is_stale(alice: Client) -> None:
    answer = alice.patch("/profile", json={"current_work": "Porter"}, headers={"If-Match": '"3"'})
    assert answer.status_code == 412
    assert answer.json()["current_version"] == 0
    assert alice.seen("/profile")["version"] == 0


def test_without_if_match_nothing_is_written(alice: Client) -> None:
    assert alice.patch("/profile", json={"current_work": "Porter"}).status_code == 428
    assert alice.seen("/profile")["version"] == 0


def test_what_is_left_out_stays_and_null_clears_a_contact_detail(alice: Client) -> None:
    alice.changed("/profile", signature="Alice A.", phone="+49 341 555 0101", dislikes=["Alarms", "Night shifts"])
    after = alice.changed("/profile", phone=None, goals_1_year="A desk by a window.")
    assert after["phone"] is None
    assert after["signature"] == "Alice A."
    assert after["dislikes"] == ["Alarms", "Night shifts"]
    assert after["goals_1_year"] == "A desk by a window."


def test_an_emptied_form_field_clears_a_contact_detail(alice: Client) -> None:
    alice.changed("/profile", email="alice@example.org", link="https://example.org/alice")
    after = alice.changed("/profile", email="  ", link="")
    assert (after["email"], after["link"]) == (None, None)


def test_a_list_is_replaced_whole_in_its_order(alice: Client) -> None:
    alice.changed("/profile", values=["Calm", "Truth"])
    assert alice.changed("/profile", values=["Truth", "Bread", "Calm"])["values"] == ["Truth", "Bread", "Calm"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("joys", None),
        ("current_work", None),
        ("joys", "Teaching"),
        ("joys", [""]),
        ("joys", ["x" * 301]),
        ("joys", ["y"] * 101),
        ("email", "no address"),
        ("goals_1_year", "nul\0"),
        ("salary", "a lot"),
    ],
)
def test_what_the_profile_cannot_hold_is_refused_by_field(alice: Client, field: str, value: object) -> None:
    answer = alice.patch("/profile", json={field: value}, headers={"If-Match": "*"})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(f"#/{field}")
    assert alice.seen("/profile")["version"] == 0


def test_each_person_has_their_own_profile(alice: Client, bob: Client) -> None:
    alice.changed("/profile", current_work="Nurse")
    assert bob.seen("/profile")["current_work"] == ""
    assert bob.changed("/profile", current_work="Baker")["id"] == bob.account_id
    assert alice.seen("/profile")["current_work"] == "Nurse"


def test_writing_is_told_to_the_change_feed_without_the_words(alice: Client) -> None:
    alice.changed("/profile", current_work="Unmistakable")
    alice.changed("/profile", current_work="Unmistakable too")
    events = [each for each in alice.seen("/events")["items"] if each["type"].startswith("profile.")]
    assert [each["type"] for each in events] == ["profile.created", "profile.changed"]
    assert events[1]["data"] == {"fields": ["current_work"]}
    assert "Unmistakable" not in str(events)
