"""What becomes of asks that nobody answers."""

from datetime import timedelta

from ..contacts.models import Contact
from ..core.db import instant_text
from ..core.store import Store
from ..core.worker import Retry
from ..outreach import guard
from . import asking, moves
from .models import Interview
from .models import InterviewState as State
from .schemas import NoResponseCreate

WHILE_BINNED = timedelta(days=1)
TOLD = "Closed by itself: no reply came in time. Should one come after all, reopen the talk."


def expire_ask(store: Store, _job_id: str, interview_id: str, asked: str) -> None:
    """Close a talk whose ask was not answered, as the person would. An ask that was answered, closed or made anew since
    is let be; one that was followed up on, or lies in the bin for now, is looked at again later."""
    talk = next(iter(store.find(Interview, id=interview_id, binned=True)), None)
    if talk is None or talk.state != State.REQUESTED or talk.requested_at is None:
        return
    if instant_text(talk.requested_at) != asked or asking.has_replied(store, talk):
        return
    if talk.deleted_at is not None or store.first(Contact, id=talk.contact_id) is None:
        raise Retry(WHILE_BINNED)
    due = guard.expires_at(talk.requested_at, talk.followed_up_at)
    if due > store.now:
        raise Retry(due - store.now)
    moves.no_response(store, talk.id, NoResponseCreate(note=TOLD), None)


HANDLERS = {"interviews.expire": expire_ask}
