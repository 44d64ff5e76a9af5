"""Whether talks fit together: overlaps, pauses, ways between places, and what is free."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from halfhour.interviews.fit import SHORTEST_GAP, ConflictKind, Slot, between, conflicts, gaps, travel

NINE = datetime(2031, 12, 1, 9, tzinfo=UTC)


def slot(name: str, at: str, minutes: int = 30, *, place: str | None = None, travel: int | None = None) -> Slot:
    hours, rest = map(int, at.split(":"))
    starts_at = NINE.replace(hour=hours, minute=rest)
    return Slot(name, name, starts_at, minutes, place is not None, place, travel)


def found(*slots: Slot) -> list[tuple[str, int]]:
    return [(each.kind.value, each.minutes) for each in conflicts(slots)]


def test_two_talks_at_once_overlap_by_what_they_share() -> None:
    assert found(slot("A", "09:00"), slot("B", "09:20")) == [("overlap", 10)]
    assert found(slot("A", "09:00", 120), slot("B", "09:20")) == [("overlap", 30)]
    clash = between(slot("B", "09:20"), slot("A", "09:00"))
    assert clash is not None
    assert clash.words == "A and B overlap by 10 minutes."


def test_between_two_calls_one_needs_to_breathe() -> None:
    assert found(slot("A", "09:00"), slot("B", "09:40")) == []
    assert found(slot("A", "09:00"), slot("B", "09:31")) == [("too_tight", 9)]
    clash = between(slot("A", "09:00"), slot("B", "09:31"))
    assert clash is not None
    assert clash.words == "Only 1 minute between A and B: leave 10 to breathe."


def test_between_two_places_the_longer_way_must_fit() -> None:
    cafe, clinic = slot("A", "09:00", place="Café", travel=20), slot("B", "10:00", place="Clinic", travel=45)
    assert found(cafe, clinic) == [("too_tight", 15)]
    assert found(cafe, clinic._replace(place="café")) == []
    assert found(cafe, clinic._replace(in_person=False)) == []
    assert found(cafe._replace(travel=40), clinic._replace(in_person=False)) == [("too_tight", 10)]


def test_a_way_that_nobody_has_told_is_asked_for() -> None:
    (asked,) = conflicts([slot("Maria Keller", "09:00", place="Café")])
    assert (asked.kind, asked.words) == (ConflictKind.TRAVEL_UNKNOWN, "Say how long the way to Maria Keller takes.")
    assert found(slot("A", "09:00", place="Café", travel=0)) == []


def test_free_time_leaves_the_ways_out() -> None:
    end = NINE + timedelta(hours=9)
    free = gaps([slot("A", "11:00", place="Café", travel=30), slot("B", "12:15")], NINE, end)
    assert [(f"{each.starts_at:%H:%M}", f"{each.ends_at:%H:%M}") for each in free] == [
        ("09:00", "10:30"), ("12:45", "18:00"),
    ]  # fmt: skip
    assert gaps([], end, NINE) == []


def test_the_way_to_one_place_is_gone_once() -> None:
    cafe = slot("A", "09:00", place="Café", travel=20)
    assert travel([cafe]) == 40
    assert travel([cafe, slot("B", "10:00", place="Café", travel=20)]) == 40
    assert travel([cafe, slot("B", "10:00", place="Clinic", travel=5), slot("C", "11:00")]) == 50


slots = st.lists(
    st.builds(
        lambda n, at, minutes, way: Slot(
            str(n), str(n), NINE + timedelta(minutes=at), minutes, way is not None, "x", way
        ),
        st.integers(0, 9),
        st.integers(-200, 800),
        st.integers(5, 240),
        st.none() | st.integers(0, 90),
    ),
    max_size=8,
)


@given(slots)
def test_no_free_time_touches_a_talk_or_its_way(given_slots: list[Slot]) -> None:
    end = NINE + timedelta(hours=9)
    free = gaps(given_slots, NINE, end)
    for gap in free:
        assert NINE <= gap.starts_at < gap.ends_at <= end
        assert gap.minutes >= SHORTEST_GAP
        assert all(gap.ends_at <= each.leave_at or gap.starts_at >= each.back_at for each in given_slots)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(free))


@given(slots)
def test_what_fits_is_apart_and_what_does_not_says_by_how_much(given_slots: list[Slot]) -> None:
    for conflict in conflicts(given_slots):
        assert conflict.words
        assert (conflict.minutes > 0) == (conflict.kind is not ConflictKind.TRAVEL_UNKNOWN)
