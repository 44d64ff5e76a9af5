"""The textbook way: SQLModel objects through `response_model`, a session per request, FastAPI's thread pool of 40."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy import JSON, create_engine, event
from sqlmodel import Field, Relationship, Session, SQLModel, col, select

from tests.bench.people import people


class Tag(SQLModel, table=True):
    contact_id: str = Field(default="", primary_key=True, foreign_key="contact.id")
    tag: str = Field(primary_key=True)
    contact: "Contact" = Relationship(back_populates="tag_rows")


class Base(SQLModel):
    full_name: str
    given_name: str | None = None
    family_name: str | None = None
    headline: str | None = None
    organization_id: str | None = None
    emails: list[dict[str, Any]] = Field(default=[], sa_type=JSON)
    phones: list[dict[str, Any]] = Field(default=[], sa_type=JSON)
    links: list[dict[str, Any]] = Field(default=[], sa_type=JSON)
    location: str | None = None
    time_zone: str | None = None
    source: str | None = None
    how_found: str = ""
    level: str | None = None
    why_them: str = ""
    difficulty: int | None = None
    preferred_channel: str | None = None
    keep_in_touch_days: int | None = None
    may_keep: bool | None = None
    do_not_contact: bool = False
    connected_on: datetime | None = None


class Contact(Base, table=True):
    id: str = Field(default_factory=lambda: str(uuid4()), primary_key=True)
    owner_id: str = Field(index=True)
    version: int = 1
    created_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    updated_at: datetime = Field(default_factory=lambda: datetime.now(UTC), index=True)
    tag_rows: list[Tag] = Relationship(back_populates="contact", sa_relationship_kwargs={"lazy": "selectin"})

    @property
    def tags(self) -> list[str]:
        return [each.tag for each in self.tag_rows]


class ContactCreate(Base):
    tags: list[str] = []


class ContactPatch(SQLModel):
    headline: str | None = None


class ContactRead(Base):
    id: str
    version: int
    created_at: datetime
    updated_at: datetime
    tags: list[str] = []


class ContactPage(SQLModel):
    items: list[ContactRead]
    next_cursor: str | None = None


class Found(SQLModel):
    items: list[ContactRead]


app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})
OWNER = "owner-1"
state: dict[str, Any] = {}


def session() -> Iterator[Session]:
    with Session(state["engine"]) as opened:
        yield opened


def owner(authorization: Annotated[str, Header()]) -> str:
    return OWNER if authorization else ""


S = Annotated[Session, Depends(session)]
Owner = Annotated[str, Depends(owner)]


@app.get("/health/live")
def live() -> dict[str, str]:
    return {}


@app.get("/api/v1/contacts", response_model=ContactPage)
def list_contacts(db: S, who: Owner, level: str | None = None, limit: int = 50, sort: str = "-updated_at") -> Any:
    query = select(Contact).where(Contact.owner_id == who)
    if level:
        query = query.where(Contact.level == level)
    return {"items": db.exec(query.order_by(col(Contact.updated_at).desc(), col(Contact.id).desc()).limit(limit)).all()}


@app.get("/api/v1/contacts/{id_}", response_model=ContactRead)
def get_contact(db: S, who: Owner, id_: str) -> Any:
    contact = db.get(Contact, id_)
    if contact is None or contact.owner_id != who:
        raise HTTPException(404)
    return contact


@app.post("/api/v1/contacts", response_model=ContactRead, status_code=201)
def add_contact(db: S, who: Owner, new: ContactCreate) -> Any:
    contact = Contact(**new.model_dump(exclude={"tags"}), owner_id=who)
    contact.tag_rows = [Tag(tag=tag) for tag in new.tags]
    db.add(contact)
    db.commit()
    db.refresh(contact)
    return contact


@app.patch("/api/v1/contacts/{id_}", response_model=ContactRead)
def change_contact(db: S, who: Owner, id_: str, changed: ContactPatch) -> Any:
    contact = get_contact(db, who, id_)
    contact.sqlmodel_update(changed.model_dump(exclude_unset=True))
    contact.version += 1
    contact.updated_at = datetime.now(UTC)
    db.add(contact)
    db.commit()
    db.refresh(contact)
    return contact


@app.get("/api/v1/search", response_model=Found)
def search(db: S, who: Owner, q: str) -> Any:
    query = select(Contact).where(Contact.owner_id == who, col(Contact.full_name).icontains(q))
    return {"items": db.exec(query.limit(20)).all()}


def open_engine(folder: Path, url: str) -> Any:
    if url:
        return create_engine("postgresql+psycopg://" + url.split("://", 1)[1], pool_size=20)
    engine = create_engine(f"sqlite:///{folder / 'textbook.db'}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def durable(raw: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            raw.execute(f"PRAGMA {pragma}")

    return engine


def fill(number: int) -> None:
    SQLModel.metadata.create_all(state["engine"], tables=[Contact.__table__, Tag.__table__])  # type: ignore[attr-defined]
    with Session(state["engine"]) as db:
        rows = []
        for person in people(number):
            row = Contact(**{name: value for name, value in person.items() if name != "tags"}, owner_id=OWNER)
            row.tag_rows = [Tag(tag=tag) for tag in person["tags"]]
            rows.append(row)
        ids = [row.id for row in rows]
        db.add_all(rows)
        db.commit()
    print("none", *ids)


if __name__ == "__main__":
    verb, folder_, url_, number_ = sys.argv[1:]
    state["engine"] = open_engine(Path(folder_), url_)
    if verb == "fill":
        fill(int(number_))
    else:
        uvicorn.run(app, port=int(number_), log_level="error", access_log=False)
