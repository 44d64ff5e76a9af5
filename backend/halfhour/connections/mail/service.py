"""What the person does with their mail account: enter it, try it, forget it."""

from typing import Any

from ...accounts.service import show_account
from ...core.errors import Invalid, NotFound, Stale
from ...core.sealed import seal
from ...core.store import Store
from ...core.views import Shown
from . import rules
from .models import MailAccount, MailState
from .schemas import MailAccountRead, MailAccountSet
from .views import ACCOUNTS

PURPOSE = "mail"
TEST = "mail.test"
_SAME = ("host", "port", "security", "username")
"""What has to stay for a password to stay: nobody who may change the account may have it sent somewhere else."""


def get(store: Store) -> MailAccount | None:
    """The account to send with, if there is one."""
    return store.first(MailAccount, id=store.owner)


def show(store: Store) -> Shown:
    """The account as an answer; before there is one it is off, with version 0."""
    try:
        row = store.show(ACCOUNTS, store.owner)
    except NotFound:
        empty: Shown = dict.fromkeys(MailAccountRead.model_fields)
        row = {**empty, "version": 0, "signs_in": False, "from_name": "", "state": MailState.OFF.value}
    words, advice = rules.ACCOUNT_SAID[MailState(row["state"])]
    return {**row, "words": words, "advice": row["advice"] or advice}


def set_account(store: Store, asked: MailAccountSet, match: int | None) -> Shown:
    """Enter the account, or change it.

    Raises:
        Stale
        Invalid: it goes to another server, or under another name, and the password was left out; or there is one
            without a name.
    """
    before = get(store)
    if match is not None and match != (before.version if before else 0):
        raise Stale(before.version if before else 0)
    values: dict[str, Any] = asked.model_dump(exclude={"password"})
    values["port"] = asked.port or rules.PORTS[asked.security]
    values["from_name"] = asked.from_name or _name(store)
    values["password"] = _password(store, asked, before, values)
    values |= {"state": MailState.UNTRIED.value, "last_error": None, "advice": None}
    if before is None:
        store.add(MailAccount, values, id=store.owner)
    else:
        store.change(MailAccount, store.owner, values)
    return show(store)


def remove(store: Store, match: int | None) -> None:
    """Forget the account and its password for good.

    Raises:
        NotFound, Stale
    """
    before = store.get(MailAccount, store.owner)
    if match is not None and match != before.version:
        raise Stale(before.version)
    store.drop(MailAccount, id=store.owner)
    store.emit(f"{MailAccount.kind}.deleted", store.owner)


def test(store: Store) -> Shown:
    """Send a mail to oneself.

    Raises:
        NoMailAccount
    """
    require(store)
    store.project(MailAccount, store.owner, {"state": MailState.TRYING.value, "last_error": None, "advice": None})
    store.enqueue(TEST)
    return show(store)


def require(store: Store) -> MailAccount:
    """Raises: NoMailAccount"""
    account = get(store)
    if account is None:
        raise rules.NoMailAccount("Enter your mail account first, or download the file and send it yourself.")
    return account


def own_name(store: Store) -> str:
    """How the person signs."""
    account = get(store)
    return account.from_name if account is not None and account.from_name else _name(store)


def own_address(store: Store) -> str:
    """Where the person writes from."""
    account = get(store)
    return account.from_address if account is not None else str(show_account(store.connection, store.owner)["email"])


def _name(store: Store) -> str:
    return str(show_account(store.connection, store.owner)["name"])


def _password(store: Store, asked: MailAccountSet, before: MailAccount | None, values: dict[str, Any]) -> str | None:
    if asked.password is not None and asked.username is None:
        raise Invalid.field("/username", "is needed with a password", "Send the name that you sign in with.")
    if asked.username is None:
        return None
    if asked.password is not None:
        text = asked.password.get_secret_value()
        return seal(store.database.settings, text, owner=store.owner, purpose=PURPOSE)
    if before is None or before.password is None or any(getattr(before, name) != values[name] for name in _SAME):
        raise Invalid.field("/password", "is needed for another server or name", "Send the password, too.")
    return before.password
