"""Connections to CRMs."""

from typing import Annotated

from ...core.routes import Filters, IfMatch, Reading, Routes, Writing
from ...core.schemas import Page
from ...core.views import Shown
from . import choosing, service
from .rules import EnoughChosen, EnoughCrms, NobodyChosen, NothingCompared
from .schemas import (
    CrmChoiceCreate,
    CrmChoices,
    CrmConnectionCreate,
    CrmConnectionQuery,
    CrmConnectionRead,
    CrmConnectionUpdate,
    CrmContactBrief,
    CrmContactQuery,
    CrmContactRead,
    CrmPreviewRead,
)

crm = Routes(
    "crm", about="CRMs that the people you choose are shown to, one way: HubSpot, Twenty, Monica. Off until you push."
)


@crm.get("/crm/connections", Page[CrmConnectionRead])
def list_crm_connections(store: Reading, query: Annotated[CrmConnectionQuery, Filters()]) -> Shown:
    """List connections to CRMs, with how each stands."""
    return service.page(store, query)


@crm.post("/crm/connections", CrmConnectionRead, status=201, refuses=[EnoughCrms])
def add_crm_connection(store: Writing, new: CrmConnectionCreate) -> Shown:
    """Add a connection to a CRM. Its key is checked in the background; nobody is sent."""
    return service.add(store, new)


@crm.get("/crm/connections/{crm_connection_id}", CrmConnectionRead)
def get_crm_connection(store: Reading, crm_connection_id: str) -> Shown:
    """Get a connection to a CRM: how it stands, and where each field goes."""
    return service.show(store, crm_connection_id)


@crm.patch("/crm/connections/{crm_connection_id}", CrmConnectionRead)
def change_crm_connection(
    store: Writing, crm_connection_id: str, changed: CrmConnectionUpdate, match: IfMatch
) -> Shown:
    """Change a connection to a CRM: its key, what is sent, and where each field goes.

    Unless only its label changes, nothing more is sent until you press push again.
    """
    return service.change(store, crm_connection_id, changed, match)


@crm.delete("/crm/connections/{crm_connection_id}")
def delete_crm_connection(store: Writing, crm_connection_id: str, match: IfMatch) -> None:
    """Delete a connection to a CRM for good, with its key. What was sent stays there."""
    return service.remove(store, crm_connection_id, match)


@crm.post("/crm/connections/{crm_connection_id}/check", CrmConnectionRead, status=202)
def check_crm_connection(store: Writing, crm_connection_id: str) -> Shown:
    """Check the key and the address in the background; read the connection to see what came of it."""
    return service.check(store, crm_connection_id)


@crm.post("/crm/connections/{crm_connection_id}/preview", CrmPreviewRead, status=202, refuses=[NobodyChosen])
def preview_crm_push(store: Writing, crm_connection_id: str) -> Shown:
    """Compare, in the background, what you have of the chosen people with what is there. Nothing is changed there."""
    return service.preview(store, crm_connection_id)


@crm.get("/crm/connections/{crm_connection_id}/preview", CrmPreviewRead, refuses=[NothingCompared])
def get_crm_preview(store: Reading, crm_connection_id: str) -> Shown:
    """Get the last comparison: what pushing would add and change there, field by field."""
    return service.show_preview(store, crm_connection_id)


@crm.post("/crm/connections/{crm_connection_id}/push", CrmConnectionRead, status=202, refuses=[NobodyChosen])
def push_to_crm(store: Writing, crm_connection_id: str) -> Shown:
    """Send the chosen people now, in the background; from then on their changes follow by themselves."""
    return service.push(store, crm_connection_id)


@crm.get("/crm/connections/{crm_connection_id}/contacts", Page[CrmContactBrief])
def list_crm_contacts(store: Reading, crm_connection_id: str, query: Annotated[CrmContactQuery, Filters()]) -> Shown:
    """List the chosen contacts, with how each stands."""
    return choosing.page(store, crm_connection_id, query)


@crm.post("/crm/connections/{crm_connection_id}/contacts/bulk", CrmChoices, refuses=[EnoughChosen])
def choose_crm_contacts(store: Writing, crm_connection_id: str, asked: CrmChoiceCreate) -> Shown:
    """Choose many contacts, or unchoose them: all, or none. Nothing is sent by it."""
    return choosing.choose_many(store, crm_connection_id, asked)


@crm.get("/crm/connections/{crm_connection_id}/contacts/{contact_id}", CrmContactRead)
def get_crm_contact(store: Reading, crm_connection_id: str, contact_id: str) -> Shown:
    """Get how a chosen contact stands, and what was sent of them."""
    return choosing.show(store, crm_connection_id, contact_id)


@crm.put("/crm/connections/{crm_connection_id}/contacts/{contact_id}", CrmContactRead, refuses=[EnoughChosen])
def choose_crm_contact(store: Writing, crm_connection_id: str, contact_id: str) -> Shown:
    """Choose a contact. Nothing is sent by it: look at the difference, then push."""
    return choosing.choose(store, crm_connection_id, contact_id)


@crm.delete("/crm/connections/{crm_connection_id}/contacts/{contact_id}")
def unchoose_crm_contact(store: Writing, crm_connection_id: str, contact_id: str) -> None:
    """Send nothing more of a contact. What was sent stays there."""
    return choosing.unchoose(store, crm_connection_id, contact_id)


ROUTES = [crm]
