"""What all talks say of a career, and of careers side by side."""

from collections import defaultdict
from collections.abc import Collection

from ..careers.views import CAREERS
from ..core.errors import Invalid, NotFound
from ..core.store import Store
from ..core.views import Shown
from . import rules, views
from .schemas import CompareQuery
from .service import named

_CAREER = ("title", "status", "decision", "decision_reason", "decided_at")


def show(store: Store, career_id: str) -> Shown:
    """The evidence for a career: the spread of ratings by criterion, the fit, and what is untested."""
    return _evidence(store, career_id, introduced(store))


def compare(store: Store, query: CompareQuery) -> Shown:
    """Two to four careers by the same criteria.

    Raises:
        Invalid: there is no such career.
    """
    pairs = introduced(store)
    try:
        return {"careers": [_evidence(store, id_, pairs) for id_ in query.ids.split(",")]}
    except NotFound:
        raise Invalid.field("/ids", "there is no such career", "Send ids of careers of yours.") from None


def introduced(store: Store) -> Collection[rules.Pair]:
    """Pairs of whom one named the other: such people are not independent."""
    return {frozenset(pair) for pair in store.rows(views.INTRODUCED)}


def _evidence(store: Store, career_id: str, pairs: Collection[rules.Pair]) -> Shown:
    career = store.show(CAREERS, career_id)
    ratings = _by(named(store, views.RATINGS_OF_CAREER, career_id=career_id), "criterion_id")
    findings = _by(named(store, views.FINDINGS_OF_CAREER, career_id=career_id), "assumption_id")
    criteria = [_criterion(each, ratings[each["id"]], pairs) for each in named(store, views.CRITERIA)]
    assumptions = [
        {**each, "findings": findings[each["id"]]} for each in named(store, views.ASSUMPTIONS, career_id=career_id)
    ]
    talks = named(store, views.TALKS_OF_CAREER, career_id=career_id)
    tested = [each for each in criteria if each["ratings"]]
    return {
        "career_id": career_id,
        **{name: career[name] for name in _CAREER},
        "fit": _fit(criteria, tested),
        "talk_count": len(talks),
        "person_count": len({said["contact_id"] for each in tested for said in each["ratings"]}),
        "weight_tested": sum(each["weight"] for each in tested),
        "weight_total": sum(each["weight"] for each in criteria),
        "criteria": criteria,
        "assumptions": assumptions,
        "untested_criteria": [{"id": each["id"], "name": each["name"]} for each in criteria if not each["ratings"]],
        "open_assumptions": [
            {"id": each["id"], "name": each["claim"]} for each in assumptions if each["state"] == "open"
        ],
        "talks": talks,
    }


def _by(rows: list[Shown], name: str) -> defaultdict[str, list[Shown]]:
    found: defaultdict[str, list[Shown]] = defaultdict(list)
    for row in rows:
        found[row.pop(name)].append(row)
    return found


def _criterion(criterion: Shown, said: list[Shown], pairs: Collection[rules.Pair]) -> Shown:
    voices = [rules.Voice(each["contact_id"], each["organization_id"], each["rating"]) for each in said]
    strength = rules.strength(voices, pairs)
    ratings = [{name: value for name, value in each.items() if name != "organization_id"} for each in said]
    return {**criterion, "strength": strength.value, **rules.span(voices, strength)._asdict(), "ratings": ratings}


def _fit(criteria: list[Shown], tested: list[Shown]) -> Shown | None:
    heard, whole = _mean(tested), _mean(criteria)
    if heard is None or whole is None:
        return None
    leaning = rules.leaning(whole).value
    return {**whole._asdict(), "heard_low": heard.low, "heard_high": heard.high, "leaning": leaning}


def _mean(criteria: list[Shown]) -> rules.Range | None:
    return rules.fit((each["weight"], rules.Range(each["low"], each["high"])) for each in criteria)
