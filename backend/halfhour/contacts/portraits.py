"""Small pictures of people, as they come with vCards."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select

from ..core.db import Query, table_of
from ..core.errors import NotFound
from ..core.pictures import kind_of
from ..core.store import Store
from .models import Contact, ContactPortrait

_TABLE = table_of(ContactPortrait)
_OF = Query(
    select(_TABLE.c.media_type, _TABLE.c.sha256, _TABLE.c.picture).where(
        _TABLE.c.owner_id == bindparam("owner_id"), _TABLE.c.contact_id == bindparam("contact_id")
    )
)


class Portrait(NamedTuple):
    """A picture, and the SHA-256 that it is known by."""

    media_type: str
    sha256: str
    picture: bytes


def framed(picture: bytes) -> Portrait | None:
    """A picture as it is hung; None for what is no picture that a browser shows."""
    kind = kind_of(picture)
    return Portrait(kind, hashlib.sha256(picture).hexdigest(), picture) if kind else None


def get(store: Store, contact_id: str) -> Portrait:
    """The picture of a contact.

    Raises:
        NotFound: there is none, or no such contact.
    """
    store.get(Contact, contact_id)
    row = store.row(_OF, contact_id=contact_id)
    if row is None:
        raise NotFound("There is no picture of them, or they aren't yours.")
    return Portrait(row[0], row[1], bytes(row[2]))


def hang(store: Store, portraits: Mapping[str, Portrait]) -> None:
    """Give contacts their pictures, by id; whoever has one already keeps it. The change of the contact is the caller's:
    `portrait` is set beside its other values."""
    store.put_rows(ContactPortrait, [{"contact_id": id_, **each._asdict()} for id_, each in portraits.items()])


def remove(store: Store, contact_id: str, match: int | None) -> None:
    """Take the picture away; nothing happens where there is none."""
    store.get(Contact, contact_id)
    store.drop(ContactPortrait, contact_id=contact_id)
    store.change(Contact, contact_id, {"portrait": None}, match=match)
