"""What answers show of a checklist and of research, and how they are read."""

from sqlalchemy import bindparam, exists, func, or_, select

from ..core.db import Query, table_of
from ..core.views import View
from ..interviews.views import TIE
from ..notes.models import NoteKind
from ..notes.views import NOTE
from .models import ChecklistItem
from .schemas import ChecklistItemKept

ITEM = table_of(ChecklistItem)

ITEMS = View(ChecklistItem, ChecklistItemKept)

COUNT = Query(
    select(func.count()).where(
        ITEM.c.owner_id == bindparam("owner_id"),
        ITEM.c.interview_id == bindparam("interview_id"),
        ITEM.c.proposal.is_(None),
        ITEM.c.deleted_at.is_(None),
    )
)
"""How many things of one's own are on a checklist."""

NOTES_MOST = 40
TEXT_MOST = 10_000

RESEARCH = Query(
    select(NOTE.c.id, NOTE.c.title, func.substr(NOTE.c.body, 1, TEXT_MOST), func.length(NOTE.c.body) <= TEXT_MOST)
    .where(
        NOTE.c.owner_id == bindparam("owner_id"),
        NOTE.c.deleted_at.is_(None),
        NOTE.c.purpose == NoteKind.RESEARCH.value,
        or_(
            NOTE.c.contact_id == bindparam("contact_id"),
            NOTE.c.interview_id == bindparam("interview_id"),
            NOTE.c.organization_id == bindparam("organization_id"),
            exists().where(
                TIE.c.owner_id == NOTE.c.owner_id,
                TIE.c.interview_id == bindparam("interview_id"),
                TIE.c.career_id == NOTE.c.career_id,
            ),
        ),
    )
    .order_by(NOTE.c.updated_at.desc(), NOTE.c.id.desc())
    .limit(NOTES_MOST)
)
"""The latest research notes about a talk, the person, where they work and the careers that it is about."""
