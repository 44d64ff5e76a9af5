"""Letters: filled in, measured, kept once the person has sent them; Halfhour itself sends nothing."""

import email
import socket
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halfhour.outreach.letters import eml
from tests.conftest import Client
from tests.outreach.make import WHY, known, render, template
from tests.outreach.test_rules import NAUGHTY

HEADERS = ("To", "Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version")


def test_a_letter_is_filled_in_from_everything_that_is_known(alice: Client) -> None:
    one = known(alice)
    lines = (
        "{{contact.given_name}}|{{contact.full_name}}|{{contact.headline}}|{{contact.organization}}",
        "{{contact.why_them}}|{{contact.compliment}}|{{contact.milestone}}",
        "{{career.title}}|{{interview.goal}}|{{interview.minutes}}|{{interview.place}}|{{interview.link}}",
        "{{interview.when}}",
        "{{interview.what_mattered}}|{{interview.notes}}",
        "{{profile.signature}}|{{profile.phone}}|{{profile.email}}|{{profile.link}}|{{profile.current_work}}",
        "{{profile.details}}",
    )
    letter = render(alice, template(alice, "\n".join(lines)), one.contact_id, interview_id=one.interview_id)
    assert letter["unfilled"] == []
    assert letter["text"].split("\n") == [
        "Maria|Maria Keller|Clinical data manager|St. Anne's Hospital",
        WHY + "|What made me think of you: you went from the ward to data without a degree, and say so openly."
        "|your talk at the registry day",
        "clinical data manager|What a data manager does all day|25|Café Riquet, Leipzig|https://meet.example.org/maria",
        "Wednesday, 1 December 2021, 10:00 Helsinki time (09:00 Berlin time)",
        "When I asked “What does a bad day look like?”, you told me: Three audits in a week.|Bring the book.",
        "Nora|+49 341 555 0100|nora@example.org|https://example.org/nora|Night nurse on a surgical ward, nine years",
        "+49 341 555 0100",
        "nora@example.org",
        "https://example.org/nora",
    ]


def test_what_is_not_known_is_named_with_what_would_fill_it_and_stays_in_the_letter(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Cher")["id"]
    text = "Dear {{contact.given_name}}, {{contact.headline}}, {{career.title}}: {{profile.phone}} {{interview.when}}"
    letter = render(alice, template(alice, text, subject="{{contact.headline}}"), contact_id)
    assert letter["text"].startswith("Dear Cher, {{contact.headline}}, {{career.title}}")
    assert letter["subject"] == "{{contact.headline}}"
    assert [(each["name"], each["whence"]) for each in letter["unfilled"]] == [
        ("contact.headline", "contact"),
        ("career.title", "career"),
        ("profile.phone", "profile"),
        ("interview.when", "interview"),
    ]
    assert all(each["means"] and each["fill"].endswith(".") for each in letter["unfilled"])
    assert letter["address"] is None


def test_who_has_no_profile_yet_signs_with_name_and_address_of_the_account(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Cher")["id"]
    letter = render(alice, template(alice, "{{profile.signature}}, {{profile.details}}"), contact_id)
    assert letter["text"] == f"Alice, {alice.email}"


def test_every_starter_letter_is_whole_for_somebody_of_whom_all_is_known_and_keeps_its_limit(alice: Client) -> None:
    one = known(alice)
    alice.made("/templates/starter")
    for each in alice.seen("/templates", limit=200)["items"]:
        letter = render(alice, each["id"], one.contact_id, interview_id=one.interview_id)
        assert letter["unfilled"] == [], each["name"]
        assert "{{" not in letter["subject"] + letter["text"]
        assert letter["over_by"] == 0, f"{each['name']}: {letter['length']}"
        assert "Maria" in letter["text"]
        assert letter["address"], each["name"]


def test_an_ask_before_a_talk_is_planned_asks_for_half_an_hour_and_names_the_one_career(alice: Client) -> None:
    careers = [alice.made("/careers", title=title)["id"] for title in ("Actuary", "Gardener")]
    contact_id = alice.made("/contacts", full_name="Maria Keller", career_ids=careers[:1])["id"]
    id_ = template(alice, "{{interview.minutes}} minutes about {{career.title}}")
    assert render(alice, id_, contact_id)["text"] == "30 minutes about actuary"
    assert render(alice, id_, contact_id, career_id=careers[1])["text"] == "30 minutes about gardener"
    alice.changed(f"/contacts/{contact_id}", career_ids=careers)
    assert render(alice, id_, contact_id)["text"] == "30 minutes about {{career.title}}", "of two it does not guess"


def test_a_talk_about_two_careers_names_both(alice: Client) -> None:
    careers = [alice.made("/careers", title=title)["id"] for title in ("Gardener", "Actuary")]
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    talk = alice.made("/interviews", contact_id=contact_id, career_ids=careers)["id"]
    id_ = template(alice, "{{career.title}}")
    assert render(alice, id_, contact_id, interview_id=talk)["text"] == "actuary or gardener"


def test_without_marked_answers_the_longest_count_and_notes_never_stand_in_for_them(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    talk = alice.made("/interviews", contact_id=contact_id)["id"]
    id_ = template(alice, "{{interview.what_mattered}}")

    def told() -> str:
        text: str = render(alice, id_, contact_id, interview_id=talk)["text"]
        return text

    assert told() == "{{interview.what_mattered}}"
    alice.made("/notes", interview_id=talk, kind="general", body="Take the tram.")
    assert told() == "{{interview.what_mattered}}"
    alice.made("/notes", interview_id=talk, kind="live", body="# Maria\n\n- laughs **a lot**")
    assert told() == "{{interview.what_mattered}}"
    own = template(alice, "{{interview.notes}}")
    assert render(alice, own, contact_id, interview_id=talk)["text"] == "Maria laughs a lot."
    for question, answer in (("One?", "Yes."), ("Two?", "A good deal longer."), ("Three?", "Longer."), ("Four?", "")):
        alice.made(f"/interviews/{talk}/agenda", text=question, answer=answer)
    assert told() == (
        "When I asked “Two?”, you told me: A good deal longer.\n\nWhen I asked “Three?”, you told me: Longer."
    )


def test_only_ones_own_and_only_this_persons_talk_are_written_about(alice: Client, bob: Client) -> None:
    one = known(alice)
    other = alice.made("/contacts", full_name="Somebody Else")["id"]
    id_ = template(alice, "{{interview.goal}}")
    for body, pointer in (
        ({"contact_id": other, "interview_id": one.interview_id}, "#/interview_id"),
        ({"contact_id": bob.made("/contacts", full_name="Bob's")["id"]}, "#/contact_id"),
        ({"contact_id": other, "career_id": bob.made("/careers", title="Bob's")["id"]}, "#/career_id"),
    ):
        refused = alice.post(f"/templates/{id_}/render", json=body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert bob.post(f"/templates/{id_}/render", json={"contact_id": other}).status_code == 404


@pytest.mark.parametrize("name", [each for each in NAUGHTY if each.strip()])
def test_whatever_somebody_is_called_stands_in_the_letter_as_it_is(alice: Client, name: str) -> None:
    contact_id = alice.made("/contacts", full_name=name, given_name=name)["id"]
    letter = render(alice, template(alice, "<{{contact.given_name}}>", subject="{{contact.full_name}}"), contact_id)
    assert letter["text"] == f"<{alice.seen(f'/contacts/{contact_id}')['given_name']}>"
    assert letter["unfilled"] == []


def test_the_length_left_is_told_for_both_kinds_of_account(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    letter = render(alice, template(alice, "x" * 220 + "👋", channel="linkedin_invitation"), contact_id)
    assert letter["length"] == 222
    assert letter["limits"] == [
        {"applies_to": "free", "characters": 200, "left": -22},
        {"applies_to": "premium", "characters": 300, "left": 78},
    ]
    assert letter["over_by"] == 22


def test_where_a_letter_goes_follows_the_channel(alice: Client) -> None:
    one = known(alice)

    def address(channel: str) -> Any:
        return render(alice, template(alice, "Hello", channel=channel), one.contact_id)["address"]

    assert address("email") == "maria.keller@example.org"
    assert address("phone_script") == "+358 9 555 0100"
    assert address("linkedin_message") == address("linkedin_invitation") == "https://www.linkedin.com/in/maria-keller"
    assert address("handwritten_card") == "Parkstraße 4\n04103 Leipzig"


def test_a_letter_that_was_sent_stands_on_the_timeline_with_its_words(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    id_ = template(alice, "Hello")
    start = alice.seen("/events")["cursor"]
    entry = alice.made(
        "/outreach/letters", contact_id=contact_id, purpose="keep_in_touch", channel="linkedin_message",
        template_id=id_, text="Dear Maria,\n\nthe course began.", at="2026-01-05T09:00:00Z",
    )  # fmt: skip
    assert (entry["what"], entry["channel"], entry["at"][:10]) == ("message_out", "linkedin", "2026-01-05")
    assert entry["text"] == "Dear Maria,\n\nthe course began."
    assert alice.seen(f"/contacts/{contact_id}/activities")["items"] == [entry]
    assert alice.seen(f"/contacts/{contact_id}")["last_contact_at"].startswith("2026-01-05")
    [sent] = [each for each in alice.seen("/events", after=start)["items"] if each["type"] == "letter.sent"]
    assert sent["data"]["template_id"] == id_
    assert "course" not in str(sent)


def test_a_letter_with_a_subject_keeps_it(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    body = {"contact_id": contact_id, "purpose": "thank_you", "channel": "email", "subject": "Thanks", "text": "Dear M"}
    assert alice.made("/outreach/letters", **body)["text"] == "Thanks\n\nDear M"


def test_asks_and_letters_of_tomorrow_are_refused_by_name(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    body = {"contact_id": contact_id, "channel": "email", "text": "Hello"}
    for more, code in (
        ({"purpose": "ask"}, "ask_belongs_to_talk"),
        ({"purpose": "follow_up"}, "ask_belongs_to_talk"),
        ({"purpose": "thank_you", "at": "2126-01-01T00:00:00Z"}, "in_the_future"),
        ({"purpose": "thank_you", "template_id": contact_id}, "invalid"),
    ):
        refused = alice.post("/outreach/letters", json={**body, **more})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert alice.seen(f"/contacts/{contact_id}/activities")["items"] == []


def parsed(client: Client, contact_id: str, subject: str, text: str) -> EmailMessage:
    content = client.made("/outreach/eml", contact_id=contact_id, subject=subject, text=text)["content"]
    message = email.message_from_bytes(content.encode("ascii"), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_program_opens_the_file_as_a_message_not_yet_sent(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Zoë Müller-Łuczak", emails=[{"value": "zoe@example.org"}])["id"]
    text = "Liebe Zoë,\n\n" + "ein langer Satz mit ß und 👋. " * 40 + "\n.\n\nNora"
    message = parsed(alice, contact_id, "Ein Wort über „Daten“ – und noch viel mehr, damit es umbrochen wird", text)
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].display_name == "Zoë Müller-Łuczak"
    assert message["To"].addresses[0].addr_spec == "zoe@example.org"
    assert message["Subject"] == "Ein Wort über „Daten“ – und noch viel mehr, damit es umbrochen wird"
    assert message.get_content().replace("\r\n", "\n") == text + "\n"


@pytest.mark.parametrize("name", ["A\r\nBcc: all@example.org", 'Q "uote" <x@y.org>, other@y.org', "\u2028Bcc: a@b.org"])
def test_no_name_and_no_subject_makes_a_header_of_its_own(alice: Client, name: str) -> None:
    contact_id = alice.made("/contacts", full_name=name, emails=[{"value": "zoe@example.org"}])["id"]
    message = parsed(alice, contact_id, "x\u2028Bcc: a@b.org \x85 Cc: c@d.org", "Bcc: e@f.org\r\n\r\nText")
    assert sorted(message.keys()) == sorted(HEADERS)
    assert [each.addr_spec for each in message["To"].addresses] == ["zoe@example.org"]


@settings(max_examples=80)
@given(st.text(max_size=120), st.from_regex(r"[^@\s]+@[^@\s]+", fullmatch=True), st.text(min_size=1, max_size=300))
def test_whatever_is_written_the_file_has_the_headers_that_it_is_to_have(name: str, address: str, text: str) -> None:
    try:
        content = eml(name, address, name, text)
    except ValueError:
        return
    message = email.message_from_bytes(content.encode("ascii"), policy=default)
    assert sorted(message.keys()) == sorted(HEADERS)


def test_without_an_address_there_is_no_message(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller")["id"]
    body = {"contact_id": contact_id, "subject": "Hello", "text": "Dear Maria"}
    refused = alice.post("/outreach/eml", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "no_address")
    alice.changed(f"/contacts/{contact_id}", emails=[{"value": "ma,ria(@example.org"}])
    odd = alice.post("/outreach/eml", json=body)
    assert (odd.status_code, odd.json()["errors"][0]["pointer"]) == (422, "#/contact_id")


def test_nothing_is_sent_to_anybody(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[Any] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        reached.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    one = known(alice)
    id_ = template(alice, "Dear {{contact.given_name}}")
    render(alice, id_, one.contact_id)
    alice.made("/outreach/eml", contact_id=one.contact_id, subject="Hello", text="Dear Maria")
    body = {"contact_id": one.contact_id, "purpose": "keep_in_touch", "channel": "email", "text": "Dear Maria"}
    alice.made("/outreach/letters", **body)
    alice.moved(f"/interviews/{one.interview_id}/thank", channel="email", note="Dear Maria")
    assert {host for host, *_ in (each for each in reached if isinstance(each, tuple))} <= {"127.0.0.1", "::1"}


def test_who_wants_to_be_left_alone_is_named_as_such(alice: Client) -> None:
    contact_id = alice.made("/contacts", full_name="Maria Keller", do_not_contact=True)["id"]
    assert render(alice, template(alice, "Hello"), contact_id)["do_not_contact"] is True
