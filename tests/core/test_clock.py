"""Ids in order, and zones that are right this year."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from halfhour.core.clock import clock, is_id, new_id


def test_ids_of_one_millisecond_are_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "tell", lambda: 1_800_000_000.0)
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))
    assert all(is_id(each) and each[14] == "7" and each[19] in "89ab" for each in ids)


def test_a_clock_that_goes_back_does_not_turn_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "tell", lambda: 1_900_000_000.0)
    before = new_id()
    monkeypatch.setattr(clock, "tell", lambda: 1_899_999_000.0)
    assert new_id() > before


def test_the_zones_are_those_of_the_package_not_of_the_machine() -> None:
    vancouver = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("America/Vancouver"))
    assert vancouver.utcoffset() == timedelta(hours=-7), "British Columbia stays on summer time from 2026 on"
