"""Backup, verify, restore: one moment, every byte, either database."""

import random
import shutil
import sqlite3
import stat
import threading
from pathlib import Path

import orjson
import psycopg
import pytest

from halfhour.core import archive, backup, doctor, migrate
from halfhour.core.archive import BadBackup
from halfhour.core.backup import restore, verify
from halfhour.core.clock import new_id
from halfhour.core.engine import Database
from halfhour.core.portable import LEFT_OUT, kept_tables
from tests.conftest import ENGINES, PASSWORD, Client, Server
from tests.reliability.conftest import Place
from tests.reliability.rows import all_rows

NAUGHTY = "Zoë \u202e<script>alert('x')</script> 🩺 \\ \" \u2028 末 '; DROP TABLE contact; --"


def fill(server: Server) -> tuple[Client, Path]:
    """Two people with some of everything that the core steps keep, and a file."""
    people = [server.person(name) for name in ("Alice", "Bob")]
    for person in people:
        with person:
            career = person.made("/careers", title="Midwife", why=NAUGHTY)
            where = person.made("/organizations", name="St. Anne's Hospital", about=NAUGHTY)
            contact = person.made(
                "/contacts", full_name=NAUGHTY, organization_id=where["id"], career_ids=[career["id"]],
                tags=["alumni", NAUGHTY[:60]], connected_on="2023-02-08", may_keep=True, difficulty=5,
                emails=[{"label": "work", "value": "zoe@example.org"}],
            )  # fmt: skip
            person.made(
                f"/contacts/{contact['id']}/activities", what="met", text=NAUGHTY, at="1999-12-31T23:59:59.123456Z"
            )
            again = person.made("/contacts", full_name="In the bin")
            person.delete(f"/contacts/{again['id']}", headers={"If-Match": "*"})
            person.post("/contacts", json={"full_name": "Kept answer"}, headers={"Idempotency-Key": "one"})
    server.app.state.keeper._thread.submit(lambda: None).result()  # when their tokens were last used is written too
    bob = people[-1]
    file = server.settings.files / bob.account_id / new_id()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(range(256)) * 5000)
    return bob, file


@pytest.mark.parametrize("target", ENGINES)
def test_a_backup_comes_back_row_by_row_in_either_database(
    own_server: Server, target: str, empty_place: Place, tmp_path: Path
) -> None:
    bob, file = fill(own_server)
    made = backup.backup(own_server.database, tmp_path / "one.backup")
    assert verify(tmp_path / "one.backup") == made
    settings = empty_place(target)
    assert restore(tmp_path / "one.backup", settings) == made
    there = Database(settings)
    before, after = (all_rows(each, without=LEFT_OUT) for each in (own_server.database, there))
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}
    assert after == before
    assert made.rows == sum(len(rows) for rows in before.values()) > 30
    assert (settings.files / bob.account_id / file.name).read_bytes() == file.read_bytes()
    faults = [finding for finding in doctor.examine(there) if finding.state == "fault"]
    assert [fault.what for fault in faults if "attached" not in fault.what] == []
    there.close()
    server = Server(settings).start()
    with server.client(bob.token) as client:
        assert {hit["kind"] for hit in client.seen("/search", q="zoe")["items"]} == {
            "contact",
            "career",
            "organization",
        }
        assert client.made("/contacts", full_name="Goes on")["version"] == 1
    server.stop()


def test_a_backup_made_while_others_write_shows_one_moment(
    own_server: Server, empty_place: Place, tmp_path: Path
) -> None:
    people = [own_server.person(f"Writer-{n}") for n in range(4)]
    stop, wrote = threading.Event(), threading.Semaphore(0)

    def write(person: Client) -> None:
        with person:
            while not stop.is_set():
                person.made("/contacts", full_name="Maria Keller")
                wrote.release()

    threads = [threading.Thread(target=write, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for n in range(3):
        for _ in range(8):
            wrote.acquire(timeout=20)
        backup.backup(own_server.database, tmp_path / f"{n}.backup")
    stop.set()
    for thread in threads:
        thread.join()
    for n in range(3):
        settings = empty_place("sqlite")
        restore(tmp_path / f"{n}.backup", settings)
        there = Database(settings)
        rows = all_rows(there)
        there.close()
        column = kept_columns("event")
        told = sorted(row[column["resource_id"]] for row in rows["event"] if row[column["type"]] == "contact.created")
        assert sorted(row[kept_columns("contact")["id"]] for row in rows["contact"]) == told
        assert len(told) >= 8


def kept_columns(name: str) -> dict[str, int]:
    table = next(each for each in kept_tables() if each.name == name)
    return {column.name: n for n, column in enumerate(table.c)}


def test_sessions_stay_behind_and_tokens_come_along(own_server: Server, empty_place: Place, tmp_path: Path) -> None:
    with own_server.person("Alice") as alice, own_server.client() as browser:
        signed_in = browser.post(
            "/session", json={"email": alice.email, "password": PASSWORD},
            headers={"Origin": own_server.url},
        )  # fmt: skip
        assert signed_in.is_success, signed_in.text
        backup.backup(own_server.database, tmp_path / "one.backup")
        settings = empty_place("sqlite")
        restore(tmp_path / "one.backup", settings)
        server = Server(settings).start()
        with server.client(alice.token) as script, server.client() as same_browser:
            same_browser.cookies.update(browser.cookies)
            assert script.get("/account").status_code == 200
            assert same_browser.get("/session").status_code == 401
        server.stop()


@pytest.fixture
def small(tmp_path: Path, empty_place: Place) -> Path:
    """The backup of one account with one file."""
    settings = empty_place("sqlite")
    database = Database(settings)
    migrate.migrate(database)
    database.close()
    server = Server(settings).start()
    with server.person("Alice") as alice:
        alice.made("/contacts", full_name="Maria Keller")
        file = settings.files / alice.account_id / new_id()
        file.parent.mkdir(parents=True)
        file.write_bytes(random.Random(1).randbytes(1000))
    backup.backup(server.database, tmp_path / "small.backup")
    server.stop()
    return tmp_path / "small.backup"


def test_any_flipped_byte_is_found(small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    spoilt = tmp_path / "spoilt.backup"
    chance = random.Random(7)
    places = {*chance.sample(range(len(whole)), 400), *range(len(whole) - 200, len(whole)), *range(60)}
    for place in sorted(places):
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        with pytest.raises(BadBackup):
            verify(spoilt)


def test_the_damaged_part_is_named(small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    with archive.reading(small) as reader:
        (name,) = reader.names("files")
        content = b"".join(reader.pieces(name))
    place = whole.index(content) + 500
    spoilt = tmp_path / "spoilt.backup"
    spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
    with pytest.raises(BadBackup, match=name):
        verify(spoilt)


def test_a_cut_or_strange_file_is_refused_in_words(small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    for content in (b"", whole[: len(whole) // 2], whole + b"x", whole[100:], b"Dear diary, today I met a midwife."):
        (tmp_path / "strange").write_bytes(content)
        with pytest.raises(BadBackup, match=r"not a Halfhour backup|is damaged"):
            verify(tmp_path / "strange")
    with pytest.raises(BadBackup, match="can't be read"):
        verify(tmp_path / "nowhere")


@pytest.mark.parametrize("target", ENGINES)
def test_a_place_with_something_in_it_is_left_alone(small: Path, target: str, empty_place: Place) -> None:
    settings = empty_place(target)
    restore(small, settings)
    with pytest.raises(BadBackup, match="account already"):
        restore(small, settings)
    there = Database(settings)
    assert len(all_rows(there)["contact"]) == 1
    there.close()


def test_files_of_somebody_are_left_alone(small: Path, empty_place: Place) -> None:
    settings = empty_place("sqlite")
    mine = settings.files / "mine" / "diary"
    mine.parent.mkdir(parents=True)
    mine.write_text("dear diary")
    with pytest.raises(BadBackup, match="There are files"):
        restore(small, settings)
    assert mine.read_text() == "dear diary"


@pytest.mark.parametrize("target", ENGINES)
def test_another_programs_database_is_left_alone(small: Path, target: str, empty_place: Place) -> None:
    settings = empty_place(target)
    settings.data_dir.mkdir()
    connect = psycopg.connect if target == "postgresql" else sqlite3.connect
    with connect(settings.database_url or str(settings.data_dir / "halfhour.db")) as other:
        other.execute("CREATE TABLE theirs (id int)")
    with pytest.raises(BadBackup, match="something else"):
        restore(small, settings)


@pytest.mark.parametrize("target", ENGINES)
def test_a_damaged_backup_changes_nothing(small: Path, target: str, empty_place: Place, tmp_path: Path) -> None:
    whole = small.read_bytes()
    spoilt = tmp_path / "spoilt.backup"
    spoilt.write_bytes(whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:])
    settings = empty_place(target)
    with pytest.raises(BadBackup):
        restore(spoilt, settings)
    assert not settings.data_dir.exists()
    restore(small, settings)


def test_a_backup_is_never_written_over(small: Path, empty_place: Place) -> None:
    settings = empty_place("sqlite")
    restore(small, settings)
    before = small.read_bytes()
    there = Database(settings)
    with pytest.raises(BadBackup, match="there already"):
        backup.backup(there, small)
    there.close()
    assert small.read_bytes() == before


def test_only_its_owner_may_read_a_backup(small: Path) -> None:
    assert stat.S_IMODE(small.stat().st_mode) == 0o600


def test_a_newer_halfhours_backup_is_refused_with_its_version(small: Path, empty_place: Place, tmp_path: Path) -> None:
    with archive.reading(small) as reader:
        manifest = {**reader.manifest, "revision": "9999", "version": "7.0.0"}
        with archive.writing(tmp_path / "newer.backup", lambda: manifest) as writer:
            for name in reader.manifest["members"]:
                writer.add(name, reader.pieces(name), packed=True)
    with pytest.raises(BadBackup, match=r"7\.0\.0"):
        restore(tmp_path / "newer.backup", empty_place("sqlite"))


NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = {last!r}
branch_labels = depends_on = None

def upgrade():
    op.add_column("contact", sa.Column("nickname", sa.String(80), nullable=False, server_default="none yet"))

def downgrade():
    op.drop_column("contact", "nickname")
"""


@pytest.mark.parametrize("migrated", [False, True])
@pytest.mark.parametrize("target", ENGINES)
def test_an_older_backup_is_brought_up_to_date(
    small: Path, target: str, *, migrated: bool, empty_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.reading(small) as reader:
        last = reader.manifest["revision"]
    shutil.copytree(migrate.FOLDER, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "migrations" / "versions" / "9999_next.py").write_text(NEXT.format(last=last))
    monkeypatch.setattr(migrate, "FOLDER", tmp_path / "migrations")
    settings = empty_place(target)
    there = Database(settings)
    if migrated:  # the tables are there already, in the newest form, with nobody in them
        migrate.migrate(there)
    restore(small, settings)
    assert migrate.revisions(there) == ("9999", "9999")
    owner = all_rows(there)["account"][0][0]
    with there.writing(owner) as connection:
        assert connection.raw.execute("SELECT full_name, nickname FROM contact").fetchone() == (
            "Maria Keller",
            "none yet",
        )
    there.close()


def test_what_is_written_can_be_read_by_anybody(small: Path) -> None:
    with archive.reading(small) as reader:
        columns = [name for name, _ in reader.manifest["tables"]["contact"]["columns"]]
        (line,) = reader.lines("tables/contact.jsonl")
    contact = dict(zip(columns, orjson.loads(line), strict=True))
    assert (contact["full_name"], contact["emails"], contact["do_not_contact"]) == ("Maria Keller", [], False)
    assert contact["created_at"].endswith("Z")
