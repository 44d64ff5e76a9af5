"""When things happened, counted from now: the sample is as fresh as the day on which it is made."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/London")
SATURDAY = 5


class Calendar:
    """Days before now, and hours chosen by the seed."""

    def __init__(self, now: datetime, chance: Random) -> None:
        self.now = now
        self.today = now.astimezone(HOME).date()
        self._chance = chance

    def on(self, ago: int, after: datetime | None = None) -> datetime:
        """Some hour of that day at which one is awake, and later than `after`; never later than now."""
        minute = self._chance.randrange(8 * 60, 21 * 60)
        at = self._wall(self.today - timedelta(days=ago), time(minute // 60, minute % 60), HOME)
        if after is not None and at <= after:
            at = after + timedelta(minutes=self._chance.randrange(4, 40))
        return min(at, self.now)

    def soon(self, after: datetime) -> datetime:
        """A few minutes later."""
        return min(after + timedelta(minutes=self._chance.randrange(3, 30)), self.now)

    def meeting(self, told: Mapping[str, Any], zone: str) -> tuple[str, datetime]:
        """What the clock on the wall shows at a meeting, and the instant: people at work meet on working days."""
        step = 1 if "in" in told else -1
        day = self.today + timedelta(days=told["in"] if "in" in told else -told["ago"])
        while day.weekday() >= SATURDAY and not told.get("any_day"):
            day += timedelta(days=step)
        at = time.fromisoformat(told["at"])
        return f"{day}T{told['at']}", self._wall(day, at, ZoneInfo(zone))

    def long_ago(self) -> date:
        """A day within the nine years before the last."""
        return self.today - timedelta(days=self._chance.randrange(365, 3650))

    @staticmethod
    def _wall(day: date, at: time, zone: ZoneInfo) -> datetime:
        return datetime.combine(day, at, zone).astimezone(UTC)
