"""What the checks say: reasons in words, mends made from the question, and nothing that stalls them."""

import time

import pytest

from halfhour.questions.checks.long import WORDS_AT_MOST
from halfhour.questions.rules import Check, Finding, check
from tests.questions.labelled import examples


def found(text: str) -> dict[Check, Finding]:
    return {finding.check: finding for finding in check(text)}


@pytest.mark.parametrize(
    ("closed", "opened"),
    [
        ("Do you like your job?", "What do you like about your job?"),
        ("So, did you enjoy the training?", "What did you enjoy about the training?"),
        ("Is there anyone else I should talk to?", "Who else should I talk to?"),
        ("Is there anything I should have asked?", "What should I have asked?"),
        ("Do you have any advice for a beginner?", "What advice do you have for a beginner?"),
        ("Any regrets?", "What regrets do you have?"),
        ("Have you ever doubted your choice?", "When, if ever, have you doubted your choice?"),
        ("Do you remember what drew you to law?", "Could you tell me what drew you to law?"),
        ("Is the work stressful?", "How stressful is the work?"),
        ("Would you recommend this career?", "To whom would you recommend this career?"),
    ],
)
def test_a_closed_question_is_opened_with_its_own_words(closed: str, opened: str) -> None:
    assert f"“{opened}”" in found(closed)[Check.CLOSED].mend


@pytest.mark.parametrize(
    ("leading", "neutral"),
    [
        ("How terrible is the paperwork?", "What is the paperwork like?"),
        ("How much do you love your job?", "How do you feel about your job?"),
        ("Why is the management so bad?", "How do you see the management?"),
        ("Isn't it boring to check invoices?", "What is it like to check invoices?"),
    ],
)
def test_a_leading_question_is_mended_without_its_verdict(leading: str, neutral: str) -> None:
    assert f"“{neutral}”" in found(leading)[Check.LEADING].mend


def test_two_questions_are_shown_apart() -> None:
    mend = found("What do you like about Oslo, and how did you get there?")[Check.DOUBLE].mend
    assert "“What do you like about Oslo?”" in mend
    assert "“How did you get there?”" in mend


def test_a_bare_why_becomes_a_question_of_its_own() -> None:
    assert "“Why is that?”" in found("What do you enjoy most and why?")[Check.DOUBLE].mend


def test_a_preamble_is_left_out_where_the_question_stands_alone() -> None:
    preamble = "I have read a great deal about the sea and about ships, and my uncle was a captain for thirty years. "
    mend = found(preamble + "What is daily life on board like?")[Check.LONG].mend
    assert "“What is daily life on board like?”" in mend


def test_the_word_that_is_one_too_many_is_counted() -> None:
    words = ["What", *["really"] * (WORDS_AT_MOST - 2), "matters"]
    assert len(words) == WORDS_AT_MOST
    assert Check.LONG not in found(" ".join(words) + "?")
    assert Check.LONG in found(" ".join([*words, "here"]) + "?")


def test_dashes_and_emoji_are_not_words() -> None:
    assert Check.LONG not in found("What — 🙂 — " * 3 + " ".join(["matters"] * (WORDS_AT_MOST - 3)))


@pytest.mark.parametrize(
    ("plain", "fancy"),
    [
        ("Don't you miss it?", "Don’t you miss it?"),
        ("Do you like it?", "\t Do  you\nlike it ?"),
        ("Do you like it?", "“Do you like it?”"),
        ("Do you like it?", "😀 Do you like it 😀?"),
        ("Do you like it?", "DO YOU LIKE IT???"),
        ("Do you like it?", "do you like it"),
        ("Do you like it?", "Well, in your experience, do you like it?"),
        ("Can I send you my resume?", "Can I send you my résumé?"),
        ("Can I send you my resume?", "Can I send you my re\u0301sume\u0301?"),
    ],
)
def test_the_way_of_writing_does_not_matter(plain: str, fancy: str) -> None:
    assert found(plain)
    assert found(plain).keys() == found(fancy).keys()


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert found("Hello Dr. Okafor, what drew you to surgery?") == {}


@pytest.mark.parametrize("text", ["", " ", "?", "...", "😀", "\0", "Hm.", "a" * 10_000, "\ud800"])
def test_nothing_is_said_about_what_is_no_question(text: str) -> None:
    assert found(text) == {}


def test_findings_come_in_the_order_of_the_checks_and_once_each() -> None:
    order = list(Check)
    for example in examples("tuned"):
        checks = [finding.check for finding in check(example.text)]
        assert checks == sorted(set(checks), key=order.index)


def test_a_proposed_question_has_not_the_habit_that_it_mends() -> None:
    for example in examples("tuned"):
        for finding in check(example.text):
            for proposed in finding.mend.split("“")[1:]:
                question = proposed.split("”")[0]
                assert finding.check not in found(question), (example.text, finding.mend)


STALLING = (
    "what ", "and what ", "is it ", "a ", "a", "? ", "i'd like to ", "could you tell me ", "why are a a a a so ",
    "me us you to please know ", "how many people ", "you must ", "the the ", ", ", "' ", "what does ", "any a ",
    "send a a a a my ", "a.b.c. ", "don't you ", "between what ", "if you ",
)  # fmt: skip


def cost(text: str) -> float:
    """Processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        check(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("part", STALLING)
def test_no_text_stalls_the_checks(part: str) -> None:
    """Four times the text may cost about four times the work: a pattern that looks back would cost sixteen times."""
    small, large = ((part * 20_000)[:length] for length in (5_000, 20_000))
    assert cost(large) < 9 * cost(small)
