"""What streams is never held in memory: the peak of a server's own process, as Linux counts it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from halfhour.main import BASE
from tests.reliability.conftest import Place
from tests.reliability.process import Process, make_account

MEGABYTE = 1 << 20
SIZE = 120 * MEGABYTE
MOST = 24 * MEGABYTE


@pytest.fixture
def serving(empty_place: Place) -> Iterator[tuple[Process, str]]:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells a process's peak")
    settings = empty_place("sqlite")
    token = make_account(settings)
    process = Process(settings)
    process.start()
    yield process, token
    process.kill()


def peak(process: Process) -> int:
    """The most memory that the process ever had, in bytes."""
    status = Path(f"/proc/{process.running.pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def pieces(size: int) -> Iterator[bytes]:
    piece = b"x" * MEGABYTE
    for _ in range(size // MEGABYTE):
        yield piece


def test_large_files_come_and_go_in_little_memory(serving: tuple[Process, str]) -> None:
    process, token = serving
    with process.client(token) as alice:
        career = alice.made("/careers", title="Midwife")
        note = alice.made("/notes", body="x", career_id=career["id"])
        path = f"/notes/{note['id']}/attachments"
        small = alice.post(path, params={"name": "small"}, content=b"x" * 1000).json()
        alice.get(f"/attachments/{small['id']}/content")
        before = peak(process)
        large = alice.post(path, params={"name": "large"}, content=pieces(SIZE))
        assert large.status_code == 201, large.text
        assert large.json()["size"] == SIZE
        with alice.stream("GET", f"{BASE}/attachments/{large.json()['id']}/content") as answer:
            assert sum(len(piece) for piece in answer.iter_raw()) == SIZE
        over = alice.post(path, params={"name": "over"}, content=pieces(210 * MEGABYTE))
        assert over.status_code == 413
        assert peak(process) - before < MOST
        assert len(list(process.settings.files.glob("*/*"))) == 2


def test_giants_for_other_addresses_are_not_read_into_memory(serving: tuple[Process, str]) -> None:
    process, token = serving
    with process.client(token) as alice:
        alice.made("/contacts", full_name="Maria")
        before = peak(process)
        for path in ("/contacts", "/questions/check", "/session", "/nowhere"):
            try:
                answer = alice.post(path, content=pieces(SIZE), headers={"Content-Type": "application/json"})
            except httpx.TransportError:  # it hung up while we were still sending
                continue
            assert answer.status_code in (413, 404), answer.text
        assert peak(process) - before < MOST
        assert alice.get("/contacts").status_code == 200
