"""Letters are decided from plain values: what is filled in, what is refused, how long it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.contacts.models import ActivityKind
from halfhour.core.errors import Invalid
from halfhour.outreach import rules
from halfhour.outreach.models import LetterChannel, Purpose
from halfhour.outreach.placeholders import KNOWN

NAUGHTY = [
    "{{profile.phone}}",
    "{{{{contact.given_name}}}}", "}}{{", r"\1 \g<0>", "%s %(x)s {0} ${x}", "a\r\nBcc: all@example.org",
    "<script>alert(1)</script>", "Robert'); DROP TABLE template;--", "\u202eevil", "👩🏽\u200d⚕️", "",
]  # fmt: skip
TEXT = "Dear {{contact.given_name}}, {{ Contact.Headline }} at {{contact.organization}}: {{contact.given_name}}!"


def test_each_name_is_filled_in_wherever_it_stands() -> None:
    values = {"contact.given_name": "Maria", "contact.headline": "data manager", "contact.organization": "St. Anne's"}
    assert rules.rendered(TEXT, values) == "Dear Maria, data manager at St. Anne's: Maria!"
    assert rules.names_in(TEXT) == ["contact.given_name", "contact.headline", "contact.organization"]


def test_what_is_not_known_stays_to_be_seen() -> None:
    assert rules.rendered("Dear {{contact.given_name}}!", {}) == "Dear {{contact.given_name}}!"


@pytest.mark.parametrize("value", NAUGHTY)
def test_a_value_is_text_whatever_it_looks_like(value: str) -> None:
    values = {"contact.given_name": value, "profile.phone": "0341 555"}
    assert rules.rendered("<{{contact.given_name}}>", values) == f"<{value}>"


PIECES = st.lists(st.one_of(st.sampled_from([f"{{{{{name}}}}}" for name in KNOWN]), st.text("ab {}\n", max_size=5)))


@given(PIECES, st.dictionaries(st.sampled_from(sorted(KNOWN)), st.text()))
def test_only_what_stands_in_braces_changes_and_each_piece_becomes_its_value(
    pieces: list[str], values: dict[str, str]
) -> None:
    text = "".join(pieces)
    parts = re.split(r"(\{\{[^{}]*\}\})", text)
    expected = "".join(
        values.get(part[2:-2].strip(), part) if part.startswith("{{") and part.endswith("}}") else part
        for part in parts
    )
    assert rules.rendered(text, values) == expected


@given(st.text("ab.{} \n", max_size=40))
def test_a_template_that_is_taken_shows_no_brace_to_whom_it_is_sent(text: str) -> None:
    try:
        rules.refuse_slips({"text": text}, KNOWN)
    except Invalid:
        return
    said = rules.rendered(text, dict.fromkeys(KNOWN, "x"))
    assert "{{" not in said
    assert "}}" not in said


@pytest.mark.parametrize(
    "slip", ["{{contact.name}}", "{{ }}", "{{contact.given_name}", "{contact.given_name}}", "{{given\nname}}", "}} {{"]
)
def test_a_slip_is_refused_with_the_names_that_there_are(slip: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.refuse_slips({"subject": "Hello", "text": f"Dear {slip}"}, KNOWN)
    [error] = refused.value.errors
    assert error.pointer == "#/text"
    assert "contact.given_name" in error.mend


def test_single_braces_are_the_seekers_own() -> None:
    rules.refuse_slips({"text": "f(x) = {x} {contact.name}"}, KNOWN)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("Müller", 6), ("a\nb", 3), ("👋", 2), ("e\u0301", 2)])
def test_length_is_counted_as_a_browser_does(text: str, count: int) -> None:
    assert rules.length(text) == count


def test_an_invitation_is_measured_by_the_limit_of_free_accounts() -> None:
    assert rules.over_by(LetterChannel.LINKEDIN_INVITATION, 200) == 0
    assert rules.over_by(LetterChannel.LINKEDIN_INVITATION, 213) == 13
    assert [limit.characters for limit in rules.LIMITS[LetterChannel.LINKEDIN_INVITATION]] == [200, 300]
    assert rules.over_by(LetterChannel.EMAIL, 10**6) == 0


@pytest.mark.parametrize(
    ("purpose", "channel", "kind"),
    [
        ("thank_you", "email", ActivityKind.THANKED),
        ("congratulate", "linkedin_message", ActivityKind.CONGRATULATED),
        ("keep_in_touch", "phone_script", ActivityKind.CALL),
        ("close_the_loop", "handwritten_card", ActivityKind.MESSAGE_OUT),
        ("ask_for_introduction", "email", ActivityKind.MESSAGE_OUT),
    ],
)
def test_a_letter_stands_on_the_timeline_as_what_it_is(purpose: str, channel: str, kind: ActivityKind) -> None:
    assert rules.kind_of(Purpose(purpose), LetterChannel(channel)) is kind


def test_an_ask_is_recorded_on_its_talk_alone() -> None:
    for purpose in (Purpose.ASK, Purpose.FOLLOW_UP):
        with pytest.raises(rules.AskBelongsToTalk):
            rules.kind_of(purpose, LetterChannel.EMAIL)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Clinical data manager", "clinical data manager"),
        ("Landscape gardening", "landscape gardening"),
        ("UX designer", "UX designer"),
        ("Scrum Master", "Scrum Master"),
        ("German teacher", "German teacher"),
        ("Spanish translator", "Spanish translator"),
        ("Librarian", "librarian"),
        ("iOS developer", "iOS developer"),
        ("", ""),
    ],
)
def test_a_career_loses_only_the_capital_that_began_it(title: str, said: str) -> None:
    assert rules.in_a_sentence(title) == said
