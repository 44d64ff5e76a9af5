"""Calendar files as other programs write them, and a second library that reads ours."""

from typing import Any

import vobject  # type: ignore[import-untyped]  # it has no types


def file(*lines: str, method: str = "", before: str = "") -> bytes:
    """A calendar with these lines, each ended as the standard says."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//Else//EN", *([f"METHOD:{method}"] if method else [])]
    return "\r\n".join([*head, *([before] if before else []), *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "1@example.org", start: str | None = "DTSTART:20311201T080000Z") -> str:
    body = [f"UID:{uid}", "DTSTAMP:20311101T080000Z", *([start] if start else []), *lines]
    return "\r\n".join(["BEGIN:VEVENT", *body, "END:VEVENT"])


def zone(tzid: str, offset: str, *lines: str) -> str:
    standard = ["DTSTART:16010101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", *lines]
    return "\r\n".join(
        ["BEGIN:VTIMEZONE", f"TZID:{tzid}", "BEGIN:STANDARD", *standard, "END:STANDARD", "END:VTIMEZONE"]
    )


def second_opinion(content: bytes) -> list[Any]:
    """The events, read by vobject, which also checks that each has what it must have."""
    calendar = vobject.readOne(content.decode())
    calendar.validate(raiseException=True)
    return list(calendar.contents.get("vevent", []))
