"""What letters say out of notes: those that were written in a talk."""

from ..core.store import Store
from ..outreach.compliments import brief
from ..outreach.placeholders import Letter, give
from .models import Note, NoteKind


@give
def _own_notes(store: Store, letter: Letter) -> dict[str, str | None]:
    """The longest live note of the talk; it stands in for answers where none were written down."""
    if letter.interview_id is None:
        return {}
    found = store.find(Note, interview_id=letter.interview_id, purpose=NoteKind.LIVE.value)
    told = brief(max((each.body for each in found), key=len, default=""))
    return {"interview.notes": told, "interview.what_mattered": told}
