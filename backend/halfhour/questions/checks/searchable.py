"""A question that a web page answers: it spends minutes of a half hour on what ten minutes of reading give.

What only this person can know is never searchable, so every pattern yields to words of experience. Pay is not taboo:
what someone can realistically expect is worth asking, the average that a statistics office publishes is not.
"""

from .finding import Check, Finding
from .published import PAGES, Page
from .reading import Reading
from .words import pattern

_EXPERIENCE = pattern(
    (
        r"\b(?:in your (?:own |personal |professional )?(?:experience|view|opinion|eyes|judge?ment|case"
        r"|words|mind|world)|from (?:your|what you) \w+|(?:to|for) you\b(?! to\b)|do you (?:think|feel|find"
        r"|see|believe|reckon|wish|consider|like|enjoy|love|prefer|value|recommend|admire|tell|explain"
        r"|notice|remember|imagine)|did you\b|have you\b|you(?:'ve| have) (?!to\b)\w+|you (?:personally"
        r"|wish|wished|see|saw|think|feel|find|found|learnt|learned|notice|noticed|like|love|admire)"
        r"|would you\b|your (?:own|first|day|days|week|path|career|time|role)\b|really|realistic\w*"
        r"|honest\w*|surpris\w*|proud|behind the scenes|on paper|feel like|beyond|apart from|outsiders?"
        r"|worth|no one tells|nobody tells|misunderst\w*|misconception\w*|differently)\b"
    ),
)

_REASON = (
    "A web page answers this in a minute. Asking it tells people that you have not looked, and it takes the place of a "
    "question that only they can answer."
)


def find(reading: Reading) -> Finding | None:
    for sentence in reading.asking:
        if _EXPERIENCE.search(sentence.whole):
            continue
        for page in PAGES:
            if page.facts.search(sentence.core):
                return Finding(Check.SEARCHABLE, _REASON, _mend(page))
    return None


def _mend(page: Page) -> str:
    return f"Look it up beforehand, and use what you find to ask for what no page tells: “{page.instead}”"
