"""A LinkedIn export of 30,000 rows, uploaded and looked at, and then kept, through the API."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import httpx

from tests.bench import peers
from tests.bench.load import Target
from tests.bench.told import every, judge
from tests.exchange.test_growth import many
from tests.make.postgres import Postgres

ROWS = 30_000


def run(folder: Path, chosen: argparse.Namespace) -> bool:
    return every(kept(engine, folder / engine) for engine in chosen.engines.split(","))


def kept(engine: str, folder: Path) -> bool:
    folder.mkdir()
    folder.chmod(0o755)
    postgres = Postgres.start(folder / "pg", make=True) if engine == "postgresql" else None
    url = postgres.new_database() if postgres else ""
    token, *ids = peers.fill("halfhour", folder / "halfhour", url, 100)
    target = peers.serve("halfhour", folder / "halfhour", url, token, ids)
    try:
        return measured(engine, target, many(ROWS))
    finally:
        target.stop()
        if postgres:
            postgres.stop("immediate")


def measured(engine: str, target: Target, file: bytes) -> bool:
    api = f"http://127.0.0.1:{target.port}/api/v1"
    headers = {"Authorization": f"Bearer {target.token}"}
    with httpx.Client(base_url=api, headers=headers, trust_env=False, timeout=60) as person:
        before, spent, begun = target.memory(), target.cpu(), time.perf_counter()
        seen = person.post("/imports", files={"file": ("Connections.csv", file)})
        seen.raise_for_status()
        looked = time.perf_counter()
        path = f"/imports/{seen.json()['id']}"
        person.post(f"{path}/commit", headers={"If-Match": "*"}).raise_for_status()
        while (now := person.get(path).json())["status"] == "committing":
            time.sleep(0.1)
        took, cpu = time.perf_counter() - begun, target.cpu() - spent
        more = (target.memory(peak=True) - before) / 2**20
    if now["status"] != "committed":
        raise RuntimeError(f"the import ended as {now['status']}")
    first, then = looked - begun, took - looked + begun
    print(f"\n{engine}: {ROWS:,} rows looked at in {first:.1f} s, kept in {then:.1f} s, with {cpu:.1f} s of CPU")
    fits = judge("rows per second, from the upload to the last", ROWS / took, "rows/s", least=5_000)
    return judge("resident memory at its highest, above that before", more, "MB", most=60) and fits
