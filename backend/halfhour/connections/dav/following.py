"""What makes a connection go: a talk that changed is told to the calendars soon."""

from sqlalchemy import bindparam

from ...core.db import Query
from ...core.store import Store
from ...interviews.following import follow
from . import service
from .models import Connection
from .models import ConnectionKind as Kind
from .views import CONNECTION

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
