"""Mails on their way: handed to the person's server outside of any transaction.

A mail goes out at least once for each press of send: should the worker be killed after the server took it and before
that was written down, it goes again. It is then the same bytes under the same Message-ID, with the same UID, SEQUENCE
and DTSTAMP for the calendar, so mailboxes that look for doubles show one, and calendars change nothing.
"""

import logging

from ...core.gate import Gate
from ...core.sealed import NotOpened, unseal
from ...core.store import Store
from ...core.worker import Errand, Retry, Trip
from ...interviews.events_ics import Person
from ...interviews.models import Interview
from . import invitations, letter, rules, service, smtp
from .models import MailAccount, MailSecurity, MailState, Sending, SendingState
from .smtp import NotDelivered

log = logging.getLogger(__name__)

_TEST_TEXT = "This mail shows that Halfhour can send with your account. You need not do anything.\n"
_FINE = {"state": MailState.FINE.value, "last_error": None, "advice": None}


def send(trip: Trip, sending_id: str) -> None:
    """Send one mail, or say why it can't be sent. One that may go later is tried again for some hours."""
    with trip.reading() as store:
        sending = store.first(Sending, id=sending_id)
        if sending is None or sending.state != SendingState.QUEUED:
            return
        account, talk = service.get(store), store.first(Interview, id=sending.interview_id)
    try:
        _refuse_stale(sending, talk)
        _deliver(trip, account, sending.to_address, sending.mail.encode())
    except NotDelivered as failure:
        _failed(trip, sending, failure)
        return
    with trip.writing() as store:
        invitations.note_sent(store, sending)
        _note(store, {**_FINE, "last_used_at": store.now})


def test(trip: Trip) -> None:
    """Send the person a mail from themselves."""
    with trip.reading() as store:
        account, now = service.get(store), store.now
    if account is None:
        return
    me = Person(account.from_address, account.from_name)
    message_id = rules.message_id(trip.job_id, account.from_address)
    try:
        mail = letter.plain("Halfhour can send mail", _TEST_TEXT, me, me, message_id=message_id, now=now)
        _deliver(trip, account, account.from_address, mail)
    except NotDelivered as failure:
        with trip.writing() as store:
            _note(store, _failure(failure))
        return
    with trip.writing() as store:
        _note(store, {**_FINE, "last_used_at": store.now})


def _refuse_stale(sending: Sending, talk: Interview | None) -> None:
    """Nobody is told what is not so any more.

    Raises:
        NotDelivered
    """
    if talk is None or (talk.sequence or 0) != sending.sequence:
        advice = "Look at the mail as it would be now, and send that."
        raise NotDelivered("The talk has changed since, so this was not sent.", advice, state=None)


def _deliver(trip: Trip, account: MailAccount | None, to: str, mail: bytes) -> None:
    """Raises: NotDelivered"""
    if account is None:
        raise NotDelivered("There is no mail account any more.", "Enter one, and send again.")
    try:
        password = account.password and unseal(
            trip.settings, account.password, owner=trip.owner, purpose=service.PURPOSE
        )
    except NotOpened:
        words = "The password can't be opened any more: the server's key has changed."
        raise NotDelivered(words, "Enter it again.", state=MailState.PASSWORD) from None
    server = smtp.Server(account.host, account.port, MailSecurity(account.security), account.username, password)
    smtp.deliver(Gate(trip.settings.reach_private), server, account.from_address, to, mail)


def _failed(trip: Trip, sending: Sending, failure: NotDelivered) -> None:
    """Say so on the mail and on the account.

    Raises:
        Retry: it may go later.
    """
    again = failure.passing and sending.tries < len(rules.WAITS)
    with trip.writing() as store:
        if again:
            told = {"tries": sending.tries + 1, "last_error": failure.words, "advice": failure.advice}
            store.change(Sending, sending.id, told)
        else:
            invitations.note_failed(store, sending, failure.words, failure.advice)
        _note(store, _failure(failure))
    if again:
        raise Retry(rules.WAITS[sending.tries])


def _failure(failure: NotDelivered) -> dict[str, object]:
    if failure.state is None:  # the account is not to blame
        return {}
    return {"state": failure.state.value, "last_error": failure.words, "advice": failure.advice}


def _note(store: Store, values: dict[str, object]) -> None:
    """How the account is. It is nobody's edit, so its version stays."""
    if values and service.get(store) is not None:
        store.project(MailAccount, store.owner, values)


HANDLERS = {invitations.SEND: Errand(send), service.TEST: Errand(test)}
