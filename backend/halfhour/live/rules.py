"""Decisions of the half hour from plain values: when it may be closed, and who a person named is."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..contacts.rules import email_key, organization_key
from ..core.errors import Refusal
from ..core.search import fold
from ..interviews.models import InterviewState as State
from ..interviews.rules import NotHeld


class NamedThemselves(Refusal):
    """That is the person you talked with."""

    status = 422


def refuse_unheld(state: str, allowed: list[dict[str, str]]) -> None:
    """A talk is closed once it was held.

    Raises:
        NotHeld
    """
    if state != State.HELD:
        raise NotHeld("Say first that it was held; then close it.", allowed=allowed)


class Known(NamedTuple):
    """A contact that may be the person named. `organization_key` is empty where none is known."""

    id: str
    full_name: str
    emails: tuple[str, ...]
    organization_key: str


def same_person(named: Mapping[str, Any], known: Iterable[Known]) -> str | None:
    """The id of the contact that a person named in a talk is: by e-mail address, else by name, where the
    organization does not speak against it and only one fits."""
    known = list(known)
    address = email_key(named["email"]) if named.get("email") else None
    for each in known:
        if address and address in {email_key(mail) for mail in each.emails}:
            return each.id
    words = fold(str(named["full_name"]))
    at = organization_key(named["organization"]) if named.get("organization") else ""
    namesakes = [each for each in known if fold(each.full_name) == words]
    if at:
        there = [each for each in namesakes if each.organization_key == at]
        namesakes = there or [each for each in namesakes if not each.organization_key]
    return namesakes[0].id if len(namesakes) == 1 else None


def unknown_of(had: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a contact that is not known yet: nothing that stands there is written over."""
    news: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, list):
            there = {str(each["value"]).casefold() for each in had[name]}
            more = [each for each in value if str(each["value"]).casefold() not in there]
            if more:
                news[name] = [*had[name], *more]
        elif not had[name]:
            news[name] = value
    return news
