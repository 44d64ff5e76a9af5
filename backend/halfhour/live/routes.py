"""The addresses of what happens in the half hour."""

from ..contacts.rules import InTheFuture
from ..core.routes import IfMatch, Routes, Writing
from ..core.views import Shown
from ..interviews.schemas import InterviewRead
from . import service
from .schemas import RecordingConsentUpdate

live = Routes("live", about="The half hour itself: leave to record, and how the talk was closed.", scope="interviews")


@live.put("/interviews/{interview_id}/recording-consent", InterviewRead, refuses=[InTheFuture])
def set_recording_consent(store: Writing, interview_id: str, asked: RecordingConsentUpdate, match: IfMatch) -> Shown:
    """Note what they said when asked for leave to record. Recordings are taken only where it was given."""
    return service.note_consent(store, interview_id, asked, match)


ROUTES = [live]
