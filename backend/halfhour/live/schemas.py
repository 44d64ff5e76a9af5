"""What clients send and see of the half hour itself."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from ..core.schemas import At, Body, Change, Clean, Line, Note, Read, left_out
from ..interviews.models import RecordingConsent

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"), Clean]
MOST_NAMES = 20


class RecordingConsentUpdate(Body):
    """What they said when asked for leave to record; null: they were not asked after all."""

    consent: RecordingConsent | None = Field(examples=["given"])
    at: At | None = Field(None, description="When they were asked; now if left out.", examples=["2026-12-01T08:03:00Z"])
    how: Note = Field("", description="How, in words.", examples=["She said: sure, for your notes."])


class PersonNamed(Body):
    """Somebody whom they suggested to meet."""

    full_name: Line = Field(examples=["Jonas Weber"])
    headline: Line | None = Field(None, examples=["Head of data management"])
    organization: Line | None = Field(None, examples=["St. Anne's Hospital"])
    email: Email | None = Field(None, examples=["jonas.weber@example.org"])
    phone: Line | None = Field(None, examples=["+49 341 555 0100"])
    why: Note = Field("", description="Why them, in the words of who named them.", examples=["He hires nurses."])


class CloseCreate(Change):
    """What was said at the end. What is left out stays; people named are added to those named before."""

    at: At | None = Field(None, description="When; now if left out.", examples=["2026-12-01T08:33:00Z"])
    thanked: bool = left_out(description="You said thank you.", examples=[True])
    left_details: bool = left_out(description="You left your own contact details.", examples=[True])
    may_keep: bool | None = Field(
        None, description="May you stay in touch? Kept with the contact; null: not asked.", examples=[True]
    )
    may_name: bool | None = Field(
        None, description="May you name them to those they suggest? Null: not asked.", examples=[True]
    )
    names: Annotated[list[PersonNamed], Field(max_length=MOST_NAMES)] = Field(
        [], description="Whom else to meet. Who is a contact already is not added again."
    )


class PersonSuggested(Read):
    """A contact whom they suggested in this talk."""

    contact_id: str = Field(examples=[AN_ID])
    full_name: str = Field(examples=["Jonas Weber"])
    headline: str | None = Field(examples=["Head of data management"])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    why: str = Field(examples=["He hires nurses."])
    known_before: bool = Field(description="They were a contact already.", examples=[False])


class ClosingFacts(Read):
    id: str = Field(examples=[AN_ID])
    version: int = Field(description="The talk's; the ETag starts with it.", examples=[5])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    wrapped_up_at: datetime | None = Field(description="When it was closed.", examples=["2026-12-01T08:33:00Z"])
    thanked: bool = Field(examples=[True])
    left_details: bool = Field(examples=[True])
    may_keep: bool | None = Field(examples=[True])
    may_name: bool | None = Field(examples=[True])


class ClosingRead(ClosingFacts):
    """How a talk was closed. Its id and version are the talk's."""

    people: list[PersonSuggested]
