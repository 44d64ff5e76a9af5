"""What clients send and see of webhooks and deliveries."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ...core.schemas import Body, Change, Clean, ListQuery, Read, Resource, left_out, unique_words
from .models import DeliveryState, WebhookState

URL = "https://receiver.example/halfhour"
AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
A_MESSAGE = "msg_01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
AT = "2026-11-22T09:30:00.000000Z"
BODY = (
    '{"type":"contact.changed","timestamp":"2026-11-22T09:30:00.000Z",'
    '"data":{"id":"01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c","cursor":"42","details":{"fields":["headline"]}}}'
)

Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"),
    Clean,
]
Types = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}\.[a-z_]{1,20}$")]],
    Field(max_length=200),
    AfterValidator(unique_words),
]
Description = Annotated[str, StringConstraints(max_length=300), Clean]

URL_FIELD: dict[str, Any] = {
    "description": "Where each event is sent: https, and an address that everybody can reach.",
    "examples": [URL],
}
TYPES_FIELD: dict[str, Any] = {
    "description": "Which events are sent, of `GET /webhooks/types`; none: all, and those to come.",
    "examples": [["contact.changed"]],
}
DESCRIPTION_FIELD: dict[str, Any] = {"description": "What it is for.", "examples": ["Tells my Node-RED"]}
ENABLED_FIELD: dict[str, Any] = {
    "description": "Whether events are sent. What happens while it is off waits, and is sent later.",
    "examples": [True],
}


class WebhookCreate(Body):
    """An address to be told what changes, from now on."""

    url: Url = Field(**URL_FIELD)
    types: Types = Field(default=[], **TYPES_FIELD)
    description: Description = Field(default="", **DESCRIPTION_FIELD)
    enabled: bool = Field(default=True, **ENABLED_FIELD)


class WebhookUpdate(Change):
    """What changes of a webhook: what is left out stays. A new address, or turning it on, begins with what waits."""

    url: Url = left_out(**URL_FIELD)
    types: Types = left_out(**TYPES_FIELD)
    description: Description = left_out(**DESCRIPTION_FIELD)
    enabled: bool = left_out(**ENABLED_FIELD)


class WebhookRead(Resource):
    """An address that is told what changes, and how that goes."""

    url: str = Field(**URL_FIELD)
    types: list[str] = Field(**TYPES_FIELD)
    description: str = Field(**DESCRIPTION_FIELD)
    enabled: bool = Field(**ENABLED_FIELD)
    state: WebhookState = Field(
        description="`on`: it works, as far as is known; `failing`: it is tried again; `stopped`: by Halfhour, for the"
        " reason in `last_error`; `off`: by you.",
        examples=["on"],
    )
    last_used_at: datetime | None = Field(description="When something arrived for the last time.", examples=[AT])
    last_error: str | None = Field(
        description="Why the last try failed; null once one has succeeded.",
        examples=["The receiver answered 500 (Internal Server Error)."],
    )
    advice: str = Field(description="What you can do, in a sentence.", examples=["Nothing to do."])
    waiting: int = Field(description="Deliveries that wait for their turn or for another try.", examples=[0])
    both_sign_until: datetime | None = Field(
        description="Until when the secret before the last rotation signs too.", examples=[None]
    )


class WebhookMade(WebhookRead):
    """A webhook with its secret, which is shown this once."""

    secret: str = Field(
        description="What the receiver verifies signatures with. It is never shown again.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="],
    )


WebhookSort = Literal["created_at", "-created_at"]


class WebhookQuery(ListQuery):
    """In which order to list webhooks."""

    sort: WebhookSort = "-created_at"


class EventTypeRead(Read):
    """A kind of event, to choose."""

    type: str = Field(examples=["contact.changed"])
    about: str = Field(description="When it comes.", examples=["A contact was changed."])


class EventTypes(Read):
    """Every kind of event there is."""

    items: list[EventTypeRead]


class TryRead(Read):
    """One try, and what came back."""

    at: datetime = Field(examples=[AT])
    status: int | None = Field(description="Of the answer; null where there was none.", examples=[200])
    milliseconds: int = Field(description="How long it took.", examples=[123])
    error: str | None = Field(description="Why it counts as failed, in a sentence; null: it arrived.", examples=[None])
    answer: str = Field(description="The beginning of the answer's body: up to 4 KB.", examples=["ok"])


class DeliveryRead(Resource):
    """One event on its way to a webhook: what is sent, and each try."""

    webhook_id: str = Field(examples=[AN_ID])
    message_id: str = Field(description="The header `webhook-id`, the same at every try.", examples=[A_MESSAGE])
    type: str = Field(examples=["contact.changed"])
    resource_id: str = Field(examples=[AN_ID])
    state: DeliveryState = Field(examples=["delivered"])
    by_hand: bool = Field(description="Whether it is a test or was sent again by hand.", examples=[False])
    due_at: datetime | None = Field(description="When the next try is due, if there is one.", examples=[None])
    settled_at: datetime | None = Field(description="When it arrived or was given up.", examples=[AT])
    headers: dict[str, str] = Field(
        description="The headers of the last try.",
        examples=[{"webhook-id": A_MESSAGE, "webhook-timestamp": "1795339800", "webhook-signature": "v1,K5oZ…="}],
    )
    body: str = Field(description="The body, byte for byte.", examples=[BODY])
    tries: list[TryRead]


DeliverySort = Literal["created_at", "-created_at"]


class DeliveryQuery(ListQuery):
    """Which deliveries to list."""

    state: DeliveryState | None = None
    sort: DeliverySort = "-created_at"


class EventData(Read):
    """What changed: ids and names of fields, never what a person wrote."""

    id: str = Field(description="Of what changed.", examples=[AN_ID])
    cursor: str = Field(description="Its place in the change feed: `after` of `GET /events`.", examples=["42"])
    details: dict[str, Any] = Field(examples=[{"fields": ["headline"]}])


class EventMessage(Read):
    """What a receiver gets."""

    type: str = Field(examples=["contact.changed"])
    timestamp: datetime = Field(description="When it happened.", examples=["2026-11-22T09:30:00.000Z"])
    data: EventData
