"""What a person does with an account: sign up, sign in, change it, prove who they are.

The verbs that take a password are plain functions, run in the threads of `passwords`. They open their own transactions,
because hashing takes long and must never happen inside one.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from ..core.clock import clock, new_id
from ..core.db import Query, table_of
from ..core.engine import Connection, Database
from ..core.errors import Invalid, NotFound, Stale, Unauthorized
from ..core.feed import Feed
from ..core.settings import Registration
from ..core.store import Store, writing
from ..core.views import Shown
from . import attempts, invitations, passwords, rules, sessions, strength, tokens
from .models import Account
from .schemas import AccountChange, AccountRead, PasswordChange, SignUp, TokenCreate
from .sessions import Visitor

_ACCOUNT = table_of(Account)
_SHOWN = tuple(AccountRead.model_fields)
_SHOW = Query(select(*(_ACCOUNT.c[name] for name in _SHOWN)).where(_ACCOUNT.c.id == bindparam("owner_id")))
_ANY = Query(select(_ACCOUNT.c.id).limit(1))
_BY_EMAIL = Query(select(_ACCOUNT.c.id, _ACCOUNT.c.password_hash).where(_ACCOUNT.c.email_key == bindparam("email_key")))
_PROOF_OF = Query(select(_ACCOUNT.c.email_key, _ACCOUNT.c.password_hash).where(_ACCOUNT.c.id == bindparam("owner_id")))
_VERSION = Query(select(_ACCOUNT.c.version).where(_ACCOUNT.c.id == bindparam("owner_id")))
_ADD = Query(insert(_ACCOUNT).values({c.name: bindparam(c.name, type_=c.type) for c in _ACCOUNT.c}))
_OPEN_FEED = Query(insert(table_of(Feed)).values(owner_id=bindparam("owner_id"), last=0, watched=False))
_SET_HASH = Query(
    update(_ACCOUNT)
    .where(_ACCOUNT.c.id == bindparam("which"), _ACCOUNT.c.password_hash == bindparam("was"))
    .values(password_hash=bindparam("hash"))
)


class SignedIn(NamedTuple):
    """An opened session: its secret, for the cookie alone, and what the answer shows."""

    secret: str
    shown: Shown


def is_first(connection: Connection) -> bool:
    """Whether there is no account yet."""
    return connection.run(_ANY, {}).fetchone() is None


def setup(database: Database, version: str) -> Shown:
    """What a visitor may know before signing in."""
    with database.reading() as connection:
        first = is_first(connection)
    chosen = database.settings.registration
    effective = Registration.CLOSED if chosen is Registration.FIRST and not first else chosen
    return {"registration": effective.value, "needs_first_account": first, "version": version}


def sign_up(database: Database, new: SignUp, visitor: Visitor) -> SignedIn:
    """Make an account and open its first session.

    Raises:
        RegistrationClosed, InvitationSpent, EmailTaken, WeakPassword, Invalid, TooManyGuesses
    """
    key = rules.email_key(new.email)
    password = new.password.get_secret_value()
    with database.reading() as connection:
        _require_open(database, connection, new.invitation)
    strength.check(password, email=key, name=new.name)
    claims = attempts.claim(database, account=None, address=visitor.address)
    hash_ = passwords.hashed(password)
    owner = new_id()
    with database.writing(owner) as connection:
        attempts.hold(connection, "sign-up")
        _require_open(database, connection, new.invitation)
        if new.invitation is not None:
            invitations.use(connection, new.invitation)
            attempts.forgive(connection, claims)
        _add(connection, owner, new.email, key, hash_, name=new.name, time_zone=new.time_zone)
        session, secret = sessions.open_session(connection, owner, visitor)
        return SignedIn(secret, show_signed_in(connection, owner, session))


def _require_open(database: Database, connection: Connection, invitation: str | None) -> None:
    registration = database.settings.registration
    if not rules.open_to(registration, first=is_first(connection), invited=invitation is not None):
        raise rules.RegistrationClosed
    if invitation is not None:
        invitations.require_usable(connection, invitation)


def _add(connection: Connection, owner: str, email: str, key: str, hash_: str, *, name: str, time_zone: str) -> None:
    if connection.row(_BY_EMAIL, {"email_key": key}) is not None:
        raise rules.EmailTaken
    now = clock.now()
    row: dict[str, Any] = {"id": owner, "email": email.strip(), "email_key": key, "name": name}
    row |= {"time_zone": time_zone, "password_hash": hash_, "version": 1, "created_at": now, "updated_at": now}
    connection.run(_ADD, row)
    connection.run(_OPEN_FEED, {"owner_id": owner})


def create_account(database: Database, email: str, password: str, *, name: str = "", time_zone: str = "UTC") -> str:
    """Make an account whoever may sign up: for the command line and the demo. Gives its id.

    Raises:
        EmailTaken, WeakPassword, Invalid
    """
    key = rules.email_key(email)
    name = name.strip() or rules.name_from(email)
    strength.check(password, email=key, name=name)
    hash_ = passwords.hashed(password)
    owner = new_id()
    with database.writing(owner) as connection:
        attempts.hold(connection, "sign-up")
        _add(connection, owner, email, key, hash_, name=name, time_zone=time_zone)
    return owner


def create_token(
    database: Database, email: str, name: str, scopes: str | Iterable[str], *, days: int | None = rules.TOKEN_DAYS
) -> str:
    """A token for the account with this address, `all` for every scope: for the command line.

    Raises:
        NotFound: nobody has this address.
        Invalid: there is no such scope.
    """
    owner = account_id(database, email)
    with writing(database, owner) as store:
        made = tokens.make_token(store, TokenCreate(name=name, scopes=rules.scopes_of(scopes), expires_in_days=days))
    return str(made["token"])


def account_id(database: Database, email: str) -> str:
    """The id of the account with this address.

    Raises:
        NotFound
    """
    with database.reading() as connection:
        row = connection.row(_BY_EMAIL, {"email_key": rules.email_key(email)})
    if row is None:
        raise NotFound(f"There is no account with the address {email}.")
    return str(row[0])


def sign_in(database: Database, email: str, password: str, visitor: Visitor) -> SignedIn:
    """Open a session. An unknown address takes as long and is answered alike.

    Raises:
        SignInFailed, TooManyGuesses, Invalid
    """
    key = rules.email_key(email)
    with database.reading() as connection:
        owner, kept = connection.row(_BY_EMAIL, {"email_key": key}) or (None, None)
    try:
        right = passwords.check(database, password, kept, account=key, address=visitor.address)
    except rules.WrongPassword:
        raise rules.SignInFailed from None
    if owner is None or kept is None:
        raise rules.SignInFailed
    with database.writing(owner) as connection:
        if connection.run(_SET_HASH, {"which": owner, "was": kept, "hash": right.stronger or kept}).rowcount != 1:
            raise rules.SignInFailed
        attempts.forgive(connection, right.claims)
        session, secret = sessions.open_session(connection, owner, visitor)
        return SignedIn(secret, show_signed_in(connection, owner, session))


def check_own(database: Database, owner: str, password: str, address: str) -> tuple[passwords.Right, str]:
    """The password of somebody signed in, and its hash.

    Raises:
        WrongPassword, TooManyGuesses
    """
    with database.reading() as connection:
        row = connection.row(_PROOF_OF, {"owner_id": owner})
    if row is None:
        raise Unauthorized
    return passwords.check(database, password, row[1], account=row[0], address=address), row[1]


def prove(database: Database, owner: str, session: str, password: str, address: str) -> None:
    """Type the password again, for what needs it to have been typed just now.

    Raises:
        WrongPassword, TooManyGuesses
    """
    right, _ = check_own(database, owner, password, address)
    with database.writing(owner) as connection:
        attempts.forgive(connection, right.claims)
        sessions.note_proof(connection, owner, session)


def change_password(database: Database, owner: str, session: str, change: PasswordChange, address: str) -> None:
    """Change the password; all other sessions end, and on request all tokens.

    Raises:
        WrongPassword, WeakPassword, TooManyGuesses
    """
    right, was = check_own(database, owner, change.current_password.get_secret_value(), address)
    chosen = change.new_password.get_secret_value()
    with database.reading() as connection:
        shown = show_account(connection, owner)
    strength.check(chosen, email=str(shown["email"]), name=str(shown["name"]), pointer="/new_password")
    hash_ = passwords.hashed(chosen)
    with writing(database, owner) as store:
        connection = store.connection
        attempts.forgive(connection, right.claims)
        if connection.run(_SET_HASH, {"which": owner, "was": was, "hash": hash_}).rowcount != 1:
            raise rules.WrongPassword
        sessions.end_others(connection, owner, session)
        sessions.note_proof(connection, owner, session)
        if change.revoke_tokens:
            tokens.revoke_all(connection, owner)
        store.emit("account.changed", owner, fields=["password"])


def reset_password(database: Database, email: str, password: str) -> None:
    """A new password for somebody who forgot theirs, by whoever runs the server; all their sessions end.

    Raises:
        NotFound: nobody has this address.
        WeakPassword
    """
    owner = account_id(database, email)
    with database.reading() as connection:
        shown = show_account(connection, owner)
        row = connection.row(_PROOF_OF, {"owner_id": owner})
    strength.check(password, email=str(shown["email"]), name=str(shown["name"]))
    hash_ = passwords.hashed(password)
    with writing(database, owner) as store:
        was = row[1] if row else ""
        if store.connection.run(_SET_HASH, {"which": owner, "was": was, "hash": hash_}).rowcount != 1:
            raise NotFound
        sessions.end_others(store.connection, owner, "")
        store.emit("account.changed", owner, fields=["password"])


def show_account(connection: Connection, owner: str) -> Shown:
    """The account as answered.

    Raises:
        Unauthorized: it is gone.
    """
    row = connection.run(_SHOW, {"owner_id": owner}).fetchone()
    if row is None:
        raise Unauthorized
    return dict(zip(_SHOWN, row, strict=True))


def zone_of(store: Store) -> str:
    """The time zone by which the person's days and weeks begin, for later steps."""
    return str(show_account(store.connection, store.owner)["time_zone"])


def show_signed_in(connection: Connection, owner: str, session: str) -> Shown:
    """The account and the session by which one is signed in."""
    current = next((each for each in sessions.listed(connection, owner, session) if each["current"]), None)
    if current is None:
        raise Unauthorized
    return {**show_account(connection, owner), "session": current}


def change_account(store: Store, session: str, change: AccountChange, match: int | None) -> Shown:
    """Change name, time zone or e-mail address.

    Raises:
        Stale: it has another version than `match`.
        ProofNeeded, EmailTaken, Invalid: for the e-mail address.
    """
    version = store.row(_VERSION)
    if version is None:
        raise Unauthorized
    if match is not None and match != version[0]:
        raise Stale(version[0])
    sent = change.changes()
    for name, value in sent.items():
        if value is None:
            raise Invalid.field(f"/{name}", "a value is needed", "Leave it out, or send one.")
    values: dict[str, Any] = dict(sent)
    if "email" in sent:
        values["email_key"] = _new_key(store, session, sent["email"])
    statement = update(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("which"))
    columns: dict[str, Any] = {name: bindparam(f"to_{name}", type_=_ACCOUNT.c[name].type) for name in values}
    columns |= {"version": _ACCOUNT.c.version + 1, "updated_at": bindparam("to_at", type_=_ACCOUNT.c.updated_at.type)}
    given = {"which": store.owner, "to_at": store.now, **{f"to_{name}": value for name, value in values.items()}}
    store.connection.run(Query(statement.values(columns)), given)
    store.emit("account.changed", store.owner, fields=sorted(sent))
    return show_account(store.connection, store.owner)


def _new_key(store: Store, session: str, email: str) -> str:
    key = rules.email_key(email)
    sessions.require_proof(store, session)
    other = store.connection.row(_BY_EMAIL, {"email_key": key})
    if other is not None and other[0] != store.owner:
        raise rules.EmailTaken
    return key


def sweep(database: Database) -> None:
    """Forget what has ended by itself: sessions, and attempts older than their window. `main` calls it now and then."""
    with database.writing() as connection:
        sessions.end_dead(connection)
        attempts.forget_old(connection)
