"""kill -9 under load, over and over: what was acknowledged is there, and a retry makes nothing twice.

A killed process shows that our own order is right; that the disk is asked to keep what it was given is held by the
settings (test_sqlite_durability, test_postgres_restart). CRASH_ROUNDS sets how often the long test kills.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import threading
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import httpx
import pytest

from halfhour.core import doctor
from halfhour.core.engine import Database
from tests.conftest import ENGINES, Client
from tests.make.postgres import Postgres
from tests.reliability.conftest import Place
from tests.reliability.process import Process, make_account

WRITERS = 8
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))


class Wish(NamedTuple):
    """Something a writer asked for: a contact, or a file of these bytes."""

    key: str
    content: bytes | None


class Ledger:
    """What was asked for and what was acknowledged, over all rounds."""

    def __init__(self, note: str) -> None:
        self.note = note
        self.acknowledged: dict[Wish, str] = {}
        self.in_flight: set[Wish] = set()
        self._lock = threading.Lock()

    def ask(self, client: Client, wish: Wish) -> str:
        """The id of what was made."""
        with self._lock:
            self.in_flight.add(wish)
        headers = {"Idempotency-Key": wish.key}
        if wish.content is None:
            answer = client.post("/contacts", json={"full_name": wish.key}, headers=headers)
        else:
            path = f"/notes/{self.note}/attachments"
            answer = client.post(path, params={"name": wish.key}, content=wish.content, headers=headers)
        assert answer.status_code in (201, 503), answer.text
        if answer.status_code == 503:
            raise httpx.TransportError("the database went first")
        id_ = str(answer.json()["id"])
        with self._lock:
            self.in_flight.discard(wish)
            self.acknowledged[wish] = id_
        return id_


def write(client: Client, ledger: Ledger, chance: random.Random, going: threading.Semaphore) -> None:
    with client:
        try:
            while True:
                content = chance.randbytes(chance.randrange(1, 200_000)) if chance.random() < 0.1 else None
                ledger.ask(client, Wish(str(uuid4()), content))
                going.release()
        except httpx.TransportError:
            return


def crash_once(process: Process, token: str, ledger: Ledger, chance: random.Random, postgres: Postgres | None) -> None:
    """Start, write with many hands, kill at some moment, start again, and compare."""
    process.start()
    with process.client(token) as alice:  # files are attached to a note that has room
        career = alice.made("/careers", title="Midwife")["id"]
        ledger.note = alice.made("/notes", body="x", career_id=career)["id"]
    going = threading.Semaphore(0)
    writers = [
        threading.Thread(target=write, args=(process.client(token), ledger, random.Random(chance.random()), going))
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for _ in range(chance.randrange(20, 120)):
        assert going.acquire(timeout=60)
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


def look(alice: Client, wish: Wish, id_: str) -> None:
    """What was acknowledged is there, whole."""
    if wish.content is None:
        assert alice.seen(f"/contacts/{id_}")["full_name"] == wish.key
    else:
        answer = alice.get(f"/attachments/{id_}/content")
        assert answer.status_code == 200, answer.text
        assert hashlib.sha256(answer.content).digest() == hashlib.sha256(wish.content).digest()


def count(database: Database) -> tuple[int, int]:
    with database.reading() as connection:
        owner = connection.raw.execute("SELECT id FROM account").fetchone()[0]
    with database.reading(owner) as connection:
        contacts = connection.raw.execute("SELECT count(*) FROM contact").fetchone()[0]
        return contacts, connection.raw.execute("SELECT count(*) FROM attachment").fetchone()[0]


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
    ledger, chance = Ledger(""), random.Random(rounds)
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
