"""Routes that forget whose data it is, one for each way to forget: what the matrix must find."""

from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import bindparam, select, update

from halfhour.contacts.models import Contact
from halfhour.core.db import Query, table_of
from halfhour.core.errors import Forbidden, NotFound
from halfhour.core.routes import Filters, Reading, Routes, Writing
from halfhour.core.schemas import Body, Id, Line, Read

_CONTACT = table_of(Contact)
_ANYBODYS = Query(
    select(_CONTACT.c.id, _CONTACT.c.owner_id, _CONTACT.c.full_name).where(_CONTACT.c.id == bindparam("id"))
)
_OF_ANYBODY = Query(
    select(_CONTACT.c.id, _CONTACT.c.full_name).where(_CONTACT.c.organization_id == bindparam("organization_id"))
)
_CHANGE = Query(update(_CONTACT).where(_CONTACT.c.id == bindparam("which")).values(headline=bindparam("headline")))


class Planted(Read):
    """What is shown."""

    name: str


class Change(Body):
    """What is changed."""

    headline: Line


class Named(Body):
    """Which contact is meant."""

    contact_id: Id


class Of(Body):
    """Whose contacts are meant."""

    organization_id: Id | None = None


def _anybodys(store: Any, id_: str) -> tuple[Any, ...]:
    row = store.connection.row(_ANYBODYS, {"id": id_})
    if row is None:
        raise NotFound
    found: tuple[Any, ...] = row
    return found


def plant(way: str) -> Routes:
    """The router with one leak."""
    routes = Routes("planted", about="Leaks.", scope="contacts")
    {"read": _read, "change": _change, "oracle": _oracle, "filter": _filter, "body": _body}[way](routes)
    return routes


def _read(routes: Routes) -> None:
    @routes.get("/planted/{contact_id}", Planted)
    def get_planted(store: Reading, contact_id: str) -> dict[str, Any]:
        """Show anybody's contact."""
        return {"name": _anybodys(store, contact_id)[2]}


def _change(routes: Routes) -> None:
    @routes.patch("/planted/{contact_id}")
    def change_planted(store: Writing, contact_id: str, changed: Change) -> None:
        """Change anybody's contact."""
        if store.connection.run(_CHANGE, {"which": contact_id, "headline": changed.headline}).rowcount == 0:
            raise NotFound


def _oracle(routes: Routes) -> None:
    @routes.get("/planted/{contact_id}", Planted)
    def get_planted(store: Reading, contact_id: str) -> dict[str, Any]:
        """Tell that a contact is somebody else's."""
        _, owner, name = _anybodys(store, contact_id)
        if owner != store.owner:
            raise Forbidden
        return {"name": name}


def _filter(routes: Routes) -> None:
    @routes.get("/planted", Planted)
    def list_planted(store: Reading, query: Annotated[Of, Filters()]) -> dict[str, Any]:
        """List anybody's contacts."""
        return {"name": str(store.connection.rows(_OF_ANYBODY, {"organization_id": query.organization_id}))}


def _body(routes: Routes) -> None:
    @routes.post("/planted", Planted)
    def name_planted(store: Reading, named: Named) -> dict[str, Any]:
        """Name anybody's contact."""
        return {"name": _anybodys(store, named.contact_id)[2]}
