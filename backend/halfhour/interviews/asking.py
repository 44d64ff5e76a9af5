"""The ask guard at work: what to mind before one asks, and asks that nobody answered."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from ..accounts.service import zone_of
from ..contacts.models import Activity, ActivityKind, Contact
from ..core.db import Instant, Query, instant_text, table_of
from ..core.store import Store
from ..core.views import Shown
from ..outreach import guard
from ..outreach.guard import Deed
from ..profile import service as profile
from .models import Interview
from .models import InterviewAction as Action
from .models import InterviewState as State
from .rules import OPEN
from .schemas import GuardQuery
from .views import MOVE

GRACE = timedelta(days=1)
"""An ask that is written down late is not closed before the person could write down what came of it."""

_ACTIVITY = table_of(Activity)
_ASKED = Query(
    select(func.count()).where(
        MOVE.c.owner_id == bindparam("owner_id"),
        MOVE.c.action == Action.REQUEST.value,
        MOVE.c.at >= bindparam("begins", type_=Instant()),
        MOVE.c.at < bindparam("ends", type_=Instant()),
    )
)
_REPLIED = Query(
    select(_ACTIVITY.c.id)
    .where(
        _ACTIVITY.c.owner_id == bindparam("owner_id"),
        _ACTIVITY.c.contact_id == bindparam("contact_id"),
        _ACTIVITY.c.what == ActivityKind.REPLY_IN.value,
        _ACTIVITY.c.at >= bindparam("since", type_=Instant()),
        _ACTIVITY.c.deleted_at.is_(None),
    )
    .limit(1)
)


def guarded(store: Store, query: GuardQuery) -> Shown:
    """What to mind before an ask or a follow-up. Somebody who does not exist is nobody to ask."""
    talk = store.first(Interview, id=query.interview_id) if query.interview_id else None
    wanted = query.contact_id or (talk.contact_id if talk else None)
    contact = next(iter(store.find(Contact, id=wanted, binned=True)), None) if wanted else None
    if contact is None or (query.interview_id and (talk is None or talk.contact_id != contact.id)):
        return _answer(store, None, None, Deed.REQUEST, [(guard.NOBODY, None)])
    deed = Deed.FOLLOW_UP if talk is not None and talk.state == State.REQUESTED else Deed.REQUEST
    others = [each for each in store.find(Interview, contact_id=contact.id) if talk is None or each.id != talk.id]
    waiting = next((each.id for each in others if each.state == State.REQUESTED), None)
    there = next((each.id for each in others if each.state in OPEN), None)
    ask = guard.Ask(
        deed,
        store.now,
        in_bin=contact.deleted_at is not None,
        do_not_contact=contact.do_not_contact,
        asked_elsewhere=waiting is not None,
        followed_up=talk is not None and talk.followed_up_at is not None,
        requested_at=talk.requested_at if talk else None,
    )
    around = guard.Around(
        warm=contact.last_touch_at is not None or bool(contact.why_them.strip()),
        talk_there=there is not None,
        declined_at=_closed(others, State.DECLINED),
        unanswered_at=_closed(others, State.NO_RESPONSE),
        asked_this_week=asked_this_week(store),
        weekly_asks=profile.get(store).weekly_asks,
    )
    about = {guard.AskCheck.ASKED_ALREADY: waiting, guard.AskCheck.TALK_THERE: there}
    found = [(each, about.get(each.check)) for each in guard.findings(ask, around)]
    return _answer(store, contact.id, talk, deed, found)


def asked_this_week(store: Store) -> int:
    """How many asks went out since Monday, where the person lives."""
    begins, ends = guard.week_of(store.now, zone_of(store))
    row = store.row(_ASKED, begins=begins, ends=ends)
    return int(row[0]) if row else 0


def has_replied(store: Store, talk: Interview) -> bool:
    """Whether the contact has written or said something since they were asked."""
    return store.row(_REPLIED, contact_id=talk.contact_id, since=talk.requested_at) is not None


def watch(store: Store, interview_id: str, requested_at: datetime) -> None:
    """Have the ask looked at again when its time is up: see interviews.jobs."""
    due = max(guard.expires_at(requested_at, None), store.now + GRACE)
    store.enqueue(
        "interviews.expire", delay=due - store.now, interview_id=interview_id, asked=instant_text(requested_at)
    )


def _closed(talks: list[Interview], state: State) -> datetime | None:
    return max((each.closed_at for each in talks if each.state == state and each.closed_at), default=None)


def _answer(
    store: Store,
    contact_id: str | None,
    talk: Interview | None,
    deed: Deed,
    found: list[tuple[guard.Finding, str | None]],
) -> Shown:
    asked = talk.requested_at if talk is not None and talk.state == State.REQUESTED else None
    return {
        "contact_id": contact_id,
        "interview_id": talk.id if talk else None,
        "deed": deed.value,
        "may": not any(each.severity is guard.Severity.REFUSAL for each, _ in found),
        "findings": [
            {
                "check": each.check.value,
                "severity": each.severity.value,
                "message": each.message,
                "mend": each.mend,
                "until": each.until,
                "interview_id": about,
            }
            for each, about in found
        ],
        "follow_up_from": guard.follow_up_from(asked) if asked and talk and not talk.followed_up_at else None,
        "expires_at": guard.expires_at(asked, talk.followed_up_at) if asked and talk else None,
        "asked_this_week": asked_this_week(store),
        "weekly_asks": profile.get(store).weekly_asks,
    }
