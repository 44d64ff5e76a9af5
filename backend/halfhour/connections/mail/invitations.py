"""What the person does with invitations: look at the mail, press send, or take the file and send it themselves."""

from datetime import timedelta

from ...contacts import timeline
from ...contacts.models import ActivityKind, Channel, Contact
from ...core.clock import new_id
from ...core.errors import Invalid, Stale
from ...core.store import Store
from ...core.views import Shown
from ...interviews import offers
from ...interviews.events_ics import Method, Person
from ...interviews.ics import CalendarFile, file_name
from ...interviews.models import Interview
from ...interviews.models import InterviewState as State
from ...outreach.guard import ContactInBin, DoNotContact
from . import letter, rules, service
from .models import Answer, Sending, SendingState
from .schemas import TalkInvitationCreate
from .views import REPLIED_TO, REPLIES, SENDINGS, SENT_FOR

SEND = "mail.send"
_SELF = "Download the file, or copy the text, and send it yourself."
_SAID = {
    SendingState.QUEUED: "A mail to {to} is on its way.",
    SendingState.SENT: "{what} sent to {to}.",
    SendingState.FAILED: "The mail to {to} could not be sent.",
}
_SENT = {Method.REQUEST: "The invitation was", Method.CANCEL: "The news that the talk was called off was"}


def show(store: Store, interview_id: str) -> Shown:
    """How it stands with the invitation."""
    talk = store.get(Interview, interview_id)
    standing = _standing(store, talk)
    sendings = [SENDINGS.shown(row) for row in store.connection.run(SENT_FOR, _of(store, talk)).fetchall()]
    contact = store.get(Contact, talk.contact_id, binned=True)
    rows = store.connection.run(REPLIED_TO, _of(store, talk)).fetchall()
    replies = [worded(REPLIES.shown(row), contact.full_name) for row in rows]
    last = sendings[0] if sendings else None
    answer = Answer(talk.their_answer) if talk.their_answer else None
    news = rules.is_news(standing)
    return {
        "interview_id": talk.id,
        "version": talk.version,
        "next_method": _next(store, standing),
        "is_news": news,
        "state": last["state"] if last else None,
        "words": _words(last, answer, contact.full_name, news=news),
        "last_error": last["last_error"] if last else None,
        "advice": (last["advice"] if last else None) or (rules.ADVICE[answer] if answer else None),
        "their_answer": answer,
        "sendings": sendings,
        "replies": replies,
    }


def preview(store: Store, interview_id: str, to: str | None, note: str) -> Shown:
    """The mail as it would be sent now.

    Raises:
        NothingToSend
        Invalid: an address that is not the contact's.
    """
    talk = store.get(Interview, interview_id)
    contact, method, standing = _ready(store, talk)
    about = _about(store, talk, contact, _chosen(contact, to))
    told = _letter(store, about, method, standing, note)
    account = service.get(store)
    reachable = about.them is not None
    advice = None if account and reachable else _SELF
    return {
        "interview_id": talk.id,
        "version": talk.version,
        "method": told.method.value,
        "sequence": about.sequence,
        "from_name": about.own.name,
        "from_address": about.own.address,
        "to_name": contact.full_name,
        "to_address": about.them.address if about.them else None,
        "addresses": _addresses(contact),
        "subject": told.subject,
        "text": told.text,
        "file": told.file.decode(),
        "can_send": advice is None,
        "advice": advice if reachable else f"Write down their e-mail address first. {_SELF}",
    }


def file(store: Store, interview_id: str, to: str | None) -> CalendarFile:
    """The calendar's part of the mail, to be sent by other ways.

    Raises:
        NothingToSend, Invalid
    """
    talk = store.get(Interview, interview_id)
    contact, method, standing = _ready(store, talk)
    about = _about(store, talk, contact, _chosen(contact, to))
    return CalendarFile(file_name(contact.full_name), _letter(store, about, method, standing, "").file)


def send(store: Store, interview_id: str, asked: TalkInvitationCreate, match: int | None) -> Shown:
    """Have the mail sent: it is kept as it is now, and a worker hands it to the person's server.

    Raises:
        Stale, NoMailAccount, NowhereToSend, NothingToSend, ContactInBin, DoNotContact, OnItsWay
        Invalid: an address that is not the contact's.
    """
    talk = store.get(Interview, interview_id)
    if match is not None and match != talk.version:
        raise Stale(talk.version)
    account = service.require(store)
    contact, method, standing = _ready(store, talk)
    if contact.deleted_at is not None:
        raise ContactInBin("Restore the contact first.")
    if contact.do_not_contact and method is Method.REQUEST:
        raise DoNotContact("Take the mark off if it is wrong, or cancel this talk.")
    about = _about(store, talk, contact, _chosen(contact, asked.to))
    if about.them is None:
        raise rules.NowhereToSend(f"Write down their e-mail address first. {_SELF}")
    _refuse_doubled(store, talk, method, about)
    told = _letter(store, about, method, standing, asked.note)
    id_ = new_id()
    message_id = rules.message_id(id_, account.from_address)
    sent = letter.mail(told, about.own, about.them, message_id=message_id, now=store.now)
    store.add(
        Sending,
        id=id_,
        interview_id=talk.id,
        method=method.value,
        sequence=about.sequence,
        to_address=about.them.address,
        to_name=contact.full_name,
        subject=told.subject,
        text=told.text,
        message_id=message_id,
        mail=sent.decode(),
    )
    store.enqueue(SEND, sending_id=id_)
    return show(store, talk.id)


def note_sent(store: Store, sending: Sending) -> None:
    """After the server took it: the person's story, and what others are told."""
    store.change(Sending, sending.id, {"state": SendingState.SENT.value, "sent_at": store.now, **_FINE})
    talk = store.get(Interview, sending.interview_id, binned=True)
    if store.first(Contact, id=talk.contact_id) is not None:
        words = f"{_SENT[Method(sending.method)]} sent.\n{sending.subject}"
        timeline.record(
            store, talk.contact_id, ActivityKind.MESSAGE_OUT.value, channel=Channel.EMAIL.value, text=words,
            about_id=talk.id,
        )  # fmt: skip
    store.emit("interview.invited", talk.id, contact_id=talk.contact_id, method=sending.method.lower())


def note_failed(store: Store, sending: Sending, words: str, advice: str) -> None:
    failed = {"state": SendingState.FAILED.value, "last_error": words, "advice": advice}
    store.change(Sending, sending.id, failed)
    talk = store.get(Interview, sending.interview_id, binned=True)
    store.emit("interview.not_invited", talk.id, contact_id=talk.contact_id, method=sending.method.lower())


_FINE = {"last_error": None, "advice": None}


def invited(store: Store, interview_id: str) -> list[str]:
    """The addresses that an invitation to the talk went to, for reading replies; also where sending failed, because a
    server may have taken what it did not say that it took."""
    return [each.to_address for each in store.find(Sending, interview_id=interview_id)]


def worded(reply: Shown, name: str) -> Shown:
    answer = Answer(reply["answer"])
    return {**reply, "words": f"{name} {rules.REPLIED[answer]}", "advice": rules.ADVICE[answer]}


def _of(store: Store, talk: Interview) -> dict[str, str]:
    return {"owner_id": store.owner, "interview_id": talk.id}


def _sendings(store: Store, interview_id: str) -> list[Sending]:
    """Those that were not in vain, the oldest first."""
    found = store.find(Sending, interview_id=interview_id)
    return [each for each in found if each.state != SendingState.FAILED]


def _standing(store: Store, talk: Interview) -> rules.Standing:
    told = [rules.Sent(Method(each.method), each.sequence) for each in _sendings(store, talk.id)]
    ends_at = talk.starts_at + timedelta(minutes=talk.minutes) if talk.starts_at else None
    return rules.Standing(State(talk.state), ends_at, talk.sequence, told)


def _next(store: Store, standing: rules.Standing) -> str | None:
    try:
        return rules.method_of(standing, store.now).value
    except rules.NothingToSend:
        return None


def _ready(store: Store, talk: Interview) -> tuple[Contact, Method, rules.Standing]:
    standing = _standing(store, talk)
    method = rules.method_of(standing, store.now)
    return store.get(Contact, talk.contact_id, binned=True), method, standing


def _addresses(contact: Contact) -> list[str]:
    return rules.addresses(each["value"] for each in contact.emails)


def _chosen(contact: Contact, to: str | None) -> str | None:
    """The address that was asked for, else the first.

    Raises:
        Invalid: it is not the contact's; one can't mail strangers from here.
    """
    known = _addresses(contact)
    if to is None:
        return known[0] if known else None
    found = next((each for each in known if rules.same(each, to)), None)
    if found is None:
        raise Invalid.field("/to", "there is no such address with them", "Choose one of the contact's addresses.")
    return found


def _about(store: Store, talk: Interview, contact: Contact, to: str | None) -> letter.Appointment:
    own_zone = offers.own_zone(store)
    assert talk.starts_at is not None  # noqa: S101  # method_of has seen when it ends
    return letter.Appointment(
        talk.id,
        talk.sequence or 0,
        talk.starts_at,
        talk.minutes,
        talk.mode,
        talk.place or "",
        talk.meeting_link or "",
        own_zone,
        contact.time_zone or talk.time_zone or own_zone,
        Person(service.own_address(store), service.own_name(store)),
        Person(to, contact.full_name) if to else None,
        contact.full_name,
    )


def _letter(
    store: Store, about: letter.Appointment, method: Method, standing: rules.Standing, note: str
) -> letter.Letter:
    """Where nobody can be asked to reply, the file only tells (RFC 5546, 3.2.1)."""
    chosen = Method.PUBLISH if about.them is None else method
    cancelled = method is Method.CANCEL
    return letter.write(about, chosen, now=store.now, cancelled=cancelled, changed=rules.is_news(standing), note=note)


def _refuse_doubled(store: Store, talk: Interview, method: Method, about: letter.Appointment) -> None:
    """Raises: OnItsWay"""
    for each in _sendings(store, talk.id):
        waits = each.state == SendingState.QUEUED and each.to_address == (about.them and about.them.address)
        if waits and (each.method, each.sequence) == (method.value, about.sequence):
            raise rules.OnItsWay("It waits to be sent. If the server does not answer, it is tried again by itself.")


def _words(last: Shown | None, answer: Answer | None, name: str, *, news: bool) -> str:
    if last is None:
        return "They were not sent an invitation from here."
    if news and last["state"] == SendingState.SENT:
        return "The talk has changed since they were last told."
    if answer is not None:
        return f"{name} {rules.REPLIED[answer]}"
    return _SAID[SendingState(last["state"])].format(to=last["to_address"], what=_SENT[Method(last["method"])])
