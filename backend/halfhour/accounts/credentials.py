"""Secrets that prove who asks: how they look, and the digest that is all we keep of them.

They are random, so a plain SHA-256 hides them as well as a slow hash would; passwords are another matter (`passwords`).
"""

import re
import secrets
import string
from hashlib import sha256
from zlib import crc32

PREFIX = "hh_"
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_TOKEN = re.compile(rf"{PREFIX}([0-9A-Za-z]{{30}})([0-9A-Za-z]{{6}})\Z")
_SECRET = re.compile(r"[0-9A-Za-z_-]{43}\Z")


def new_token() -> str:
    """`hh_`, 30 characters of chance (178 bits) and 6 of checksum, by which a scanner tells a token from a likeness."""
    chance = "".join(secrets.choice(_DIGITS) for _ in range(30))
    return f"{PREFIX}{chance}{_checksum(chance)}"


def is_token(text: str) -> bool:
    """Whether a text has the form of a token and the right checksum; whether it is known only the database can say."""
    found = _TOKEN.match(text)
    return found is not None and _checksum(found[1]) == found[2]


def _checksum(chance: str) -> str:
    rest, digits = crc32(chance.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = _DIGITS[digit] + digits
    return digits


def new_secret() -> str:
    """256 bits for a session or an invitation."""
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    return _SECRET.match(text) is not None


def digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
