"""Which branch is alive, and that no circle of people who named each other holds the tree up."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from halfhour.contacts.models import Stage
from halfhour.outreach.introduction_rules import Link, Person, met_when, quiet, tree
from halfhour.outreach.models import IntroductionState as State

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def somebody(id_: str, stage: Stage = Stage.NEW, *, days: float | None = None, left_alone: bool = False) -> Person:
    last = None if days is None else NOW - timedelta(days=days)
    return Person(id_, id_.upper(), None, stage, left_alone, last, stage is Stage.MET)


def links(*pairs: str) -> list[Link]:
    return [Link(str(n), pair[0], pair[1], State.SUGGESTED, False) for n, pair in enumerate(pairs)]


def test_somebody_is_quiet_only_when_nothing_is_to_be_expected() -> None:
    for stage in (Stage.NEW, Stage.PLANNED, Stage.ASKED, Stage.SCHEDULED):
        assert quiet(somebody("a", stage, days=500), NOW) is None
    assert quiet(somebody("a", Stage.MET, days=90), NOW) is None
    assert quiet(somebody("a", Stage.MET, days=90.01), NOW) == "Met, and no exchange for 90 days."
    assert quiet(somebody("a", Stage.MET), NOW) is not None
    assert quiet(somebody("a", Stage.CLOSED, days=1), NOW) == "The talk did not come about."
    assert quiet(somebody("a", Stage.NEW, left_alone=True), NOW) == "Not to be contacted."


def test_a_branch_is_alive_while_somebody_on_it_is() -> None:
    people = {id_: somebody(id_, Stage.CLOSED) for id_ in "abcd"} | {"e": somebody("e")}
    nodes = tree(people, links("ab", "bc", "ad", "ce"), NOW)["nodes"]
    assert {each["contact_id"]: each["alive"] for each in nodes} == {
        "a": True, "b": True, "c": True, "d": False, "e": True,
    }  # fmt: skip


def test_the_first_talk_after_the_suggestion_counts_or_else_the_last_before() -> None:
    held = [(NOW + timedelta(days=day), str(day)) for day in (-9, -3, 4, 8)]
    assert met_when(NOW, held) == held[2]
    assert met_when(NOW + timedelta(days=9), held) == held[3]
    assert met_when(NOW, []) is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=30))
def test_everybody_stands_in_the_tree_once_below_whoever_they_hang_on(pairs: list[tuple[str, str]]) -> None:
    given_links = links(*("".join(pair) for pair in pairs if pair[0] != pair[1]))
    made = tree({id_: somebody(id_) for id_ in "abcdef"}, given_links, NOW)
    shown = [each["contact_id"] for each in made["nodes"]]
    assert sorted(shown) == sorted({each for link in given_links for each in (link.introducer_id, link.introduced_id)})
    depths = {each["contact_id"]: each["depth"] for each in made["nodes"]}
    for place, node in enumerate(made["nodes"]):
        if node["parent_id"] is None:
            assert node["depth"] == 0
        else:
            assert node["depth"] == depths[node["parent_id"]] + 1
            assert shown.index(node["parent_id"]) < place
    hung = {(each["introducer_id"], each["introduced_id"]) for each in made["edges"] if each["branch"]}
    assert hung == {(each["parent_id"], each["contact_id"]) for each in made["nodes"] if each["parent_id"]}
