"""How warm somebody is, and what would warm them up, is decided from what has passed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from halfhour.outreach.warmth import Event, steps, to_congratulate, warmth

TODAY = date(2026, 11, 22)


def at(days_ago: int) -> datetime:
    return datetime(2026, 11, 22, 9, tzinfo=UTC) - timedelta(days=days_ago)


@pytest.mark.parametrize(
    ("touches", "why", "source", "how"),
    [
        ([], "", None, "cold"),
        (["moved", "merged", "other"], "", "alumni", "cold"),
        ([], "She is honest.", None, "warming"),
        (["followed"], "", None, "warming"),
        (["followed"], "She is honest.", None, "warming"),
        (["followed", "followed"], "She is honest.", None, "warming"),
        ([], "", "introduction", "warming"),
        (["followed", "commented"], "", None, "warming"),
        (["followed", "commented"], "She is honest.", None, "warm"),
        (["message_out", "congratulated"], "She is honest.", None, "warm"),
        (["reply_in"], "", None, "warm"),
        (["met"], "", None, "warm"),
        ([], "", "friend", "warm"),
    ],
)
def test_warmth_follows_from_touches_and_the_reason(touches: list[str], why: str, source: str | None, how: str) -> None:
    found, reason = warmth(touches, why_them=why, source=source)
    assert found == how
    assert reason.endswith(".")


def test_the_newest_fresh_milestone_is_to_be_congratulated_on() -> None:
    old = Event("a", "New job", date(2026, 1, 1))
    fresh = Event("b", "Talk", date(2026, 11, 1))
    coming = Event("c", "Anniversary", date(2026, 12, 1))
    assert to_congratulate([old, fresh, coming], [], TODAY) == (fresh, None)
    assert to_congratulate([old, coming], [], TODAY) == (None, None)
    assert to_congratulate([fresh], [at(40)], TODAY) == (fresh, None), "that was for something earlier"
    assert to_congratulate([fresh], [at(3)], TODAY) == (fresh, at(3))


def test_steps_are_done_by_what_stands_on_the_timeline() -> None:
    plan = steps([("followed", at(9)), ("followed", at(2))], [], why_them="", today=TODAY)
    assert [(each["step"], each["done"], each["done_at"]) for each in plan] == [
        ("why_them", False, None),
        ("follow", True, at(2)),
        ("comment", False, None),
    ]
    plan = steps([], [Event("b", "Talk", TODAY)], why_them="She is honest.", today=TODAY)
    assert [each["step"] for each in plan if not each["done"]] == ["follow", "comment", "congratulate"]
    assert plan[-1]["milestone_id"] == "b"


def test_a_milestone_of_today_counts_where_the_day_has_begun_already() -> None:
    here = Event("a", "Talk", TODAY + timedelta(days=1))
    assert to_congratulate([here], [], TODAY) == (here, None)
    assert to_congratulate([here], [at(0)], TODAY) == (here, at(0))
    assert to_congratulate([Event("a", "Talk", TODAY + timedelta(days=2))], [], TODAY) == (None, None)
