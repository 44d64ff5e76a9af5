"""What DAV servers answer (RFC 4918, 6578): XML read without entities, and no larger than we want it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder  # what reads is defusedxml's parser

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Tree
from defusedxml.ElementTree import DefusedXMLParser

from . import faults

D, C, A, CS = (
    "{DAV:}",
    "{urn:ietf:params:xml:ns:caldav}",
    "{urn:ietf:params:xml:ns:carddav}",
    "{http://calendarserver.org/ns/}",
)
NAMES = (
    'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:a="urn:ietf:params:xml:ns:carddav"'
    ' xmlns:s="http://calendarserver.org/ns/"'
)
ENTRIES = 20_000
"""Responses in one answer that are looked at: more than any calendar of a person has."""
DEPTH = 40
_STATUS = re.compile(r"HTTP/[0-9.]+ (\d{3})")


class Response(NamedTuple):
    """What is said of one address. `status` is its own; properties are those that were found (200)."""

    href: str
    status: int | None
    properties: dict[str, Element]

    def text(self, name: str) -> str | None:
        found = self.properties.get(name)
        return (found.text or "").strip() or None if found is not None else None

    def hrefs(self, name: str) -> list[str]:
        found = self.properties.get(name)
        inside = found.findall(f"{D}href") if found is not None else []
        return [each.text.strip() for each in inside if each.text and each.text.strip()]


class MultiStatus(NamedTuple):
    """A whole answer."""

    responses: list[Response]
    sync_token: str | None


class _Shallow(TreeBuilder):
    """Builds a tree of few levels: one of a million is sent in no time, and takes Python's stack with it."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        if self._depth > DEPTH:
            raise ValueError("too deep")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def read(content: bytes) -> Element:
    """The root of an answer.

    Raises:
        Nonsense: it is no XML, declares entities, or is nested as nothing honest is.
    """
    parser = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise faults.Nonsense("The server's answer declares entities, which no honest one needs.") from error
    except (Tree.ParseError, ValueError, LookupError, AssertionError) as error:
        raise faults.Nonsense("The server's answer is not the XML of a calendar or address book server.") from error
    return root


def multistatus(content: bytes) -> MultiStatus:
    """What a 207 says of each address.

    Raises:
        Nonsense
    """
    root = read(content)
    if root.tag != f"{D}multistatus":
        raise faults.Nonsense("The server's answer is not one about calendars or address books.")
    responses = [each for found in root.findall(f"{D}response")[:ENTRIES] for each in _responses(found)]
    token = (root.findtext(f"{D}sync-token") or "").strip()
    return MultiStatus(responses, token or None)


def _responses(found: Element) -> Iterator[Response]:
    properties: dict[str, Element] = {}
    status = _status(found.findtext(f"{D}status"))
    for part in found.findall(f"{D}propstat"):
        if (_status(part.findtext(f"{D}status")) or 200) < 300:
            for prop in part.findall(f"{D}prop"):
                properties.update({each.tag: each for each in prop})
    for href in found.findall(f"{D}href"):  # a response with a status may name several
        if href.text and href.text.strip():
            yield Response(href.text.strip(), status, properties)


def _status(text: str | None) -> int | None:
    found = _STATUS.match((text or "").strip())
    return int(found[1]) if found else None


def precondition(content: bytes) -> set[str]:
    """The names within a `DAV:error` body (RFC 4918, section 16): what was not fulfilled."""
    if content.lstrip()[:1] != b"<":
        return set()
    try:
        root = read(content)
    except faults.Nonsense:
        return set()
    return {str(each.tag).rpartition("}")[2] for each in root.iter()} if root.tag == f"{D}error" else set()


def names_inside(found: Any) -> set[str]:
    """The tags of an element's children, such as those of a resourcetype."""
    return {each.tag for each in found} if found is not None else set()
