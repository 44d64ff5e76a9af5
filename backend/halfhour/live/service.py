"""What the person does in the half hour: ask for leave to record."""

from typing import Any

from ..contacts.rules import refuse_future
from ..core.store import Store
from ..core.views import Shown
from ..interviews import service as interviews
from ..interviews.models import Interview
from .schemas import RecordingConsentUpdate


def note_consent(store: Store, interview_id: str, asked: RecordingConsentUpdate, match: int | None) -> Shown:
    """Note what they said when asked for leave to record, when, and how they were asked.

    Raises:
        InTheFuture, Stale
    """
    at = asked.at or store.now
    refuse_future(at, store.now)
    values: dict[str, Any] = {"recording_consent": None, "recording_consent_at": None, "recording_consent_how": ""}
    if asked.consent is not None:
        values = {
            "recording_consent": asked.consent.value,
            "recording_consent_at": at,
            "recording_consent_how": asked.how,
        }
    store.change(Interview, interview_id, values, match=match)
    return interviews.show(store, interview_id)
