"""kill -9 under load, over and over: what was acknowledged is there, and a retry makes nothing twice.

A killed process shows that our own order is right; that the disk is asked to keep what it was given is held by the
settings (test_sqlite_durability, test_postgres_restart). CRASH_ROUNDS sets how often the long test kills.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

import pytest

from halfhour.core import doctor
from halfhour.core.engine import Database
from tests.conftest import ENGINES
from tests.make.postgres import Postgres
from tests.reliability.conftest import Place
from tests.reliability.ledger import Ledger, count, crowd, look
from tests.reliability.process import Process, make_account

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "10"))


def crash_once(process: Process, token: str, ledger: Ledger, chance: random.Random, postgres: Postgres | None) -> None:
    """Start, write with many hands, kill at some moment, start again, and compare."""
    process.start()
    ledger.open_note(process, token)
    writers = crowd(process, token, ledger, chance, chance.randrange(20, 120))
    if postgres is not None:
        os.kill(int((postgres.folder / "data" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    process.kill()
    for writer in writers:
        writer.join(60)
    if postgres is not None:
        start_again(postgres)
    process.start()
    with process.client(token) as alice:
        for wish, id_ in ledger.acknowledged.items():
            look(alice, wish, id_)
        for wish in sorted(ledger.in_flight):
            first, second = ledger.ask(alice, wish), ledger.ask(alice, wish)
            assert first == second
            look(alice, wish, first)
    process.kill()
    database = Database(process.settings)
    faults = [found for found in doctor.examine(database) if found.state == "fault"]
    rows = count(database)
    database.close()
    assert faults == []
    assert rows == (
        sum(wish.content is None for wish in ledger.acknowledged),
        sum(wish.content is not None for wish in ledger.acknowledged),
    )


def start_again(postgres: Postgres) -> None:
    """After a kill PostgreSQL's children may need a moment to notice."""
    for _ in range(100):
        try:
            Postgres.start(postgres.folder, postgres.port)
        except RuntimeError:
            threading.Event().wait(0.2)
        else:
            return
    raise AssertionError("PostgreSQL does not start again")


def crash(engine: str, rounds: int, empty_place: Place, folder: Path) -> None:
    own = Postgres.start(folder) if engine == "postgresql" else None
    settings = empty_place("sqlite")
    if own is not None:
        settings = settings.model_copy(update={"database_url": own.new_database()})
    token = make_account(settings)
    process = Process(settings)
    ledger, chance = Ledger(), random.Random(rounds)
    try:
        for round_ in range(rounds):
            crash_once(process, token, ledger, chance, own if round_ % 2 == 0 else None)
    finally:
        process.kill()
        if own is not None:
            own.stop("immediate")
    assert len(ledger.acknowledged) >= 20 * rounds


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_acknowledged_survives_a_kill(
    engine: str, empty_place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    crash(engine, 1, empty_place, tmp_path_factory.mktemp("crash"))


@pytest.mark.reliability
@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_acknowledged_survives_many_kills(
    engine: str, empty_place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    crash(engine, ROUNDS, empty_place, tmp_path_factory.mktemp("crash"))
