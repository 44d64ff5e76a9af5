"""What clients send and see of imports."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ..contacts.models import Source
from ..core.schemas import Change, ListQuery, Read, Resource, left_out
from .dates import DateOrder
from .formats import Field as ContactField
from .formats import Format
from .models import Duplicates, Outcome, RowStatus, Status
from .rules import COLUMNS

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"


class ImportUpdate(Change):
    """What the person chooses; the file is then read again, and shown anew."""

    fields: Annotated[list[ContactField], Field(min_length=1, max_length=COLUMNS)] = left_out(
        description="What each column is taken as, in the order of the columns, `ignore` included.",
        examples=[["given_name", "family_name", "links", "emails", "organization", "headline", "connected_on"]],
    )
    date_order: DateOrder | None = Field(
        None, description="How days of figures alone are read; null: doubts are reported."
    )
    source: Source | None = Field(None, description="The source of the contacts that are added.")
    duplicates: Duplicates = left_out(description="What happens with rows about people who are there already.")


class ColumnRead(Read):
    """A column of the file."""

    index: int = Field(examples=[0])
    name: str = Field(examples=["First Name"])
    samples: list[str] = Field(description="Its first different values.", examples=[["Maria", "Jonas"]])
    proposed: ContactField = Field(description="What it was taken as at first.")
    field: ContactField = Field(description="What it is taken as.")


class LabelledText(Read):
    """A value and what kind it is; an empty label if that is not known."""

    label: str = Field(examples=["work"])
    value: str = Field(examples=["maria.keller@example.org"])


class DraftRead(Read):
    """A person as the row gives them."""

    given_name: str = Field(examples=["Maria"])
    family_name: str = Field(examples=["Keller"])
    full_name: str = Field(examples=["Maria Keller"])
    headline: str = Field(examples=["Clinical data manager"])
    organization_name: str = Field(examples=["St. Anne's Hospital"])
    emails: list[LabelledText]
    phones: list[LabelledText]
    links: list[LabelledText]
    location: str = Field(examples=["Leipzig"])
    connected_on: date | None = Field(examples=["2023-02-08"])
    notes: str = Field(examples=[""])
    tags: list[str] = Field(examples=[["alumni"]])
    postal_address: str = Field(examples=[""])
    has_picture: bool = Field(description="Whether their picture comes along.", examples=[False])


class RowProblem(Read):
    """What is wrong in a row, and how to mend it. A row with a blocking problem is left out."""

    row: int = Field(description="As a spreadsheet counts.", examples=[17])
    column: str | None = Field(description="The column's name; null: the whole row.", examples=["Connected On"])
    code: str = Field(examples=["date"])
    message: str = Field(examples=["08/02/2023 may be 2023-02-08 or 2023-08-02."])
    mend: str = Field(examples=["Say in which order the days of this file are written."])
    blocks: bool = Field(examples=[False])


class FirstRow(Read):
    """One of the first people of the file."""

    row: int = Field(examples=[5])
    draft: DraftRead


class ImportCounts(Read):
    """Numbers of rows. Before the batch: `rows` = `usable` + `hidden` + `blocked`, `usable` = `new` + `duplicate` +
    `repeated`; blank rows are not counted. The others say what the batch, or taking it back, has done."""

    rows: int = Field(examples=[412])
    usable: int = Field(examples=[401])
    hidden: int = Field(description="Hidden profiles, exported without a name: left out.", examples=[9])
    blocked: int = Field(description="Left out because of a problem.", examples=[2])
    problems: int = Field(examples=[3])
    new: int = Field(examples=[380])
    duplicate: int = Field(description="About somebody who is there already.", examples=[20])
    repeated: int = Field(description="About somebody who is further up in the file.", examples=[1])
    created: int = Field(examples=[0])
    updated: int = Field(examples=[0])
    skipped: int = Field(examples=[0])
    removed: int = Field(description="Put into the bin when the batch was taken back.", examples=[0])
    reverted: int = Field(description="Given back their former values.", examples=[0])
    kept: int = Field(description="Left as they are, because they were worked with since.", examples=[0])


class Progress(Read):
    """How far the batch has come, in rows."""

    done: int = Field(examples=[0])
    total: int = Field(examples=[412])


class KeptContact(Read):
    """A contact that stayed when the batch was taken back."""

    id: str = Field(examples=[AN_ID])
    full_name: str = Field(examples=["Maria Keller"])


class ImportBrief(Resource):
    """An uploaded file on a list: what it is, and what became of it."""

    filename: str = Field(examples=["Connections.csv"])
    inside: str | None = Field(description="The file's name within its ZIP.", examples=[None])
    format: Format = Field(description="The program that wrote it.")
    status: Status
    failed: bool = Field(description="The batch was given up after several tries; commit it again.", examples=[False])
    source: Source | None
    duplicates: Duplicates
    counts: ImportCounts
    progress: Progress
    committed_at: datetime | None = Field(examples=[None])
    undone_at: datetime | None = Field(examples=[None])


class ImportRead(ImportBrief):
    """An uploaded file: what it holds, what was chosen, and what became of it."""

    encoding: str = Field(examples=["utf-8-sig"])
    separator: str = Field(examples=[","])
    header_row: int = Field(examples=[4])
    columns: list[ColumnRead]
    needs_names: bool = Field(description="No column is taken as a name yet: choose one.", examples=[False])
    date_order: DateOrder | None = Field(examples=[None])
    suggested_date_order: DateOrder | None = Field(description="What the rows prove.", examples=[None])
    first: list[FirstRow] = Field(description="The first people.")
    problems: list[RowProblem] = Field(description="The first problems; all are in the rows.")
    kept: list[KeptContact] = Field(description="Who stayed when the batch was taken back, the first 100.")


class RowMatch(Read):
    """The contact that a row is about."""

    contact_id: str = Field(examples=[AN_ID])
    full_name: str = Field(examples=["Maria Keller"])
    reason: str = Field(description="`email`, `linkedin` or `name_and_organization`.", examples=["linkedin"])


class RowRead(Read):
    """One row of the file."""

    row: int = Field(description="As a spreadsheet counts.", examples=[17])
    status: RowStatus
    draft: DraftRead | None
    problems: list[RowProblem]
    match: RowMatch | None = Field(description="Who is there already, before the batch is kept.")
    outcome: Outcome | None = Field(description="What became of the row; null: nothing yet, or it was left out.")
    contact_id: str | None = Field(description="The contact that it was made, or found to be about.", examples=[None])


class ImportQuery(ListQuery):
    """Which imports to list."""

    sort: Literal["-updated_at", "updated_at"] = "-updated_at"


class RowChoice(StrEnum):
    """Which rows: by what they are, or all with something to mend."""

    NEW = "new"
    DUPLICATE = "duplicate"
    REPEATED = "repeated"
    HIDDEN = "hidden"
    BLOCKED = "blocked"
    PROBLEM = "problem"


class RowQuery(ListQuery):
    """Which rows to list, in the order of the file."""

    status: RowChoice | None = Field(None, description="Only such rows; `problem`: all with something to mend.")
