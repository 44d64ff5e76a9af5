"""What clients send and see of debriefs, of the evidence for a career, and of careers side by side."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..careers.models import AssumptionFound, AssumptionState, CareerDecision, CareerStatus
from ..contacts.models import Level
from ..core.schemas import Body, Change, Id, Note, Read, left_out
from ..interviews.models import InterviewState
from ..profile.models import CriterionKind
from .models import Verdict
from .rules import HIGHEST, LOWEST, EvidenceStrength, Leaning

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
A_CAREER = "01939f2c-7a10-7c3e-9d55-5a2b4c3f1e6f"
A_CRITERION = "01939f2c-7a10-7c3e-9d55-6f0a2b4c3f1e"
AN_ITEM = "01939f2c-7a10-7c3e-9d55-2b4c3f1e6f0a"
HELD_AT = "2026-12-01T08:02:00.000000Z"
SUMMARY = "She likes the puzzle more than the people; I think that I would too."
SURPRISES = "Half of the day is writing e-mails to sites."
LEADS = "Her old team at the university hospital looks for people who know wards."
EVIDENCE = "“I have been home for dinner every day this year.”"
CLAIM = "One can start without a degree in statistics."
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

Score = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]


def _two_to_four(ids: str) -> str:
    if len(set(ids.split(","))) != ids.count(",") + 1:
        raise ValueError("name each career once")
    return ids


CareerIds = Annotated[str, StringConstraints(pattern=f"^({UUID},){{1,3}}{UUID}$"), AfterValidator(_two_to_four)]
"""Two to four ids with commas between them."""


class DebriefUpdate(Change):
    """What changes of a debrief: what is left out stays, null clears."""

    verdict: Verdict | None = Field(None, description="What the talk was, all in all.", examples=["useful"])
    summary: Note = left_out(description="The verdict in words.", examples=[SUMMARY])
    surprises: Note = left_out(description="What one had not expected.", examples=[SURPRISES])
    leads: Note = left_out(description="What to follow up: people, places, ideas.", examples=[LEADS])


class EvidenceUpdate(Change):
    evidence: Note = left_out(description="What was said or seen.", examples=[EVIDENCE])
    note_id: Id | None = Field(None, description="The note of this talk that it comes from.", examples=[None])
    agenda_item_id: Id | None = Field(
        None, description="Or the question of this talk that it was the answer to.", examples=[AN_ITEM]
    )

    @model_validator(mode="after")
    def _one_source(self) -> "EvidenceUpdate":
        if self.note_id is not None and self.agenda_item_id is not None:
            raise ValueError("name a note or an agenda item, not both")
        return self


class RatingUpdate(EvidenceUpdate):
    """What changes of a rating. Naming one source takes the place of the other."""

    rating: Score | None = Field(
        None, description="From -2, speaks strongly against it, to 2, strongly for it; null: not rated.", examples=[2]
    )


class FindingUpdate(EvidenceUpdate):
    """What changes of a finding. Naming one source takes the place of the other."""

    finding: AssumptionState = left_out(description="What this talk says of it.", examples=["confirmed"])


class TalkFindingRead(Read):
    """What one talk says of an assumption. Version 0 means that nothing was written yet."""

    assumption_id: str = Field(examples=[AN_ID])
    version: int = Field(description="Counts the changes; 0 before the first.", examples=[1])
    claim: str = Field(examples=[CLAIM])
    state: AssumptionState = Field(description="How the assumption stands, by all talks.", examples=["confirmed"])
    found: AssumptionFound | None = Field(description="What all talks say together.", examples=["confirmed"])
    finding: AssumptionState = Field(examples=["confirmed"])
    evidence: str = Field(examples=["Two of her five colleagues are nurses."])
    note_id: str | None = Field(examples=[None])
    agenda_item_id: str | None = Field(examples=[AN_ITEM])


class RatingRead(Read):
    """What one talk says of a career by one criterion. Version 0 means that nothing was written yet."""

    criterion_id: str = Field(examples=[A_CRITERION])
    version: int = Field(description="Counts the changes; 0 before the first.", examples=[1])
    name: str = Field(description="The criterion.", examples=["Evenings at home"])
    kind: CriterionKind = Field(examples=["value"])
    weight: int = Field(examples=[5])
    rating: int | None = Field(description="From -2 to 2; null: not rated.", examples=[2])
    evidence: str = Field(examples=[EVIDENCE])
    note_id: str | None = Field(examples=[None])
    agenda_item_id: str | None = Field(examples=[AN_ITEM])


class SourceKind(StrEnum):
    """Where evidence can come from."""

    NOTE = "note"
    AGENDA_ITEM = "agenda_item"


class SourceRead(Read):
    """A note or an answer of the talk that evidence can be linked to."""

    kind: SourceKind
    id: str = Field(examples=[AN_ITEM])
    title: str = Field(description="The question, or the note's first line.", examples=["When do you go home?"])
    text: str = Field(description="The answer, or the beginning of the note.", examples=["At four, on most days."])


class DebriefedCareer(Read):
    """A career that the talk was about, with each criterion and each assumption."""

    id: str = Field(examples=[A_CAREER])
    title: str = Field(examples=["Clinical data manager"])
    ratings: list[RatingRead]
    findings: list[TalkFindingRead]


class DebriefRead(Read):
    """What was written down after a talk, with all that can be. Version 0 means that nothing was written yet."""

    id: str = Field(description="The talk's id.", examples=[AN_ID])
    version: int = Field(description="Counts the changes of the verdict and its words; 0 before.", examples=[3])
    updated_at: datetime | None = Field(examples=["2026-12-01T10:15:00.000000Z"])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    state: InterviewState = Field(description="Only a talk that was held is debriefed.", examples=["held"])
    held_at: datetime | None = Field(examples=[HELD_AT])
    debrief_by: datetime | None = Field(
        description="48 hours after the talk.", examples=["2026-12-03T08:36:00.000000Z"]
    )
    debriefed_at: datetime | None = Field(description="When it was finished.", examples=[None])
    verdict: Verdict | None = Field(examples=["useful"])
    summary: str = Field(examples=[SUMMARY])
    surprises: str = Field(examples=[SURPRISES])
    leads: str = Field(examples=[LEADS])
    careers: list[DebriefedCareer]
    sources: list[SourceRead]


class Said(Read):
    """Evidence, with who said it in which talk."""

    interview_id: str = Field(examples=[AN_ID])
    held_at: datetime = Field(examples=[HELD_AT])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    level: Level | None = Field(examples=["senior"])
    evidence: str = Field(examples=[EVIDENCE])
    note_id: str | None = Field(description="The note that it comes from, while there is one.", examples=[None])
    agenda_item_id: str | None = Field(description="The question that it answered.", examples=[AN_ITEM])


class RatingSaid(Said):
    """A rating, with who said what."""

    rating: int = Field(description="From -2 to 2.", examples=[2])


class FindingSaid(Said):
    """What one talk says of an assumption."""

    finding: AssumptionState = Field(examples=["confirmed"])


class CriterionEvidence(Read):
    """What all talks say of a career by one criterion."""

    id: str = Field(examples=[A_CRITERION])
    name: str = Field(examples=["Evenings at home"])
    kind: CriterionKind = Field(examples=["value"])
    weight: int = Field(examples=[5])
    strength: EvidenceStrength = Field(examples=["supported"])
    low: float = Field(description="It is at least about this, from -2 to 2.", examples=[0.5])
    high: float = Field(description="It is at most about this.", examples=[2.0])
    ratings: list[RatingSaid] = Field(description="The spread, each with who said what; the lowest first.")


class AssumptionEvidence(Read):
    """What all talks say of an assumption."""

    id: str = Field(examples=[AN_ID])
    claim: str = Field(examples=[CLAIM])
    state: AssumptionState = Field(examples=["confirmed"])
    found: AssumptionFound | None = Field(description="Contested where they contradict.", examples=["confirmed"])
    findings: list[FindingSaid]


class Fit(Read):
    """How well a career fits, as an interval on the scale of the ratings: -2 not at all, 2 wholly."""

    low: float = Field(description="What is untested may pull it down to here.", examples=[-0.4])
    high: float = Field(description="… or lift it up to here.", examples=[1.6])
    heard_low: float = Field(description="The same of the tested criteria alone.", examples=[0.3])
    heard_high: float = Field(examples=[1.5])
    leaning: Leaning = Field(description="Open unless the whole interval lies on one side.", examples=["open"])


class TalkVerdict(Read):
    """A talk about the career, and what it was like."""

    interview_id: str = Field(examples=[AN_ID])
    held_at: datetime = Field(examples=[HELD_AT])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    level: Level | None = Field(examples=["senior"])
    verdict: Verdict | None = Field(examples=["useful"])
    summary: str = Field(examples=[SUMMARY])
    debriefed_at: datetime | None = Field(examples=["2026-12-01T10:20:00.000000Z"])


class Untested(Read):
    """What no talk has shown yet."""

    id: str = Field(examples=[A_CRITERION])
    name: str = Field(description="The criterion, or the claim.", examples=["Evenings at home"])


class EvidenceRead(Read):
    """All that talks say of a career. Nothing is averaged away, and being referred earns no fit points."""

    career_id: str = Field(examples=[A_CAREER])
    title: str = Field(examples=["Clinical data manager"])
    status: CareerStatus = Field(examples=["exploring"])
    decision: CareerDecision | None = Field(examples=[None])
    decision_reason: str = Field(examples=[""])
    decided_at: datetime | None = Field(examples=[None])
    fit: Fit | None = Field(description="Null before any criterion is rated.")
    talk_count: int = Field(description="Talks held about it.", examples=[3])
    person_count: int = Field(description="People who said something by which it is rated.", examples=[2])
    weight_tested: int = Field(description="The weight of the criteria with evidence.", examples=[9])
    weight_total: int = Field(description="The weight of all criteria.", examples=[20])
    criteria: list[CriterionEvidence] = Field(description="All criteria, the weightiest first.")
    assumptions: list[AssumptionEvidence]
    untested_criteria: list[Untested]
    open_assumptions: list[Untested]
    talks: list[TalkVerdict] = Field(description="The latest first.")


class CompareQuery(Body):
    """Which careers to compare."""

    ids: CareerIds = Field(description="Two to four ids of careers, with commas between them.")


class ComparisonRead(Read):
    """Careers side by side, in the order asked for; each lists the same criteria in the same order."""

    careers: list[EvidenceRead]
