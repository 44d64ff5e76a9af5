"""Power cuts: what was acknowledged is on the disk, not only in the memory of a kernel that is about to die.

The data lies on a file system in an image, whose kernel writes back by itself only every five minutes. At the cut all
processes are killed and the image is copied as it is: that is all that has reached the "disk". The copy is mounted,
which replays its journal, and compared. A control with weaker settings must lose something, or the rig shows nothing.
POWER_CUTS sets how often.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from halfhour.core import doctor
from halfhour.core.engine import Database
from halfhour.core.settings import Settings
from tests.conftest import ENGINES
from tests.make.postgres import Postgres
from tests.reliability.ledger import Ledger, crowd, look
from tests.reliability.process import Process, make_account

pytestmark = pytest.mark.reliability

CUTS = int(os.environ.get("POWER_CUTS", "4"))
WEAKENED = """
from sqlalchemy import event
from sqlalchemy.pool import Pool
event.listen(Pool, "checkout", lambda raw, record, proxy: raw.execute("PRAGMA synchronous=NORMAL"))
from halfhour.cli import main
main()
"""
"""The server with the setting that peers ship."""


class Disk:
    """A file system in an image, of which one can have what has reached it."""

    def __init__(self, folder: Path) -> None:
        self.outer, self.inner = folder / "outer", folder / "inner"
        self.image = self.outer / "disk.img"
        self.outer.mkdir()
        self.inner.mkdir()
        _run("mount", "-t", "tmpfs", "-o", "size=1100m", "tmpfs", str(self.outer))

    def format(self) -> None:
        _run("truncate", "-s", "500M", str(self.image))
        _run("mkfs.ext4", "-q", "-F", str(self.image))
        self._mount(self.image)

    def flush(self) -> None:
        """Bring what is there so far to the disk: the set-up is not what is tried."""
        _run("sync", "-f", str(self.inner))

    def cut(self) -> None:
        """Go on from what had reached the disk. Nobody may have anything open on it."""
        copy = self.outer / "cut.img"
        _run("cp", "--sparse=always", str(self.image), str(copy))
        self.unmount()
        copy.rename(self.image)
        self._mount(self.image)

    def _mount(self, image: Path) -> None:
        _run("mount", "-o", "loop,commit=300", str(image), str(self.inner))
        self.inner.chmod(0o755)

    def unmount(self) -> None:
        """Leave the file system, which may take a moment after a kill."""
        for _ in range(100):
            if subprocess.run(["umount", str(self.inner)], capture_output=True, check=False).returncode == 0:
                return
            threading.Event().wait(0.1)
        _run("umount", "--lazy", str(self.inner))

    def remove(self) -> None:
        if os.path.ismount(self.inner):
            self.unmount()
        _run("umount", "--lazy", str(self.outer))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if not Path("/dev/loop-control").exists() or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount an image to cut the power of")
    try:
        made = Disk(tmp_path)
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"this root may not mount: {error.stderr.decode().strip()}")
    yield made
    made.remove()


def cut_once(disk: Disk, engine: str, chance: random.Random, *, weak: bool) -> tuple[int, int]:
    """How many were acknowledged before the power went, and how many of those are lost."""
    disk.format()
    folder = disk.inner / "postgres"
    folder.mkdir()
    postgres = Postgres.start(folder) if engine == "postgresql" else None
    url = postgres.new_database() if postgres else ""
    settings = Settings(_env_file=None, data_dir=disk.inner / "data", database_url=url)
    if postgres is not None and weak:
        with postgres._admin() as admin:
            admin.execute("ALTER SYSTEM SET synchronous_commit = off")
            admin.execute("SELECT pg_reload_conf()")
    token = make_account(settings)
    weakened = weak and postgres is None
    process = Process(settings, program=("-c", WEAKENED) if weakened else ("-m", "halfhour"), allow_weak=weak)
    process.start()
    ledger = Ledger()
    ledger.open_note(process, token)
    disk.flush()
    writers = crowd(process, token, ledger, chance, chance.randrange(60, 250))
    promised = ledger.promised()
    if postgres is not None:
        kill_family(int((folder / "data" / "postmaster.pid").read_text().splitlines()[0]))
    process.kill()
    for writer in writers:
        writer.join(60)
    disk.cut()
    if postgres is not None:
        (folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        postgres = Postgres.start(folder, postgres.port)
    process.start()
    lost = 0
    with process.client(token) as alice:
        for wish, id_ in promised.items():
            try:
                look(alice, wish, id_)
            except AssertionError:
                lost += 1
        if not weak:
            for wish in sorted({*ledger.in_flight, *(ledger.acknowledged.keys() - promised.keys())}):
                look(alice, wish, ledger.ask(alice, wish))
    process.kill()
    database = Database(settings)
    faults = [found for found in doctor.examine(database) if found.state == "fault" and "could lose" not in found.what]
    database.close()
    if postgres is not None:
        postgres.stop("immediate")
    disk.unmount()
    assert weak or faults == []
    return len(promised), lost


def kill_family(parent: int) -> None:
    """Kill a process and its children at once, and wait until they are gone."""
    family = [parent, *(int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent(path) == parent)]
    for each in family:
        try:
            os.kill(each, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for _ in range(1000):
        if not any(Path(f"/proc/{each}").exists() for each in family):
            return
        threading.Event().wait(0.01)


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_acknowledged_survives_a_power_cut(disk: Disk, engine: str) -> None:
    chance = random.Random(engine)
    rounds = [cut_once(disk, engine, chance, weak=False) for _ in range(CUTS)]
    assert [lost for _, lost in rounds] == [0] * CUTS
    assert sum(acknowledged for acknowledged, _ in rounds) >= 60 * CUTS


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rig_can_see_a_loss(disk: Disk, engine: str) -> None:
    chance = random.Random(engine)
    assert any(cut_once(disk, engine, chance, weak=True)[1] for _ in range(CUTS))
