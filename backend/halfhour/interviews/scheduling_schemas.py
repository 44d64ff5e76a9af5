"""What clients send and see of offered times and of a week of talks."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from ..core.schemas import Body, Day, Read, Zone
from .fit import ConflictKind
from .models import InterviewMode, InterviewState
from .schemas import AN_ID, Minutes, WallTime

MOST_TIMES = 5


ATime = Annotated[WallTime, Field(examples=["2031-12-01T09:00"])]


class OfferedTimes(Body):
    """The times to offer, as the clock on the wall shows them in one zone; an empty list takes the offer back."""

    times: Annotated[list[ATime], Field(max_length=MOST_TIMES)] = Field(
        description="Two or three are best. A time that is skipped when clocks go forward becomes the next minute; one"
        " that comes twice means the first.",
        examples=[["2031-12-01T09:00", "2031-12-03T16:30"]],
    )
    time_zone: Zone = Field(description="Whose clock the times are on.", examples=["Europe/Berlin"])
    minutes: Minutes | None = Field(None, description="The length of the talk; stays if left out.", examples=[30])


class ClockRead(Read):
    """What a clock on the wall of some place shows while the talk lasts."""

    time_zone: str = Field(examples=["Europe/Berlin"])
    city: str = Field(description="The place that the zone is called after.", examples=["Berlin"])
    abbreviation: str | None = Field(description="Of the zone at that time, if it has letters.", examples=["CET"])
    offset: str = Field(examples=["UTC+1"])
    local: str = Field(examples=["2031-12-01T09:00"])
    day: str = Field(description="Weekday and date, written out.", examples=["Monday, 1 December 2031"])
    begins: str = Field(examples=["09:00"])
    ends: str = Field(examples=["09:30"])


class ConflictRead(Read):
    """What does not fit."""

    kind: ConflictKind
    interview_ids: list[str] = Field(description="The talks between which it does not fit.", examples=[[AN_ID]])
    minutes: int = Field(description="By how many minutes; 0 where a way is not known.", examples=[15])
    words: str = Field(examples=["Only 20 minutes between Maria Keller and Kai Brandt: the way takes 35."])


class OfferedTime(Read):
    """One time that is offered."""

    starts_at: datetime = Field(examples=["2031-12-01T08:00:00Z"])
    ends_at: datetime = Field(examples=["2031-12-01T08:30:00Z"])
    starts_at_local: str = Field(description="As it was given, in `time_zone`.", examples=["2031-12-01T09:00"])
    time_zone: str = Field(examples=["Europe/Berlin"])
    theirs: ClockRead = Field(description="Their clock.")
    own: ClockRead = Field(description="One's own clock.")
    sentence: str = Field(examples=["Monday, 1 December 2031, 09:00–09:30 in Berlin (CET, UTC+1)"])
    oddity: str | None = Field(description="What is odd about it on a night when clocks change.", examples=[None])
    past: bool = Field(description="It has passed without being chosen.", examples=[False])
    conflicts: list[ConflictRead] = Field(
        description="With talks that are scheduled, and with what connected calendars say."
    )
    offered_too: list[str] = Field(
        description="With whom else a time that overlaps is on offer.", examples=[["Kai Brandt"]]
    )


class OffersRead(Read):
    """The times that are on offer for a talk, on both clocks, and a text to paste. Its version is the talk's."""

    interview_id: str = Field(examples=[AN_ID])
    version: int = Field(description="Of the talk: what If-Match takes.", examples=[3])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    contact_version: int = Field(description="Of the contact, to say where they are.", examples=[2])
    minutes: int = Field(examples=[30])
    own_time_zone: str = Field(examples=["Europe/Berlin"])
    their_time_zone: str = Field(examples=["Europe/Berlin"])
    assumed: bool = Field(
        description="Nobody has said where they are: `their_time_zone` is one's own.", examples=[False]
    )
    times: list[OfferedTime] = Field(description="In order.")
    text: str = Field(
        description="A text to paste into a message; empty where nothing is on offer.",
        examples=["Would this time suit you for a talk of 30 minutes?"],
    )


class WeekQuery(Body):
    """Which week."""

    start: Day | None = Field(None, description="Its first day; the Monday of this week if left out.")
    time_zone: Zone | None = Field(None, description="Whose clock the days go by; one's own if left out.")


class SlotRead(Read):
    """A talk in a week, or a time that is offered for one."""

    interview_id: str = Field(examples=[AN_ID])
    version: int = Field(description="Of the talk: what If-Match takes.", examples=[3])
    contact_id: str = Field(examples=[AN_ID])
    contact_name: str = Field(examples=["Maria Keller"])
    state: InterviewState
    mode: InterviewMode | None
    place: str | None = Field(examples=["Café Riquet, Leipzig"])
    minutes: int = Field(examples=[30])
    travel_minutes: int | None = Field(description="How long it takes to get there, one way.", examples=[25])
    starts_at: datetime = Field(examples=["2031-12-01T08:00:00Z"])
    ends_at: datetime = Field(examples=["2031-12-01T08:30:00Z"])
    begins: str = Field(description="On the clock that the days go by.", examples=["09:00"])
    ends: str = Field(examples=["09:30"])
    leave: str | None = Field(description="When to leave for it, where one goes somewhere.", examples=["08:35"])
    back: str | None = Field(description="When one is back.", examples=["09:55"])


class BusyRead(Read):
    """Time at which a connected calendar says that one is busy; not with what."""

    starts_at: datetime = Field(examples=["2031-12-01T12:00:00Z"])
    ends_at: datetime = Field(examples=["2031-12-01T13:30:00Z"])
    begins: str = Field(description="On the clock that the days go by.", examples=["13:00"])
    ends: str = Field(examples=["14:30"])


class GapRead(Read):
    """Free time."""

    starts_at: datetime = Field(examples=["2031-12-01T08:55:00Z"])
    ends_at: datetime = Field(examples=["2031-12-01T17:00:00Z"])
    begins: str = Field(examples=["09:55"])
    ends: str = Field(examples=["18:00"])
    minutes: int = Field(examples=[485])


class WeekDay(Read):
    """One day of a week."""

    date: date
    day: str = Field(description="Weekday and date, written out.", examples=["Monday, 1 December 2031"])
    talks: list[SlotRead] = Field(description="Scheduled and held, in order.")
    offers: list[SlotRead] = Field(description="Times on offer that nobody has chosen yet, in order.")
    busy: list[BusyRead] = Field(description="When connected calendars say that one is busy, in order.")
    gaps: list[GapRead] = Field(description="Free time to come between 8 and 18, of half an hour or more.")
    travel_minutes: int = Field(description="On the way that day, there and back.", examples=[50])
    conflicts: list[ConflictRead] = Field(description="What does not fit; those of offers name the offer's talk too.")


class WeekRead(Read):
    """Seven days of talks."""

    start: date
    time_zone: str = Field(examples=["Europe/Berlin"])
    days: list[WeekDay]
