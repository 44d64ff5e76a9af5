"""Finding the calendars or address books of an account from any of its addresses (RFC 6764, 4791, 6352)."""

from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from . import answers, faults, rules
from .answers import A, C, D, Response
from .client import Dav
from .models import ConnectionKind as Kind

MOST = 100
"""Collections that are offered to choose from."""

_ASKED = (
    "<d:resourcetype/><d:displayname/><d:current-user-principal/><d:principal-URL/>"
    "<c:calendar-home-set/><a:addressbook-home-set/>"
)
_OF_COLLECTIONS = (
    "<d:resourcetype/><d:displayname/><d:sync-token/><d:current-user-privilege-set/>"
    "<c:supported-calendar-component-set/>"
)


class _Way(NamedTuple):
    well_known: str
    home: str
    type_: str


_WAYS = {
    Kind.CALENDAR: _Way("/.well-known/caldav", f"{C}calendar-home-set", f"{C}calendar"),
    Kind.ADDRESS_BOOK: _Way("/.well-known/carddav", f"{A}addressbook-home-set", f"{A}addressbook"),
}


def discover(dav: Dav, kind: Kind) -> list[dict[str, Any]]:
    """The collections that hold events or people, each with an id, its address, name, and whether it can be written.

    Raises:
        Fault: the way there is barred, or leads to none.
    """
    trouble: faults.Fault | None = None
    for start in _starts(dav.address, kind):
        try:
            found = _from(dav, kind, start)
        except (faults.WrongPassword, faults.OtherSignIn, faults.Elsewhere, faults.Overloaded, faults.NoWay):
            raise
        except (faults.Gone, faults.Changed, faults.NotOffered, faults.Taken, faults.TokenExpired):
            continue
        except faults.Fault as fault:
            trouble = trouble or fault
            continue
        if found:
            return found
    nothing = faults.NothingToConnect(f"No {rules.plural(kind)} were found at this address.")
    raise trouble if trouble is not None and not isinstance(trouble, faults.Nonsense) else nothing


def _starts(address: str, kind: Kind) -> list[str]:
    """Where to begin, the likeliest first: an address that names a place means it."""
    well_known = urljoin(address, _WAYS[kind].well_known)
    nextcloud = urljoin(address.rstrip("/") + "/", "remote.php/dav/")
    root = urljoin(address, "/")
    named = urlsplit(address).path not in ("", "/")
    ways = [address, nextcloud, well_known, root] if named else [well_known, root, nextcloud]
    return list(dict.fromkeys(ways))


def _from(dav: Dav, kind: Kind, start: str) -> list[dict[str, Any]]:
    way = _WAYS[kind]
    url, here = _first(dav, start)
    if here is None:
        return []
    if way.type_ in answers.names_inside(here.properties.get(f"{D}resourcetype")):
        return _collections(dav, kind, [url], depth=0)
    homes = here.hrefs(way.home)
    principal = next(iter(here.hrefs(f"{D}current-user-principal") or here.hrefs(f"{D}principal-URL")), None)
    base = url
    if not homes and principal is not None:
        base, there = _first(dav, _whole(dav, url, principal))
        homes = there.hrefs(way.home) if there is not None else []
    found = _collections(dav, kind, [_whole(dav, base, each) for each in homes[:5]], depth=1)
    return found or _collections(dav, kind, [url], depth=1)  # some give a home-set only to those who know it


def _first(dav: Dav, url: str) -> tuple[str, Response | None]:
    answered, found = dav.propfind(url, _ASKED)
    return answered, next(iter(found.responses), None)


def _whole(dav: Dav, base: str, href: str) -> str:
    found = dav.absolute(base, href)
    if found is None:
        raise faults.Nonsense("The server gives addresses that can't be ones.")
    return found


def _collections(dav: Dav, kind: Kind, homes: list[str], *, depth: int) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for home in homes:
        url, listed = dav.propfind(home, _OF_COLLECTIONS, depth=depth)
        for each in listed.responses[: MOST * 10]:
            href = dav.absolute(url, each.href)
            if href is not None and _is_one(kind, each) and len(found) < MOST and len(href) <= 2000:
                found.setdefault(href, _told(href, each))
    return list(found.values())


def _is_one(kind: Kind, response: Response) -> bool:
    types = answers.names_inside(response.properties.get(f"{D}resourcetype"))
    if _WAYS[kind].type_ not in types:
        return False
    components = response.properties.get(f"{C}supported-calendar-component-set")
    names = {each.get("name") for each in components} if components is not None else set()
    return kind is not Kind.CALENDAR or not names or "VEVENT" in names  # lists of tasks are calendars, too


def _told(href: str, response: Response) -> dict[str, Any]:
    name = response.text(f"{D}displayname") or urlsplit(href).path.rstrip("/").rpartition("/")[2] or href
    token = response.text(f"{D}sync-token")
    return {
        "id": rules.collection_id(href),
        "href": href,
        "name": "".join(each for each in name if each.isprintable())[:300],
        "writable": _may_write(response),
        "tokens": token is not None and not token.startswith("fake-"),
    }


def _may_write(response: Response) -> bool:
    """A server that says nothing of privileges is tried."""
    privileges = response.properties.get(f"{D}current-user-privilege-set")
    if privileges is None:
        return True
    granted = {each.tag for each in privileges.iter()}
    return not granted.isdisjoint({f"{D}all", f"{D}write", f"{D}write-content", f"{D}bind"})
