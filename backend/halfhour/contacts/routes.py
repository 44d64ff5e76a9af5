"""The addresses of people, organizations and timelines."""

from typing import Annotated, Any

from fastapi import Request
from starlette.responses import Response

from ..core.hop import unknown_parameters
from ..core.pictures import MEDIA_TYPES
from ..core.preconditions import unchanged
from ..core.routes import Doors, Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import merging, organizations, portraits, service, timeline
from .rules import InTheFuture, MergeUndone, SamePerson
from .schemas import (
    ActivityCreate,
    ActivityQuery,
    ActivityRead,
    ActivityUpdate,
    BulkResults,
    ContactBulk,
    ContactCounts,
    ContactCreate,
    ContactQuery,
    ContactRead,
    ContactUpdate,
    Duplicate,
    DuplicateQuery,
    MergeCreate,
    MergeRead,
    OrganizationCreate,
    OrganizationQuery,
    OrganizationRead,
    OrganizationUpdate,
)

contacts = Routes("contacts", about="People to talk to, and what has passed between you and them.")
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture.",
        "content": {
            each: {"schema": {"type": "string", "format": "binary"}, "example": "A small picture."}
            for each in MEDIA_TYPES
        },
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "SHA-256 of the picture."}},
    },
    304: {"description": "What the client holds is still true."},
}
organizations_ = Routes("organizations", about="Where people work.", scope="contacts")


@contacts.get("/contacts", Page[ContactRead])
def list_contacts(store: Reading, query: Annotated[ContactQuery, Filters()]) -> Shown:
    """List contacts."""
    return service.page(store, query)


@contacts.post("/contacts", ContactRead, status=201)
def add_contact(store: Writing, new: ContactCreate) -> Shown:
    """Add a contact."""
    return service.add(store, new)


@contacts.get("/contacts/counts", ContactCounts)
def count_contacts(store: Reading) -> Shown:
    """Count contacts by stage, level, source and tag."""
    return service.count(store)


@contacts.get("/contacts/duplicates", Page[Duplicate])
def list_duplicates(store: Reading, query: Annotated[DuplicateQuery, Filters()]) -> Shown:
    """List contacts that may be the same person."""
    return merging.duplicates(store, query)


@contacts.post("/contacts/bulk", BulkResults)
def change_contacts(store: Writing, asked: ContactBulk) -> Shown:
    """Do up to 500 operations on contacts: all or none."""
    return service.bulk(store, asked)


@contacts.get("/contacts/{contact_id}", ContactRead)
def get_contact(store: Reading, contact_id: str) -> Shown:
    """Get a contact."""
    return service.show(store, contact_id)


@contacts.patch("/contacts/{contact_id}", ContactRead)
def change_contact(store: Writing, contact_id: str, changed: ContactUpdate, match: IfMatch) -> Shown:
    """Change a contact."""
    return service.change(store, contact_id, changed, match)


@contacts.delete("/contacts/{contact_id}")
def delete_contact(store: Writing, contact_id: str, match: IfMatch) -> None:
    """Put a contact into the bin, where it can be restored for 30 days."""
    return service.remove(store, contact_id, match)


@contacts.post("/contacts/{contact_id}/restore", ContactRead)
def restore_contact(store: Writing, contact_id: str) -> Shown:
    """Take a contact out of the bin."""
    return service.restore(store, contact_id)


@contacts.get("/contacts/{contact_id}/portrait", status=200, response_class=Response, responses=_PICTURE)
async def get_portrait(door: Doors, request: Request, contact_id: str) -> Response:
    """Get the picture of a contact, as it came with their vCard."""
    if request.scope["query_string"]:
        raise unknown_parameters(request.scope["query_string"])
    found = await door.read(lambda store: portraits.get(store, contact_id))
    headers = {"etag": f'"{found.sha256}"'}
    if unchanged(door.call.if_none_match, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(found.picture, headers=headers, media_type=found.media_type)


@contacts.delete("/contacts/{contact_id}/portrait")
def delete_portrait(store: Writing, contact_id: str, match: IfMatch) -> None:
    """Take the picture of a contact away, for good."""
    return portraits.remove(store, contact_id, match)


@contacts.post("/contacts/{contact_id}/merge", MergeRead, refuses=[SamePerson])
def merge_contact(store: Writing, contact_id: str, asked: MergeCreate, match: IfMatch) -> Shown:
    """Merge another entry of the same person into this one."""
    return merging.merge(store, contact_id, asked, match)


@contacts.post("/contacts/{contact_id}/merges/{merge_id}/undo", MergeRead, refuses=[MergeUndone])
def undo_merge(store: Writing, contact_id: str, merge_id: str) -> Shown:
    """Take a merge apart again."""
    return merging.undo(store, contact_id, merge_id)


@contacts.get("/contacts/{contact_id}/activities", Page[ActivityRead])
def list_activities(store: Reading, contact_id: str, query: Annotated[ActivityQuery, Filters()]) -> Shown:
    """List a contact's timeline, newest first."""
    return timeline.page(store, contact_id, query)


@contacts.post("/contacts/{contact_id}/activities", ActivityRead, status=201, refuses=[InTheFuture])
def add_activity(store: Writing, contact_id: str, new: ActivityCreate) -> Shown:
    """Record what has happened between you and a contact."""
    return timeline.add(store, contact_id, new)


@contacts.get("/contacts/{contact_id}/activities/{activity_id}", ActivityRead)
def get_activity(store: Reading, contact_id: str, activity_id: str) -> Shown:
    """Get an entry of a contact's timeline."""
    return timeline.show(store, contact_id, activity_id)


@contacts.patch("/contacts/{contact_id}/activities/{activity_id}", ActivityRead, refuses=[InTheFuture])
def change_activity(
    store: Writing, contact_id: str, activity_id: str, changed: ActivityUpdate, match: IfMatch
) -> Shown:
    """Change an entry of a contact's timeline."""
    return timeline.change(store, contact_id, activity_id, changed, match)


@contacts.delete("/contacts/{contact_id}/activities/{activity_id}")
def delete_activity(store: Writing, contact_id: str, activity_id: str, match: IfMatch) -> None:
    """Put an entry of a contact's timeline into the bin."""
    return timeline.remove(store, contact_id, activity_id, match)


@contacts.post("/contacts/{contact_id}/activities/{activity_id}/restore", ActivityRead)
def restore_activity(store: Writing, contact_id: str, activity_id: str) -> Shown:
    """Take an entry of a contact's timeline out of the bin."""
    return timeline.restore(store, contact_id, activity_id)


@organizations_.get("/organizations", Page[OrganizationRead])
def list_organizations(store: Reading, query: Annotated[OrganizationQuery, Filters()]) -> Shown:
    """List organizations."""
    return organizations.page(store, query)


@organizations_.post("/organizations", OrganizationRead, status=201)
def add_organization(store: Writing, new: OrganizationCreate) -> Shown:
    """Add an organization."""
    return organizations.add(store, new)


@organizations_.get("/organizations/{organization_id}", OrganizationRead)
def get_organization(store: Reading, organization_id: str) -> Shown:
    """Get an organization."""
    return organizations.show(store, organization_id)


@organizations_.patch("/organizations/{organization_id}", OrganizationRead)
def change_organization(store: Writing, organization_id: str, changed: OrganizationUpdate, match: IfMatch) -> Shown:
    """Change an organization."""
    return organizations.change(store, organization_id, changed, match)


@organizations_.delete("/organizations/{organization_id}")
def delete_organization(store: Writing, organization_id: str, match: IfMatch) -> None:
    """Put an organization into the bin, where it can be restored for 30 days."""
    return organizations.remove(store, organization_id, match)


@organizations_.post("/organizations/{organization_id}/restore", OrganizationRead)
def restore_organization(store: Writing, organization_id: str) -> Shown:
    """Take an organization out of the bin."""
    return organizations.restore(store, organization_id)


ROUTES = [contacts, organizations_]
