"""A small client for CalDAV and CardDAV (RFC 4791, 6352, 6578), on the only way out.

Written for servers that differ: an expired token is told by 403, 409 or 412, or not at all; tokens may be made up or
unknown; an ETag may be missing after a write.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from . import answers, faults
from .answers import NAMES, A, C, D, MultiStatus, Response
from .models import ConnectionKind as Kind
from .wire import Wire, date_of

ENTRY_MOST = 1_000_000
"""Bytes of one event or card: with a photograph in it."""
AT_ONCE = 50
"""Entries asked for in one multiget."""
PAGES = 400
XML = "application/xml; charset=utf-8"
TYPES = {Kind.CALENDAR: "text/calendar; charset=utf-8", Kind.ADDRESS_BOOK: "text/vcard; charset=utf-8"}


class Entry(NamedTuple):
    """An event or card as the server has it."""

    href: str
    etag: str
    data: bytes
    modified: datetime | None = None


class Changes(NamedTuple):
    """What changed in a collection: addresses with their ETags, and those that are gone. `token`: where to go on."""

    changed: dict[str, str]
    gone: set[str]
    token: str | None


class Dav(Wire):
    """One account on one server."""

    # Asking

    def propfind(self, url: str, properties: str, *, depth: int = 0) -> tuple[str, MultiStatus]:
        """Properties of an address, or also of what is in it; with the address that answered.

        Raises:
            Fault, Gone
        """
        body = f'<?xml version="1.0" encoding="utf-8"?><d:propfind {NAMES}><d:prop>{properties}</d:prop></d:propfind>'
        return self._asked("PROPFIND", url, body, depth)

    def report(self, url: str, body: str, *, depth: int = 1) -> MultiStatus:
        """An answer to a report.

        Raises:
            Fault, Gone
            NotOffered: the server does not know it.
            TokenExpired
        """
        return self._asked("REPORT", url, f'<?xml version="1.0" encoding="utf-8"?>{body}', depth)[1]

    def _asked(self, method: str, url: str, body: str, depth: int) -> tuple[str, MultiStatus]:
        headers = {"Depth": str(depth), "Content-Type": XML}
        url, answer = self.send(method, url, body.encode(), headers)
        if answer.status_code != 207:
            raise faults.Nonsense(f"The server answers {answer.status_code} where a list is expected.")
        return url, answers.multistatus(answer.content)

    def changes(self, collection: str, token: str | None) -> Changes:
        """What changed since the token was given; without one, everything.

        Raises:
            Fault, Gone, TokenExpired, NotOffered
        """
        changed: dict[str, str] = {}
        gone: set[str] = set()
        for _ in range(PAGES):
            body = (
                f"<d:sync-collection {NAMES}><d:sync-token>{escape(token or '')}</d:sync-token>"
                "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
            )
            page = self.report(collection, body, depth=0)  # RFC 6578, section 3.2
            more = False
            for each in page.responses:
                href = self.absolute(collection, each.href)
                if each.status == 507:
                    more = True
                elif href is None or href.endswith("/"):
                    continue  # iCloud lists the collection itself
                elif each.status in (404, 410):
                    gone.add(href)
                    changed.pop(href, None)
                elif etag := each.text(f"{D}getetag"):
                    changed[href] = etag
                    gone.discard(href)
            if not more or page.sync_token in (None, token):
                return Changes(changed, gone, _honest(page.sync_token))
            token = page.sync_token
        raise faults.Nonsense("The server's list of changes has no end.")

    def listing(self, collection: str) -> dict[str, str]:
        """Every entry with its ETag, for servers without tokens and for now and then.

        Raises:
            Fault, Gone
        """
        _, found = self.propfind(collection, "<d:getetag/><d:resourcetype/>", depth=1)
        own = self.absolute(collection, collection)
        etags: dict[str, str] = {}
        for each in found.responses:
            href = self.absolute(collection, each.href)
            if href is None or href.endswith("/") or href == own:
                continue
            if etag := each.text(f"{D}getetag"):
                etags[href] = etag
        return etags

    def fetch(self, kind: Kind, collection: str, hrefs: Sequence[str]) -> Iterator[Entry]:
        """Entries by their addresses; those that are gone meanwhile, or too large, are left out.

        Raises:
            Fault
        """
        left = iter(hrefs)
        while batch := list(islice(left, AT_ONCE)):
            try:
                got = {each.href: each for each in self._multiget(kind, collection, batch)}
            except (faults.NotOffered, faults.Gone, faults.TooLong):  # too long: fifty cards with large pictures
                got = {}
            for href in batch:
                entry = got.get(href) or self._got(href)
                if entry is not None and len(entry.data) <= ENTRY_MOST:
                    yield entry

    def _multiget(self, kind: Kind, collection: str, hrefs: Sequence[str]) -> Iterator[Entry]:
        name, data = (
            ("c:calendar-multiget", "c:calendar-data")
            if kind is Kind.CALENDAR
            else ("a:addressbook-multiget", "a:address-data")
        )
        paths = "".join(f"<d:href>{escape(urlsplit(each).path)}</d:href>" for each in hrefs)
        body = f"<{name} {NAMES}><d:prop><d:getetag/><d:getlastmodified/><{data}/></d:prop>{paths}</{name}>"
        yield from self._entries(kind, collection, self.report(collection, body).responses)

    def _entries(self, kind: Kind, collection: str, responses: Sequence[Response]) -> Iterator[Entry]:
        tag = f"{C}calendar-data" if kind is Kind.CALENDAR else f"{A}address-data"
        for each in responses:
            href, etag = self.absolute(collection, each.href), each.text(f"{D}getetag")
            found = each.properties.get(tag)
            if href and etag and found is not None and found.text:
                yield Entry(href, etag, found.text.encode(), date_of(each.text(f"{D}getlastmodified")))

    def _got(self, href: str) -> Entry | None:
        try:
            return self.get(href)
        except (faults.Gone, faults.TooLong):
            return None

    def find(self, collection: str, uid: str) -> list[Entry]:
        """The events with a UID: more than one where a client made a double.

        Raises:
            Fault
        """
        body = (
            f"<c:calendar-query {NAMES}><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter>"
            '<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:prop-filter name="UID">'
            f'<c:text-match collation="i;octet">{escape(uid)}</c:text-match>'
            "</c:prop-filter></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
        )
        try:
            found = self.report(collection, body).responses
        except (faults.NotOffered, faults.Gone):
            return []
        entries = self._entries(Kind.CALENDAR, collection, found)
        return [each for each in entries if uid.encode() in each.data]

    def between(self, collection: str, begin: datetime, end: datetime) -> list[Entry]:
        """Events that touch a span of time. The span asked for is a day wider at both ends: servers put times in zones
        that they don't know where they don't belong (Radicale).

        Raises:
            Fault, Gone, NotOffered
        """
        day = timedelta(days=1)
        span = f'start="{_stamp(begin - day)}" end="{_stamp(end + day)}"'
        body = (
            f"<c:calendar-query {NAMES}><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter>"
            f'<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range {span}/></c:comp-filter>'
            "</c:comp-filter></c:filter></c:calendar-query>"
        )
        entries = self._entries(Kind.CALENDAR, collection, self.report(collection, body).responses)
        return [each for each in entries if len(each.data) <= ENTRY_MOST]

    # One entry

    def get(self, href: str) -> Entry:
        """An entry as it is now.

        Raises:
            Fault, Gone
        """
        _, answer = self.send("GET", href)
        return Entry(href, answer.headers.get("etag", ""), answer.content, date_of(answer.headers.get("last-modified")))

    def put(self, kind: Kind, href: str, data: bytes, etag: str | None) -> tuple[str, str]:
        """Write an entry, new or in the place of the one with this ETag; gives its address and ETag then.

        Raises:
            Fault
            Changed: it has another ETag, or there is one already.
            Taken: there is one with this UID elsewhere.
            Gone: it was to be replaced, and is not there.
        """
        headers = {"Content-Type": TYPES[kind], **({"If-Match": _strong(etag)} if etag else {"If-None-Match": "*"})}
        url, answer = self.send("PUT", href, data, headers)
        place = self.absolute(url, answer.headers.get("location") or url) or href
        new = answer.headers.get("etag")
        return place, new or self.get(place).etag  # no ETag: the server wrote something else than we sent

    def delete(self, href: str, etag: str) -> None:
        """Delete an entry if it is still the one that we know; one that is gone already is fine.

        Raises:
            Fault, Changed
        """
        try:
            self.send("DELETE", href, None, {"If-Match": _strong(etag)})
        except faults.Gone:
            return


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _strong(etag: str) -> str:
    """A concrete ETag as If-Match takes it: never `*`, which many servers don't heed, and never a weak one."""
    plain = etag.removeprefix("W/")
    return plain if plain.startswith('"') else f'"{plain}"'


def _honest(token: str | None) -> str | None:
    """A token to come back with; made-up ones of broken servers and proxies begin with `fake-`."""
    return None if token is None or token.startswith("fake-") else token


def same_place(one: str, other: str) -> bool:
    """Whether two addresses name one entry, however they are percent-encoded."""
    return unquote(urlsplit(one).path) == unquote(urlsplit(other).path)
