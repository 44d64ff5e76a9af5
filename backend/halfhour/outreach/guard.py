"""The ask guard: whether somebody may be asked or reminded now, and what a careful friend would say first.

A refusal stops the move, a warning does not. Each says what is the matter and how to mend it, in the person's words.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..core.errors import Refusal

FOLLOW_UP_AFTER = timedelta(days=7)
"""How long an ask is left alone."""
EXPIRES_AFTER = timedelta(days=14)
"""How long a reply to an ask is waited for …"""
EXPIRES_AFTER_FOLLOW_UP = timedelta(days=7)
"""… and how long after the follow-up, if that ends later."""
RECENTLY = timedelta(days=90)
"""How long a no, or no answer, is respected."""
WEEKLY_ASKS = 5
"""How many people one asks in a week, unless one sets oneself another number."""


class Deed(StrEnum):
    """What the person is about to do."""

    REQUEST = "request"
    FOLLOW_UP = "follow_up"


class Severity(StrEnum):
    """Whether it stops the person, or only tells them."""

    REFUSAL = "refusal"
    WARNING = "warning"


class AskCheck(StrEnum):
    """What may be the matter. A refusal bears the code under which the move is refused."""

    NOBODY_THERE = "nobody_there"
    CONTACT_IN_BIN = "contact_in_bin"
    DO_NOT_CONTACT = "do_not_contact"
    ASKED_ALREADY = "asked_already"
    FOLLOWED_UP_ALREADY = "followed_up_already"
    FOLLOW_UP_TOO_EARLY = "follow_up_too_early"
    TALK_THERE = "talk_there"
    DECLINED_RECENTLY = "declined_recently"
    UNANSWERED_RECENTLY = "unanswered_recently"
    TOO_COLD = "too_cold"
    ENOUGH_FOR_THE_WEEK = "enough_for_the_week"


class ContactInBin(Refusal):
    """The contact lies in the bin."""


class DoNotContact(Refusal):
    """This person is not to be contacted."""


class AskedAlready(Refusal):
    """This person is being asked already."""


class FollowedUpAlready(Refusal):
    """One follow-up is enough."""


class FollowUpTooEarly(Refusal):
    """An ask is left alone for a week."""


class Ask(NamedTuple):
    """What decides whether an ask or a follow-up is refused. `asked_elsewhere`: another talk waits for their reply."""

    deed: Deed
    now: datetime
    in_bin: bool = False
    do_not_contact: bool = False
    asked_elsewhere: bool = False
    followed_up: bool = False
    requested_at: datetime | None = None


class Around(NamedTuple):
    """What else a careful person looks at before they ask. `warm`: there was a touch, or one has said why them."""

    warm: bool = True
    talk_there: bool = False
    declined_at: datetime | None = None
    unanswered_at: datetime | None = None
    asked_this_week: int = 0
    weekly_asks: int = WEEKLY_ASKS


class Finding(NamedTuple):
    """What is the matter, and how to mend it. `until`: when it stops being so, where that is known."""

    check: AskCheck
    severity: Severity
    message: str
    mend: str
    refusal: type[Refusal] | None = None
    until: datetime | None = None


_IN_BIN = Finding(
    AskCheck.CONTACT_IN_BIN, Severity.REFUSAL, "They lie in the bin.", "Restore the contact first.", ContactInBin
)
_LEFT_ALONE = Finding(
    AskCheck.DO_NOT_CONTACT,
    Severity.REFUSAL,
    "They are marked as not to be contacted.",
    "Take the mark off if it is wrong, or ask somebody else.",
    DoNotContact,
)
_ASKED = Finding(
    AskCheck.ASKED_ALREADY,
    Severity.REFUSAL,
    "Another talk with them waits for a reply.",
    "Follow up on that one, or close it first.",
    AskedAlready,
)
_FOLLOWED_UP = Finding(
    AskCheck.FOLLOWED_UP_ALREADY,
    Severity.REFUSAL,
    "You have asked and followed up: two messages are enough.",
    "Note that there was no response; should they reply after all, reopen the talk.",
    FollowedUpAlready,
)
_TALK = Finding(
    AskCheck.TALK_THERE,
    Severity.WARNING,
    "There is a talk with them already.",
    "Look at it before you plan another.",
)
_COLD = Finding(
    AskCheck.TOO_COLD,
    Severity.WARNING,
    "To them you are a stranger: nothing has passed between you, and you have not said why them.",
    "Warm up first. Follow them, comment on something they wrote or congratulate them on a milestone, and write down"
    " what you admire.",
)
NOBODY = Finding(
    AskCheck.NOBODY_THERE, Severity.REFUSAL, "There is nobody to ask yet.", "Choose somebody from among your people."
)


def refusal(ask: Ask) -> Finding | None:
    """What stops an ask or a follow-up, if anything does."""
    return next(_refusals(ask), None)


def findings(ask: Ask, around: Around) -> list[Finding]:
    """All that is to be said before an ask or a follow-up: what stops it first, then what one should hear."""
    return [*_refusals(ask), *_warnings(ask, around)]


def _refusals(ask: Ask) -> Iterator[Finding]:
    if ask.in_bin:
        yield _IN_BIN
    if ask.do_not_contact:
        yield _LEFT_ALONE
    if ask.deed is Deed.REQUEST:
        if ask.asked_elsewhere:
            yield _ASKED
    elif ask.followed_up:
        yield _FOLLOWED_UP
    elif ask.requested_at is not None and ask.now < (begins := follow_up_from(ask.requested_at)):
        yield Finding(
            AskCheck.FOLLOW_UP_TOO_EARLY,
            Severity.REFUSAL,
            "You asked less than a week ago, and people are busy.",
            f"Follow up from {_said(begins)} on.",
            FollowUpTooEarly,
            begins,
        )


def _warnings(ask: Ask, around: Around) -> Iterator[Finding]:
    if ask.deed is not Deed.REQUEST:
        return
    if around.talk_there and not ask.asked_elsewhere:
        yield _TALK
    if around.declined_at is not None and ask.now < (over := around.declined_at + RECENTLY):
        yield Finding(
            AskCheck.DECLINED_RECENTLY,
            Severity.WARNING,
            f"They said no on {_day(around.declined_at)}.",
            "Leave them some months, unless they told you to come back.",
            until=over,
        )
    if around.unanswered_at is not None and ask.now < (over := around.unanswered_at + RECENTLY):
        yield Finding(
            AskCheck.UNANSWERED_RECENTLY,
            Severity.WARNING,
            f"They did not answer; you stopped waiting on {_day(around.unanswered_at)}.",
            "A third message rarely helps. Ask somebody else, or find another way to meet them.",
            until=over,
        )
    if not around.warm:
        yield _COLD
    if around.asked_this_week >= around.weekly_asks:
        asked = "1 person" if around.asked_this_week == 1 else f"{around.asked_this_week} people"
        yield Finding(
            AskCheck.ENOUGH_FOR_THE_WEEK,
            Severity.WARNING,
            f"You have asked {asked} this week; you set yourself {around.weekly_asks}.",
            "Each yes wants half an hour and a good preparation. Let some answers come in first.",
        )


def follow_up_from(requested_at: datetime) -> datetime:
    """From when on one may follow up on an ask."""
    return requested_at + FOLLOW_UP_AFTER


def expires_at(requested_at: datetime, followed_up_at: datetime | None) -> datetime:
    """Until when a reply is waited for."""
    end = requested_at + EXPIRES_AFTER
    return end if followed_up_at is None else max(end, followed_up_at + EXPIRES_AFTER_FOLLOW_UP)


def week_of(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The calendar week in a time zone, Monday to Monday, as the instants at which it begins and ends."""
    day = now.astimezone(ZoneInfo(zone)).date()
    monday = day - timedelta(days=day.weekday())
    return start_of(monday, zone), start_of(monday + timedelta(days=7), zone)


def start_of(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a time zone, also where its clocks skip or repeat midnight."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _said(at: datetime) -> str:
    return f"{at:%A}, {_day(at)}, {at:%H:%M} UTC"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
