"""What clients send and see of coverage, and of whom to ask next."""

from pydantic import Field

from ..contacts.models import Level, Source, Stage
from ..core.schemas import Body, Id, Read
from .ranking import ReasonKind
from .rules import HoleKind

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


class CoverageCounts(Read):
    """How many people: those known include those asked, and these include those talked to."""

    known: int = Field(description="Who can speak about the career.", examples=[9])
    asked: int = Field(description="Who was asked for a talk about it.", examples=[5])
    met: int = Field(description="With whom a talk about it was held.", examples=[3])


class CoverageCell(CoverageCounts):
    """People of one level who were found in one way; null where that was not said."""

    level: Level | None
    source: Source | None


class CoverageOrganization(CoverageCounts):
    """People of one organization."""

    organization_id: str | None = Field(description="Null for people without one.", examples=[AN_ID])
    name: str | None = Field(examples=["St. Anne's Hospital"])


class CoverageIntroducer(Read):
    """Somebody who named others."""

    contact_id: str = Field(examples=[AN_ID])
    name: str = Field(examples=["Maria Keller"])
    known: int = Field(description="How many of the people known they named.", examples=[3])
    met: int = Field(description="How many of the people talked to.", examples=[2])
    share: int = Field(description="How many of a hundred of the people talked to.", examples=[67])


class CoverageHole(Read):
    """What is missing, and how to mend it."""

    hole: HoleKind = Field(examples=["nobody_above"])
    message: str = Field(examples=["Nobody above your level yet."])
    mend: str = Field(examples=["You know 2 of them: ask one."])
    levels: list[Level] = Field(description="The levels that would fill it; empty where it is not about levels.")


class CoverageRead(Read):
    """Who one has talked to about a career, and what is missing."""

    career_id: str = Field(examples=[AN_ID])
    career_title: str = Field(examples=["Clinical data manager"])
    people: CoverageCounts
    cells: list[CoverageCell] = Field(description="Level by source; only where there is somebody.")
    organizations: list[CoverageOrganization] = Field(description="Where most were talked to comes first; up to 50.")
    introducers: list[CoverageIntroducer] = Field(description="Who led to most comes first; up to 20.")
    holes: list[CoverageHole] = Field(description="What matters most comes first.")


class NextQuery(Body):
    """How many suggestions, and for which career."""

    career_id: Id | None = Field(None, description="Only people for this career; left out: for all being explored.")
    limit: int = Field(5, ge=1, le=50, description="How many at the most.")


class NextReason(Read):
    """One reason, or a caution, in words."""

    reason: ReasonKind = Field(examples=["fills_a_hole"])
    words: str = Field(examples=["Clinical data manager: the first above your level."])
    caution: bool = Field(description="Whether it speaks for waiting.", examples=[False])


class NextPerson(Read):
    """Somebody to ask next, and why."""

    contact_id: str = Field(examples=[AN_ID])
    full_name: str = Field(examples=["Maria Keller"])
    headline: str | None = Field(examples=["Clinical data manager"])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    level: Level | None
    difficulty: int | None = Field(examples=[2])
    stage: Stage
    interview_id: str | None = Field(description="The talk that is planned with them, if one is.", examples=[None])
    introducer_id: str | None = Field(description="Who named them.", examples=[None])
    cold: bool = Field(description="Whether to warm up before asking.", examples=[False])
    score: int = Field(description="What the reasons weigh; for comparison within one answer.", examples=[37])
    reasons: list[NextReason]


class NextRead(Read):
    """Whom to ask next, the best first."""

    items: list[NextPerson]
    talks_held: int = Field(description="How many talks were held so far.", examples=[3])
    reach: int = Field(description="How hard the next one may feel, 1 to 5.", examples=[3])
