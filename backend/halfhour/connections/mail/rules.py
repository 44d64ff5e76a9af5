"""Decisions about mail and invitations from plain values: who can be written to, what a press would send, what a reply
means."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from ...core.errors import Refusal
from ...interviews.events_ics import Method
from ...interviews.models import InterviewState as State
from .models import Answer, MailSecurity, MailState

PORTS = {MailSecurity.TLS: 465, MailSecurity.STARTTLS: 587, MailSecurity.NONE: 25}
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 180))
"""How long to wait before a mail is tried again, when the server said that it may be."""

_ATOM = r"[^\s@<>()\[\]\\,;:\".\x00-\x1f\x7f]+"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*\Z")
_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "TENTATIVE": Answer.TENTATIVE, "DECLINED": Answer.DECLINED}


class NoMailAccount(Refusal):
    """There is no mail account to send with."""


class NowhereToSend(Refusal):
    """There is no e-mail address to send it to."""


class NothingToSend(Refusal):
    """There is nothing to tell them."""


class OnItsWay(Refusal):
    """Just this is being sent already."""


class UnreadableReply(Refusal):
    """The file is no reply to an invitation."""

    status = 422


class ReplyTooLarge(Refusal):
    """The file is larger than a reply ever is."""

    status = 413


class UnknownTalk(Refusal):
    """It replies to no talk of yours."""


class StrangersReply(Refusal):
    """Somebody replies who was not invited."""


class OutdatedReply(Refusal):
    """A newer reply is known, or the talk has changed since."""


def address_of(text: str) -> str | None:
    """The mail address that a text is; None where it is none that mail could be sent to."""
    bare = text.strip().removeprefix("mailto:")
    return bare if len(bare) <= 254 and bare.isprintable() and _ADDRESS.match(bare) else None


def addresses(emails: Iterable[str]) -> list[str]:
    """Those of a contact's e-mail addresses that mail can be sent to, each once."""
    return list(dict.fromkeys(found for each in emails if (found := address_of(each))))


def message_id(row_id: str, sender: str) -> str:
    """The Message-ID (RFC 5322, 3.6.4) of the mail of a row: the same however often it is sent."""
    try:
        domain = sender.rpartition("@")[2].encode("idna").decode()
    except UnicodeError:
        domain = "halfhour.invalid"
    return f"<{row_id}@{domain}>"


def same(one: str, other: str) -> bool:
    """Whether two addresses are of the same mailbox, as every server there is treats them."""
    return one.strip().casefold() == other.strip().casefold()


class Sent(NamedTuple):
    """A press of send that was not in vain, or may still not be."""

    method: Method
    sequence: int


class Standing(NamedTuple):
    """What decides what can be told to the one invited: how the talk is, and what they were told, the newest last."""

    state: State
    ends_at: datetime | None
    sequence: int | None
    told: Sequence[Sent]


def method_of(talk: Standing, now: datetime) -> Method:
    """What a press of send would be.

    Raises:
        NothingToSend: no time is agreed, the talk is over, or they know already that it is called off.
    """
    if talk.state is State.SCHEDULED and talk.ends_at is not None:
        if talk.ends_at <= now:
            raise NothingToSend("The talk is over. Say how it went, or reschedule it.")
        return Method.REQUEST
    if talk.state is State.CANCELLED and talk.ends_at is not None:
        if not talk.told:
            raise NothingToSend("They were not invited, so there is nothing to call off. Tell them in your own words.")
        if talk.told[-1].method is Method.CANCEL:
            raise NothingToSend("They know that the talk was called off.")
        return Method.CANCEL
    raise NothingToSend("Agree on a time first: people are invited to what they have agreed to.")


def is_news(talk: Standing) -> bool:
    """Whether they were told of another state of the talk than it has now."""
    return bool(talk.told) and talk.told[-1].sequence != (talk.sequence or 0)


def answer_of(method: str, partstat: str) -> Answer:
    """What a REPLY or COUNTER (RFC 5546, 3.2.3 and 3.2.7) says.

    Raises:
        UnreadableReply
    """
    if method == "COUNTER":
        return Answer.COUNTER
    answer = _ANSWERS.get(partstat)
    if method != "REPLY" or answer is None:
        raise UnreadableReply("It does not say whether they come. Ask them, and note what they say.")
    return answer


def refuse_outdated(sequence: int, current: int, stamped_at: datetime | None, newest: datetime | None) -> None:
    """A reply counts for the talk as it was when they replied, and the newest of each person counts (RFC 5546, 2.1.5).

    Raises:
        OutdatedReply
    """
    if sequence < current:
        raise OutdatedReply("They replied before the talk was changed. Their answer to how it is now is still to come.")
    if newest is not None and stamped_at is not None and stamped_at < newest:
        raise OutdatedReply("They have replied again since; that is what is shown.")


REPLIED = {
    Answer.ACCEPTED: "accepted the invitation.",
    Answer.TENTATIVE: "may come: they have accepted tentatively.",
    Answer.DECLINED: "declined the invitation.",
    Answer.COUNTER: "proposes another time.",
}
ADVICE = {
    Answer.ACCEPTED: None,
    Answer.TENTATIVE: "Ask them a day or two before whether it stays at that.",
    Answer.DECLINED: "Offer other times and reschedule, or cancel the talk.",
    Answer.COUNTER: "If it suits you, reschedule the talk and send the invitation again.",
}

ACCOUNT_SAID = {
    MailState.OFF: (
        "No mail account is connected.",
        "Enter yours to send invitations from here. Until then, download the file and send it yourself.",
    ),
    MailState.UNTRIED: ("The mail account was not tried yet.", "Send yourself a mail to see whether it works."),
    MailState.TRYING: ("A mail to yourself is on its way.", None),
    MailState.FINE: ("The mail account works.", None),
    MailState.PASSWORD: ("The mail account does not let Halfhour in.", None),
    MailState.TROUBLE: ("The last mail could not be sent.", None),
}
"""What to say of each state, and what one can do where no failure says it better."""
