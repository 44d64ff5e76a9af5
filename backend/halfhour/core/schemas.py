"""Bodies: strict in, plain out (see docs/decisions). Common fields and the shapes of lists."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Item = TypeVar("Item")

MAX_LIMIT = 200


class Body(BaseModel):
    """What a client sends: unknown fields are refused, and so is text that no person can have meant (NUL)."""

    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, use_enum_values=False, hide_input_in_errors=True
    )


class Change(Body):
    """The body of a PATCH, a JSON merge patch (RFC 7396): what is left out stays, null clears."""

    def changes(self) -> dict[str, Any]:
        """Only what was sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Read(BaseModel):
    """What an answer says. It states and validates nothing, so that old rows can always be read."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Resource(Read):
    """What every kept thing has."""

    id: str = Field(description="UUIDv7.", examples=["01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"])
    version: int = Field(description="Counts the changes; the ETag starts with it.", examples=[3])
    created_at: datetime = Field(examples=["2026-11-22T09:30:00.000000Z"])
    updated_at: datetime = Field(examples=["2026-11-22T10:15:00.000000Z"])


class Deletable(Resource):
    """A kept thing that has a bin."""

    deleted_at: datetime | None = Field(description="When it was put into the bin, if it was.", examples=[None])


class Page(Read, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null at the end.", examples=[None]
    )


class ListQuery(Body):
    """What every list takes."""

    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="How many items a page has at the most.")
    cursor: str | None = Field(None, max_length=1000, description="Where to go on: `next_cursor` of the page before.")


class BinnedQuery(ListQuery):
    """What every list of deletable things takes."""

    deleted: bool = Field(False, description="List the bin instead.")


def left_out(**kwargs: Any) -> Any:
    """A field of a PATCH that may be left out but not be null: null is a 422, and the schema shows no default."""
    return Field(default=None, json_schema_extra=lambda schema: schema.pop("default", None), **kwargs)  # type: ignore[arg-type]


def _no_nul(text: str) -> str:
    """NUL can't be stored by PostgreSQL, lone surrogates by nobody."""
    if "\0" in text:
        raise ValueError("remove the NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("remove the broken character (a lone surrogate)") from None
    return unicodedata.normalize("NFC", text)


Clean = AfterValidator(_no_nul)


def filled(longest: int) -> StringConstraints:
    """Text of 1 to `longest` characters, not counting the blanks around it; the pattern tells clients that only blanks
    are too little."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=r"\S")


Line = Annotated[str, filled(300), Clean]
"""One line of text: 1 to 300 characters."""
LongText = Annotated[str, StringConstraints(max_length=100_000), Clean]
"""Up to 100,000 characters."""
Note = Annotated[str, StringConstraints(max_length=20_000), Clean]
"""Up to 20,000 characters."""
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
"""The id of a resource, a UUID in lower case."""

NewId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]
"""An id that the client has made, a UUIDv7 in lower case: who works without a network must be able to go on with it."""


def own_id() -> Any:
    """The field for it."""
    return Field(
        None,
        description="A UUIDv7 of your own making; made here if left out. Taken: 409.",
        examples=["01939f2c-7a10-7c3e-9d55-0b1c2d3e4f50"],
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("use an IANA time zone such as Europe/Berlin")
    return name


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
"""A name of the IANA time zone database."""


_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _instant(given: object) -> object:
    """Only what is written as one: pydantic also takes numbers, and `0` for the start of 1970."""
    if isinstance(given, datetime):
        return given
    if isinstance(given, str) and _INSTANT.fullmatch(given.strip()):
        with suppress(ValueError):
            return datetime.fromisoformat(given.strip().upper())
    raise ValueError("write an instant such as 2026-11-22T09:30:00Z")


def _day(given: object) -> object:
    if isinstance(given, date):
        return given
    if isinstance(given, str) and _DAY.fullmatch(given.strip()):
        with suppress(ValueError):
            return date.fromisoformat(given.strip())
    raise ValueError("write a date such as 2026-11-22")


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("say the offset, such as Z or +01:00")
    if not 1000 < at.year < 9999:  # what RFC 3339 writes with four digits, in every zone
        raise ValueError("use a year from 1001 to 9998")
    return at


At = Annotated[datetime, BeforeValidator(_instant), AfterValidator(_aware)]
"""An instant with its offset (RFC 3339)."""
Day = Annotated[date, BeforeValidator(_day)]
"""A date of the calendar."""


class Labelled(Body):
    """A value with what it is for, such as an e-mail address labelled `work`."""

    label: str | None = Field(None, max_length=60, examples=["work"])
    value: Line = Field(examples=["maria@example.org"])


def unique_words(words: list[str]) -> list[str]:
    """The same words, each once, in the order given."""
    return list(dict.fromkeys(words))


Tags = Annotated[
    list[Annotated[str, filled(60), Clean]],
    Field(max_length=50),
    AfterValidator(unique_words),
]
"""Up to 50 tags of up to 60 characters; each once."""


def none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def blank_is_none(shown: Any) -> BeforeValidator:
    """Take an emptied field for null; `shown` is what the contract says may be sent."""
    return BeforeValidator(none_if_blank, json_schema_input_type=shown)
