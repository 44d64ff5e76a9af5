"""What letters say out of notes: those that were written in a talk, where a template asks for them."""

import re

from ..core.store import Store
from ..outreach.compliments import brief
from ..outreach.placeholders import Letter, give
from .models import Note, NoteKind

_MARKS = re.compile(r"^\s*(?:#+|[-*+]|\d+\.)\s+|[*_`]", re.MULTILINE)
"""What makes Markdown of a line, and has no place in a letter."""


@give
def _own_notes(store: Store, letter: Letter) -> dict[str, str | None]:
    """The longest live note of the talk. Never in the place of what they said: notes are written for oneself."""
    if letter.interview_id is None:
        return {}
    found = store.find(Note, interview_id=letter.interview_id, purpose=NoteKind.LIVE.value)
    longest = max((each.body for each in found), key=len, default="")
    return {"interview.notes": brief(_MARKS.sub("", longest))}
