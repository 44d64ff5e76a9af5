"""Connections: what is owed is run in order, a failure is the one that happened, and a broken line is replaced."""

from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from halfhour.core.db import Query
from halfhour.core.engine import Database
from halfhour.core.errors import AlreadyThere, Unavailable
from halfhour.core.postgres import MOST_OWED, MOST_PREPARED
from tests.conftest import Client, Server

KEY = "INSERT INTO failed_sign_in (id, subject, at) VALUES (:id, :subject, '2026-11-22T09:30:00Z')"
PUT, COUNT = Query(text(KEY)), Query(text("SELECT count(*) FROM failed_sign_in WHERE subject = :subject"))


def numbers(database: Database, subject: str) -> int:
    with database.reading() as connection:
        return int(connection.rows(COUNT, {"subject": subject})[0][0])


def test_what_is_owed_is_run_before_the_next_and_before_the_commit(server: Server) -> None:
    with server.database.writing() as connection:
        for number in range(2 * MOST_OWED + 3):
            connection.owe(PUT, {"id": f"owed{number}", "subject": "owed"})
        assert connection.rows(COUNT, {"subject": "owed"}) == [(2 * MOST_OWED + 3,)]
        connection.owe(PUT, {"id": "last", "subject": "owed"})
    assert numbers(server.database, "owed") == 2 * MOST_OWED + 4


def owing(database: Database, *ids: str, then: Exception | None = None) -> None:
    with database.writing() as connection:
        connection.run_many(PUT, [{"id": id_, "subject": "failed"} for id_ in ids])
        if then is not None:
            raise then


def test_what_is_owed_and_fails_takes_everything_with_it(server: Server) -> None:
    with pytest.raises(AlreadyThere):
        owing(server.database, "twice", "twice", "once")
    with pytest.raises(ValueError, match="of ours"):
        owing(server.database, "thrice", then=ValueError("a fault of ours"))
    assert numbers(server.database, "failed") == 0
    owing(server.database, "twice", "thrice", "once")
    assert numbers(server.database, "failed") == 3


def test_messages_larger_than_the_socket_holds_pass_both_ways(server: Server) -> None:
    large = "ä" * 200_000
    echo = Query(text("SELECT CAST(:word AS text)"))
    with server.database.writing() as connection:
        for _ in range(20):
            connection.owe(echo, {"word": large})
        assert connection.rows(echo, {"word": large}) == [(large,)]


def test_a_line_that_was_cut_is_replaced(server: Server) -> None:
    if server.database.sqlite:
        pytest.skip("SQLite has no line")
    who = Query(text("SELECT pg_backend_pid()"))
    own = Database(server.settings)
    with own.writing() as connection:
        pid = connection.rows(who, {})[0][0]
    with server.database.writing() as connection:
        connection.rows(Query(text("SELECT pg_terminate_backend(:pid)")), {"pid": pid})
    with pytest.raises(Unavailable), own.writing() as connection:
        connection.rows(who, {})
    with own.writing() as connection:
        assert connection.rows(who, {})[0][0] != pid
    own.close()


def test_many_kinds_of_statements_pass_through_one_line(server: Server) -> None:
    with server.database.reading() as connection:
        for number in range(MOST_PREPARED + 20):
            query = Query(text(f"SELECT {number} + :more"))
            assert [connection.rows(query, {"more": 1}) for _ in range(4)] == [[(number + 1,)]] * 4


def plan(server: Server, owner: str, match: str) -> str:
    with server.database.reading(owner) as connection:
        connection.owe(Query(text("SELECT set_config('app.match', :match, true)")), {"match": match})
        connection.owe(Query(text("SELECT set_config('enable_seqscan', 'off', true)")), {})
        rows: list[Any] = connection.rows(Query(text("EXPLAIN SELECT number FROM search_word")), {})
    return "\n".join(row[0] for row in rows)


def test_words_are_found_by_their_index_and_seen_only_by_who_seeks_them(server: Server, alice: Client) -> None:
    if server.database.sqlite:
        pytest.skip("the policy is PostgreSQL's")
    alice.made("/contacts", full_name="Maria Keller")
    assert "Index Cond: (folded @@" in plan(server, alice.account_id, "maria:*")
    every = Query(text("SELECT count(*) FROM search_word"))
    with server.database.reading(alice.account_id) as connection:
        assert connection.rows(every, {}) == [(0,)]
        mark = f"o{alice.account_id[-12:]}z"
        connection.owe(Query(text("SELECT set_config('app.match', :match, true)")), {"match": f"{mark}maria:*"})
        assert connection.rows(every, {}) == [(1,)]
        assert connection.rows(every, {}) == [(0,)]


def test_who_reads_is_the_owner_in_each_statement_and_nobody_after(server: Server, alice: Client) -> None:
    if server.database.sqlite:
        pytest.skip("SQLite has no owner of a transaction")
    alice.made("/contacts", full_name="Maria Keller")
    every = Query(text("SELECT count(*) FROM contact"))
    own = Database(server.settings.model_copy(update={"db_threads": 1}))
    with own.reading(alice.account_id) as connection:
        assert [connection.rows(every, {}) for _ in range(5)] == [[(1,)]] * 5
        raw = connection.raw
    assert raw.run("SELECT count(*) FROM contact").fetchall() == [(0,)]
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), own.reading(alice.account_id) as connection:
        connection.run(PUT, {"id": "reading", "subject": "reading"})
    with own.writing(alice.account_id) as connection:
        assert connection.raw is raw
        assert connection.rows(every, {}) == [(1,)]
    own.close()
