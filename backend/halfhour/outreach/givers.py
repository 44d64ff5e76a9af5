"""What letters say of the contact, the career and oneself."""

from sqlalchemy import bindparam, select

from ..accounts.models import Account
from ..careers.models import Career
from ..contacts import service as contacts
from ..contacts.models import Organization
from ..core.db import Query, table_of
from ..core.errors import Invalid
from ..core.store import Store
from ..profile import service as profile
from . import rules
from .compliments import compliment, congratulation
from .models import Milestone
from .placeholders import Letter, give
from .warmth import ABOUT_A_DAY

_ACCOUNT = table_of(Account)
_OWN = Query(select(_ACCOUNT.c.name, _ACCOUNT.c.email).where(_ACCOUNT.c.id == bindparam("owner_id")))


@give
def _contact(store: Store, letter: Letter) -> dict[str, str | None]:
    one = contacts.get(store, letter.contact_id)
    organization = store.first(Organization, id=one.organization_id) if one.organization_id else None
    names = [name for name in (one.full_name, one.given_name) if name]
    today = store.now.date() + ABOUT_A_DAY
    happened = [each for each in store.find(Milestone, contact_id=one.id) if each.happened_on <= today]
    newest = max(happened, key=lambda each: (each.happened_on, each.id), default=None)
    return {
        "contact.given_name": one.given_name,
        "contact.full_name": one.full_name,
        "contact.headline": one.headline,
        "contact.organization": organization.name if organization else None,
        "contact.why_them": one.why_them,
        "contact.compliment": compliment(one.why_them, names),
        "contact.milestone": congratulation(newest.what, names) if newest else None,
    }


@give
def _career(store: Store, letter: Letter) -> dict[str, str | None]:
    """The career that is named, or the one that the contact can speak about."""
    if letter.career_id is None:
        return {}
    career = store.first(Career, id=letter.career_id)
    if career is None:
        raise Invalid.field("/career_id", "there is no such career", "Send the id of a career of yours.")
    return {"career.title": rules.in_a_sentence(career.title)}


@give
def _self(store: Store, letter: Letter) -> dict[str, str | None]:  # noqa: ARG001  # the same in every letter
    """As the profile says it; the name and the address that one signs in with where it does not."""
    own = profile.get(store)
    [(name, address)] = store.rows(_OWN)
    email = own.email or address
    return {
        "profile.signature": own.signature or name,
        "profile.phone": own.phone,
        "profile.email": email,
        "profile.link": own.link,
        "profile.details": "\n".join(each for each in (own.phone, email, own.link) if each),
        "profile.current_work": rules.inline(own.current_work),
    }
