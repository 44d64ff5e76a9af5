"""How a sentence opens: by far the most telling thing about a question.

A small grammar of anchored patterns. Each function looks at one place in the text and is asked about the start of
a sentence or the start of a clause, so that "In your experience, does it help?" is read from "does".
"""

from enum import Enum, auto

from .words import (
    AUXILIARY,
    DETERMINER,
    NEGATED,
    PREPOSITION,
    PRONOUN,
    QUESTION_WORD,
    WORD,
    either,
    gap,
    pattern,
)


class Opening(Enum):
    """What a clause sets out to do, judged by its first words."""

    OPEN = auto()  # what, how, why …
    YES_NO = auto()  # do you …, is it …, any …
    NEGATIVE = auto()  # don't you …, is it not …
    INVITATION = auto()  # tell me …, could you describe …
    WISH = auto()  # I'd love to hear …
    WHETHER = auto()  # tell me whether …, I wonder if …
    COURTESY = auto()  # may I keep in touch, how are you
    DECLARED = auto()  # you like it here?
    STATEMENT = auto()


ASKS = frozenset(Opening) - {Opening.STATEMENT, Opening.COURTESY}

_ME = r"(?:me|us)"
_ASKED_ABOUT = r"(?:about|more|how|what|why|which)"
_SPEECH = either(
    rf"tell(?:ing)? {_ME}\b",
    r"(?:describ|explain|elaborat|expand|outlin|sketch|summari[sz]|recount|illustrat|unpack)(?:e|ing)?\b",
    rf"(?:walk|talk|run|guid|tak|lead)(?:e|ing)? {_ME} (?:\w+ )?through\b",
    rf"(?:talk|speak)(?:ing)? (?!(?:to|with) (?:your|hr|him|her|them)\b){gap(3)}(?:about|on|to (?:what|how|why))\b",
    rf"shar(?:e|ing) (?:with {_ME}|an?|any|one|some|something|more|your|the|what|how|why|when|where|which)\b",
    rf"say(?:ing)? {gap(3)}{_ASKED_ABOUT}\b",
    (
        rf"giv(?:e|ing) {_ME} {gap(3)}(?:examples?|idea|sense|overview|picture|impression|insights?|flavou?r|feel"
        r"|description|glimpse|rundown|sketch|taste|feeling|account|tour|story|snapshot|details?)\b"
    ),
    rf"paint(?:ing)? {gap(2)}picture\b",
    rf"help(?:ing)? {_ME} (?:to )?(?:understand|see|picture|imagine)\b",
    rf"let(?:ting)? {_ME} know\b(?= (?:how|what|why|which|if|whether)\b)",
    rf"show(?:ing)? {_ME} (?:how|what|why)\b",
    r"reflect(?:ing)? on\b",
    (
        r"(?:think of|recall|remember) (?:an?|one|some) "
        r"(?:time|moment|day|case|project|situation|example|instance|story)\b"
    ),
)
_SOFTLY = r"(?:(?:please|possibly|perhaps|maybe|kindly|just|briefly|also|then|ever|really|do|possibly) )*"
_POLITE = (
    rf"(?:(?:can|could|would|will|might) you {_SOFTLY}(?:(?:be (?:able|willing|open|happy|up for"
    rf"|comfortable|so kind as)|care|like|mind) ?(?:to |with )?)?{_SOFTLY}{_SPEECH}"
    rf"|do you mind {_SPEECH}|do you feel comfortable {_SPEECH})"
)
_I_ASK = (
    r"(?:(?:may|can|could|might) i (?:just |please |also |quickly )?(?:ask|hear|know|learn|enquire"
    r"|inquire)\b(?: you)?|(?:is|would|will) it (?:be )?(?:ok|okay|all right|alright|fine"
    r"|rude)(?: with you)? (?:if i|to) ask(?:ed)?(?: you)?|(?:do|would) you mind (?:if i ask(?:ed)?"
    r"|me asking|my asking)(?: you)?)"
)
_WISH = (
    r"(?:i(?:'d| would)? (?:\w+ )?(?:love|like|want|wanted|wish|wonder|wondered|hoped|meant)\b|i(?:'d"
    r"| would) be (?:\w+ )?(?:keen|curious|interested|grateful|glad|happy|thankful)\b|i(?:'m| am| was"
    r"|'ve been| have been) (?:\w+ ){0,2}?(?:wondering|curious|interested|keen|eager|hoping"
    r"|fascinated|intrigued|trying to (?:understand|learn|work out|find out|figure out))\b"
    r"|(?:just )?(?:wondering|curious)\b(?! ?[,:])|(?:my|the|another|a|one) (?:\w+ )?question (?:is"
    r"|would be|i have is)\b|what i(?:'d| would)? (?:\w+ )?(?:like|love|want|wonder)(?: to (?:know"
    r"|ask))? is\b)"
)
_FILLER = (
    r"(?:[ ,]*\b(?:me|us|you|to|please|know|hear|ask|learn|find|figure|out|understand|see|tell|about"
    r"|just|honestly|exactly|a|bit|little|more|something|in|knowing|hearing|learning|finding|this|from"
    r"|also)\b)*"
)
_WHETHER = pattern(rf"(?:{_POLITE}|{_I_ASK}|{_WISH}|{_SOFTLY}{_SPEECH}){_FILLER}[ ,]*\b(?:whether|if)\b")
_WHETHER_SPEECH = pattern(
    (
        rf"{_WISH}{_FILLER}[ ,]*\bif (?:{_POLITE}|you (?:can|could|would|might|'d)? ?(?:be willing to "
        rf"|mind )?{_SPEECH}|i (?:can|could|may|might) ask)"
    ),
)
_INVITATION = pattern(rf"(?:{_POLITE}|{_I_ASK}|{_SOFTLY}{_SPEECH})")
_WISHING = pattern(_WISH)
_THANKFUL = pattern(
    r"(?:please )?let me know (?:if|when) (?:an?|any|something|anything|there)\b",
    r"i(?:'d| would) be (?:\w+ )?(?:grateful|glad|happy|thankful) if\b",
)
_WISHING_TO_KNOW = pattern(rf"{_WISH}{_FILLER}[ ,]*\b{QUESTION_WORD}\b")

_PERMISSION = (
    r"(?:(?:may|can|could|might|shall) (?:i|we)|(?:is|would|will) it (?:be )?(?:ok|okay|all right"
    r"|alright|fine|possible)(?: with you| by you)? (?:if (?:i|we)|to|for me to)|(?:do"
    r"|would) you mind (?:if (?:i|we)|me|my)|would you (?:be (?:open|willing|happy|okay|ok)|like"
    r"|mind) ?(?:to|with|for)?)"
)
_COURTEOUS = either(
    r"(?:keep|stay|remain|be|get)(?:ing|ting)? in (?:touch|contact)",
    (
        r"(?:keep|contact|call|e-?mail|message|write|thank|quote|connect with|add|updat|reach out to|get back to"
        r"|come back to"
        r"|check in with|follow up with|write to|mention|tell|shar(?:e|ing) (?:\w+ )?with|buy|bring)(?:e|ing)? you\b"
    ),
    r"follow(?:ing)? up\b",
    r"return the favou?r\b",
    r"record",
    r"(?:tak(?:e|ing)|took) (?:a few |some )?notes",
    r"let(?:ting)? you know",
    r"(?:mention(?:ing)?|us(?:e|ing)) your name\b(?! as\b)",
    rf"tell(?:ing)? {WORD} (?:that )?you",
    r"send(?:ing)? you an? (?:[\w-]+ )?(?:note|card|update|message|thank)",
)
_COURTESY = pattern(
    rf"{_PERMISSION} {gap(2)}{_COURTEOUS}",
    r"how(?: are|'re) you(?: \w+){0,2}$",
    r"how(?: is|'s) (?:it|everything) going$",
    (
        r"(?:may|can|could|might) i (?:just )?ask you (?:\w+ ){0,3}(?:something|question|questions|thing"
        r"|things)$"
    ),
)

_TAG = pattern(
    (
        rf"(?:{NEGATED} {PRONOUN}|{AUXILIARY} {PRONOUN}(?: not)?|(?:do|would|did)n'?t you (?:think|agree|say"
        r"|find)|do you (?:think|agree|find|suppose|reckon)|would you (?:say|agree)|am i (?:right|wrong"
        r"|correct))(?: (?:though|then|really))?$"
    ),
)
_NEGATIVE = pattern(
    rf"{NEGATED} {WORD}",
    rf"{AUXILIARY} (?:{PRONOUN}|{DETERMINER} {WORD}) not\b",
)
_YES_NO = pattern(
    (
        r"(?:do|does|did|is|are|am|was|were|has|had|can|could|will|would|shall|should|must|might"
        rf"|may) (?!(?:not|tell|describe|share|explain)\b){WORD}"
    ),
    rf"(?:have|need) (?:{PRONOUN}|your|the|any|most|many|things|other)\b",
    rf"(?:any|anything|anyone|anybody|ever|still|worth|got|enjoying) {WORD}",
)
_OPEN = pattern(rf"(?:{PREPOSITION} )?{QUESTION_WORD}(?:'?s|'re|'d|'ll|'ve)?\b(?!-)")
_TOPIC = pattern(
    (
        rf"(?:and |but )?(?:{PREPOSITION} )?(?:your|the|a|an|one|another|some|most|best|worst|biggest"
        rf"|favou?rite|{QUESTION_WORD}|\w+est)\b(?! \w+ (?:is|are|was|were|has|have|can|will|does|do|likes?"
        r"|pays?|works?)\b)"
    ),
)

_SUBJECT_FOLLOWS = pattern(
    rf"(?:{PREPOSITION} )?{QUESTION_WORD} (?:{PRONOUN}|{DETERMINER}|to)\b",
    rf"(?:when|where) (?!{AUXILIARY}\b){WORD}",
)
_SOMEBODY = r"(?:you|i|we|they|he|she|people)"
_INVERTED = pattern(
    (
        rf"(?:{PREPOSITION} )?{QUESTION_WORD} (?!(?:{DETERMINER}|{PRONOUN}"
        rf"|to)\b)(?:(?!{_SOMEBODY}\b){WORD} ){{0,5}}?(?:(?:do|does|did|is|are|was|were|can|could|will|would"
        rf"|should|must|might|may)(?:n'?t)? (?:{PRONOUN}|{DETERMINER})\b|(?:have|has|had"
        rf"|am)(?:n'?t)? {PRONOUN}\b)"
    ),
)
_OBJECT_AFTER = (
    rf"(?:(?:you|it|them|us|me|people|one) (?:{PREPOSITION}|{DETERMINER}|most|least|back|off|up|going"
    r"|motivated|here|there|today|now|then|as|when|while|during|along|apart|personally|happy|stay|keep"
    r"|feel|as)\b|(?:you|it|them|us|me)$)"
)
_MOVES = (
    r"(?:makes?|made|helps?|helped|lets?|keeps?|kept|gets?|got|led|leads|drives?|drove|taught|teaches"
    r"|brings?|brought|drew|draws?|gave|gives?|\w+ed|inspires?|motivates?|stops?|prevents?|allows?"
    r"|enables?)"
)
_SUBJECT_ASKED = pattern(
    rf"(?:what|who|which {WORD}) {_MOVES} (?:you|them|people|it|him|her|us|me)\b",
    (
        rf"(?:what|who|which)(?: ones?| parts?)? (?!(?:{PRONOUN}|{DETERMINER}|{PREPOSITION}|not|else"
        rf"|if)\b){WORD}(?: (?!(?:you|i|we|they|it|he|she|people) )|$| (?={_OBJECT_AFTER}))"
    ),
)


def behind_request(text: str) -> int:
    """Where a request such as "could you tell me" or "I'd love to hear" ends, 0 if there is none."""
    request = _INVITATION.match(text) or _WISHING.match(text)
    return request.end() if request else 0


def wishes_to_know(text: str, at: int = 0) -> bool:
    """Whether a wish here is itself the question ("I'd love to know how …") and not a remark before one."""
    return _WISHING_TO_KNOW.match(text, at) is not None


def inverted(text: str, at: int = 0) -> bool:
    """Whether the question word here is followed by verb, then subject: "what do you", not "what you do"."""
    return _INVERTED.match(text, at) is not None


def asks_for_its_subject(text: str, at: int = 0) -> bool:
    """Whether the question word here is itself the subject: "what surprised you", not "what you saw"."""
    return _SUBJECT_ASKED.match(text, at) is not None


def embedded(text: str, at: int = 0) -> bool:
    """Whether the clause here has a question word but a statement's order: "when you started", "what to do"."""
    return _SUBJECT_FOLLOWS.match(text, at) is not None and not inverted(text, at)


def asks_yes_no(text: str, at: int = 0) -> bool:
    """Whether an auxiliary stands before a subject here, and it is more than a tag such as "don't you"."""
    if _TAG.match(text, at):
        return False
    return (_YES_NO.match(text, at) or _NEGATIVE.match(text, at)) is not None


def opening(text: str, at: int = 0) -> Opening:
    """Classify the clause that starts at ``at``; a tag ("isn't it") is part of the statement before it."""
    if _COURTESY.match(text, at):
        return Opening.COURTESY
    if _WHETHER_SPEECH.match(text, at):
        return Opening.INVITATION
    if _WHETHER.match(text, at) and not _THANKFUL.match(text, at):
        return Opening.WHETHER
    if _INVITATION.match(text, at):
        return Opening.INVITATION
    if _WISHING.match(text, at):
        return Opening.WISH
    if _OPEN.match(text, at):
        return Opening.OPEN
    if at and _TAG.match(text, at):
        return Opening.STATEMENT
    if _NEGATIVE.match(text, at):
        return Opening.NEGATIVE
    if _YES_NO.match(text, at):
        return Opening.YES_NO
    return Opening.STATEMENT


def names_a_topic(text: str) -> bool:
    """Whether the text only names what to speak about: "The worst part?", "And your first boss?"."""
    return _TOPIC.match(text) is not None
