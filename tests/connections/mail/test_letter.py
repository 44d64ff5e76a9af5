"""The mail from plain values: whatever people are called, its headers and its calendar hold."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halfhour.connections.mail import letter, rules
from halfhour.interviews.events_ics import Method, Person

NOW = datetime(2031, 11, 20, 9, 30, tzinfo=UTC)
AT = datetime(2031, 12, 1, 14, tzinfo=UTC)
ME = Person("alex@example.org", "Alex Novak")


def about(**more: Any) -> letter.Appointment:
    told: dict[str, Any] = {
        "id": "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c", "sequence": 0, "starts_at": AT, "minutes": 30, "mode": "video",
        "place": "Café", "link": "https://meet.example.org/a", "own_zone": "Europe/Berlin",
        "their_zone": "America/New_York", "own": ME, "them": Person("maria@example.org", "Maria Keller"),
        "them_name": "Maria Keller",
    }  # fmt: skip
    return letter.Appointment(**{**told, **more})


def written(**more: Any) -> letter.Letter:
    told: dict[str, Any] = {"method": Method.REQUEST, "cancelled": False, "changed": False, "note": ""}
    told |= {name: more.pop(name) for name in list(more) if name in told}
    return letter.write(about(**more), told.pop("method"), now=NOW, **told)


@pytest.mark.parametrize(
    ("mode", "shown", "hidden"),
    [("in_person", "Where: Café", "By phone"), ("phone", "By phone", "Where:"), ("video", "Link: https", "Where:")],
)
def test_it_says_where_the_two_talk(mode: str, shown: str, hidden: str) -> None:
    text = written(mode=mode).text
    assert shown in text
    assert hidden not in text


def test_words_of_ones_own_stand_in_it_as_they_are() -> None:
    found = written(note="  Bring <b>nothing</b> & enjoy!  ")
    assert "\n\nBring <b>nothing</b> & enjoy!\n\n" in found.text
    sent = letter.mail(found, ME, Person("maria@example.org"), message_id="<a@example.org>", now=NOW)
    html = message_from_bytes(sent, policy=policy.default).get_body(("html",))
    assert html is not None
    assert "Bring &lt;b&gt;nothing&lt;/b&gt; &amp; enjoy!" in html.get_content()


def test_what_is_called_off_asks_for_nothing() -> None:
    found = written(method=Method.CANCEL, cancelled=True)
    assert found.subject.startswith("Called off")
    assert "does not take place" in found.text
    assert "meet.example.org" not in found.text
    assert "When it was: Monday, 1 December 2031, 09:00–09:30 in New York" in found.text


def test_long_headers_are_not_broken_into_encoded_words() -> None:
    """What stdlib does with its usual policy, and what broke threads elsewhere."""
    long_id = f"<{'c' * 100}@mail.example.com>"
    sent = letter.plain("Subject", "Text", ME, ME, message_id=long_id, now=NOW)
    assert f"Message-ID: {long_id}\r\n".encode() in sent
    assert b"=?" not in sent


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=50)
@given(names, names, st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_whatever_people_are_called_the_mail_can_be_read(own: str, their: str, note: str) -> None:
    me, them = Person("alex@example.org", own), Person("maria@example.org", their)
    found = written(own=me, them=them, them_name=their, note=note.replace("\0", ""), place=their)
    sent = letter.mail(found, me, them, message_id="<a@example.org>", now=NOW)
    read = message_from_bytes(sent, policy=policy.default)
    assert len(read.keys()) == 7
    assert [each.addr_spec for each in read["To"].addresses] == ["maria@example.org"]
    assert [each.addr_spec for each in read["From"].addresses] == ["alex@example.org"]
    (event,) = icalendar.Calendar.from_ical(found.file).walk("VEVENT")
    assert event.errors == []
    assert event["ATTENDEE"] == "mailto:maria@example.org"


@settings(max_examples=200)
@given(
    st.one_of(
        st.emails(),
        st.from_regex(r"\A[^@\s]{1,20}@[^@\s]{1,20}\Z"),
        st.builds(lambda a, b: f"{a}@{b}", names, names),
    )
)
def test_whatever_counts_as_an_address_can_be_written_to(text: str) -> None:
    found = rules.address_of(text)
    if found is None:
        return
    to = Person(found, "Maria")
    sent = letter.mail(written(them=to), ME, to, message_id=rules.message_id("a", found), now=NOW)
    assert len(message_from_bytes(sent, policy=policy.default).keys()) == 7


@pytest.mark.parametrize(
    "text",
    ["maria", "maria@", "@example.org", "a b@example.org", "a@b@c", "a..b@example.org", ".a@example.org", "a@-b.org",
     "a@example..org", "<a@example.org>", "a@example.org,b@example.org", "a@exam\nple.org", "a" * 65 + "@example.org",
     "a@" + "b" * 64 + ".org", "a\u200b@example.org", "a@[127.0.0.1]"],
)  # fmt: skip
def test_what_is_no_address_is_none(text: str) -> None:
    assert rules.address_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["maria@example.org", "maria.keller+talks@mail.example.co.uk", "josé@example.org", "a@localhost", "o'neil@x.io"],
)
def test_what_is_an_address_is_one(text: str) -> None:
    assert rules.address_of(f" {text} ") == text
