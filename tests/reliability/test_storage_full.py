"""The disk is full: a clear 503, reads go on, nothing is lost, and it heals by itself."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import Server, make_server


class Disk:
    """A small disk in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mount(self, megabytes: int, *options: str) -> None:
        given = ",".join([*options, f"size={megabytes}m"])
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", given, "tmpfs", str(self.folder)], check=True, capture_output=True
        )

    def grow(self, megabytes: int) -> None:
        self.mount(megabytes, "remount")

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if not Path("/proc/mounts").exists() or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk to fill")
    small = Disk(tmp_path / "disk")
    small.folder.mkdir()
    try:
        small.mount(8)
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"this root may not mount: {error.stderr.decode().strip()}")
    yield small
    small.unmount()


@pytest.fixture
def crowded(disk: Disk, request: pytest.FixtureRequest) -> Iterator[Server]:
    running = make_server("sqlite", disk.folder / "data", request, worker="external")
    yield running
    running.stop()


def test_a_full_disk_is_said_and_nothing_is_lost(disk: Disk, crowded: Server) -> None:
    with crowded.person("Alice") as alice:
        made: list[str] = []
        refused: list[httpx.Response] = []
        while len(refused) < 20:
            answer = alice.post("/contacts", json={"full_name": "Maria Keller", "why_them": "x" * 15_000})
            if answer.status_code == 201:
                made.append(answer.json()["id"])
            else:
                refused.append(answer)
                assert alice.get(f"/contacts/{made[-1]}").status_code == 200
                assert alice.get("/contacts").status_code == 200
        assert {answer.status_code for answer in refused} == {503}
        assert {answer.json()["code"] for answer in refused} == {"storage_full"}
        assert {answer.headers["retry-after"] for answer in refused} == {"60"}
        disk.grow(64)
        answer = alice.post("/contacts", json={"full_name": "Room again"})
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
        kept, cursor = set(), None
        while True:
            page = alice.seen("/contacts", limit=200, **({"cursor": cursor} if cursor else {}))
            kept |= {item["id"] for item in page["items"]}
            cursor = page["next_cursor"]
            if cursor is None:
                break
    assert set(made) == kept
    with sqlite3.connect(crowded.settings.data_dir / "halfhour.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()


def test_a_file_that_does_not_fit_leaves_nothing_behind(disk: Disk, crowded: Server) -> None:
    with crowded.person("Alice") as alice:
        career = alice.made("/careers", title="Midwife")
        note = alice.made("/notes", body="x", career_id=career["id"])
        path = f"/notes/{note['id']}/attachments"
        for content in (b"x" * 20_000_000, iter([b"x" * 1_000_000] * 20)):
            answer = alice.post(path, params={"name": "tour.mov"}, content=content)
            assert (answer.status_code, answer.json()["code"]) == (503, "storage_full"), answer.text
            assert list(crowded.settings.files.glob("*/*")) == []
        assert alice.seen(f"/notes/{note['id']}")["attachments"] == []
        assert alice.post(path, params={"name": "small.txt"}, content=b"fits").status_code == 201
        disk.grow(64)
        assert alice.post(path, params={"name": "tour.mov"}, content=b"x" * 20_000_000).status_code == 201
