"""PostgreSQL goes away under load and comes back: clear 503s, nothing acknowledged is lost, it heals by itself."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from halfhour.core.engine import Database, WeakDurability
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from tests.conftest import Client, Server
from tests.make.postgres import Postgres

WRITERS = 8


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A PostgreSQL of one's own, to be stopped at will."""
    server = Postgres.start(tmp_path_factory.mktemp("fragile"))
    yield server
    server.stop("immediate")


def settings_on(postgres: Postgres, folder: Path, **more: object) -> Settings:
    url = postgres.new_database()
    chosen = Settings(_env_file=None, data_dir=folder, database_url=url, worker="external", **more)  # type: ignore[arg-type]
    database = Database(chosen)
    migrate(database)
    database.close()
    return chosen


class Answer(NamedTuple):
    """What one writer's request came to."""

    key: str
    status: int
    made: str | None
    retry_after: str | None


class Writer(threading.Thread):
    """Adds contacts, one after the other, until told to stop."""

    def __init__(self, server: Server, token: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.answers: list[Answer] = []
        self.successes = threading.Semaphore(0)
        self._client, self._stop_writing = server.client(token), stop

    def run(self) -> None:
        with self._client as client:
            while not self._stop_writing.is_set():
                key = str(uuid4())
                answer = add(client, key)
                self.answers.append(answer)
                if answer.status == 201:
                    self.successes.release()


def add(client: Client, key: str) -> Answer:
    answer = client.post("/contacts", json={"full_name": f"Contact {key}"}, headers={"Idempotency-Key": key})
    made = answer.json()["id"] if answer.status_code == 201 else None
    return Answer(key, answer.status_code, made, answer.headers.get("retry-after"))


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_under_load_loses_nothing_and_is_told_as_503(fragile: Postgres, mode: str, tmp_path: Path) -> None:
    server = Server(settings_on(fragile, tmp_path)).start()
    alice = server.person("Alice")
    stop = threading.Event()
    writers = [Writer(server, alice.token, stop) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    wait_for_successes(writers, 5)
    fragile.stop(mode)
    with server.client() as anyone:
        down = anyone.get("/health/ready")
        assert (down.status_code, down.headers["retry-after"]) == (503, "1")
        assert anyone.get("/health/live").status_code == 200
    assert alice.get("/contacts").status_code == 503
    Postgres.start(fragile.folder, fragile.port)
    drain(writers)
    wait_for_successes(writers, 5)
    stop.set()
    for writer in writers:
        writer.join(30)
    answers = [answer for writer in writers for answer in writer.answers]
    assert {answer.status for answer in answers} == {201, 503}
    assert all(answer.retry_after for answer in answers if answer.status == 503)
    kept = all_names(alice)
    assert {f"Contact {answer.key}" for answer in answers if answer.status == 201} <= set(kept)
    retried = [add(alice, answer.key) for answer in answers]
    assert {answer.status for answer in retried} == {201}
    assert all(again.made == first.made for again, first in zip(retried, answers, strict=True) if first.made)
    assert sorted(all_names(alice)) == sorted(f"Contact {answer.key}" for answer in answers)
    alice.close()
    server.stop()


def wait_for_successes(writers: list[Writer], count: int) -> None:
    for writer in writers:
        for _ in range(count):
            assert writer.successes.acquire(timeout=30), "a writer has no success any more"


def drain(writers: list[Writer]) -> None:
    """Forget successes from before the stop."""
    for writer in writers:
        while writer.successes.acquire(blocking=False):
            pass


def all_names(client: Client) -> list[str]:
    names, cursor = [], None
    while True:
        page = client.seen("/contacts", limit=200, **({"cursor": cursor} if cursor else {}))
        names += [item["full_name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return names


def test_a_cut_connection_in_the_pool_is_nobodys_problem_twice(fragile: Postgres, tmp_path: Path) -> None:
    server = Server(settings_on(fragile, tmp_path)).start()
    with server.person("Alice") as alice:
        fragile.stop("immediate")
        Postgres.start(fragile.folder, fragile.port)
        answers = [alice.get("/contacts").status_code for _ in range(server.database.threads + 6)]
        assert set(answers) <= {200, 503}
        assert answers[-1] == 200
    server.stop()


@pytest.mark.parametrize("setting", ["synchronous_commit", "fsync", "full_page_writes"])
def test_a_postgresql_that_could_lose_what_was_acknowledged_is_refused(
    fragile: Postgres, setting: str, tmp_path: Path
) -> None:
    settings = settings_on(fragile, tmp_path)
    with fragile._admin() as admin:
        admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
    try:
        database = Database(settings)
        wait_until_off(database, setting)
        with pytest.raises(WeakDurability, match=setting):
            database.check_durability()
        database.close()
    finally:
        with fragile._admin() as admin:
            admin.execute(f"ALTER SYSTEM RESET {setting}")
            admin.execute("SELECT pg_reload_conf()")


def wait_until_off(database: Database, setting: str) -> None:
    """A reload reaches a session at its next statement, some time after the signal."""
    for _ in range(200):
        with database.reading() as connection:
            if connection.raw.execute(f"SHOW {setting}").fetchone() == ("off",):
                return
        threading.Event().wait(0.02)


def test_weak_durability_can_be_allowed_by_who_knows(fragile: Postgres, tmp_path: Path) -> None:
    settings = settings_on(fragile, tmp_path, allow_weak_durability=True)
    name = settings.database_url.rpartition("/")[2]
    with fragile._admin() as admin:
        admin.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    database = Database(settings)
    database.check_durability()
    database.close()
    strict = Database(settings.model_copy(update={"allow_weak_durability": False}))
    with pytest.raises(WeakDurability, match="synchronous_commit=off"):
        strict.check_durability()
    strict.close()
