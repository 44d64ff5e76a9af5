"""What the person does with talks, apart from the moves: plan them, change them, find them, put them away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, select

from ..careers.models import Career
from ..contacts import service as contacts
from ..contacts import timeline
from ..contacts.following import follow
from ..contacts.models import ActivityKind, Contact
from ..core import search
from ..core.db import Query, parse_instant
from ..core.errors import Invalid
from ..core.store import Store
from ..core.views import Shown
from ..outreach import introductions
from . import answers, following, rules
from .models import Agenda, Interview, InterviewCareer, Move
from .models import InterviewState as State
from .schemas import InterviewCreate, InterviewQuery, InterviewUpdate, MoveQuery
from .views import CAREER, HISTORY, INTERVIEW, INTERVIEW_LIST, INTERVIEWS, TIE

_PRIVATE = ("do_not_contact", "contact_in_bin", "asked_elsewhere", "tally")
_TALKS = Query(
    select(INTERVIEW.c.id, INTERVIEW.c.state, INTERVIEW.c.starts_at, INTERVIEW.c.held_at).where(
        INTERVIEW.c.owner_id == bindparam("owner_id"),
        INTERVIEW.c.contact_id == bindparam("contact_id"),
        INTERVIEW.c.deleted_at.is_(None),
    )
)

_CAREERS = Query(
    select(*CAREER.c)
    .join(TIE, and_(TIE.c.owner_id == CAREER.c.owner_id, TIE.c.career_id == CAREER.c.id))
    .where(
        CAREER.c.owner_id == bindparam("owner_id"),
        TIE.c.interview_id == bindparam("interview_id"),
        CAREER.c.deleted_at.is_(None),
    )
    .order_by(CAREER.c.sort_title, CAREER.c.id)
)


def show(store: Store, interview_id: str) -> Shown:
    return complete(store, store.show(INTERVIEWS, interview_id))


def get(store: Store, interview_id: str) -> Interview:
    """The talk to decide with, for later steps."""
    return store.get(Interview, interview_id)


def careers(store: Store, interview_id: str) -> list[Career]:
    """The careers that a talk is about, for later steps; none that lies in the bin."""
    names = [c.name for c in CAREER.c]
    return [Career(**dict(zip(names, row, strict=True))) for row in store.rows(_CAREERS, interview_id=interview_id)]


def page(store: Store, query: InterviewQuery) -> Shown:
    """Talks with people who are not in the bin."""
    listed = store.page(INTERVIEW_LIST, query)
    return {**listed, "items": [complete(store, each) for each in listed["items"]]}


def history(store: Store, interview_id: str, query: MoveQuery) -> Shown:
    """Every move of a talk, oldest first."""
    store.show(INTERVIEWS, interview_id, binned=True)
    return store.page(HISTORY, query, interview_id=interview_id)


def add(store: Store, new: InterviewCreate) -> Shown:
    """Plan a talk."""
    values = new.model_dump(exclude={"career_ids"})
    contact = store.first(Contact, id=new.contact_id)
    if contact is None:
        raise Invalid.field("/contact_id", "there is no such contact", "Send the id of one of yours.")
    id_ = store.add(Interview, values, contact_name=contact.full_name)
    store.add(Agenda, id=id_)
    _tie(store, id_, new.career_ids)
    store.add(Move, interview_id=id_, action="plan", to_state=State.PLANNED.value, at=store.now)
    timeline.record(store, contact.id, ActivityKind.MOVED.value, text="Planned a talk.", about_id=id_)
    recount(store, contact.id)
    return show(store, id_)


def change(store: Store, interview_id: str, changed: InterviewUpdate, match: int | None) -> Shown:
    values = changed.changes()
    career_ids = values.pop("career_ids", None)
    set_values(store, store.get(Interview, interview_id), values, match=match)
    if career_ids is not None:
        store.drop(InterviewCareer, interview_id=interview_id)
        _tie(store, interview_id, career_ids)
    return show(store, interview_id)


def set_values(store: Store, talk: Interview, values: Mapping[str, Any], *, match: int | None = None) -> None:
    """Change a talk, and count what calendars have to be told of.

    Raises:
        NotFound, Stale
    """
    before = talk.model_dump()
    sequence = rules.next_sequence(before, values)
    counted = {} if sequence == talk.sequence else {"sequence": sequence, "their_answer": None}
    store.change(Interview, talk.id, {**values, **counted}, match=match)


def remove(store: Store, interview_id: str, match: int | None) -> None:
    contact_id = store.get(Interview, interview_id).contact_id
    store.remove(Interview, interview_id, match=match)
    recount(store, contact_id)
    answers.recount_of_talk(store, interview_id)


def restore(store: Store, interview_id: str) -> Shown:
    store.restore(Interview, interview_id)
    retell(store, store.get(Interview, interview_id).contact_id)
    return show(store, interview_id)


def complete(store: Store, row: Shown) -> Shown:
    """A row of `INTERVIEWS` as an answer: with the moves that are legal now, and how the agenda stands."""
    return {
        **{name: value for name, value in row.items() if name not in _PRIVATE},
        "thank_by": rules.thank_by(*(_instant(row[name]) for name in ("held_at", "ended_at", "thanked_at"))),
        "allowed": [] if row["deleted_at"] else rules.allowed(_talk(row), store.now),
        "agenda_summary": rules.agenda_summary(orjson.loads(row["tally"]), row["minutes"]),
    }


def talk_of(store: Store, interview_id: str) -> rules.Talk:
    """What decides which moves of a talk are legal."""
    return _talk(store.show(INTERVIEWS, interview_id))


def recount(store: Store, contact_id: str) -> None:
    """Note on the contact, and on who led to them, what all talks with them amount to; let later steps do as much."""
    talks = store.rows(_TALKS, contact_id=contact_id)
    contacts.note_progress(store, contact_id, **rules.progress((str(state), at) for _, state, at, _ in talks))
    held = sorted((at, id_) for id_, state, _, at in talks if state == State.HELD and at is not None)
    introductions.note_met(store, contact_id, held)
    following.tell(store, contact_id)


def answered(store: Store, interview_id: str, answer: str | None) -> None:
    """For later steps: note what they have replied to an invitation."""
    store.project(Interview, interview_id, {"their_answer": answer})


def debriefed(store: Store, interview_id: str, words: str) -> None:
    """For later steps: have search find the talk by what was written down about it afterwards."""
    store.project(Interview, interview_id, {"debrief_words": words})
    store.reindex(Interview, interview_id)


@follow
def retell(store: Store, contact_id: str) -> None:
    """After a contact was renamed, merged, put away or brought back: count anew, and have search tell the right name,
    or nothing of talks with people in the bin."""
    recount(store, contact_id)
    answers.recount_of_contact(store, contact_id)
    contact = store.get(Contact, contact_id, binned=True)
    for talk in store.find(Interview, contact_id=contact_id):
        if talk.contact_name != contact.full_name:
            store.project(Interview, talk.id, {"contact_name": contact.full_name})
        if contact.deleted_at is None:
            store.reindex(Interview, talk.id)
        else:
            search.drop(store.connection, store.owner, [(Interview.kind, talk.id)])


def _talk(row: Shown) -> rules.Talk:
    state = State(row["state"])
    return rules.Talk(
        row["id"],
        state,
        starts_at=_instant(row["starts_at"]),
        followed_up=row["followed_up_at"] is not None,
        followed_through=row["thanked_at"] is not None or row["debriefed_at"] is not None,
        do_not_contact=row["do_not_contact"],
        contact_in_bin=row["contact_in_bin"],
        asked_elsewhere=row["asked_elsewhere"],
        requested_at=_instant(row["requested_at"]) if state is State.REQUESTED else None,
    )


def _instant(shown: str | datetime | None) -> datetime | None:
    return parse_instant(shown) if isinstance(shown, str) else shown


def _tie(store: Store, interview_id: str, career_ids: list[str]) -> None:
    for career_id in career_ids:
        if store.first(Career, id=career_id) is None:
            raise Invalid.field("/career_ids", "there is no such career", "Send the id of a career of yours.")
    store.put_rows(InterviewCareer, [{"interview_id": interview_id, "career_id": each} for each in career_ids])
