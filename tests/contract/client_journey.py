"""A whole journey with a client that openapi-python-client has made, run in that tool's environment.

`python client_journey.py FOLDER URL TOKEN`, where FOLDER holds the package `halfhour_client`.
"""

# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Any
from uuid import uuid4

folder, url, token = sys.argv[1:4]
sys.path.insert(0, folder)

from halfhour_client import AuthenticatedClient  # noqa: E402
from halfhour_client.api.careers import add_career, get_career  # noqa: E402
from halfhour_client.api.contacts import add_contact, change_contact  # noqa: E402
from halfhour_client.api.interviews import (  # noqa: E402
    add_agenda_items,
    get_agenda,
    hold_interview,
    plan_interview,
    request_interview,
    schedule_interview,
)
from halfhour_client.api.notes import add_note  # noqa: E402
from halfhour_client.api.questions import list_questions, take_starter_set  # noqa: E402
from halfhour_client.models import (  # noqa: E402
    CareerCreate,
    CareerRead,
    Category,
    ContactCreate,
    ContactRead,
    ContactUpdate,
    FromBankCreate,
    HoldCreate,
    InterviewCreate,
    InterviewRead,
    InterviewState,
    NoteCreate,
    NoteKind,
    Problem,
    RequestCreate,
    ScheduleCreate,
    StarterTake,
)


def take(answer: Any, kind: type) -> Any:
    """What an answer holds, which must be of this type."""
    assert isinstance(answer.parsed, kind), answer.content
    return answer.parsed


client = AuthenticatedClient(base_url=url, token=token, raise_on_unexpected_status=True)

key = str(uuid4())
dream = CareerCreate(title="Clinical data manager")
career = take(add_career.sync_detailed(client=client, body=dream, idempotency_key=key), CareerRead)
again = add_career.sync_detailed(client=client, body=dream, idempotency_key=key)
assert again.parsed.id == career.id
assert again.headers["Idempotent-Replayed"] == "true"

maria = take(
    add_contact.sync_detailed(client=client, body=ContactCreate(full_name="Maria Keller", career_ids=[career.id])),
    ContactRead,
)
why = ContactUpdate(why_them="She left our ward for data.")
changed = change_contact.sync_detailed(maria.id, client=client, body=why, if_match=f'"{maria.version}"')
assert take(changed, ContactRead).why_them == "She left our ward for data."
assert changed.parsed.full_name == "Maria Keller"
stale = change_contact.sync_detailed(maria.id, client=client, body=why, if_match=f'"{maria.version}"')
assert stale.status_code == HTTPStatus.PRECONDITION_FAILED
assert take(stale, Problem).code == "stale"

take_starter_set.sync_detailed(client=client, body=StarterTake(categories=[Category.CLOSING]))
bank = list_questions.sync(client=client, category=Category.CLOSING)
talk = take(
    plan_interview.sync_detailed(client=client, body=InterviewCreate(contact_id=maria.id, career_ids=[career.id])),
    InterviewRead,
)
add_agenda_items.sync_detailed(talk.id, client=client, body=FromBankCreate(question_ids=[bank.items[0].id]))
agenda = get_agenda.sync(talk.id, client=client)
assert agenda.summary.closing_present

asked = request_interview.sync_detailed(talk.id, client=client, body=RequestCreate(), if_match=f'"{talk.version}"')
assert take(asked, InterviewRead).state == InterviewState.REQUESTED
twice = request_interview.sync_detailed(talk.id, client=client, body=RequestCreate(), if_match="*")
assert twice.status_code == HTTPStatus.CONFLICT
assert take(twice, Problem).code == "illegal_move"
assert "schedule" in [each["action"] for each in twice.parsed.additional_properties["allowed"]]

when = ScheduleCreate(starts_at_local="2021-12-01T09:00", time_zone="Europe/Berlin")
agreed = take(schedule_interview.sync_detailed(talk.id, client=client, body=when, if_match="*"), InterviewRead)
assert agreed.starts_at.isoformat() == "2021-12-01T08:00:00+00:00"
held = take(hold_interview.sync_detailed(talk.id, client=client, body=HoldCreate(), if_match="*"), InterviewRead)
assert held.state == InterviewState.HELD
add_note.sync_detailed(
    client=client, body=NoteCreate(kind=NoteKind.DEBRIEF, interview_id=talk.id, body="I was *awake* all the time.")
)

nothing = get_career.sync_detailed("01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c", client=client)
assert (nothing.status_code, take(nothing, Problem).code) == (HTTPStatus.NOT_FOUND, "not_found")
wrong = add_contact.sync_detailed(client=client, body=ContactCreate(full_name=" "))
assert take(wrong, Problem).errors[0].pointer == "#/full_name"
stranger = AuthenticatedClient(base_url=url, token="hh_nobody")
assert take(get_career.sync_detailed(career.id, client=stranger), Problem).code == "unauthorized"

sys.stdout.write(f"{career.id} {maria.id} {talk.id}\n")
