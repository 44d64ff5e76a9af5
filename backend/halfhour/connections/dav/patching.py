"""Our words put into an event as others have it (RFC 5545), so that what they added stays: their own alarms, notes,
categories, guests, and whatever Halfhour has never heard of.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import takewhile

TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION")
"""What people edit by hand: kept as they wrote it where it is no longer what we had written."""
_TIMES = ("DTSTART", "DTEND", "DURATION")
_OURS = frozenset(
    {
        "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
        "CLASS", "URL", "CONFERENCE", *TEXTS, *_TIMES,
    }
)  # fmt: skip
_PASSING = ("DTSTAMP", "LAST-MODIFIED")
_MARK = "X-HALFHOUR-ALARM:1"
"""Stands in the alarm that is ours, and may be replaced."""
FOLD = 75


def marked(ours: bytes) -> bytes:
    """A calendar file with our alarm known as ours."""
    return ours.replace(b"BEGIN:VALARM\r\n", b"BEGIN:VALARM\r\n" + _MARK.encode() + b"\r\n")


def digest(ours: bytes) -> str:
    """What we would write, in short; the same as long as nothing that anybody sees has changed."""
    seen = [each for each in unfolded(ours) if name_of(each) not in _PASSING]
    return sha256("\n".join(seen).encode()).hexdigest()


def wrote(data: bytes) -> dict[str, str]:
    """The texts that we write, each in short."""
    _, event, _ = _parts(unfolded(data), "")
    return {name_of(each): _short(each) for each in event if name_of(each) in TEXTS}


def patched(theirs: bytes, ours: bytes, uid: str, before: Mapping[str, str], *, keep_times: bool) -> bytes:
    """Their calendar file, in which our event says what we say now. `before` is what we `wrote` last; with `keep_times`
    their way of writing its times stays, because they mean the same.

    Raises:
        ValueError: there is no such event in theirs.
    """
    head, event, tail = _parts(unfolded(theirs), uid)
    _, own, _ = _parts(unfolded(ours), uid)
    edited = {name_of(each) for each in event if name_of(each) in TEXTS and _short(each) != before.get(name_of(each))}
    kept_names = edited | (set(_TIMES) if keep_times else set())
    mine, my_alarms = _split([each for each in own if name_of(each) not in kept_names])
    kept, alarms = _split([each for each in event if name_of(each) not in _OURS or name_of(each) in kept_names])
    sequence = max(_sequence(event), _sequence(own))
    lines = [f"SEQUENCE:{sequence}" if name_of(each) == "SEQUENCE" else each for each in mine]
    others = [each for each in alarms if _MARK not in each]
    inside = [line for each in (*others, *my_alarms) for line in each]
    whole = [*head, "BEGIN:VEVENT", *lines, *kept, *inside, "END:VEVENT", *tail]
    return b"".join(map(folded, whole))


def unfolded(data: bytes) -> list[str]:
    """The lines of a file, each whole."""
    text = data.decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [each for each in text.replace("\n ", "").replace("\n\t", "").split("\n") if each.strip()]


def folded(line: str) -> bytes:
    """A line in pieces of 75 octets at the most, none of which cuts a character in two."""
    pieces, size = [""], 0
    for each in line:
        wide = len(each.encode(errors="replace"))
        if size + wide > FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += each
        size += wide
    return "\r\n".join(pieces).encode(errors="replace") + b"\r\n"


def name_of(line: str) -> str:
    """The property's name."""
    return "".join(takewhile(lambda each: each not in ":;", line)).rpartition(".")[2].strip().upper()


def _parts(lines: list[str], uid: str) -> tuple[list[str], list[str], list[str]]:
    """What stands before, in and after the event with this UID that is no occurrence of another.

    Raises:
        ValueError: there is none.
    """
    start: int | None = None
    for place, line in enumerate(lines):
        plain = line.strip().upper()
        if plain == "BEGIN:VEVENT":
            start = place
        elif plain == "END:VEVENT" and start is not None:
            inside = lines[start + 1 : place]
            own = [each for each in _plain(inside) if name_of(each) == "UID"]
            if not any(name_of(each) == "RECURRENCE-ID" for each in inside) and (
                not uid or any(each.partition(":")[2].strip() == uid for each in own)
            ):
                return lines[:start], inside, lines[place + 1 :]
    raise ValueError("there is no such event in it")


def _plain(event: list[str]) -> Iterator[str]:
    """An event's own lines, without those of what is in it."""
    depth = 0
    for each in event:
        name = name_of(each)
        depth += name == "BEGIN"
        if not depth:
            yield each
        depth -= name == "END"


def _split(event: list[str]) -> tuple[list[str], list[list[str]]]:
    """An event's own lines, and what is in it, such as alarms, each from its BEGIN to its END."""
    plain: list[str] = []
    inner: list[list[str]] = []
    depth = 0
    for each in event:
        name = name_of(each)
        if name == "BEGIN":
            if not depth:
                inner.append([])
            depth += 1
        if depth:
            inner[-1].append(each)
        else:
            plain.append(each)
        if name == "END":
            depth = max(0, depth - 1)
    return plain, inner


def _sequence(event: list[str]) -> int:
    told = [each.partition(":")[2].strip() for each in _plain(event) if name_of(each) == "SEQUENCE"]
    return int(told[0][:9]) if told and told[0].isdigit() else 0


def _short(line: str) -> str:
    """A text by what it says: its parameters may be rewritten on the way."""
    return sha256(line.partition(":")[2].encode()).hexdigest()[:16]
