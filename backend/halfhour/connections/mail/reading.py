"""Find the reply in what was brought: a calendar file, or the whole mail that it came in. Runs by `core.apart`."""

from email import message_from_bytes, policy
from typing import Any

from ...interviews import reading_ics

_KINDS = ("text/calendar", "application/ics")
_MOST_PARTS = 100


def read(data: bytes) -> dict[str, Any]:
    """What `interviews.reading_ics.read` makes of it.

    Raises:
        ValueError: there is no calendar in it; the message says so.
    """
    if b"BEGIN:VCALENDAR" in data[:1000].upper().replace(b"\0", b""):
        return reading_ics.read(data)
    return reading_ics.read(_part_of_mail(data))


def _part_of_mail(data: bytes) -> bytes:
    try:
        for count, part in enumerate(message_from_bytes(data, policy=policy.compat32).walk()):
            if count >= _MOST_PARTS:
                break
            if part.get_content_type() in _KINDS:
                content = part.get_payload(decode=True)
                return content if isinstance(content, bytes) else b""
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        pass
    raise ValueError("There is no calendar in this file. Save the mail or the file that it brought, and choose that.")
