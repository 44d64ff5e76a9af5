"""What holds of every text, whoever wrote it."""

from hypothesis import given
from hypothesis import strategies as st

from halfhour.questions.rules import Check, check
from halfhour.questions.starter import STARTER
from tests.questions.labelled import examples

KNOWN = [example.text for example in examples("tuned")]
WORDS = sorted({word for text in KNOWN for word in text.split()})

anything = st.text(max_size=400)
sentences = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
known = st.sampled_from(KNOWN)
texts = st.one_of(anything, sentences, known)


def checks(text: str) -> list[Check]:
    return [finding.check for finding in check(text)]


@given(texts)
def test_every_text_gets_an_answer_and_the_same_one_again(text: str) -> None:
    assert check(text) == check(text)


@given(texts)
def test_every_finding_says_why_and_what_to_do(text: str) -> None:
    for finding in check(text):
        assert finding.reason.strip()
        assert finding.mend.strip()
        assert finding.mend.count("“") == finding.mend.count("”")


@given(st.one_of(sentences, known))
def test_capitals_change_nothing(text: str) -> None:
    assert checks(text.upper()) == checks(text.lower()) == checks(text)


@given(st.one_of(sentences, known), st.sampled_from([" ", "\n", "  ", "\t"]))
def test_space_around_and_between_changes_nothing(text: str, space: str) -> None:
    assert checks(space + space.join(text.split(" ")) + space) == checks(text)


@given(known, st.sampled_from(["Hi Maria, ", "So, ", "Out of curiosity, ", "Quick question: ", "In your experience, "]))
def test_a_lead_in_never_hides_a_closed_question(text: str, lead: str) -> None:
    if Check.CLOSED in checks(text):
        assert Check.CLOSED in checks(lead + text)


@given(st.sampled_from(STARTER), st.sampled_from(["Hi Maria, ", "So, ", "Out of curiosity, ", "Quick question: "]))
def test_a_lead_in_spoils_no_good_question(question: tuple[str, str, str, object], lead: str) -> None:
    assert checks(lead + question[2][0].lower() + question[2][1:]) == []
