"""One cell at a time: text made clean, and the addresses, numbers and links in it told apart."""

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]+"
)
"""Controls, and marks that hide or turn text around (CVE-2021-42574). Joiners stay: Persian and emoji need them."""

_EMAIL = re.compile(
    r"[^\s@<>(),:;\"\[\]\\]{1,64}@(?:[^\s@<>(),:;\"\[\]\\.]{1,63}\.){1,20}[^\s@<>(),:;\"\[\]\\.]{2,63}\Z"
)
_PHONE_GAP = re.compile(r"\s:::\s|[;\n]|,\s?(?=\+)")
_LINKEDIN_PATH = re.compile(r"/(?:mwlite/)?(in|pub)/([^?#]+)")
_DOMAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,10}[a-z]{2,63}(?:[/?#:]|\Z)", re.IGNORECASE)


PROFILES = ("https://www.linkedin.com/in/", "https://www.linkedin.com/pub/")
"""How the addresses of LinkedIn profiles begin, once they are read by `links_in`."""


_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one, in half or full width, gets an
    apostrophe before it (OWASP, CSV injection). `unguarded` takes it away again."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A cell without the apostrophe by which spreadsheets mark that it is text."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def clean(text: str) -> str:
    """One line of text: composed (NFC), no controls, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    return " ".join(_HARMFUL.sub(" ", unicodedata.normalize("NFC", text)).split())


def clean_lines(text: str) -> str:
    """Text that may have several lines, with line feeds as their ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(clean(line) for line in text.split("\n")).strip()


def fold(text: str) -> str:
    """For comparing: no accents, case, punctuation or double spaces. `Zoë  Brandt-Ng` and `zoe brandt ng` are one."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def split_values(text: str) -> list[str]:
    """The parts of a cell in which Google put several values: ` ::: ` between them."""
    if ":::" not in text:
        whole = clean(text)
        return [whole] if whole else []
    return [part for part in (clean(part) for part in text.split(":::")) if part]


def emails_in(text: str) -> tuple[list[str], list[str]]:
    """The e-mail addresses in a cell, and what is none. `Ana <ana@example.org>` counts as the address."""
    good: list[str] = []
    bad: list[str] = []
    for part in split_values(text.replace(";", ":::").replace(",", ":::")):
        inner = part[part.find("<") + 1 : part.rfind(">")] if part.endswith(">") else part
        address = inner.strip().removeprefix("mailto:").strip()
        if len(address) <= 254 and _EMAIL.match(address):
            good.append(address)
        else:
            bad.append(part)
    return good, bad


def phones_in(text: str) -> tuple[list[str], list[str]]:
    """The telephone numbers in a cell, and what is none: fewer than three figures, or a whole sentence."""
    good: list[str] = []
    bad: list[str] = []
    for part in _PHONE_GAP.split(text):
        number = clean(part).removeprefix("tel:")
        if number:
            (good if len(number) <= 50 and sum(c.isdigit() for c in number) >= 3 else bad).append(number)
    return good, bad


def links_in(text: str) -> tuple[list[str], list[str]]:
    """The web addresses in a cell, with a scheme, and what is none. Only http and https: a page will show them."""
    good: list[str] = []
    bad: list[str] = []
    if _PLAIN_PROFILE.match(text):
        return [text], bad
    for part in _split_links(text):
        address = part if "://" in part else f"https://{part}" if _DOMAIN.match(part) else ""
        if len(address) <= 2000 and address.lower().startswith(("http://", "https://")) and _has_host(address):
            good.append(linkedin_address(address) or address)
        else:
            bad.append(part)
    return good, bad


def _split_links(text: str) -> list[str]:
    return [part for piece in split_values(text) for part in piece.split() if part]


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


_PLAIN_PROFILE = re.compile(r"https://www\.linkedin\.com/(in)/([A-Za-z0-9_.~-]{1,200})\Z")
"""The form in which LinkedIn exports nearly all addresses; the others take the long way."""


def linkedin_slug(address: str) -> str | None:
    """What names a person on LinkedIn, decoded and in lower case, or None. `zo%C3%AB-brandt` and `Zoë-Brandt` are one.

    Old public addresses (`/pub/name/1/2/3`) keep all their parts, since the name alone was shared by many.
    """
    parts = _linkedin_parts(address)
    return None if parts is None else parts[1].casefold()


def linkedin_address(address: str) -> str | None:
    """The address of a LinkedIn profile without tracking and language, or None if it is none."""
    parts = _linkedin_parts(address)
    return None if parts is None else f"https://www.linkedin.com/{parts[0]}/{quote(parts[1], safe='/-._~')}"


def _linkedin_parts(address: str) -> tuple[str, str] | None:
    if plain := _PLAIN_PROFILE.match(address):
        return plain[1], plain[2]
    if "linkedin." not in address.lower():
        return None
    try:
        url = urlsplit(address if "://" in address else f"https://{address}")
        host = (url.hostname or "").removesuffix(".")
    except ValueError:
        return None
    path = _LINKEDIN_PATH.match(url.path)
    if path is None or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        return None
    kind = path[1].lower()
    rest = unicodedata.normalize("NFC", _HARMFUL.sub("", unquote(path[2]))).strip("/ ")
    slug = rest if kind == "pub" else rest.split("/", 1)[0]
    return (kind, slug) if slug else None
