"""The close of a talk: thanks, promises, and the people named made contacts."""

from typing import Any

from sqlalchemy import bindparam, or_, select

from ..contacts import organizations
from ..contacts import service as contacts
from ..contacts.models import Contact, ContactKey, Organization, Source
from ..contacts.rules import email_key, refuse_future
from ..core.db import Query, table_of
from ..core.errors import FieldError, Stale
from ..core.schemas import MAX_LIMIT, ListQuery
from ..core.search import fold
from ..core.store import Store
from ..core.views import Shown
from ..interviews import rules as talks
from ..interviews import service as interviews
from ..interviews.models import Interview, InterviewCareer
from ..outreach import introductions
from . import rules
from .schemas import CloseCreate, PersonNamed
from .views import CLOSING, SUGGESTED

_KEY, _TIE = table_of(ContactKey), table_of(InterviewCareer)
_NAMESAKES = Query(
    select(_KEY.c.contact_id).where(
        _KEY.c.owner_id == bindparam("owner_id"),
        or_(_KEY.c.key == bindparam("email"), _KEY.c.key.like(bindparam("name"))),
    )
)
_COLUMNS = {"thanked": "said_thanks", "left_details": "left_details"}
_WHOLE = ListQuery(limit=MAX_LIMIT)
_CAREERS = Query(
    select(_TIE.c.career_id).where(
        _TIE.c.owner_id == bindparam("owner_id"), _TIE.c.interview_id == bindparam("interview_id")
    )
)


def show(store: Store, interview_id: str) -> Shown:
    """How a talk was closed, and whom they suggested in it."""
    people = store.page(SUGGESTED, _WHOLE, said_in_id=interview_id)["items"]
    return {**store.show(CLOSING, interview_id), "people": people}


def close(store: Store, interview_id: str, said: CloseCreate, match: int | None) -> Shown:
    """Close a talk that was held: keep what was promised, and make contacts of the people named.

    Raises:
        NotHeld, NamedThemselves, InTheFuture, Stale
    """
    talk = interviews.get(store, interview_id)
    if match is not None and match != talk.version:
        raise Stale(talk.version)
    rules.refuse_unheld(talk.state, talks.allowed(interviews.talk_of(store, interview_id), store.now))
    at = said.at or store.now
    refuse_future(at, store.now)
    told = said.changes()
    values = {column: told[name] for name, column in _COLUMNS.items() if name in told}
    store.change(Interview, interview_id, {**values, "wrapped_up_at": talk.wrapped_up_at or at})
    promised: dict[str, Any] = {name: told[name] for name in ("may_keep", "may_name") if name in told}
    if promised:
        contacts.change_values(store, talk.contact_id, promised)
    introducer = contacts.get(store, talk.contact_id)
    for place, named in enumerate(said.names):
        id_ = _take_in(store, talk, introducer, named, place)
        introductions.suggest(store, introducer.id, id_, said_in_id=talk.id, why=named.why, at=at)
    return show(store, interview_id)


def _take_in(store: Store, talk: Interview, introducer: Contact, named: PersonNamed, place: int) -> str:
    """The contact that a person named is, added if there is none; gives the id."""
    found = rules.same_person(named.model_dump(), _candidates(store, named))
    if found == introducer.id:
        raise rules.NamedThemselves(
            f"{introducer.full_name} is whom you talked with. Leave the name out, or say more of it.",
            errors=[FieldError(f"#/names/{place}/full_name", "is the person you talked with", "Leave it out.")],
        )
    more = _facts(store, named)
    if found is None:
        new = {"full_name": named.full_name, "source": Source.INTRODUCTION, "why_them": named.why, **more}
        careers = [career for (career,) in store.rows(_CAREERS, interview_id=talk.id)]
        told = f"{introducer.full_name} suggested them."
        return contacts.add_many(store, [{**new, "how_found": told, "career_ids": careers}])[0]
    had = contacts.get(store, found)
    news = rules.unknown_of(had.model_dump(), more)
    if news:
        contacts.change_values(store, found, news)
    return found


def _facts(store: Store, named: PersonNamed) -> dict[str, Any]:
    """What was said of a person beside the name, as columns of a contact."""
    facts: dict[str, Any] = {"headline": named.headline} if named.headline else {}
    if named.organization:
        facts["organization_id"] = organizations.named(store, named.organization)
    for column, value in (("emails", named.email), ("phones", named.phone)):
        if value:
            facts[column] = [{"label": None, "value": value}]
    return facts


def _candidates(store: Store, named: PersonNamed) -> list[rules.Known]:
    """The contacts who may be the person named, none of them in the bin."""
    name = " ".join(fold(named.full_name))[:300]
    asked = {"email": email_key(named.email) if named.email else "", "name": f"n:{name}|%"}
    found = []
    for (id_,) in dict.fromkeys(store.rows(_NAMESAKES, **asked)):
        contact = store.first(Contact, id=id_)
        if contact is not None:
            at = store.first(Organization, id=contact.organization_id) if contact.organization_id else None
            addresses = tuple(each["value"] for each in contact.emails)
            found.append(rules.Known(id_, contact.full_name, addresses, at.name_key if at else ""))
    return found
