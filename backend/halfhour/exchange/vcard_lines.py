"""vCard as lines: from bytes of any version and encoding to properties with their parameters (RFC 2426, RFC 6350, and
vCard 2.1 of 1996 as programs still write it).

Everything here takes time in proportion to the bytes, whatever they are. Lines are unfolded as bytes, because many
writers fold in the middle of a character.
"""

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PARAMETERS = 100
"""Read of one property. Programs write up to six; a hostile file thousands."""
VALUE_CHARS = 100_000
"""Kept of one text; a contact's notes have 20,000."""

_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"}
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}\Z")
_PIECE = re.compile(r'"[^"]*"|[;:,]|[^";:,]+')
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]+\Z")
_EDGE = re.compile(rb"(?:BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*\Z", re.IGNORECASE)
_CHARSET = re.compile(rb";[ \t]*CHARSET=\"?([A-Za-z0-9_-]{1,30})", re.IGNORECASE)
_ENCODED = re.compile(rb";(?:[ \t]*ENCODING=)?(QUOTED-PRINTABLE|BASE64|B)[;:]", re.IGNORECASE)
_CARET = re.compile(r"\^([n^'])")
_CHARSETS = {
    "ascii", "utf-8", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-15",
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8-r", "koi8-u",
    "mac-roman", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb2312", "gbk", "gb18030", "big5", "euc_kr", "cp949",
}  # fmt: skip
"""Not every codec of Python: some take time by the square of the length (punycode, idna)."""


@dataclass(slots=True)
class Property:
    """One property. `value` is text as it stands, escapes included; of base64 it is the payload without gaps."""

    name: str
    value: str
    params: dict[str, list[str]] = field(default_factory=dict)
    group: str = ""

    @property
    def types(self) -> list[str]:
        """The values of TYPE in lower case, in whichever of its spellings they were given."""
        given = self.params.get("TYPE", ())
        return [part for each in given for part in (one.strip() for one in each.lower().split(",")) if part]

    @property
    def is_base64(self) -> bool:
        return any(each.upper() in ("B", "BASE64") for each in self.params.get("ENCODING", ()))


def properties(data: bytes) -> Iterator[Property | str]:
    """The properties in their order, BEGIN and END among them; in place of a line that is none, what is wrong."""
    for number, line in _lines(in_utf8(data)):
        found = _property(line)
        yield found if found is not None else f"Line {number} is no vCard line: {_text(line[:60], b'')[:40]!r}."


def in_utf8(data: bytes) -> bytes:
    """The bytes of a file in UTF-8 if they are in UTF-16, and without the mark that some put before each card."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    for encoding, zeros in (("utf-16-le", data[1:200:2]), ("utf-16-be", data[0:200:2])):
        if len(zeros) > 5 and not any(zeros):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8).replace(b"\n" + codecs.BOM_UTF8, b"\n")


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The unfolded lines and the number of each one's first. Soft breaks of quoted-printable are taken out, and base64
    is gathered that old programs wrote without folding, blank lines included."""
    raw = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    at = 0
    while at < len(raw):
        parts, start = [raw[at]], at
        at += 1
        if not parts[0].strip():
            continue
        found = _ENCODED.search(parts[0][:2000])
        encoding = found[1].upper() if found else b""
        while at < len(raw):
            line = raw[at]
            if encoding == b"QUOTED-PRINTABLE" and parts[-1].endswith(b"=") and not _EDGE.match(line):
                parts[-1] = parts[-1][:-1]
                parts.append(line.removeprefix(b"\t"))
            elif line[:1] in (b" ", b"\t") and line.strip():
                parts.append(line.strip() if encoding in (b"BASE64", b"B") else line[1:])
            elif encoding in (b"BASE64", b"B") and (not line.strip() or _BASE64_LINE.match(line)):
                parts.append(line.strip())
            else:
                break
            at += 1
        yield start + 1, b"".join(parts)


def _text(raw: bytes, charset: bytes) -> str:
    """Text by its own charset, if it names one that is known; else UTF-8; else what Western Windows writes."""
    for encoding in (_known(charset), "utf-8", "cp1252"):
        if encoding:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return raw.decode("latin-1")


def _known(charset: bytes) -> str | None:
    try:
        name = codecs.lookup(charset.decode("ascii")).name if charset else ""
    except LookupError:
        return None
    return name if name in _CHARSETS else None


def _property(line: bytes) -> Property | None:
    declared = _CHARSET.search(line[:2000])
    charset = declared[1] if declared else b""
    cut = _head(_text(line, charset))
    if cut is None:
        return None
    names, params, value = cut
    group, _, name = names.strip().rpartition(".")
    if not _NAME.match(name):
        return None
    found = Property(name.upper(), value, _parameters(params), group)
    encoding = [each.upper() for each in found.params.get("ENCODING", ())]
    if "QUOTED-PRINTABLE" in encoding:
        found.value = _text(quopri.decodestring(value.encode("utf-8", "replace")), charset).replace("\r\n", "\n")
        del found.params["ENCODING"]
    found.params.pop("CHARSET", None)
    return found


def _head(line: str) -> tuple[str, list[str], str] | None:
    """Name, parameters and value: cut at the first colon that stands in no quotes, or else at the first of all."""
    parts: list[list[str]] = [[]]
    for piece in _PIECE.finditer(line):
        text = piece[0]
        if text == ":":
            whole = ["".join(part) for part in parts]
            return whole[0], whole[1 : PARAMETERS + 1], line[piece.end() :]
        if text == ";":
            parts.append([])
        elif len(parts) <= PARAMETERS + 1:
            parts[-1].append(text)
    head, colon, value = line.partition(":")
    if not colon:
        return None
    name, *params = head.split(";", PARAMETERS + 1)
    return name, params[:PARAMETERS], value


def _parameters(written: list[str]) -> dict[str, list[str]]:
    params: dict[str, list[str]] = {}
    for each in written:
        name, equals, value = each.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in _BARE_ENCODINGS else "TYPE"), each.strip()
        if name and len(name) <= 80:
            params.setdefault(name, []).extend(_values(value))
    return params


def _values(text: str) -> list[str]:
    """Values between commas; quotes keep a comma in, and carets stand for what can't be written (RFC 6868)."""
    values: list[list[str]] = [[]]
    for piece in _PIECE.finditer(text):
        if piece[0] == ",":
            values.append([])
        else:
            values[-1].append(piece[0].strip('"'))
    return [_CARET.sub(lambda m: {"n": "\n", "'": '"'}.get(m[1], "^"), "".join(value)) for value in values]


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UP_TO_SEMICOLON = re.compile(r"((?:[^\\;]+|\\.|\\\Z)*)(;|\Z)", re.DOTALL)
_UP_TO_COMMA = re.compile(r"((?:[^\\,]+|\\.|\\\Z)*)(,|\Z)", re.DOTALL)


def unescape(text: str) -> str:
    """Text of one value, with its line feeds, commas and semicolons."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1] if m[1] in ",;:\\" else m[0], text)


def split(text: str, separator: str = ";") -> list[str]:
    """The components of a value between semicolons (or commas), unescaped and trimmed."""
    if "\\" not in text:
        return [part.strip() for part in text.split(separator)]
    pattern = _UP_TO_SEMICOLON if separator == ";" else _UP_TO_COMMA
    parts = []
    for found in pattern.finditer(text):
        parts.append(unescape(found[1]).strip())
        if not found[2]:
            break
    return parts
