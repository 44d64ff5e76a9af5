"""What clients send and see of notes and attachments."""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from ..core.schemas import BinnedQuery, Body, Change, Clean, Deletable, Id, NewId, Read, left_out, own_id
from .models import NoteKind, Subject

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
TEXT = "# What her day is like\n\nStarts at **seven** with the overnight data."

Markdown = Annotated[str, StringConstraints(strip_whitespace=False, max_length=100_000), Clean]
"""Up to 100,000 characters, kept as they are: in Markdown, spaces at the beginning and end of lines mean something."""

_TURNS_TEXT = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _plain_name(name: str) -> str:
    if "/" in name or "\\" in name:
        raise ValueError("send the file's name without its folder")
    if any(unicodedata.category(char) == "Cc" for char in name) or _TURNS_TEXT.search(name):
        raise ValueError("remove invisible characters from the name")
    return name


FileName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255), Clean, AfterValidator(_plain_name)
]
"""A file's name without its folder: 1 to 255 characters."""


class NoteCreate(Body):
    """A new note, about exactly one thing."""

    model_config = ConfigDict(json_schema_extra={"example": {"kind": "research", "body": TEXT, "contact_id": AN_ID}})

    id: NewId | None = own_id()
    kind: NoteKind = NoteKind.GENERAL
    body: Markdown = Field("", description="Markdown.", examples=[TEXT])
    contact_id: Id | None = Field(None, description="A note is about exactly one thing.", examples=[AN_ID])
    interview_id: Id | None = None
    career_id: Id | None = None
    organization_id: Id | None = None
    question_id: Id | None = None


class NoteUpdate(Change):
    """What changes of a note. To move it, send the new subject's id, and null for the old one."""

    model_config = ConfigDict(json_schema_extra={"example": {"kind": "debrief", "body": TEXT}})

    kind: NoteKind = left_out()
    body: Markdown = left_out(examples=[TEXT])
    contact_id: Id | None = None
    interview_id: Id | None = None
    career_id: Id | None = None
    organization_id: Id | None = None
    question_id: Id | None = None


class AboutRead(Read):
    """What a note is about."""

    kind: Subject
    id: str = Field(examples=[AN_ID])
    title: str = Field(description="A name; for an interview that of the contact.", examples=["Maria Keller"])


class AttachmentBrief(Read):
    """A file with a note."""

    id: str = Field(examples=[AN_ID])
    name: str = Field(examples=["hospital-tour.jpg"])
    media_type: str = Field(examples=["image/jpeg"])
    size: int = Field(description="In bytes.", examples=[482133])


class NoteFields(Deletable):
    kind: NoteKind
    title: str = Field(description="The first line.", examples=["What her day is like"])
    about: AboutRead
    contact_id: str | None = Field(examples=[AN_ID])
    interview_id: str | None = Field(examples=[None])
    career_id: str | None = Field(examples=[None])
    organization_id: str | None = Field(examples=[None])
    question_id: str | None = Field(examples=[None])
    attachments: list[AttachmentBrief]


class NoteRead(NoteFields):
    """A note."""

    body: str = Field(description="Markdown.", examples=[TEXT])


class NoteBrief(NoteFields):
    """A note on a list."""

    excerpt: str = Field(description="The first 2,000 characters of the body.", examples=[TEXT])
    complete: bool = Field(description="Whether that is all of it.", examples=[True])


NoteSort = Literal["-updated_at", "updated_at", "-created_at", "created_at", "title", "-title"]


class NoteQuery(BinnedQuery):
    """Which notes to list."""

    q: Annotated[str, StringConstraints(max_length=200), Clean] | None = Field(
        None, description="Words that they are found by."
    )
    kind: NoteKind | None = None
    contact_id: Id | None = None
    interview_id: Id | None = None
    career_id: Id | None = None
    organization_id: Id | None = None
    question_id: Id | None = None
    sort: NoteSort = "-updated_at"


class AttachmentCreate(Body):
    """What a new file is called."""

    name: FileName = Field(description="The file's name without its folder.", examples=["hospital-tour.jpg"])


class AttachmentRead(Deletable):
    """A file with a note. It is never changed."""

    note_id: str = Field(examples=[AN_ID])
    name: str = Field(examples=["hospital-tour.jpg"])
    media_type: str = Field(
        description="What it is by its content; application/octet-stream where that is not known.",
        examples=["image/jpeg"],
    )
    size: int = Field(description="In bytes.", examples=[482133])
    sha256: str = Field(
        description="Digest of the content.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class AttachmentQuery(BinnedQuery):
    """Which files of a note to list."""
