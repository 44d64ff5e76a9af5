"""What differs, where fields go and how long to wait is decided from plain values."""

from __future__ import annotations

from datetime import timedelta

import pytest

from halfhour.connections.crm import rules
from halfhour.connections.crm.fields import MEANINGS
from halfhour.connections.crm.kinds import KINDS
from halfhour.connections.crm.models import CrmKind, CrmState, What
from halfhour.connections.crm.rules import Difference
from halfhour.connections.crm.seam import Spec


def test_of_somebody_who_was_there_before_only_what_is_empty_is_filled() -> None:
    ours = {"given_name": "Maria", "headline": "Data manager", "company": None, "email": "m@example.org"}
    theirs = {"given_name": "Mary", "headline": "", "company": "St. Anne", "email": "m@example.org"}
    assert rules.to_link(ours, theirs) == [
        Difference("given_name", "Mary", "Maria", kept=True),
        Difference("headline", "", "Data manager"),
    ]


def test_of_somebody_who_was_sent_only_what_changed_here_is_written() -> None:
    pushed = {"given_name": "Maria", "headline": "Data manager", "company": "St. Anne"}
    theirs = {"given_name": "Edited there", "headline": "Edited too", "company": "St. Anne"}
    ours = {"given_name": "Maria", "headline": "Head of data", "company": None}
    expected = [Difference("headline", "Edited too", "Head of data"), Difference("company", "St. Anne", None)]
    assert rules.to_change(ours, pushed, theirs) == expected
    assert [each._replace(before=None) for each in expected] == rules.to_change(ours, pushed)


def test_what_is_there_already_as_we_have_it_now_is_not_written() -> None:
    assert rules.to_change({"headline": "New"}, {"headline": "Old"}, {"headline": "New"}) == []


def test_a_field_that_was_not_sent_before_is_filled_only_where_it_is_empty() -> None:
    assert rules.to_change({"phone": "1"}, {}, {"phone": ""}) == [Difference("phone", "", "1")]
    assert rules.to_change({"phone": "1"}, {}, {"phone": "2"}) == [Difference("phone", "2", "1", kept=True)]
    assert rules.to_change({"phone": None}, {}, {"phone": "2"}) == []


def test_empty_is_empty_however_it_is_written() -> None:
    assert not rules.has_news({"headline": None}, {"headline": ""})
    assert not rules.has_news({"headline": None}, {})
    assert rules.has_news({"done": True}, {"done": False})


def test_a_server_in_trouble_is_given_ever_more_time_and_one_that_asks_what_it_asked_for() -> None:
    waits = [rules.patience(failures, None) for failures in range(20)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=30), timedelta(hours=6))
    assert rules.patience(5, timedelta(seconds=7)) == timedelta(seconds=7)
    assert rules.patience(0, timedelta(days=30)) == timedelta(hours=6)
    assert rules.patience(0, timedelta(seconds=-5)) == timedelta(seconds=1)


def test_a_mark_tells_rows_apart_and_says_nothing() -> None:
    marks = {rules.mark_of("c", what, key) for what in What for key in ("one", "two")}
    assert len(marks) == 8
    assert all(mark.startswith("hh") and len(mark) == 18 for mark in marks)


@pytest.mark.parametrize("kind", CrmKind)
def test_every_kind_says_where_each_of_its_fields_goes_and_none_goes_where_another_does(kind: CrmKind) -> None:
    specs = KINDS[kind].specs
    assert specs.keys() <= MEANINGS.keys()
    for what, fields in specs.items():
        assert fields.keys() <= MEANINGS[what].keys()
        assert all(not spec.needed or spec.theirs for spec in fields.values())
        assert all(not spec.choices or spec.theirs in (None, *spec.choices) for spec in fields.values())
    assert rules.mapped(specs, KINDS[kind].pattern, {}, []) == {}


def test_a_choice_that_is_the_default_is_not_kept() -> None:
    specs = {What.PERSON: {"phone": Spec(None), "headline": Spec("jobtitle")}}
    chosen = rules.mapped(specs, "[a-z]+", {}, [(What.PERSON, "phone", "mobile"), (What.PERSON, "headline", None)])
    assert chosen == {"person": {"phone": "mobile", "headline": None}}
    back = [(What.PERSON, "phone", None), (What.PERSON, "headline", "jobtitle")]
    assert rules.mapped(specs, "[a-z]+", chosen, back) == {}


@pytest.mark.parametrize(
    ("state", "released", "counts", "words"),
    [
        (CrmState.NEW, False, (0, 0, 0), "The key is being checked."),
        (CrmState.READY, False, (0, 0, 0), "Nobody is chosen yet, so nothing is sent."),
        (
            CrmState.READY,
            False,
            (2, 0, 0),
            "2 people chosen. Look at the difference, then press push: nothing goes before.",
        ),
        (CrmState.READY, True, (2, 2, 0), "Changes of 2 people are sent by themselves."),
        (CrmState.READY, True, (2, 1, 1), "Changes of 1 person are sent by themselves. 1 person could not be sent."),
        (
            CrmState.WAITING,
            True,
            (1, 1, 0),
            "Changes of 1 person are sent by themselves. It will be tried again soon.",
        ),
        (CrmState.REFUSED, True, (1, 1, 0), "Nothing is sent until you have mended what is wrong."),
    ],
)
def test_how_a_connection_stands_is_said_in_words(
    state: CrmState, released: bool, counts: tuple[int, int, int], words: str
) -> None:
    chosen, sent, refused = counts
    assert rules.says(state, released=released, chosen=chosen, sent=sent, refused=refused) == words


def test_a_comparison_is_summed_up() -> None:
    assert rules.sums_up([], 0) == "Nothing would change there."
    assert rules.sums_up(["create", "create", "change", "link", "refused"], 3) == (
        "2 things would be added, 1 thing would be changed, 1 person would only be linked, 1 thing can't be sent."
        " 3 people more were not compared."
    )
