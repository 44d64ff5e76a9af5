"""Secrets of other systems, sealed at rest (AES-256-GCM, NIST SP 800-38D): what is kept can't be read without the key.

The key comes from `HALFHOUR_SECRET_KEY`; several, separated by commas, are all tried, and the first one seals. With
none set, one is made in the data folder on the first need. A sealed text opens only for the owner and the purpose that
it was sealed for, so a row copied to somebody else's account is worthless.
"""

import base64
import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

from .settings import Settings

_FORM = "v1."
_NONCE = 12
KEY_FILE = "secret.key"


class NotOpened(Exception):
    """The text was sealed with another key, for somebody else or for something else."""


def seal(settings: Settings, text: str, *, owner: str, purpose: str) -> str:
    """The text, readable only with the key, by this owner's `purpose`, e.g. `dav`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_keys(settings)[0]).encrypt(nonce, text.encode(), _bound(owner, purpose))
    return _FORM + base64.b64encode(nonce + sealed).decode()


def unseal(settings: Settings, sealed: str, *, owner: str, purpose: str) -> str:
    """The text that was sealed.

    Raises:
        NotOpened
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    packed = base64.b64decode(sealed.removeprefix(_FORM))
    for key in _keys(settings):
        try:
            return AESGCM(key).decrypt(packed[:_NONCE], packed[_NONCE:], _bound(owner, purpose)).decode()
        except InvalidTag:
            continue
    raise NotOpened


def _bound(owner: str, purpose: str) -> bytes:
    return f"{purpose}:{owner}".encode()


def _keys(settings: Settings) -> tuple[bytes, ...]:
    return _derived(settings.secret_key or _kept(settings.data_dir / KEY_FILE))


@lru_cache(maxsize=8)
def _derived(texts: str) -> tuple[bytes, ...]:
    """Keys of 32 bytes. The texts are random and long, so that a fast digest is enough."""
    return tuple(hashlib.sha256(b"halfhour sealed " + each.strip().encode()).digest() for each in texts.split(","))


def _kept(path: Path) -> str:
    """The key in the data folder, made by whoever needs it first: two at once end with the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(part)  # refuses where one is already, unlike a rename
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text()
