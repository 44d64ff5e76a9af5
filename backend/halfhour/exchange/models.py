"""An import: the file, what the person chose, and what became of each row."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field, SQLModel

from ..core.db import ID, Instant, Json, Owned, belongs_to, newest_first


class Status(StrEnum):
    """How far an import has come."""

    PREVIEWED = "previewed"
    COMMITTING = "committing"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDONE = "undone"


class Duplicates(StrEnum):
    """What happens with a row about somebody who is there already."""

    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


class RowStatus(StrEnum):
    """What a row is, before it is kept."""

    NEW = "new"
    DUPLICATE = "duplicate"
    REPEATED = "repeated"
    HIDDEN = "hidden"
    BLOCKED = "blocked"


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"


class Import(Owned, table=True):
    """One uploaded file and its batch."""

    __tablename__ = "contact_import"
    __table_args__ = (newest_first("contact_import", binned=False),)
    kind: ClassVar[str] = "import"

    filename: str = Field(max_length=300)
    status: str = Field(default=Status.PREVIEWED.value, max_length=20)
    format: str = Field(max_length=20)
    inside: str | None = Field(default=None, max_length=300)
    encoding: str = Field(max_length=20)
    separator: str = Field(max_length=1)
    header_row: int
    columns: list[dict[str, Any]] = Field(sa_type=Json)
    needs_names: bool
    date_order: str | None = Field(default=None, max_length=20)
    suggested_date_order: str | None = Field(default=None, max_length=20)
    source: str | None = Field(default=None, max_length=20)
    duplicates: str = Field(default=Duplicates.SKIP.value, max_length=20)
    total: int
    counts: dict[str, int] = Field(sa_type=Json)
    first: list[dict[str, Any]] = Field(sa_type=Json)
    problems: list[dict[str, Any]] = Field(sa_type=Json)
    kept: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    job_id: str | None = Field(default=None, sa_type=ID)
    committed_at: datetime | None = Field(default=None, sa_type=Instant)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)


class ImportFile(SQLModel, table=True):
    """The file itself, kept with the account so that it is backed up, and deleted, together with it.

    `statuses` has one letter for each row below the header, see `service.LETTERS`.
    """

    __tablename__ = "contact_import_file"
    __table_args__ = (belongs_to("import_id", "contact_import"),)

    owner_id: str = Field(primary_key=True, sa_type=ID)
    import_id: str = Field(primary_key=True, sa_type=ID)
    packed: bytes = Field(sa_type=LargeBinary)
    statuses: str


class ImportRow(SQLModel, table=True):
    """What became of one row: what an update changed, and the version of the contact when all rows were kept."""

    __tablename__ = "contact_import_row"
    __table_args__ = (
        belongs_to("import_id", "contact_import"),
        belongs_to("contact_id", "contact"),
        Index("ix_contact_import_row_contact", "owner_id", "contact_id", "import_id"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    import_id: str = Field(primary_key=True, sa_type=ID)
    row: int = Field(primary_key=True)
    outcome: str = Field(max_length=20)
    contact_id: str = Field(sa_type=ID)
    version: int = 1
    note_id: str | None = Field(default=None, sa_type=ID)
    before: dict[str, Any] | None = Field(default=None, sa_type=Json)
    after: dict[str, Any] | None = Field(default=None, sa_type=Json)


class ImportOrganization(SQLModel, table=True):
    """An organization that the batch added."""

    __tablename__ = "contact_import_organization"
    __table_args__ = (
        belongs_to("import_id", "contact_import"),
        belongs_to("organization_id", "organization"),
        Index("ix_contact_import_organization", "owner_id", "organization_id"),
    )

    owner_id: str = Field(primary_key=True, sa_type=ID)
    import_id: str = Field(primary_key=True, sa_type=ID)
    organization_id: str = Field(primary_key=True, sa_type=ID)


class ImportProgress(SQLModel, table=True):
    """How many rows are done, told while the batch's own transaction is open. Only on PostgreSQL, see `progress`."""

    __tablename__ = "contact_import_progress"
    __table_args__ = (belongs_to("import_id", "contact_import"),)

    owner_id: str = Field(primary_key=True, sa_type=ID)
    import_id: str = Field(primary_key=True, sa_type=ID)
    done: int


class AccountStatus(StrEnum):
    """How far a whole account has come on its way in."""

    PREVIEWED = "previewed"
    TAKING_IN = "taking_in"
    TAKEN_IN = "taken_in"


class AccountImport(Owned, table=True):
    """An uploaded export of a whole account; the file itself is kept as `core.files` keeps them, for a day."""

    __tablename__ = "account_import"
    kind: ClassVar[str] = "account_import"
    filed: ClassVar[bool] = True

    name: str = Field(max_length=255)
    size: int = Field(sa_type=BigInteger)
    sha256: str = Field(max_length=64)
    status: str = Field(default=AccountStatus.PREVIEWED.value, max_length=20)
    made_at: datetime = Field(sa_type=Instant)
    made_by: str = Field(max_length=60)
    made_for: str = Field(max_length=254)
    kinds: list[dict[str, Any]] = Field(sa_type=Json)
    left_out: list[str] = Field(sa_type=Json)
    files: int
    total: int
    done: int = 0
    job_id: str | None = Field(default=None, sa_type=ID)
    taken_in_at: datetime | None = Field(default=None, sa_type=Instant)
