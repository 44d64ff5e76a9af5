"""Look at today: the next conversation, what is due, and whom to ask next, in one answer."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from ..accounts.service import zone_of
from ..core.store import Store
from ..core.views import Shown
from ..coverage import service as coverage
from ..coverage.schemas import NextQuery
from ..interviews import service as interviews
from ..interviews.models import InterviewState as State
from ..interviews.schemas import InterviewQuery
from ..outreach import introductions
from ..outreach.guard import start_of
from . import rules
from .schemas import TodayQuery
from .sources import further
from .views import BEGUN, COUNTS, KEPT_IN_TOUCH, TALKS, WRITTEN_TO

MOST_AHEAD = 5
MOST_SUGGESTIONS = 4
LONGEST = timedelta(hours=8)
"""No talk takes longer: what began before is over."""


def show(store: Store, query: TodayQuery) -> Shown:
    """Everything that today asks of the person, by the clock where they are."""
    now, zone = store.now, query.time_zone or zone_of(store)
    today = now.astimezone(ZoneInfo(zone)).date()
    talks = [_talk(row) for row in store.rows(TALKS, since=now - rules.REMEMBERED - LONGEST)]
    due = rules.dues(talks, _loops(store), [*_keep_in_touch(store, zone), *further(store)], now)
    waiting, planned = store.row(COUNTS) or (0, 0)
    return {
        "now": now,
        "day": today,
        "time_zone": zone,
        "ahead": _ahead(store, {talk.id for talk in talks if rules.is_over(talk, now)}),
        "dues": [{**each._asdict(), "kind": each.kind.value, "overdue": each.due_at < now} for each in due],
        "suggestions": coverage.suggest(store, NextQuery(limit=MOST_SUGGESTIONS))["items"],
        "counts": {"waiting": waiting, "planned": planned},
        "begun": dict(zip(("career", "people", "talk", "questions"), map(bool, store.row(BEGUN) or ()), strict=True)),
    }


def coming(store: Store) -> Iterator[tuple[rules.Talk, rules.Due]]:
    """What is due for talks, or will be if nothing happens, for later steps."""
    for row in store.rows(TALKS, since=store.now - rules.REMEMBERED - LONGEST):
        talk = _talk(row)
        for due in rules.coming(talk, store.now):
            yield talk, due


def _talk(row: tuple[object, ...]) -> rules.Talk:
    found = rules.Talk._make(row)
    return found._replace(state=State(found.state))


def _ahead(store: Store, over: set[str]) -> list[Shown]:
    """The talks that are to come or going on, the next one first."""
    told = {"state": State.SCHEDULED, "sort": "starts_at", "from": store.now - LONGEST}
    asked = InterviewQuery.model_validate({**told, "limit": MOST_AHEAD + min(len(over), 50)})
    return [each for each in interviews.page(store, asked)["items"] if each["id"] not in over][:MOST_AHEAD]


def _loops(store: Store) -> list[rules.Loop]:
    return [rules.Loop(*(each[name] for name in rules.Loop._fields)) for each in introductions.loops_due(store)]


def _keep_in_touch(store: Store, zone: str) -> list[rules.Due]:
    people = [rules.Kept(*row) for row in store.rows(KEPT_IN_TOUCH)]
    begins = start_of(store.now.astimezone(ZoneInfo(zone)).date(), zone)
    done = store.row(WRITTEN_TO, since=begins) if people else None
    return rules.keep_in_touch(people, store.now, zone, done[0] if done else 0)
