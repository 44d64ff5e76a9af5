"""The servers that are compared: each is filled with the same contacts and started in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.bench.load import Target

ROOT = Path(__file__).parents[2]


def start(name: str, folder: Path, database_url: str, contacts: int) -> Target:
    """Fill and start `bare`, `textbook` or `halfhour` on a free port."""
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    module = f"tests.bench.{name}_app"
    arguments = [str(folder), database_url]
    filled = subprocess.run(  # our own modules
        [sys.executable, "-m", module, "fill", *arguments, str(contacts)],
        cwd=ROOT, env=_environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    token, *ids = filled.stdout.split()
    process = subprocess.Popen(
        [sys.executable, "-m", module, "serve", *arguments, str(port)],
        cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    target = Target(name, process, port, token, ids)
    _wait(target)
    return target


def _environment() -> dict[str, str]:
    paths = [str(ROOT), str(ROOT / "backend")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HALFHOUR_LOG_LEVEL": "info"}


def _wait(target: Target) -> None:
    for _ in range(300):
        if target.process.poll() is not None:
            raise RuntimeError(f"{target.name} ended with {target.process.returncode}")
        try:
            httpx.get(f"http://127.0.0.1:{target.port}/health/live", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{target.name} did not start")
