"""Tell ten weeks in order, each happening at its own time, through the services and their rules."""

from datetime import datetime
from random import Random

from ..core.clock import clock
from ..core.engine import Database
from ..core.store import writing
from . import careers, people, talks
from .calendar import Calendar
from .story import Story

SEED = 7


def fill(database: Database, owner: str, *, seed: int = SEED, now: datetime | None = None) -> None:
    """Fill an account with the sample, in one transaction. The same seed at the same time tells the same story."""
    with writing(database, owner) as store:
        chance = Random(seed)  # noqa: S311  # it picks hours and telephone numbers, no secrets
        story = Story(store, Calendar(now or clock.now(), chance), chance)
        for part in (careers, people, talks):
            part.plan(story)
        story.tell()
