"""Notes and what is attached to them."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from ..core.db import ID, Binned, belongs_to, newest_first


class NoteKind(StrEnum):
    """What a note is for."""

    RESEARCH = "research"
    LIVE = "live"
    DEBRIEF = "debrief"
    GENERAL = "general"


class Subject(StrEnum):
    """What a note can be about; also the name of its table."""

    CONTACT = "contact"
    INTERVIEW = "interview"
    CAREER = "career"
    ORGANIZATION = "organization"
    QUESTION = "question"


SUBJECT_IDS = tuple(f"{subject.value}_id" for subject in Subject)
_NAMED = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in SUBJECT_IDS)


class Note(Binned, table=True):
    """Markdown about exactly one thing. `title` is its first line, kept for search and for sorting.

    Its kind is kept as `purpose`: `kind` is what events call a table's rows.
    """

    __tablename__ = "note"
    __table_args__ = (
        *(belongs_to(f"{subject.value}_id", subject.value) for subject in Subject),
        CheckConstraint(f"{_NAMED} = 1", name="ck_note_one_subject"),
        newest_first("note"),
        *(Index(f"ix_note_{subject.value}", "owner_id", f"{subject.value}_id") for subject in Subject),
    )
    kind: ClassVar[str] = "note"
    titled: ClassVar[tuple[str, ...]] = ("title",)
    searched: ClassVar[tuple[str, ...]] = ("body",)

    purpose: str = Field(default=NoteKind.GENERAL.value, max_length=20)
    title: str = Field(default="", max_length=200)
    body: str = Field(default="", sa_type=Text)
    contact_id: str | None = Field(default=None, sa_type=ID)
    interview_id: str | None = Field(default=None, sa_type=ID)
    career_id: str | None = Field(default=None, sa_type=ID)
    organization_id: str | None = Field(default=None, sa_type=ID)
    question_id: str | None = Field(default=None, sa_type=ID)


class Attachment(Binned, table=True):
    """A file with a note, such as a recording. It is never changed; see core.files for where it is kept."""

    __tablename__ = "attachment"
    __table_args__ = (belongs_to("note_id", "note"), Index("ix_attachment_note", "owner_id", "note_id", "id"))
    kind: ClassVar[str] = "attachment"
    filed: ClassVar[bool] = True

    note_id: str = Field(sa_type=ID)
    name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int = Field(sa_type=BigInteger)
    sha256: str = Field(max_length=64)
