"""SIGTERM under load: what has begun is finished, what was acknowledged is kept, and the process ends."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest

from halfhour.core.engine import Database
from halfhour.main import BASE
from tests.conftest import ENGINES
from tests.reliability.conftest import Place
from tests.reliability.process import Process, make_account
from tests.reliability.rows import all_rows
from tests.reliability.wire import Wire, statuses


@pytest.fixture(params=ENGINES)
def serving(request: pytest.FixtureRequest, empty_place: Place) -> Iterator[tuple[Process, str]]:
    settings = empty_place(request.param)
    token = make_account(settings)
    process = Process(settings)
    process.start()
    yield process, token
    process.kill()


def test_what_has_begun_is_finished(serving: tuple[Process, str]) -> None:
    process, token = serving
    with process.client(token) as alice:
        career = alice.made("/careers", title="Midwife")
        note = alice.made("/notes", body="x", career_id=career["id"])
    content = b"x" * 300_000
    made: list[str] = []
    answered: list[int] = []
    started = threading.Semaphore(0)

    def write() -> None:
        with process.client(token) as client:
            while True:
                try:
                    answer = client.post("/contacts", json={"full_name": "Maria Keller"})
                except httpx.TransportError:
                    return
                answered.append(answer.status_code)
                if answer.status_code == 201:
                    made.append(answer.json()["id"])
                started.release()

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    with Wire(process.port, timeout=20) as upload:
        upload.send(
            f"POST {BASE}/notes/{note['id']}/attachments?name=a HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            + content[:100_000]
        )
        for _ in range(40):
            assert started.acquire(timeout=20)
        process.terminate()
        wait_until_refused(process.port)
        upload.send(content[100_000:])
        assert statuses(upload.answer()) == [201]
    for writer in writers:
        writer.join(20)
    process.running.wait(15)
    assert set(answered) == {201}
    database = Database(process.settings)
    rows = all_rows(database)
    database.close()
    kept = {value for row in rows["contact"] for value in row if isinstance(value, str)}
    assert set(made) <= kept
    assert len(rows["attachment"]) == 1


def wait_until_refused(port: int) -> None:
    """Until nobody is let in any more."""
    for _ in range(2000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return
        threading.Event().wait(0.005)
    raise AssertionError("still letting people in")
