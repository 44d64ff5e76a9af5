"""Decisions about talks from plain values: which moves are legal, what follows for the contact, what time it is there,
whether the agenda fits."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ..contacts.models import ActivityKind, Channel, Stage
from ..core.db import instant_text
from ..core.errors import Refusal
from ..outreach import guard
from .models import AgendaItemState as ItemState
from .models import InterviewAction as Action
from .models import InterviewMode as Mode
from .models import InterviewState as State

LEGAL: Mapping[State, Mapping[Action, State]] = {
    State.PLANNED: {
        Action.REQUEST: State.REQUESTED,
        Action.SCHEDULE: State.SCHEDULED,  # people agree on the spot
        Action.HOLD: State.HELD,  # and some talks just happen
        Action.CANCEL: State.CANCELLED,
    },
    State.REQUESTED: {
        Action.FOLLOW_UP: State.REQUESTED,
        Action.SCHEDULE: State.SCHEDULED,
        Action.HOLD: State.HELD,
        Action.DECLINE: State.DECLINED,
        Action.NO_RESPONSE: State.NO_RESPONSE,
        Action.CANCEL: State.CANCELLED,
    },
    State.SCHEDULED: {
        Action.RESCHEDULE: State.SCHEDULED,
        Action.HOLD: State.HELD,
        Action.CANCEL: State.CANCELLED,
        Action.NO_SHOW: State.NO_SHOW,
    },
    State.HELD: {Action.REOPEN: State.SCHEDULED},  # said by mistake; to planned where no time was agreed
    State.DECLINED: {Action.REOPEN: State.PLANNED},
    State.NO_RESPONSE: {Action.REOPEN: State.PLANNED},
    State.CANCELLED: {Action.REOPEN: State.PLANNED},
    State.NO_SHOW: {Action.REOPEN: State.PLANNED},
}
"""From each state, the actions that are legal and the state that each leads to."""

OPEN = (State.PLANNED, State.REQUESTED, State.SCHEDULED)
"""The states from which a talk may still come about."""

EVENTS: Mapping[Action, str] = {
    Action.REQUEST: "interview.requested",
    Action.FOLLOW_UP: "interview.followed_up",
    Action.SCHEDULE: "interview.scheduled",
    Action.RESCHEDULE: "interview.rescheduled",
    Action.HOLD: "interview.held",
    Action.DECLINE: "interview.declined",
    Action.NO_RESPONSE: "interview.no_response",
    Action.CANCEL: "interview.cancelled",
    Action.NO_SHOW: "interview.no_show",
    Action.REOPEN: "interview.reopened",
}
"""What each action is called in the change feed."""

_STATES = {
    State.PLANNED: "is planned",
    State.REQUESTED: "was asked for",
    State.SCHEDULED: "is scheduled",
    State.HELD: "was held",
    State.DECLINED: "was declined",
    State.NO_RESPONSE: "was not answered",
    State.CANCELLED: "was cancelled",
    State.NO_SHOW: "was missed",
}
_ACTIONS = {
    Action.REQUEST: "ask for it",
    Action.FOLLOW_UP: "follow up",
    Action.SCHEDULE: "schedule it",
    Action.RESCHEDULE: "reschedule it",
    Action.HOLD: "say that it was held",
    Action.DECLINE: "note that they declined",
    Action.NO_RESPONSE: "stop waiting for a reply",
    Action.CANCEL: "cancel it",
    Action.NO_SHOW: "note that it was missed",
    Action.REOPEN: "reopen it",
}


class IllegalMove(Refusal):
    """The talk is not in a state for that."""


class TooEarly(Refusal):
    """The talk has not begun yet."""


class FollowedThrough(Refusal):
    """A talk that was thanked for or debriefed has been held."""


class NotHeld(Refusal):
    """The talk has not been held."""


class ThankedAlready(Refusal):
    """They were thanked for this talk."""


class NotThanked(Refusal):
    """They were not thanked for this talk yet."""


class AgendaFull(Refusal):
    """The agenda holds no more questions."""

    status = 422


class Talk(NamedTuple):
    """What decides which moves are legal. `asked_elsewhere`: another talk with the same contact waits for a reply."""

    id: str
    state: State
    starts_at: datetime | None = None
    followed_up: bool = False
    followed_through: bool = False
    do_not_contact: bool = False
    contact_in_bin: bool = False
    asked_elsewhere: bool = False
    requested_at: datetime | None = None


def next_state(talk: Talk, action: Action, now: datetime) -> State:
    """Where an action leads.

    Raises:
        IllegalMove, TooEarly, FollowedThrough, and what the ask guard refuses: each says what one can do, in words and
            as `allowed`.
    """
    if refused := _refused(talk, action, now):
        raise refused.kind(refused.detail, allowed=allowed(talk, now), **refused.more)
    if action is Action.REOPEN and talk.state is State.HELD and talk.starts_at is None:
        return State.PLANNED
    return LEGAL[talk.state][action]


def allowed(talk: Talk, now: datetime) -> list[dict[str, str]]:
    """The moves that are legal now, in the order of the method, each with its address."""
    return [{"action": each.value, "path": path_of(talk.id, each)} for each in _legal(talk, now)]


def path_of(interview_id: str, action: Action) -> str:
    return f"/api/v1/interviews/{interview_id}/{action.value.replace('_', '-')}"


def _legal(talk: Talk, now: datetime) -> list[Action]:
    return [action for action in LEGAL[talk.state] if _refused(talk, action, now) is None]


class _Refused(NamedTuple):
    kind: type[Refusal]
    detail: str
    more: Mapping[str, Any] = {}


_DEEDS = {Action.REQUEST: guard.Deed.REQUEST, Action.FOLLOW_UP: guard.Deed.FOLLOW_UP}


def _refused(talk: Talk, action: Action, now: datetime) -> _Refused | None:
    if talk.contact_in_bin:
        return _Refused(guard.ContactInBin, "Restore the contact first.")
    if action not in LEGAL[talk.state]:
        can = " or ".join(_ACTIONS[each] for each in _legal(talk, now)) or "plan another talk with them"
        return _Refused(IllegalMove, f"This talk {_STATES[talk.state]}. You can {can}.")
    if action in _DEEDS and (found := guard.refusal(ask_of(talk, _DEEDS[action], now))) and found.refusal:
        until = {"follow_up_from": instant_text(found.until)} if found.until else {}
        return _Refused(found.refusal, f"{found.message} {found.mend}", until)
    if action is Action.NO_SHOW and talk.starts_at is not None and talk.starts_at > now:
        return _Refused(TooEarly, "Wait until it begins, or cancel or reschedule it.")
    if action is Action.REOPEN and talk.followed_through:
        return _Refused(FollowedThrough, "Plan another talk with them instead.")
    return None


def ask_of(talk: Talk, deed: guard.Deed, now: datetime) -> guard.Ask:
    """A talk as the ask guard sees it."""
    return guard.Ask(
        deed,
        now,
        in_bin=talk.contact_in_bin,
        do_not_contact=talk.do_not_contact,
        asked_elsewhere=talk.asked_elsewhere,
        followed_up=talk.followed_up,
        requested_at=talk.requested_at,
    )


def progress(talks: Iterable[tuple[str, datetime | None]]) -> dict[str, Any]:
    """What all talks with a contact, as (state, starts_at), make of the contact's stage and next talk.

    What is under way counts before what has been, and what has been before what is only planned. The next talk is the
    earliest one scheduled, past or not: until somebody says that it was held, it still has to be dealt with.
    """
    listed = [(State(state), at) for state, at in talks]
    states = {state for state, _ in listed}
    otherwise = Stage.CLOSED if states else Stage.NEW
    return {
        "stage": next((stage for state, stage in _STAGES if state in states), otherwise).value,
        "next_talk_at": min((at for state, at in listed if state is State.SCHEDULED and at), default=None),
    }


_STAGES = (
    (State.SCHEDULED, Stage.SCHEDULED),
    (State.REQUESTED, Stage.ASKED),
    (State.HELD, Stage.MET),
    (State.PLANNED, Stage.PLANNED),
)


def instant_of(local: str, zone: str) -> tuple[datetime, str]:
    """The instant at which a wall clock in a zone shows a time, and what it really shows then.

    A time that the clock skips becomes the next minute that it shows; one that it shows twice means the first.
    `local` is like 2026-12-01T09:00.
    """
    clock = ZoneInfo(zone)
    wall = datetime.fromisoformat(local)
    at = wall.replace(tzinfo=clock, fold=0).astimezone(UTC)
    if at.astimezone(clock).replace(tzinfo=None) != wall:
        at = _end_of_gap(wall.replace(tzinfo=clock, fold=1).astimezone(UTC), at, clock)
    return at, at.astimezone(clock).strftime("%Y-%m-%dT%H:%M")


def _end_of_gap(before: datetime, after: datetime, clock: ZoneInfo) -> datetime:
    """The minute between the two at which the clock is put forward."""
    old, minute = before.astimezone(clock).utcoffset(), timedelta(minutes=1)
    while after - before > minute:
        middle = before + (after - before) // minute // 2 * minute
        if middle.astimezone(clock).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


class Agreed(NamedTuple):
    """What a calendar that knows a talk has to be told of, should it change."""

    starts_at: datetime | None
    minutes: int
    mode: str | None
    place: str | None
    meeting_link: str | None
    called_off: bool


_CALLED_OFF = (State.CANCELLED, State.NO_SHOW)


def _agreed(talk: Mapping[str, Any]) -> Agreed:
    called_off = talk["state"] in _CALLED_OFF
    return Agreed(
        talk["starts_at"], talk["minutes"], talk["mode"], talk["place"], talk["meeting_link"], called_off=called_off
    )


def next_sequence(talk: Mapping[str, Any], changes: Mapping[str, Any]) -> int | None:
    """The SEQUENCE (RFC 5545, 3.8.7.4) of a talk's entry after changes: one more for every change of time, length,
    place or cancellation; None until the talk has its first time. It never falls, also where a talk starts over."""
    before, after = _agreed(talk), _agreed({**talk, **changes})
    sequence: int | None = talk["sequence"]
    if before == after or after.starts_at is None:
        return sequence
    return 0 if sequence is None else sequence + 1


def activity_kind(action: Action, *, channel: Channel | None, mode: Mode | None) -> ActivityKind:
    """As what a move stands on the contact's timeline."""
    if action in (Action.REQUEST, Action.FOLLOW_UP):
        return ActivityKind.CALL if channel is Channel.PHONE else ActivityKind.MESSAGE_OUT
    if action in (Action.SCHEDULE, Action.DECLINE):
        return ActivityKind.REPLY_IN
    if action is Action.HOLD:
        return ActivityKind.CALL if mode is Mode.PHONE else ActivityKind.MET
    return ActivityKind.MOVED


def story(action: Action, *, minutes: int, when: str = "", reason: str = "", note: str = "") -> str:
    """What the contact's timeline says of a move."""
    told = {
        Action.REQUEST: f"Asked for a talk of {minutes} minutes.",
        Action.FOLLOW_UP: "Followed up on the ask.",
        Action.SCHEDULE: f"Agreed to talk on {when}, for {minutes} minutes.",
        Action.RESCHEDULE: f"Moved the talk to {when}.",
        Action.HOLD: "Held the talk.",
        Action.DECLINE: "Declined to talk.",
        Action.NO_RESPONSE: "Did not respond.",
        Action.CANCEL: "The talk was cancelled.",
        Action.NO_SHOW: "The talk was missed.",
        Action.REOPEN: "Reopened the talk.",
    }[action]
    return "\n".join(part for part in (told, reason, note) if part)


def when_in_words(local: str, zone: str) -> str:
    return f"{local.replace('T', ' at ')} ({zone})"


# The thanks

THANKS_WITHIN = timedelta(hours=24)


def thank_by(held_at: datetime | None, ended_at: datetime | None, thanked_at: datetime | None) -> datetime | None:
    """Until when the thank-you is due; None where there is nothing to thank for, or it was done."""
    over = ended_at or held_at
    return over + THANKS_WITHIN if over is not None and thanked_at is None else None


def refuse_thanks(state: State, thanked_at: datetime | None) -> None:
    """Thanks are a fact with a time, not a state: a talk that was held is thanked for once.

    Raises:
        NotHeld, ThankedAlready
    """
    if state is not State.HELD:
        raise NotHeld(f"This talk {_STATES[state]}. Say that it was held first.")
    if thanked_at is not None:
        raise ThankedAlready("Take it back first if it was noted by mistake.")


# The agenda

AGENDA_MOST = 200
"""How many questions an agenda holds: it is always read as a whole."""

PLANNED_MINUTES = 3
"""How long a question and its answer take, unless the person says otherwise."""

_PEOPLE = r"(?:who(?:m)?|any ?one|any ?body|some ?one|some ?body|people|persons?|colleagues?|contacts?)"
_MEET = r"(?:(?:talk|speak|chat|connect|meet|contact|approach|interview)(?:ing)?|get in touch|reach out|sit down)"
_CLOSING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bwhom? else\b.*\b(?:{_MEET}|ask|call|know|see|reach|recommend|suggest|introduce)\b",
        rf"\b{_PEOPLE}\b.*\b(?:i|we|me|us)\b[^.?!]*\b{_MEET}\b",
        rf"\bwhom? (?:would|should|could) (?:you|one) (?:{_MEET}|recommend|suggest)\b",
        r"\b(?:introduce|refer) me to\b",
        r"\b(?:connect me|put me in touch|put me in contact) with\b",
        rf"\bname (?:\w+ ){{0,2}}{_PEOPLE}\b",
    )
)


def asks_whom_else(text: str) -> bool:
    """Whether a question asks whom else to meet, which is how a talk closes."""
    plain = re.sub(r"\s+", " ", text).casefold()
    return any(pattern.search(plain) for pattern in _CLOSING)


def refuse_full(count: int) -> None:
    """Raises: AgendaFull"""
    if count > AGENDA_MOST:
        raise AgendaFull(f"An agenda holds {AGENDA_MOST} questions. Take some off first.")


def agenda_summary(tally: Mapping[str, int], minutes: int) -> dict[str, Any]:
    """Whether the questions fit into the agreed length, from what `views.TALLY` counts."""
    planned = tally["planned_minutes"]
    return {
        **{name: value for name, value in tally.items() if name != "closing_count"},
        "minutes": minutes,
        "fits": planned <= minutes,
        "over_by": max(0, planned - minutes),
        "closing_present": tally["closing_count"] > 0,
    }


def settled(before: Mapping[str, Any], changes: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Changes of an agenda item, completed: an answer means that the question was asked, unless research has answered
    it; and asking has a time."""
    values = dict(changes)
    struck = values.get("researched", before.get("researched", False))
    if values.get("answer") and not struck and "state" not in values and before["state"] == ItemState.OPEN:
        values["state"] = ItemState.ASKED
    state = values.get("state", before["state"])
    if state != ItemState.ASKED:
        values["asked_at"] = None
    elif values.get("asked_at") is None:
        values["asked_at"] = before["asked_at"] or now
    return values
