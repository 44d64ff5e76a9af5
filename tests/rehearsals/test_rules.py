"""How rehearsals are told, what they leave to practise, and the words that the first begins with."""

from datetime import UTC, datetime
from typing import Any

import pytest

from halfhour.rehearsals import rules
from halfhour.rehearsals.rules import Draft, Run


def part(kind: str, text: str, rating: int | None, *, item: str | None = None, seconds: int = 60) -> dict[str, Any]:
    return {"kind": kind, "agenda_item_id": item, "text": text, "seconds": seconds, "rating": rating}


def run(day: int, minutes: float, *parts: dict[str, Any], finished: bool = True) -> Run:
    return Run(f"run {day}", 1, datetime(2026, 11, day, tzinfo=UTC), int(minutes * 60), finished, parts)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "First"),
        (3, "Third"),
        (10, "Tenth"),
        (11, "11th"),
        (13, "13th"),
        (21, "21st"),
        (103, "103rd"),
        (112, "112th"),
    ],
)
def test_rehearsals_are_numbered_in_words(number: int, word: str) -> None:
    assert rules.ordinal(number) == word


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (89, "89 seconds"), (90, "2 minutes"), (1440, "24 minutes")]
)
def test_time_is_told_in_minutes_unless_there_are_none(seconds: int, words: str) -> None:
    assert rules.duration(seconds) == words


def test_progress_is_told_against_the_agreed_length() -> None:
    first = run(1, 40, part("question", "One?", 2), part("question", "Two?", 3))
    third = run(3, 24, part("question", "One?", 4))
    assert rules.summary([], 30)["words"] == "Not rehearsed yet."
    assert rules.summary([run(1, 30)], 30)["words"] == "First rehearsal, 30 minutes. Just the 30 that you agreed on."
    assert rules.summary([first], 30)["words"] == (
        "First rehearsal, 40 minutes. 10 minutes over the 30 that you agreed on. You rated it 2.5 of 5."
    )
    told = rules.summary([first, run(2, 3, finished=False), third], 30)
    assert told["words"] == (
        "Third rehearsal, 24 minutes. 6 minutes under the 30 that you agreed on. Your own rating went from 2.5 to 4."
    )
    assert (told["count"], told["finished_count"], told["over_by_seconds"]) == (3, 2, -360)
    assert [each["rating"] for each in told["runs"]] == [2.5, None, 4.0]
    assert told["runs"][1]["words"] == "Second rehearsal, 3 minutes, left before its end"


def test_one_left_before_its_end_is_not_held_against_the_agreed_length() -> None:
    told = rules.summary([run(1, 30), run(2, 5, finished=False)], 30)
    assert told["words"] == "Second rehearsal, 5 minutes, left before its end."
    assert told["over_by_seconds"] == 0


def test_parts_are_known_again_by_their_question_or_their_words_and_the_weakest_are_named() -> None:
    told = rules.summary(
        [
            run(1, 9, part("opening", "Hello", 2), part("question", "Old?", 1, item="a"), part("question", "Fine?", 4)),
            run(
                2, 9, part("opening", "Hi there", 3), part("question", "New?", 2, item="a"), part("question", "fine", 5)
            ),
            run(3, 9, part("question", "New?", None, item="a"), part("closing", "Thanks", None)),
        ],
        30,
    )
    parts = told["parts"]
    assert [(each["text"], each["rating"], each["last_rating"], len(each["times"])) for each in parts] == [
        ("Hi there", 2.5, 3, 2),
        ("New?", 1.5, 2, 3),
        ("fine", 4.5, 5, 2),
        ("Thanks", None, None, 1),
    ]
    assert told["weakest"] == [1, 0]


def test_the_drafts_say_who_why_them_how_long_and_that_no_job_is_asked_for() -> None:
    known = Draft(
        own_name="Nora Lindqvist",
        own_work="Nurse on an intensive care ward. Twelve years.",
        their_name="Maria Keller",
        why_them="your talk on audits",
        careers=("Clinical data manager", "UX researcher"),
        goal="What an ordinary week is like",
        minutes=20,
    )
    assert rules.opening(known) == (
        "Thank you for making time for me, Maria. I am Nora Lindqvist. A word on where I come from: Nurse on an "
        "intensive care ward. I am finding out what working as clinical data manager or UX researcher is really like. "
        "What I would most like to understand today: What an ordinary week is like. I have brought a few questions and "
        "will keep an eye on our 20 minutes."
    )
    asked = rules.ask(known)
    assert asked.startswith("Hello, Maria, this is Nora Lindqvist.")
    assert "a reason: your talk on audits." in asked
    assert "Would you have 20 minutes" in asked
    assert asked.endswith("not a job.")


def test_drafts_of_somebody_of_whom_nothing_is_known_are_whole_sentences_still() -> None:
    assert rules.ask(Draft()).startswith("Hello. Would you have 30 minutes")
    assert rules.opening(Draft()).startswith("Thank you for making time for me. I have brought")
