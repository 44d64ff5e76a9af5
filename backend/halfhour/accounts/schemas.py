"""What is sent and answered about accounts. Answers hold no password and no digest; a token is shown once."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, SecretStr, StringConstraints

from ..core.schemas import Body, Change, Clean, Line, Note, Read, Zone, left_out
from .rules import SCOPES, TOKEN_DAYS
from .strength import LONGEST, SHORTEST

_EXAMPLE_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
_PHRASE = "seven quiet herons wade"


def _can_be_hashed(password: SecretStr) -> SecretStr:
    try:
        password.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("remove the broken character (a lone surrogate)") from None
    return password


Typed = Annotated[SecretStr, Field(min_length=1, max_length=LONGEST), AfterValidator(_can_be_hashed)]
"""A password as typed; wrong ones are refused by the verb, not by their form."""
Chosen = Annotated[SecretStr, Field(min_length=SHORTEST, max_length=LONGEST), AfterValidator(_can_be_hashed)]
"""A new password."""
Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254), Clean]


class PasswordBody(Body):
    """A body with a password in it: blanks around that belong to it."""

    model_config = ConfigDict(str_strip_whitespace=False)


class SetupRead(Read):
    """What a visitor who is not signed in needs to know."""

    registration: str = Field(
        description="Who may sign up without an invitation: `first` (there is no account yet), `open` or `closed`.",
        examples=["first"],
    )
    needs_first_account: bool = Field(description="Nobody has signed up yet.", examples=[True])
    version: str = Field(description="The version of this server.", examples=["0.1.0"])


class AccountRead(Read):
    """A person who signs in."""

    id: str = Field(description="UUIDv7.", examples=[_EXAMPLE_ID])
    email: str = Field(examples=["maria@example.org"])
    name: str = Field(examples=["Maria Keller"])
    time_zone: str = Field(description="IANA name.", examples=["Europe/Berlin"])
    version: int = Field(description="Counts the changes; the ETag starts with it.", examples=[1])
    created_at: datetime = Field(examples=["2026-11-22T09:30:00.000000Z"])
    updated_at: datetime = Field(examples=["2026-11-22T10:15:00.000000Z"])


class SessionRead(Read):
    """One signed-in browser."""

    id: str = Field(description="UUIDv7.", examples=[_EXAMPLE_ID])
    current: bool = Field(description="Whether it is the one that asks.", examples=[True])
    agent: str = Field(description="What the browser calls itself.", examples=["Mozilla/5.0 (X11; Linux x86_64)"])
    address: str = Field(description="Where it signed in from.", examples=["192.0.2.7"])
    created_at: datetime = Field(examples=["2026-11-22T09:30:00.000000Z"])
    last_used_at: datetime = Field(description="To within ten minutes.", examples=["2026-11-22T10:10:00.000000Z"])
    proved_at: datetime = Field(
        description="When the password was last typed.", examples=["2026-11-22T09:30:00.000000Z"]
    )
    expires_at: datetime = Field(
        description="It ends then at the latest, and after 14 days without use.",
        examples=["2027-02-20T09:30:00.000000Z"],
    )


class SignedInRead(AccountRead):
    """The account of whoever is signed in, and by which session."""

    session: SessionRead


class SessionList(Read):
    """All sessions of the account, the latest first; there are 50 at the most."""

    items: list[SessionRead]
    next_cursor: str | None = Field(description="Always null: the list is short.", examples=[None])


class SignUp(PasswordBody):
    """A new account."""

    email: Email = Field(examples=["maria@example.org"])
    password: Chosen = Field(examples=[_PHRASE])
    name: Line = Field(examples=["Maria Keller"])
    time_zone: Zone = Field("UTC", description="IANA name.", examples=["Europe/Berlin"])
    invitation: str | None = Field(
        None, max_length=100, description="The secret of an invitation link.", examples=[None]
    )


class SignIn(PasswordBody):
    """Who one is, and the proof."""

    email: Email = Field(examples=["maria@example.org"])
    password: Typed = Field(examples=[_PHRASE])


class Proof(PasswordBody):
    """The password, typed again."""

    password: Typed = Field(examples=[_PHRASE])


class PasswordChange(PasswordBody):
    """The password of now and the one to come."""

    current_password: Typed = Field(examples=[_PHRASE])
    new_password: Chosen = Field(examples=["five brave otters sing"])
    revoke_tokens: bool = Field(False, strict=True, description="End all access tokens too.", examples=[False])


class AccountChange(Change):
    """What to change; another e-mail address needs the password typed within the last 10 minutes."""

    email: Email = left_out(examples=["maria.keller@example.org"])
    name: Line = left_out(examples=["Maria Keller"])
    time_zone: Zone = left_out(examples=["Europe/Berlin"])


def _known_scopes(value: object) -> object:
    if isinstance(value, list):
        unknown = sorted({str(each)[:60] for each in value if each not in SCOPES})
        if unknown:
            raise ValueError(f"there is no scope {', '.join(unknown[:5])}; choose from {', '.join(SCOPES)}")
    return value


Scopes = Annotated[
    list[str],
    BeforeValidator(_known_scopes),
    Field(
        min_length=1,
        max_length=len(SCOPES),
        json_schema_extra={"items": {"type": "string", "enum": list(SCOPES)}},
    ),
]


class TokenCreate(Body):
    """A new access token."""

    name: Line = Field(description="What it is for.", examples=["Address book sync"])
    scopes: Scopes = Field(description="What it may do.", examples=[["contacts:read", "contacts:write"]])
    expires_in_days: int | None = Field(
        TOKEN_DAYS,
        strict=True,
        ge=1,
        le=3650,
        description="When it ends; null: not before it is revoked.",
        examples=[TOKEN_DAYS],
    )


class TokenRead(Read):
    """One access token, without what makes it work."""

    id: str = Field(description="UUIDv7.", examples=[_EXAMPLE_ID])
    name: str = Field(examples=["Address book sync"])
    hint: str = Field(description="Its last four characters.", examples=["4c7Q"])
    scopes: list[str] = Field(examples=[["contacts:read", "contacts:write"]])
    created_at: datetime = Field(examples=["2026-11-22T09:30:00.000000Z"])
    last_used_at: datetime | None = Field(description="To within ten minutes; null: never.", examples=[None])
    expires_at: datetime | None = Field(examples=["2027-02-20T09:30:00.000000Z"])


class NewTokenRead(TokenRead):
    """A token just made. This is the only time that it is shown."""

    token: str = Field(
        description="Send it as `Authorization: Bearer …`. Form: `hh_[0-9A-Za-z]{36}`.",
        examples=["hh_EXAMPLEexampleEXAMPLEexample00000000"],
    )


class TokenList(Read):
    """All access tokens of the account, the latest first; there are 100 at the most."""

    items: list[TokenRead]
    next_cursor: str | None = Field(description="Always null: the list is short.", examples=[None])


class InvitationCreate(Body):
    """Leave for somebody to sign up."""

    note: Note = Field("", description="For whom it is; only you see it.", examples=["For Jonas"])


class InvitationRead(Read):
    """One invitation, without its link."""

    id: str = Field(description="UUIDv7.", examples=[_EXAMPLE_ID])
    note: str = Field(examples=["For Jonas"])
    created_at: datetime = Field(examples=["2026-11-22T09:30:00.000000Z"])
    expires_at: datetime = Field(examples=["2026-11-29T09:30:00.000000Z"])
    used_at: datetime | None = Field(description="When somebody signed up with it.", examples=[None])


class NewInvitationRead(InvitationRead):
    """An invitation just made. This is the only time that its link is shown."""

    link: str = Field(
        description="For the person invited; it works once, within 7 days.",
        examples=["https://halfhour.example.org/sign-up#invitation=EXAMPLE"],
    )


class InvitationList(Read):
    """All invitations of the account, the latest first; there are 100 at the most."""

    items: list[InvitationRead]
    next_cursor: str | None = Field(description="Always null: the list is short.", examples=[None])
