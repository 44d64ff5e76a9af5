"""Asking for a job, a referral or an opening: the one thing the method promises not to do.

Each pattern below is one way of asking. Talking about jobs is fine ("How did you get your job?", "What do you look
for when you hire?"), so a pattern needs more than a noun: an opening at their place, or the seeker as the one served.
"""

from .finding import Check, Finding
from .openings import behind_request
from .reading import Reading, Sentence
from .words import WORD, gap, pattern

_POST = (
    r"(?:jobs?(?! (?:descriptions?|titles?|satisfaction|security|market|hunt\w*|search\w*|seekers?"
    r"|adverts?|fairs?)\b)|positions?|openings?|vacanc(?:y|ies)|internships?|traineeships?"
    r"|apprenticeships?|placements?|roles?|posts?|gigs?|employment|contract)"
)
_VACANCY = (
    r"(?:(?:job |current |future |upcoming )*(?:openings?|vacanc(?:y|ies)|internships?|traineeships?)"
    r"|(?:open|free|vacant|available) (?:jobs?|positions?|roles?|posts?|slots?|spots?))"
)
_PAPERS = r"(?:cv|curriculum vitae|r[ée]sum[ée]|application|cover letter|portfolio|references|papers)"
_GATEKEEPER = (
    r"(?:hr|human resources|(?:hiring|recruiting|recruitment|talent) \w+|recruiters?|boss|bosses"
    r"|manager|supervisor|ceo|director|employer|team lead|department head|head of \w+|(?:people|person"
    r"|someone|somebody|anyone|one) (?:who |that |with )(?:the )?(?:hires?|does the hiring|is hiring"
    r"|recruits?|open|jobs?|positions?))"
)
_ME = r"(?:me|someone like me|somebody like me|people like me|a person like me)"
_THEM = rf"(?:you|they|there|anyone|anybody|someone|(?:your|the|this|that) {WORD}(?: {WORD})?)"
_A_FIELD = (
    r"(?:field|industry|sector|area|profession|market|trade|region|country|line of|world|career|shoes"
    r"|experience|life)\b"
)
_A_PLACE = (
    r"(?:company|firm|team|department|organi[sz]ation|office|place|school|hospital|agency|studio|group"
    r"|lab|clinic|shop)\b"
)
_AT_YOURS = (
    rf"(?:here|with you|for you|under you|(?:at|in|on|with|for|within) (?:your (?!{_A_FIELD}){WORD}"
    rf"|(?:the|this) {_A_PLACE}))"
)

_HIRING_NOW = pattern(
    (
        r"^(?:is|are|will|would|has"
        rf"|have) {_THEM} {gap(3)}(?<!in )(?<!of )(?<!about )(?<!the )(?<!by )(?:hiring|recruiting)\b"
    ),
    (
        rf"^(?:is|are|will|would|could|do|does) {_THEM} {gap(2)}(?:looking for|in need of|on the lookout for"
        r"|taking on|need|use|want|look for) (?:(?:any|more|new|some|extra|another|fresh) )*(?:people|staff"
        rf"|help|hands|employees|an? {gap(1)}(?:assistant|intern|trainee|apprentice|junior|helper|beginner"
        r"|newcomer)|interns|trainees|juniors|beginners)\b"
    ),
    (
        rf"^(?:is|are|do|does|might|could|will|would) {_THEM} {gap(2)}(?:looking for|need|use|hire"
        rf"|recruit) (?:another|an extra|an additional|more|new) {WORD}"
    ),
    rf"^(?:who|where|which|what)\b {gap(5)}(?:is|are|'s|will be|might be) {gap(1)}(?:hiring|recruiting)\b",
    rf"\bwhen (?:is|are|will|might) {gap(5)}(?<!the )(?:hiring|recruiting)\b",
    rf"\bwho(?:'s| is) {gap(1)}(?:hiring|recruiting)\b",
    rf"\bwhen (?:will|would|does|do) {gap(4)}(?:hire|recruit) (?:again|next|new|more)\b",
    (
        rf"\b(?:if|whether|that|know {gap(3)}who(?: is)?|anyone|anybody|someone|know of \w+|places?"
        rf"|companies|firms) (?:you |they |your {WORD} |it )?(?:is |are |might be |may be |'re "
        r"|'s )?(?:currently )?(?:hiring|recruiting)\b"
    ),
)
_OPENING_HERE = pattern(
    rf"^(?:do|does|is|are|will|would|has|have|might|could|can|may) {_THEM} {gap(6)}{_VACANCY}",
    (
        rf"^(?:do|does|have|has) {_THEM} {gap(3)}(?:have|got|know of|know about"
        rf"|offer) {gap(4)}{_POST} (?:for {_ME}|available|open|free|right now|at the moment|currently|going"
        rf"|{_AT_YOURS})"
    ),
    (
        rf"^(?:do|have) you {gap(2)}(?:have|got|know of|know about) (?:any|a|an|some|other) {gap(2)}(?:jobs?"
        r"|positions?|posts?|work)\b"
    ),
    rf"\b(?:have|got|find) (?:any |some )?(?:work|a job) for {_ME}\b",
    (
        rf"^(?:is|are|might|could|would|will|may) there {gap(6)}(?:{_POST}|work) (?:available|open|free"
        rf"|going|for {_ME}|{_AT_YOURS})"
    ),
    rf"\bany {_VACANCY}",
    rf"\b(?:anything|something) {gap(1)}(?:open|available|free|vacant)\b",
    rf"\bany {gap(2)}(?:open|available|vacant|coming up)\b {gap(2)}{_AT_YOURS}",
    (
        rf"\b(?:what|which|how many) {gap(2)}(?:{_POST}|{_VACANCY}) (?:(?:are|is|do|does|will"
        rf"|might) {gap(4)}(?:available|open|vacant|free|fill|offer|hiring|coming up|there"
        rf"|unfilled)\b(?! {gap(6)}(?:field|industry|sector|profession|market)\b)|(?:do|does) {_THEM} have$"
        r"|you have\b|there are\b)"
    ),
    rf"\b(?:what|which) (?:{_VACANCY}) (?:do|does|are|will)\b",
    rf"\b(?:is|are) {gap(3)}{_POST} still (?:open|available|vacant|free)\b",
    (
        rf"\b(?:an?|any|some|no|another|enough) {gap(2)}(?:room|place|spot|seat|space|use|chance|position"
        rf"|job|opening|role|work) {gap(2)}for {_ME}\b(?! to (?:see|learn|watch))"
    ),
    (
        rf"^(?:is|are) {_THEM} {gap(2)}(?:looking|planning|going|about|wanting|hoping|trying) to (?:hire"
        r"|recruit|take on|expand|fill)\b"
    ),
    rf"\bif you (?:hear|learn|know|come across|see) (?:of |about )?(?:any|an?|some) {gap(2)}{_POST}",
    rf"\b(?:if|when|should) there (?:is|are|will be|were|be) (?:ever )?(?:an?|any|some) {gap(2)}{_POST}",
    rf"\b(?:if|when|should) (?:an?|any|some|the) {_POST} {gap(1)}(?:opens?|comes?|becomes?|is|are|gets?)\b",
)
_HIRE_ME = pattern(
    (
        r"\b(?:hir|employ|recruit|consider|shortlist|interview|sponsor|endors|nominat|vouch(?:ing)? for"
        rf"|tak(?:e|ing) on|bring(?:ing)? on)(?:e|ing)? {_ME}\b"
    ),
    (
        r"\b(?:take|taking|get|getting|bring|bringing|have) me (?:on|in|aboard|hired|through the door"
        r"|onto your|into your)\b"
    ),
    rf"\b(?:get|getting|be|being|become) (?:hired|employed|taken on|recruited) {_AT_YOURS}",
    r"\b(?:use|need|want|place) someone like me\b",
    (
        rf"\b(?:chance|possibility|opportunity|way) (?:to|of) (?:join|work|intern)(?:ing)? {gap(2)}(?:you"
        r"|your|here)\b"
    ),
    r"\b(?:recommend|refer) me$",
    r"\bkeep (?:me|my \w+) (?:in mind|on file|posted about)\b",
    rf"\bcreate {gap(3)}for {_ME}\b",
)
_GET_ME_IN = pattern(
    (
        r"\b(?:get|getting|give|giving|offer|offering|find|finding|land|arrange|secure|help"
        rf"|helping) me (?!{gap(3)}(?:examples?|idea|sense|picture|overview|advice|tips|description"
        rf"|understand|see)\b){gap(5)}(?:{_POST}|work|interview|trial|hired|shot at|chance (?:to|at|here|in"
        r"|with)|foot in the door)\b"
    ),
    (
        rf"\b(?:can|could|may|might|do|would|will|should) i {gap(1)}(?:(?:get|have|find|land|secure"
        rf"|interview for|do) {gap(4)}{_POST}|(?:apply|apply for|start) {gap(3)}) ?{gap(1)}{_AT_YOURS}"
    ),
    rf"\b(?:can|could|may|might) i (?:please )?(?:have|apply for) (?:a|an|the|this|your) {gap(1)}{_POST}\b",
    (
        rf"\b(?:i {gap(4)}|(?:let|have) me {gap(1)})(?:work|working|intern|interning|join|joining|freelance"
        rf"|employed) (?:for |with |at |under |on |in )?(?:you|here|your (?!{_A_FIELD}){WORD})\b(?! (?:like"
        r"|did|do|work))"
    ),
)
_WORD_FOR_ME = pattern(
    (
        r"\b(?:refer|recommend|introduc|connect|nominat|suggest|forward|mention|pass|submit|put|send"
        rf"|point)(?:e|ing|ting)? me (?!to (?:a book|someone|somebody|others?|people) ){gap(5)}(?:to|for"
        rf"|with|forward|in touch|at) {gap(4)}(?:{_GATEKEEPER}|{_POST}|hiring)\b"
    ),
    (
        rf"\b(?:recommend|refer|suggest) me (?:for|at|to|internally|as) (?!a book){gap(1)}(?:{_GATEKEEPER}"
        rf"|your \w+|the \w+|{_POST})"
    ),
    (
        rf"\b(?:talk|speak|say something|write) (?:to|with) {gap(2)}{_GATEKEEPER} {gap(2)}(?:about (?:me|my"
        r"|a|an)|for me|on my behalf)\b"
    ),
    r"\b(?:good|kind|nice) word\b",
    r"\bput(?:ting)? in a word\b",
    r"\bpull (?:some |a few |any )?strings\b",
    r"\bput(?:ting)? my name (?:forward|in|down)\b",
    rf"\b(?:reference|referral|referee|recommendation)s? {gap(2)}for me\b",
    (
        rf"\b(?:be|act as|serve as|write|provide|give|get) (?:me )?(?:my|an?) {gap(1)}(?:reference|referral"
        r"|referee|recommendation(?! for a (?:book|course)))\b"
    ),
    r"\b(?:use|list|name|put) you(?:r name)? (?:down )?as (?:a|my) (?:reference|referee)\b",
)
_MY_PAPERS = pattern(
    (
        r"\b(?:send|email|e-mail|give|hand|leave|show|submit|forward|pass|share|take|deliver|drop|slip|put"
        rf"|get|bring|accept|consider|have|circulate|upload)(?:ing)? {gap(5)}my {gap(1)}{_PAPERS}\b"
    ),
    rf"\b(?:here(?:'s| is)|attached(?: is)?|enclosed(?: is)?|this is|brought) my {gap(1)}{_PAPERS}\b",
    (
        rf"\b(?:who|where|whom) {gap(1)}(?:should|can|could|do|would|must|may) i (?:send|submit|apply"
        r"|address|hand|direct)\b"
    ),
)
_WANTING_WORK = pattern(
    (
        r"\bi(?:'m| am|'ve been| have been| was|'d| would)? (?:\w+ ){0,2}?(?:look|looking|search"
        r"|searching|hunting|applying|apply|need|want|after|hoping|hope|like|love)(?: for| to (?:find|get"
        rf"|land|have))? (?:(?:a|an|any|my|some|the) )(?:{WORD} )?(?:job|position|vacancy|opening|internship"
        r"|traineeship)\b"
    ),
    rf"\binterested in (?:a|an|the|any) {gap(1)}(?:job|position|vacancy|opening|internship) {_AT_YOURS}",
    (
        rf"\b(?:who|where|how) {gap(3)}i apply (?:for|at|to|with) {gap(4)}(?:{_POST}|{_AT_YOURS}|you\b"
        rf"|your (?!{_A_FIELD}))"
    ),
)
_REQUEST = pattern(
    r"^(?:can|could|will|would|may|might|do|are|is) (?:you|i|your \w+)\b",
    r"\b(?:if|hope|hoping|hoped|that|grateful|please) you (?:can|could|would|will|might)\b",
    (
        r"^(?:please |kindly )?(?:get|give|send|pass|forward|hand|refer|recommend|hire|tell|let|keep|put"
        r"|introduce|find|offer|help)\b"
    ),
)
_FOR_THE_SEEKER = pattern(r"\b(?:me|my|mine|i)\b")
_WAY_IN = pattern(
    (
        r"\b(?:vacanc(?:y|ies)|openings?|internships?|traineeships?|(?:an?|the|your) (?:job )?interview for"
        rf"|hir(?:e|ed|ing)|recruit\w*|refer|referr\w+|hr|offer me|employ|{_PAPERS})\b"
    ),
    rf"\b(?:hear|learn|come across|know|see) (?:of |about )?(?:any|an?|some) {gap(2)}{_POST}",
)
_ADVICE_ON_PAPERS = pattern(
    (
        r"\b(?:look(?:ing)? (?:over|at|through)|review|feedback|read|check|improve|comment|advice|opinion"
        r"|think of|glance|proofread|correct|help me with)\w*\b"
    ),
)
_WAYS = (_HIRING_NOW, _OPENING_HERE, _HIRE_ME, _GET_ME_IN, _WORD_FOR_ME, _MY_PAPERS, _WANTING_WORK)

_REASON = (
    "You asked for advice, not for a job; that promise is why people say yes. Asked for a job, they have to say no, "
    "and the talk is over. Those who like you will think of you without being asked."
)
_MEND = (
    "Ask for insight or for the next person instead: “What makes a newcomer stand out to you?” or "
    "“Who else should I meet?”"
)


def find(reading: Reading) -> Finding | None:
    """Every sentence counts: a job is often asked for in a remark, not in a question."""
    if any(asks_for_work(sentence) for sentence in reading.sentences):
        return Finding(Check.JOB_ASK, _REASON, _MEND)
    return None


def asks_for_work(sentence: Sentence) -> bool:
    """Whether this sentence asks for a job, an opening, a referral or a word in the right ear."""
    texts = {sentence.core, sentence.whole}
    return any(way.search(text) for way in _WAYS for text in texts) or any(_requests_a_way_in(text) for text in texts)


def _requests_a_way_in(text: str) -> bool:
    """A request, for the seeker, that names what leads to a job: the general case behind the phrases above."""
    wish = text[behind_request(text) :]
    return (
        _REQUEST.search(text) is not None
        and _FOR_THE_SEEKER.search(wish) is not None
        and _WAY_IN.search(wish) is not None
        and not _ADVICE_ON_PAPERS.search(wish)
    )
