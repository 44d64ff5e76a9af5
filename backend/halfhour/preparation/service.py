"""What the person does in the days before a talk: tick off, add, set aside, and see what research answers."""

from zoneinfo import ZoneInfo

from ..contacts.models import Contact, Organization
from ..core.clock import is_id
from ..core.errors import NotFound, Stale
from ..core.store import Store
from ..core.views import Shown
from ..interviews import agenda
from ..interviews import service as interviews
from ..interviews.models import AgendaItem, AgendaItemState, Interview
from ..interviews.models import InterviewMode as Mode
from ..profile import service as profile
from ..questions.rules import Check as Habit
from ..questions.rules import check as advice
from . import passages, rules
from .models import ChecklistItem, Errand, Origin
from .rules import PROPOSALS, ProposedCheck
from .schemas import AnsweredBy, ChecklistItemCreate, ChecklistItemUpdate
from .views import COUNT, ITEMS, RESEARCH, TEXT_MOST

_BY_RESEARCH = {
    "by": AnsweredBy.RESEARCH.value,
    "reason": "What you have read answers it.",
    "mend": "Strike it off, or build on what you know: ask how they see it themselves.",
}


def show(store: Store, interview_id: str) -> Shown:
    """Everything that one prepares with, in one answer."""
    talk = interviews.get(store, interview_id)
    contact = store.get(Contact, talk.contact_id, binned=True)
    checklist = _checklist(store, talk, _facts(store, talk, contact))
    research = _research(store, talk, contact)
    return {
        "interview": interviews.show(store, interview_id),
        "checklist": checklist,
        "progress": rules.progress(checklist),
        "research": research,
        "agenda": agenda.show(store, interview_id),
        "suggestions": _suggestions(store.find(AgendaItem, interview_id=interview_id), research),
    }


def show_item(store: Store, interview_id: str, item_id: str) -> Shown:
    """Something to see to, also one that is proposed and was never touched."""
    talk = interviews.get(store, interview_id)
    facts = _facts(store, talk, store.get(Contact, talk.contact_id, binned=True))
    item = _find(store, interview_id, item_id)
    if item is not None:
        return _told(store.show(ITEMS, item_id), facts)
    return _told(_untouched(interview_id, _proposal(interview_id, item_id)), facts)


def add(store: Store, interview_id: str, new: ChecklistItemCreate) -> Shown:
    """Add something of one's own.

    Raises:
        ChecklistFull
    """
    interviews.get(store, interview_id)
    rules.refuse_full(1 + int(store.rows(COUNT, interview_id=interview_id)[0][0]))
    return show_item(store, interview_id, store.add(ChecklistItem, text=new.text, interview_id=interview_id))


def change(store: Store, interview_id: str, item_id: str, changed: ChecklistItemUpdate, match: int | None) -> Shown:
    """Tick, reword or set aside; what is proposed is kept from its first change on.

    Raises:
        Stale: it has another version. Untouched, what is proposed has version 0.
    """
    interviews.get(store, interview_id)
    item = _find(store, interview_id, item_id)
    values = rules.settled(item.done_at if item else None, changed.changes(), store.now)
    if item is not None:
        store.change(ChecklistItem, item_id, values, match=match)
    else:
        proposal = _proposal(interview_id, item_id)
        if match:
            raise Stale(0)
        store.add(ChecklistItem, values, id=item_id, interview_id=interview_id, proposal=proposal.value)
    return show_item(store, interview_id, item_id)


def remove(store: Store, interview_id: str, item_id: str, match: int | None) -> None:
    """Delete something of one's own.

    Raises:
        ProposedCheck: it is not one's own.
    """
    interviews.get(store, interview_id)
    item = _find(store, interview_id, item_id)
    if item is None:
        _proposal(interview_id, item_id)
    if item is None or item.proposal is not None:
        raise ProposedCheck("Set it aside instead: send `needed` false.")
    store.remove(ChecklistItem, item_id, match=match)


def restore(store: Store, interview_id: str, item_id: str) -> Shown:
    """Take something of one's own out of the bin.

    Raises:
        ChecklistFull
    """
    interviews.get(store, interview_id)
    item = store.get(ChecklistItem, item_id, binned=True)
    if item.interview_id != interview_id:
        raise NotFound
    if item.deleted_at is not None:
        rules.refuse_full(1 + int(store.rows(COUNT, interview_id=interview_id)[0][0]))
        store.restore(ChecklistItem, item_id)
    return show_item(store, interview_id, item_id)


# What there is to see to


def _find(store: Store, interview_id: str, item_id: str) -> ChecklistItem | None:
    return store.first(ChecklistItem, id=item_id, interview_id=interview_id) if is_id(item_id) else None


def _proposal(interview_id: str, item_id: str) -> Errand:
    errand = rules.errand_of(interview_id, item_id)
    if errand is None:
        raise NotFound
    return errand


def _untouched(interview_id: str, errand: Errand) -> Shown:
    row = ChecklistItem(owner_id="", id=rules.id_of(interview_id, errand), interview_id=interview_id)
    row.proposal, row.version = errand.value, 0
    return {name: getattr(row, name) for name in ITEMS.keys}


def _told(row: Shown, facts: rules.Facts) -> Shown:
    """A row as an answer: in the words of the proposal unless they were changed, with why and what is known."""
    if row["proposal"] is None:
        return {**row, "why": "", "detail": ""}
    errand = Errand(row["proposal"])
    text = row["text"] or PROPOSALS[errand].text
    return {**row, "text": text, "why": PROPOSALS[errand].why, "detail": rules.detail_of(errand, facts)}


def _checklist(store: Store, talk: Interview, facts: rules.Facts) -> list[Shown]:
    rows = store.find(ChecklistItem, interview_id=talk.id)
    kept = {row.proposal: {name: getattr(row, name) for name in ITEMS.keys} for row in rows if row.proposal}
    proposed = [kept.get(errand.value) or _untouched(talk.id, errand) for errand in rules.proposed(facts.mode)]
    own = [{name: getattr(row, name) for name in ITEMS.keys} for row in rows if row.proposal is None]
    return [_told(row, facts) for row in (*proposed, *own)]


def _facts(store: Store, talk: Interview, contact: Contact) -> rules.Facts:
    own = profile.get(store)
    theirs = None
    if talk.starts_at and contact.time_zone and contact.time_zone != talk.time_zone:
        theirs = talk.starts_at.astimezone(ZoneInfo(contact.time_zone)).strftime("%Y-%m-%d at %H:%M")
    return rules.Facts(
        mode=Mode(talk.mode) if talk.mode else None,
        place=talk.place,
        meeting_link=talk.meeting_link,
        travel_minutes=talk.travel_minutes,
        starts_at_local=talk.starts_at_local,
        time_zone=talk.time_zone,
        their_time=theirs,
        their_number=next((str(each["value"]) for each in contact.phones), None),
        own_details=tuple(each for each in (own.email, own.phone, own.link) if each),
    )


# What was read, and what it answers


def _research(store: Store, talk: Interview, contact: Contact) -> list[Shown]:
    """What one has read: the reasons for asking them, where they work, the careers, and research notes."""
    found = [(Origin.WHY_THEM, contact.id, f"Why {contact.full_name}", contact.why_them)]
    if contact.organization_id and (organization := store.first(Organization, id=contact.organization_id)):
        facts = [organization.industry, organization.place]
        about = "\n\n".join(part for part in (", ".join(filter(None, facts)), organization.about) if part)
        found.append((Origin.ORGANIZATION, organization.id, organization.name, about))
    for career in interviews.careers(store, talk.id):
        found.append((Origin.CAREER, career.id, career.title, career.research))
        found.append((Origin.JOB_DESCRIPTION, career.id, f"{career.title}: job description", career.job_description))
    told = [
        _source(origin, id_, title, text[:TEXT_MOST], complete=len(text) <= TEXT_MOST)
        for origin, id_, title, text in found
        if text
    ]
    subjects = {"interview_id": talk.id, "contact_id": contact.id, "organization_id": contact.organization_id}
    notes = store.rows(RESEARCH, **subjects)
    return [*told, *(_source(Origin.NOTE, id_, title, text, complete=bool(all_)) for id_, title, text, all_ in notes)]


def _source(origin: Origin, id_: str, title: str, text: str, *, complete: bool) -> Shown:
    return {"origin": origin.value, "id": id_, "title": title, "text": text, "complete": complete}


def _suggestions(items: list[AgendaItem], research: list[Shown]) -> list[Shown]:
    """The questions that research answers, or a search would: not the closing one, nor what was asked or came up."""
    sentences = passages.read(passages.Source(place, each["text"]) for place, each in enumerate(research))
    found: list[Shown] = []
    for item in sorted(items, key=lambda each: each.position):
        if item.closing or item.unplanned or item.state != AgendaItemState.OPEN:
            continue
        passage = passages.answering(item.text, sentences)
        if passage is not None:
            quoted = {"source": passage.key, "text": passage.text, "words": list(passage.words)}
            found.append({"agenda_item_id": item.id, **_BY_RESEARCH, "passage": quoted})
        elif searchable := next((each for each in advice(item.text) if each.check is Habit.SEARCHABLE), None):
            said = {"by": AnsweredBy.SEARCH.value, "reason": searchable.reason, "mend": searchable.mend}
            found.append({"agenda_item_id": item.id, **said, "passage": None})
    return found
