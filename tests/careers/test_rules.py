"""What can be decided, read as a table."""

import pytest

from halfhour.careers.models import CareerDecision
from halfhour.careers.models import CareerStatus as Status
from halfhour.careers.rules import OPEN_TO, DecidedAlready, StillOpen, decided, refuse_open, sort_title


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("decision", CareerDecision)
def test_each_decision_is_open_or_refused_with_what_is(status: Status, decision: CareerDecision) -> None:
    outcome = {
        CareerDecision.PURSUE: Status.PURSUING,
        CareerDecision.KEEP_EXPLORING: Status.EXPLORING,
        CareerDecision.RULE_OUT: Status.RULED_OUT,
    }
    legal = {
        (Status.EXPLORING, CareerDecision.PURSUE),
        (Status.EXPLORING, CareerDecision.KEEP_EXPLORING),
        (Status.EXPLORING, CareerDecision.RULE_OUT),
        (Status.PURSUING, CareerDecision.KEEP_EXPLORING),
        (Status.PURSUING, CareerDecision.RULE_OUT),
    }
    if (status, decision) in legal:
        assert decided(status, decision) is outcome[decision]
        return
    with pytest.raises(DecidedAlready) as refused:
        decided(status, decision)
    assert refused.value.extensions["allowed"] == [*(each.value for each in OPEN_TO[status]), "reopen"]


def test_each_status_has_its_decisions() -> None:
    assert set(OPEN_TO) == set(Status)


def test_only_what_is_decided_can_be_reopened() -> None:
    refuse_open(Status.PURSUING)
    refuse_open(Status.RULED_OUT)
    with pytest.raises(StillOpen):
        refuse_open(Status.EXPLORING)


@pytest.mark.parametrize(("title", "by"), [("Ärztin", "arztin"), ("UX-Researcher", "ux researcher"), ("♥", "♥")])
def test_titles_are_sorted_without_case_accents_and_signs(title: str, by: str) -> None:
    assert sort_title(title) == by
