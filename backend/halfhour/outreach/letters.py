"""Filling a template in, and keeping a letter that was sent. Halfhour itself sends nothing."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from ..contacts import timeline
from ..contacts.models import Contact
from ..contacts.rules import linkedin_key, refuse_future
from ..core.errors import Invalid
from ..core.store import Store
from ..core.views import Shown
from . import givers, placeholders, rules  # noqa: F401  # givers register themselves
from .models import LetterChannel, Template
from .placeholders import KNOWN, Letter
from .schemas import EmailDraft, LetterCreate, RenderRequest


def render(store: Store, template_id: str, asked: RenderRequest) -> Shown:
    """The letter to one person, and what it lacks.

    Raises:
        Invalid: it names what is not there.
    """
    template = store.get(Template, template_id)
    contact = _addressee(store, asked.contact_id)
    values = placeholders.values(store, Letter(contact.id, asked.interview_id, asked.career_id))
    channel = LetterChannel(template.channel)
    subject, text = (rules.rendered(each, values) for each in (template.subject, template.text))
    lacking = [KNOWN[name] for name in rules.names_in(template.subject, template.text) if name not in values]
    count = rules.length(text)
    return {
        "template_id": template.id,
        "purpose": template.purpose,
        "channel": template.channel,
        "subject": subject,
        "text": text,
        "unfilled": [
            {"name": each.name, "means": each.means, "fill": each.fill, "whence": each.whence.value} for each in lacking
        ],
        "address": _address(contact, channel),
        "do_not_contact": contact.do_not_contact,
        "length": count,
        "limits": [{**limit._asdict(), "left": limit.characters - count} for limit in rules.LIMITS.get(channel, ())],
        "over_by": rules.over_by(channel, count),
    }


def record(store: Store, new: LetterCreate) -> Shown:
    """Put a letter that was sent on the contact's timeline, with its words.

    Raises:
        AskBelongsToTalk, InTheFuture
        Invalid: there is no such contact or template.
    """
    kind = rules.kind_of(new.purpose, new.channel)
    contact = _addressee(store, new.contact_id)
    require_template(store, new.template_id)
    at = new.at or store.now
    refuse_future(at, store.now)
    text = "\n\n".join(part for part in (new.subject, new.text) if part)
    channel = rules.SENT_BY[new.channel].value
    id_ = timeline.record(store, contact.id, kind.value, at=at, channel=channel, text=text)
    said = {"contact_id": contact.id, "purpose": new.purpose.value, "channel": new.channel.value}
    store.emit("letter.sent", id_, **said, template_id=new.template_id)
    return timeline.show(store, contact.id, id_)


def draft(store: Store, asked: EmailDraft) -> Shown:
    """A message that a mail program opens to be looked at and sent (RFC 5322, `X-Unsent`).

    Raises:
        NoAddress
        Invalid: there is no such contact, or its address is none that mail can go to.
    """
    contact = _addressee(store, asked.contact_id)
    address = _address(contact, LetterChannel.EMAIL)
    if address is None:
        raise rules.NoAddress("Write down their e-mail address first.")
    try:
        return {"content": eml(contact.full_name, address, asked.subject, asked.text)}
    except ValueError as fault:  # what is kept need not be what mail takes: an import brings anything
        raise Invalid.field(
            "/contact_id", f"the address {address} can't be written to", "Mend their e-mail address."
        ) from fault


def eml(name: str, address: str, subject: str, text: str) -> str:
    """The message as a file, ASCII throughout. No value can start a header of its own.

    Raises:
        ValueError: mail can't go to the address.
    """
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    try:
        message["To"] = Address(_one_line(name), addr_spec=address.encode("ascii").decode())
    except (MessageError, IndexError) as fault:  # the reader of addresses stumbles over some in its own ways
        raise ValueError(address) from fault
    message["Subject"] = _one_line(subject)
    message["X-Unsent"] = "1"
    message.set_content(text + "\n")
    return message.as_bytes().decode("ascii")


def require_template(store: Store, template_id: str | None) -> None:
    """Raises: Invalid: there is no such template."""
    if template_id is not None and store.first(Template, id=template_id) is None:
        raise Invalid.field(
            "/template_id", "there is no such template", "Send the id of one of yours, or leave it out."
        )


def _addressee(store: Store, contact_id: str) -> Contact:
    contact = store.first(Contact, id=contact_id)
    if contact is None:
        raise Invalid.field("/contact_id", "there is no such contact", "Send the id of one of yours.")
    return contact


def _address(contact: Contact, channel: LetterChannel) -> str | None:
    """Where a letter goes, if it is known."""
    if channel is LetterChannel.HANDWRITTEN_CARD:
        return contact.postal_address or None
    if channel in (LetterChannel.LINKEDIN_INVITATION, LetterChannel.LINKEDIN_MESSAGE):
        return next((each["value"] for each in contact.links if _on_linkedin(each["value"])), None)
    ways: list[dict[str, Any]] = contact.phones if channel is LetterChannel.PHONE_SCRIPT else contact.emails
    return str(ways[0]["value"]) if ways else None


def _on_linkedin(link: str) -> bool:
    try:
        return linkedin_key(link) is not None
    except ValueError:  # urlsplit refuses some brackets
        return False


def _one_line(text: str) -> str:
    """A header's value: whatever would end its line is a blank."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
