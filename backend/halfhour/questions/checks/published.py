"""What can be looked up: four families of facts that somebody has published, and what to ask in their place."""

from typing import NamedTuple

from .words import DETERMINER, PRONOUN, WORD, Pattern, gap, pattern

_KIND = (
    r"(?:company|firm|organi[sz]ation|employer|business|agency|hospital|school|university|bank"
    r"|start-?up|studio|practice|institution|institute|corporation|group|clinic|brand|charity"
    r"|foundation|ngo|non-?profit|museum|bureau|council|publisher|newspaper|factory|plant|airline"
    r"|theatre|orchestra|hotel|shop|ministry|authority)"
)
_ORG = rf"(?:the|your|this|that|their|a|our) (?:(?!team\b|department\b){WORD} ){{0,2}}?{_KIND}(?:'?s)?"
_NAMED = rf"(?:(?!(?:you|i|we|your|my|he|she|they|it|people|this|that|there)\b){WORD} ?){{1,5}}?"
_HELD = (
    r"(?:benefits?|vacanc(?:y|ies)|openings?|positions?|jobs?|internships?|support|training"
    r"|opportunit(?:y|ies)|advice|qualit(?:y|ies)|skills?|changes?|challenges?|effect|sense)"
)
_TRADES = (
    r"(?:sell|make|produce|offer|provide|serve|own|develop|manufacture|build|export|import|distribute"
    r"|publish|operate(?: in)?|speciali[sz]e in|run|have)"
)
_OWN = r"(?:the|your|its|their|this|our) "
_CERTIFICATE = (
    r"(?:degrees?|licen[cs]es?|licensing|licensure|certifications?|certificates?|diplomas?|exams?"
    r"|permits?|accreditations?|registrations?)"
)
_SCHOOLING = (
    r"(?:qualifications?|training|education|courses?|credentials?|schooling|subjects?|studies"
    r"|coursework|requirements?)"
)
_NEEDED = (
    r"(?:required|need(?:ed)?|necessary|mandatory|compulsory|requires?|have to have|must|has to|have to"
    r"|obligatory|prerequisites?)"
)
_TO_ENTER = (
    r"(?:to (?:become|be|work as|practi[sc]e|qualify|enter|train as|get licensed|operate)\b|officially"
    r"|legally|formally|by law)"
)
_PAY = r"(?:salary|salaries|pay|wages?|income|earnings|compensation|remuneration)"
_PUBLISHED = (
    r"(?:mission|vision|values|history|revenues?|turnover|profits?|(?:stock|share) price"
    r"|market (?:share|cap\w*|value)|address|website|slogan|motto|products?|services?|competitors?"
    r"|opening hours|headquarters|locations?|size|head ?count|ceo|founders?|owners?|parent company"
    r"|subsidiaries|legal form|ticker|(?:stock|ticker) symbol|(?:full |legal )?name|phone number"
    r"|clients|customers|organi[sz]ational chart|annual report|budget)"
)


class Page(NamedTuple):
    """One family of facts, and what to ask instead once it has been looked up."""

    facts: Pattern
    instead: str


_COMPANY = Page(
    pattern(
        (
            rf"\bwhen (?:was|were|did|is|has) {gap(6)}(?:founded|established|started|created|set up|incorporated"
            r"|launched|formed|opened|built|merged|acquired|go public|start up|start out|start$|open\b|begin$"
            r"|launch\b|close\b)"
        ),
        rf"\bwho (?:the|your) {gap(2)}(?:ceo|founder|owner|president|competitors) (?:is|are)\b",
        rf"\bwhen {_ORG} (?:was|were|started|opened|began|went)\b",
        (
            rf"\byear (?:was|were|did|has) {gap(6)}(?:founded|established|start(?:ed)?|created|set up"
            r"|open(?:ed)?|launch(?:ed)?|formed|begin|built)\b"
        ),
        r"\bopening hours\b",
        rf"\bwho (?:founded|owns|established|created|started|set up|runs|leads|heads) (?:{_ORG}|{_NAMED})$",
        (
            r"\bwho(?:'s| is| was| are| were) (?:the |your )(?:\w+ )?(?:(?:company|firm)'s )?(?:current "
            r"|present |new |first )?(?:ceo|cfo|cto|coo|founders?|owners?|president|chair(?:man|woman|person)?"
            r"|director general|managing director|chief \w+ officer|parent company|shareholders?|(?:director"
            r"|head|dean|principal) of (?:the|your))\b"
        ),
        (
            r"\bthe (?:full |legal |exact )?(?:name|website|address|phone number) of (?:the"
            rf"|your) {gap(2)}(?:ceo|director|founder|owner|president|{_KIND})\b"
        ),
        (
            rf"\b(?:who|what) (?:are|is) (?:{_OWN}|the )?(?:{_KIND}'s )?(?:main |biggest |key |closest |major "
            r"|direct |top )?competitors?\b"
        ),
        (
            r"\bhow many (?:people|employees|staff|workers|offices|branches|stores|shops|countries|students"
            rf"|beds|customers|clients|members|locations|sites|plants|subsidiaries|hospitals) {gap(3)}(?:{_ORG})\b"
        ),
        (
            r"\bhow many (?:employees|people|staff|offices|branches|stores|workers) (?:does|do) (?!you\b"
            rf"|your team|your department){gap(5)}(?:have|employ)\b"
        ),
        (
            r"\bhow many (?:people|employees) (?:work|are employed) (?:at|for|in) (?!your (?:team|department"
            rf"|group)\b){WORD}"
        ),
        (
            r"\bhow many (?:employees|offices|branches|stores|shops|locations|subsidiaries"
            r"|sites) do you (?:have|operate|run)\b"
        ),
        rf"\bhow many {gap(2)}(?:are there|exist|work) (?:in (?!your\b)|worldwide|across|nationwide|globally)",
        rf"\bhow (?:big|large|old) (?:is|are) (?:{_ORG}|the (?:\w+ ){{0,3}}(?:market|industry|sector))$",
        (
            rf"\bwhere(?:'s| is| are| was) {gap(5)}(?:based|located|headquartered|registered|headquarters"
            r"|head office|main office)\b"
        ),
        (
            rf"\bwhere(?:'s| is| are) (?:your|the|their) {gap(3)}(?:offices?|headquarters|branches|stores"
            r"|factor(?:y|ies)|plants?|locations?)$"
        ),
        rf"\b(?:what|which) (?:(?!{_HELD}\b){WORD} ){{1,3}}?(?:does|do) {_ORG} {_TRADES}$",
        rf"\bwhere (?:does|do) {_ORG} (?:have|operate|produce|manufacture|sell)",
        (
            r"\b(?:what|which) (?:\w+ )?(?:products?|services?|brands?|countries|markets|cities|industry"
            rf"|industries|sectors?|programm?es|courses|languages) (?:does|do|is|are) (?:{_ORG}"
            rf"|{_NAMED}) ?(?:make|sell|offer|provide|operate|work|produce|serve|have|in|active|cover|own|use)\b"
        ),
        (
            rf"\bwhat (?:does|do) {_ORG} (?:actually |exactly )?(?:do|make|sell|produce|offer|provide"
            r"|speciali[sz]e in|manufacture|stand for)(?: exactly| actually| for a living)?$"
        ),
        rf"\bwhat {_ORG} (?:does|makes|sells|produces|offers)$",
        (
            rf"\bwhat (?:kind|type|sort) of (?:{_KIND} (?:is (?!it to|it like)|do you work for|are you)|products"
            r"|services|business is)"
        ),
        (
            rf"\b(?:what|who|how (?:much|high|big|large))(?:'s| is| are| was| were) (?:{_ORG}"
            rf"|{_NAMED}) ?(?:(?:official|current|annual|main|core|stated|latest|biggest|largest|key|major|top"
            rf"|most important) )?{_PUBLISHED}(?: and {_PUBLISHED})?(?: statement)?(?: last year| this year)?$"
        ),
        rf"\bwhat(?:'s| is| are| was| were) the (?:\w+ )?{_PUBLISHED}(?: statement)? of {_ORG}",
        (
            rf"\bwhat(?:'s| is) the {gap(2)}(?:website|web address|phone number|postal address|head office"
            r"|headquarters|share price|stock price|retirement age|pension age|age limit|minimum age)\b"
        ),
        (
            rf"^(?:does|do|is|are|has|did) {_ORG} (?:have (?:an? |any )?(?:\w+ )?(?:offices?|branch(?:es)?"
            r"|website|locations?|subsidiar\w+)|(?:publicly |privately )?(?:owned|held|traded|listed)|public"
            r"|private|a public|a private|part of|international|based|located|operate in|owned by|for-profit)\b"
        ),
    ),
    "What surprised you about the place once you worked there?",
)
_STATISTICS = Page(
    pattern(
        (
            rf"^what(?:'s| is) the {_PAY}(?: range)? (?:of|for) (?:an? |the )?(?!your\b|this\b|someone\b"
            rf"|people\b){WORD}"
        ),
        rf"\b(?:average|median|mean|minimum|national) {gap(3)}{_PAY}\b",
        (
            rf"\b(?:typical|usual|normal|standard|starting|entry-level|going) {gap(2)}(?:{_PAY}"
            rf"|rate)(?: range)? (?:of|for) (?:an? |the )?(?!your\b|this\b|someone\b|people\b){WORD}"
        ),
        (
            r"\bhow much (?:money )?(?:does|do|is|are) (?:an? )?(?!you\b|your\b|they\b|people (?:here|in your"
            rf"|at|on|like)|one\b|it\b){gap(4)}(?:earn|make|get paid|paid|typically earn)\b"
        ),
        (
            r"\bwhat (?:does|do) (?:an? )?(?!you\b|your\b|they\b|people (?:here|in your|at|on|like|really)"
            rf"|one\b){gap(3)}(?:earn|make|get paid)(?: on average| per year| a year| per hour)?$"
        ),
        rf"\b(?:earn|make|paid) {gap(2)}on average\b",
        rf"\bhow much an? {gap(3)}{WORD} (?:earns|makes)\b",
        (
            rf"\bwhat(?:'s| is| are) the {gap(3)}(?:(?:job|employment|career) outlook|outlook for|growth rate"
            r"|unemployment rate|employment rate|inflation rate|market size|demand figures)\b"
        ),
        r"\b(?:what|which) (?:percentage|proportion|share) of\b",
    ),
    "What can someone realistically expect in the first years, from what you have seen?",
)
_ENTRY = Page(
    pattern(
        rf"\b(?:what|which) {gap(4)}{_CERTIFICATE} {gap(5)}{_NEEDED}\b",
        rf"\b(?:what|which) (?:(?!skills\b){WORD} ){{0,3}}?{_SCHOOLING} {gap(5)}{_NEEDED} {gap(3)}{_TO_ENTER}",
        (
            rf"\b(?:what|which) (?:(?!skills\b){WORD} ){{0,3}}?{_SCHOOLING} {gap(3)}(?:officially|legally"
            rf"|formally) {gap(3)}{_NEEDED}"
        ),
        (
            rf"\bwhat(?:'s| is| are) (?:the |an? )?(?:{WORD} ){{0,2}}?(?:entry|admissions?|legal|licensing"
            r"|official|formal|educational|academic|minimum|degree|visa|certification) requirements?\b"
        ),
        (
            rf"\b(?:do|does|is|are|would) {gap(7)}(?:{_CERTIFICATE}"
            rf"|qualifications?) {gap(2)}(?:{_NEEDED} )?{_TO_ENTER}"
        ),
        rf"\b(?:do|does) (?:you|one|i|people|an? {WORD}) {_NEEDED} {gap(4)}{_CERTIFICATE} {_TO_ENTER}",
        r"\bwhat(?:'s| is| are) the (?:\w+ )?requirements? (?:to (?:become|be|get)|for (?:becoming|a|an|the))\b",
        (
            r"\bhow (?:long|many \w+(?: of \w+)?) (?:does|do|would) it (?:usually |normally "
            r"|typically )?take to (?:become|qualify|train|get (?:a|an|the|your|licensed|certified)|earn"
            r"|complete|finish|study)\b"
        ),
        r"\bhow long it (?:usually |normally )?takes to (?:become|qualify|train|get)\b",
        r"\bby law\b",
        (
            r"\b(?:what|which) (?:\w+ )?(?:majors?|degrees?|courses?|studies) (?:leads?|qualif(?:y|ies)"
            r"|prepares?) \w+"
        ),
        (
            r"\bwhat(?:'s| is| are) the (?:\w+ )?(?:steps|process|procedure|pathway|requirements?) (?:to|for"
            r"|of) (?:become|becoming|get|getting) "
        ),
        r"\bhow does (?:one|someone|somebody|a person) (?:become|qualify as|train as|get licensed as) an? ",
        (
            r"\bwhen (?:do|does) (?:the |an? )?(?:\w+ ){0,3}(?:semester|term|applications?|enrolment|course"
            r"|programme?|training) (?:start|begin|open|close|end)\b"
        ),
        r"\bhow old (?:do|does|must|should) \w+ (?:have to |need to )?be\b",
        r"\bat what age (?:can|may|do)\b",
        (
            rf"\bhow (?:long|expensive) (?:is|are|does|do) (?:the |an? )?{gap(4)}(?:training|degree|course"
            r"|programme?|apprenticeship|residency|certification|internship|studies|exam|school|phd|doctorate)\b"
        ),
        rf"\b(?:how much|what) (?:does|do|is|are) {gap(8)}(?:cost|costs|tuition|the fees?)\b",
        (
            rf"\b(?:which|what) {gap(2)}(?:universit(?:y|ies)|schools?|colleges?|institutions?"
            r"|providers?) (?:offers?|teach(?:es)?|has|have|provides?|runs?)\b"
        ),
        (
            r"\bwhere (?:can|could|do|does|should) (?:i|one|you|people|someone) (?:study|train|find (?:courses"
            r"|a course|information)|apply for|register|take|download|enrol)\b"
        ),
        r"\b(?:application|registration|admission|enrolment) (?:deadlines?|fees?|process for the)\b",
        r"\bwhen (?:is|are) the (?:deadline|exam|next (?:intake|exam|course))",
    ),
    "Which part of your training turned out to matter in the work itself?",
)
_NO_OPINION = (
    r"(?!(?:an? |the )?(?:\w+ )?(?:like|typical|good|great|bad|normal|common|usual|average|realistic"
    r"|reasonable|fair|day|week|mistake|question|myth|skill|thing|next|new|missing|important|hard"
    r"|difficult|easy|different|best|worst|most|least|fun|true|wrong|changing|working|life|success"
    r"|happiness|feedback|reason|way|advice|needed|expected|one|something|left|possible|rewarding"
    r"|surprising|it|that|this|there|there's|your|you|my|i|he|she|they|we|our|their|going|what|great)\b)"
)
_DEFINITION = Page(
    pattern(
        (
            r"\bwhat (?:does|do) (?!(?:it|that|this|they|your|you|success)\b).{1,60} (?:stand for"
            r"|mean)(?: exactly)?$"
        ),
        r"\bwhat .{1,40} stands for$",
        rf"\b(?:me|know|ask) {gap(2)}what an? (?!good\b|great\b|typical\b){gap(3)}{WORD} (?:does|is|means)$",
        r"\bwhat(?:'s| is| are) (?:the |an? )?(?:exact |official |legal )?(?:definition|meaning|full form)\b",
        r"^define\b",
        r"\bthe (?:\w+ )?definition of\b",
        (
            rf"\bwhat(?:'s| is| are)(?: exactly| actually)? (?:an? ){_NO_OPINION}{WORD}(?: (?!like\b|you\b"
            rf"|that\b|of\b|in\b|for\b){WORD}){{0,3}}(?: exactly| actually)?$"
        ),
        (
            rf"\bwhat(?:'s| is) (?:exactly |actually )?{_NO_OPINION}(?!(?:{DETERMINER}"
            rf"|{PRONOUN})\b)\w[\w&/-]*(?<!ed)(?<!er)(?<!est)(?: (?!like\b|you\b){WORD}){{0,2}}$"
        ),
        (
            r"\bwhat (?:does|do) (?:an? |the )?(?!(?:your|you|my|i|we|they|he|she|it|people|that|this|a typical"
            r"|a normal|a good|most|someone|one|everyone|others)\b|(?:an? |the )?(?:good|great|bad|perfect|real"
            rf"|successful|ideal|junior|senior|typical|normal|day|week)\b){gap(4)}{WORD} (?:actually "
            r"|exactly )?do(?: exactly| all day| every day)?$"
        ),
        (
            rf"\bwhat(?:'s| is| are) (?:the |an? )?(?:{WORD} ){{0,2}}?(?:duties|responsibilities|tasks"
            rf"|job description|role|function) of (?:an? |the )?(?!your\b){WORD}"
        ),
        (
            r"\bwhat(?:'s| is) the difference between (?:an? |the )?(?!(?:your|you|what|how|working|good|great"
            rf"|bad|average|junior)\b|\w+ (?:good|great|average)\b){WORD}"
        ),
    ),
    "How does your own work differ from what people imagine it to be?",
)
PAGES = (_COMPANY, _STATISTICS, _ENTRY, _DEFINITION)
