"""What can go wrong at a server: each a state of the connection, a sentence that tells it, and one with what to do."""

from datetime import timedelta
from typing import ClassVar

from .models import ConnectionState as State


class Fault(Exception):
    """The visit did not succeed."""

    state: ClassVar[State] = State.TROUBLE
    advice: str = "Halfhour will try again by itself. If it stays so, look at the address."

    def __init__(self, words: str, advice: str | None = None, *, wait: timedelta | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.advice = advice or self.advice
        self.wait = wait


class NoWay(Fault):
    """The server can't be reached, is too slow, or breaks off."""


class TooLong(NoWay):
    """The answer is longer than anything we would want."""


class WrongPassword(Fault):
    """The server does not let us in, or no longer."""

    state = State.PASSWORD
    advice = "Make a new app password at your provider and enter it here."

    def __init__(self, words: str = "The server does not accept the user and password.") -> None:
        super().__init__(words)


class OtherSignIn(Fault):
    """The server wants a way of signing in that we don't have."""

    state = State.PASSWORD
    advice = "Providers that only take a sign-in in the browser (Google, Microsoft) can't be connected like this."


class Elsewhere(Fault):
    """The server sends us to another host, which the password was not given for."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"The server points to another one, {host}. Your password was not sent there.",
            "If you trust that one, connect it by its own address.",
        )


class NotThere(Fault):
    """There is nothing at this address."""

    advice = "Look again which calendars and address books there are, and choose one."


class NothingToConnect(Fault):
    """No calendar or address book was found."""

    advice = "Ask your provider for the address of CalDAV or CardDAV, and enter that one."


class ReadOnly(Fault):
    """The collection can't be written to."""

    advice = "Choose another calendar or address book, or ask its owner to let you write."


class Overloaded(Fault):
    """The server asks to be left alone for a while (429, 503)."""

    advice = "Nothing needs to be done: Halfhour will come again when the server has said."


class Nonsense(Fault):
    """The answer is not what a server of this kind answers."""

    advice = "Look at the address: it may be that of a web page instead of a CalDAV or CardDAV server."


class Full(Fault):
    """The account there has no room left (507)."""

    advice = "Make room in that account, or choose another calendar or address book."


STOP = (WrongPassword, OtherSignIn, Overloaded, NoWay, Elsewhere)
"""After these nothing else will succeed either."""


# What the caller settles itself


class TokenExpired(Exception):
    """The server no longer knows what changed since then: compare everything."""


class Changed(Exception):
    """Somebody changed the entry since we last saw it (412)."""


class Taken(Exception):
    """The collection has an entry with this UID at another address (RFC 4791, no-uid-conflict)."""


class Gone(Exception):
    """The entry is no longer there (404, 410)."""


class NotOffered(Exception):
    """The server does not know this kind of question."""
