"""Decisions about feeds from plain values: what a calendar is told, and how a feed is."""

from datetime import datetime, timedelta

from ...core.errors import Refusal
from ...interviews.events_ics import Alarm, Event, uid
from ...today.rules import Due, DueKind
from .models import FeedContent as Content
from .models import FeedDetail as Detail
from .models import FeedState

MOST_FEEDS = 20
MOST_TALKS = 2000
LOOKS_BACK = timedelta(days=366)
"""How long a talk stays in a feed."""
KEEPS_CANCELLED = timedelta(weeks=6)
"""How long a feed tells that a talk was called off: calendars look for changes once a day or less often."""
REFRESH = timedelta(hours=1)
"""How often calendars are asked to look again. Few heed it."""
QUIET_AFTER = timedelta(days=3)
COARSE = timedelta(minutes=10)
"""How exactly it is kept when a feed was last fetched."""
READY = 15

_A_WHILE = timedelta(minutes=30)
_DUE = {DueKind.THANK: Content.THANK_YOUS, DueKind.FOLLOW_UP: Content.FOLLOW_UPS, DueKind.DEBRIEF: Content.DEBRIEFS}
_NAMELESS = {
    DueKind.THANK: "Send thanks for a talk",
    DueKind.FOLLOW_UP: "Follow up on an ask",
    DueKind.DEBRIEF: "Write down what a talk tells you",
}


class TooManyFeeds(Refusal):
    """There are as many feeds as one may have."""


def refuse_more(count: int) -> None:
    """Raises: TooManyFeeds"""
    if count >= MOST_FEEDS:
        raise TooManyFeeds(f"Delete one that no calendar asks for any more: {MOST_FEEDS} are kept.")


def veiled(event: Event, detail: Detail) -> Event:
    """A talk as the feed may tell of it: all; that it is a talk, but not with whom, where and about what; or only that
    one is busy."""
    if detail is Detail.FULL:
        return event
    bare = event._replace(location="", description="", link="")
    if detail is Detail.BUSY:
        return bare._replace(summary="Busy", url="", alarm=_hushed(event.alarm, "Busy"))
    return bare._replace(
        summary="Informational interview", description=event.url, alarm=_hushed(event.alarm, "Informational interview")
    )


def _hushed(alarm: Alarm | None, words: str) -> Alarm | None:
    return None if alarm is None else alarm._replace(words=words)


def wanted(due: Due, contents: list[str], detail: Detail) -> bool:
    """Whether a feed tells of something due. Somebody who is shown no more than that one is busy is not."""
    content = _DUE.get(due.kind)
    return content is not None and content.value in contents and detail is not Detail.BUSY


def due_event(due: Due, changed_at: datetime, detail: Detail, origin: str, *, rings: bool) -> Event:
    """Something due as an entry: the half hour before it must be done, or from when on it may be. It takes no time that
    others could not have."""
    starts_at = due.due_at if due.kind is DueKind.FOLLOW_UP else due.due_at - _A_WHILE
    full = detail is Detail.FULL
    words = due.words.rstrip(".") if full else _NAMELESS[due.kind]
    url = origin + (due.page if full else f"/interviews/{due.interview_id}")
    return Event(
        uid(str(due.interview_id), due.kind.value),
        changed_at,
        starts_at,
        starts_at + _A_WHILE,
        words,
        busy=False,
        description=url,
        url=url,
        alarm=Alarm(timedelta(), words) if rings else None,
    )


def state_of(last_used_at: datetime | None, now: datetime) -> FeedState:
    if last_used_at is None:
        return FeedState.WAITING
    return FeedState.QUIET if now - last_used_at > QUIET_AFTER else FeedState.FETCHED


SAID = {
    FeedState.WAITING: (
        "No calendar has asked for it yet.",
        "Subscribe to its address in your calendar. Some take a day before they look for the first time.",
    ),
    FeedState.FETCHED: ("A calendar asks for it.", None),
    FeedState.QUIET: (
        "No calendar has asked for it for more than three days.",
        "Look whether your calendar still has the subscription. If you can't find its address, make a new one.",
    ),
}
"""What to say of each state, and what one can do."""
