"""A compliment out of what the seeker noted: their own reason, turned to the person whom it is about.

People note "She went from the ward to data and says so openly." Said to her, it is "you went from the ward to data and
say so openly." These rules turn what English notes usually hold and leave alone what they don't know: the seeker reads
the letter before it is sent.
"""

import re
from collections.abc import Iterable

LONGEST = 280
"""Characters of a note that a compliment takes up, cut at the end of a sentence or word."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FAMILIES = {
    "she": ("she", "her", "hers", "herself"),
    "he": ("he", "him", "his", "himself"),
    "they": ("they", "them", "their", "theirs", "themselves", "themself"),
}
_SAID_TO_YOU = {
    "she": "you", "he": "you", "they": "you", "him": "you", "them": "you", "his": "your", "their": "your",
    "hers": "yours", "theirs": "yours", "herself": "yourself", "himself": "yourself", "themselves": "yourself",
    "themself": "yourself",
}  # fmt: skip
_IRREGULAR = {
    "is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "isn't": "aren't", "wasn't": "weren't",
    "hasn't": "haven't", "doesn't": "don't",
}  # fmt: skip
_AFTER_OBJECT = _words(
    "at in on to for and but with about from when who that very so because as by after before last again how "
    "what why speak explain there here"
)
"""What follows `her` where it means `you` and not `your`."""
_LINKED = _words(
    "says is was has does goes writes speaks teaches knows gives makes keeps explains manages sees thinks "
    "builds understands listens isn't wasn't hasn't doesn't"
)
"""Verbs that after `and` still tell of the same person, and are no plural nouns."""
_LINKS = _words("and but then")
_ADVERBS = _words("also still never always often now once even just")
_STARTS = {
    "runs": "run", "leads": "lead", "writes": "write", "teaches": "teach", "speaks": "speak", "works": "work",
    "builds": "build", "built": "built", "went": "went", "won": "won", "wrote": "wrote", "gave": "gave",
    "made": "made", "became": "became", "led": "led", "ran": "ran", "left": "left", "began": "began",
    "taught": "taught", "spoke": "spoke", "knows": "know", "manages": "manage", "helps": "help", "has": "have",
    "is": "are", "was": "were", "did": "did", "took": "took", "grew": "grew", "found": "found", "set": "set",
}  # fmt: skip
"""Verbs that notes begin with where the person goes without saying: "Moved from nursing to data."""
_AFTER_VERB = _words(
    "a an the your my our us me from to in into at as on up out over off for with and every it many all back through "
    "without about against away one two three by"
)
"""What follows a verb such as `moved`, and not a word such as `gifted` before what it describes."""
_LOWERED = _words("a an the we our us my both someone somebody one how what that this you your")
_DOINGS = {
    "promoted": "being promoted", "became": "becoming", "joined": "joining", "started": "starting",
    "published": "publishing", "won": "winning", "finished": "finishing", "completed": "completing",
    "launched": "launching", "opened": "opening", "founded": "founding", "received": "receiving", "got": "getting",
    "gave": "giving", "spoke": "speaking", "wrote": "writing", "moved": "moving", "passed": "passing",
    "led": "leading", "built": "building", "elected": "being elected", "named": "being named",
    "appointed": "being appointed", "awarded": "being awarded", "graduated": "graduating", "earned": "earning",
    "retired": "retiring", "celebrated": "celebrating", "made": "making", "took": "taking",
}  # fmt: skip
_SHORT = {"ll": "'ll", "d": "'d", "ve": "'ve", "re": "'re"}
_HAVE_DONE = _words("built been made run gone done led written given taken become taught seen grown")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r".+?(?:[.!?…](?=\s|$)|$)", re.DOTALL)


def compliment(why_them: str, names: Iterable[str] = ()) -> str:
    """One or two sentences that could be said to nobody else; empty where no reason was noted."""
    said = _begun(_to_them(brief(why_them), names))
    return f"What made me think of you: {said}" if said else ""


def congratulation(what: str, names: Iterable[str] = ()) -> str:
    """A milestone so that it can follow `Congratulations on`; empty where there is none."""
    words = " ".join(what.split()).rstrip(".! ")
    first, _, rest = words.partition(" ")
    if first.casefold() in ("she", "he", "they", "was", "has", "is") and rest:
        return congratulation(rest, names)
    doing = _DOINGS.get(first.casefold())
    if doing:
        return f"{doing} {_to_them(rest, names)}".strip()
    turned = _to_them(words, names)
    if not turned or turned.split()[0].casefold() == "your":
        return turned[:1].lower() + turned[1:]
    starts = first[:1].isdigit() or first.casefold() in _LOWERED or first.casefold().endswith("ing")
    return turned[:1].lower() + turned[1:] if starts else f"your {_lowered_word(first)}{turned[len(first) :]}"


def brief(note: str) -> str:
    """The first sentences, as far as there is room."""
    words = " ".join(note.split())
    kept = ""
    for found in _SENTENCE.finditer(words):
        if kept and (len(kept) + len(found[0]) > LONGEST or kept.count(" ") > 25):
            break
        kept += found[0]
    if len(kept) > LONGEST:
        cut = kept[:LONGEST]
        kept = (cut.rpartition(" ")[0] or cut).rstrip(",;:– ") + "…"
    kept = kept.strip()
    return kept if not kept or kept[-1] in ".!?…" else kept + "."


def _to_them(text: str, names: Iterable[str]) -> str:
    """The text, said to the one whom it is about."""
    turned = text
    for name in sorted({each for each in names if each}, key=len, reverse=True):
        turned = re.sub(rf"(?<!\w){re.escape(name)}['’]s(?!\w)", "your", turned)
        turned = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "you", turned)
    family = _family(turned)
    pieces = []
    at, before = 0, "."
    words = list(_WORD.finditer(turned))
    for place, found in enumerate(words):
        follows = words[place + 1] if place + 1 < len(words) else None
        gap = turned[found.end() : follows.start()] if follows else "."
        new = _said(found[0], before, family, follows[0] if follows and gap.isspace() else "")
        pieces += [turned[at : found.start()], new]
        at, before = found.end(), "." if "." in gap else _kept_in_mind(new, before)
    turned = "".join([*pieces, turned[at:]])
    return re.sub(r"(?<=[.!?] )(your?)(?!\w)", lambda found: found[0].capitalize(), turned)


def _family(text: str) -> str:
    """The pronoun that the person goes by in this note: of several, the first; `they` may be somebody else's."""
    found = [word.casefold() for word in _WORD.findall(text)]
    plain = [word.partition("'")[0].partition("’")[0] for word in found]
    for word in plain:
        for name, words in _FAMILIES.items():
            if word in words and (name != "they" or word == plain[0]):
                return name
    return ""


def _said(word: str, before: str, family: str, follows: str) -> str:
    plain = word.casefold().replace("’", "'")
    pronoun, _, short = plain.partition("'")
    if family and pronoun in _FAMILIES[family]:
        if short:
            done = follows.casefold().endswith("ed") or follows.casefold() in _HAVE_DONE
            return "you" + _SHORT.get(short, "'ve" if done else "'re")
        if pronoun == "her":
            object_ = before != "." and (not follows or follows.casefold() in _AFTER_OBJECT)
            return "you" if object_ else "your"
        return _SAID_TO_YOU[pronoun]
    if before == "you" and (plain in _IRREGULAR or _third_person(plain)):
        return _plain_form(plain)
    if before == "link" and plain in _LINKED:
        return _plain_form(plain)
    return word


def _kept_in_mind(word: str, before: str) -> str:
    """What the word after this one follows: the person, something that still tells of them, or neither."""
    plain = word.casefold()
    if plain == "you" or (before == "you" and (plain in _ADVERBS or plain.endswith("ly"))):
        return "you"
    return "link" if plain in _LINKS else ""


def _third_person(verb: str) -> bool:
    return len(verb) > 2 and verb.endswith("s") and not verb.endswith(("ss", "us", "'s"))


def _plain_form(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("shes", "ches", "sses", "xes", "zzes")):
        return verb[:-2]
    return verb[:-1]


def _begun(text: str) -> str:
    """The text as it goes on after a colon."""
    first, blank, rest = text.partition(" ")
    plain = first.casefold()
    if plain in _STARTS:
        return f"you {_STARTS[plain]}{blank}{rest}"
    if plain.endswith("ed") and rest.partition(" ")[0].casefold() in _AFTER_VERB:
        return f"you {plain}{blank}{rest}"
    return f"{_lowered_word(first)}{blank}{rest}" if plain.rstrip(",.") in _LOWERED else text


def _lowered_word(word: str) -> str:
    """A word without the capital of its sentence; `UX` keeps both."""
    return word[:1].lower() + word[1:] if word[1:] == word[1:].lower() else word
