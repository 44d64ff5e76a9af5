"""What clients ask of exports, and see of whole accounts on their way in."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from ..contacts.models import Level, Source, Stage
from ..core.schemas import Body, Clean, Id, Read, Resource
from .models import AccountStatus
from .schemas import Progress
from .vcard_writing import Version


class PeopleForm(StrEnum):
    """The program that people are written for: `vcard` for address books, `halfhour` loses nothing."""

    VCARD = "vcard"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    HUBSPOT = "hubspot"
    SALESFORCE = "salesforce"
    HALFHOUR = "halfhour"


class CardQuery(Body):
    """How a card is written."""

    version: Version = Field(Version.V3, description="3.0 is what every address book reads.")
    notes: bool = Field(False, description="Whether your notes about them are in it. Needs the scope `notes:read`.")


class PeopleQuery(CardQuery):
    """Which people are written, and how."""

    format: PeopleForm = PeopleForm.VCARD
    raw: bool = Field(
        False, description="Cells as they are, without the apostrophe that keeps spreadsheets from calculating them."
    )
    q: Annotated[str, StringConstraints(max_length=200), Clean] | None = Field(
        None, description="Words that they are found by."
    )
    stage: Stage | None = None
    level: Level | None = None
    source: Source | None = None
    tag: Annotated[str, StringConstraints(max_length=60), Clean] | None = None
    organization_id: Id | None = None
    career_id: Id | None = None
    do_not_contact: bool | None = None


class AccountImportCreate(Body):
    """What a whole account that is sent is called."""

    name: Annotated[str, StringConstraints(max_length=255), Clean] = Field(
        "halfhour.zip", description="The file's name.", examples=["halfhour.zip"]
    )


class KindRead(Read):
    """What the file holds of one kind of thing."""

    kind: str = Field(description="Its table in the export.", examples=["contact"])
    new: int = Field(description="That are not here yet.", examples=[63])
    newer: int = Field(description="That are here, and changed later there: they will be as in the file.", examples=[2])
    same: int = Field(description="That are here as in the file, or changed later here: they stay.", examples=[0])


class AccountImportRead(Resource):
    """An export of a whole account, looked at or brought in."""

    name: str = Field(examples=["halfhour.zip"])
    size: int = Field(description="Bytes of the file.", examples=[48_213])
    status: AccountStatus
    failed: bool = Field(description="Bringing it in was given up after several tries; try it again.", examples=[False])
    made_at: datetime = Field(description="When the export was made.", examples=["2026-11-29T18:00:00.000000Z"])
    made_by: str = Field(description="The version of Halfhour that made it.", examples=["0.1.0"])
    made_for: str = Field(description="The e-mail address of the account that it is of.", examples=["me@example.org"])
    kinds: list[KindRead] = Field(description="What it holds, and what of it is new here.")
    left_out: list[str] = Field(
        description="Connections to other systems, whose secrets no export holds: to be made anew.",
        examples=[[]],
    )
    files: int = Field(description="Attached files in it.", examples=[4])
    progress: Progress
    taken_in_at: datetime | None = Field(examples=[None])
