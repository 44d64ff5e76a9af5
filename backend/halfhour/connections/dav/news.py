"""What is new in a collection since the last visit, on servers that tell it by tokens and on those that don't."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from . import faults, rules
from .client import Dav
from .models import Connection, ConnectionItem


class News(NamedTuple):
    """Addresses of entries that are new or changed, with their ETags; those that are gone; where to go on next time.
    `whole`: everything was compared."""

    changed: dict[str, str]
    gone: set[str]
    token: str | None
    whole: bool


def place(href: str) -> str:
    """What two addresses of one entry have in common, however they are percent-encoded."""
    return unquote(urlsplit(href).path)


def news(dav: Dav, connection: Connection, items: Iterable[ConnectionItem], now: datetime) -> News:
    """Ask what changed; where the server can't tell, or is not to be believed for ever, compare all ETags.

    Raises:
        Fault: the collection is gone, or what else may go wrong.
    """
    known = {place(each.href): each.etag for each in items if each.etag}
    collection = connection.collection or ""
    token = connection.sync_token
    due = connection.full_at is None or now - connection.full_at >= rules.FULL_EVERY
    try:
        if token is not None and not due:
            try:
                found = dav.changes(collection, token)
            except (faults.TokenExpired, faults.NotOffered):
                pass
            else:
                changed = {href: etag for href, etag in found.changed.items() if known.get(place(href)) != etag}
                return News(changed, {place(each) for each in found.gone} & set(known), found.token, whole=False)
        return _whole(dav, collection, known)
    except faults.Gone:
        raise faults.NotThere(f"The {rules.noun(connection.what)} is no longer on the server.") from None


def _whole(dav: Dav, collection: str, known: dict[str, str]) -> News:
    """Everything, with a token to go on by where there are any."""
    try:
        found = dav.changes(collection, None)
        etags, token = found.changed, found.token
    except (faults.TokenExpired, faults.NotOffered):
        etags, token = dav.listing(collection), None
    changed = {href: etag for href, etag in etags.items() if known.get(place(href)) != etag}
    return News(changed, set(known) - {place(each) for each in etags}, token, whole=True)
