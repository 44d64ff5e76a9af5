"""The moves of a talk: what the person does, or finds out, that brings it from one state to the next."""

from datetime import datetime
from typing import Any

from ..contacts import timeline
from ..contacts.models import Activity, ActivityKind, Channel
from ..contacts.rules import refuse_future
from ..core.errors import Invalid, Stale
from ..core.store import Store
from ..core.views import Shown
from ..outreach.letters import require_template
from . import asking, rules, service
from .models import Interview, Move
from .models import InterviewAction as Action
from .models import InterviewMode as Mode
from .models import InterviewState as State
from .schemas import (
    CancelCreate,
    DeclineCreate,
    FollowUpCreate,
    HoldCreate,
    MoveBody,
    NoResponseCreate,
    NoShowCreate,
    ReopenCreate,
    RequestCreate,
    ScheduleCreate,
    ThankCreate,
    UnthankCreate,
)

_AGREED = ("minutes", "mode", "place", "meeting_link")
_AFRESH: dict[str, Any] = {
    "requested_at": None, "followed_up_at": None, "starts_at": None, "starts_at_local": None, "time_zone": None,
    "closed_at": None, "outcome_reason": "", "ask_template_id": None, "offered": [],
}  # fmt: skip
"""What a talk that starts over has not: all of it stays in its moves."""


def request(store: Store, interview_id: str, asked: RequestCreate, match: int | None) -> Shown:
    """Record that the ask was sent.

    Raises:
        DoNotContact: they asked to be left alone.
        AskedAlready: another request to them is open.
    """
    talk = _read(store, interview_id, match)
    channel = asked.channel or (Channel(talk.ask_channel) if talk.ask_channel else None)
    require_template(store, asked.template_id)
    at = _at(store, asked)
    values = {"requested_at": at, "ask_channel": channel, "ask_template_id": asked.template_id}
    shown = _move(store, talk, Action.REQUEST, asked, values, channel=channel)
    asking.watch(store, talk.id, at)
    return shown


def follow_up(store: Store, interview_id: str, asked: FollowUpCreate, match: int | None) -> Shown:
    """Record the one follow-up that an ask may have.

    Raises:
        FollowedUpAlready, DoNotContact
        FollowUpTooEarly: the ask was sent less than a week before.
        Invalid: it would have been sent before the ask.
    """
    talk = _read(store, interview_id, match)
    at = _at(store, asked)
    if asked.at is not None and talk.requested_at is not None and at < talk.requested_at:
        raise Invalid.field("/at", "is before the ask", "Send a later time, or leave it out for now.")
    channel = asked.channel or (Channel(talk.ask_channel) if talk.ask_channel else None)
    require_template(store, asked.template_id)
    values = {"followed_up_at": at, "ask_template_id": talk.ask_template_id or asked.template_id}
    return _move(store, talk, Action.FOLLOW_UP, asked, values, channel=channel)


def schedule(store: Store, interview_id: str, asked: ScheduleCreate, match: int | None) -> Shown:
    """Record what the two agreed on."""
    return _agree(store, interview_id, Action.SCHEDULE, asked, match)


def reschedule(store: Store, interview_id: str, asked: ScheduleCreate, match: int | None) -> Shown:
    """Record another time that the two agreed on."""
    return _agree(store, interview_id, Action.RESCHEDULE, asked, match)


def hold(store: Store, interview_id: str, asked: HoldCreate, match: int | None) -> Shown:
    """Record that the talk took place.

    Raises:
        Invalid: it would have ended before it began.
        InTheFuture
    """
    talk = _read(store, interview_id, match)
    if asked.at is None and talk.starts_at is not None:
        asked = asked.model_copy(update={"at": min(talk.starts_at, store.now)})
    at = _at(store, asked)
    if asked.ended_at is not None:
        refuse_future(asked.ended_at, store.now)
        if asked.ended_at < at:
            raise Invalid.field("/ended_at", "is before the talk began", "Send a later time, or leave it out.")
    return _move(store, talk, Action.HOLD, asked, {"held_at": at, "ended_at": asked.ended_at})


def decline(store: Store, interview_id: str, asked: DeclineCreate, match: int | None) -> Shown:
    """Record that they don't want to, or can't."""
    talk = _read(store, interview_id, match)
    return _close(store, talk, Action.DECLINE, asked, reason=asked.reason, channel=asked.channel)


def no_response(store: Store, interview_id: str, asked: NoResponseCreate, match: int | None) -> Shown:
    """Stop waiting for a reply."""
    return _close(store, _read(store, interview_id, match), Action.NO_RESPONSE, asked)


def cancel(store: Store, interview_id: str, asked: CancelCreate, match: int | None) -> Shown:
    """Record that the talk was called off."""
    return _close(store, _read(store, interview_id, match), Action.CANCEL, asked, reason=asked.reason)


def no_show(store: Store, interview_id: str, asked: NoShowCreate, match: int | None) -> Shown:
    """Record that the talk did not come about though it was scheduled.

    Raises:
        TooEarly: it has not begun yet.
    """
    return _close(store, _read(store, interview_id, match), Action.NO_SHOW, asked)


def reopen(store: Store, interview_id: str, asked: ReopenCreate, match: int | None) -> Shown:
    """Take a talk up again: as planned, with all that was agreed forgotten; or, where it was said to be held by
    mistake, as it was agreed.

    Raises:
        FollowedThrough: it was thanked for or debriefed, so it was held.
    """
    talk = _read(store, interview_id, match)
    if talk.state != State.HELD:
        return _move(store, talk, Action.REOPEN, asked, _AFRESH)
    shown = _move(store, talk, Action.REOPEN, asked, {"held_at": None, "ended_at": None, "wrapped_up_at": None})
    _take_back(store, talk, Action.HOLD.value)
    return shown


def thank(store: Store, interview_id: str, asked: ThankCreate, match: int | None) -> Shown:
    """Record that they were thanked.

    Raises:
        NotHeld, ThankedAlready
        Invalid: it would have been before the talk.
    """
    talk = _read(store, interview_id, match)
    at = _at(store, asked)
    rules.refuse_thanks(State(talk.state), talk.thanked_at)
    require_template(store, asked.template_id)
    if talk.held_at is not None and at < talk.held_at:
        raise Invalid.field("/at", "is before the talk", "Send a later time, or leave it out for now.")
    store.change(Interview, talk.id, {"thanked_at": at})
    text = "\n".join(part for part in ("Thanked them for the talk.", asked.note) if part)
    _note(store, talk, "thank", asked, what=ActivityKind.THANKED.value, text=text)
    return service.show(store, talk.id)


def unthank(store: Store, interview_id: str, asked: UnthankCreate, match: int | None) -> Shown:
    """Take back that they were thanked: it was noted by mistake.

    Raises:
        NotThanked
    """
    talk = _read(store, interview_id, match)
    if talk.thanked_at is None:
        raise rules.NotThanked("There is nothing to take back.")
    store.change(Interview, talk.id, {"thanked_at": None})
    _take_back(store, talk, "thank")
    text = "\n".join(part for part in ("They have not been thanked for the talk yet.", asked.note) if part)
    _note(store, talk, "unthank", asked, what=ActivityKind.MOVED.value, text=text)
    return service.show(store, talk.id)


def _read(store: Store, interview_id: str, match: int | None) -> Interview:
    """The talk as the caller has seen it: who acts on an old page hears that first, not what is allowed now.

    Raises:
        Stale
    """
    talk = store.get(Interview, interview_id)
    if match is not None and match != talk.version:
        raise Stale(talk.version)
    return talk


def _at(store: Store, asked: MoveBody) -> datetime:
    at = asked.at or store.now
    refuse_future(at, store.now)
    return at


def _agree(store: Store, interview_id: str, action: Action, asked: ScheduleCreate, match: int | None) -> Shown:
    talk = _read(store, interview_id, match)
    starts_at, local = rules.instant_of(asked.starts_at_local, asked.time_zone)
    agreed = {name: value for name in _AGREED if (value := getattr(asked, name)) is not None}
    times = {"starts_at": starts_at, "starts_at_local": local, "time_zone": asked.time_zone, "offered": []}
    return _move(store, talk, action, asked, {**agreed, **times}, channel=asked.channel)


def _close(
    store: Store,
    talk: Interview,
    action: Action,
    asked: MoveBody,
    *,
    reason: str = "",
    channel: Channel | None = None,
) -> Shown:
    values = {"closed_at": _at(store, asked), "outcome_reason": reason}
    return _move(store, talk, action, asked, values, reason=reason, channel=channel)


def _move(
    store: Store,
    talk: Interview,
    action: Action,
    asked: MoveBody,
    values: dict[str, Any],
    *,
    reason: str = "",
    channel: Channel | None = None,
) -> Shown:
    """Decide, then write the state, the contact's timeline, the history, the event and the contact's stage."""
    at = _at(store, asked)
    # a follow-up that is written down later was early or not when it was sent
    to = rules.next_state(service.talk_of(store, talk.id), action, at if action is Action.FOLLOW_UP else store.now)
    service.set_values(store, talk, {**values, "state": to.value})
    now = {**talk.model_dump(), **values}
    when = rules.when_in_words(now["starts_at_local"], now["time_zone"]) if now["starts_at_local"] else ""
    mode = Mode(now["mode"]) if now["mode"] else None
    activity_id = timeline.record(
        store,
        talk.contact_id,
        rules.activity_kind(action, channel=channel, mode=mode).value,
        at=at,
        channel=channel,
        text=rules.story(action, minutes=now["minutes"], when=when, reason=reason, note=asked.note),
        about_id=talk.id,
    )
    agreed = action in (Action.SCHEDULE, Action.RESCHEDULE)
    store.add(
        Move,
        interview_id=talk.id,
        action=action.value,
        from_state=talk.state,
        to_state=to.value,
        at=at,
        channel=channel,
        starts_at=now["starts_at"] if agreed else None,
        note="\n".join(part for part in (reason, asked.note) if part),
        activity_id=activity_id,
    )
    store.emit(rules.EVENTS[action], talk.id, contact_id=talk.contact_id, state=to.value)
    service.recount(store, talk.contact_id)
    return service.show(store, talk.id)


def _note(store: Store, talk: Interview, deed: str, asked: MoveBody, **told: Any) -> None:
    """Write a fact that is no state: on the contact's timeline, in the history and the change feed."""
    at, channel = _at(store, asked), getattr(asked, "channel", None)
    activity_id = timeline.record(store, talk.contact_id, at=at, channel=channel, about_id=talk.id, **told)
    step = {"action": deed, "from_state": talk.state, "to_state": talk.state, "at": at, "channel": channel}
    store.add(Move, step, interview_id=talk.id, note=asked.note, activity_id=activity_id)
    store.emit(f"interview.{deed}ed", talk.id, contact_id=talk.contact_id, state=talk.state)


def _take_back(store: Store, talk: Interview, deed: str) -> None:
    """The timeline should not say that the two met when they did not: keep-in-touch counts from it."""
    told = [each.activity_id for each in store.find(Move, interview_id=talk.id, action=deed)]
    if told and told[-1] is not None and store.first(Activity, id=told[-1]) is not None:
        timeline.remove(store, talk.contact_id, told[-1], None)
