"""What clients send and see of introductions."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from ..contacts.models import Channel, Stage
from ..core.schemas import At, BinnedQuery, Body, Change, Deletable, Id, Note, Read, left_out
from .models import IntroductionAction, IntroductionState

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
ANOTHER_ID = "01939f2c-7a10-7c3e-9d55-5a2b4c3f1e6f"
WHY = "She built the data team at the clinic and likes to explain it."


class IntroductionCreate(Body):
    """Somebody named somebody, or has brought the two of you together already."""

    introducer_id: Id = Field(description="Who named them.", examples=[AN_ID])
    introduced_id: Id = Field(description="Who was named.", examples=[ANOTHER_ID])
    why: Note = Field("", description="What was said of them.", examples=[WHY])
    state: Literal["suggested", "made"] = Field("suggested", examples=["suggested"])
    at: At | None = Field(None, description="When; now if left out.", examples=["2026-11-20T08:15:00Z"])


class IntroductionUpdate(Change):
    """What changes of an introduction. How far it has come changes by actions alone."""

    why: Note = left_out(examples=[WHY])


class StepCreate(Body):
    """A step was taken."""

    at: At | None = Field(None, description="When it happened; now if left out.", examples=["2026-11-21T17:30:00Z"])
    channel: Channel | None = Field(None, description="How.", examples=["email"])
    note: Note = Field("", description="Kept on the timelines.", examples=["She will write to him on Monday."])


class AskForCreate(StepCreate):
    """The introducer was asked to bring the two together."""


class MakeCreate(StepCreate):
    """The introducer has brought the two together."""


class MeetCreate(StepCreate):
    """The two have met, without a talk that is kept here."""


class CloseLoopCreate(StepCreate):
    """The introducer was told how it went."""


class AllowedStep(Read):
    """A step that is legal now, and where to POST it."""

    action: IntroductionAction
    path: str = Field(examples=[f"/api/v1/introductions/{AN_ID}/ask-for"])


class IntroductionFacts(Deletable):
    """What is kept of an introduction, and of the two people what its row on a list shows."""

    introducer_id: str = Field(examples=[AN_ID])
    introducer_name: str = Field(examples=["Maria Keller"])
    introduced_id: str = Field(examples=[ANOTHER_ID])
    introduced_name: str = Field(examples=["Amina Diallo"])
    introduced_headline: str | None = Field(examples=["Head of clinical data"])
    introduced_stage: Stage
    said_in_id: str | None = Field(description="The talk in which it was said.", examples=[AN_ID])
    why: str = Field(examples=[WHY])
    state: IntroductionState
    suggested_at: datetime = Field(examples=["2026-11-20T08:15:00Z"])
    asked_for_at: datetime | None = Field(examples=["2026-11-21T17:30:00Z"])
    made_at: datetime | None = Field(examples=[None])
    met_at: datetime | None = Field(description="When the two met; follows from the talks.", examples=[None])
    met_in_id: str | None = Field(description="The talk in which they met.", examples=[None])
    loop_closed_at: datetime | None = Field(description="When the introducer was told how it went.", examples=[None])
    loop_due: bool = Field(
        description="They have met, and the introducer has not been told how it went.", examples=[False]
    )


class IntroductionRead(IntroductionFacts):
    """An introduction, with the steps that are legal now."""

    allowed: list[AllowedStep]


class IntroductionQuery(BinnedQuery):
    """Which introductions to list, of people who are not in the bin."""

    state: IntroductionState | None = None
    contact_id: Id | None = Field(None, description="Those that this contact has a part in, on either side.")
    introducer_id: Id | None = Field(None, description="Those by this contact.")
    introduced_id: Id | None = Field(None, description="Those to this contact.")
    loop_due: bool | None = Field(None, description="Only those whose introducer is to be told, or only the others.")
    sort: Literal["-suggested_at", "suggested_at", "-updated_at", "updated_at"] = "-suggested_at"


class TreeNode(Read):
    """Somebody in the tree."""

    contact_id: str = Field(examples=[ANOTHER_ID])
    name: str = Field(examples=["Amina Diallo"])
    headline: str | None = Field(examples=["Head of clinical data"])
    stage: Stage
    met: bool = Field(examples=[False])
    parent_id: str | None = Field(description="Who named them first; null hangs on you yourself.", examples=[AN_ID])
    depth: int = Field(description="How many people led to them.", examples=[1])
    alive: bool = Field(
        description="Whether they, or anybody they led to, may still be met or were in touch in the last 90 days.",
        examples=[True],
    )
    quiet: str | None = Field(
        description="Why nothing is to be expected of this person; null while something is.", examples=[None]
    )


class TreeEdge(Read):
    """An introduction between two in the tree."""

    id: str = Field(examples=[AN_ID])
    introducer_id: str = Field(examples=[AN_ID])
    introduced_id: str = Field(examples=[ANOTHER_ID])
    state: IntroductionState
    loop_due: bool = Field(examples=[False])
    branch: bool = Field(
        description="Whether the tree hangs them so; a later introduction to the same person is no branch.",
        examples=[True],
    )


class IntroductionTree(Read):
    """Who led to whom. People come in the order in which an indented tree shows them, introductions oldest first."""

    nodes: list[TreeNode]
    edges: list[TreeEdge]
    complete: bool = Field(description="False where only the newest 1,000 introductions are shown.", examples=[True])
