"""One full-text search over everything a person keeps, on SQLite (FTS5) and PostgreSQL (tsvector).

Words are folded here, not by the database, so both find the same. Each is written with its owner's mark before it, so
that a search costs with what it finds of one person's, and neither with all that they have nor with what others have.
Entries are written in the transaction of the change they describe.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    text,
)
from sqlmodel import Field, SQLModel

from .db import ID, Query, table_of
from .engine import Connection, Database

CANDIDATES = 200
"""How many of the newest matches are ranked. More words make a search narrower; a bound keeps it fast for all."""

MOST_PARTS = 4
"""Into how many parts the index of words may fall before they are made one."""

MERGED_PAGES = 500
"""How much of that is done in one transaction: some milliseconds."""

MOST_WORDS = 12
"""How many words of a query count."""

_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_WORD = re.compile(r"\w+")
_REST = re.compile(r"\w*")


class SearchEntry(SQLModel, table=True):
    """What one resource can be found by.

    The table `search_word`, which the migrations make, holds what is searched: on SQLite as FTS5, which reads the words
    from here by `number`, stable where implicit rowids are not; on PostgreSQL as a tsvector. No triggers keep it in
    step: with `trusted_schema=OFF` a trigger may not write to FTS5, so `add` and `drop` do. On PostgreSQL its policy
    shows only rows with the words that the transaction says it seeks (`sought`): PostgreSQL uses no index on words
    beneath a policy that does not ask for them itself.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("owner_id", "kind", "id"),)
    kind_: ClassVar[str] = ""

    number: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    )
    owner_id: str = Field(sa_type=ID, foreign_key="account.id", ondelete="CASCADE")
    kind: str = Field(max_length=30)
    id: str = Field(sa_type=ID)
    title: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)


ENTRY = table_of(SearchEntry)

_ADD = Query(insert(ENTRY).values({c.name: bindparam(c.name) for c in ENTRY.c if c.name != "number"}))
_ADD_POSTGRES = Query(
    text(
        "WITH added AS (INSERT INTO search_entry (owner_id, kind, id, title, body, words)"
        " VALUES (:owner_id, :kind, :id, :title, :body, :words) RETURNING number, owner_id, words)"
        " INSERT INTO search_word SELECT number, owner_id, to_tsvector('simple', words) FROM added"
    )
)
_CHANGE = Query(
    text(
        "INSERT INTO search_entry (owner_id, kind, id, title, body, words)"
        " VALUES (:owner_id, :kind, :id, :title, :body, :words) ON CONFLICT (owner_id, kind, id)"
        " DO UPDATE SET title = excluded.title, body = excluded.body, words = excluded.words"
    )
)
_DROP = Query(
    delete(ENTRY).where(
        ENTRY.c.owner_id == bindparam("owner_id"), ENTRY.c.kind == bindparam("kind"), ENTRY.c.id == bindparam("id")
    )
)
_THIS = "FROM search_entry WHERE owner_id = :owner_id AND kind = :kind AND id = :id"
_ADD_WORDS = Query(text(f"INSERT INTO search_word(rowid, words) SELECT number, words {_THIS}"))
_DROP_WORDS = Query(text(f"INSERT INTO search_word(search_word, rowid, words) SELECT 'delete', number, words {_THIS}"))
_PARTS = Query(text("SELECT count(DISTINCT segid) FROM search_word_idx"))
_MERGE = Query(text("INSERT INTO search_word(search_word, rank) VALUES ('merge', :pages)"))
_FIND_SQLITE = Query(
    text(
        "SELECT e.kind, e.id, e.title, e.body FROM search_word w JOIN search_entry e ON e.number = w.rowid"
        " WHERE search_word MATCH :match AND e.owner_id = :owner_id"
        " AND (:kinds = '' OR instr(:kinds, ',' || e.kind || ',') > 0) ORDER BY w.rowid DESC LIMIT :most"
    )
)
_FIND_POSTGRES = Query(
    text(
        "SELECT e.kind, e.id, e.title, e.body FROM search_word w JOIN search_entry e ON e.number = w.number"
        " WHERE e.owner_id = :owner_id AND (:kinds = '' OR position(',' || e.kind || ',' in :kinds) > 0)"
        " ORDER BY w.number + 0 DESC LIMIT :most"  # + 0: from the index of the words, not along that of the numbers
    )
)
_SOUGHT = Query(text("SELECT set_config('app.match', :match, true)"))


class Hit(NamedTuple):
    """One found resource; `title` and `snippet` as spans (text, whether it matched)."""

    kind: str
    id: str
    title: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]


def fold(words: str) -> list[str]:
    """Words without case and diacritics, in order; each CJK character is a word."""
    if words.isascii():
        return _WORD.findall(words.lower())
    plain = unicodedata.normalize("NFKD", words).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _WORD.findall(_CJK.sub(r" \1 ", plain))


def marked(owner: str, words: list[str]) -> list[str]:
    """The words as the index holds them. The mark is the random end of the owner's id; two owners with the same one
    would cost each other time, not secrecy: entries are read by their owner only."""
    mark = f"o{owner[-12:]}z"
    return [mark + word for word in words]


def match_expression(owner: str, query: str, *, sqlite: bool) -> str | None:
    """What the database is asked: every word must occur, the last one as the start of a word. None: no words."""
    words = marked(owner, fold(query)[:MOST_WORDS])
    if not words:
        return None
    return " AND ".join(f'"{word}"' for word in words) + "*" if sqlite else " & ".join(words) + ":*"


def put(connection: Connection, owner: str, entry: dict[str, Any]) -> None:
    """Index one resource anew, or for the first time: the entry has kind, id, title and body."""
    _complete(owner, entry)
    if connection.sqlite:
        connection.run(_DROP_WORDS, entry)
        connection.run(_CHANGE, entry)
        connection.run(_ADD_WORDS, entry)
    else:
        connection.owe(_DROP, entry)
        connection.owe(_ADD_POSTGRES, entry)


def add(connection: Connection, owner: str, entries: list[dict[str, Any]]) -> None:
    """Index resources that are new."""
    for entry in entries:
        _complete(owner, entry)
    if connection.sqlite:
        connection.run_many(_ADD, entries)
        connection.run_many(_ADD_WORDS, entries)
    else:
        connection.run_many(_ADD_POSTGRES, entries)


def sought(connection: Connection, match: str) -> None:
    """On PostgreSQL: from here on the transaction sees the entries with these words in `search_word`."""
    connection.owe(_SOUGHT, {"match": match})


def _complete(owner: str, entry: dict[str, Any]) -> None:
    entry["owner_id"] = owner
    entry["words"] = " ".join(marked(owner, fold(f"{entry['title']} {entry['body']}")))


def tidy(database: Database, stop: threading.Event | None = None) -> None:
    """Make one part of the many that SQLite's index of words falls into as it grows: a search looks into each of them.

    It is done piece by piece, so that nobody waits long to write. PostgreSQL sees to its own.
    """
    if not database.sqlite:
        return
    with database.reading() as connection:
        parts = connection.rows(_PARTS, {})[0][0]
    pages = -MERGED_PAGES  # below zero: begin with all parts
    while parts > MOST_PARTS and not (stop is not None and stop.is_set()):
        with database.writing() as connection:
            before = connection.raw.total_changes
            connection.run(_MERGE, {"pages": pages})
            if connection.raw.total_changes - before < 2:  # as SQLite tells that there is no more to do
                return
        pages = MERGED_PAGES


def drop(connection: Connection, owner: str, resources: list[tuple[str, str]]) -> None:
    given = [{"owner_id": owner, "kind": kind, "id": id_} for kind, id_ in resources]
    if connection.sqlite:
        connection.run_many(_DROP_WORDS, given)
    connection.run_many(_DROP, given)


def find(connection: Connection, owner: str, query: str, *, kinds: tuple[str, ...] = (), limit: int = 20) -> list[Hit]:
    """The best first. A word of the title weighs more than one of the body, a whole word more than a beginning."""
    sqlite = connection.sqlite
    match = match_expression(owner, query, sqlite=sqlite)
    if match is None:
        return []
    if not sqlite:
        sought(connection, match)
    wanted = f",{','.join(kinds)}," if kinds else ""
    rows = connection.rows(
        _FIND_SQLITE if sqlite else _FIND_POSTGRES,
        {"owner_id": owner, "match": match, "kinds": wanted, "most": CANDIDATES},
    )
    words = fold(query)[:MOST_WORDS]
    best = sorted(rows, key=lambda row: _score(row[2], words), reverse=True)[:limit]
    return [Hit(kind, id_, _spans(title, words), _snippet(body, words)) for kind, id_, title, body in best]


def _score(title: str, words: list[str]) -> float:
    """How well a title fits: most for its first word, less for another, for a beginning, for none; short ones first."""
    plain = title.lower() if title.isascii() else " ".join(fold(title))
    return sum(_worth(plain, word) for word in words) - 0.01 * plain.count(" ")


def _worth(plain: str, word: str) -> int:
    worth, at = 1, plain.find(word)
    while at >= 0:
        if at == 0 or not _goes_on(plain[at - 1]):
            end = at + len(word)
            if end == len(plain) or not _goes_on(plain[end]):
                return 4 if at else 5
            worth = 3
        at = plain.find(word, at + 1)
    return worth


def _goes_on(letter: str) -> bool:
    """Whether it is part of a word."""
    return letter.isalnum() or letter == "_"


def _hits(within: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Where words stand that begin with a searched one."""
    if not within.isascii():
        for found in _WORD.finditer(within):
            if any(folded.startswith(word) for folded in fold(found.group()) for word in words):
                yield found.span()
        return
    lower, starts = within.lower(), set()
    for word in words:  # much faster than a pattern, which would have to be compiled for each search
        at = lower.find(word)
        while at >= 0:
            if at == 0 or not _goes_on(lower[at - 1]):
                starts.add(at)
            at = lower.find(word, at + 1)
    for at in sorted(starts):
        yield at, _REST.match(lower, at).end()  # type: ignore[union-attr]  # it matches anything


def _spans(whole: str, words: list[str], *, most: int = 200) -> list[tuple[str, bool]]:
    """The text cut into spans that match a searched word (by its beginning) and spans that don't."""
    within = whole[:most]
    spans: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _hits(within, words):
        if start > end:
            spans.append((within[end:start], False))
        spans.append((within[start:stop], True))
        end = stop
    rest = within[end:] + ("…" if len(whole) > most else "")
    return [*spans, (rest, False)] if rest else spans


def _snippet(body: str, words: list[str]) -> list[tuple[str, bool]]:
    """About 160 characters around the first match in the body."""
    first = next(_hits(body, words), None)
    if first is None:
        return [(body[:160] + "…" if len(body) > 160 else body, False)] if body else []
    begin = max(0, first[0] - 60)
    if begin:
        begin = body.find(" ", begin, first[0]) + 1 or begin
    spans = _spans(body[begin:], words, most=160)
    return [("…", False), *spans] if begin else spans
