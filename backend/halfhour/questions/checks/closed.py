"""A closed start: yes, no or one word is a complete answer."""

from . import double, job_ask, leading
from .finding import Check, Finding, quoted
from .openings import Opening
from .reading import Reading, Sentence
from .words import QUESTION_WORD, WORD, gap, pattern

_CLOSED = frozenset({Opening.YES_NO, Opening.NEGATIVE, Opening.WHETHER})
_EITHER_OR = pattern(
    (
        rf"(?:which\b|(?:what|who)\b {gap(6)}(?:better|more|rather|prefer|harder|easier|first|best|worse"
        rf"|likelier|matters)\b)[^,:]{{0,60}}[,:] {gap(5)}or {WORD}"
    ),
)
_EXPLAINED = pattern(rf"\b{QUESTION_WORD}\b")

_REASON = (
    "It can be answered with a yes, a no or a single word, and a polite person will then wait for the next question. "
    "The story you came for stays untold."
)


def find(reading: Reading) -> Finding | None:
    """Judge the first thing asked only: what follows it is for the check on two questions in one."""
    first = next(iter(reading.asking), None)
    if first is None or not _is_closed(first):
        return None
    return Finding(Check.CLOSED, _REASON, _mend(first))


def _is_closed(sentence: Sentence) -> bool:
    if sentence.opening is Opening.DECLARED:
        return not leading.suggests(sentence) and not _EXPLAINED.search(sentence.core)
    if sentence.opening is Opening.WHETHER and not sentence.marked and job_ask.asks_for_work(sentence):
        return False  # "Let me know if you are hiring." asks for something, but for no answer now
    if sentence.opening is Opening.OPEN:
        return _EITHER_OR.match(sentence.core) is not None
    return sentence.opening in _CLOSED


# Each pattern recognises a closed form whose open twin can be written from the same words.
_LIKING = pattern(
    (
        r"(?:do|does|did|don't|doesn't|didn't) (you|they|he|she|people) (?:really |still |actually |ever "
        r"|also )?(like|enjoy|love|dislike|value|appreciate|miss|regret|hate|fear|expect)(?: about)? (.+)"
    ),
)
_ANYONE_ELSE = pattern(
    (
        r"(?:is there|do you know(?: of)?|are there) (?:any|some)(?:one|body"
        r"|(?: other)? people)( else)?(?: that| who| whom)? (i (?:should|could|can|might) .+)"
    ),
)
_ANYTHING_ELSE = pattern(
    r"is there anything( else)?(?: that)? (i|you|people|one|newcomers) (should|could|would|wish|need) (.+)",
)
_HAVING_ANY = pattern(r"do you have any (\w+) ((?:for|about|on|from|in|to) .+)")
_ELLIPTIC_ANY = pattern(r"any (\w+)((?: (?:for|about|on|from|in) .+)?)")
_HAVE_EVER = pattern(r"have you ever (.+)")
_KNOWN_CLAUSE = pattern(rf"(?:do|can|did) you (?:still )?(?:know|remember|recall) ({QUESTION_WORD} .+)")
_DEGREE = pattern(
    (
        r"(is|are|was|were) ((?:the|your|this|that|their) [\w'-]+|it|they|[\w'-]+ing) ((?:\w+(?:ful|ive|ous"
        r"|able|ible|ic|ical)|hard|difficult|tough|easy|stressful|demanding|rewarding|interesting|tiring"
        r"|challenging|boring|lonely|competitive|friendly|important|common|happy|busy|safe|secure|strict"
        r"|open|helpful)(?: to .+)?)"
    ),
)
_RECOMMENDING = pattern(r"would you (?:still |really )?recommend (.+)")


def _mend(sentence: Sentence) -> str:
    twin = None if job_ask.asks_for_work(sentence) else _open_twin(double.first_question(sentence))
    if twin:
        return f"Open it up with what or how: {quoted(twin)}"
    return (
        "Start with what, how or why, or with an invitation such as “Tell me about…”, and leave the ending to them: "
        "“What has that been like for you?”"
    )


def _open_twin(core: str) -> str | None:
    """The same wish in open words, or None where rewriting by rule could come out crooked."""
    if m := _LIKING.fullmatch(core):
        verb = "do" if core[:3].lower() != "did" else "did"
        return f"what {verb} {m[1]} {m[2]} about {m[3]}"
    if m := _ANYONE_ELSE.fullmatch(core):
        return f"who else {_turned(m[2])}"
    if m := _ANYTHING_ELSE.fullmatch(core):
        return f"what{m[1] or ''} {m[3]} {m[2]} {m[4]}" if m[3].lower() in ("should", "could", "would") else None
    if m := _HAVING_ANY.fullmatch(core):
        return f"what {m[1]} do you have {m[2]}"
    if m := _ELLIPTIC_ANY.fullmatch(core):
        return f"what {m[1]} do you have{m[2]}"
    if m := _HAVE_EVER.fullmatch(core):
        return f"when, if ever, have you {m[1]}"
    if m := _KNOWN_CLAUSE.fullmatch(core):
        return f"could you tell me {m[1]}"
    if m := _DEGREE.fullmatch(core):
        return (
            f"how {m[3].split(' ', 1)[0]} {m[1].lower()} {m[2]}{''.join(' ' + rest for rest in m[3].split(' ', 1)[1:])}"
        )
    if m := _RECOMMENDING.fullmatch(core):
        return f"to whom would you recommend {m[1]}"
    return None


def _turned(clause: str) -> str:
    """ "I should meet" → "should I meet"."""
    subject, auxiliary, rest = clause.split(" ", 2)
    return f"{auxiliary} {subject} {rest}"
