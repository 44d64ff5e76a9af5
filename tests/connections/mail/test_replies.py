"""Replies that came by mail, brought as a file: whether they come, from those who were invited, and nobody else."""

from email.message import EmailMessage
from typing import Any

import pytest

from halfhour.connections.mail import reading, routes
from halfhour.core.apart import Unreadable
from tests.conftest import Client, Time
from tests.connections.mail.conftest import Errands
from tests.connections.mail.servers import Mailbox
from tests.connections.mail.test_invitations import MARIA, scheduled, sent
from tests.interviews.calendars import event, file
from tests.interviews.make import AT_NINE, timeline

STAMP = "20311101T080000Z"


def reply(
    id_: str, answer: str = "ACCEPTED", *, who: str = MARIA, sequence: int = 0, method: str = "REPLY", **more: str
) -> bytes:
    """The file that a mail program sends back."""
    attendee = f"ATTENDEE;CN=Maria;PARTSTAT={answer}:mailto:{who}"
    lines = [attendee, f"SEQUENCE:{sequence}", "DTEND:20311201T083000Z", "SUMMARY:Talk"]
    lines += [f"{name}:{value}" for name, value in more.items()]
    written = event(*lines, uid=f"{id_}@halfhour").replace("DTSTAMP:20311101T080000Z", f"DTSTAMP:{STAMP}")
    return file(written, method=method)


def bring(client: Client, content: bytes, **headers: str) -> Any:
    return client.post("/mail/replies", content=content, headers={"Content-Type": "text/calendar", **headers})


def read(client: Client, content: bytes) -> dict[str, Any]:
    answer = bring(client, content)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refused(client: Client, content: bytes) -> str:
    answer = bring(client, content)
    assert answer.status_code in (409, 422), answer.text
    return str(answer.json()["code"])


@pytest.fixture
def apart() -> None:
    """For a test of the file being read in a process of its own; the others save the third of a second."""


@pytest.fixture(autouse=True)
def _where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def here(_reader: str, data: bytes, **_: int) -> Any:
        try:
            return reading.read(data)
        except ValueError as refusal:
            raise Unreadable(str(refusal)) from None

    if "apart" not in request.fixturenames:
        monkeypatch.setattr(routes, "apart", here)


@pytest.fixture
def invited(writer: Client, errands: Errands) -> str:
    """A talk that Maria was invited to."""
    id_ = scheduled(writer)
    sent(writer, id_)
    errands.run()
    return id_


@pytest.mark.parametrize(
    ("partstat", "answer", "words"),
    [
        ("ACCEPTED", "accepted", "Maria Keller accepted the invitation."),
        ("tentative", "tentative", "Maria Keller may come: they have accepted tentatively."),
        ("DECLINED", "declined", "Maria Keller declined the invitation."),
    ],
)
def test_the_talk_shows_whether_they_come(writer: Client, invited: str, partstat: str, answer: str, words: str) -> None:
    found = read(writer, reply(invited, partstat, COMMENT="See you"))
    assert (found["interview_id"], found["answer"], found["words"]) == (invited, answer, words)
    assert (found["address"], found["comment"]) == (MARIA, "See you")
    assert writer.seen(f"/interviews/{invited}")["their_answer"] == answer
    assert writer.seen("/interviews")["items"][0]["their_answer"] == answer
    shown = writer.seen(f"/interviews/{invited}/invitation")
    assert (shown["their_answer"], shown["words"]) == (answer, words)
    assert [each["id"] for each in shown["replies"]] == [found["id"]]


def test_it_stands_in_the_story_and_in_the_change_feed(writer: Client, invited: str) -> None:
    before = writer.seen(f"/interviews/{invited}")
    read(writer, reply(invited, COMMENT="See you"))
    last = timeline(writer, before["contact_id"])[-1]
    assert (last["what"], last["channel"], last["text"]) == (
        "reply_in", "email", "Maria Keller accepted the invitation.\nSee you",
    )  # fmt: skip
    types = [each["type"] for each in writer.seen("/events", limit=200)["items"]]
    assert "interview.answered" in types
    after = writer.seen(f"/interviews/{invited}")
    assert (after["state"], after["version"]) == ("scheduled", before["version"]), "an answer moves nothing"


def test_another_time_that_they_propose_is_shown_and_not_taken(writer: Client, invited: str) -> None:
    counter = file(
        event(
            f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{MARIA}",
            "DURATION:PT30M",
            uid=f"{invited}@halfhour",
            start="DTSTART;TZID=Eastern Standard Time:20311203T100000",
        ),
        method="COUNTER",
    )
    found = read(writer, counter)
    assert found["answer"] == "counter"
    assert found["proposed_starts_at"][:19] == "2031-12-03T15:00:00"
    assert found["proposed_ends_at"][:19] == "2031-12-03T15:30:00"
    assert "reschedule" in found["advice"]
    assert writer.seen(f"/interviews/{invited}")["starts_at"][:19] == "2031-12-01T08:00:00"


def test_the_same_reply_again_changes_nothing(writer: Client, invited: str) -> None:
    first = read(writer, reply(invited))
    assert read(writer, reply(invited)) == first
    contact_id = writer.seen(f"/interviews/{invited}")["contact_id"]
    assert (
        len(
            [each for each in timeline(writer, contact_id) if each["what"] == "reply_in" and "accepted" in each["text"]]
        )
        == 1
    )
    key = {"Idempotency-Key": f"reply-{invited}"}
    again = [bring(writer, reply(invited), **key) for _ in range(2)]
    assert again[1].headers["idempotent-replayed"] == "true"
    assert again[0].content == again[1].content
    assert bring(writer, reply(invited, "DECLINED"), **key).json()["code"] == "idempotency_key_reused"


def test_the_newest_reply_of_each_counts(writer: Client, invited: str) -> None:
    read(writer, reply(invited).replace(STAMP.encode(), b"20311101T090000Z"))
    assert refused(writer, reply(invited, "DECLINED")) == "outdated_reply"
    assert writer.seen(f"/interviews/{invited}")["their_answer"] == "accepted"
    read(writer, reply(invited, "DECLINED").replace(STAMP.encode(), b"20311101T100000Z"))
    assert writer.seen(f"/interviews/{invited}")["their_answer"] == "declined"


def test_a_reply_to_the_time_before_is_not_one_to_the_time_now(writer: Client, errands: Errands, invited: str) -> None:
    read(writer, reply(invited))
    writer.moved(f"/interviews/{invited}/reschedule", **{**AT_NINE, "starts_at_local": "2031-12-02T09:00"})
    assert writer.seen(f"/interviews/{invited}")["their_answer"] is None
    assert refused(writer, reply(invited, "DECLINED")) == "outdated_reply"
    sent(writer, invited)
    errands.run()
    late = reply(invited, "TENTATIVE", sequence=1).replace(STAMP.encode(), b"20311102T080000Z")
    assert read(writer, late)["answer"] == "tentative"


def test_a_stranger_is_not_believed(writer: Client, invited: str) -> None:
    assert refused(writer, reply(invited, who="eve@example.org")) == "strangers_reply"
    assert writer.seen(f"/interviews/{invited}")["their_answer"] is None
    assert read(writer, reply(invited, who="MARIA@Example.ORG"))["answer"] == "accepted"


def test_who_was_not_invited_can_not_reply(writer: Client) -> None:
    assert refused(writer, reply(scheduled(writer))) == "strangers_reply"


def test_who_got_what_seemed_to_have_failed_may_reply(writer: Client, errands: Errands, box: Mailbox) -> None:
    id_ = scheduled(writer)
    box.says = "554 something went wrong after all"
    sent(writer, id_)
    errands.run()
    assert writer.seen(f"/interviews/{id_}/invitation")["state"] == "failed"
    assert read(writer, reply(id_))["answer"] == "accepted"


def test_a_reply_to_something_else_is_refused(writer: Client, bob: Client, invited: str) -> None:
    assert refused(bob, reply(invited)) == "unknown_talk"
    assert refused(writer, reply("01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c")) == "unknown_talk"
    assert refused(writer, reply(invited).replace(b"@halfhour", b"@example.org")) == "unknown_talk"
    writer.delete(f"/interviews/{invited}", headers={"If-Match": "*"})
    assert refused(writer, reply(invited)) == "unknown_talk"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>Sign in</html>",
        b"\xff\xfe\0\0" * 100,
        b"From: maria@example.org\r\nSubject: Yes\r\n\r\nI come.\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 5000,
        file(event(), method="REPLY"),
    ],
)
def test_what_is_no_reply_is_refused_in_words(writer: Client, content: bytes) -> None:
    answer = bring(writer, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_reply")
    assert answer.json()["detail"]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", ""])
def test_a_file_that_does_not_reply_is_no_reply(writer: Client, invited: str, method: str) -> None:
    assert refused(writer, reply(invited, method=method)) == "unreadable_reply"


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "DELEGATED", "X-MAYBE"])
def test_a_reply_that_does_not_say_whether_they_come_is_refused(writer: Client, invited: str, partstat: str) -> None:
    assert refused(writer, reply(invited, partstat)) == "unreadable_reply"


def test_too_large_a_file_is_refused_before_it_is_read(writer: Client) -> None:
    answer = bring(writer, b"x" * (2**20 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "reply_too_large")


@pytest.mark.usefixtures("apart")
def test_the_whole_mail_will_do(writer: Client, invited: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = MARIA, "Accepted: Talk"
    mail.set_content("Yes.")
    mail.add_alternative(reply(invited).decode(), subtype="calendar", params={"method": "REPLY"}, cte="base64")
    assert read(writer, mail.as_bytes())["answer"] == "accepted"


@pytest.mark.usefixtures("apart")
def test_a_file_that_eats_time_is_given_up(writer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "CPU_SECONDS", 1)
    never = event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", start="DTSTART:19010101T080000Z")
    answer = bring(writer, file(*[never] * 1900, method="REPLY"))
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_reply")


def test_nobody_without_leave_gets_a_file_read(nobody: Client, invited: str) -> None:
    assert bring(nobody, reply(invited)).status_code == 401


def test_a_stamp_from_the_future_is_no_time_of_the_story(writer: Client, invited: str, frozen: Time) -> None:
    read(writer, reply(invited).replace(STAMP.encode(), b"20990101T080000Z"))
    contact_id = writer.seen(f"/interviews/{invited}")["contact_id"]
    assert timeline(writer, contact_id)[-1]["at"] < "2090"
