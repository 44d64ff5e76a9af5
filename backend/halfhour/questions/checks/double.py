"""Two questions in one: the second is answered, the first is forgotten."""

from .finding import Check, Finding, quoted
from .openings import Opening, asks_for_its_subject, embedded, inverted
from .reading import Reading, Sentence
from .words import AUXILIARY, PRONOUN, QUESTION_WORD, WORD, gap, pattern

_JOINT = pattern(
    r"[,;]? ?\b(?P<word>and|but|plus|as well as|along with|then)\b ?",
    r"(?P<comma> ?[,;:] ?| - )",
    r"(?P<amp> ?& ?)",
)
_CONNECTED = pattern(
    (
        r"(?:(?:and|but|also|then|finally|lastly|if so|if not|if yes|secondly|second|similarly"
        r"|more importantly|in that case|on the other hand|perhaps|maybe|of course),? )*"
    ),
)
_JOINTS_READ = 40  # a sentence with more has been found long already
_BARE = pattern(
    (
        r"(?:(?:why|how|when|where|who|why not|how so|how come|why or why not|since when"
        r"|what for)(?: exactly)?)$"
    ),
)
_CLIPPED = pattern(rf"{QUESTION_WORD}(?:'s|'re|'d|'ll|s) ")
_SECOND_YES_NO = pattern(
    (
        r"(?:do (?:you|they|people|we)|(?:does|did|is|are|was|were|has|can|could|will|would|should) (?:you"
        r"|it|they|there|that|this|he|she|people|your|the|we|i)|have (?:you|they|people"
        r"|things))\b(?! (?:think|say|feel|believe|reckon|suppose|guess|agree)\b ?(?:[,.]|$))(?! ?$)"
    ),
)
_SECOND_REQUEST = pattern(
    r"(?:to )?(?:tell me|describe|explain|share|walk me|talk me|give me|say|name) ?",
    r"about (?:how|what|your|the|why)\b",
)
_ALSO_THE = pattern(r"also (?:the|your|about|any)\b")
_PARALLEL = pattern(
    r"\b(?:who|which) \w",
    r"\b(?:what|how|why|who|where|which)(?:'s|'re| (?:you|they|it|people|we|he|she|the|your|a|an|to)\b)",
)
_COMPARING = pattern(r"\b(?:between|both|gap|balance|differ\w*|match\w*|compar\w*|from)\b")
_OPPOSITES = pattern(
    (
        r"\b(?:(?:the )?most,? and (?:the )?least|(?:the )?least and (?:the )?most"
        r"|(?:the )?best,? and (?:the )?worst|(?:the )?worst and (?:the )?best|(?:like|love"
        r"|enjoy)(?: most)? and (?:dislike|hate|not|don't)|dislike and (?:like|love)|(?:easiest"
        r"|hardest) and (?:the )?(?:easiest|hardest)|likes and dislikes|(?:most|best|least"
        rf"|worst) {gap(2)}and (?:the )?(?:most|least|best|worst) {WORD})"
    ),
)
_TWO_WORDS = pattern(r"(?:how|why|what|where|when|who) and (?:how|why|what|where|when|who) ")

_CLIPPED_SECOND = pattern(
    r"(?:and|or) (?:the|your|what about|how about)\b",
    r"(?:and |the )*(?:best|worst|most|least)$",
)

_REASON = (
    "It asks two things at once. People answer the one they remember, usually the last, and the other half of what you "
    "wanted to know is gone."
)


def find(reading: Reading) -> Finding | None:
    """Two asking sentences, or one with a second question joined to it."""
    found = _two_sentences(reading) or next(filter(None, map(_second, reading.asking)), None)
    return Finding(Check.DOUBLE, _REASON, _mend(*found)) if found else None


def _two_sentences(reading: Reading) -> tuple[str, str] | None:
    if len(reading.asking) > 1:
        return reading.asking[0].core, reading.asking[1].core
    if reading.asking:
        first = reading.sentences.index(reading.asking[0])
        if any(_trails(sentence) for sentence in reading.sentences[first + 1 :]):
            return reading.asking[0].core, ""
    return None


def first_question(sentence: Sentence) -> str:
    """The sentence up to where a second question joins it."""
    found = _second(sentence)
    return found[0] if found and found[0] else sentence.core


def _trails(sentence: Sentence) -> bool:
    """A clipped second question: "And the worst part?"."""
    return sentence.marked and not sentence.asks and _CLIPPED_SECOND.match(sentence.whole) is not None


def _second(sentence: Sentence) -> tuple[str, str] | None:
    """The first question and the second one that is joined to it by a conjunction or a comma, if there is one."""
    core = sentence.core
    requests = sentence.opening in (Opening.INVITATION, Opening.WISH, Opening.WHETHER)
    for count, joint in enumerate(_JOINT.finditer(core)):
        if count == _JOINTS_READ:
            break
        if joint.start() == 0 or (":" in joint.group() and requests):
            continue
        at = _CONNECTED.match(core, joint.end()).end()  # type: ignore[union-attr]  # it matches the empty text too
        joined = joint["comma"] is None or at > joint.end()
        if _asks_again(core, at, joint.start(), joined=joined, requests=requests):
            return core[: joint.start()], core[at:]
    return ("", "") if _OPPOSITES.search(core) or _TWO_WORDS.match(core) else None


def _asks_again(core: str, at: int, before: int, *, joined: bool, requests: bool) -> bool:
    """Whether the clause at ``at`` is a question of its own. A comma alone joins only what is plainly inverted."""
    if inverted(core, at):
        return True
    if _SECOND_YES_NO.match(core, at):
        return joined or inverted(core)
    if _BARE.match(core, at):
        return joined or not requests
    if not joined:
        return asks_for_its_subject(core) and asks_for_its_subject(core, at)
    if requests:
        return _requested_as_well(core, at, before)
    return _ALSO_THE.match(core, at) is not None or _repeats_its_question_word(core, at) or _shortened(core, at, before)


def _requested_as_well(core: str, at: int, before: int) -> bool:
    """ "Tell me how you started and what you learned", but not "the difference between what … and what …"."""
    if _SECOND_REQUEST.match(core, at):
        return True
    return _QUESTION.match(core, at) is not None and not _COMPARING.search(core, 0, before)


def _shortened(core: str, at: int, before: int) -> bool:
    """ "… and what helped?", unless it carries on: "what they need and what is missing"."""
    asked = asks_for_its_subject(core, at) or _CLIPPED.match(core, at) is not None
    return asked and not _PARALLEL.search(core, 1, before)


def _repeats_its_question_word(core: str, at: int) -> bool:
    """ "Why nursing, and why this ward?": no verb, but the same question word twice."""
    first, again = _VERBLESS.match(core), _VERBLESS.match(core, at)
    return first is not None and again is not None and first[1].lower() == again[1].lower()


_VERBLESS = pattern(rf"({QUESTION_WORD}) (?!(?:{AUXILIARY}|{PRONOUN})\b)(?:{WORD} ){{0,2}}{WORD}(?:$|,| and\b)")
_QUESTION = pattern(rf"(?:{QUESTION_WORD}|whether)\b(?! to\b)")


def _mend(first: str, second: str) -> str:
    second = _standing_alone(second)
    if " " not in first:
        first = ""
    if first and second:
        return f"Ask {quoted(first)} first, listen, and keep the other for later: {quoted(second)}"
    if first:
        return f"Ask {quoted(first)} first, listen, and keep the rest for later."
    return "Make two questions of it, ask the one you care about more, and keep the other for if there is time."


def _standing_alone(clause: str) -> str:
    """A joined clause as a question of its own, or nothing where that would come out crooked."""
    if _BARE.match(clause):
        return {"why": "why is that", "how": "how did that come about"}.get(clause.lower(), clause)
    if clause[:8].lower() == "whether ":
        return ""
    verbless = clause[:4].lower() == "why " and _VERBLESS.match(clause)
    if not verbless and not inverted(clause) and (embedded(clause) or _HOW_OTHERS.match(clause)):
        return f"could you tell me {clause[:1].lower()}{clause[1:]}"
    return clause


_HOW_OTHERS = pattern(rf"(?:how|why) (?!{AUXILIARY}\b){WORD} {WORD}")
