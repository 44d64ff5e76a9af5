"""Decisions about introductions from plain values: what can be done about one, when a talk has met it, and which
branches of the tree are alive."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ..contacts.models import Stage
from ..core.errors import Refusal
from .guard import ContactInBin, DoNotContact
from .models import IntroductionAction as Action
from .models import IntroductionState as State

ALIVE = timedelta(days=90)
"""How long a person whom one has met keeps a branch alive after the last exchange with them."""

TREE_MOST = 1000
"""How many introductions the tree shows: the newest ones. It is read as a whole."""

TIMES = {
    Action.ASK_FOR: "asked_for_at",
    Action.MAKE: "made_at",
    Action.MEET: "met_at",
    Action.CLOSE_LOOP: "loop_closed_at",
}
"""The time that each step sets, in the order of the steps."""

EVENTS = {
    Action.ASK_FOR: "introduction.asked_for",
    Action.MAKE: "introduction.made",
    Action.MEET: "introduction.met",
    Action.CLOSE_LOOP: "introduction.loop_closed",
    Action.TAKE_BACK: "introduction.taken_back",
}
"""What each step is called in the change feed."""

_LEGAL = {
    State.SUGGESTED: (Action.ASK_FOR, Action.MAKE, Action.MEET),
    State.ASKED_FOR: (Action.MAKE, Action.MEET, Action.TAKE_BACK),
    State.MADE: (Action.MEET, Action.CLOSE_LOOP, Action.TAKE_BACK),
    State.MET: (Action.CLOSE_LOOP, Action.TAKE_BACK),
}
_STATES = {
    State.SUGGESTED: "was suggested",
    State.ASKED_FOR: "was asked for",
    State.MADE: "was made",
    State.MET: "has led to a meeting",
}
_ACTIONS = {
    Action.ASK_FOR: "ask for it",
    Action.MAKE: "note that it was made",
    Action.MEET: "note that you have met",
    Action.CLOSE_LOOP: "close the loop",
    Action.TAKE_BACK: "take the last step back",
}


class IllegalStep(Refusal):
    """The introduction is not at a point for that."""


class SelfIntroduction(Refusal):
    """Nobody introduces themselves."""

    status = 422


class Known(NamedTuple):
    """What decides which steps are legal."""

    id: str
    state: State
    loop_closed: bool = False
    met_in_talk: bool = False
    introducer_left_alone: bool = False
    in_bin: bool = False


def refuse_illegal(known: Known, action: Action) -> None:
    """Raises: IllegalStep, DoNotContact, ContactInBin: each says what one can do, in words and as `allowed`."""
    if refused := _refused(known, action):
        kind, detail = refused
        raise kind(detail, allowed=allowed(known))


def allowed(known: Known) -> list[dict[str, str]]:
    """The steps that are legal now, each with its address."""
    return [{"action": each.value, "path": path_of(known.id, each)} for each in _legal(known)]


def path_of(introduction_id: str, action: Action) -> str:
    return f"/api/v1/introductions/{introduction_id}/{action.value.replace('_', '-')}"


def _legal(known: Known) -> list[Action]:
    return [action for action in _open_to(known) if _hindered(known, action) is None]


def _open_to(known: Known) -> tuple[Action, ...]:
    return (Action.TAKE_BACK,) if known.loop_closed else _LEGAL[known.state]


def _refused(known: Known, action: Action) -> tuple[type[Refusal], str] | None:
    if action in _open_to(known) or known.in_bin:
        return _hindered(known, action)
    can = " or ".join(_ACTIONS[each] for each in _legal(known)) or "leave it as it is"
    so_far = "is closed: they were told how it went" if known.loop_closed else _STATES[known.state]
    return IllegalStep, f"This introduction {so_far}. You can {can}."


def _hindered(known: Known, action: Action) -> tuple[type[Refusal], str] | None:
    """What stands in the way of a step that the state is open to."""
    if known.in_bin:
        return ContactInBin, "Restore the contact first."
    if action is Action.TAKE_BACK and known.state is State.MET and known.met_in_talk and not known.loop_closed:
        return IllegalStep, "The two of you have met in a talk. Reopen that talk if you have not."
    if action is Action.ASK_FOR and known.introducer_left_alone:
        return DoNotContact, "Take the mark off if it is wrong, or write to the person suggested yourself."
    return None


def state_of(times: Mapping[str, Any]) -> State:
    """How far an introduction has come, from the times of its steps."""
    for name, state in (("met_at", State.MET), ("made_at", State.MADE), ("asked_for_at", State.ASKED_FOR)):
        if times[name] is not None:
            return state
    return State.SUGGESTED


def last_step(times: Mapping[str, Any]) -> Action | None:
    """The step that taking back takes back."""
    return next((each for each in reversed(TIMES) if times[TIMES[each]] is not None), None)


def met_when(suggested_at: datetime, held: Sequence[tuple[datetime, str]]) -> tuple[datetime, str] | None:
    """In which of the talks with somebody, as (when, id) in order, the person suggested was met.

    The first one after the suggestion; where there is none, the last before: suggestions are often written down later.
    """
    return next((each for each in held if each[0] >= suggested_at), held[-1] if held else None)


# What timelines say


def told_introducer(action: Action | None, introduced: str, note: str = "") -> str:
    """What the introducer's timeline says of a step; None is the suggestion."""
    told = {
        None: f"Named {introduced}.",
        Action.ASK_FOR: f"Asked for an introduction to {introduced}.",
        Action.MAKE: f"Introduced {introduced}.",
        Action.CLOSE_LOOP: f"Told them how it went with {introduced}.",
    }[action]
    return "\n".join(part for part in (told, note) if part)


def told_introduced(action: Action | None, introducer: str, note: str = "") -> str:
    """What the timeline of the person introduced says of a step; None is the suggestion."""
    told = {
        None: f"{introducer} named them.",
        Action.MAKE: f"{introducer} introduced you.",
        Action.MEET: f"Met, thanks to {introducer}.",
    }[action]
    return "\n".join(part for part in (told, note) if part)


# The tree


class Person(NamedTuple):
    """Somebody in the tree."""

    id: str
    name: str
    headline: str | None
    stage: Stage
    do_not_contact: bool
    last_contact_at: datetime | None
    met: bool


class Link(NamedTuple):
    """An introduction in the tree."""

    id: str
    introducer_id: str
    introduced_id: str
    state: State
    loop_due: bool


def quiet(person: Person, now: datetime) -> str | None:
    """Why nothing is to be expected of somebody; None as long as they may still be met, or were in touch lately."""
    if person.do_not_contact:
        return "Not to be contacted."
    if person.stage is Stage.CLOSED:
        return "The talk did not come about."
    if person.stage is not Stage.MET:
        return None
    if person.last_contact_at is None or now - person.last_contact_at > ALIVE:
        return f"Met, and no exchange for {ALIVE.days} days."
    return None


def tree(people: Mapping[str, Person], links: Sequence[Link], now: datetime) -> dict[str, Any]:
    """Who led to whom, from links oldest first: people in the order in which an indented tree shows them.

    Each person hangs on whoever named them first. A link that would close a circle, and a later one to somebody who
    hangs already, is an edge but no branch; so every walk along `parent_id` ends with the seeker. A branch is alive
    while somebody on it is not `quiet`.
    """
    branches = _branches(links)
    parents = {link.introduced_id: link.introducer_id for link in branches.values()}
    children: dict[str | None, list[str]] = {}
    for id_ in dict.fromkeys(each for link in links for each in (link.introducer_id, link.introduced_id)):
        children.setdefault(parents.get(id_), []).append(id_)
    order: list[tuple[str, int]] = []
    waiting = [(id_, 0) for id_ in reversed(children.get(None, []))]
    while waiting:
        id_, depth = waiting.pop()
        order.append((id_, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(id_, []))]
    why = {id_: quiet(people[id_], now) for id_, _ in order}
    alive: set[str | None] = set()
    for id_, _ in reversed(order):
        if why[id_] is None or id_ in alive:
            alive |= {id_, parents.get(id_)}
    nodes = [
        {
            "contact_id": id_,
            "name": people[id_].name,
            "headline": people[id_].headline,
            "stage": people[id_].stage.value,
            "met": people[id_].met,
            "parent_id": parents.get(id_),
            "depth": depth,
            "alive": id_ in alive,
            "quiet": why[id_],
        }
        for id_, depth in order
    ]
    edges = [{**link._asdict(), "state": link.state.value, "branch": link.id in branches} for link in links]
    return {"nodes": nodes, "edges": edges}


def _branches(links: Iterable[Link]) -> dict[str, Link]:
    """The links by which people hang on others, by id."""
    branches: dict[str, Link] = {}
    parents: dict[str, str] = {}
    for link in links:
        above: str | None = link.introducer_id
        while above is not None and above != link.introduced_id:
            above = parents.get(above)
        if above is None and link.introduced_id not in parents:
            parents[link.introduced_id] = link.introducer_id
            branches[link.id] = link
    return branches
