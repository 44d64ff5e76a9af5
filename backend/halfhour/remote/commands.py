"""All commands that ask a server: those of the contract, and a few by hand where a person wants more than one call."""

from collections.abc import Callable
from functools import partial
from typing import Any

from . import importing, verbs
from .building import Makers, command, group, operation_command
from .contract import Contract, Operation, contract

FIRST = ("login", "logout", "today", "contacts", "interviews", "questions", "careers", "notes", "search", "events")
"""What a person needs most, in this order; the rest follows as the contract has it."""
BY_HAND: dict[tuple[str, ...], Callable[..., None]] = {
    ("login",): verbs.login,
    ("logout",): verbs.logout,
    ("contacts", "import"): importing.import_contacts,
    ("account", "import"): importing.import_account,
    ("events", "follow"): verbs.follow,
}
ALIASES: dict[tuple[str, ...], str] = {("interviews", "request"): "ask"}
"""A second word for a verb."""
TALKS = "talks"
"""A second word for `interviews`."""


def commands() -> Makers:
    """The commands by their first word; what stands below them is made when it is asked for."""
    found = contract()
    firsts = dict.fromkeys([*FIRST, *(each.place[0] for each in found.operations)])
    return {
        **{first: partial(_first, found, first) for first in firsts},
        TALKS: partial(_first, found, "interviews", alias=TALKS),
    }


def _first(found: Contract, first: str, *, alias: str = "") -> Any:
    if (first,) in BY_HAND:
        return command(first, BY_HAND[(first,)])
    own = [each for each in found.operations if each.place[0] == first]
    if len(own) == 1 and len(own[0].place) == 1:
        return operation_command(found, own[0])
    below = partial(_below, found, own, (first,))
    return group(alias or first, _about(found, first, own), below, hidden=bool(alias))


def _about(found: Contract, name: str, operations: list[Operation]) -> str:
    """What a group is for: what the contract says of it, or of the first thing that one does there."""
    return found.abouts.get(name) or operations[0].about


def _below(found: Contract, operations: list[Operation], prefix: tuple[str, ...]) -> Makers:
    """What stands below a word: verbs, then groups."""
    makers: Makers = {}
    groups: dict[str, list[Operation]] = {}
    for each in operations:
        name = each.place[len(prefix)]
        if len(each.place) > len(prefix) + 1:
            groups.setdefault(name, []).append(each)
            continue
        makers[name] = partial(operation_command, found, each)
        if other := ALIASES.get(each.place):
            makers[other] = partial(operation_command, found, each, other)
    for place, act in BY_HAND.items():
        if place[:-1] == prefix:
            makers[place[-1]] = partial(command, place[-1], act)
    for name, own in groups.items():
        makers[name] = partial(group, name, _about(found, name, own), partial(_below, found, own, (*prefix, name)))
    return makers
