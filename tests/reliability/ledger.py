"""What writers asked for and what was acknowledged: the account by which a crash is judged."""

from __future__ import annotations

import hashlib
import random
import threading
from typing import NamedTuple
from uuid import uuid4

import httpx

from halfhour.core.engine import Database
from tests.conftest import Client
from tests.reliability.process import Process

WRITERS = 8


class Wish(NamedTuple):
    """Something a writer asked for: a contact, or a file of these bytes."""

    key: str
    content: bytes | None


class Ledger:
    """What was asked for and what was acknowledged, over all rounds."""

    def __init__(self) -> None:
        self.note = ""
        self.acknowledged: dict[Wish, str] = {}
        self.in_flight: set[Wish] = set()
        self._lock = threading.Lock()

    def open_note(self, process: Process, token: str) -> None:
        """Have a note with room for files."""
        with process.client(token) as alice:
            career = alice.made("/careers", title="Midwife")["id"]
            self.note = alice.made("/notes", body="x", career_id=career)["id"]

    def promised(self) -> dict[Wish, str]:
        """What has been acknowledged up to this moment."""
        with self._lock:
            return dict(self.acknowledged)

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


def crowd(process: Process, token: str, ledger: Ledger, chance: random.Random, until: int) -> list[threading.Thread]:
    """Writers at work, of whose requests so many have been acknowledged."""
    going = threading.Semaphore(0)
    writers = [
        threading.Thread(target=write, args=(process.client(token), ledger, random.Random(chance.random()), going))
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for _ in range(until):
        assert going.acquire(timeout=60)
    return writers


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
    with database.writing(owner) as connection:  # within a transaction the owner holds for raw statements too
        contacts = connection.raw.execute("SELECT count(*) FROM contact").fetchone()[0]
        return contacts, connection.raw.execute("SELECT count(*) FROM attachment").fetchone()[0]
