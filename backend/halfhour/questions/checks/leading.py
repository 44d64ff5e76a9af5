"""A leading question: the answer that the seeker expects is already in it."""

from .finding import Check, Finding, quoted
from .openings import Opening
from .reading import Reading, Sentence
from .words import AUXILIARY, NEGATED, PRONOUN, WORD, gap, pattern

_BAD = (
    r"(?:bad|badly|terribl[ey]|awful|awfully|horribl[ey]|horrid|dreadful|boring|dull|tedious|miserable"
    r"|toxic|unfair|unhealthy|ridiculous|pointless|useless|outdated|broken|corrupt|cruel|sexist|racist"
    r"|greedy|lazy|stupid|arrogant|incompetent|exploitative|chaotic|inefficient|depressing"
    r"|soul-crushing|soul-destroying|mind-numbing|unbearable|crazy|insane|overrated|underpaid"
    r"|undervalued|overworked|overpaid|lousy|rubbish|nasty|hostile|disorgani[sz]ed|bureaucratic|poor"
    r"|poorly|low|slow|rude|monotonous|repetitive|dying|(?:thank|meaning|hope|heart|soul|sense)less"
    r"|annoying|frustrating|painful|brutal|hated|worse)"
)
_GOOD = (
    r"(?:good|great|amazing|wonderful|fantastic|incredible|awesome|brilliant|perfect|fabulous"
    r"|marvell?ous|lovely|superb|glamorous|exciting|fun|cool|better|superior|special|successful"
    r"|thrilling|magical)"
)
_STRONG = (
    r"(?:terrible|awful|horrible|dreadful|miserable|toxic|ridiculous|pointless|mind-numbing"
    r"|soul-crushing|unbearable|endless|amazing|wonderful|fantastic|incredible|awesome|fabulous"
    r"|marvell?ous|glamorous|lousy|unfair|crazy|insane|boring|thankless|meaningless|soulless)"
)
_HARSH = (
    rf"(?:{_BAD}|stressful|exhausting|tiring|hard|tough|demanding|difficult|lonely|dangerous|dirty"
    r"|competitive)"
)
_SUBJECT = (
    rf"(?:{PRONOUN}|that|this|those|these|(?:the|your|my|their) {gap(2)}{WORD}|\w+ing(?: {WORD}){{0,4}}?"
    r"|\w+s)"
)

_TAG = pattern(
    (
        rf"[,;-]? ?(?:\b{NEGATED} (?:{PRONOUN}|that|this)|(?<=, )(?:{AUXILIARY}) (?:{PRONOUN}|that"
        r"|this)(?: not)?|\b(?:do|would|did)n'?t you (?:think|agree|say|find)|(?<=, )(?:do you agree"
        r"|would you agree|am i right|am i correct)|(?<=, )(?:right|correct|yes|no|yeah|eh|huh|true|innit"
        r"|agreed|surely|of course|i (?:guess|assume|suppose|presume|imagine|bet|take it)|no doubt))$"
    ),
)
_AGREE = pattern(
    r"(?:would|do|will|can|could) you (?:not )?(?:also |really )?agree\b",
    r"(?:am i|i'm|would i be) (?:right|correct|wrong)\b",
    (
        r"(?:is|would) it (?:be )?(?:fair|safe|right|correct|accurate|wrong) to (?:say|assume|think"
        r"|conclude|call)\b"
    ),
    r"(?:can|could|shall) we (?:all )?agree\b",
    r"do you also (?:think|feel|believe|hate|love|find)\b",
    rf"is it true (?:that )?{gap(8)}(?:{_BAD}|{_GOOD})\b",
    (
        r"(?:is|are|was|were|does|do) .{0,80}?\bas (?:bad|terrible|awful|boring|good|great|amazing"
        r"|wonderful|hard|stressful) as (?:people|they|everyone|everybody|it|i)\b"
    ),
)
_NOT_ME = r"(?! ?(?:i|my|how|what|why|who|where|when|whether|if)\b)"
_PRESUMED = pattern(
    (
        r"\b(?:surely|obviously|undoubtedly|undeniably|needless to say|goes without saying|no denying"
        r"|let's be honest|without a doubt|presumably|no doubt|let's face it|we (?:all|both) know|admit it"
        r"|you have to admit|(?:is|are) (?:clearly|obviously|of course))\b"
    ),
    (
        r"\b(?:everyone|everybody|no one|nobody) (?:\w+ ){0,3}?(?:knows|agrees|hates|loves|likes|says"
        r"|wants|complains)\b(?! (?:you|about it|me)\b)"
    ),
    r"\bit(?:'s| is) (?:\w+ )?(?:no secret|obvious|clear|evident|well known|common knowledge) that\b",
    r"^(?:and |so |but |well,? )?(?:clearly|of course|naturally|evidently|certainly)\b",
    (
        r"\bi(?:'m| am)? (?:can )?(?:only )?(?:guess(?:ing)?|bet|assum(?:e|ing)|presum(?:e|ing)|suppos(?:e"
        r"|ing)|imagin(?:e|ing)|suspect|reckon|figure|take it|sure|certain|convinced"
        rf"|positive)(?: that)? {_NOT_ME}(?!you(?:'re| are) (?:very |so |quite |really )?busy|you(?:'ve"
        r"| have)? (?:been asked|get asked|hear)|your time|so\b)"
    ),
    (
        rf"(?:^|[,;:-] |\b(?:and|so|but|that|guess|think|because) ){_SUBJECT} must (?:\w+ly )?(?:be|have"
        r"|feel|love|hate|enjoy|find|miss|get|dread|regret|like|make|drive|take|sometimes|often|really|all"
        r"|cost|wish)\b"
    ),
    (
        r"(?:^|[,;:-] |\b(?:and|so|but) )i(?: \w+ly)? (?:think|believe"
        rf"|feel that)(?: that)? {_NOT_ME}(?!about|of|it would|back)"
    ),
    (
        r"^(?:and |so |but |well,? )?(?:it|that|this) (?:seems|sounds|looks|appears) (?:like|as if"
        r"|as though|that|to me)\b"
    ),
    (
        rf"\bi(?:'ve| have)? (?:always |often )?(?:heard|read|been told|gather|hear)(?: that)? {gap(6)}(?:is"
        rf"|are) (?:\w+ )?{_BAD}\b"
    ),
    (
        r"\byou (?:probably|certainly|definitely) (?:love|hate|enjoy|like|miss|dislike|regret|prefer|feel"
        r"|find|get|wish|don't)\b"
    ),
)
_LOADED = pattern(
    (
        rf"\bhow (?:\w+ly |very |incredibly )?(?!good\b)(?:{_BAD}|{_GOOD}) (?:is|are|was|were|does|do|did"
        r"|has|have|must|would)\b"
    ),
    (
        rf"\bhow (?:much|badly|deeply|strongly) (?:do|did|does|are|were) {gap(3)}(?:love|hate|enjoy|dislike"
        r"|despise|adore|regret|loathe|resent|detest|dread|suffer|miss)\b"
    ),
    r"\bhow much (?:better|worse|happier|nicer|easier|harder) (?:is|are|was|were|do|does|did)\b",
    (
        rf"\bwhy (?:is|are|was|were|do|does|did|have|has|must) {gap(8)}(?:(?:so|such|always"
        rf"|never) {gap(2)})?(?:{_BAD})$"
    ),
    (
        rf"\bwhy (?:is|are|was|were|do|does|did|have|has) {gap(8)}(?:so|such an?|too) (?:{_BAD}|{_GOOD}|hard"
        r"|difficult|tough|stressful|high|long|obsessed|afraid|unhappy|resistant)\b"
    ),
    (
        rf"\bwhy (?:do|does|did) (?!i\b){gap(5)}(?:hate|treat {gap(3)}{_BAD}|exploit|underpay|overwork"
        r"|ignore|always|never)\b"
    ),
    (
        rf"\bwhat(?:'s| is| makes?| made) {gap(5)}(?:so|such an?|so much|that much) (?:\w+ )?(?:{_BAD}"
        rf"|{_GOOD}|hard|stressful)\b"
    ),
    r"\bwhat(?:'s| is) (?:wrong with|the point (?:of|in))\b",
    r"\bwhy (?:would|should|does|did|do) (?:anyone|anybody|people|you) (?:even |ever )?(?:bother|put up)\b",
    r"\bwhy on earth\b",
    r"\bwho wouldn't\b",
    r"\bhow (?:could|can) (?:anyone|anybody) \w+",
    r"\bin (?:their|your) right mind\b",
    r"\bwhy do you (?:\w+ly |still |so )?(?:love|hate|enjoy|dislike|regret)\b",
    (
        r"\bhow (?:\w+ly )?(?:excited|relieved|glad|lucky|disappointed|frustrated|angry|sorry|ashamed"
        r"|bored) (?:are|were|do|did|is|was) \w+"
    ),
    r"\bwhat makes? (?:your|this|the|that|their) (?:\w+ ){1,3}the (?:best|worst|greatest|most \w+)\b",
    rf"\bhow (?:{_HARSH}) (?:and|or) (?:{_HARSH}) (?:is|are|was|were)\b",
    (
        r"\bhow (?:do|can|could|did) (?:you|people|they|anyone|anybody|one) (?:possibly |even "
        r"|ever )?(?:put up with|stand|bear|tolerate|endure|stomach|survive)\b"
    ),
    (
        rf"\b(?:the|your|those|these|this|that|such an?|all (?:the|that|those)) {_STRONG} (?!thing|part"
        rf"|moment|day|story|experience){WORD}"
    ),
    rf"\b(?:is|are|was|were) (?:obviously|clearly|simply|just) (?:\w+ )?(?:{_BAD}|{_GOOD})\b",
)

_MUST = pattern(rf"^(?!(?:i|we|one)\b)(?:{WORD} ){{1,8}}?must {WORD}")
_JUDGED = pattern(
    rf"^(?:considering|given|since|because|as|with|seeing|knowing) {gap(3)}(?:how|so|such an?) {_BAD}\b",
    (
        r"^(?!(?:i|i'm|my|we|our|when|if|after|before|while|once|unless|even|whenever|in"
        rf"|on)\b){gap(8)}(?:is|are|was|were|seems?) {gap(2)}{_BAD}\b"
    ),
)

_REASON = (
    "It already carries the answer you expect. Most people are too kind to disagree, so you would hear your own guess "
    "back and lose what they really think."
)


def find(reading: Reading) -> Finding | None:
    """A text leads when any of its sentences does: a loaded remark colours the question that follows."""
    for sentence in reading.sentences:
        if suggests(sentence):
            return Finding(Check.LEADING, _REASON, _mend(sentence))
    return None


def suggests(sentence: Sentence) -> bool:
    """Whether this sentence suggests what to answer."""
    whole = sentence.whole
    return (
        sentence.opening is Opening.NEGATIVE
        or (sentence.marked and _TAG.search(whole, max(0, len(whole) - 60)) is not None)
        or _AGREE.match(sentence.core) is not None
        or _PRESUMED.search(whole) is not None
        or _claims(sentence)
        or _LOADED.search(whole) is not None
    )


def _claims(sentence: Sentence) -> bool:
    """What stands before the question, or instead of it, already judges: "The pay is low, so why do you stay?"."""
    if sentence.opening in (Opening.STATEMENT, Opening.DECLARED):
        return _MUST.match(sentence.core) is not None
    preface = sentence.whole[: -len(sentence.core)] if sentence.whole.endswith(sentence.core) else ""
    return _JUDGED.match(preface) is not None or _MUST.match(preface) is not None


_HOW_IS = pattern(rf"how (?:\w+ly )?(?:{_BAD}|{_GOOD}) (is|are|was|were) (.+)")
_HOW_MUCH = pattern(r"how (?:much|badly|deeply|strongly) (do|did) you \w+ (.+)")
_WHY_IS = pattern(r"why (?:is|are) ((?:your|the|this|that) [\w'-]+) so \w+")
_IS_NOT = pattern(r"(?:is|are|was|were)n'?t ((?:your|the|this|that) [\w'-]+) (?:\w+ly )?\w+")
_IS_IT_TO = pattern(r"(?:isn't|wasn't|is|was) it (?:not )?(?:\w+ly )?\w+ (to .+)")


def _mend(sentence: Sentence) -> str:
    twin = _neutral_twin(sentence.core)
    if twin:
        return f"Take your own view out and let them supply it: {quoted(twin)}"
    return "Take your own view out, keep the subject, and let them supply the judgement: “How do you see it?”"


def _neutral_twin(core: str) -> str | None:
    """The same subject without the verdict, or None where the words give no safe handle."""
    if m := _HOW_MUCH.fullmatch(core):
        return f"how {m[1]} you feel about {m[2]}"
    if m := _HOW_IS.fullmatch(core):
        be, subject = m[1].lower(), m[2]
        return f"what {be} it like {subject[3:]}" if subject.lower().startswith("it ") else f"what {be} {subject} like"
    if m := _WHY_IS.fullmatch(core) or _IS_NOT.fullmatch(core):
        return f"how do you see {m[1]}"
    if m := _IS_IT_TO.fullmatch(core):
        return f"what is it like {m[1]}"
    return None
