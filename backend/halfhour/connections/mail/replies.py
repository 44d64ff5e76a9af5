"""What the person does with a reply that came by mail: bring its file, so that the talk shows whether they come."""

from datetime import datetime
from typing import Any

from ...contacts import timeline
from ...contacts.models import ActivityKind, Channel, Contact
from ...core.db import parse_instant
from ...core.store import Store
from ...core.views import Shown
from ...interviews import service as interviews
from ...interviews.events_ics import row_id
from ...interviews.models import Interview
from ...interviews.offers import own_zone
from ...interviews.placing_ics import placed
from . import invitations, rules
from .models import Answer, Reply
from .views import REPLIES

_METHODS = ("REPLY", "COUNTER")


def add(store: Store, events: list[dict[str, Any]]) -> Shown:
    """Note what the reply among these events says. The same one again changes nothing.

    Raises:
        UnreadableReply, UnknownTalk, StrangersReply, OutdatedReply
    """
    event = _reply_of(events)
    talk, contact = _talk_of(store, event)
    address = _attendee(store, talk, event)
    answer = rules.answer_of(event["method"], address["answer"])
    known = [each for each in store.find(Reply, interview_id=talk.id) if rules.same(each.address, address["address"])]
    newest = known[-1] if known else None
    stamped_at = _instant(event["stamped_at"])
    current = talk.sequence or 0
    rules.refuse_outdated(event["sequence"], current, stamped_at, newest.stamped_at if newest else None)
    values = {
        "address": address["address"],
        "answer": answer.value,
        "sequence": event["sequence"],
        "stamped_at": stamped_at,
        "comment": event["comment"],
        **_proposed(event, answer, contact.time_zone or own_zone(store)),
    }
    if newest is not None and all(getattr(newest, name) == value for name, value in values.items()):
        return show(store, newest.id, contact.full_name)
    id_ = store.add(Reply, values, interview_id=talk.id)
    _tell(store, talk, contact, answer, values)
    return show(store, id_, contact.full_name)


def show(store: Store, reply_id: str, name: str) -> Shown:
    return invitations.worded(store.show(REPLIES, reply_id), name)


def _tell(store: Store, talk: Interview, contact: Contact, answer: Answer, values: dict[str, Any]) -> None:
    """On the talk, on the contact's timeline, and to whoever follows the changes."""
    interviews.answered(store, talk.id, answer.value)
    stamped_at = values["stamped_at"]
    at = min(stamped_at, store.now) if stamped_at is not None else store.now
    text = "\n".join(part for part in (f"{contact.full_name} {rules.REPLIED[answer]}", values["comment"]) if part)
    timeline.record(
        store, contact.id, ActivityKind.REPLY_IN.value, at=at, channel=Channel.EMAIL.value, text=text, about_id=talk.id
    )
    store.emit("interview.answered", talk.id, contact_id=contact.id, answer=answer.value)


def _reply_of(events: list[dict[str, Any]]) -> dict[str, Any]:
    """The one event that replies.

    Raises:
        UnreadableReply
    """
    replies = [each for each in events if each["method"] in _METHODS and each["attendees"]]
    if not replies:
        raise rules.UnreadableReply("It is a calendar file, but nobody replies in it to an invitation.")
    return replies[0]


def _talk_of(store: Store, event: dict[str, Any]) -> tuple[Interview, Contact]:
    """Raises: UnknownTalk"""
    id_ = row_id(event["uid"])
    talk = store.first(Interview, id=id_) if id_ else None
    contact = store.first(Contact, id=talk.contact_id) if talk else None
    if talk is None or contact is None:
        raise rules.UnknownTalk("The invitation that it replies to was not sent from here, or the talk is in the bin.")
    return talk, contact


def _attendee(store: Store, talk: Interview, event: dict[str, Any]) -> dict[str, str]:
    """Who replies, of those who were invited: a mail proves nothing, and strangers learn of invitations.

    Raises:
        StrangersReply
    """
    invited = invitations.invited(store, talk.id)
    for each in event["attendees"]:
        if any(rules.same(each["address"], address) for address in invited):
            return {name: str(value) for name, value in each.items()}
    who = event["attendees"][0]["address"][:100]
    raise rules.StrangersReply(f"{who} was not invited to this talk. If it is theirs, note their answer yourself.")


def _proposed(event: dict[str, Any], answer: Answer, zone: str) -> dict[str, datetime | None]:
    """The time that they would rather have."""
    if answer is not Answer.COUNTER or event["trouble"] is not None:
        return {"proposed_starts_at": None, "proposed_ends_at": None}
    there = placed(event, zone)
    return {
        "proposed_starts_at": _instant(there["starts_at"]),
        "proposed_ends_at": _instant(there["ends_at"]),
    }


def _instant(text: str | None) -> datetime | None:
    return parse_instant(text) if text and text.endswith("Z") else None
