"""What answers show of how a talk was closed."""

from sqlalchemy import and_, bindparam

from ..contacts.models import Contact, Organization
from ..core.db import table_of
from ..core.views import Listing, View
from ..interviews.models import Interview
from ..outreach.models import Introduction
from .schemas import ClosingFacts, PersonSuggested

INTERVIEW = table_of(Interview)
CONTACT = table_of(Contact)
ORGANIZATION = table_of(Organization)
INTRODUCTION = table_of(Introduction)

CLOSING = View(
    Interview,
    ClosingFacts,
    source=INTERVIEW.join(
        CONTACT, and_(CONTACT.c.owner_id == INTERVIEW.c.owner_id, CONTACT.c.id == INTERVIEW.c.contact_id)
    ),
    extra={
        "contact_name": CONTACT.c.full_name,
        "thanked": INTERVIEW.c.said_thanks,
        "may_keep": CONTACT.c.may_keep,
        "may_name": CONTACT.c.may_name,
    },
)
SUGGESTED = Listing(
    View(
        Introduction,
        PersonSuggested,
        source=INTRODUCTION.join(
            CONTACT, and_(CONTACT.c.owner_id == INTRODUCTION.c.owner_id, CONTACT.c.id == INTRODUCTION.c.introduced_id)
        ).outerjoin(
            ORGANIZATION,
            and_(ORGANIZATION.c.owner_id == CONTACT.c.owner_id, ORGANIZATION.c.id == CONTACT.c.organization_id),
        ),
        extra={
            "contact_id": CONTACT.c.id,
            "full_name": CONTACT.c.full_name,
            "headline": CONTACT.c.headline,
            "organization_name": ORGANIZATION.c.name,
            "known_before": CONTACT.c.created_at < INTRODUCTION.c.created_at,
        },
    ),
    sorts={"created_at": INTRODUCTION.c.created_at},
    default="created_at",
    filters={
        "said_in_id": INTRODUCTION.c.said_in_id == bindparam("said_in_id"),
        "kept": CONTACT.c.deleted_at.is_(None),
    },
).of("said_in_id", "kept")
