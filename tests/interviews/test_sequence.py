"""How often an appointment has changed, for calendars: counted on, also for talks from before it was counted."""

from pathlib import Path

import pytest
from alembic import command

from halfhour.accounts import service as accounts
from halfhour.contacts import service as contacts
from halfhour.contacts.schemas import ContactCreate
from halfhour.core.engine import Database
from halfhour.core.migrate import alembic_config, migrate
from halfhour.core.settings import Settings
from halfhour.core.store import reading, writing
from halfhour.interviews import moves, service
from halfhour.interviews.models import Interview
from halfhour.interviews.schemas import CancelCreate, InterviewCreate, RescheduleCreate, ScheduleCreate
from tests.conftest import PASSWORD, known_hash

ZONE = "Europe/Berlin"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_talks_from_before_are_counted_by_their_moves(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres").new_database() if engine == "postgresql" else ""
    database = Database(Settings(_env_file=None, data_dir=tmp_path, database_url=url))
    migrate(database)
    with known_hash():
        owner = accounts.create_account(database, "alice@example.org", PASSWORD, name="Alice")
    with writing(database, owner) as store:
        maria = contacts.add(store, ContactCreate(full_name="Maria Keller"))["id"]
        ids = [service.add(store, InterviewCreate(contact_id=maria))["id"] for _ in range(4)]
        for id_ in ids[1:]:
            moves.schedule(store, id_, ScheduleCreate(starts_at_local="2031-12-01T09:00", time_zone=ZONE), None)
        for id_ in ids[2:]:
            later = RescheduleCreate(starts_at_local="2031-12-02T09:00", time_zone=ZONE)
            moves.reschedule(store, id_, later, None)
        moves.cancel(store, ids[3], CancelCreate(), None)
    counted = sequences(database, owner, ids)
    assert counted == [None, 0, 1, 2]
    with alembic_config(database) as config:
        command.downgrade(config, "0009")
    migrate(database)
    assert sequences(database, owner, ids) == counted, "and nobody's moves were lost on the way"
    database.close()


def sequences(database: Database, owner: str, ids: list[str]) -> list[int | None]:
    with reading(database, owner) as store:
        return [store.get(Interview, id_).sequence for id_ in ids]
