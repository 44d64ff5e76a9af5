"""What is decided about talks is decided from plain values."""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from typing import Any

import pytest

from halfhour.contacts.models import Channel
from halfhour.core.errors import Refusal
from halfhour.interviews import rules
from halfhour.interviews.models import AgendaItemState as ItemState
from halfhour.interviews.models import InterviewAction as Action
from halfhour.interviews.models import InterviewMode as Mode
from halfhour.interviews.models import InterviewState as State

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=3)

# To which state each action leads; a dot where it is refused.
TABLE = """
               request    follow_up  schedule   reschedule  hold  decline   no_response  cancel     no_show  reopen
planned        requested  .          scheduled  .           held  .         .            cancelled  .        .
requested      .          requested  scheduled  .           held  declined  no_response  cancelled  .        .
scheduled      .          .          .          scheduled   held  .         .            cancelled  no_show  .
held           .          .          .          .           .     .         .            .          .        planned
declined       .          .          .          .           .     .         .            .          .        planned
no_response    .          .          .          .           .     .         .            .          .        planned
cancelled      .          .          .          .           .     .         .            .          .        planned
no_show        .          .          .          .           .     .         .            .          .        planned
"""


def cells() -> list[tuple[str, str, str]]:
    heading, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return [(line[0], action, to) for line in lines for action, to in zip(heading, line[1:], strict=True)]


def test_the_table_names_every_state_and_every_action() -> None:
    assert {(state, action) for state, action, _ in cells()} == set(product(State, Action))


@pytest.mark.parametrize(("state", "action", "to"), cells())
def test_every_move_leads_where_the_table_says_or_is_refused_by_name(state: str, action: str, to: str) -> None:
    talk = rules.Talk("id", State(state))
    if to != ".":
        assert rules.next_state(talk, Action(action), NOW) == to
        return
    with pytest.raises(rules.IllegalMove) as refused:
        rules.next_state(talk, Action(action), NOW)
    assert refused.value.extensions["allowed"] == rules.allowed(talk, NOW) != []


def every_talk() -> list[rules.Talk]:
    times = (None, NOW - timedelta(hours=1), LATER)
    return [
        rules.Talk._make(("id", state, at, *flags, asked))
        for state, at, asked in product(State, times, (None, NOW - timedelta(days=1)))
        for flags in product((False, True), repeat=5)
    ]


def test_what_is_said_to_be_allowed_is_allowed_and_all_else_is_refused() -> None:
    for talk in every_talk():
        said = {each["action"] for each in rules.allowed(talk, NOW)}
        for action in Action:
            if action.value in said:
                rules.next_state(talk, action, NOW)
            else:
                with pytest.raises(Refusal) as refused:
                    rules.next_state(talk, action, NOW)
                assert refused.value.status == 409
                assert [each["action"] for each in refused.value.extensions["allowed"]] == [
                    each["action"] for each in rules.allowed(talk, NOW)
                ]


def test_a_refusal_says_what_one_can_do() -> None:
    with pytest.raises(rules.IllegalMove) as refused:
        rules.next_state(rules.Talk("id", State.SCHEDULED, starts_at=LATER), Action.REQUEST, NOW)
    assert refused.value.detail == "This talk is scheduled. You can reschedule it or say that it was held or cancel it."
    assert refused.value.extensions["allowed"][0] == {
        "action": "reschedule",
        "path": "/api/v1/interviews/id/reschedule",
    }


@pytest.mark.parametrize(
    ("talk", "action", "code"),
    [
        (rules.Talk("id", State.PLANNED, do_not_contact=True), Action.REQUEST, "do_not_contact"),
        (rules.Talk("id", State.REQUESTED, do_not_contact=True), Action.FOLLOW_UP, "do_not_contact"),
        (rules.Talk("id", State.PLANNED, asked_elsewhere=True), Action.REQUEST, "asked_already"),
        (
            rules.Talk("id", State.REQUESTED, followed_up=True),
            Action.FOLLOW_UP,
            "followed_up_already",
        ),
        (rules.Talk("id", State.SCHEDULED, starts_at=LATER), Action.NO_SHOW, "too_early"),
        (rules.Talk("id", State.HELD, followed_through=True), Action.REOPEN, "followed_through"),
        (rules.Talk("id", State.PLANNED, contact_in_bin=True), Action.REQUEST, "contact_in_bin"),
    ],
)
def test_what_the_method_forbids_is_refused_by_name(talk: rules.Talk, action: Action, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.next_state(talk, action, NOW)
    assert refused.value.code == code


def test_a_talk_held_by_mistake_goes_back_to_what_was_agreed() -> None:
    assert rules.next_state(rules.Talk("id", State.HELD, starts_at=NOW), Action.REOPEN, NOW) == State.SCHEDULED


@pytest.mark.parametrize(
    ("states", "stage"),
    [
        ([], "new"),
        (["planned"], "planned"),
        (["planned", "cancelled"], "planned"),
        (["requested", "planned"], "asked"),
        (["held", "planned", "declined"], "met"),
        (["held", "requested"], "asked"),
        (["held", "requested", "scheduled"], "scheduled"),
        (["declined"], "closed"),
        (["no_response", "no_show", "cancelled"], "closed"),
    ],
)
def test_the_stage_of_a_contact_follows_from_all_their_talks_in_any_order(states: list[str], stage: str) -> None:
    for order in permutations(states):
        assert rules.progress((state, None) for state in order)["stage"] == stage


def test_the_next_talk_is_the_earliest_that_is_scheduled() -> None:
    talks = [("held", NOW - timedelta(days=9)), ("scheduled", LATER), ("scheduled", NOW), ("cancelled", NOW)]
    assert rules.progress(talks)["next_talk_at"] == NOW
    assert rules.progress([("held", NOW)])["next_talk_at"] is None


@pytest.mark.parametrize(
    ("local", "zone", "instant", "shown"),
    [
        ("2026-12-01T09:00", "Europe/Berlin", "2026-12-01T08:00", "2026-12-01T09:00"),
        ("2026-12-01T09:00", "UTC", "2026-12-01T09:00", "2026-12-01T09:00"),
        ("2026-12-01T09:00", "Asia/Kathmandu", "2026-12-01T03:15", "2026-12-01T09:00"),
        # Skipped when clocks go forward: the next minute that the clock shows.
        ("2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59", "2026-03-29T01:59"),
        ("2026-03-29T02:00", "Europe/Berlin", "2026-03-29T01:00", "2026-03-29T03:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00", "2026-03-29T03:00"),
        ("2026-03-29T02:59", "Europe/Berlin", "2026-03-29T01:00", "2026-03-29T03:00"),
        ("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00", "2026-03-29T03:00"),
        ("2026-03-08T02:30", "America/New_York", "2026-03-08T07:00", "2026-03-08T03:00"),
        ("2026-10-04T02:10", "Australia/Lord_Howe", "2026-10-03T15:30", "2026-10-04T02:30"),  # half an hour
        ("2026-09-06T00:30", "America/Santiago", "2026-09-06T04:00", "2026-09-06T01:00"),  # at midnight
        ("2011-12-30T10:00", "Pacific/Apia", "2011-12-30T10:00", "2011-12-31T00:00"),  # a whole day
        # Shown twice when clocks go back: the first.
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30", "2026-10-25T02:30"),
        ("2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00", "2026-10-25T03:00"),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30", "2026-11-01T01:30"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45", "2026-04-05T01:45"),
        # After the last year that tables list, the zone's rule goes on.
        ("2101-07-01T09:00", "Europe/Berlin", "2101-07-01T07:00", "2101-07-01T09:00"),
    ],
)
def test_a_wall_clock_time_is_one_instant_even_where_clocks_change(
    local: str, zone: str, instant: str, shown: str
) -> None:
    at, really = rules.instant_of(local, zone)
    assert (at.strftime("%Y-%m-%dT%H:%M"), really) == (instant, shown)
    assert rules.instant_of(really, zone) == (at, really)


@pytest.mark.parametrize(
    ("action", "channel", "mode", "kind"),
    [
        (Action.REQUEST, Channel.EMAIL, None, "message_out"),
        (Action.FOLLOW_UP, Channel.PHONE, None, "call"),
        (Action.SCHEDULE, None, None, "reply_in"),
        (Action.DECLINE, None, None, "reply_in"),
        (Action.HOLD, None, Mode.VIDEO, "met"),
        (Action.HOLD, None, Mode.PHONE, "call"),
        (Action.NO_RESPONSE, None, None, "moved"),
        (Action.NO_SHOW, None, None, "moved"),
    ],
)
def test_a_move_stands_on_the_timeline_as_what_it_was(
    action: Action, channel: Channel | None, mode: Mode | None, kind: str
) -> None:
    assert rules.activity_kind(action, channel=channel, mode=mode) == kind


def test_every_action_has_a_story_and_an_event_of_its_own() -> None:
    assert len({rules.story(action, minutes=30) for action in Action}) == len(Action) == len({*rules.EVENTS.values()})


CLOSING = """
Who else should I talk to?
Whom else would you suggest I meet?
Who else is worth meeting?
Who else do you know who has made this move?
Is there anyone else you think I should speak with?
Can you think of anybody I could contact about audits?
Are there people in your team I could get in touch with?
Who would you recommend I talk to next?
Which two people should I meet next?
With whom should I speak next?
If you were me, whom would you talk to next?
Who do you think I ought to reach out to?
Do you know someone in Leipzig I might interview?
Could you introduce me to someone in research?
Would you put me in touch with a colleague?
Could you name two people who see it differently?
"""
NOT_CLOSING = """
What does a typical day look like?
Who do you talk to on a normal day?
Who else works on your team?
How do you introduce new colleagues?
Can you point me to a course?
What do you wish somebody had told you?
Whom do you admire in your field?
What would your colleagues say is the worst part?
How did you meet your mentor?
What should I read before I apply?
Who decides about pay?
What do people get wrong about your job?
What else should I know?
How do you name your files?
"""


@pytest.mark.parametrize("text", CLOSING.strip().splitlines())
def test_asking_whom_else_to_meet_is_recognised(text: str) -> None:
    assert rules.asks_whom_else(text)


@pytest.mark.parametrize("text", NOT_CLOSING.strip().splitlines())
def test_other_questions_are_not_taken_for_the_closing_one(text: str) -> None:
    assert not rules.asks_whom_else(text)


def tally(**counts: int) -> dict[str, int]:
    names = ("item", "must", "if_time", "open", "asked", "skipped", "closing")
    return {**{f"{name}_count": 0 for name in names}, "planned_minutes": 0, "must_minutes": 0, **counts}


@pytest.mark.parametrize(("planned", "fits", "over_by"), [(0, True, 0), (30, True, 0), (31, False, 1), (48, False, 18)])
def test_an_agenda_fits_the_agreed_length_or_says_by_how_much_it_does_not(
    planned: int, fits: bool, over_by: int
) -> None:
    summary = rules.agenda_summary(tally(planned_minutes=planned), 30)
    assert (summary["fits"], summary["over_by"], summary["minutes"]) == (fits, over_by, 30)


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ({"state": "open", "asked_at": None}, {"answer": "Yes"}, {"state": "asked", "asked_at": NOW}),
        ({"state": "open", "asked_at": None}, {"state": ItemState.ASKED}, {"asked_at": NOW}),
        ({"state": "asked", "asked_at": LATER}, {"answer": "More"}, {"asked_at": LATER}),
        ({"state": "asked", "asked_at": LATER}, {"state": ItemState.OPEN}, {"asked_at": None}),
        (
            {"state": "open", "asked_at": None},
            {"answer": "Noted before", "state": ItemState.SKIPPED},
            {"asked_at": None},
        ),
        ({"state": "open", "asked_at": None}, {"state": ItemState.ASKED, "asked_at": LATER}, {"asked_at": LATER}),
        ({"state": "open", "asked_at": None}, {"text": "Reworded"}, {"asked_at": None}),
    ],
)
def test_an_answer_means_that_the_question_was_asked_and_asking_has_a_time(
    before: dict[str, Any], changes: dict[str, Any], after: dict[str, Any]
) -> None:
    assert rules.settled(before, changes, NOW) == {**changes, **after}
