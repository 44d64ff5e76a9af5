"""Invitations: looked at first, sent when somebody presses send and only then, once for each press, and told anew when
the talk changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest

from halfhour.connections.mail import invitations, smtp
from halfhour.core.store import Store, writing
from halfhour.core.worker import ERRAND_LEASE
from halfhour.interviews import offers
from tests.conftest import Client, Server, Time
from tests.connections.mail.conftest import Errands, enter
from tests.connections.mail.servers import NAME, Mailbox
from tests.interviews.calendars import second_opinion
from tests.interviews.make import AT_NINE, LONG_PAST, person, talk, timeline

MARIA = "maria@example.org"
LINK = "https://meet.example.org/maria"
ANY = {"If-Match": "*"}


def scheduled(client: Client, name: str = "Maria Keller", at: dict[str, str] = AT_NINE, **more: Any) -> str:
    """A talk in New York's morning, agreed on in Berlin's afternoon."""
    told = {"emails": [{"value": MARIA}], "time_zone": "America/New_York", **more.pop("contact", {})}
    told = {key: value for key, value in told.items() if value is not None}
    id_ = talk(client, contact_id=person(client, name, **told), **{"mode": "video", "meeting_link": LINK, **more})
    client.moved(f"/interviews/{id_}/schedule", **at)
    return id_


def press(client: Client, id_: str, match: str = "*", **body: Any) -> Any:
    return client.post(f"/interviews/{id_}/invitation", json=body, headers={"If-Match": match})


def sent(client: Client, id_: str, **body: Any) -> dict[str, Any]:
    answer = press(client, id_, **body)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def event(content: bytes) -> Any:
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert found.errors == []
    assert second_opinion(content)[0].uid.value == str(found["UID"])
    return found


def parts(mail: EmailMessage) -> dict[str, bytes]:
    """What is in a mail, by type."""
    found = {each.get_content_type(): each.get_payload(decode=True) for each in mail.walk() if not each.is_multipart()}
    return {kind: content for kind, content in found.items() if isinstance(content, bytes)}


def test_the_preview_is_just_the_mail_that_is_sent(
    writer: Client, errands: Errands, box: Mailbox, frozen: Time
) -> None:
    id_ = scheduled(writer)
    seen = writer.seen(f"/interviews/{id_}/invitation/preview", note="I look forward to it!")
    assert (seen["can_send"], seen["advice"], seen["method"]) == (True, None, "REQUEST")
    shown = sent(writer, id_, note="I look forward to it!")
    assert (shown["state"], box.raw) == ("queued", []), "not while somebody waits for the answer"
    assert errands.run() == 1
    (mail,) = box.mails
    found = parts(mail)
    assert mail["Subject"] == seen["subject"] == "Our talk: Monday, 1 December 2031, 03:00 (EST)"
    assert found["text/plain"].decode().replace("\r\n", "\n") == seen["text"]
    assert found["text/calendar"].decode() == seen["file"]
    assert (mail["From"], mail["To"]) == (f"Alex Novak <{NAME}>", f"Maria Keller <{MARIA}>")
    assert box.envelopes == [(NAME, [MARIA])]


def test_the_mail_has_the_shape_that_outlook_gmail_and_apple_take(
    writer: Client, errands: Errands, box: Mailbox
) -> None:
    """RFC 6047, and the calendar in the first part, where alone Outlook looks for it."""
    id_ = scheduled(writer)
    sent(writer, id_)
    errands.run()
    (mail,) = box.mails
    assert mail.get_content_type() == "multipart/mixed"
    alternative, attachment = mail.iter_parts()
    assert isinstance(alternative, EmailMessage)
    kinds = [each.get_content_type() for each in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(alternative.iter_parts())[-1]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert calendar["Content-Transfer-Encoding"] == "base64"
    content = parts(mail)["text/calendar"]
    assert b"METHOD:REQUEST\r\n" in content
    assert attachment.get_content_type() == "application/ics"
    assert (attachment.get_filename(), attachment.get_payload(decode=True)) == ("invite.ics", content)
    found = event(content)
    assert found["ORGANIZER"] == f"mailto:{NAME}"
    assert found["ATTENDEE"] == f"mailto:{MARIA}"
    assert (found["ATTENDEE"].params["RSVP"], found["ATTENDEE"].params["PARTSTAT"]) == ("TRUE", "NEEDS-ACTION")
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (f"{id_}@halfhour", 0, "CONFIRMED")
    assert found["CONFERENCE"] == LINK
    assert all(len(line) <= 998 for line in box.raw[0].split(b"\r\n"))
    assert box.raw[0].isascii()


@pytest.mark.parametrize(
    ("local", "theirs", "own"),
    [
        (
            "2031-12-01T15:00",
            "Monday, 1 December 2031, 09:00–09:30 in New York (EST, UTC−5)",
            "15:00–15:30 in Berlin (CET, UTC+1)",
        ),
        (
            "2031-07-01T15:00",
            "Tuesday, 1 July 2031, 09:00–09:30 in New York (EDT, UTC−4)",
            "15:00–15:30 in Berlin (CEST, UTC+2)",
        ),
        (  # Europe has put its clocks back by then, America has not
            "2031-10-28T15:00",
            "Tuesday, 28 October 2031, 10:00–10:30 in New York (EDT, UTC−4)",
            "15:00–15:30 in Berlin (CET, UTC+1)",
        ),
    ],
)
def test_the_text_tells_the_time_on_both_clocks(
    writer: Client, monkeypatch: pytest.MonkeyPatch, local: str, theirs: str, own: str
) -> None:
    monkeypatch.setattr(offers, "own_zone", lambda _store: "Europe/Berlin")
    id_ = scheduled(writer, at={"starts_at_local": local, "time_zone": "Europe/Berlin"})
    text = writer.seen(f"/interviews/{id_}/invitation/preview")["text"]
    assert f"When: {theirs}; for me that is {own}\n" in text
    assert f"How long: 30 minutes\nLink: {LINK}\n" in text


def test_somebody_whose_zone_nobody_knows_is_told_the_time_that_was_agreed_on(writer: Client) -> None:
    id_ = scheduled(writer, contact={"time_zone": None})
    text = writer.seen(f"/interviews/{id_}/invitation/preview")["text"]
    assert (
        "When: Monday, 1 December 2031, 09:00–09:30 in Berlin (CET, UTC+1); for me that is 08:00–08:30 in UTC" in text
    )


def test_it_is_sent_only_when_send_is_pressed(writer: Client, errands: Errands, box: Mailbox) -> None:
    id_ = scheduled(writer)
    writer.moved(f"/interviews/{id_}/reschedule", **{**AT_NINE, "starts_at_local": "2031-12-02T09:00"})
    writer.seen(f"/interviews/{id_}/invitation/preview")
    writer.get(f"/interviews/{id_}/invitation.ics")
    writer.moved(f"/interviews/{id_}/cancel")
    assert errands.run() == 0
    assert box.raw == []


def test_nothing_of_ones_own_is_in_it(writer: Client, errands: Errands, box: Mailbox, server: Server) -> None:
    contact = {"headline": "Difficult person", "why_them": "knows my boss"}
    id_ = scheduled(writer, goal="Find out what she earns", contact=contact, travel_minutes=25)
    writer.made(f"/interviews/{id_}/agenda", text="What does a bad day look like?")
    sent(writer, id_)
    errands.run()
    whole = b"\n".join(parts(box.mails[0]).values()).decode() + str(box.mails[0].items())
    for word in ("earns", "Difficult", "boss", "bad day", "agenda", server.settings.origin, "VALARM", "PRIVATE"):
        assert word not in whole, word


def test_a_change_is_told_under_the_same_uid_with_the_next_number(
    writer: Client, errands: Errands, box: Mailbox
) -> None:
    id_ = scheduled(writer)
    sent(writer, id_)
    errands.run()
    writer.moved(f"/interviews/{id_}/reschedule", **{**AT_NINE, "starts_at_local": "2031-12-02T09:00"})
    shown = writer.seen(f"/interviews/{id_}/invitation")
    assert (shown["is_news"], shown["next_method"]) == (True, "REQUEST")
    assert shown["words"] == "The talk has changed since they were last told."
    sent(writer, id_)
    errands.run()
    writer.moved(f"/interviews/{id_}/cancel", reason="Her flight was moved.")
    assert writer.seen(f"/interviews/{id_}/invitation")["next_method"] == "CANCEL"
    sent(writer, id_)
    errands.run()
    found = [event(parts(each)["text/calendar"]) for each in box.mails]
    assert [each["SEQUENCE"] for each in found] == [0, 1, 2]
    assert [each["STATUS"] for each in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {each["UID"] for each in found} == {f"{id_}@halfhour"}
    assert {str(each["ATTENDEE"]) for each in found} == {f"mailto:{MARIA}"}
    assert [b"METHOD:" + kind + b"\r\n" in parts(mail)["text/calendar"] for kind, mail in zip(
        (b"REQUEST", b"REQUEST", b"CANCEL"), box.mails, strict=True
    )] == [True] * 3  # fmt: skip
    assert [str(each["Subject"]).split(":")[0] for each in box.mails] == ["Our talk", "Changed", "Called off"]
    assert "flight" not in box.raw[2].decode()
    shown = writer.seen(f"/interviews/{id_}/invitation")
    assert (shown["next_method"], shown["is_news"]) == (None, False)
    assert press(writer, id_).json()["code"] == "nothing_to_send"
    assert [each["method"] for each in shown["sendings"]] == ["CANCEL", "REQUEST", "REQUEST"]


@pytest.mark.parametrize(
    ("state", "at", "words"),
    [
        ("planned", None, "Agree on a time first"),
        ("requested", None, "Agree on a time first"),
        ("planned", LONG_PAST, "The talk is over"),
        ("declined", None, "Agree on a time first"),
        ("cancelled", None, "Agree on a time first"),
    ],
)
def test_people_are_invited_to_what_they_have_agreed_to_and_to_nothing_else(
    writer: Client, state: str, at: dict[str, str] | None, words: str
) -> None:
    id_ = talk(writer, state, contact_id=person(writer, emails=[{"value": MARIA}]))
    if at is not None:
        writer.moved(f"/interviews/{id_}/schedule", **at)
    for answer in (
        press(writer, id_),
        writer.get(f"/interviews/{id_}/invitation/preview"),
        writer.get(f"/interviews/{id_}/invitation.ics"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_send")
        assert words in answer.json()["detail"]
    assert writer.seen(f"/interviews/{id_}/invitation")["next_method"] is None


def test_who_was_never_invited_is_not_told_that_it_is_off(writer: Client) -> None:
    id_ = scheduled(writer)
    writer.moved(f"/interviews/{id_}/cancel")
    assert "They were not invited" in press(writer, id_).json()["detail"]


def test_without_a_mail_account_there_is_the_file_and_the_text(alice: Client) -> None:
    id_ = scheduled(alice)
    assert press(alice, id_).json()["code"] == "no_mail_account"
    seen = alice.seen(f"/interviews/{id_}/invitation/preview")
    assert (seen["can_send"], seen["from_address"]) == (False, alice.email)
    assert "send it yourself" in seen["advice"]
    answer = alice.get(f"/interviews/{id_}/invitation.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="talk-with-maria-keller.ics"'
    found = event(answer.content)
    assert b"METHOD:REQUEST\r\n" in answer.content
    assert (found["ORGANIZER"], found["ATTENDEE"]) == (f"mailto:{alice.email}", f"mailto:{MARIA}")


def test_to_somebody_without_an_address_the_file_only_tells(writer: Client) -> None:
    id_ = scheduled(writer, contact={"emails": None})
    assert press(writer, id_).json()["code"] == "nowhere_to_send"
    seen = writer.seen(f"/interviews/{id_}/invitation/preview")
    assert (seen["method"], seen["to_address"], seen["can_send"]) == ("PUBLISH", None, False)
    assert "Write down their e-mail address first" in seen["advice"]
    content = writer.get(f"/interviews/{id_}/invitation.ics").content
    assert b"METHOD:PUBLISH\r\n" in content
    assert not {"ATTENDEE", "ORGANIZER"} & set(event(content))


def test_it_goes_to_the_address_that_was_chosen_of_theirs_and_to_no_other(
    writer: Client, errands: Errands, box: Mailbox
) -> None:
    emails = [{"value": "maria<or,eve>@example.org"}, {"value": MARIA}, {"value": "M.Keller@Work.example"}]
    id_ = scheduled(writer, contact={"emails": emails})
    seen = writer.seen(f"/interviews/{id_}/invitation/preview")
    assert seen["addresses"] == [MARIA, "M.Keller@Work.example"]
    answer = press(writer, id_, to="eve@example.org")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["#/to"]
    sent(writer, id_, to="m.keller@work.example")
    errands.run()
    assert box.envelopes == [(NAME, ["M.Keller@Work.example"])]


@pytest.mark.parametrize(
    "name",
    [
        "Maria\r\nBcc: eve@example.org",
        "Maria\n\nHello",
        'Maria "the boss" <eve@example.org>',
        "María José, PhD",
        "=?utf-8?q?evil?=",
        "日本語の名前" * 30,
    ],
)
def test_a_name_ends_no_header_and_adds_nobody(writer: Client, errands: Errands, box: Mailbox, name: str) -> None:
    id_ = scheduled(writer, name)
    sent(writer, id_, note="..\n.\nBcc: eve@example.org\n--boundary")
    errands.run()
    (mail,) = box.mails
    assert box.envelopes == [(NAME, [MARIA])]
    assert sorted(mail.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    )
    assert [each.addr_spec for each in mail["To"].addresses] == [MARIA]
    assert mail["To"].addresses[0].display_name == " ".join(name.split()).replace("=?", "= ?")
    assert "\n.\nBcc: eve@example.org\n" in parts(mail)["text/plain"].decode().replace("\r\n", "\n")
    assert event(parts(mail)["text/calendar"])["ATTENDEE"] == f"mailto:{MARIA}"


def test_whom_one_must_not_write_to_is_not_written_to(writer: Client) -> None:
    id_ = scheduled(writer)
    contact_id = writer.seen(f"/interviews/{id_}")["contact_id"]
    writer.changed(f"/contacts/{contact_id}", do_not_contact=True)
    assert press(writer, id_).json()["code"] == "do_not_contact"
    writer.changed(f"/contacts/{contact_id}", do_not_contact=False)
    writer.delete(f"/contacts/{contact_id}", headers=ANY)
    assert press(writer, id_).json()["code"] == "contact_in_bin"


def test_it_is_sent_as_it_was_seen_or_not_at_all(writer: Client, errands: Errands, box: Mailbox) -> None:
    id_ = scheduled(writer)
    tag = writer.get(f"/interviews/{id_}/invitation/preview").headers["ETag"]
    writer.changed(f"/interviews/{id_}", place="Elsewhere")
    assert press(writer, id_, tag).status_code == 412
    assert press(writer, id_, writer.get(f"/interviews/{id_}").headers["ETag"]).status_code == 200
    assert writer.post(f"/interviews/{id_}/invitation", json={}).status_code == 428


def test_what_changed_before_it_went_out_does_not_go_out(writer: Client, errands: Errands, box: Mailbox) -> None:
    id_ = scheduled(writer)
    sent(writer, id_)
    writer.moved(f"/interviews/{id_}/reschedule", **{**AT_NINE, "starts_at_local": "2031-12-02T09:00"})
    errands.run()
    assert box.raw == []
    shown = writer.seen(f"/interviews/{id_}/invitation")
    assert (shown["state"], shown["last_error"]) == ("failed", "The talk has changed since, so this was not sent.")
    assert writer.seen("/mail/account")["state"] == "untried", "the account is not to blame"
    sent(writer, id_)
    errands.run()
    assert event(parts(box.mails[0])["text/calendar"])["SEQUENCE"] == 1


def test_the_story_and_the_change_feed_tell_of_it_once_it_was_sent(
    writer: Client, errands: Errands, frozen: Time
) -> None:
    id_ = scheduled(writer)
    contact_id = writer.seen(f"/interviews/{id_}")["contact_id"]
    sent(writer, id_)
    assert "invitation" not in str(timeline(writer, contact_id))
    errands.run()
    last = timeline(writer, contact_id)[-1]
    assert (last["what"], last["channel"], last["about_id"]) == ("message_out", "email", id_)
    assert last["text"].startswith("The invitation was sent.\nOur talk: Monday, 1 December 2031")
    assert "interview.invited" in [each["type"] for each in writer.seen("/events", limit=200)["items"]]
    shown = writer.seen(f"/interviews/{id_}/invitation")
    assert (shown["state"], shown["words"]) == ("sent", f"The invitation was sent to {MARIA}.")
    assert shown["sendings"][0]["sent_at"]
    account = writer.seen("/mail/account")
    assert (account["state"], account["last_used_at"] is not None) == ("fine", True)


# Once for each press


def test_a_second_press_while_it_waits_is_refused_and_one_later_sends_again(
    writer: Client, errands: Errands, box: Mailbox
) -> None:
    id_ = scheduled(writer)
    sent(writer, id_)
    assert press(writer, id_).json()["code"] == "on_its_way"
    errands.run()
    sent(writer, id_)
    errands.run()
    first, second = box.mails
    assert first["Message-ID"] != second["Message-ID"]
    assert len({event(parts(each)["text/calendar"])["SEQUENCE"] for each in box.mails}) == 1


def test_a_retry_of_the_press_with_its_key_sends_one_mail(writer: Client, errands: Errands, box: Mailbox) -> None:
    id_ = scheduled(writer)
    for _ in range(2):
        headers = {**ANY, "Idempotency-Key": f"press-{id_}"}
        assert writer.post(f"/interviews/{id_}/invitation", json={}, headers=headers).status_code == 200
    errands.run()
    assert len(box.raw) == 1


def test_a_worker_that_is_killed_before_it_sent_sends_later_once(
    writer: Client, errands: Errands, box: Mailbox, frozen: Time
) -> None:
    id_ = scheduled(writer)
    sent(writer, id_)
    assert errands.jobs.claim() is not None  # and is never heard of again
    assert errands.run() == 0
    frozen.passes(seconds=ERRAND_LEASE.total_seconds() + 1)
    assert errands.run() == 1
    frozen.passes(hours=1)
    assert errands.run() == 0
    assert len(box.raw) == 1


def test_a_worker_that_is_killed_after_it_sent_sends_just_the_same_again(
    writer: Client, errands: Errands, box: Mailbox, frozen: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once: what goes again is the same to the last byte, so mailboxes and calendars know it."""
    id_ = scheduled(writer)
    sent(writer, id_)

    def die(_store: Store, _sending: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(invitations, "note_sent", die)
        assert errands.run() == 1
    assert writer.seen(f"/interviews/{id_}/invitation")["state"] == "queued"
    frozen.passes(hours=1)
    assert errands.run() == 1
    first, second = box.raw
    assert first == second
    assert f"Message-ID: <{writer.seen(f'/interviews/{id_}/invitation')['sendings'][0]['id']}@" in first.decode()
    frozen.passes(hours=1)
    assert errands.run() == 0


def test_a_job_that_runs_after_the_mail_was_sent_does_nothing(
    writer: Client, errands: Errands, box: Mailbox, server: Server
) -> None:
    id_ = scheduled(writer)
    sending_id = sent(writer, id_)["sendings"][0]["id"]
    errands.run()
    with writing(server.database, writer.account_id) as store:
        store.enqueue("mail.send", sending_id=sending_id)
    assert errands.run() == 1
    assert len(box.raw) == 1


def test_a_server_that_is_busy_is_asked_again_with_patience_and_then_given_up(
    writer: Client, errands: Errands, box: Mailbox, frozen: Time
) -> None:
    box.says = "451 come back later"
    id_ = scheduled(writer, at={"starts_at_local": "2099-12-01T09:00", "time_zone": "UTC"})
    sent(writer, id_)
    tries, shown = 0, {}
    while errands.run():
        tries += 1
        shown = writer.seen(f"/interviews/{id_}/invitation")
        assert "come back later" in shown["last_error"]
        assert errands.run() == 0, "not at once"
        frozen.passes(hours=3, seconds=1)
    assert (tries, shown["state"]) == (6, "failed")
    assert shown["words"] == f"The mail to {MARIA} could not be sent."
    assert writer.seen("/mail/account")["state"] == "trouble"
    assert "interview.not_invited" in [each["type"] for each in writer.seen("/events", limit=200)["items"]]
    box.says = "250 OK"
    sent(writer, id_)
    errands.run()
    assert len(box.raw) == 1
    assert writer.seen("/mail/account")["state"] == "fine"


def test_a_server_that_comes_back_gets_the_mail_that_waited(
    writer: Client, errands: Errands, box: Mailbox, frozen: Time
) -> None:
    box.says = "451 come back later"
    id_ = scheduled(writer)
    sent(writer, id_)
    errands.run()
    assert writer.seen(f"/interviews/{id_}/invitation")["state"] == "queued"
    box.says = "250 OK"
    frozen.passes(minutes=1, seconds=1)
    errands.run()
    shown = writer.seen(f"/interviews/{id_}/invitation")
    assert (shown["state"], shown["last_error"]) == ("sent", None)


def test_a_mail_account_that_was_forgotten_sends_nothing(writer: Client, errands: Errands, box: Mailbox) -> None:
    id_ = scheduled(writer)
    sent(writer, id_)
    writer.delete("/mail/account", headers=ANY)
    errands.run()
    shown = writer.seen(f"/interviews/{id_}/invitation")
    assert (shown["state"], shown["last_error"]) == ("failed", "There is no mail account any more.")
    assert box.raw == []


def test_nobody_waits_for_a_server_that_is_slow(
    writer: Client, errands: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a mail is handed over, no transaction is open: others write meanwhile."""
    id_ = scheduled(writer)
    sent(writer, id_)

    def slow(*_: Any) -> None:
        person(writer, "Written meanwhile")

    monkeypatch.setattr(smtp, "deliver", slow)
    errands.run()
    assert writer.seen(f"/interviews/{id_}/invitation")["state"] == "sent"


def test_anothers_talk_can_not_be_sent_or_seen(writer: Client, bob: Client, post: int) -> None:
    enter(bob, post)
    id_ = scheduled(writer)
    assert press(bob, id_).status_code == 404
    for path in ("invitation", "invitation/preview", "invitation.ics"):
        assert bob.get(f"/interviews/{id_}/{path}").status_code == 404


def test_it_is_stamped_when_send_is_pressed(writer: Client, errands: Errands, box: Mailbox, frozen: Time) -> None:
    id_ = scheduled(writer)
    sent(writer, id_)
    pressed = datetime.fromtimestamp(frozen.at, UTC).replace(microsecond=0)
    frozen.passes(minutes=3)
    errands.run()
    (mail,) = box.mails
    assert mail["Date"].datetime == pressed
    assert event(parts(mail)["text/calendar"])["DTSTAMP"].dt == pressed
    assert pressed + timedelta(minutes=3) == datetime.fromtimestamp(frozen.at, UTC).replace(microsecond=0)
