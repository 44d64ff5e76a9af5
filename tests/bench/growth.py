"""List, get and search for somebody with a million contacts, compared to somebody with a thousand.

The thousand are added by the application, the others made of them by the database: as many answers to each question,
a thousand times as many rows that are not the answer. The cost is the CPU of the server, and of PostgreSQL's processes.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
from pathlib import Path

import psycopg

from halfhour.core.engine import Database
from halfhour.core.search import tidy
from halfhour.core.settings import Settings
from tests.bench import peers
from tests.bench.load import Load, Target
from tests.bench.told import every, judge
from tests.make.postgres import Postgres

FEW = 1_000
OPERATIONS = ("list", "get", "search")

# Copy n of a contact: an id of its own with the same beginning, a family name that nobody else has, changed long ago.
ID = "substr({id}, 1, 24) || {hex}"
COPIES = (
    "INSERT INTO contact ({columns}) SELECT {values} FROM copy CROSS JOIN contact",
    (
        "INSERT INTO contact_tag (owner_id, contact_id, tag)"
        " SELECT owner_id, {tagged}, tag FROM copy CROSS JOIN contact_tag"
    ),
    (
        "INSERT INTO search_entry (owner_id, kind, id, title, body, words)"
        " SELECT owner_id, kind, {id}, replace(title, 'Surname', 'Other' || n || 'x'), body,"
        " replace(words, 'zsurname', 'zother' || n || 'x') FROM copy CROSS JOIN search_entry"
    ),
)


def run(folder: Path, chosen: argparse.Namespace) -> bool:
    return every(grown(engine, folder / engine, chosen) for engine in chosen.engines.split(","))


def grown(engine: str, folder: Path, chosen: argparse.Namespace) -> bool:
    folder.mkdir()
    folder.chmod(0o755)
    postgres = Postgres.start(folder / "pg", make=True) if engine == "postgresql" else None
    targets: list[Target] = []
    try:
        for name, copies in (("few", 0), ("many", chosen.many // FEW - 1)):
            place = folder / name
            url = postgres.new_database() if postgres else ""
            token, *ids = peers.fill("halfhour", place, url, FEW)
            if postgres:
                multiply_postgres(url, copies)
            else:
                multiply_sqlite(place, copies)
            targets.append(peers.serve("halfhour", place, url, token, ids))
        print(f"\n{engine}: a request of somebody with {chosen.many:,} contacts, as a multiple of one with {FEW:,}")
        return every(growth_of(operation, targets, postgres, chosen) for operation in OPERATIONS)
    finally:
        for target in targets:
            target.stop()
        if postgres:
            postgres.stop("immediate")


def growth_of(operation: str, targets: list[Target], postgres: Postgres | None, chosen: argparse.Namespace) -> bool:
    costs: dict[str, list[float]] = {"few": [], "many": []}
    for number in range(chosen.rounds + 1):
        for name, target in zip(costs, targets, strict=True):
            before = postgres.cpu() if postgres else 0.0
            cost = Load(target).run(operation, chosen.requests if number else 50)
            if postgres:
                cost += (postgres.cpu() - before) * 1e6 / (chosen.requests if number else 50)
            if number:  # the first round warms up
                costs[name].append(cost)
    few, many = statistics.median(costs["few"]), statistics.median(costs["many"])
    return judge(f"{operation} ({few:.0f} µs then, {many:.0f} µs now)", many / few, "times", most=1.5)


def multiply_sqlite(folder: Path, copies: int) -> None:
    raw = sqlite3.connect(folder / "halfhour.db", isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY", "foreign_keys=OFF"):
        raw.execute(f"PRAGMA {pragma}")
    columns = [row[1] for row in raw.execute("PRAGMA table_info(contact)")]
    numbers = f"WITH RECURSIVE copy(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM copy WHERE n < {copies}) "
    hex_ = "printf('%012x', n)"
    long_ago = "strftime('%Y-%m-%dT%H:%M:%f000Z', '2020-01-01', '+' || (n * 1000 + contact.rowid) || ' seconds')"
    raw.execute("BEGIN")
    for statement in COPIES:
        raw.execute(_filled(numbers + statement, columns, hex_, long_ago))
    raw.execute("INSERT INTO search_word(search_word) VALUES ('rebuild')")
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    database = Database(Settings(_env_file=None, data_dir=folder, database_url=""))
    tidy(database)  # as the server does within the hour
    database.close()


def multiply_postgres(url: str, copies: int) -> None:
    with psycopg.connect(url, autocommit=True) as raw:
        owner = raw.execute("SELECT id FROM account").fetchone()
        raw.execute("SELECT set_config('app.owner', %s, false)", owner)
        raw.execute("SET synchronous_commit = off")
        raw.execute("SET maintenance_work_mem = '256MB'")
        found = raw.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'contact'")
        columns = [row[0] for row in found]
        numbers = f"WITH copy AS (SELECT n FROM generate_series(1, {copies}) n) "
        hex_ = "lpad(to_hex(n), 12, '0')"
        long_ago = "timestamptz '2020-01-01' + (n * 1000 + row_number() OVER ()) * interval '1 second'"
        index = "ix_search_word_folded"
        raw.execute(f"DROP INDEX {index}")
        for statement in COPIES:
            raw.execute(_filled(numbers + statement, columns, hex_, long_ago))
        raw.execute(
            "INSERT INTO search_word SELECT number, owner_id, to_tsvector('simple', words) FROM search_entry"
            " WHERE title LIKE '%Other%'"
        )
        raw.execute(f"CREATE INDEX {index} ON search_word USING gin (folded)")
        raw.execute("VACUUM ANALYZE")


def _filled(statement: str, columns: list[str], hex_: str, long_ago: str) -> str:
    made = {
        "id": ID.format(id="contact.id", hex=hex_),
        "updated_at": long_ago,
        "full_name": "replace(full_name, 'Surname', 'Other' || n || 'x')",
        "family_name": "replace(family_name, 'Surname', 'Other' || n || 'x')",
    }
    return statement.format(
        columns=", ".join(columns),
        values=", ".join(made.get(name, f"contact.{name}") for name in columns),
        tagged=ID.format(id="contact_id", hex=hex_),
        id=ID.format(id="id", hex=hex_),
    )
