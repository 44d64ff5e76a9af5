"""What letters say of a talk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, select

from ..careers.models import Career
from ..contacts import service as contacts
from ..core.db import Query
from ..core.errors import Invalid
from ..core.store import Store
from ..outreach import rules as letters
from ..outreach.compliments import brief
from ..outreach.placeholders import Letter, give
from .models import MINUTES, AgendaItem, AgendaItemState, Interview
from .views import CAREER, TIE

MOST_ANSWERS = 2
"""How many answers a letter quotes: more is a protocol."""

_CAREERS = Query(
    select(CAREER.c.title)
    .select_from(TIE.join(CAREER, and_(CAREER.c.owner_id == TIE.c.owner_id, CAREER.c.id == TIE.c.career_id)))
    .where(
        TIE.c.owner_id == bindparam("owner_id"),
        TIE.c.interview_id == bindparam("interview_id"),
        CAREER.c.deleted_at.is_(None),
    )
    .order_by(CAREER.c.sort_title, CAREER.c.id)
)


@give
def _talk(store: Store, letter: Letter) -> dict[str, str | None]:
    if letter.interview_id is None:
        return {"interview.minutes": str(MINUTES), "career.title": _only_career(store, letter.contact_id)}
    talk = store.first(Interview, id=letter.interview_id)
    if talk is None or talk.contact_id != letter.contact_id:
        raise Invalid.field("/interview_id", "there is no such talk with them", "Send the id of one, or leave it out.")
    titles = [title for (title,) in store.rows(_CAREERS, interview_id=talk.id)]
    theirs = contacts.get(store, talk.contact_id).time_zone
    return {
        "career.title": " or ".join(letters.in_a_sentence(title) for title in titles)
        or _only_career(store, talk.contact_id),
        "interview.goal": letters.inline(talk.goal),
        "interview.minutes": str(talk.minutes),
        "interview.when": when_to_them(talk.starts_at, talk.time_zone, theirs),
        "interview.place": talk.place,
        "interview.link": talk.meeting_link,
        "interview.what_mattered": what_mattered(store.find(AgendaItem, interview_id=talk.id)),
    }


def when_to_them(at: datetime | None, agreed: str | None, theirs: str | None) -> str | None:
    """An instant on the other person's clock, and on the one that was agreed on where that shows another time."""
    if at is None or agreed is None:
        return None
    first, other = (at.astimezone(ZoneInfo(zone)) for zone in (theirs or agreed, agreed))
    said = f"{first:%A}, {first.day} {first:%B} {first.year}, {first:%H:%M} {_city(theirs or agreed)} time"
    if other.utcoffset() == first.utcoffset():
        return said
    day = "" if other.date() == first.date() else f"{other:%A}, "
    return f"{said} ({day}{other:%H:%M} {_city(agreed)} time)"


def what_mattered(items: list[AgendaItem]) -> str:
    """What was answered, told back: what was marked as having mattered, else what was written down at most length."""
    answered = [each for each in items if each.state == AgendaItemState.ASKED and each.answer.strip()]
    chosen = [each for each in answered if each.mattered]
    if not chosen:
        chosen = sorted(answered, key=lambda each: -len(each.answer))
    told = sorted(chosen[:MOST_ANSWERS], key=lambda each: each.position)
    return "\n\n".join(f"When I asked “{each.text.strip()}”, you told me: {brief(each.answer)}" for each in told)


def _only_career(store: Store, contact_id: str) -> str | None:
    """The career that a contact can speak about, where it is one: of several a letter should not guess."""
    found = [store.first(Career, id=each) for each in contacts.careers_of(store, contact_id)]
    there = [each.title for each in found if each is not None]
    return letters.in_a_sentence(there[0]) if len(there) == 1 else None


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
