"""The addresses of the mail account, of invitations and of replies to them."""

from hashlib import sha256
from typing import Annotated, Any

import orjson
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from ...core import idempotency
from ...core.apart import TooCostly, Unreadable, apart
from ...core.errors import NotFound, TooLarge
from ...core.hop import read_body, unknown_parameters
from ...core.routes import Doors, Filters, IfMatch, Reading, Routes, Writing
from ...core.store import Store
from ...core.views import Shown
from ...interviews.placing_ics import MOST_BYTES
from ...outreach.guard import ContactInBin, DoNotContact
from . import invitations, replies, service
from .rules import (
    NoMailAccount,
    NothingToSend,
    NowhereToSend,
    OnItsWay,
    OutdatedReply,
    ReplyTooLarge,
    StrangersReply,
    UnknownTalk,
    UnreadableReply,
)
from .schemas import (
    FileQuery,
    MailAccountRead,
    MailAccountSet,
    PreviewQuery,
    ReplyRead,
    TalkInvitationCreate,
    TalkInvitationPreview,
    TalkInvitationRead,
)

mail = Routes(
    "mail", about="Your own mail account, and invitations sent with it when you press send.", scope="connections"
)
OWN_LIMIT = 1 << 62
"""The app's limit on bodies is for JSON; a reply has its own, which answers with a problem."""
CPU_SECONDS = 2
READER = "halfhour.connections.mail.reading:read"
_EXAMPLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Halfhour//EN\r\n…\r\nEND:VCALENDAR\r\n"
_CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file (RFC 5545, 5546).",
        "content": {"text/calendar": {"schema": {"type": "string"}, "example": _EXAMPLE}},
        "headers": {"Content-Disposition": {"schema": {"type": "string"}, "description": "The file's name."}},
    }
}


@mail.get("/mail/account", MailAccountRead)
def get_mail_account(store: Reading) -> Shown:
    """Get your mail account, and how it is: off, with version 0, before there is one."""
    return service.show(store)


@mail.put("/mail/account", MailAccountRead)
def set_mail_account(store: Writing, asked: MailAccountSet, match: IfMatch) -> Shown:
    """Enter your mail account, or change it. Its password is kept sealed, and shown to nobody."""
    return service.set_account(store, asked, match)


@mail.delete("/mail/account", refuses=[NotFound])
def delete_mail_account(store: Writing, match: IfMatch) -> None:
    """Forget your mail account and its password for good."""
    return service.remove(store, match)


@mail.post("/mail/account/test", MailAccountRead, refuses=[NoMailAccount])
def test_mail_account(store: Writing) -> Shown:
    """Send yourself a mail. The state is `trying` until it was taken or refused: look again in a moment."""
    return service.test(store)


@mail.get("/interviews/{interview_id}/invitation", TalkInvitationRead)
def get_invitation(store: Reading, interview_id: str) -> Shown:
    """Get how it stands with the invitation: what was sent, what became of it, what they replied."""
    return invitations.show(store, interview_id)


@mail.get("/interviews/{interview_id}/invitation/preview", TalkInvitationPreview, refuses=[NothingToSend])
def preview_invitation(store: Reading, interview_id: str, query: Annotated[PreviewQuery, Filters()]) -> Shown:
    """Get the mail as it would be sent now, to look at, or to copy and send yourself."""
    return invitations.preview(store, interview_id, query.to, query.note)


@mail.post(
    "/interviews/{interview_id}/invitation",
    TalkInvitationRead,
    refuses=[NothingToSend, NoMailAccount, NowhereToSend, OnItsWay, ContactInBin, DoNotContact],
)
def send_invitation(store: Writing, interview_id: str, asked: TalkInvitationCreate, match: IfMatch) -> Shown:
    """Send the invitation, the news that the talk has changed, or that it was called off: whatever is next.

    `If-Match` takes the ETag of the talk, of its invitation or of the preview.
    """
    return invitations.send(store, interview_id, asked, match)


@mail.get(
    "/interviews/{interview_id}/invitation.ics",
    status=200,
    refuses=[NothingToSend],
    response_class=Response,
    responses=_CALENDAR,
)
def get_invitation_file(store: Reading, interview_id: str, query: Annotated[FileQuery, Filters()]) -> Response:
    """Get the file by which their calendar takes the talk over, to send it yourself."""
    file = invitations.file(store, interview_id, query.to)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, 200, headers, "text/calendar; charset=utf-8")


@mail.post(
    "/mail/replies",
    ReplyRead,
    refuses=[UnreadableReply, ReplyTooLarge, UnknownTalk, StrangersReply, OutdatedReply],
    max_body_size=OWN_LIMIT,
    raw_body="The file that came with their reply (`.ics`), or the whole mail (`.eml`), of up to 1 MB.",
)
async def add_reply(door: Doors, request: Request) -> Response:
    """Bring a reply to an invitation, so that the talk shows whether they come.

    The body is the file and nothing else, with any Content-Type.
    """
    if request.scope["query_string"]:
        raise unknown_parameters(request.scope["query_string"])
    await door.read(lambda _: None, to_write=True)
    try:
        data = await read_body(request.scope, request.receive, MOST_BYTES)
    except TooLarge:
        raise ReplyTooLarge("A reply has a few lines. Choose the file that came with it.") from None
    try:
        found = await run_in_threadpool(apart, READER, data, cpu_seconds=CPU_SECONDS)
    except Unreadable as refusal:
        raise UnreadableReply(str(refusal)) from None
    except TooCostly:
        raise UnreadableReply("Reading it takes more time than any honest reply does.") from None

    def add(store: Store) -> Response:
        key = door.call.key
        hashed = idempotency.hashed("POST", door.call.path, key) if key is not None else None
        fingerprint = sha256(data).digest()
        before = idempotency.kept(store, hashed, fingerprint) if hashed else None
        if before is not None:
            return Response(before.body, 200, {"idempotent-replayed": "true"}, "application/json")
        body = orjson.dumps(replies.add(store, found["events"]), option=orjson.OPT_UTC_Z)
        if hashed:
            idempotency.keep(store, hashed, fingerprint, idempotency.Answer(200, None, body))
        return Response(body, 200, media_type="application/json")

    return await door.write(add)


ROUTES = [mail]
