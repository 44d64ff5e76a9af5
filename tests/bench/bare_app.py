"""The limit: an ASGI app with SQL written by hand on the driver, orjson, and nothing else. No framework, no checks."""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import orjson
import psycopg

from tests.bench.people import people

COLUMNS = (
    "id", "version", "created_at", "updated_at", "deleted_at", "full_name", "given_name", "family_name", "headline",
    "organization_id", "emails", "phones", "links", "location", "time_zone", "source", "how_found", "level", "why_them",
    "difficulty", "preferred_channel", "keep_in_touch_days", "may_keep", "do_not_contact", "connected_on",
)  # fmt: skip
OWNER = "owner-1"


def tables(sqlite: bool) -> list[str]:
    """Contacts with their tags, and a full-text index over name and headline."""
    columns = ", ".join(
        f"{name} {'integer' if name in ('version', 'difficulty', 'keep_in_touch_days') else 'text'}" for name in COLUMNS
    )
    made = [
        f"CREATE TABLE contact (owner_id text, {columns}, words text, PRIMARY KEY (owner_id, id))",
        "CREATE TABLE contact_tag (owner_id text, contact_id text, tag text, PRIMARY KEY (owner_id, contact_id, tag))",
        "CREATE INDEX contact_updated ON contact (owner_id, updated_at, id)",
    ]
    if sqlite:
        return [*made, "CREATE VIRTUAL TABLE word USING fts5(id, words)"]
    return [
        *made,
        "ALTER TABLE contact ADD COLUMN folded tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
        "CREATE INDEX contact_folded ON contact USING gin (folded)",
    ]


def instant() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def values(person: dict[str, Any]) -> dict[str, Any]:
    at = instant()
    row = {name: person.get(name) for name in COLUMNS}
    row |= {name: orjson.dumps(person.get(name) or []).decode() for name in ("emails", "phones", "links")}
    row |= {name: None if person.get(name) is None else str(person[name]) for name in ("may_keep", "do_not_contact")}
    words = f"{person['full_name']} {person.get('headline') or ''}".lower()
    return {
        **row,
        "id": str(uuid4()),
        "version": 1,
        "created_at": at,
        "updated_at": at,
        "words": words,
        "owner_id": OWNER,
    }


def shown(row: tuple[Any, ...], tags: Any) -> dict[str, Any]:
    item = dict(zip(COLUMNS, row, strict=False))
    for name in ("emails", "phones", "links"):
        item[name] = orjson.Fragment(item[name])
    item["tags"] = orjson.Fragment(tags) if isinstance(tags, str) else tags
    return item


class Bare:
    """Five operations on one connection."""

    def __init__(self, folder: Path, url: str) -> None:
        self.sqlite = not url
        if self.sqlite:
            self.db: Any = sqlite3.connect(folder / "bare.db", isolation_level=None, check_same_thread=False)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-16000"):
                self.db.execute(f"PRAGMA {pragma}")
        self.url = url
        mark = "?" if self.sqlite else "%s"
        tags = (
            "(SELECT json_group_array(tag) FROM contact_tag t WHERE t.owner_id = c.owner_id AND t.contact_id = c.id)"
            if self.sqlite
            else "(SELECT json_agg(tag) FROM contact_tag t WHERE t.owner_id = c.owner_id AND t.contact_id = c.id)"
        )
        read = f"SELECT {', '.join(f'c.{name}' for name in COLUMNS)}, {tags} FROM contact c WHERE c.owner_id = {mark}"
        self.list_sql = f"{read} AND c.level = {mark} ORDER BY c.updated_at DESC, c.id DESC LIMIT 51"
        self.get_sql = f"{read} AND c.id = {mark}"
        names = ("owner_id", *COLUMNS, "words")
        self.insert_names = names
        self.insert_sql = f"INSERT INTO contact ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"
        self.tag_sql = f"INSERT INTO contact_tag VALUES ({mark}, {mark}, {mark})"
        self.patch_sql = (
            f"UPDATE contact SET headline = {mark}, updated_at = {mark}, version = version + 1"
            f" WHERE owner_id = {mark} AND id = {mark}"
        )
        if self.sqlite:
            self.word_sql = "INSERT INTO word (id, words) VALUES (?, ?)"
            self.search_sql = (
                "SELECT c.id, c.full_name, c.headline FROM contact c WHERE c.owner_id = ?"
                " AND c.id IN (SELECT id FROM word WHERE word MATCH ? LIMIT 20)"
            )
        else:
            self.search_sql = (
                "SELECT c.id, c.full_name, c.headline FROM contact c WHERE c.owner_id = %s"
                " AND c.folded @@ to_tsquery('simple', %s) LIMIT 20"
            )

    async def connect(self) -> None:
        if not self.sqlite:
            self.pool = [
                await psycopg.AsyncConnection.connect(self.url, autocommit=True, prepare_threshold=1) for _ in range(8)
            ]

    def add(self, person: dict[str, Any]) -> list[Any]:
        """The statements of one creation, as (sql, values)."""
        row = values(person)
        work = [(self.insert_sql, [row[name] for name in self.insert_names])]
        work += [(self.tag_sql, [OWNER, row["id"], tag]) for tag in person.get("tags") or ()]
        if self.sqlite:
            work.append((self.word_sql, [row["id"], row["words"]]))
        return [row["id"], work]

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await self.connect()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        path, method = scope["path"], scope["method"]
        body = b""
        if method in ("POST", "PATCH"):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if not message.get("more_body"):
                    break
        status = 200
        if path == "/api/v1/contacts" and method == "GET":
            rows = await self.read(self.list_sql, [OWNER, parse_qs(scope["query_string"].decode())["level"][0]])
            answer: Any = {"items": [shown(row, row[-1]) for row in rows[:50]], "next_cursor": None}
        elif path == "/api/v1/search":
            word = parse_qs(scope["query_string"].decode())["q"][0]
            rows = await self.read(self.search_sql, [OWNER, f'"{word}"*' if self.sqlite else f"{word}:*"])
            answer = {"items": [{"id": row[0], "title": row[1], "snippet": row[2]} for row in rows]}
        elif method == "GET" and path.startswith("/api/"):
            row = (await self.read(self.get_sql, [OWNER, path.rsplit("/", 1)[1]]))[0]
            answer = shown(row, row[-1])
        elif method == "POST":
            id_, work = self.add(orjson.loads(body))
            row = (await self.write(work, id_))[0]
            status, answer = 201, shown(row, row[-1])
        elif method == "PATCH":
            id_ = path.rsplit("/", 1)[1]
            work = [(self.patch_sql, [orjson.loads(body)["headline"], instant(), OWNER, id_])]
            row = (await self.write(work, id_))[0]
            answer = shown(row, row[-1])
        else:
            answer = {}
        written = orjson.dumps(answer)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(written)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": written})

    async def read(self, sql: str, given: list[Any]) -> list[Any]:
        if self.sqlite:
            found: list[Any] = self.db.execute(sql, given).fetchall()
            return found
        connection = self.pool.pop() if self.pool else await psycopg.AsyncConnection.connect(self.url, autocommit=True)
        try:
            return list(await (await connection.execute(sql, given)).fetchall())
        finally:
            self.pool.append(connection)

    async def write(self, work: list[Any], id_: str) -> list[Any]:
        if self.sqlite:
            self.db.execute("BEGIN IMMEDIATE")
            for sql, given in work:
                self.db.execute(sql, given)
            found: list[Any] = self.db.execute(self.get_sql, [OWNER, id_]).fetchall()
            self.db.execute("COMMIT")
            return found
        connection = self.pool.pop() if self.pool else await psycopg.AsyncConnection.connect(self.url, autocommit=True)
        try:
            async with connection.transaction():
                for sql, given in work:
                    await connection.execute(sql, given)
                return list(await (await connection.execute(self.get_sql, [OWNER, id_])).fetchall())
        finally:
            self.pool.append(connection)


def fill(folder: Path, url: str, number: int) -> None:
    app = Bare(folder, url)
    db: Any = app.db if not url else psycopg.connect(url, autocommit=True)
    for statement in tables(not url):
        db.execute(statement)
    db.execute("BEGIN")
    ids = []
    cursor = db.cursor()
    for person in people(number):
        id_, work = app.add(person)
        ids.append(id_)
        for sql, given in work:
            cursor.execute(sql, given)
    db.execute("COMMIT")
    print("none", *ids)


if __name__ == "__main__":
    verb, folder_, url_, number_ = sys.argv[1:]
    if verb == "fill":
        fill(Path(folder_), url_, int(number_))
    else:
        import uvicorn

        uvicorn.run(
            Bare(Path(folder_), url_),
            port=int(number_),
            log_level="error",
            access_log=False,
            loop="uvloop",
            http="httptools",
        )
