"""The kinds of events there are: read off the tables, and those that say more than that a row changed."""

from functools import cache

from ...core.db import Binned, models
from ...core.migrate import import_models
from .rules import TEST

_SAID = {
    "account.changed": "Your account was changed.",
    "career.decided": "You decided about a career.",
    "career.reopened": "You reopened a career that you had decided about.",
    "interview.requested": "You asked somebody for a talk.",
    "interview.followed_up": "You reminded somebody of your ask.",
    "interview.scheduled": "A talk was arranged.",
    "interview.rescheduled": "A talk was moved.",
    "interview.held": "A talk was held.",
    "interview.thanked": "You thanked somebody for a talk.",
    "interview.unthanked": "You took a thank-you back.",
    "interview.declined": "Somebody declined a talk.",
    "interview.no_response": "An ask for a talk was given up, because no reply came.",
    "interview.cancelled": "A talk was cancelled.",
    "interview.no_show": "Somebody did not come to a talk.",
    "interview.invited": "Somebody was sent an invitation to a talk, or told that it has changed or was called off.",
    "interview.not_invited": "A mail about a talk could not be sent.",
    "interview.answered": "Somebody replied to an invitation to a talk.",
    "interview.reopened": "A talk that was over was taken up again.",
    "interview.debriefed": "A talk was debriefed.",
    "introduction.asked_for": "You asked for an introduction.",
    "introduction.made": "An introduction was made.",
    "introduction.met": "You met whom you were introduced to.",
    "introduction.loop_closed": "You told who introduced you how it went.",
    "introduction.taken_back": "A step of an introduction was taken back.",
    "letter.sent": "You noted that a letter was sent.",
    "webhook.stopped": "A webhook was stopped, because nothing arrived.",
}
_DEEDS = {
    "created": "was added",
    "changed": "was changed",
    "deleted": "was put into the bin, or deleted",
    "restored": "was taken out of the bin",
}


@cache
def event_types() -> dict[str, str]:
    """Every type of event, in the alphabet's order, and when it comes."""
    import_models()
    found = dict(_SAID)
    for model in models():
        if model.kind:
            deeds = list(_DEEDS)[: 4 if issubclass(model, Binned) else 3]
            name = model.kind.replace("_", " ")
            found |= {f"{model.kind}.{deed}": f"{_a(name)} {_DEEDS[deed]}." for deed in deeds}
    return {type_: found[type_] for type_ in sorted(found) if type_ != TEST}


def _a(name: str) -> str:
    return f"{'An' if name[0] in 'aeiou' else 'A'} {name}"
