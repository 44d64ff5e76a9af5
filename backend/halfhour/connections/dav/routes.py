"""Calendars and address books on CalDAV and CardDAV servers."""

from typing import Annotated

from ...core.routes import Filters, IfMatch, Reading, Routes, Writing
from ...core.schemas import Page
from ...core.views import Shown
from ...interviews.rules import IllegalMove
from ...outreach.guard import ContactInBin
from . import changes, following, service  # noqa: F401  # following is told of talks
from .rules import AnsweredAlready, NothingChosen, SwitchedOff, TooManyConnections
from .schemas import (
    ChangeQuery,
    ChangesAnswered,
    ChangesAnsweredRead,
    ConnectionChangeRead,
    ConnectionCreate,
    ConnectionQuery,
    ConnectionRead,
    ConnectionUpdate,
    LeaveQuery,
)

connections = Routes("connections", about="Calendars and address books kept in step, in both directions.")

ANSWER = [AnsweredAlready, IllegalMove, ContactInBin]
"""What an answer may refuse."""


@connections.get("/connections", Page[ConnectionRead])
def list_connections(store: Reading, query: Annotated[ConnectionQuery, Filters()]) -> Shown:
    """List connected calendars and address books."""
    return service.page(store, query)


@connections.post("/connections", ConnectionRead, status=201, refuses=[TooManyConnections])
def add_connection(store: Writing, new: ConnectionCreate) -> Shown:
    """Connect a calendar or an address book by address, user and app password.

    What is there is looked up next: ask for the connection again until its `state` is `choose`, then choose one of its
    `collections`. Nothing is sent or read before.
    """
    return service.add(store, new)


@connections.get("/connection-changes", Page[ConnectionChangeRead])
def list_connection_changes(store: Reading, query: Annotated[ChangeQuery, Filters()]) -> Shown:
    """List what was changed on the other side, newest first; `state=open` is what waits for an answer."""
    return changes.page(store, query)


@connections.post("/connection-changes/answer", ChangesAnsweredRead, refuses=ANSWER)
def answer_connection_changes(store: Writing, asked: ChangesAnswered) -> Shown:
    """Give several changes the same answer."""
    return changes.answer_all(store, asked)


@connections.get("/connection-changes/{change_id}", ConnectionChangeRead)
def get_connection_change(store: Reading, change_id: str) -> Shown:
    """Get one change, with both sides and the answers that it takes."""
    return changes.show(store, change_id)


@connections.post("/connection-changes/{change_id}/accept", ConnectionChangeRead, refuses=ANSWER)
def accept_connection_change(store: Writing, change_id: str, match: IfMatch) -> Shown:
    """Take over what the other side says: the talk is moved or called off, the person is added or put into the bin."""
    return changes.accept(store, change_id, match)


@connections.post("/connection-changes/{change_id}/dismiss", ConnectionChangeRead, refuses=[AnsweredAlready])
def dismiss_connection_change(store: Writing, change_id: str, match: IfMatch) -> Shown:
    """Keep what Halfhour says. A talk is put back into the calendar as it is here."""
    return changes.dismiss(store, change_id, match)


@connections.get("/connections/{connection_id}", ConnectionRead)
def get_connection(store: Reading, connection_id: str) -> Shown:
    """Get a connection: how it is, what was found there, what is wrong and what to do about it."""
    return service.show(store, connection_id)


@connections.patch("/connections/{connection_id}", ConnectionRead, refuses=[SwitchedOff])
def change_connection(store: Writing, connection_id: str, changed: ConnectionUpdate, match: IfMatch) -> Shown:
    """Choose a calendar or address book, enter the password anew, switch the connection on or off."""
    return service.change(store, connection_id, changed, match)


@connections.post("/connections/{connection_id}/discover", ConnectionRead, refuses=[SwitchedOff])
def discover_connection(store: Writing, connection_id: str) -> Shown:
    """Look for the calendars or address books again. Ask for the connection until its state is no longer `looking`."""
    return service.look(store, connection_id)


@connections.post("/connections/{connection_id}/sync", ConnectionRead, refuses=[SwitchedOff, NothingChosen])
def sync_connection(store: Writing, connection_id: str) -> Shown:
    """Sync now. It happens in the background: `last_tried_at` tells when it was done."""
    return service.sync(store, connection_id)


@connections.delete("/connections/{connection_id}")
def remove_connection(
    store: Writing, connection_id: str, query: Annotated[LeaveQuery, Filters()], match: IfMatch
) -> None:
    """Forget a connection. With `take_away`, what Halfhour put there is deleted there first, in the background."""
    service.remove(store, connection_id, match, take_away=query.take_away)


ROUTES = [connections]
