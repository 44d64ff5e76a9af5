"""What the person does after a talk: give a verdict, rate what was heard, put assumptions to the test, be done."""

from functools import cache
from typing import Any

from ..careers import assumptions
from ..careers.models import Assumption, Career
from ..core.db import Query
from ..core.errors import Invalid, Stale
from ..core.store import Store
from ..core.views import Shown
from ..interviews import service as interviews
from ..interviews.following import follow
from ..interviews.models import AgendaItem, Interview, InterviewState
from ..interviews.rules import NotHeld
from ..notes.models import Note
from ..profile.models import Criterion
from . import rules, views
from .models import Debrief, Finding, Rating
from .schemas import (
    DebriefUpdate,
    EvidenceUpdate,
    FindingUpdate,
    RatingRead,
    RatingUpdate,
    SourceKind,
    TalkFindingRead,
)

_WORDS = ("verdict", "summary", "surprises", "leads")


@cache
def _empty() -> Debrief:
    return Debrief(owner_id="", version=0)


@cache
def _unrated() -> Rating:
    return Rating(owner_id="", interview_id="", career_id="", criterion_id="", version=0)


@cache
def _untested() -> Finding:
    return Finding(owner_id="", interview_id="", assumption_id="", version=0)


def show(store: Store, interview_id: str) -> Shown:
    """A talk's debrief with all that can be rated and tested; reading it writes nothing, so it may have version 0."""
    talk = interviews.get(store, interview_id)
    [facts] = named(store, views.TALK, interview_id=interview_id)
    ended_at = facts.pop("ended_at")
    written = store.first(Debrief, id=interview_id)
    return {
        "id": interview_id,
        "version": written.version if written else 0,
        "updated_at": written.updated_at if written else None,
        **facts,
        "debrief_by": rules.due_by(talk.held_at, ended_at) if talk.held_at else None,
        **{name: getattr(written or _empty(), name) for name in _WORDS},
        "careers": _careers(store, interview_id),
        "sources": _sources(store, interview_id),
    }


def change(store: Store, interview_id: str, changed: DebriefUpdate, match: int | None) -> Shown:
    """Change the verdict and its words; the first change writes them.

    Raises:
        NotHeld
        Stale: it has another version. Unwritten, it has version 0.
    """
    _held(store, interview_id)
    _write(store, Debrief, changed.changes(), match, id=interview_id)
    _index(store, interview_id)
    return show(store, interview_id)


def rate(
    store: Store, interview_id: str, career_id: str, criterion_id: str, changed: RatingUpdate, *, match: int | None
) -> Shown:
    """Rate a career by one criterion, by what was heard in this talk; the first change writes it.

    Raises:
        NotHeld, NotItsCareer
        Stale: as `change`.
        Invalid: the evidence comes from another talk.
    """
    talk, criterion = interviews.get(store, interview_id), store.get(Criterion, criterion_id)
    _about(store, talk, career_id)
    values = _sourced(store, interview_id, changed)
    place = {"interview_id": interview_id, "career_id": career_id, "criterion_id": criterion_id}
    _write(store, Rating, values, match, **place)
    _index(store, interview_id)
    fields = {"id": criterion.id, "name": criterion.name, "kind": criterion.what, "weight": criterion.weight}
    return _rating(fields, store.first(Rating, **place))


def find(store: Store, interview_id: str, assumption_id: str, changed: FindingUpdate, match: int | None) -> Shown:
    """Say what this talk shows of an assumption; the first change writes it.

    The assumption's own state follows by what all findings say together: confirmed if they only confirm, refuted if
    they only refute, open if they contradict each other. It moves when that changes; set by hand it stays until then.

    Raises:
        NotHeld, NotItsCareer
        Stale: as `change`.
        Invalid: the evidence comes from another talk.
    """
    talk, assumption = interviews.get(store, interview_id), store.get(Assumption, assumption_id)
    _about(store, talk, assumption.career_id)
    values = _sourced(store, interview_id, changed)
    place = {"interview_id": interview_id, "assumption_id": assumption_id}
    _write(store, Finding, values, match, **place)
    _judge(store, assumption_id)
    _index(store, interview_id)
    fields = store.get(Assumption, assumption_id).model_dump(include={"id", "claim", "state", "found"})
    return _finding(fields, store.first(Finding, **place))


def finish(store: Store, interview_id: str, match: int | None) -> Shown:
    """Be done with it. All that it needs is a verdict.

    Raises:
        NotHeld, VerdictMissing, DebriefedAlready, Stale
    """
    talk, written = _held(store, interview_id), _seen(store, interview_id, match)
    if talk.debriefed_at is not None:
        raise rules.DebriefedAlready
    if written is None or written.verdict is None:
        raise rules.VerdictMissing
    store.change(Interview, interview_id, {"debriefed_at": store.now})
    store.emit("interview.debriefed", interview_id, contact_id=talk.contact_id, verdict=written.verdict)
    return show(store, interview_id)


def reopen(store: Store, interview_id: str, match: int | None) -> Shown:
    """Take it back that it was finished; what is written stays.

    Raises:
        NotDebriefed, Stale
    """
    talk = interviews.get(store, interview_id)
    _seen(store, interview_id, match)
    if talk.debriefed_at is None:
        raise rules.NotDebriefed
    store.change(Interview, interview_id, {"debriefed_at": None})
    return show(store, interview_id)


@follow
def judge_again(store: Store, contact_id: str) -> None:
    """After talks with a contact came to count, or no longer do: have the assumptions that they tested say so."""
    for (assumption_id,) in store.rows(views.TESTED_WITH, contact_id=contact_id):
        _judge(store, assumption_id)


def named(store: Store, query: Query, **values: Any) -> list[Shown]:
    """The rows of a statement, by the names of its columns."""
    names = [column.key for column in query.statement.selected_columns]  # type: ignore[union-attr]  # all are SELECTs
    return [dict(zip(names, row, strict=True)) for row in store.rows(query, **values)]


def _held(store: Store, interview_id: str) -> Interview:
    talk = interviews.get(store, interview_id)
    if talk.state != InterviewState.HELD:
        raise NotHeld("Say that it was held first; then write down what it taught you.")
    return talk


def _about(store: Store, talk: Interview, career_id: str) -> None:
    """Whether the talk was held and about the career, or was when it was rated."""
    store.get(Career, career_id)
    _held(store, talk.id)
    if career_id not in (id_ for id_, _ in store.rows(views.CAREERS, interview_id=talk.id)):
        raise rules.NotItsCareer


def _seen(store: Store, interview_id: str, match: int | None) -> Debrief | None:
    written = store.first(Debrief, id=interview_id)
    version = written.version if written else 0
    if match is not None and match != version:
        raise Stale(version)
    return written


def _write(
    store: Store, model: type[Debrief] | type[Rating] | type[Finding], values: dict[str, Any], match: int | None,
    **place: str,
) -> None:  # fmt: skip
    """Change the one row at this place; the first change adds it."""
    there = store.first(model, **place)
    if there is not None:
        store.change(model, there.id, values, match=match)
    elif match:
        raise Stale(0)
    else:
        store.add(model, values, **place)


def _sourced(store: Store, interview_id: str, changed: EvidenceUpdate) -> dict[str, Any]:
    """Changes, with at most one source of the evidence, which is of this talk."""
    values = changed.changes()
    for name, other in (("note_id", "agenda_item_id"), ("agenda_item_id", "note_id")):
        if (id_ := values.get(name)) is None:
            continue
        source = store.first(Note, id=id_) if name == "note_id" else store.first(AgendaItem, id=id_)
        if source is None or source.interview_id != interview_id:
            what = name.removesuffix("_id").replace("_", " ")
            raise Invalid.field(f"/{name}", f"this talk has no such {what}", "Send the id of one of this talk.")
        values[other] = None
    return values


def _careers(store: Store, interview_id: str) -> list[Shown]:
    criteria = named(store, views.CRITERIA)
    rated = {(each.career_id, each.criterion_id): each for each in store.find(Rating, interview_id=interview_id)}
    tested = {each.assumption_id: each for each in store.find(Finding, interview_id=interview_id)}
    return [
        {
            "id": id_,
            "title": title,
            "ratings": [_rating(each, rated.get((id_, each["id"]))) for each in criteria],
            "findings": [
                _finding(each, tested.get(each["id"])) for each in named(store, views.ASSUMPTIONS, career_id=id_)
            ],
        }
        for id_, title in store.rows(views.CAREERS, interview_id=interview_id)
    ]


def _rating(criterion: Shown, written: Rating | None) -> Shown:
    row = {**(written or _unrated()).model_dump(), **criterion, "criterion_id": criterion["id"]}
    return {name: row[name] for name in RatingRead.model_fields}


def _finding(assumption: Shown, written: Finding | None) -> Shown:
    row = {**(written or _untested()).model_dump(), **assumption, "assumption_id": assumption["id"]}
    return {name: row[name] for name in TalkFindingRead.model_fields}


def _sources(store: Store, interview_id: str) -> list[Shown]:
    """The answers of the talk in the order of its agenda, then its notes."""
    answers = store.rows(views.ANSWERS, interview_id=interview_id)
    notes = store.rows(views.NOTES, interview_id=interview_id)
    return [
        {"kind": kind.value, "id": id_, "title": title, "text": text}
        for kind, rows in ((SourceKind.AGENDA_ITEM, answers), (SourceKind.NOTE, notes))
        for id_, title, text in rows
    ]


def _judge(store: Store, assumption_id: str) -> None:
    said = store.rows(views.FINDINGS, assumption_id=assumption_id)
    assumptions.judge(store, assumption_id, rules.found(str(finding) for (finding,) in said))


def _index(store: Store, interview_id: str) -> None:
    """Have search find the talk by what was written down about it."""
    written = store.first(Debrief, id=interview_id) or _empty()
    evidence = [each.evidence for each in store.find(Rating, interview_id=interview_id)]
    evidence += [each.evidence for each in store.find(Finding, interview_id=interview_id)]
    words = (written.summary, written.surprises, written.leads, *evidence)
    interviews.debriefed(store, interview_id, "\n".join(each for each in words if each))
