"""Optimistic locking and conditional reads (RFC 9110, section 13; RFC 6585, section 3).

A resource's ETag is its version and a digest of what is shown, `"3.9f86d081"`: the digest makes a 304 right when
something shown beside the row has changed; a change is checked against the version alone, so a client that knows an
item from a list may send `"3"`.
"""

import re
from hashlib import blake2b

from .errors import BadRequest, PreconditionRequired

_TAG = re.compile(r'"(\d{1,9})(?:\.[0-9a-f]+)?"\Z')


def etag(version: int, body: bytes) -> str:
    return f'"{version}.{blake2b(body, digest_size=6).hexdigest()}"'


def expected_version(if_match: str | None) -> int | None:
    """The version that an If-Match header names; None for `*`, which any version fits.

    Raises:
        PreconditionRequired: there is no such header.
        BadRequest: it is not one strong ETag of ours.
    """
    if if_match is None:
        raise PreconditionRequired
    if if_match.strip() == "*":
        return None
    found = _TAG.match(if_match.strip())
    if found is None:
        raise BadRequest('If-Match takes one ETag as it was sent, such as "3.9f86d0818842".')
    return int(found[1])


def unchanged(if_none_match: str | None, tag: str) -> bool:
    """Whether a client that holds these ETags holds the current one (weak comparison)."""
    if if_none_match is None:
        return False
    held = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return tag in held or "*" in held
