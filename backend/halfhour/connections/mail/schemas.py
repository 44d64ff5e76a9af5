"""What clients send and see of the mail account and of invitations. A password goes in and never comes out."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from ...accounts.schemas import PasswordBody, Typed
from ...core.schemas import Body, Clean, Read, none_if_blank
from .models import Answer, MailSecurity, MailState, SendingState
from .rules import address_of

AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
_TEXT = "Dear Maria Keller,\n\nThank you for making time for me. …"


def _an_address(text: str) -> str:
    found = address_of(text)
    if found is None:
        raise ValueError("not an e-mail address")
    return found


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("remove invisible characters")
    return text


Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254, pattern=r"^[^\s@<>]+@[^\s@<>]+$"),
    Clean,
    AfterValidator(_an_address),
]
"""An e-mail address without a name."""
Host = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=253, pattern=r"^([A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+)$"
    ),
]
"""A name or an address in the net."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Clean, AfterValidator(_one_line)]
Words = Annotated[str, StringConstraints(max_length=4000), Clean]


class MailAccountSet(PasswordBody):
    """The person's own mail account, for sending."""

    host: Host = Field(description="The server for outgoing mail (SMTP).", examples=["smtp.example.org"])
    port: int | None = Field(
        None, ge=1, le=65535, description="465 for `tls`, 587 for `starttls` if left out.", examples=[587]
    )
    security: MailSecurity = Field(
        MailSecurity.STARTTLS,
        description="`tls`: encrypted from the first byte; `starttls`: encrypted before anything is said; `none` only"
        " within networks that whoever hosts Halfhour has allowed.",
        examples=["starttls"],
    )
    username: Annotated[Name | None, BeforeValidator(none_if_blank, json_schema_input_type=Name | None)] = Field(
        None, description="Null where the server asks for none.", examples=["alex@example.org"]
    )
    password: Typed | None = Field(
        None,
        description="For many accounts an app password. Left out: the one before stays, if server and name stay.",
        examples=["abcd efgh ijkl mnop"],
        json_schema_extra={"format": "password", "writeOnly": True},
    )
    from_name: Name = Field("", description="What you are called; as in Halfhour if left out.", examples=["Alex Novak"])
    from_address: Address = Field(description="Where mails come from.", examples=["alex@example.org"])


class MailAccountRead(Read):
    """The mail account, and how it is. Whether there is a password is told, never which."""

    version: int = Field(description="Counts the changes; 0 before there is an account.", examples=[2])
    host: str | None = Field(examples=["smtp.example.org"])
    port: int | None = Field(examples=[587])
    security: MailSecurity | None = Field(examples=["starttls"])
    username: str | None = Field(examples=["alex@example.org"])
    signs_in: bool = Field(description="Whether a password is kept, sealed.", examples=[True])
    from_name: str = Field(examples=["Alex Novak"])
    from_address: str | None = Field(examples=["alex@example.org"])
    state: MailState = Field(examples=["fine"])
    words: str = Field(description="The state, in words.", examples=["The mail account works."])
    last_used_at: datetime | None = Field(
        description="When the server last took a mail.", examples=["2026-11-24T06:12:00.000000Z"]
    )
    last_error: str | None = Field(description="What went wrong the last time.", examples=[None])
    advice: str | None = Field(description="What to do about it.", examples=[None])


class PreviewQuery(Body):
    """To whom, and what to add."""

    to: Address | None = Field(
        None, description="Which of the contact's addresses; the first if left out.", examples=["maria@example.org"]
    )
    note: Words = Field("", description="Words of your own for it.", examples=["I look forward to it!"])


class FileQuery(Body):
    """To whom."""

    to: Address | None = Field(None, description="Which of the contact's addresses; the first if left out.")


class TalkInvitationCreate(Body):
    """The press of send."""

    to: Address | None = Field(
        None, description="Which of the contact's addresses; the first if left out.", examples=["maria@example.org"]
    )
    note: Words = Field("", description="Words of your own for it.", examples=["I look forward to it!"])


class TalkInvitationPreview(Read):
    """The mail as it would be sent."""

    interview_id: str = Field(examples=[AN_ID])
    version: int = Field(description="Of the talk: send with it as If-Match.", examples=[4])
    method: str = Field(description="`REQUEST` invites, `CANCEL` calls off, `PUBLISH` tells.", examples=["REQUEST"])
    sequence: int = Field(description="How often the appointment has changed.", examples=[0])
    from_name: str = Field(examples=["Alex Novak"])
    from_address: str = Field(examples=["alex@example.org"])
    to_name: str = Field(examples=["Maria Keller"])
    to_address: str | None = Field(description="Null: no address of theirs is known.", examples=["maria@example.org"])
    addresses: list[str] = Field(description="Where it could go.", examples=[["maria@example.org"]])
    subject: str = Field(examples=["Our talk: Monday, 1 December 2031, 09:00 (CET)"])
    text: str = Field(description="To send or to copy.", examples=[_TEXT])
    file: str = Field(description="What their calendar gets.", examples=["BEGIN:VCALENDAR\r\n…\r\nEND:VCALENDAR\r\n"])
    can_send: bool = Field(description="Whether Halfhour can send it.", examples=[True])
    advice: str | None = Field(description="What to do where it can't.", examples=[None])


class SendingRead(Read):
    """One press of send, and what became of it."""

    id: str = Field(examples=[AN_ID])
    created_at: datetime = Field(description="When send was pressed.", examples=["2026-11-24T06:12:00.000000Z"])
    method: str = Field(examples=["REQUEST"])
    sequence: int = Field(examples=[0])
    to_address: str = Field(examples=["maria@example.org"])
    subject: str = Field(examples=["Our talk: Monday, 1 December 2031, 09:00 (CET)"])
    text: str = Field(examples=[_TEXT])
    state: SendingState = Field(examples=["sent"])
    sent_at: datetime | None = Field(description="When the server took it.", examples=["2026-11-24T06:12:02.000000Z"])
    last_error: str | None = Field(examples=[None])
    advice: str | None = Field(examples=[None])


class ReplyRead(Read):
    """What somebody has replied."""

    id: str = Field(examples=[AN_ID])
    interview_id: str = Field(examples=[AN_ID])
    created_at: datetime = Field(description="When it was read.", examples=["2026-11-25T06:12:00.000000Z"])
    address: str = Field(examples=["maria@example.org"])
    answer: Answer = Field(examples=["accepted"])
    sequence: int = Field(description="Of the appointment that they replied to.", examples=[0])
    stamped_at: datetime | None = Field(description="When they replied.", examples=["2026-11-25T06:10:00.000000Z"])
    comment: str = Field(description="What they wrote with it.", examples=[""])
    proposed_starts_at: datetime | None = Field(description="The time that they propose.", examples=[None])
    proposed_ends_at: datetime | None = Field(examples=[None])
    words: str = Field(examples=["Maria Keller accepted the invitation."])
    advice: str | None = Field(examples=[None])


class TalkInvitationRead(Read):
    """How it stands with the invitation to a talk."""

    interview_id: str = Field(examples=[AN_ID])
    version: int = Field(description="Of the talk.", examples=[4])
    next_method: str | None = Field(
        description="What a press of send would be: `REQUEST` or `CANCEL`; null: there is nothing to tell them.",
        examples=["REQUEST"],
    )
    is_news: bool = Field(description="The talk has changed since they were last told.", examples=[False])
    state: SendingState | None = Field(description="Of the last press of send; null: none yet.", examples=["sent"])
    words: str = Field(examples=["The invitation was sent to maria@example.org."])
    last_error: str | None = Field(examples=[None])
    advice: str | None = Field(examples=[None])
    their_answer: Answer | None = Field(description="To the talk as it is now.", examples=["accepted"])
    sendings: list[SendingRead] = Field(description="The newest first.")
    replies: list[ReplyRead] = Field(description="The newest first.")
