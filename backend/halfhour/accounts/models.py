"""Accounts and what proves them: sessions, personal access tokens, invitations. Secrets are kept as digests only."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from ..core.clock import clock, new_id
from ..core.db import ID, Instant, Json


class Account(SQLModel, table=True):
    """One person. Its id is the owner of everything the person keeps."""

    __tablename__ = "account"
    kind: ClassVar[str] = "account"

    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=300)
    time_zone: str = Field(default="UTC", max_length=64)
    password_hash: str = Field(max_length=200)
    version: int = 1
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class Session(SQLModel, table=True):
    """One signed-in browser. `digest` is the SHA-256 of the cookie's value."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_owner", "owner_id"),)

    digest: str = Field(primary_key=True, max_length=64)
    id: str = Field(default_factory=new_id, sa_type=ID, unique=True)
    owner_id: str = Field(sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    agent: str = Field(default="", max_length=300)
    address: str = Field(default="", max_length=64)
    created_at: datetime = Field(sa_type=Instant)
    last_used_at: datetime = Field(sa_type=Instant)
    proved_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)


class AccessToken(SQLModel, table=True):
    """One personal access token. `digest` is the SHA-256 of the token, `hint` its last four characters."""

    __tablename__ = "access_token"
    __table_args__ = (Index("ix_access_token_owner", "owner_id"),)

    digest: str = Field(primary_key=True, max_length=64)
    id: str = Field(default_factory=new_id, sa_type=ID, unique=True)
    owner_id: str = Field(sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    name: str = Field(max_length=300)
    hint: str = Field(max_length=4)
    scopes: list[str] = Field(sa_type=Json)
    created_at: datetime = Field(sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)


class FailedSignIn(SQLModel, table=True):
    """A wrong password, for an account (by the digest of its e-mail address) and from an address."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index("ix_failed_sign_in", "subject", "at"),)

    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    subject: str = Field(max_length=80)
    at: datetime = Field(sa_type=Instant)


class Invitation(SQLModel, table=True):
    """Leave to sign up once, by a link whose secret is kept as its SHA-256."""

    __tablename__ = "invitation"

    digest: str = Field(primary_key=True, max_length=64)
    id: str = Field(default_factory=new_id, sa_type=ID, unique=True)
    owner_id: str = Field(sa_type=ID, foreign_key="account.id", ondelete="CASCADE", index=True)
    note: str = Field(default="", sa_type=Text)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
