"""Decisions about letters from plain values: what a template may say, what becomes of it, how long it may be."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..contacts.models import ActivityKind, Channel
from ..core.errors import FieldError, Invalid, Refusal
from ..core.search import fold
from .models import LetterChannel, Purpose

_MARK = re.compile(r"\{\{([^{}]*)\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


_PROPER = re.compile(
    r"(?:African|American|Arabic|Asian|British|Chinese|Christian|Czech|Danish|Dutch|English|European|Finnish|French|German"
    r"|Greek|Hebrew|Indian|Irish|Italian|Japanese|Java|Jewish|Korean|Latin|Linux|Montessori|Muslim|Norwegian|Polish"
    r"|Portuguese|Python|Russian|Scottish|Spanish|Swedish|Swiss|Turkish|Welsh)\b"
)
"""Words that keep their capital in a sentence."""


class AskBelongsToTalk(Refusal):
    """An ask and its follow-up belong to a talk."""

    status = 422


class NoAddress(Refusal):
    """There is no e-mail address to send this to."""

    status = 422


class Limit(NamedTuple):
    """How many characters a channel takes, and whose that limit is."""

    applies_to: str
    characters: int


LIMITS: Mapping[LetterChannel, tuple[Limit, ...]] = {
    LetterChannel.LINKEDIN_INVITATION: (Limit("free", 200), Limit("premium", 300)),
    LetterChannel.LINKEDIN_MESSAGE: (Limit("everyone", 8000),),
}
"""What LinkedIn takes, the strictest first. A note with an invitation is shorter on free accounts than with Premium."""

SENT_BY: Mapping[LetterChannel, Channel] = {
    LetterChannel.EMAIL: Channel.EMAIL,
    LetterChannel.LINKEDIN_INVITATION: Channel.LINKEDIN,
    LetterChannel.LINKEDIN_MESSAGE: Channel.LINKEDIN,
    LetterChannel.PHONE_SCRIPT: Channel.PHONE,
    LetterChannel.HANDWRITTEN_CARD: Channel.MAIL,
}
"""As what each channel stands on a timeline."""


def sort_name(name: str) -> str:
    return " ".join(fold(name))[:300] or name.casefold()[:300]


def names_in(*texts: str) -> list[str]:
    """The names that stand in braces, each once, in their order."""
    return list(dict.fromkeys(_name(found[1]) for text in texts for found in _MARK.finditer(text)))


def refuse_slips(texts: Mapping[str, str], known: Iterable[str]) -> None:
    """A template may only say names that there are: a slip would be read by the person it is sent to.

    Raises:
        Invalid: it says another, or opens braces that it does not close.
    """
    names = sorted(known)
    errors = []
    for field, text in texts.items():
        if unknown := [name for name in names_in(text) if name not in names]:
            said = ", ".join(f"{{{{{name}}}}}" for name in unknown)
            mend = f"Use one of these, or your own words: {', '.join(names)}."
            errors.append(FieldError(f"#/{field}", f"there is nothing called {said}", mend))
        elif _BRACES.search(_MARK.sub("", text)):
            mend = "Write it like {{contact.given_name}}, with two braces before and after."
            errors.append(FieldError(f"#/{field}", "has braces that are not closed", mend))
    if errors:
        raise Invalid("; ".join(f"{each.pointer[2:]}: {each.message}" for each in errors), errors=errors)


def rendered(text: str, values: Mapping[str, str]) -> str:
    """The text with every value that there is in its place. What is unfilled stays as it stands, to be seen; a value is
    text, whatever it looks like, and is not looked through again."""
    return _MARK.sub(lambda found: values.get(_name(found[1]), found[0]), text)


def length(text: str) -> int:
    """Characters as a browser's field counts them (UTF-16 units): an emoji counts two, a line break one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def over_by(channel: LetterChannel, characters: int) -> int:
    """How many characters too many there are for the strictest limit."""
    return max([characters - limit.characters for limit in LIMITS.get(channel, ())] + [0])


def kind_of(purpose: Purpose, channel: LetterChannel) -> ActivityKind:
    """As what a letter stands on the contact's timeline.

    Raises:
        AskBelongsToTalk
    """
    if purpose in (Purpose.ASK, Purpose.FOLLOW_UP):
        raise AskBelongsToTalk("Record it on the talk that you ask for, with its action `request` or `follow-up`.")
    if purpose is Purpose.THANK_YOU:
        return ActivityKind.THANKED
    if purpose is Purpose.CONGRATULATE:
        return ActivityKind.CONGRATULATED
    return ActivityKind.CALL if channel is LetterChannel.PHONE_SCRIPT else ActivityKind.MESSAGE_OUT


def inline(text: str) -> str:
    """A note as part of somebody's sentence: on one line, without its full stop."""
    return " ".join(text.split()).rstrip(".")


def in_a_sentence(title: str) -> str:
    """A career's title as it stands within a sentence: without the capital that only began it. One that has others, or
    begins with the name of a people or a language, keeps it."""
    first, rest = title[:1], title[1:]
    return title if _PROPER.match(title) or rest != rest.lower() else first.lower() + rest


def _name(written: str) -> str:
    return written.strip().casefold()
