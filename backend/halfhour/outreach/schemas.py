"""What clients send and see of templates, letters, milestones and warming up."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..contacts.models import ActivityKind
from ..core.schemas import (
    At,
    BinnedQuery,
    Body,
    Change,
    Clean,
    Day,
    Deletable,
    Id,
    Line,
    Note,
    Read,
    filled,
    left_out,
)
from .models import LetterChannel, Purpose
from .placeholders import Whence
from .warmth import Step, Warmth

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
NAME = "Ask, to somebody I don't know"
SUBJECT = "{{contact.given_name}}, may I ask your advice?"
TEXT = "Dear {{contact.given_name}},\n\n{{contact.compliment}}\n\n{{profile.signature}}"
LETTER = (
    "Dear Maria,\n\nWhat made me think of you: you went from the ward to data without a degree.\n\nNora Lindqvist, RN"
)

Subject = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\r\n]*$"), Clean]
LetterText = Annotated[str, filled(20_000), Clean]


class TemplateCreate(Body):
    """A letter to begin from. Names in braces are filled in for each person: see `GET /templates/placeholders`."""

    name: Line = Field(description="What you call it.", examples=[NAME])
    purpose: Purpose = Field(examples=["ask"])
    channel: LetterChannel = Field(examples=["email"])
    subject: Subject = Field("", description="Of an e-mail.", examples=[SUBJECT])
    text: LetterText = Field(examples=[TEXT])


class TemplateUpdate(Change):
    """What changes of a template: what is left out stays."""

    name: Line = left_out(examples=[NAME])
    purpose: Purpose = left_out(examples=["ask"])
    channel: LetterChannel = left_out(examples=["email"])
    subject: Subject = left_out(examples=[SUBJECT])
    text: LetterText = left_out(examples=[TEXT])


class TemplateRead(Deletable):
    """A letter to begin from."""

    name: str = Field(examples=[NAME])
    purpose: Purpose = Field(examples=["ask"])
    channel: LetterChannel = Field(examples=["email"])
    subject: str = Field(examples=[SUBJECT])
    text: str = Field(examples=[TEXT])


TemplateSort = Literal["created_at", "-created_at", "-updated_at", "updated_at", "name", "-name"]


class TemplateQuery(BinnedQuery):
    """Which templates to list."""

    purpose: Purpose | None = None
    channel: LetterChannel | None = None
    sort: TemplateSort = Field("created_at", description="The starter letters come in the order of the method.")


class PlaceholderRead(Read):
    """A name that may stand in a template, between two braces on each side."""

    name: str = Field(examples=["contact.given_name"])
    means: str = Field(examples=["Their first name"])
    whence: Whence = Field(description="Of what it is taken.", examples=["contact"])
    example: str = Field(examples=["Maria"])


class LimitRead(Read):
    """How long a text may be."""

    applies_to: Literal["free", "premium", "everyone"] = Field(
        description="Whose limit it is: that of LinkedIn's free accounts, of Premium, or of both.", examples=["free"]
    )
    characters: int = Field(examples=[200])


class ChannelRead(Read):
    """The way that a letter takes, and what it takes at the most."""

    channel: LetterChannel = Field(examples=["linkedin_invitation"])
    limits: list[LimitRead] = Field(description="The strictest first; none where there is none.")


class Placeholders(Read):
    """All that a template can say by itself, and how long a letter may be on each channel."""

    items: list[PlaceholderRead]
    channels: list[ChannelRead]


class TemplateStarterTake(Body):
    """Which letters of the starter set to take."""

    purposes: list[Purpose] | None = Field(
        None, max_length=len(Purpose), description="Only for these; left out: all.", examples=[["ask", "thank_you"]]
    )


class TemplateStarterResult(Read):
    """What taking the starter letters did."""

    added: int = Field(description="Templates that are new.", examples=[27])
    known: int = Field(description="Letters that had been taken before and were left as they are.", examples=[0])


class RenderRequest(Body):
    """To whom a letter goes, and what it is about."""

    contact_id: Id = Field(examples=[AN_ID])
    interview_id: Id | None = Field(None, description="The talk that it is about.", examples=[None])
    career_id: Id | None = Field(
        None, description="The career that it is about; that of the talk if left out.", examples=[None]
    )


class UnfilledRead(Read):
    """A name that nothing is known for. It still stands in the letter, in its braces."""

    name: str = Field(examples=["profile.phone"])
    means: str = Field(examples=["Your phone number"])
    fill: str = Field(description="What would fill it.", examples=["Write it in your profile."])
    whence: Whence = Field(description="Where that is kept.", examples=["profile"])


class LeftRead(LimitRead):
    """How long a text may be, and what is left of that."""

    left: int = Field(description="Characters left; less than 0 where it is too long.", examples=[12])


class RenderRead(Read):
    """A letter, ready to be read through, mended and sent by the person."""

    template_id: str = Field(examples=[AN_ID])
    purpose: Purpose = Field(examples=["ask"])
    channel: LetterChannel = Field(examples=["email"])
    subject: str = Field(examples=["Maria, may I ask your advice?"])
    text: str = Field(examples=[LETTER])
    unfilled: list[UnfilledRead]
    address: str | None = Field(
        description="Where it goes, if that is known: an e-mail address, a phone number, a LinkedIn profile or a postal"
        " address, as the channel needs.",
        examples=["maria.keller@example.org"],
    )
    do_not_contact: bool = Field(description="They asked to be left alone.", examples=[False])
    length: int = Field(
        description="Characters of the text as a browser counts them: UTF-16 units, so an emoji counts two and a line"
        " break one.",
        examples=[188],
    )
    limits: list[LeftRead] = Field(description="The strictest first; none where there is none.")
    over_by: int = Field(description="Characters too many for the strictest limit.", examples=[0])


class LetterCreate(Body):
    """A letter that was sent and is no move of a talk."""

    contact_id: Id = Field(examples=[AN_ID])
    purpose: Purpose = Field(description="Any but `ask` and `follow_up`.", examples=["keep_in_touch"])
    channel: LetterChannel = Field(examples=["email"])
    template_id: Id | None = Field(None, description="The template that it began from.", examples=[None])
    subject: Subject = Field("", examples=["A word from the ward"])
    text: LetterText = Field(examples=["Dear Maria,\n\nthe course you named began on Monday.\n\nNora"])
    at: At | None = Field(None, description="When it was sent; now if left out.", examples=["2026-11-20T08:15:00Z"])


class EmailDraft(Body):
    """An e-mail to write to a contact."""

    contact_id: Id = Field(examples=[AN_ID])
    subject: Subject = Field(examples=["Maria, may I ask your advice?"])
    text: LetterText = Field(examples=[LETTER])


class EmailFile(Read):
    """A message for one's own mail program, which opens it unsent."""

    content: str = Field(
        description="The file, to be saved as `.eml` (RFC 5322); ASCII throughout.",
        examples=[
            "To: Maria Keller <maria.keller@example.org>\r\nSubject: May I ask?\r\nX-Unsent: 1\r\n\r\nDear Maria"
        ],
    )


class MilestoneCreate(Body):
    """Something in a contact's life that is worth a word."""

    happened_on: Day = Field(examples=["2026-11-12"])
    what: Line = Field(
        description="Best said so that it follows `Congratulations on`.",
        examples=["her talk at the registry conference"],
    )
    note: Note = Field("", examples=["On missing data. It is to be found on the society's page."])


class MilestoneUpdate(Change):
    """What changes of a milestone: what is left out stays."""

    happened_on: Day = left_out(examples=["2026-11-12"])
    what: Line = left_out(examples=["her talk at the registry conference"])
    note: Note = left_out(examples=["On missing data. It is to be found on the society's page."])


class MilestoneRead(Deletable):
    """Something in a contact's life that is worth a word."""

    contact_id: str = Field(examples=[AN_ID])
    happened_on: date = Field(examples=["2026-11-12"])
    what: str = Field(examples=["her talk at the registry conference"])
    note: str = Field(examples=["On missing data. It is to be found on the society's page."])


class MilestoneQuery(BinnedQuery):
    """Which milestones to list, the newest first."""


class WarmUpStep(Read):
    """Something that warms up."""

    step: Step = Field(examples=["congratulate"])
    done: bool = Field(examples=[False])
    done_at: datetime | None = Field(examples=[None])
    what: ActivityKind | None = Field(
        description="The entry on the timeline that records it; null for writing down why it is them.",
        examples=["congratulated"],
    )
    milestone_id: str | None = Field(description="What to congratulate them on.", examples=[AN_ID])
    milestone: str | None = Field(examples=["her talk at the registry conference"])


class WarmUpRead(Read):
    """How well a contact knows of you, and what would warm them up before you ask."""

    contact_id: str = Field(examples=[AN_ID])
    warmth: Warmth = Field(examples=["warming"])
    reason: str = Field(examples=["You know why it is them; they have not heard of you yet."])
    steps: list[WarmUpStep]
    compliment: str | None = Field(
        description="A specific word to them, out of why it is them; null where that is not written down yet.",
        examples=["What made me think of you: you went from the ward to data without a degree."],
    )
    congratulation: str | None = Field(
        description="A word on the newest milestone that they were not congratulated on.",
        examples=["Congratulations on your talk at the registry conference!"],
    )
    write_first: str | None = Field(description="What to write down first, where it is missing.", examples=[None])
