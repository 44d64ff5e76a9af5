"""What is proposed for which talk, and which passage of what was read answers a question."""

from datetime import UTC, datetime

import pytest

from halfhour.interviews.models import InterviewMode as Mode
from halfhour.preparation import passages, rules
from halfhour.preparation.models import Errand
from halfhour.preparation.rules import PROPOSALS, Facts, detail_of, proposed

TALK = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
READ = (
    "# The department\n\nForty people work in three teams; the data team has nine.",
    "## Pay\nData managers start at 48,000 euro a year.",
    "She studied biology in Leipzig. The certificate in data management takes nine months.",
    "St. Anne's was founded in 1911 and is based in Leipzig.",
)


def found(question: str, *texts: str) -> str | None:
    read = passages.read(passages.Source(n, text) for n, text in enumerate(texts or READ))
    passage = passages.answering(question, read)
    return passage.text if passage else None


def test_every_check_is_proposed_in_the_persons_words_with_a_why() -> None:
    assert list(PROPOSALS) == list(Errand)
    assert all(each.text and each.why.endswith(".") for each in PROPOSALS.values())


@pytest.mark.parametrize(
    ("mode", "only"),
    [
        (
            Mode.IN_PERSON,
            {Errand.ROUTE, Errand.TREAT, Errand.DRESS, Errand.PAPER},
        ),
        (Mode.PHONE, {Errand.NUMBER, Errand.QUIET_PLACE}),
        (
            Mode.VIDEO,
            {Errand.LINK, Errand.CAMERA, Errand.DRESS, Errand.QUIET_PLACE},
        ),
        (None, set()),
    ],
)
def test_what_is_proposed_fits_how_the_two_talk(mode: Mode | None, only: set[Errand]) -> None:
    always = {
        Errand.READ_UP,
        Errand.INTRODUCTION,
        Errand.PRACTISE,
        Errand.TIME,
        Errand.RECORDING,
        Errand.CONTACT_DETAILS,
    }
    assert set(proposed(mode)) == always | only


def test_a_proposal_says_what_is_known_already_and_what_is_missing() -> None:
    known = Facts(
        mode=Mode.IN_PERSON, place="Café Riquet", travel_minutes=25, starts_at_local="2031-12-01T00:20",
        time_zone="Europe/Berlin", their_time="2031-11-30 at 18:20", own_details=("nora@example.org",),
    )  # fmt: skip
    assert detail_of(Errand.ROUTE, known) == (
        "Café Riquet: 25 minutes one way; leave by 23:45 to be there ten minutes early."
    )
    assert detail_of(Errand.TIME, known) == ("2031-12-01 at 00:20 (Europe/Berlin); 2031-11-30 at 18:20 where they are.")
    assert detail_of(Errand.CONTACT_DETAILS, known) == "nora@example.org"
    assert detail_of(Errand.ROUTE, Facts(travel_minutes=5)) == "5 minutes one way."
    assert (
        detail_of(Errand.ROUTE, Facts(place="Her office")),
        detail_of(Errand.ROUTE, Facts()),
    ) == ("Her office", "")
    assert "no link yet" in detail_of(Errand.LINK, Facts())
    assert "not on record" in detail_of(Errand.NUMBER, Facts())
    assert "No time" in detail_of(Errand.TIME, Facts())
    assert detail_of(Errand.TREAT, known) == ""


def test_a_proposal_has_an_id_of_its_own_in_each_talk() -> None:
    ids = {rules.id_of(TALK, errand) for errand in Errand}
    assert len(ids) == len(Errand)
    assert all(rules.errand_of(TALK, rules.id_of(TALK, errand)) is errand for errand in Errand)
    other = "01939f2c-7a10-7c3e-9d55-000000000000"
    assert rules.errand_of(other, rules.id_of(TALK, Errand.TREAT)) is None


def test_ticking_twice_keeps_the_first_time_and_unticking_forgets_it() -> None:
    first, now = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert rules.settled(None, {"done": True}, now) == {"done_at": now}
    assert rules.settled(first, {"done": True}, now) == {"done_at": first}
    assert rules.settled(first, {"done": False, "text": "x"}, now) == {"text": "x", "done_at": None}
    assert rules.settled(first, {"needed": False}, now) == {"needed": False}


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("How many people work in your department?", "Forty people work in three teams;"),
        ("What does a data manager earn?", "Pay: Data managers start at 48,000 euro a year."),
        ("Where did you study?", "She studied biology in Leipzig."),
        ("How long does the training take?", "The certificate in data management takes nine months."),
        ("When was the hospital St. Anne's founded?", "St. Anne's was founded in 1911 and is based in Leipzig."),
    ],
)
def test_a_question_is_answered_by_the_passage_that_has_its_words(question: str, passage: str) -> None:
    assert found(question) == passage


@pytest.mark.parametrize(
    "question",
    [
        "What surprised you most about the department and its teams?",
        "How do you feel about the pay of a data manager?",
        "Would you study biology again?",
        "What does a bad day look like?",
        "How many talks does the data team give each year at conferences abroad?",
        "Tell me about your week.",
        "",
    ],
)
def test_what_no_page_can_know_or_none_says_is_not_answered(question: str) -> None:
    assert found(question) is None


def test_how_many_is_not_answered_by_a_passage_without_a_number() -> None:
    assert found("How big is the data team?", "The data team sits on the second floor.") is None
    assert found("How big is the data team?", "The data team has nine people.") == "The data team has nine people."


def test_a_long_passage_is_quoted_with_an_end() -> None:
    passage = found("Where is the data team based?", "The data team is based in " + "Leipzig, " * 100)
    assert passage is not None
    assert (len(passage), passage[-1]) == (passages.LONGEST, "…")


def test_words_are_known_again_in_other_forms() -> None:
    pairs = [
        ("salaries", "earning"),
        ("studied", "studying"),
        ("bases", "located"),
        ("planned", "plans"),
        ("teams", "department"),
    ]
    assert all(passages.root(one) == passages.root(other) for one, other in pairs)
    assert passages.root("müller") == "müller"
