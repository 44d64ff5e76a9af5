"""A question about the seeker: the talk is about THEM, and they can't judge someone they have just met.

Read the other way round: every harmless mention of oneself is taken away (asking to be told, asking for advice,
whom to meet next, staying in touch), and if the seeker is still in the question, it is about the seeker.
"""

from . import job_ask
from .finding import Check, Finding
from .openings import Opening, behind_request
from .reading import Reading, Sentence
from .words import gap, pattern

_MODAL = r"(?:am|be allowed to|should|can|could|would|will|might|must|may|shall|do|ought to|need to)"
_LIKE_ME = r"(?:me|someone like me|somebody like me|people like me|a person like me|a beginner like me)"
_LEARNING = (
    r"(?:have asked|ask(?! for\b)|asked|be asking|meet|talk|speak|read|know|watch|expect|learn|listen"
    r"|follow|look (?:out|at|into)|prepare|build|study|improve|focus|develop|pay attention|avoid|take"
    r"|practi[sc]e|try|see|hear|notice|discover|be (?:aware|ready to|prepared|surprised|reading"
    r"|learning|asking|following|focus\w*|of (?:help|use|service))|find out|understand|get (?:to know"
    r"|in touch)|attend|join|visit|interview|contact|approach|do (?:first|to (?:learn|prepare"
    r"|understand)|before|for you)|(?:need|have) to (?:know|learn|bring|study|understand|read|watch"
    r"|prepare|pass|hold|have|do)|miss|unlearn|make (?:good |the |full )?(?:use|most|best)|keep in mind"
    r"|bear in mind|think about|observe|acquire|strengthen|work on|spend|explore|research|reach"
    r"|subscribe|gain|have known|help you|thank|repay|return|stay in|keep (?:in|you)|give back"
    r"|support your?|make (?:this|it) (?:useful|worth)|shadow|come by|verify|test|remember"
    r"|prioriti[sz]e|master)"
)
_LIFE = r"(?:job|career|role|path|profession|salary|position|direction|life|offer)"
_CHANGING = (
    r"(?:do|be(?! (?:alert|aware|careful|ready|prepared|wary|looking|asking|reading|learning"
    r"|following))|become|choose|pick|quit|leave|change|apply|move|accept|want|earn|work|live|go"
    r"|hand in|ask for|say about|resign|marry|stay)"
)
_KIN = (
    r"(?:friends?|cousin|sister|brother|mother|father|mum|mom|dad|uncle|aunt|parents|wife|husband"
    r"|partner|daughter|son|colleagues?|neighbou?r|professor|teacher|questions?|asking|notes|time"
    r"|understanding|knowledge|city|town|country|list|visit|call|message|email|mind|generation|research"
    r"|conversation|talk|interview|first|own eyes|eyes|side|last)"
)
_HARMLESS = pattern(
    (
        r"\b(?:what|which|how|who|whom|where"
        rf"|when)\b(?! {gap(3)}{_LIFE}s?\b) {gap(7)}should i (?!{_CHANGING}\b)\w+"
    ),
    (
        r"\b(?:can|could|should) i do (?:now |today |first |this week )?(?:to|for) (?:prepare|learn|help"
        r"|support|thank|give|make (?:this|it|our)|you)\b"
    ),
    (
        r"\b(?:talk|speak|write|listen|explain|show|open up|read|bring|lend|willing to (?:meet|see|help"
        r"|teach))\w* (?:to |with )?me\b(?! as\b)"
    ),
    (
        r"\b(?:qualifications?|degrees?|licen[cs]es?|certificates?|certifications?|exams?|skills?|training"
        rf"|education|courses?) {_MODAL} i (?:\w+ly )?need\b"
    ),
    r"\bhelp(?:s|ed)? me (?:to )?(?:understand|see|picture|learn|prepare|imagine)\b",
    r"\bagree with me\b",
    r"\b(?:do|would|will) i (?:\w+ly )?need (?:an?|any|some|to have) ",
    r"\bfor me to (?:talk|speak|meet|read|see|know|ask|visit)\b",
    rf"\b{_MODAL} i (?:allowed to |\w+ly |also |first |best |still |even )?{_LEARNING}\b",
    rf"\bi (?:\w+ly )?{_MODAL} (?:\w+ly |not |also |first |best )?{_LEARNING}\b",
    (
        r"\b(?:haven't|have|didn't|did) i (?:not |even )?(?:forgotten to |missed to |think to |thought to "
        r"|fail to |forget to )?(?:ask|asked|missed|miss|forget|forgotten|overlook\w*|thought to|leave out"
        r"|left out)\b"
    ),
    (
        r"\b(?:am i (?:right|correct|wrong|missing|forgetting|overlooking|not (?:asking|seeing))"
        r"|i (?:have not|haven't|did not|didn't|forgot to|failed to|never) (?:asked?|thought?))\b"
    ),
    (
        r"\b(?:suggest|recommend|advise|propose|think|say|wish|prefer"
        rf"|insist)(?: that)? i (?:{_MODAL} )?{_LEARNING}\b"
    ),
    (
        r"\bi(?:'m| am)? (?:suppose|guess(?:ing)?|assum(?:e|ing)|imagine|bet|presume|reckon|sure|did not"
        r"|didn't)\b"
    ),
    (
        r"\b(?:when|where|before|after|once|while|as|until|person|people|place|book|things?|questions?"
        r"|ones?) i(?:'d|'ve|'m)? \w+"
    ),
    (
        r"\bif i (?:first )?(?:visit|come|talk|meet|speak|walk|look|see|watch|read|listen|follow|shadow|ask"
        r"|may)\w*\b"
    ),
    r"\bi wondered\b",
    rf"\b(?:can|could|may|might|do) i {gap(4)}(?:for|to) you\b",
    r"\bi should have$",
    r"\bi may\b",
    r"\bi (?:had|have|should have|'d) asked\b",
    r"\bi'd asked\b",
    (
        r"\bi (?:(?:have |had )?(?:been told|been wondering|seen|gathered)|(?:have |had )?(?:saw|read|heard"
        r"|noticed|met|spoke|talked|found|learnt|learned|mentioned|understand|gather|hear|once|don't|do not"
        r"|came across))\b"
    ),
    r"\bi've (?:read|heard|seen|noticed|met|been told|learnt|learned|always)\b",
    r"\b(?:in|into|at|of) my (?:shoes|place|position|situation|stage|age|seat|boots|life stage)\b",
    r"\b(?:were|was) me\b",
    r"\bif i were\b",
    (
        r"\b(?:advice|tips?|warning|recommendations?|suggestions?|words?|homework"
        rf"|questions?) {gap(5)}(?:for|to) {_LIKE_ME}\b(?! to (?:be|become|get))"
    ),
    (
        r"\b(?:advi[sc]e|tell|recommend|warn|encourage|suggest|teach|show|want|expect|urge|remind"
        rf"|you(?: would|'d)? like) {_LIKE_ME}\b(?! as\b| for\b)"
    ),
    (
        rf"\b(?:advi[sc]e|tell|recommend|suggest|say to) {gap(3)}(?:someone|somebody|people|anyone|a person"
        rf"|a beginner) {gap(3)}(?:in|with|at|of|from|like) (?:me|my \w+)\b"
    ),
    rf"\bshould (?:someone|somebody|people) like me {_LEARNING}\b",
    (
        r"\b(?:introduce|connect|point|refer|direct|put|lead|steer) me (?:to|with|in touch|toward|towards"
        r"|at|in)\b"
    ),
    (
        r"\b(?:surprise|surprised|interest|strike|struck|tell|give|giving|telling|walk|talk|ask|forgive"
        r"|excuse|correct) me\b(?! (?:an? )?(?:feedback|your opinion|chance|break|job))"
    ),
    rf"\bmy {gap(1)}{_KIN}\b",
)
_MYSELF = pattern(r"\b(?:i|i'd|i'm|i've|i'll|me|my|mine|myself)\b(?!-)")
_THE_SUBJECT = pattern(
    rf"\b(?:{_MODAL}|was|were|have|had|am|can't|won't|don't|didn't|couldn't|shouldn't|haven't) i\b",
    r"\b(?:my|mine|myself)\b",
    (
        r"\b(?:think|believe|feel|reckon|imagine|suppose|guess|expect|see|say|suggest|recommend|know|sure"
        r"|tell|whether|if|what|how|where|which \w+)(?: that| if)? (?:i|i'd|i'm|i've|i'll)\b"
    ),
    (
        r"\b(?:for|of|in|about|like|with|against|than|suits?|fits?|match\w*|see|makes?|helps?|get|hold|let"
        r"|give|offer|hire|take|rate|place|want|do|find|support) me\b"
    ),
)
_MY_CHOICE = pattern(
    (
        rf"\b(?:what|which) {gap(3)}{_LIFE}s? (?:do you think |would you say )?(?:should |could "
        r"|can )?i (?:should |could |can )?\w+"
    ),
)
_TO_ME = pattern(
    r"^ (?:to|with|for) (?:me|us)\b",
    r" for (?:me|us)$",
)
_MY_WAY_IN = pattern(r"how (?:can|could|do|would|might|should) i (?:\w+ )?(?:get|land|find)\b")

_REASON = (
    "It turns the talk to you. They have known you for ten minutes and can only guess, while about their own work they "
    "know everything, and people open up when it is about them."
)
_MEND = (
    "Ask for their experience and judge for yourself afterwards: “What kind of person thrives in this work?” or "
    "“How did you find your own way in?”"
)


def find(reading: Reading) -> Finding | None:
    if any(_is_about_me(sentence) for sentence in reading.sentences):
        return Finding(Check.SELF_CENTRED, _REASON, _MEND)
    return None


def _is_about_me(sentence: Sentence) -> bool:
    if not sentence.asks or sentence.opening is Opening.COURTESY:
        return False
    if _MY_CHOICE.search(sentence.core):
        return True
    rest = _HARMLESS.sub(" ", sentence.core[behind_request(sentence.core) :])
    if sentence.opening is Opening.INVITATION:
        rest = _TO_ME.sub("", rest)
    mention = _THE_SUBJECT if sentence.opening in (Opening.OPEN, Opening.INVITATION, Opening.WISH) else _MYSELF
    if not mention.search(rest):
        return False
    return _MY_WAY_IN.match(sentence.core) is not None or not job_ask.asks_for_work(sentence)
