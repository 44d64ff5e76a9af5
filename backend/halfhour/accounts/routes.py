"""Accounts, sessions, tokens and invitations over HTTP."""

from typing import Annotated

from fastapi import Header
from starlette.responses import Response

from .. import __version__
from ..core.preconditions import expected_version
from ..core.routes import Reading, Routes, Writing
from ..core.views import Shown
from . import invitations as inviting
from . import leaving, passwords, rules, schemas, service
from . import sessions as signing
from . import tokens as keys
from .visits import AnyVisit, OwnVisit

setup = Routes("setup", about="What a visitor may know before signing in.")
account = Routes("account", about="The person who signs in.")
session = Routes("session", about="Signing in and out, and the browsers that are signed in.")
tokens = Routes("tokens", about="Personal access tokens, for scripts and other programs. A token can't make tokens.")
invitations = Routes("invitations", about="Links by which others may sign up.")

ROUTES = [setup, account, session, tokens, invitations]

IfMatchText = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description='The ETag that you last read, such as `"3.9f86d0818842"`; `*` for whatever it is now.',
    ),
]


@setup.get("/setup", schemas.SetupRead, public=True)
async def get_setup(visit: AnyVisit) -> Response:
    """Tell a visitor who may sign up."""
    return await visit.answer(service.setup, __version__)


@account.post(
    "/accounts",
    schemas.SignedInRead,
    status=201,
    public=True,
    refuses=[
        rules.RegistrationClosed,
        rules.InvitationSpent,
        rules.EmailTaken,
        rules.WeakPassword,
        rules.TooManyGuesses,
        rules.PlainHttp,
    ],
)
async def sign_up(visit: AnyVisit, new: schemas.SignUp) -> Response:
    """Sign up, and be signed in."""
    visit.require_cookie()
    made = await passwords.in_own_threads(service.sign_up, visit.database, new, visit.visitor)
    return visit.welcome(made.shown, made.secret, status=201, location="/api/v1/account")


@account.get("/account", schemas.AccountRead)
def get_account(store: Reading) -> Shown:
    """Read one's account."""
    return service.show_account(store.connection, store.owner)


@account.patch("/account", schemas.AccountRead, alone=True, refuses=[rules.ProofNeeded, rules.EmailTaken])
async def update_account(visit: OwnVisit, change: schemas.AccountChange, if_match: IfMatchText = None) -> Response:
    """Change name, time zone or e-mail address."""
    match = expected_version(if_match)
    changed = await visit.write(lambda store, who: service.change_account(store, who.credential_id, change, match))
    return visit.shown(changed)


@account.put("/account/password", alone=True, refuses=[rules.WrongPassword, rules.WeakPassword, rules.TooManyGuesses])
async def change_password(visit: OwnVisit, change: schemas.PasswordChange) -> None:
    """Change the password, which ends all other sessions."""
    who = await visit.who()
    await passwords.in_own_threads(
        service.change_password, visit.database, who.owner, who.credential_id, change, visit.visitor.address
    )


@account.delete("/account", alone=True, refuses=[rules.WrongPassword, rules.TooManyGuesses])
async def delete_account(visit: OwnVisit, proof: schemas.Proof) -> Response:
    """Delete the account and everything in it, for good."""
    who = await visit.who()
    await passwords.in_own_threads(
        leaving.leave, visit.database, who.owner, proof.password.get_secret_value(), visit.visitor.address
    )
    return visit.farewell(clear='"cache", "storage"')


@session.post(
    "/session",
    schemas.SignedInRead,
    public=True,
    refuses=[rules.SignInFailed, rules.TooManyGuesses, rules.PlainHttp],
)
async def sign_in(visit: AnyVisit, proof: schemas.SignIn) -> Response:
    """Sign in."""
    visit.require_cookie()
    made = await passwords.in_own_threads(
        service.sign_in, visit.database, proof.email, proof.password.get_secret_value(), visit.visitor
    )
    return visit.welcome(made.shown, made.secret)


@session.get("/session", schemas.SignedInRead, alone=True)
async def get_session(visit: OwnVisit) -> Response:
    """Read who is signed in."""
    return visit.shown(
        await visit.read(lambda store, who: service.show_signed_in(store.connection, who.owner, who.credential_id))
    )


@session.delete("/session", alone=True)
async def sign_out(visit: OwnVisit) -> Response:
    """Sign out."""
    await visit.write(lambda store, who: signing.end_session(store, who.credential_id))
    return visit.farewell(clear='"cache"')


@session.post("/session/proof", alone=True, secret=True, refuses=[rules.WrongPassword, rules.TooManyGuesses])
async def prove_session(visit: OwnVisit, proof: schemas.Proof) -> None:
    """Type the password again, for what needs it to have been typed just now."""
    who = await visit.who()
    await passwords.in_own_threads(
        service.prove,
        visit.database,
        who.owner,
        who.credential_id,
        proof.password.get_secret_value(),
        visit.visitor.address,
    )


@session.get("/sessions", schemas.SessionList, alone=True)
async def list_sessions(visit: OwnVisit) -> Response:
    """List the browsers that are signed in."""
    return visit.shown(await visit.read(lambda store, who: signing.list_sessions(store, who.credential_id)))


@session.delete("/sessions", alone=True)
async def end_other_sessions(visit: OwnVisit) -> None:
    """Sign out all other browsers."""
    await visit.write(lambda store, who: signing.end_others(store.connection, who.owner, who.credential_id))


@session.delete("/sessions/{session_id}", alone=True)
def end_session(store: Writing, session_id: str) -> None:
    """Sign one browser out."""
    signing.end_session(store, session_id)


@tokens.get("/tokens", schemas.TokenList, alone=True)
def list_tokens(store: Reading) -> Shown:
    """List access tokens."""
    return keys.list_tokens(store)


@tokens.post(
    "/tokens",
    schemas.NewTokenRead,
    status=201,
    alone=True,
    secret=True,
    refuses=[rules.ProofNeeded, rules.TooManyKept],
)
async def create_token(visit: OwnVisit, new: schemas.TokenCreate) -> Response:
    """Make an access token, shown this once."""
    made = await visit.write(lambda store, who: keys.make_proved(store, who.credential_id, new))
    return visit.created(made)


@tokens.delete("/tokens/{token_id}", alone=True)
def revoke_token(store: Writing, token_id: str) -> None:
    """Revoke an access token."""
    keys.revoke_token(store, token_id)


@invitations.get("/invitations", schemas.InvitationList, alone=True)
def list_invitations(store: Reading) -> Shown:
    """List one's invitations."""
    return inviting.list_invitations(store)


@invitations.post(
    "/invitations",
    schemas.NewInvitationRead,
    status=201,
    alone=True,
    secret=True,
    refuses=[rules.RegistrationClosed, rules.TooManyKept],
)
def create_invitation(store: Writing, new: schemas.InvitationCreate) -> Shown:
    """Make a link by which somebody may sign up."""
    return inviting.invite(store, new)


@invitations.delete("/invitations/{invitation_id}", alone=True)
def delete_invitation(store: Writing, invitation_id: str) -> None:
    """Take an invitation back."""
    inviting.take_back(store, invitation_id)
