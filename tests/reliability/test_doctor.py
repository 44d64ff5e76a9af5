"""The doctor finds what is wrong, says what to do, and changes nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from halfhour.core import doctor
from halfhour.core.clock import new_id
from halfhour.core.db import Query
from halfhour.core.engine import Database
from halfhour.core.settings import Settings
from halfhour.core.store import writing
from tests.conftest import Client, Server, Time
from tests.reliability.conftest import Place
from tests.reliability.rows import all_rows


@pytest.fixture
def kept(own_server: Server) -> Client:
    """An account with something of everything that is looked at."""
    alice = own_server.person("Alice")
    career = alice.made("/careers", title="Midwife", why="Calm hands")
    note = alice.made("/notes", body="Night shifts", career_id=career["id"])
    alice.post(f"/notes/{note['id']}/attachments", params={"name": "a.txt"}, content=b"abc").raise_for_status()
    alice.close()
    own_server.settings.data_dir.chmod(0o700)
    return alice


def ills(database: Database) -> list[str]:
    return [found.what for found in doctor.examine(database) if found.state != "ok" and "disk has" not in found.what]


def test_a_healthy_installation_is_called_so_and_left_as_it_is(own_server: Server, kept: Client) -> None:
    before = all_rows(own_server.database)
    found = doctor.examine(own_server.database)
    assert ills(own_server.database) == []
    assert len(found) >= 7
    assert all(each.mend == "" for each in found if each.state == "ok")
    assert all_rows(own_server.database) == before


def run(database: Database, owner: str, statement: str, **values: object) -> None:
    """Change rows past the store."""
    with database.writing(owner) as connection:
        connection.run(Query(text(statement)), values)


Break = Callable[[Server, Client], None]


def lose_entries(server: Server, alice: Client) -> None:
    run(server.database, alice.account_id, "DELETE FROM search_entry WHERE kind = 'note'")


def swap_entries(server: Server, alice: Client) -> None:
    run(server.database, alice.account_id, "UPDATE search_entry SET id = :id WHERE kind = 'note'", id=new_id())


def set_feed_back(server: Server, alice: Client) -> None:
    run(server.database, alice.account_id, "UPDATE feed SET last = 0")


def lose_file(server: Server, alice: Client) -> None:
    next((server.settings.files / alice.account_id).iterdir()).unlink()


def cut_file(server: Server, alice: Client) -> None:
    next((server.settings.files / alice.account_id).iterdir()).write_bytes(b"ab")


def open_folder(server: Server, alice: Client) -> None:
    server.settings.data_dir.chmod(0o755)


BREAKS: dict[str, tuple[Break, str]] = {
    "lost entries": (lose_entries, "search index is out of step"),
    "swapped entries": (swap_entries, "search index is out of step"),
    "a feed set back": (set_feed_back, "change feed of 1"),
    "a lost file": (lose_file, "1 attached files are missing"),
    "a cut file": (cut_file, "another size"),
    "an open folder": (open_folder, "Other users"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_what_is_broken_is_found_and_told_how_to_mend(own_server: Server, kept: Client, broken: str) -> None:
    spoil, expected = BREAKS[broken]
    spoil(own_server, kept)
    found = doctor.examine(own_server.database)
    (ill,) = [each for each in found if each.state != "ok" and "disk has" not in each.what]
    assert expected in ill.what
    assert ill.mend


@pytest.mark.parametrize("broken", ["lost entries", "swapped entries"])
def test_a_broken_index_is_made_anew(own_server: Server, kept: Client, broken: str) -> None:
    BREAKS[broken][0](own_server, kept)
    doctor.mend(own_server.database)
    assert ills(own_server.database) == []
    with own_server.client(kept.token) as alice:
        assert [hit["kind"] for hit in alice.seen("/search", q="night")["items"]] == ["note"]


def test_wrong_words_are_found_on_sqlite(own_server: Server, kept: Client) -> None:
    if not own_server.database.sqlite:
        pytest.skip("PostgreSQL generates the words itself")
    run(own_server.database, kept.account_id, "UPDATE search_entry SET words = 'something else'")
    assert any("words of the search index" in ill for ill in ills(own_server.database))
    doctor.mend(own_server.database)
    assert ills(own_server.database) == []


def test_a_table_without_its_second_wall_is_found_on_postgresql(own_server: Server, kept: Client) -> None:
    if own_server.database.sqlite:
        pytest.skip("SQLite has no row-level security")
    with own_server.database.writing() as connection:
        connection.raw.execute("ALTER TABLE note NO FORCE ROW LEVEL SECURITY")
    assert any("Row-level security is off for note" in ill for ill in ills(own_server.database))


def test_rows_that_point_at_nothing_are_found_on_sqlite(own_server: Server, kept: Client) -> None:
    if not own_server.database.sqlite:
        pytest.skip("PostgreSQL does not let that happen")
    with own_server.database.connection(writes=True) as connection:
        connection.raw.execute("PRAGMA foreign_keys=OFF")
        connection.raw.execute("DELETE FROM career")
        connection.raw.execute("PRAGMA foreign_keys=ON")
    assert any("point at nothing, in note" in ill for ill in ills(own_server.database))


def test_a_damaged_database_file_is_found(own_server: Server, kept: Client) -> None:
    if not own_server.database.sqlite:
        pytest.skip("PostgreSQL keeps its own files")
    with own_server.database.connection(writes=True) as connection:
        connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_note_career'").fetchone()[0]
        size = connection.raw.execute("PRAGMA page_size").fetchone()[0]
    own_server.database.close()
    file = own_server.settings.data_dir / "halfhour.db"
    content = bytearray(file.read_bytes())
    content[(root - 1) * size + size - 40 : root * size] = b"\0" * 40
    file.write_bytes(content)
    spoilt = Database(own_server.settings)
    assert any("damaged" in ill for ill in ills(spoilt))
    spoilt.close()


def test_jobs_that_wait_or_were_given_up_are_told(own_server: Server, kept: Client, frozen: Time) -> None:
    with writing(own_server.database, kept.account_id) as store:
        store.enqueue("anything")
    assert ills(own_server.database) == []
    frozen.passes(minutes=11)
    assert any("1 jobs wait" in ill for ill in ills(own_server.database))
    run(own_server.database, kept.account_id, "UPDATE job SET due_at = NULL, error = 'ValueError'")
    assert any("1 jobs were given up" in ill for ill in ills(own_server.database))


def test_files_that_belong_to_nothing_are_told(own_server: Server, kept: Client, frozen: Time) -> None:
    (own_server.settings.files / kept.account_id / new_id()).write_bytes(b"left over")
    assert ills(own_server.database) == []
    frozen.passes(hours=3)
    assert any("1 files belong to nothing" in ill for ill in ills(own_server.database))


def test_a_database_without_tables_is_told_to_migrate(empty_place: Place) -> None:
    for engine in ("sqlite", "postgresql"):
        empty = Database(empty_place(engine))
        (found,) = doctor.examine(empty)
        assert (found.state, found.mend) == ("fault", "Run `halfhour migrate`.")
        empty.close()


def test_a_database_that_does_not_answer_is_told() -> None:
    gone = Database(Settings(_env_file=None, database_url="postgresql://nobody@127.0.0.1:1/none"))
    (found,) = doctor.examine(gone)
    assert found.state == "fault"
    assert "does not answer" in found.what
    gone.close()
