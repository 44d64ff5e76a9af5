"""From what was typed to sentences that the checks can judge: tidied, split, and freed of their lead-ins."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from .openings import ASKS, Opening, asks_yes_no, embedded, names_a_topic, opening, wishes_to_know
from .words import pattern

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "—": " - ", "–": " - ", "―": " - ", "…": "... ", "？": "?", "！": "!", "，": ",", "\u00ad": "", "\u200b": "",
    }
)  # fmt: skip
_ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "inc",
        "ltd",
        "co",
        "corp",
        "no",
        "approx",
        "dept",
        "jr",
        "sr",
        "ph.d",
        "b.a",
        "m.a",
        "b.sc",
        "m.sc",
    ]
)
_ENDS = re.compile(r"[.?!]+(?=\s|$)|[?!]+")
_ASIDE = pattern(
    (
        r",? ?\b(?:if (?:you (?:don't|do not) mind(?: (?:me|my) asking)?|i (?:may|might)(?: ask)?|possible"
        r"|you're (?:comfortable|willing|ok|okay|happy|able)(?: (?:sharing|to share|saying|to say)(?: (?:it"
        r"|that|this))?)?|(?:it's|that's|it is|that is) (?:ok|okay|all right|alright|not too personal"
        r"|not rude)|you (?:can|could|would)(?= ?,))|please)\b,?"
    ),
)
_GREETED = pattern(
    (
        r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)"
        r"|greetings)\b(?: [\w.'-]+){0,4}? ?[,:!-]+ ?)"
    ),
)
_LEAD_IN = pattern(
    (
        r"(?:(?:and|so|well|but|ok|okay|now|also|then|first|firstly|second|secondly|next|finally|lastly"
        r"|last|right|great|actually|basically|honestly|frankly|seriously|curious(?= ?[,:])|overall"
        r"|generally|personally|specifically|just curious(?= ?[,:])|by the way|btw|out of (?:pure |sheer "
        r"|personal )?(?:curiosity|interest)|in general|in short|to start|to begin|looking (?:back|ahead)"
        r"|thinking back|in (?:your|hindsight)(?: own| personal| professional)?(?: (?:experience|view"
        r"|opinion|eyes|mind|field|line of work|industry|profession|case|judge?ment|words))?|from (?:your"
        r"|a) (?:\w+ )?(?:experience|perspective|point of view|standpoint)|these days|nowadays|today|(?:a "
        r"|one |my |another )?(?:\w+ )?question(?: for you)?(?= ?[,:;-])|(?:tell|ask) me(?= ?[,:])"
        r"|let me ask(?: you)?(?: this)?|just out of curiosity|as far as you know|to be honest"
        r"|tell you what|you know|sorry|um|hmm|oh|yes|thanks|thank you)\b ?[,:;-]* ?|[^\w']+)"
    ),
)
_BREAK = re.compile(r" ?[,:;]+ ?| - ")
_BREAKS_READ = 12  # clauses before the question; nobody listens to more


_WEAK = frozenset({Opening.WISH, Opening.DECLARED})


@dataclass(frozen=True)
class Sentence:
    """One sentence: ``whole`` as tidied; ``core`` from where it starts to ask, without lead-in and end mark."""

    whole: str
    core: str
    marked: bool
    """It ends in a question mark."""

    @cached_property
    def opening(self) -> Opening:
        opened = opening(self.core)
        if opened is Opening.STATEMENT and self.marked and not names_a_topic(self.core):
            return Opening.DECLARED
        if opened is Opening.OPEN and not self.marked and embedded(self.core):
            return Opening.STATEMENT  # "When I look at your career I see three fresh starts."
        return opened

    @property
    def asks(self) -> bool:
        return self.opening in ASKS


@dataclass(frozen=True)
class Reading:
    """A whole text as the checks see it."""

    words: int
    sentences: tuple[Sentence, ...]

    @cached_property
    def asking(self) -> tuple[Sentence, ...]:
        """The sentences that ask something. A wish ("I'd love to hear your story.") or a remark with a question mark
        only counts where nothing else asks."""
        asks = tuple(each for each in self.sentences if each.asks)
        return tuple(each for each in asks if each.opening not in _WEAK) or asks[:1]


def read(text: str) -> Reading:
    """Tidy and split; letters keep their case, so that a mend can quote them."""
    tidied = " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).replace('"', " ").split())
    words = sum(any(letter.isalnum() for letter in token) for token in tidied.split())
    return Reading(words, tuple(_sentence(part, mark) for part, mark in _split(tidied)))


def _split(text: str) -> list[tuple[str, bool]]:
    """Sentences without their end mark, each with whether that mark asks. "Dr. Osei" and "3.5" don't end one."""
    parts: list[tuple[str, bool]] = []
    start = 0
    for end in _ENDS.finditer(text):
        part = text[start : end.start()]
        last_word = part[-8:].rpartition(" ")[2].lower()
        if end.group() == "." and (last_word in _ABBREVIATIONS or (len(last_word) == 1 and last_word.isalpha())):
            continue
        parts.append((part, "?" in end.group()))
        start = end.end()
    parts.append((text[start:], False))
    return [(part, marked) for part, marked in parts if any(letter.isalnum() for letter in part)]


def _sentence(part: str, marked: bool) -> Sentence:
    whole = part.strip()
    polite = _ASIDE.sub("", whole)
    trimmed = re.sub(r"[^\w)]+$", "", polite[-80:])
    bare = polite[:-80] + trimmed
    return Sentence(whole, bare[_asking_from(bare) :], marked)


def _asking_from(text: str) -> int:
    """Where the sentence begins to ask: behind greetings, lead-ins and clauses such as "When you started out,"."""
    start = _behind_lead_ins(text, 0)
    if _opens(text, start):
        return start
    for count, pause in enumerate(_BREAK.finditer(text, start)):
        after = _behind_lead_ins(text, pause.end())
        if _opens(text, after):
            return after
        if count == _BREAKS_READ:
            break
    return start


def _behind_lead_ins(text: str, at: int) -> int:
    while at < len(text) and (lead := _GREETED.match(text, at) or _LEAD_IN.match(text, at)) and lead.end() > at:
        at = lead.end()
    return at if at < len(text) else 0


def _opens(text: str, at: int) -> bool:
    """Whether the clause here asks on its own account, and not only as a preface to one that does."""
    opened = opening(text, at)
    if opened is Opening.OPEN:
        return not embedded(text, at)
    if opened is Opening.WISH:
        return wishes_to_know(text, at)
    return opened in ASKS and (opened not in (Opening.YES_NO, Opening.NEGATIVE) or asks_yes_no(text, at))
