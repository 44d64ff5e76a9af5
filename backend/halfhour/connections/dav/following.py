"""What goes between a connection and earlier steps: a talk that changed is told to the calendars soon, and what was
changed there is due today, because the person has to say whether it holds."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, bindparam, select

from ...contacts.views import CONTACT
from ...core.db import Query, parse_instant
from ...core.store import Store
from ...interviews.following import follow
from ...interviews.views import INTERVIEW, KEPT
from ...today.rules import Due, DueKind
from ...today.sources import source
from . import service
from .models import ChangeState, Connection
from .models import ConnectionKind as Kind
from .views import CHANGE, CONNECTION

CONFIRM_WITHIN = timedelta(hours=24)

_CALENDARS = Query(
    CONNECTION.select()
    .with_only_columns(CONNECTION.c.id)
    .where(
        CONNECTION.c.owner_id == bindparam("owner_id"),
        CONNECTION.c.what == Kind.CALENDAR.value,
        CONNECTION.c.active,
        CONNECTION.c.job_id.is_not(None),
    )
)


@follow
def tell_calendars(store: Store, _contact_id: str) -> None:
    """After a talk was planned, moved or put away; for whoever has no calendar connected it is one small query."""
    for (connection_id,) in store.rows(_CALENDARS):
        service.want(store, store.get(Connection, connection_id))


_OF_TALKS = Query(
    select(
        CHANGE.c.interview_id, INTERVIEW.c.contact_id, CONTACT.c.full_name, CHANGE.c.title, CHANGE.c.words,
        CHANGE.c.created_at, CHANGE.c.there,
    )
    .select_from(
        CHANGE.join(INTERVIEW, and_(INTERVIEW.c.owner_id == CHANGE.c.owner_id, INTERVIEW.c.id == CHANGE.c.interview_id))
        .join(CONTACT, and_(CONTACT.c.owner_id == INTERVIEW.c.owner_id, CONTACT.c.id == INTERVIEW.c.contact_id))
    )
    .where(CHANGE.c.owner_id == bindparam("owner_id"), CHANGE.c.state == ChangeState.OPEN.value, KEPT)
)  # fmt: skip


@source
def changes_of_talks(store: Store) -> Iterator[Due]:
    """Talks that were moved or called off in a calendar: due in a day, or at the time that stands there if sooner."""
    for talk_id, contact_id, name, title, words, at, there in store.rows(_OF_TALKS):
        sooner = parse_instant(there["starts_at"]) if there.get("starts_at") else at + CONFIRM_WITHIN
        due_at = max(at, min(sooner, at + CONFIRM_WITHIN))
        yield Due(DueKind.CONFIRM, contact_id, name, talk_id, due_at, f"{title}: {words}", f"/interviews/{talk_id}")
