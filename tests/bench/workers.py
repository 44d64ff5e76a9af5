"""One process and two on the same PostgreSQL, asked the same mixture by 16 connections.

On two cores the load, the database and the workers share what one worker alone nearly fills, so that requests per
second cannot show what a second worker is worth. What can be shown there is that two do not stand in each other's way:
a request costs them together no more CPU than it costs one. Two workers then do twice as much where there are cores for
them, less what a request costs more. With eight cores or more the requests per second themselves are judged.
"""

from __future__ import annotations

import argparse
import os
import statistics
import threading
import time
from pathlib import Path

from tests.bench import peers
from tests.bench.load import Load, Target
from tests.bench.told import judge
from tests.make.postgres import Postgres

MIXTURE = ("list", "get", "get", "search", "get", "list", "search", "patch", "get", "create")


def run(folder: Path, chosen: argparse.Namespace) -> bool:
    postgres = Postgres.start(folder / "pg", make=True)
    targets: list[Target] = []
    try:
        url = postgres.new_database()
        token, *ids = peers.fill("halfhour", folder / "halfhour", url, 2_000)
        targets = [peers.serve("halfhour", folder / "halfhour", url, token, ids) for _ in range(2)]
        found: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
        for number in range(chosen.rounds + 1):
            for workers, seen in found.items():
                measured = mixed(targets[:workers], chosen.requests * 2 if number else 100)
                if number:
                    seen.append(measured)
    finally:
        for target in targets:
            target.stop()
        postgres.stop("immediate")
    cpu = {workers: statistics.median(cost for cost, _ in seen) for workers, seen in found.items()}
    speed = {workers: statistics.median(rate for _, rate in seen) for workers, seen in found.items()}
    cores = os.cpu_count() or 1
    print(f"\npostgresql: two workers and one, on {cores} cores with the load and the database")
    for workers in (1, 2):
        busy = cpu[workers] * speed[workers] / 1e6
        print(
            f"  {workers}: {speed[workers]:5.0f} requests/s, {cpu[workers]:5.0f} µs of CPU each, {busy:.2f} cores busy"
        )
    if cores >= 8:
        return judge("requests per second of two workers", speed[2] / speed[1], "times", least=1.7)
    print(f"  requests per second of two workers: {speed[2] / speed[1]:.2f} times (not judged: too few cores)")
    return judge("2 × CPU of one / CPU of two, per request", 2 * cpu[1] / cpu[2], "times", least=1.7)


def mixed(targets: list[Target], requests: int) -> tuple[float, float]:
    """CPU microseconds per request, and requests per second."""
    loads = [Load(target) for target in targets]
    before, begun = sum(target.cpu() for target in targets), time.perf_counter()
    threads = [threading.Thread(target=load.mixed, args=(MIXTURE, requests // len(loads))) for load in loads]
    for load in loads:
        load.connections //= len(loads)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    for load in loads:
        load.check("mixed")
    return (sum(target.cpu() for target in targets) - before) * 1e6 / requests, requests / took
