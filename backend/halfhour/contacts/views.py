"""What answers show of people and organizations, and how they are listed."""

from datetime import UTC, datetime

from sqlalchemy import and_, bindparam, exists, func, literal, select

from ..core.db import Instant, table_of
from ..core.views import Listing, View, json_list
from .models import Activity, Contact, ContactCareer, ContactTag, Organization
from .schemas import ActivityRead, ContactRead, OrganizationRead

CONTACT = table_of(Contact)
ORGANIZATION = table_of(Organization)
TAG = table_of(ContactTag)
CAREER = table_of(ContactCareer)
ACTIVITY = table_of(Activity)

LONG_AGO = literal(datetime(1900, 1, 1, tzinfo=UTC), Instant)

_tags = (
    select(json_list(TAG.c.tag))
    .where(TAG.c.owner_id == CONTACT.c.owner_id, TAG.c.contact_id == CONTACT.c.id)
    .correlate(CONTACT)
    .scalar_subquery()
)
_careers = (
    select(json_list(CAREER.c.career_id))
    .where(CAREER.c.owner_id == CONTACT.c.owner_id, CAREER.c.contact_id == CONTACT.c.id)
    .correlate(CONTACT)
    .scalar_subquery()
)
_organization_name = (
    select(ORGANIZATION.c.name)
    .where(ORGANIZATION.c.owner_id == CONTACT.c.owner_id, ORGANIZATION.c.id == CONTACT.c.organization_id)
    .correlate(CONTACT)
    .scalar_subquery()
)
_contact_count = (
    select(func.count())
    .where(
        CONTACT.c.owner_id == ORGANIZATION.c.owner_id,
        CONTACT.c.organization_id == ORGANIZATION.c.id,
        CONTACT.c.deleted_at.is_(None),
    )
    .correlate(ORGANIZATION)
    .scalar_subquery()
)

CONTACTS = View(
    Contact, ContactRead, extra={"tags": _tags, "career_ids": _careers, "organization_name": _organization_name}
)
ORGANIZATIONS = View(Organization, OrganizationRead, extra={"contact_count": _contact_count})
ACTIVITIES = View(Activity, ActivityRead)

CONTACT_LIST = Listing(
    CONTACTS,
    sorts={
        "updated_at": CONTACT.c.updated_at,
        "created_at": CONTACT.c.created_at,
        "name": CONTACT.c.sort_name,
        "last_touch_at": func.coalesce(CONTACT.c.last_touch_at, LONG_AGO, type_=Instant()),
        "difficulty": func.coalesce(CONTACT.c.difficulty, 6),
    },
    default="-updated_at",
    filters={
        **{
            name: CONTACT.c[name] == bindparam(name, type_=CONTACT.c[name].type)
            for name in ("stage", "level", "source", "organization_id", "do_not_contact")
        },
        "tag": exists().where(
            and_(TAG.c.owner_id == CONTACT.c.owner_id, TAG.c.contact_id == CONTACT.c.id, TAG.c.tag == bindparam("tag"))
        ),
        "career_id": exists().where(
            and_(
                CAREER.c.owner_id == CONTACT.c.owner_id,
                CAREER.c.contact_id == CONTACT.c.id,
                CAREER.c.career_id == bindparam("career_id"),
            )
        ),
    },
    searched=True,
)
ORGANIZATION_LIST = Listing(
    ORGANIZATIONS,
    sorts={"updated_at": ORGANIZATION.c.updated_at, "name": ORGANIZATION.c.name_key},
    default="-updated_at",
    searched=True,
)
TIMELINE = Listing(
    ACTIVITIES,
    sorts={"at": ACTIVITY.c.at},
    default="-at",
    filters={"contact_id": ACTIVITY.c.contact_id == bindparam("contact_id")},
)
