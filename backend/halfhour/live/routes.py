"""The addresses of what happens in the half hour."""

from ..contacts.rules import InTheFuture
from ..core.routes import IfMatch, Reading, Routes, Writing
from ..core.views import Shown
from ..interviews.rules import NotHeld
from ..interviews.schemas import InterviewRead
from . import closing, service
from .rules import NamedThemselves
from .schemas import CloseCreate, ClosingRead, RecordingConsentUpdate

live = Routes("live", about="The half hour itself: leave to record, and how the talk was closed.", scope="interviews")


@live.put("/interviews/{interview_id}/recording-consent", InterviewRead, refuses=[InTheFuture])
def set_recording_consent(store: Writing, interview_id: str, asked: RecordingConsentUpdate, match: IfMatch) -> Shown:
    """Note what they said when asked for leave to record. Recordings are taken only where it was given."""
    return service.note_consent(store, interview_id, asked, match)


@live.get("/interviews/{interview_id}/closing", ClosingRead)
def get_closing(store: Reading, interview_id: str) -> Shown:
    """Get how an interview was closed, and whom they suggested."""
    return closing.show(store, interview_id)


@live.post("/interviews/{interview_id}/close", ClosingRead, refuses=[NotHeld, NamedThemselves, InTheFuture])
def close_interview(store: Writing, interview_id: str, said: CloseCreate, match: IfMatch) -> Shown:
    """Close an interview: thanks, promises, and the people to meet next. It can be said again, with more."""
    return closing.close(store, interview_id, said, match)


ROUTES = [live]
