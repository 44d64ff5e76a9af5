"""The addresses of debriefs, of the evidence for careers, and of their comparison."""

from typing import Annotated

from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.views import Shown
from ..interviews.rules import NotHeld
from . import evidence, service
from .rules import DebriefedAlready, NotDebriefed, NotItsCareer, VerdictMissing
from .schemas import (
    CompareQuery,
    ComparisonRead,
    DebriefRead,
    DebriefUpdate,
    EvidenceRead,
    FindingUpdate,
    RatingRead,
    RatingUpdate,
    TalkFindingRead,
)

debriefs = Routes("debriefs", about="What a talk was like and what it says of careers, written down within two days.")
evidence_ = Routes(
    "evidence", about="What all talks say of a career: who said what, how strong it is, what is open.", scope="debriefs"
)

DEBRIEF = "/interviews/{interview_id}/debrief"


@debriefs.get(DEBRIEF, DebriefRead)
def get_debrief(store: Reading, interview_id: str) -> Shown:
    """Get a debrief with all that can be rated: empty, with version 0, before anything was written."""
    return service.show(store, interview_id)


@debriefs.patch(DEBRIEF, DebriefRead, refuses=[NotHeld])
def change_debrief(store: Writing, interview_id: str, changed: DebriefUpdate, match: IfMatch) -> Shown:
    """Change the verdict on a talk and its words; the first change writes them."""
    return service.change(store, interview_id, changed, match)


@debriefs.patch(f"{DEBRIEF}/ratings/{{career_id}}/{{criterion_id}}", RatingRead, refuses=[NotHeld, NotItsCareer])
def change_rating(
    store: Writing, interview_id: str, career_id: str, criterion_id: str, changed: RatingUpdate, *, match: IfMatch
) -> Shown:
    """Rate a career by one criterion, with the evidence. `If-Match` takes the version of this rating, 0 before."""
    return service.rate(store, interview_id, career_id, criterion_id, changed, match=match)


@debriefs.patch(f"{DEBRIEF}/findings/{{assumption_id}}", TalkFindingRead, refuses=[NotHeld, NotItsCareer])
def change_finding(
    store: Writing, interview_id: str, assumption_id: str, changed: FindingUpdate, match: IfMatch
) -> Shown:
    """Say what the talk shows of an assumption, which moves the assumption when all findings say something new.
    `If-Match` takes the version of this finding, 0 before."""
    return service.find(store, interview_id, assumption_id, changed, match)


@debriefs.post(f"{DEBRIEF}/finish", DebriefRead, refuses=[NotHeld, VerdictMissing, DebriefedAlready])
def finish_debrief(store: Writing, interview_id: str, match: IfMatch) -> Shown:
    """Be done with a debrief; all that it needs is a verdict."""
    return service.finish(store, interview_id, match)


@debriefs.post(f"{DEBRIEF}/reopen", DebriefRead, refuses=[NotDebriefed])
def reopen_debrief(store: Writing, interview_id: str, match: IfMatch) -> Shown:
    """Take it back that a debrief was finished; what is written stays."""
    return service.reopen(store, interview_id, match)


@evidence_.get("/careers/compare", ComparisonRead)
def compare_careers(store: Reading, query: Annotated[CompareQuery, Filters()]) -> Shown:
    """Compare two to four careers, criterion by criterion."""
    return evidence.compare(store, query)


@evidence_.get("/careers/{career_id}/evidence", EvidenceRead)
def get_evidence(store: Reading, career_id: str) -> Shown:
    """Get what all talks say of a career: the spread of ratings with who said what, and what is untested."""
    return evidence.show(store, career_id)


ROUTES = [debriefs, evidence_]
