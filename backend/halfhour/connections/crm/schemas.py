"""What clients send and see of connections to CRMs."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ...core.schemas import Body, Change, Clean, Id, Line, ListQuery, Read, Resource, left_out, unique_words
from .models import CrmContactState, CrmKind, CrmState, CrmWork, PreviewState, What

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
AT = "2026-11-22T09:30:00.000000Z"

Secret = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=r"^[!-~]+$")]
BaseUrl = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$"), Clean
]
Theirs = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.]{0,199}$")]
ContactIds = Annotated[list[Id], Field(max_length=500), AfterValidator(unique_words)]


def _secret(schema: dict[str, Any]) -> None:
    schema |= {"format": "password", "writeOnly": True}


class CrmFieldChange(Body):
    """Where one of our fields goes, or that it stays here."""

    what: What = Field(examples=["person"])
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")] = Field(
        description="Our name of it, as in `mapping`.", examples=["phone"]
    )
    theirs: Theirs | None = Field(description="Their name of it; null: not sent.", examples=["phone"])


Mapping = Annotated[list[CrmFieldChange], Field(max_length=100)]


class CrmConnectionCreate(Body):
    """A CRM to show people to: nothing is sent until they are chosen and push is pressed."""

    kind: CrmKind = Field(examples=["twenty"])
    label: Line | None = Field(None, description="What you call it; its kind if left out.", examples=["Career centre"])
    base_url: BaseUrl | None = Field(
        None,
        description="Where Twenty or Monica runs; HubSpot has one address for all.",
        examples=["https://crm.example.org"],
    )
    key: Secret | None = Field(
        None,
        description="HubSpot: a service key; Twenty: an API key; Monica: a personal token. Never shown again.",
        json_schema_extra=_secret,
        examples=["a-key-made-there"],
    )
    push_people: bool = Field(
        True, description="Add people who are not there, and keep those up to date.", examples=[True]
    )
    push_talks: bool = Field(True, description="Add talks that were held.", examples=[True])
    push_follow_ups: bool = Field(True, description="Add what is due with people as tasks.", examples=[True])
    push_notes: bool = Field(
        False, description="Also send your notes on people and on held talks; debriefs never.", examples=[False]
    )


class CrmConnectionUpdate(Change):
    """What changes of a connection. Afterwards nothing more is sent until you press push."""

    label: Line = left_out(examples=["Career centre"])
    base_url: BaseUrl = left_out(
        examples=["https://crm.example.org"], description="Another address; it wants the key again."
    )
    key: Secret = left_out(examples=["another-key"], description="A new key; it is checked at once.")
    push_people: bool = left_out(examples=[True])
    push_talks: bool = left_out(examples=[True])
    push_follow_ups: bool = left_out(examples=[True])
    push_notes: bool = left_out(examples=[False])
    mapping: Mapping = left_out(
        description="Only the fields that change.",
        examples=[[{"what": "person", "field": "phone", "theirs": "phone"}]],
    )


class CrmFieldRead(Read):
    """One of our fields, and where it goes."""

    what: What = Field(examples=["person"])
    field: str = Field(examples=["headline"])
    meaning: str = Field(description="What it is, in words.", examples=["Headline or job title"])
    theirs: str | None = Field(description="Their name of it; null: not sent.", examples=["jobTitle"])
    default: str | None = Field(description="Where it goes unless you say otherwise.", examples=["jobTitle"])
    needed: bool = Field(description="It can't be switched off.", examples=[False])
    choices: list[str] = Field(description="The only names it can go to; empty: any of theirs.", examples=[[]])


class CrmConnectionRead(Resource):
    """A connection to a CRM, with how it stands and what to do about it."""

    kind: CrmKind = Field(examples=["twenty"])
    label: str = Field(examples=["Career centre"])
    base_url: str | None = Field(examples=["https://crm.example.org"])
    account: str | None = Field(description="Whom the key belongs to there.", examples=["career-centre.example.org"])
    state: CrmState = Field(
        description="`new`: not checked yet; `ready`; `waiting`: it will try again; `refused`: it waits for you.",
        examples=["ready"],
    )
    says: str = Field(description="How it stands, in words.", examples=["Changes of 3 people are sent by themselves."])
    work: CrmWork | None = Field(description="What is being done there just now.", examples=[None])
    automatic: bool = Field(description="Whether changes of those sent before follow by themselves.", examples=[True])
    checked_at: datetime | None = Field(description="When the key was last accepted.", examples=[AT])
    last_synced_at: datetime | None = Field(description="When all there was to send was sent.", examples=[AT])
    last_error: str | None = Field(examples=[None])
    advice: str | None = Field(description="What to do about the error.", examples=[None])
    push_people: bool = Field(examples=[True])
    push_talks: bool = Field(examples=[True])
    push_follow_ups: bool = Field(examples=[True])
    push_notes: bool = Field(examples=[False])
    chosen_count: int = Field(description="How many people are chosen.", examples=[3])
    sent_count: int = Field(description="How many of them were sent.", examples=[3])
    refused_count: int = Field(description="How many of them were refused.", examples=[0])
    mapping: list[CrmFieldRead]


class CrmConnectionQuery(ListQuery):
    """Which connections to list."""

    sort: Literal["created_at", "-created_at"] = "created_at"


class CrmChoiceCreate(Body):
    """Whom to choose, and whom no longer: all, or none."""

    choose: ContactIds = Field(default_factory=list, examples=[[AN_ID]])
    unchoose: ContactIds = Field(default_factory=list, description="What was sent of them stays there.", examples=[[]])


class CrmChoices(Read):
    """How many people are chosen now."""

    chosen_count: int = Field(examples=[3])


class CrmContactBrief(Read):
    """A chosen contact, and how they stand in the CRM."""

    id: str = Field(description="The id of the contact.", examples=[AN_ID])
    full_name: str = Field(examples=["Maria Keller"])
    state: CrmContactState = Field(
        description="`chosen`: nothing was sent yet; `sent`; `refused`: see `last_error`.", examples=["sent"]
    )
    chosen_at: datetime = Field(examples=[AT])
    pushed_at: datetime | None = Field(description="When all there was to send of them was sent.", examples=[AT])
    link: str | None = Field(description="Where they are there.", examples=["https://crm.example.org/object/person/1"])
    last_error: str | None = Field(examples=[None])
    advice: str | None = Field(examples=[None])


class CrmRecordRead(Read):
    """Something that was sent."""

    what: What = Field(examples=["talk"])
    words: str = Field(description="What it is.", examples=["Talk with Maria Keller"])
    their_id: str = Field(examples=["1203"])
    link: str | None = Field(examples=["https://crm.example.org/object/note/1203"])
    pushed_at: datetime | None = Field(examples=[AT])


class CrmContactRead(CrmContactBrief):
    """A chosen contact, how they stand in the CRM, and what was sent of them."""

    records: list[CrmRecordRead]


class CrmContactQuery(ListQuery):
    """Which of the chosen contacts to list."""

    state: CrmContactState | None = None
    sort: Literal["name", "-name", "chosen_at", "-chosen_at"] = "name"


class CrmDifference(Read):
    """One field that would be written, or that is left as it is there."""

    field: str = Field(examples=["headline"])
    meaning: str = Field(examples=["Headline or job title"])
    theirs: str = Field(description="Their name of it.", examples=["jobTitle"])
    before: str | None = Field(description="What stands there.", examples=["Data manager"])
    after: str | None = Field(description="What you have.", examples=["Clinical data manager"])
    kept: bool = Field(
        description="True: it stays as it is there, because it was theirs before, or they changed it.",
        examples=[False],
    )


class CrmPreviewItem(Read):
    """One thing that would be created or changed there."""

    contact_id: str = Field(examples=[AN_ID])
    full_name: str = Field(examples=["Maria Keller"])
    what: What = Field(examples=["person"])
    words: str = Field(description="What it is.", examples=["Maria Keller"])
    action: Literal["create", "change", "link", "refused"] = Field(
        description="`link`: they are there already, and nothing of theirs would change; `refused`: see `problem`.",
        examples=["change"],
    )
    link: str | None = Field(examples=["https://crm.example.org/object/person/1"])
    differences: list[CrmDifference]
    problem: str | None = Field(examples=[None])


class CrmPreviewRead(Read):
    """What pushing would create and change there. Nothing was sent to find it out but e-mail addresses and names."""

    state: PreviewState = Field(examples=["ready"])
    asked_at: datetime = Field(examples=[AT])
    made_at: datetime | None = Field(examples=[AT])
    says: str = Field(description="The whole of it in words.", examples=["2 things would be added, 1 changed."])
    items: list[CrmPreviewItem]
    people_left: int = Field(description="People with something to send that were not compared.", examples=[0])
    last_error: str | None = Field(examples=[None])
    advice: str | None = Field(examples=[None])
