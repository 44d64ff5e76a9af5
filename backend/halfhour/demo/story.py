"""What is being told, and the order in which it happens."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from ..core.store import Store
from .calendar import Calendar


class Story:
    """What is being told: the store, the calendar, the ids of what exists by now, and what is still to happen.

    The store's `now` is set to each happening's time before it happens, so that the rules judge it, and everything is
    dated, as it would have been on that day.
    """

    def __init__(self, store: Store, calendar: Calendar, chance: Random) -> None:
        self.store = store
        self.calendar = calendar
        self.chance = chance
        self.ids: dict[str, str] = {}
        self.named: dict[str, Callable[[], object]] = {}
        """What follows when somebody is put down who was named in a talk before."""
        self._coming: list[tuple[datetime, Callable[[], object]]] = []

    def at(self, when: datetime, act: Callable[[], object]) -> None:
        """Have something happen; of two at one time, what was named first."""
        self._coming.append((when, act))

    def tell(self) -> None:
        """Let it all happen, the oldest first."""
        for when, act in sorted(self._coming, key=lambda happening: happening[0]):
            self.store.now = when
            act()
        self.store.now = self.calendar.now


def material(name: str) -> dict[str, Any]:
    """The texts of one part of the sample."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
