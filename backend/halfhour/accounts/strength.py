"""Whether a password is easy to guess: judged offline, by what guessing programs try first."""

import re
import unicodedata
from pathlib import Path

from .rules import WeakPassword

SHORTEST = 12
LONGEST = 256

_WORDS = frozenset((Path(__file__).parent / "common_words.txt").read_text().split())
"""Words of which the most common long passwords are made; where a list has `password123456`, this has `password`."""

_FAMOUS = frozenset(
    {"correcthorsebatterystaple", "mypasswordispassword", "opensesame", "thequickbrownfox", "tobeornottobe"}
)
_PLAIN = str.maketrans("013457@$!|", "oleastasil")
_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "!@#$%^&*()_+",
)
_RUN = 4
_LETTERLESS = re.compile(r"[\W\d_]+")
_AROUND = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")


def plain_form(password: str) -> str:
    """The form that is hashed: one and the same for every way of typing it on different keyboards (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *, email: str, name: str = "", pointer: str = "/password") -> None:
    """Refuse a password that would be guessed.

    Raises:
        WeakPassword: saying why.
    """
    fault = weakness(password, email=email, name=name)
    if fault is not None:
        raise WeakPassword.field(pointer, fault, "Take four or five words that have nothing to do with each other.")


def weakness(password: str, *, email: str, name: str = "") -> str | None:
    """What makes a password easy to guess, or None."""
    plain = plain_form(password)
    if len(plain) < SHORTEST:
        return f"shorter than {SHORTEST} characters"
    if len(plain) > LONGEST:
        return f"longer than {LONGEST} characters"
    lower = plain.casefold()
    local = email.casefold().partition("@")[0]
    own = {each for each in (local, *re.split(r"\W+|_", f"{email} {name}".casefold())) if len(each) > 2}
    if lower == email.casefold() or _is_all(lower, own):
        return "made of your name or e-mail address"
    if len(set(lower)) < 5 or _repeats(lower):
        return "the same few characters again and again"
    if _is_all(lower, set(_runs(lower))):
        return "a row of the keyboard or the alphabet"
    if _is_common(lower, own):
        return "among the most common passwords"
    return None


def _repeats(text: str) -> bool:
    """Whether the text is one short piece over and over (found where it lies within its own double)."""
    unit = (text + text).find(text, 1)
    return unit <= max(4, len(text) // 3)


def _runs(text: str) -> list[str]:
    """The longest pieces that follow a row, forwards or backwards."""
    found = []
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        start = 0
        while start < len(text):
            length = 0
            while start + length < len(text) and text[start : start + length + 1] in row:
                length += 1
            if length >= _RUN - 1:
                found.append(text[start : start + length])
            start += max(1, length)
    return found


def _is_all(text: str, pieces: set[str]) -> bool:
    """Whether hardly a letter is left when all pieces are taken out, the longest first."""
    rest = text
    for piece in sorted(pieces, key=len, reverse=True):
        rest = rest.replace(piece, " ")
    return rest != text and len(_LETTERLESS.sub("", rest)) < _RUN


def _is_common(lower: str, own: set[str]) -> bool:
    """Whether only well-known words are in it, plainly or with digits for letters, and digits or signs around them."""
    core = _AROUND.sub("", lower)
    for form in (core, core.translate(_PLAIN)):
        letters = _LETTERLESS.sub("", form)
        if letters in _FAMOUS or _made_of(letters, _WORDS | own):
            return True
    return False


def _made_of(letters: str, words: frozenset[str] | set[str]) -> bool:
    """Whether the letters can be cut into at most three words; a phrase of four common ones is long enough to guess."""
    ends = {0}
    for _ in range(3):
        ends = {start + len(word) for start in ends for word in words if letters.startswith(word, start)}
        if len(letters) in ends:
            return True
    return letters == ""
