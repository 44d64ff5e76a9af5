"""What clients send and see of connected calendars and address books."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from ...core.schemas import Body, Change, Clean, Id, Line, ListQuery, Read, Resource, filled, left_out, unique_words
from .models import Accepting, ChangeKind, ChangeState, ConnectionKind, ConnectionState, People

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
A_COLLECTION = "3f9a0c2d71b64e58"


def can_be_sealed(password: SecretStr) -> SecretStr:
    """Without NUL and broken characters, which no server would take."""
    text = password.get_secret_value()
    if "\0" in text or not text.strip():
        raise ValueError("enter the password as the provider shows it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("remove the broken character (a lone surrogate)") from None
    return password


Address = Annotated[str, filled(2000), Clean]
AppPassword = Annotated[SecretStr, StringConstraints(min_length=1, max_length=500), AfterValidator(can_be_sealed)]
CollectionId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Tag = Annotated[str, filled(60), Clean]
_ABOUT_IT = "An app password, made at the provider for Halfhour alone. It is sealed, and never shown again."


class ConnectionCreate(Body):
    """A calendar or address book to connect. What is there is looked up next; then one chooses."""

    kind: ConnectionKind = Field(description="What to keep in step.")
    address: Address = Field(
        description="Of the server; Halfhour finds the rest.", examples=["https://cloud.example.org"]
    )
    username: Line = Field(examples=["maria"])
    password: AppPassword = Field(description=_ABOUT_IT, examples=["abcd-efgh-ijkl-mnop"])
    name: Line | None = Field(
        None, description="What to call it; made from the address if left out.", examples=["Work"]
    )
    accept: Accepting = Field(
        Accepting.CONFIRM,
        description="What happens with what is changed on the other side: `confirm` asks each time; `automatic` takes"
        " moved and cancelled talks and new people over. Conflicts and deletions of people are always asked about.",
    )
    people: People = Field(
        People.TALKS,
        description="Who is put into an address book: those with whom a talk is under way (`talks`), those with a tag"
        " (`tag`), or everybody (`all`).",
    )
    people_tag: Tag | None = Field(None, description="The tag, where `people` is `tag`.", examples=["alumni"])


class ConnectionUpdate(Change):
    """What changes of a connection: what is left out stays."""

    name: Line = left_out(examples=["Work"])
    active: bool = left_out(description="False: nothing is sent and nothing is read.", examples=[True])
    username: Line = left_out(examples=["maria"])
    password: AppPassword = left_out(description=_ABOUT_IT, examples=["abcd-efgh-ijkl-mnop"])
    accept: Accepting = left_out()
    collection_id: CollectionId | None = Field(
        None,
        description="The calendar or address book to use: one of `collections`; null: none, so that calendars are only"
        " read for busy times.",
        examples=[A_COLLECTION],
    )
    busy_ids: Annotated[list[CollectionId], Field(max_length=50), AfterValidator(unique_words)] = left_out(
        description="The calendars that say when one is busy: some of `collections`.", examples=[[A_COLLECTION]]
    )
    people: People = left_out()
    people_tag: Tag | None = Field(None, examples=["alumni"])


class CollectionRead(Read):
    """A calendar or address book that was found."""

    id: str = Field(description="For `collection_id` and `busy_ids`.", examples=[A_COLLECTION])
    name: str = Field(examples=["Personal"])
    writable: bool = Field(description="False: it can only be read.", examples=[True])
    chosen: bool = Field(description="Talks or people are kept in it.", examples=[True])
    busy: bool = Field(description="It says when one is busy.", examples=[True])


class ConnectionRead(Resource):
    """A connected calendar or address book. What is wrong, and what to do about it, is said in words."""

    kind: ConnectionKind
    name: str = Field(examples=["Work"])
    address: str = Field(examples=["https://cloud.example.org/"])
    username: str = Field(examples=["maria"])
    active: bool = Field(examples=[True])
    accept: Accepting
    people: People
    people_tag: str | None = Field(examples=[None])
    state: ConnectionState
    state_words: str = Field(examples=["In step."])
    collections: list[CollectionRead] = Field(description="What was found at the address.")
    collection_name: str | None = Field(description="The chosen one.", examples=["Personal"])
    last_synced_at: datetime | None = Field(description="When both sides were last in step.")
    last_tried_at: datetime | None
    last_error: str | None = Field(examples=[None])
    advice: str | None = Field(description="What to do about it.", examples=[None])
    kept_count: int = Field(description="Talks or people that are kept there.", examples=[4])
    open_changes: int = Field(description="Changes that wait for an answer: see /connection-changes.", examples=[1])


class ConnectionQuery(ListQuery):
    """Which connections to list."""

    kind: ConnectionKind | None = None
    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at"] = "created_at"


class LeaveQuery(Body):
    """What becomes of what Halfhour put on the server."""

    take_away: bool = Field(
        False, description="True: talks and people that Halfhour put there are deleted there first; false: they stay."
    )


class ChangeAnswer(Read):
    """One of the two answers, as a button may say it."""

    answer: Literal["accept", "dismiss"]
    words: str = Field(examples=["Move the talk to Thursday 16:00"])


class ConnectionChangeRead(Resource):
    """Something that was changed on the other side, or deleted, for the person to decide."""

    connection_id: str = Field(examples=[AN_ID])
    connection_name: str = Field(examples=["Work"])
    kind: ChangeKind
    state: ChangeState = Field(description="`withdrawn`: it needs no answer any more, because both sides agree again.")
    conflict: bool = Field(description="Both sides have changed since they were last in step.", examples=[False])
    automatic: bool = Field(description="It was taken over without asking, as chosen.", examples=[False])
    interview_id: str | None = Field(description="The talk that it is about.", examples=[AN_ID])
    contact_id: str | None = Field(description="The person that it is about.", examples=[AN_ID])
    title: str = Field(examples=["Talk with Maria Keller"])
    words: str = Field(examples=["Your calendar says Thursday, 4 December 2031, 16:00; Halfhour says 09:00."])
    here: dict[str, Any] = Field(
        description="What Halfhour says.", examples=[{"starts_at": "2031-12-04T08:00:00Z", "minutes": 30}]
    )
    there: dict[str, Any] = Field(
        description="What the other side says.", examples=[{"starts_at": "2031-12-04T15:00:00Z", "minutes": 30}]
    )
    answers: list[ChangeAnswer] = Field(description="What can be answered; empty when it is no longer open.")
    answered_at: datetime | None = Field(examples=[None])


class ChangeQuery(ListQuery):
    """Which changes to list."""

    state: ChangeState | None = None
    connection_id: Id | None = None
    interview_id: Id | None = None
    contact_id: Id | None = None
    sort: Literal["-updated_at", "updated_at"] = "-updated_at"


class ChangesAnswered(Body):
    """One answer to several changes."""

    answer: Literal["accept", "dismiss"] = Field(examples=["dismiss"])
    change_ids: Annotated[list[Id], Field(min_length=1, max_length=200)] = Field(
        description="All are answered, or none.", examples=[[AN_ID]]
    )


class ChangesAnsweredRead(Read):
    """How many were answered."""

    answered: int = Field(examples=[3])
