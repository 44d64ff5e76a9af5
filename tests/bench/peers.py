"""The servers that are compared: each is filled with the same contacts and started in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.bench.load import Target

ROOT = Path(__file__).parents[2]


def start(name: str, folder: Path, database_url: str, contacts: int) -> Target:
    """Fill and start `bare`, `textbook` or `halfhour` on a free port."""
    token, *ids = fill(name, folder, database_url, contacts)
    return serve(name, folder, database_url, token, ids)


def fill(name: str, folder: Path, database_url: str, contacts: int) -> list[str]:
    """Make a database with so many contacts; gives a token and their ids."""
    folder.mkdir()
    filled = subprocess.run(  # our own modules
        [sys.executable, "-m", f"tests.bench.{name}_app", "fill", str(folder), database_url, str(contacts)],
        cwd=ROOT, env=_environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return filled.stdout.split()


def serve(name: str, folder: Path, database_url: str, token: str, ids: list[str], *, patience: float = 0.1) -> Target:
    """Start a server on a free port; `patience` is the pause between two looks whether it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.bench.{name}_app", "serve", str(folder), database_url, str(port)],
        cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    target = Target(name, process, port, token, ids)
    _wait(target, patience)
    return target


def _environment() -> dict[str, str]:
    paths = [str(ROOT), str(ROOT / "backend")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HALFHOUR_LOG_LEVEL": "info"}


def _wait(target: Target, patience: float) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if target.process.poll() is not None:
            raise RuntimeError(f"{target.name} ended with {target.process.returncode}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", target.port), timeout=5) as connection:
            connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            if connection.recv(1000).startswith(b"HTTP/1.1"):
                return
        time.sleep(patience)
    target.stop()
    raise RuntimeError(f"{target.name} did not start")
