"""What clients send and see of calendar feeds. An address is in one answer only, the one that makes it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ...core.schemas import Body, Change, Line, ListQuery, Resource, left_out, unique_words
from .models import FeedContent, FeedDetail, FeedState
from .rules import READY

_EVERYTHING = [FeedContent.TALKS, FeedContent.THANK_YOUS, FeedContent.FOLLOW_UPS]


def _unique(contents: list[FeedContent]) -> list[FeedContent]:
    return [FeedContent(each) for each in unique_words([str(each) for each in contents])]


Contents = Annotated[list[FeedContent], Field(min_length=1, max_length=4), AfterValidator(_unique)]
AlarmMinutes = Annotated[int, Field(ge=0, le=1440)]
_DETAIL = (
    "`busy`: that you are busy, and when; `interview`: that it is a talk, and what is due, but nobody's name; `full`:"
    " with whom, where, the link and your goal. Whoever has the address can read it."
)
_CONTENTS = "What is in it. At `busy` it is the talks alone."
_ALARM = "How many minutes before a talk the calendar rings; null: not at all. Not every calendar heeds it."


class FeedCreate(Body):
    """A feed for a calendar to subscribe to."""

    name: Line = Field(description="What the calendar calls it.", examples=["My talks"])
    detail: FeedDetail = Field(FeedDetail.INTERVIEW, description=_DETAIL, examples=["interview"])
    contents: Contents = Field(_EVERYTHING, description=_CONTENTS, examples=[["talks", "thank_yous", "follow_ups"]])
    alarm_minutes: AlarmMinutes | None = Field(READY, description=_ALARM, examples=[15])


class FeedUpdate(Change):
    """What changes of a feed; its address stays."""

    name: Line = left_out(examples=["My talks"])
    detail: FeedDetail = left_out(description=_DETAIL, examples=["full"])
    contents: Contents = left_out(description=_CONTENTS, examples=[["talks"]])
    alarm_minutes: AlarmMinutes | None = Field(None, description=_ALARM, examples=[30])


class FeedRead(Resource):
    """A feed, and whether a calendar asks for it."""

    name: str = Field(examples=["My talks"])
    detail: FeedDetail = Field(description=_DETAIL, examples=["interview"])
    contents: list[FeedContent] = Field(examples=[["talks", "thank_yous", "follow_ups"]])
    alarm_minutes: int | None = Field(description=_ALARM, examples=[15])
    hint: str = Field(description="How its address ends, to tell it from others.", examples=["x7Qd"])
    addressed_at: datetime = Field(
        description="Since when it has this address.", examples=["2026-11-22T09:30:00.000000Z"]
    )
    last_used_at: datetime | None = Field(
        description="When it was last fetched, to within ten minutes.", examples=["2026-11-24T06:12:00.000000Z"]
    )
    state: FeedState = Field(examples=["fetched"])
    words: str = Field(description="The state, in words.", examples=["A calendar asks for it."])
    advice: str | None = Field(description="What to do about it.", examples=[None])


class FeedMade(FeedRead):
    """A feed with its address, which is shown this once: nobody can look it up later."""

    url: str = Field(
        description="For calendars that are given an address (Google, Outlook).",
        examples=["https://halfhour.example.org/calendar/jN3q0t7wq8l7m4pFh2nYbZ6c5Vd1sKx9.ics"],
    )
    webcal_url: str = Field(
        description="For a link that opens the calendar (Apple, Thunderbird, GNOME).",
        examples=["webcal://halfhour.example.org/calendar/jN3q0t7wq8l7m4pFh2nYbZ6c5Vd1sKx9.ics"],
    )


FeedSort = Literal["created_at", "-created_at"]


class FeedQuery(ListQuery):
    """Which part of the list."""

    sort: FeedSort = Field("created_at", description="The order; a leading minus turns it round.")
