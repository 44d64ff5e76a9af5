"""Decisions about notes and files from plain values: titles, subjects, what a file is, which part of it to send."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ..core.errors import FieldError, Invalid, Refusal
from ..interviews.models import RecordingConsent
from .models import SUBJECT_IDS, NoteKind

MOST_ATTACHMENTS = 50
"""Each note of a list carries what is attached to it, so there is an end."""
TITLE_LENGTH = 120

_MARKS = re.compile(r"^(?:[#>\s]|[-*+]\s|\d+[.)]\s|\[[ xX]\]\s)+")
_EMPHASIS = re.compile(r"(?<!\w)[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}(?!\w)")


class EmptyFile(Refusal):
    """The file is empty."""

    status = 422


class NoteFull(Refusal):
    """No more files fit on this note."""


class MayNotRecord(Refusal):
    """They have not agreed to be recorded."""


class RangeNotSatisfiable(Refusal):
    """The file has no such part."""

    status = 416

    def __init__(self, size: int) -> None:
        super().__init__(f"The file has {size:,} bytes. Ask for a range within them, or for the whole.", size=size)
        self.headers = {"Content-Range": f"bytes */{size}"}


def title_of(body: str) -> str:
    """The first line that says something, without the marks of Markdown."""
    for line in body.splitlines():
        plain = " ".join(_EMPHASIS.sub("", _MARKS.sub("", line)).split())
        if plain:
            return plain if len(plain) <= TITLE_LENGTH else plain[: TITLE_LENGTH - 1].rstrip() + "…"
    return ""


def about_one(ids: Mapping[str, str | None]) -> tuple[str, str]:
    """The one column, and the id in it, that tells what a note is about.

    Raises:
        Invalid: there is none, or more than one.
    """
    named = [(name, id_) for name in SUBJECT_IDS if (id_ := ids.get(name)) is not None]
    if len(named) == 1:
        return named[0]
    message = "a note is about exactly one thing"
    mend = f"Send one of {', '.join(SUBJECT_IDS)}; to move a note, send the new one and null for the old."
    pointers = [f"#/{name}" for name, _ in named] or ["#"]
    raise Invalid(f"{message}. {mend}", errors=[FieldError(pointer, message, mend) for pointer in pointers])


def refuse_secret_recording(purpose: str, media_type: str, consent: str | None) -> None:
    """What was recorded in a talk is kept only where the other has agreed to it.

    Raises:
        MayNotRecord
    """
    recorded = purpose == NoteKind.LIVE and media_type.partition("/")[0] in ("audio", "video")
    if recorded and consent != RecordingConsent.GIVEN:
        raise MayNotRecord("Ask them, and note on the talk that they agreed. If they did not, delete the recording.")


# What a file is


def media_type_of(head: bytes, declared: str) -> str:
    """What a file is by its first bytes. What the sender says decides only between sound and picture in one container.

    Whatever is not known for certain is `application/octet-stream`; so are HTML and SVG, which must never run as ours.
    """
    for found, media_type in _SIGNATURES:
        if found.match(head):
            return _as_declared(media_type, declared)
    return "text/plain" if _is_text(head) else _OPEN_ENDED


_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav"),
    (re.compile(rb"%PDF-"), "application/pdf"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), "audio/mpeg"),
    (re.compile(rb"....ftypM4[AB] ", re.DOTALL), "audio/mp4"),
    (re.compile(rb"....ftyp(?:isom|iso[2-6]|mp4[12]|avc1|dash|M4V |3gp[4-6]|MSNV)", re.DOTALL), "video/mp4"),
    (re.compile(rb"OggS.{0,60}\x80theora", re.DOTALL), "video/ogg"),
    (re.compile(rb"OggS\x00"), "audio/ogg"),
    (re.compile(rb"\x1a\x45\xdf\xa3.{0,60}webm", re.DOTALL), "video/webm"),
)
"""Signatures of the formats that browsers show and play (WHATWG MIME Sniffing, section 6)."""

_OPEN_ENDED = "application/octet-stream"
MEDIA_TYPES = (_OPEN_ENDED, "text/plain", *sorted({known for _, known in _SIGNATURES} | {"audio/webm"}))
"""All that a file can be."""
_CONTAINERS = frozenset({"mp4", "ogg", "webm"})


def _as_declared(media_type: str, declared: str) -> str:
    said = declared.partition(";")[0].strip().lower()
    kind, _, form = media_type.partition("/")
    if form in _CONTAINERS and kind == "video" and said == f"audio/{form}":
        return said
    return media_type


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":  # all but a character cut in two where the head ends
            return False
        text = head[: error.start].decode("utf-8-sig")
    controls = any((char < " " and char not in "\t\n\f\r") or char == "\x7f" for char in text)
    return bool(text) and not controls and not text.lstrip().startswith("<")


def disposition(name: str, media_type: str) -> str:
    """The Content-Disposition of a file (RFC 6266; RFC 8187 for its name). Only what can't run is shown in place."""
    kind = "inline" if media_type.partition("/")[0] in ("image", "audio", "video") else "attachment"
    plain = "".join(char if " " <= char < "\x7f" and char not in '"\\%' else "_" for char in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


# Which part of it


class Part(NamedTuple):
    """Bytes from `start` up to but not including `end`."""

    start: int
    end: int


_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,19})\s*-\s*([0-9]{0,19})\s*\Z", re.IGNORECASE)


def part_of(range_: str | None, if_range: str | None, tag: str, size: int) -> Part | None:
    """The part that a request asks for (RFC 9110, section 14); None where the whole is to be sent: there is no
    Range, it is not one that we know, it names several parts, or If-Range names another state of the file.

    Raises:
        RangeNotSatisfiable: the part lies beyond the end.
    """
    found = _RANGE.match(range_.strip()) if range_ is not None else None
    if found is None or (if_range is not None and if_range.strip() != tag):
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        if int(last) == 0:
            raise RangeNotSatisfiable(size)
        return Part(max(0, size - int(last)), size)
    start, end = int(first), int(last) + 1 if last else size
    if end <= start and last:
        return None
    if start >= size:
        raise RangeNotSatisfiable(size)
    return Part(start, min(end, size))


def file_values(head: bytes, declared: str, size: int) -> dict[str, Any]:
    """What is kept about a file that came in.

    Raises:
        EmptyFile
    """
    if size == 0:
        raise EmptyFile("There is nothing in it. Choose another file.")
    return {"media_type": media_type_of(head, declared), "size": size}
