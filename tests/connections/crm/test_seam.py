"""What each CRM must do alike, and what becomes of a server that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from halfhour.connections.crm import rules, speaking
from halfhour.connections.crm.fields import HELD
from halfhour.connections.crm.kinds import KINDS
from halfhour.connections.crm.models import CrmKind, What
from halfhour.connections.crm.seam import Crm, Gone, Later, Refused, Rejected, Sought, Theirs, Trouble, Values
from halfhour.core.settings import Settings
from tests.connections.crm.fake import KEY, Fake, Reply, always, running, slow
from tests.connections.crm.fake_hubspot import FakeHubSpot
from tests.connections.crm.fake_monica import FakeMonica
from tests.connections.crm.fake_twenty import FakeTwenty

MARK = "hh0123456789abcdef"
MARIA: Values = {
    "given_name": "Maria", "family_name": "Keller", "email": "maria@example.org", "headline": "Data manager",
    "company": "St. Anne", "linkedin": "https://www.linkedin.com/in/maria-keller", "phone": "+49 341 1234",
}  # fmt: skip
THINGS: dict[What, Values] = {
    What.TALK: {
        "title": "Talk with Maria Keller", "starts_at": "2026-11-20T09:00:00Z", "ends_at": "2026-11-20T09:30:00Z",
        "outcome": HELD, "place": "Café Anna",
    },
    What.FOLLOW_UP: {"title": "Thank Maria Keller for the talk", "due_at": "2026-11-21T09:30:00Z", "done": False},
    What.NOTE: {"text": "Likes <tea> & cake.\n\nSecond line.", "written_at": "2026-11-20T10:00:00Z"},
}  # fmt: skip


def settings(fake: Fake, **more: Any) -> Settings:
    return Settings(_env_file=None, hubspot_url=fake.url, **{"reach_private": ["127.0.0.0/8"], **more})


def names(kind: CrmKind) -> Any:
    """Every field that can go there, switched on."""
    phone = {"hubspot": "phone", "twenty": "phones.primaryPhoneNumber", "monica": "contactfields.phone"}
    return rules.names(KINDS[kind].specs, {"person": {"phone": phone.get(kind.value)}})


def opened(fake: Fake, key: str = KEY, **more: Any) -> Crm:
    kind = CrmKind(fake.kind)
    return KINDS[kind].open(settings(fake, **more), names(kind), fake.url if KINDS[kind].hosted else "", key)


@pytest.fixture(params=[FakeHubSpot, FakeTwenty, FakeMonica], ids=lambda made: made.kind)
def fake(request: pytest.FixtureRequest) -> Iterator[Fake]:
    with running(request.param()) as serving:
        yield serving


@pytest.fixture
def crm(fake: Fake) -> Iterator[Crm]:
    with opened(fake) as speaking_with:
        speaking_with.who()
        yield speaking_with


def mapped(fake: Fake, what: What, values: Values) -> Values:
    return {field: values[field] for field in names(CrmKind(fake.kind))[what] if field in values}


def sought(*emails: str, given: str = "Maria", family: str = "Keller", began: datetime | None = None) -> Sought:
    return Sought(emails, given, family, began, MARK)


def made_person(crm: Crm, fake: Fake, **values: Any) -> Theirs:
    return crm.create(What.PERSON, None, mapped(fake, What.PERSON, {**MARIA, **values}), MARK)


def refused(crm: Crm, kind: type[Trouble], call: Callable[[], Any]) -> Trouble:
    with pytest.raises(kind) as caught:
        call()
    assert caught.value.says.endswith(".")
    assert caught.value.advice.endswith(".")
    assert KEY not in caught.value.says + caught.value.advice
    return caught.value


def test_a_good_key_says_whose_it_is(crm: Crm, fake: Fake) -> None:
    assert crm.who().name in ("account 4711", fake.url.removeprefix("http://"), "Nora Berg")


def test_a_wrong_key_is_told(fake: Fake) -> None:
    with opened(fake, "another-key") as crm:
        trouble = refused(crm, Refused, crm.who)
    assert "does not accept the key" in trouble.says
    assert "new key" in trouble.advice


def test_a_person_is_there_as_they_are_here_and_can_be_read(crm: Crm, fake: Fake) -> None:
    if isinstance(fake, FakeTwenty):
        fake.company("St. Anne")
    made = made_person(crm, fake)
    [person] = fake.people()
    assert {field: person.get(field) for field in MARIA} == MARIA
    assert crm.read(What.PERSON, made.id).values == MARIA
    assert made.link is not None


@pytest.mark.parametrize("what", THINGS)
def test_a_thing_is_on_its_person_and_can_be_read(crm: Crm, fake: Fake, what: What) -> None:
    person, values = made_person(crm, fake), mapped(fake, what, THINGS[what])
    made = crm.create(what, person.id, values, MARK)
    [there] = fake.things(what)
    assert there["person"] == person.id
    read = crm.read(what, made.id).values
    if fake.kind == "monica":  # which keeps days
        values = {name: f"{str(v)[:10]}T00:00:00Z" if name.endswith("_at") else v for name, v in values.items()}
    assert read == values


def test_somebody_is_found_by_any_of_their_addresses_whatever_the_case(crm: Crm, fake: Fake) -> None:
    fake.have(given_name="Jonas", email="jonas@example.org")
    id_ = fake.have(given_name="Mary", family_name="Other", email="maria@example.org")
    found = crm.find_person(sought("m.keller@example.com", "Maria@Example.org"))
    assert found is not None
    assert (found.id, found.values["given_name"]) == (id_, "Mary")


def test_nobody_is_taken_for_somebody_of_the_same_name_or_a_like_address(crm: Crm, fake: Fake) -> None:
    fake.have(given_name="Maria", family_name="Keller", email="mariaXexample.org@example.net")
    assert crm.find_person(sought("maria@example.org")) is None
    assert crm.find_person(sought()) is None


def test_whom_a_try_that_broke_off_has_made_is_found_without_an_address(crm: Crm, fake: Fake) -> None:
    made = made_person(crm, fake, email=None)
    found = crm.find_person(sought(began=datetime.now(UTC) - timedelta(minutes=5)))
    assert found is not None
    assert found.id == made.id


@pytest.mark.parametrize("what", THINGS)
def test_a_thing_that_a_try_has_made_is_found_by_its_mark_however_many_there_are(
    crm: Crm, fake: Fake, what: What
) -> None:
    fake.paged = 2
    person, values = made_person(crm, fake), mapped(fake, what, THINGS[what])
    made = crm.create(what, person.id, values, MARK)
    for number in range(4):
        crm.create(what, person.id, values, f"hh{number:016x}")
    found = crm.find(what, person.id, MARK, values)
    assert found is not None
    assert found.id == made.id
    assert crm.find(what, person.id, "hhffffffffffffffff", values) is None


def test_only_what_is_given_is_written(crm: Crm, fake: Fake) -> None:
    made = made_person(crm, fake)
    fake.edit(made.id, "headline", "Edited by hand")
    crm.change(What.PERSON, made.id, None, {"family_name": "Berg", "email": "m.berg@example.org"}, MARK)
    [person] = fake.people()
    assert (person["given_name"], person["family_name"]) == ("Maria", "Berg")
    assert (person["email"], person["headline"]) == ("m.berg@example.org", "Edited by hand")


@pytest.mark.parametrize("field", ["headline", "linkedin", "phone"])
def test_what_is_empty_here_now_is_emptied_there(crm: Crm, fake: Fake, field: str) -> None:
    made = made_person(crm, fake)
    crm.change(What.PERSON, made.id, None, {field: None}, MARK)
    assert not fake.people()[0].get(field)
    assert crm.read(What.PERSON, made.id).values[field] is None


def test_a_follow_up_is_ticked_off_and_nothing_else(crm: Crm, fake: Fake) -> None:
    person = made_person(crm, fake)
    made = crm.create(What.FOLLOW_UP, person.id, THINGS[What.FOLLOW_UP], MARK)
    crm.change(What.FOLLOW_UP, made.id, person.id, {"done": True}, MARK)
    [task] = fake.things(What.FOLLOW_UP)
    assert (task["done"], task["title"], task["person"]) == (True, "Thank Maria Keller for the talk", person.id)
    assert crm.read(What.FOLLOW_UP, made.id).values == {**crm.read(What.FOLLOW_UP, made.id).values, "done": True}
    assert crm.find(What.FOLLOW_UP, person.id, MARK, THINGS[What.FOLLOW_UP]) is not None


def test_a_talk_that_was_moved_is_moved(crm: Crm, fake: Fake) -> None:
    person = made_person(crm, fake)
    made = crm.create(What.TALK, person.id, mapped(fake, What.TALK, THINGS[What.TALK]), MARK)
    crm.change(What.TALK, made.id, person.id, {"starts_at": "2026-11-25T15:00:00Z"}, MARK)
    moved = crm.read(What.TALK, made.id).values
    assert str(moved["starts_at"]).startswith("2026-11-25T")
    assert (moved["title"], moved["place"]) == ("Talk with Maria Keller", "Café Anna")


def test_what_is_gone_is_told_as_gone(crm: Crm, fake: Fake) -> None:
    made = made_person(crm, fake)
    fake.forget(What.PERSON, made.id)
    for call in (
        lambda: crm.read(What.PERSON, made.id),
        lambda: crm.change(What.PERSON, made.id, None, {"headline": "New"}, MARK),
    ):
        assert "any more" in refused(crm, Gone, call).says


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry_After": "17"}, 17),
        (429, {}, None),
        (503, {"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 1),
        (500, {"Retry_After": "soon"}, None),
        (502, {}, None),
        (408, {}, None),
    ],
)
def test_a_server_that_can_not_just_now_is_waited_for(
    crm: Crm, fake: Fake, status: int, headers: dict[str, str], wait: int | None
) -> None:
    fake.misbehave = always(status, **headers)
    trouble = refused(crm, Later, crm.who)
    assert isinstance(trouble, Later)
    assert trouble.wait == (timedelta(seconds=wait) if wait is not None else None)


@pytest.mark.parametrize(
    "body",
    [b"<html>Welcome</html>", b"[]", b"null", b"{", b'{"data": 1}', b'{"results": {}}', b"\xff\xfe", b"9" * 5000],
)
def test_a_server_that_lies_is_not_believed(crm: Crm, fake: Fake, body: bytes) -> None:
    fake.misbehave = always(200, body)
    trouble = refused(crm, Later, lambda: crm.create(What.PERSON, None, {"given_name": "Maria"}, MARK))
    assert "address" in trouble.advice


@pytest.mark.parametrize("id_", ["../1", "a b", "", True, None, 1.5, {"a": 1}, "x" * 201])
def test_an_id_that_is_none_is_not_kept(crm: Crm, fake: Fake, id_: object) -> None:
    row = {"id": id_, "properties": {}, "first_name": "Maria"}
    wrapped = {"hubspot": row, "twenty": {"data": {"createPerson": row}}, "monica": {"data": row}}[fake.kind]
    fake.misbehave = always(201, wrapped)
    refused(crm, Later, lambda: crm.create(What.PERSON, None, {"given_name": "Maria"}, MARK))


def test_an_answer_without_end_is_cut_off(crm: Crm, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.misbehave = always(200, b"{" + b" " * (speaking.MOST + 1))
    assert "can't be used" in refused(crm, Later, crm.who).says


def test_a_slow_server_is_not_waited_for_without_end(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "SECONDS", 0.1)
    fake.misbehave = slow(0.4)
    with opened(fake) as crm:
        assert "in time" in refused(crm, Later, crm.who).says


def test_a_server_that_leads_elsewhere_is_not_followed(crm: Crm, fake: Fake) -> None:
    fake.misbehave = always(302, Location=f"{fake.url}/elsewhere")
    before = len(fake.asked)
    assert "leads on" in refused(crm, Refused, crm.who).says
    assert len(fake.asked) == before + 1


def test_a_server_that_says_our_key_is_not_repeated(crm: Crm, fake: Fake) -> None:
    said = f"bad\n\x1b[31m {KEY} " + "x" * 1000
    fake.misbehave = always(400, {"message": said, "messages": [said], "error": {"message": [said]}})
    trouble = refused(crm, Rejected, lambda: crm.create(What.PERSON, None, {"given_name": "Maria"}, MARK))
    assert len(trouble.says) < 400
    assert "\x1b" not in trouble.says


def test_a_private_address_is_not_reached(fake: Fake) -> None:
    with opened(fake, reach_private=[]) as crm:
        assert "does not go there" in refused(crm, Refused, crm.who).says
    assert fake.asked == []


def test_a_server_that_is_not_there_is_told(fake: Fake) -> None:
    fake.url = "http://127.0.0.1:1"
    with opened(fake) as crm:
        assert "can't be reached" in refused(crm, Later, crm.who).says


def test_a_key_that_may_not_is_told_what_it_lacks(crm: Crm, fake: Fake) -> None:
    context = {"requiredGranularScopes": ["crm.objects.contacts.write"]}
    fake.misbehave = always(403, {"category": "MISSING_SCOPES", "errors": [{"message": "no", "context": context}]})
    trouble = refused(crm, Refused, lambda: crm.create(What.PERSON, None, {"given_name": "Maria"}, MARK))
    assert ("crm.objects.contacts.write" in trouble.advice) == (fake.kind == "hubspot")


def test_two_people_with_the_addresses_of_one_are_not_chosen_between(crm: Crm, fake: Fake) -> None:
    for email in ("maria@example.org", "m.keller@example.com"):
        fake.have(given_name="Maria", email=email)
    emails = ("maria@example.org", "m.keller@example.com")
    assert "several" in refused(crm, Rejected, lambda: crm.find_person(sought(*emails))).says


def test_a_key_that_may_not_ask_for_the_account_is_good_enough() -> None:
    with running(FakeHubSpot()) as fake:
        fake.misbehave = lambda asked: Reply(403, {}) if asked.path.startswith("/account-info") else None
        with opened(fake) as crm:
            assert crm.who().name == "your account"
            assert made_person(crm, fake).link is None


def test_a_monica_that_refuses_with_a_200_has_refused() -> None:
    with running(FakeMonica(quiet_refusals=True)) as fake, opened(fake) as crm:
        trouble = refused(crm, Rejected, lambda: crm.create(What.PERSON, None, {"given_name": "x" * 300}, MARK))
        assert "too long" in trouble.says


def test_monica_keeps_a_birthday_rather_than_be_renamed_from_outside() -> None:
    with running(FakeMonica()) as fake, opened(fake) as crm:
        id_ = fake.have(given_name="Maria", birthdate="1981-05-06T00:00:00Z")
        trouble = refused(crm, Rejected, lambda: crm.change(What.PERSON, id_, None, {"given_name": "Marie"}, MARK))
        assert "birthday" in trouble.says
        crm.change(What.PERSON, id_, None, {"headline": "Head of data", "email": "m@example.org"}, MARK)
        [person] = fake.people()
        assert (person["given_name"], person["birthdate"]) == ("Maria", "1981-05-06T00:00:00Z")
        assert (person["headline"], person["email"]) == ("Head of data", "m@example.org")


@pytest.mark.parametrize("kind", [FakeTwenty, FakeMonica])
def test_what_others_wrote_beside_ours_stays(kind: type[Fake]) -> None:
    """Where our fields are lines of a text that people may edit."""
    with running(kind()) as fake, opened(fake) as crm:
        person = made_person(crm, fake)
        made = crm.create(What.TALK, person.id, mapped(fake, What.TALK, THINGS[What.TALK]), MARK)
        row = fake.rows["notes" if fake.kind == "twenty" else "activities"][made.id]
        if fake.kind == "twenty":
            row["bodyV2"]["markdown"] += "\n\nShe was kind."
        else:
            row |= {"description": row["description"] + "\nShe was kind.", "emotions": [7], "activity_type_id": 3}
        crm.change(What.TALK, made.id, person.id, {"place": "By phone"}, MARK)
        [there] = fake.things(What.TALK)
        assert "She was kind." in there["text"]
        assert "Where: By phone" in there["text"]
        assert "Café Anna" not in there["text"]
        row = fake.rows["notes" if fake.kind == "twenty" else "activities"][made.id]
        assert (row.get("emotions", [7]), row.get("activity_type_id", 3)) == ([7], 3)


def test_a_company_is_linked_in_twenty_where_there_is_one_of_the_name_and_never_made() -> None:
    twenty = FakeTwenty()
    with running(twenty), opened(twenty) as crm:
        made_person(crm, twenty)
        assert twenty.people()[0]["company"] is None
        assert twenty.rows["companies"] == {}
        twenty.company("St. Anne")
        crm.change(What.PERSON, twenty.people()[0]["id"], None, {"company": "St. Anne"}, MARK)
        assert twenty.people()[0]["company"] == "St. Anne"
