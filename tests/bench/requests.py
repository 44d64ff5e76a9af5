"""Server CPU per request of a bare limit, the textbook way and Halfhour, in alternation in one run.

list (50 of 10,000 contacts, filtered and sorted), get, create, patch, search; SQLite and PostgreSQL. The unit is
microseconds of CPU of the server's process; the ratios are what quality.md sets.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

from tests.bench import peers
from tests.bench.load import Load, Target
from tests.bench.told import every
from tests.make.postgres import Postgres

OPERATIONS = ("list", "get", "create", "patch", "search")
LIMITS = {"list": 2.2, "get": 4.0, "create": 4.0, "patch": 4.0, "search": 2.2}


def run(folder: Path, chosen: argparse.Namespace) -> bool:
    return every(compare(engine, folder / engine, chosen) for engine in chosen.engines.split(","))


def compare(engine: str, folder: Path, chosen: argparse.Namespace) -> bool:
    """Run all targets on one engine and print their table; whether every ratio is within its limit."""
    folder.mkdir()
    folder.chmod(0o755)
    postgres = Postgres.start(folder / "pg", make=True) if engine == "postgresql" else None
    targets: list[Target] = []
    try:
        for name in chosen.only.split(","):
            url = postgres.new_database() if postgres else ""
            targets.append(peers.start(name, folder / name, url, chosen.contacts))
        samples: dict[tuple[str, str], list[float]] = {}
        for target in targets:
            for operation in OPERATIONS:
                Load(target).run(operation, max(50, chosen.requests // 4))
        for _ in range(chosen.rounds):
            for operation in OPERATIONS:
                for target in targets:
                    cost = Load(target).run(operation, chosen.requests)
                    samples.setdefault((target.name, operation), []).append(cost)
        return show(engine, [target.name for target in targets], samples, chosen.contacts)
    finally:
        for target in targets:
            target.stop()
        if postgres:
            postgres.stop("immediate")


def show(engine: str, names: list[str], samples: dict[tuple[str, str], list[float]], contacts: int) -> bool:
    print(f"\n{engine}, {contacts:,} contacts: server CPU, µs per request (ratio to the bare limit)")
    print(f"{'':10}" + "".join(f"{operation:>18}" for operation in OPERATIONS))
    costs = {key: statistics.median(values) for key, values in samples.items()}
    met = True
    for name in names:
        cells = []
        for operation in OPERATIONS:
            cost = costs[name, operation]
            ratio = cost / costs["bare", operation] if "bare" in names else float("nan")
            cells.append(f"{cost:>10.0f} ({ratio:4.1f})")
        print(f"{name:10}" + "".join(f"{cell:>18}" for cell in cells))
    if {"bare", "textbook", "halfhour"} <= set(names):
        for operation in OPERATIONS:
            ratio = costs["halfhour", operation] / costs["bare", operation]
            gain = costs["textbook", operation] / costs["halfhour", operation]
            fits = ratio <= LIMITS[operation] and gain >= 3
            met &= fits
            mark = "met" if fits else "MISSED"
            print(
                f"  {operation:7} {mark:7} {ratio:.1f}x of bare (at most {LIMITS[operation]}),"
                f" {gain:.1f}x below the textbook (at least 3)"
            )
    return met
