"""What clients send and see of people, organizations and timelines."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..core.schemas import (
    At,
    BinnedQuery,
    Body,
    Change,
    Clean,
    Day,
    Deletable,
    Id,
    Labelled,
    Line,
    ListQuery,
    Note,
    Read,
    Resource,
    Tags,
    Zone,
    filled,
    left_out,
    unique_words,
)
from .models import ActivityKind, Channel, Level, Source, Stage

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
Address = Annotated[str, filled(2000), Clean]
Difficulty = Annotated[int, Field(ge=1, le=5)]
Days = Annotated[int, Field(ge=1, le=3650)]
Careers = Annotated[list[Id], Field(max_length=50), AfterValidator(unique_words)]


class EmailAddress(Body):
    """An e-mail address with what it is for."""

    label: str | None = Field(None, max_length=60, examples=["work"])
    value: Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"), Clean] = Field(
        examples=["maria.keller@example.org"]
    )


class Link(Body):
    """A web address with what it is."""

    label: str | None = Field(None, max_length=60, examples=["LinkedIn"])
    value: Address = Field(examples=["https://www.linkedin.com/in/maria-keller"])


Emails = Annotated[list[EmailAddress], Field(max_length=20)]
Phones = Annotated[list[Labelled], Field(max_length=20)]
Links = Annotated[list[Link], Field(max_length=30)]


class OrganizationCreate(Body):
    """A new organization."""

    name: Line = Field(examples=["St. Anne's Hospital"])
    industry: Line | None = Field(None, examples=["Health care"])
    website: Address | None = Field(None, examples=["https://st-annes.example.org"])
    place: Line | None = Field(None, examples=["Leipzig"])
    about: Note = Field("", examples=["600 beds; its own nursing school."])


class OrganizationUpdate(Change):
    """What changes of an organization."""

    name: Line = left_out(examples=["St. Anne's Hospital"])
    industry: Line | None = Field(None, examples=["Health care"])
    website: Address | None = Field(None, examples=["https://st-annes.example.org"])
    place: Line | None = Field(None, examples=["Leipzig"])
    about: Note = left_out(examples=["600 beds; its own nursing school."])


class OrganizationRead(Deletable):
    """An organization, with how many contacts belong to it."""

    name: str = Field(examples=["St. Anne's Hospital"])
    industry: str | None = Field(examples=["Health care"])
    website: str | None = Field(examples=["https://st-annes.example.org"])
    place: str | None = Field(examples=["Leipzig"])
    about: str = Field(examples=["600 beds; its own nursing school."])
    contact_count: int = Field(examples=[3])


class ContactFields(Body):
    given_name: Line | None = Field(None, examples=["Maria"])
    family_name: Line | None = Field(None, examples=["Keller"])
    headline: Line | None = Field(None, examples=["Clinical data manager"])
    organization_id: Id | None = Field(None, examples=[AN_ID])
    location: Line | None = Field(None, examples=["Leipzig"])
    postal_address: Note = Field(
        "", description="Where a handwritten card goes.", examples=["Klinik am Park\nParkstraße 4\n04103 Leipzig"]
    )
    time_zone: Zone | None = Field(None, examples=["Europe/Berlin"])
    source: Source | None = Field(None, description="How they were found.")
    level: Level | None = Field(None, description="Where they stand in their field.")
    difficulty: Difficulty | None = Field(
        None, description="How hard it feels to ask: 1 easy, 5 daunting.", examples=[2]
    )
    preferred_channel: Channel | None = None
    keep_in_touch_days: Days | None = Field(None, description="Keep in touch every so many days.", examples=[90])
    may_keep: bool | None = Field(None, description="Whether they agreed to be kept as a contact.", examples=[True])
    may_name: bool | None = Field(None, description="Whether they may be named to those they suggest.", examples=[True])
    connected_on: Day | None = Field(None, examples=["2023-02-08"])


class ContactCreate(ContactFields):
    """A new contact: a name is all that is needed."""

    full_name: Line | None = Field(None, description="Or given and family name.", examples=["Maria Keller"])
    emails: Emails = Field(default_factory=list)
    phones: Phones = Field(default_factory=list)
    links: Links = Field(default_factory=list)
    how_found: Note = Field("", examples=["Spoke at the alumni evening."])
    why_them: Note = Field("", description="What makes them of interest.", examples=["Moved from nursing to data."])
    do_not_contact: bool = False
    tags: Tags = Field([], examples=[["alumni"]])
    career_ids: Careers = Field([], description="Careers they can speak about.", examples=[[]])

    @model_validator(mode="after")
    def _named(self) -> "ContactCreate":
        if not (self.full_name or self.given_name or self.family_name):
            raise ValueError("give a full_name, or a given_name or family_name")
        return self


class ContactUpdate(Change, ContactFields):
    """What changes of a contact: what is left out stays, null clears."""

    full_name: Line = left_out(examples=["Maria Keller"])
    emails: Emails = left_out()
    phones: Phones = left_out()
    links: Links = left_out()
    how_found: Note = left_out(examples=["Spoke at the alumni evening."])
    why_them: Note = left_out(examples=["Moved from nursing to data."])
    do_not_contact: bool = left_out(examples=[False])
    tags: Tags = left_out(examples=[["alumni"]])
    career_ids: Careers = left_out(examples=[[]])


class LabelledRead(Read):
    """A value with what it is for."""

    label: str | None = Field(examples=["work"])
    value: str = Field(examples=["maria.keller@example.org"])


class ContactRead(Deletable):
    """A contact, with what its row on a list shows."""

    full_name: str = Field(examples=["Maria Keller"])
    given_name: str | None = Field(examples=["Maria"])
    family_name: str | None = Field(examples=["Keller"])
    headline: str | None = Field(examples=["Clinical data manager"])
    organization_id: str | None = Field(examples=[AN_ID])
    organization_name: str | None = Field(examples=["St. Anne's Hospital"])
    emails: list[LabelledRead]
    phones: list[LabelledRead]
    links: list[LabelledRead]
    location: str | None = Field(examples=["Leipzig"])
    postal_address: str = Field(examples=["Klinik am Park\nParkstraße 4\n04103 Leipzig"])
    time_zone: str | None = Field(examples=["Europe/Berlin"])
    source: Source | None
    how_found: str = Field(examples=["Spoke at the alumni evening."])
    level: Level | None
    why_them: str = Field(examples=["Moved from nursing to data."])
    difficulty: int | None = Field(examples=[2])
    preferred_channel: Channel | None
    keep_in_touch_days: int | None = Field(examples=[90])
    may_keep: bool | None = Field(examples=[True])
    may_name: bool | None = Field(examples=[True])
    do_not_contact: bool = Field(examples=[False])
    connected_on: date | None = Field(examples=["2023-02-08"])
    stage: Stage = Field(description="How far one has come with them; follows from the talks.")
    next_talk_at: datetime | None = Field(description="When the next talk is.", examples=["2026-12-01T09:00:00Z"])
    last_touch_at: datetime | None = Field(examples=["2026-11-02T16:30:00Z"])
    last_contact_at: datetime | None = Field(examples=["2026-11-02T16:30:00Z"])
    portrait: str | None = Field(
        description="SHA-256 of their picture, which `/contacts/{contact_id}/portrait` shows; null: none.",
        examples=[None],
    )
    tags: list[str] = Field(examples=[["alumni"]])
    career_ids: list[str] = Field(examples=[[AN_ID]])


ContactSort = Literal[
    "-updated_at", "updated_at", "-created_at", "created_at", "name", "-name", "-last_touch_at", "last_touch_at",
    "difficulty", "-difficulty",
]  # fmt: skip
OrganizationSort = Literal["-updated_at", "updated_at", "name", "-name"]
Words = Annotated[str, StringConstraints(max_length=200), Clean]


class ContactQuery(BinnedQuery):
    """Which contacts to list."""

    q: Words | None = Field(None, description="Words that they are found by.")
    stage: Stage | None = None
    level: Level | None = None
    source: Source | None = None
    tag: Annotated[str, StringConstraints(max_length=60), Clean] | None = None
    organization_id: Id | None = None
    career_id: Id | None = None
    do_not_contact: bool | None = None
    sort: ContactSort = "-updated_at"


class OrganizationQuery(BinnedQuery):
    """Which organizations to list."""

    q: Words | None = None
    sort: OrganizationSort = "-updated_at"


class ContactCount(Read):
    """How many there are of one value."""

    value: str | None = Field(examples=["new"])
    count: int = Field(examples=[12])


class ContactCounts(Read):
    """How many contacts there are, by what lists filter on."""

    total: int = Field(examples=[63])
    stage: list[ContactCount]
    level: list[ContactCount]
    source: list[ContactCount]
    tag: list[ContactCount]


class ActivityCreate(Body):
    """What happened between the person and a contact."""

    what: ActivityKind = Field(examples=["congratulated"])
    at: At | None = Field(None, description="When; now if left out.", examples=["2026-11-20T08:15:00Z"])
    channel: Channel | None = None
    text: Note = Field("", examples=["Congratulated her on the hospital's award."])


class ActivityUpdate(Change):
    """What changes of a timeline's entry."""

    what: ActivityKind = left_out(examples=["congratulated"])
    at: At = left_out(examples=["2026-11-20T08:15:00Z"])
    channel: Channel | None = None
    text: Note = left_out(examples=["Congratulated her on the hospital's award."])


class ActivityRead(Deletable):
    """One entry on a contact's timeline. `about_id` names the talk that it belongs to, if one."""

    contact_id: str = Field(examples=[AN_ID])
    what: ActivityKind
    at: datetime = Field(examples=["2026-11-20T08:15:00Z"])
    channel: Channel | None
    text: str = Field(examples=["Congratulated her on the hospital's award."])
    about_id: str | None = Field(examples=[None])


class ActivityQuery(ListQuery):
    """Which part of the timeline to list, newest first."""


class DuplicateQuery(ListQuery):
    """Which pairs to list."""


class MaybeSame(Read):
    """A contact that may be the same as another."""

    id: str = Field(examples=[AN_ID])
    full_name: str = Field(examples=["Maria Keller"])
    headline: str | None = Field(examples=["Clinical data manager"])
    version: int = Field(examples=[3])


class Duplicate(Read):
    """Contacts that share what should be one person's alone."""

    reason: Literal["email", "linkedin", "name_and_organization"]
    contacts: list[MaybeSame]


class MergeCreate(Body):
    """Which contact to merge into this one, and which of its values to prefer."""

    contact_id: Id = Field(description="The contact that is merged into this one.", examples=[AN_ID])
    take: list[Literal[
        "full_name", "given_name", "family_name", "headline", "organization_id", "location", "time_zone", "source",
        "how_found", "level", "why_them", "difficulty", "preferred_channel", "keep_in_touch_days", "may_keep",
        "may_name", "postal_address",
        "connected_on",
    ]] = Field([], description="Fields whose value comes from the other.", examples=[["headline"]])  # fmt: skip


class MergeRead(Resource):
    """A merge, which can be undone."""

    contact_id: str = Field(description="The contact that was kept.", examples=[AN_ID])
    merged_id: str = Field(description="The contact that was merged into it.", examples=[AN_ID])
    undone_at: datetime | None = Field(examples=[None])


class BulkCreate(Body):
    """Add a contact."""

    op: Literal["create"]
    values: ContactCreate


class BulkUpdate(Body):
    """Change a contact."""

    op: Literal["update"]
    id: Id = Field(examples=[AN_ID])
    version: int | None = Field(None, description="The version last read; left out: whatever it is now.", examples=[3])
    changes: ContactUpdate


class BulkTag(Body):
    """Add and take away tags."""

    op: Literal["tag"]
    id: Id = Field(examples=[AN_ID])
    add: Tags = Field([], examples=[["alumni"]])
    remove: Tags = Field(default_factory=list)


class BulkDelete(Body):
    """Put a contact into the bin."""

    op: Literal["delete"]
    id: Id = Field(examples=[AN_ID])
    version: int | None = Field(None, examples=[3])


class BulkRestore(Body):
    """Take a contact out of the bin."""

    op: Literal["restore"]
    id: Id = Field(examples=[AN_ID])


class ContactBulk(Body):
    """Up to 500 operations: all are done, or none."""

    operations: list[
        Annotated[BulkCreate | BulkUpdate | BulkTag | BulkDelete | BulkRestore, Field(discriminator="op")]
    ] = Field(min_length=1, max_length=500)


class BulkResult(Read):
    """What became of one operation."""

    op: str = Field(examples=["update"])
    id: str = Field(examples=[AN_ID])
    version: int = Field(examples=[4])


class BulkResults(Read):
    """One result for each operation, in their order."""

    results: list[BulkResult]
