"""What the seeker noted about somebody, turned to them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.outreach.compliments import LONGEST, brief, compliment, congratulation

NAMES = ["Maria Keller", "Maria"]
BEGINS = "What made me think of you: "


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        (
            "She went from the ward to data without a degree, and says so openly.",
            "you went from the ward to data without a degree, and say so openly.",
        ),
        ("Moved from nursing to data", "you moved from nursing to data."),
        ("Runs the data team at St. Anne's.", "you run the data team at St. Anne's."),
        ("Her talk at the alumni evening", "your talk at the alumni evening."),
        (
            "Her talk changed how I see registries. I quote it to everyone.",
            "your talk changed how I see registries. I quote it to everyone.",
        ),
        ("Maria's talk at DIA 2026", "your talk at DIA 2026."),
        ("Maria Keller teaches evening classes", "you teach evening classes."),
        ("We both studied in Leipzig.", "we both studied in Leipzig."),
        ("30 years in clinical data", "30 years in clinical data."),
        ("He's built two registries and doesn't brag.", "you've built two registries and don't brag."),
        ("She's a nurse who runs a data team.", "you're a nurse who runs a data team."),
        ("She still teaches. She never rushes.", "you still teach. You never rush."),
        ("She carries three titles and is kind", "you carry three titles and are kind."),
        ("I met her at DIA, and she also writes clearly.", "I met you at DIA, and you also write clearly."),
        ("They moved from nursing to data.", "you moved from nursing to data."),
        ("Gifted teacher; her students love her.", "Gifted teacher; your students love you."),
        ("She hired him and taught him everything.", "you hired him and taught him everything."),
        ("The way she explains statistics to nurses", "the way you explain statistics to nurses."),
        ("Sie hat den Wechsel geschafft.", "Sie hat den Wechsel geschafft."),
        ("UX lead", "UX lead."),
    ],
)
def test_a_note_about_somebody_is_said_to_them(noted: str, said: str) -> None:
    assert compliment(noted, NAMES) == BEGINS + said


def test_without_a_reason_there_is_no_compliment_rather_than_an_empty_one() -> None:
    assert compliment("", NAMES) == compliment(" \n ", NAMES) == ""
    assert congratulation(" ", NAMES) == ""


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("Promoted to head of data", "being promoted to head of data"),
        ("Was elected to the board", "being elected to the board"),
        ("She became head of data.", "becoming head of data"),
        ("Her talk at the registry conference", "your talk at the registry conference"),
        ("Maria's new book!", "your new book"),
        ("New job at Roche", "your new job at Roche"),
        ("20 years at St. Anne's", "20 years at St. Anne's"),
        ("The Best Paper award", "the Best Paper award"),
        ("Speaking at DIA", "speaking at DIA"),
    ],
)
def test_a_milestone_follows_congratulations_on(noted: str, said: str) -> None:
    assert congratulation(noted, NAMES) == said


def test_a_long_note_is_cut_where_a_sentence_ends() -> None:
    sentence = "She wrote a book on the history of registries in the north."
    assert brief(" ".join([sentence] * 20)) == " ".join([sentence] * 3)
    assert brief("word " * 200) == ("word " * 56).strip() + "…"


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=2))
def test_no_note_whatever_breaks_it_or_makes_it_long(note: str, names: list[str]) -> None:
    said = compliment(note, names)
    assert bool(said) == bool(note.strip())
    assert len(said) <= len(BEGINS) + 2 * LONGEST
    congratulation(note, names)


@given(
    st.lists(st.sampled_from(["she", "her team", "writes", "and", "says", "book.", "Her", "She", "data"]), min_size=3)
)
def test_nobody_is_spoken_of_and_spoken_to_at_once(words: list[str]) -> None:
    assert not re.search(r"\b(she|her)\b", compliment(" ".join(words)).casefold())
