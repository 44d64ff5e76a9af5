"""What was answered to one question, by everyone who was asked it."""

from typing import Any

from tests.conftest import Client
from tests.interviews.make import person, talk
from tests.interviews.test_agenda import question


def asked(client: Client, bank: str, name: str, answer: str, at: str, **more: Any) -> tuple[str, str]:
    """The ids of a talk and of its item in which this was answered."""
    id_ = talk(client, "held", contact_id=person(client, name, headline="Data manager"), **more)
    item = client.made(f"/interviews/{id_}/agenda", question_id=bank, answer=answer, asked_at=at)
    return id_, item["id"]


def told(client: Client, **query: Any) -> list[tuple[str, str]]:
    return [(each["contact_name"], each["answer"]) for each in client.seen("/interviews/answers", **query)["items"]]


def count(client: Client, bank: str) -> int:
    times: int = client.seen(f"/questions/{bank}")["times_asked"]
    return times


def test_answers_to_a_question_are_read_across_talks_the_latest_first(alice: Client, bob: Client) -> None:
    career_id = alice.made("/careers", title="Data manager")["id"]
    bank, other = question(alice, "What does a bad day look like?"), question(alice, "What is the pay?")
    asked(alice, bank, "Anna A", "Audits", "2026-01-05T09:00:00Z")
    asked(alice, bank, "Ben B", "Night shifts", "2026-01-06T09:00:00Z", career_ids=[career_id])
    third, skipped = asked(alice, bank, "Cleo C", "Not asked after all", "2026-01-07T09:00:00Z")
    alice.changed(f"/interviews/{third}/agenda/{skipped}", state="skipped")
    asked(alice, other, "Dora D", "Enough", "2026-01-08T09:00:00Z")
    asked(bob, question(bob, "Mine?"), "Eve E", "Secret", "2026-01-09T09:00:00Z")
    assert told(alice, question_id=bank) == [("Ben B", "Night shifts"), ("Anna A", "Audits")]
    assert told(alice, question_id=bank, career_id=career_id) == [("Ben B", "Night shifts")]
    assert told(alice, limit=1) == [("Dora D", "Enough")]
    first = alice.seen("/interviews/answers", question_id=bank, limit=1)
    rest = alice.seen("/interviews/answers", question_id=bank, limit=1, cursor=first["next_cursor"])
    assert (rest["items"][0]["contact_name"], rest["next_cursor"]) == ("Anna A", None)
    assert rest["items"][0]["contact_headline"] == "Data manager"


def test_the_bank_knows_in_how_many_talks_a_question_was_asked_and_when_last(alice: Client) -> None:
    bank = question(alice, "What does a bad day look like?")
    assert (count(alice, bank), alice.seen(f"/questions/{bank}")["last_asked_at"]) == (0, None)
    first, item = asked(alice, bank, "Anna A", "Audits", "2026-01-05T09:00:00Z")
    second, _ = asked(alice, bank, "Ben B", "Nights", "2026-01-06T09:00:00Z")
    alice.made(f"/interviews/{second}/agenda", question_id=bank, answer="And again", asked_at="2026-01-06T09:20:00Z")
    assert count(alice, bank) == 2
    assert alice.seen(f"/questions/{bank}")["last_asked_at"].startswith("2026-01-06T09:20")
    alice.changed(f"/interviews/{first}/agenda/{item}", state="open")
    assert count(alice, bank) == 1
    alice.changed(f"/interviews/{first}/agenda/{item}", state="asked")
    alice.delete(f"/interviews/{first}/agenda/{item}", headers={"If-Match": "*"})
    assert count(alice, bank) == 1
    alice.made(f"/interviews/{first}/agenda/{item}/restore")
    assert count(alice, bank) == 2


def test_what_lies_in_the_bin_answers_nothing_until_it_comes_back(alice: Client) -> None:
    bank = question(alice, "What does a bad day look like?")
    id_, _ = asked(alice, bank, "Anna A", "Audits", "2026-01-05T09:00:00Z")
    contact_id = alice.seen(f"/interviews/{id_}")["contact_id"]
    for path in (f"/interviews/{id_}", f"/contacts/{contact_id}"):
        alice.delete(path, headers={"If-Match": "*"})
        assert (told(alice, question_id=bank), count(alice, bank)) == ([], 0)
        alice.made(f"{path}/restore")
        assert (told(alice, question_id=bank), count(alice, bank)) == ([("Anna A", "Audits")], 1)


def test_an_answer_outlives_its_question(alice: Client) -> None:
    bank = question(alice, "What does a bad day look like?")
    asked(alice, bank, "Anna A", "Audits", "2026-01-05T09:00:00Z")
    alice.delete(f"/questions/{bank}", headers={"If-Match": "*"})
    assert told(alice, question_id=bank) == [("Anna A", "Audits")]


def test_an_answer_says_who_gave_it_at_which_level_and_about_which_careers(alice: Client) -> None:
    first, second = (alice.made("/careers", title=title)["id"] for title in ("Data manager", "Nurse"))
    bank = question(alice, "What does a bad day look like?")
    who = person(alice, "Anna A", level="senior")
    id_ = talk(alice, "held", contact_id=who, career_ids=[first, second])
    alice.made(f"/interviews/{id_}/agenda", question_id=bank, answer="Audits")
    alice.delete(f"/careers/{second}", headers={"If-Match": "*"})
    [answer] = alice.seen("/interviews/answers", question_id=bank)["items"]
    assert (answer["contact_level"], answer["careers"]) == ("senior", [{"id": first, "title": "Data manager"}])


def test_the_same_words_typed_freely_are_the_same_question_where_one_asks_for_them(alice: Client, bob: Client) -> None:
    bank = question(alice, "What does a bad day look like?")
    asked(alice, bank, "Anna A", "Audits", "2026-01-05T09:00:00Z")
    for client in (alice, bob):
        id_ = talk(client, "held", contact_id=person(client, "Ben B"))
        for text, answer in (("what does a BAD day look like", "Nights"), ("What does a good day look like?", "None")):
            client.made(f"/interviews/{id_}/agenda", text=text, answer=answer, asked_at="2026-01-06T09:00:00Z")
    assert told(alice, question_id=bank) == [("Anna A", "Audits")]
    assert told(alice, question_id=bank, same_words=True) == [("Ben B", "Nights"), ("Anna A", "Audits")]
    assert len(told(alice, same_words=True)) == 3
    assert count(alice, bank) == 1
