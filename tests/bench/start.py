"""From nothing to the first answer, compared to `python -c "import fastapi"`; and the memory after 1,000 requests."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import peers
from tests.bench.load import Load
from tests.bench.told import judge
from tests.bench.workers import MIXTURE


def run(folder: Path, chosen: argparse.Namespace) -> bool:
    place = folder / "halfhour"
    token, *ids = peers.fill("halfhour", place, "", 2_000)
    imports, starts = [], []
    for _ in range(chosen.rounds + 1):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import fastapi"], check=True)
        imports.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        target = peers.serve("halfhour", place, "", token, ids, patience=0.005)
        starts.append(time.perf_counter() - begun)
        target.stop()
    target = peers.serve("halfhour", place, "", token, ids)
    try:
        load = Load(target)
        load.mixed(MIXTURE, 1_000)
        load.check("mixed")
        megabytes = target.memory() / 2**20
    finally:
        target.stop()
    fastapi, ours = statistics.median(imports[1:]), statistics.median(starts[1:])
    print(f"\nstart: ready after {ours:.2f} s, where importing FastAPI alone takes {fastapi:.2f} s")
    fits = judge("ready to answer / import fastapi", ours / fastapi, "times", most=5)
    return judge("resident memory after 1,000 mixed requests", megabytes, "MB", most=120) and fits
