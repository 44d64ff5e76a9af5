"""Large files: kept and taken back by a job, with their progress to be seen; and the same from a terminal."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from halfhour.core.store import writing
from halfhour.exchange import batch, jobs, progress, service
from halfhour.exchange.models import Import
from halfhour.exchange.rules import FileForgotten, NoNameColumn, UnclosedQuote
from tests.conftest import Client, Server
from tests.exchange.files import linkedin
from tests.exchange.test_growth import many
from tests.exchange.test_imports import uploaded


def waited(person: Client, import_id: str, status: str) -> dict[str, Any]:
    """The import once it has that status."""
    for _ in range(1_000):
        seen = person.seen(f"/imports/{import_id}")
        if seen["status"] == status:
            return seen
        time.sleep(0.05)
    raise AssertionError("it takes too long")


def test_a_large_file_is_kept_and_taken_back_by_the_worker(alice: Client) -> None:
    found = uploaded(alice, many(3_000))
    path = f"/imports/{found['id']}"

    started = alice.moved(f"{path}/commit")
    assert (started["status"], started["progress"]["total"]) == ("committing", 3_000)
    done = waited(alice, found["id"], "committed")
    assert (done["counts"]["created"], done["failed"]) == (2_700, False)
    assert alice.seen("/contacts/counts")["total"] == 2_700

    assert alice.moved(f"{path}/undo")["status"] == "undoing"
    undone = waited(alice, found["id"], "undone")
    assert undone["counts"]["removed"] == 2_700
    assert alice.seen("/contacts/counts")["total"] == 0


def test_progress_is_seen_while_the_batch_is_open(server: Server, alice: Client) -> None:
    found = uploaded(alice, many(1_200))
    seen: list[dict[str, Any]] = []

    with writing(server.database, alice.account_id) as store:
        store.change(Import, found["id"], {"status": "committing"})

    def tell(done: int) -> None:
        progress.tell(server.database, alice.account_id, found["id"], done)
        asker = threading.Thread(target=lambda: seen.append(alice.seen(f"/imports/{found['id']}")["progress"]))
        asker.start()
        asker.join(20)

    with writing(server.database, alice.account_id) as store:
        service.keep(store, found["id"], tell)

    assert [each["done"] for each in seen] == [504, 1004, 1200]
    assert {each["total"] for each in seen} == {1200}
    assert alice.seen(f"/imports/{found['id']}")["progress"] == {"done": 1200, "total": 1200}


def test_a_batch_that_fails_in_the_middle_leaves_nothing(server: Server, alice: Client) -> None:
    found = uploaded(alice, many(1_200))

    class PowerCutError(Exception):
        pass

    def cut(done: int) -> None:
        if done > batch.CHUNK * 2:
            raise PowerCutError

    with pytest.raises(PowerCutError), writing(server.database, alice.account_id) as store:
        service.keep(store, found["id"], cut)

    assert alice.seen("/contacts/counts")["total"] == 0
    assert alice.seen("/organizations")["items"] == []
    assert alice.seen(f"/imports/{found['id']}")["status"] == "previewed"
    assert alice.seen("/search", q="given1")["items"] == []


def test_every_event_of_a_large_batch_has_its_number(server: Server, alice: Client) -> None:
    found = uploaded(alice, many(1_200))
    alice.moved(f"/imports/{found['id']}/commit")
    alice.made("/contacts", full_name="Ada Example")

    after, types = "0", []
    while page := alice.seen("/events", after=after, limit=500):
        types += [event["type"] for event in page["items"]]
        if not page["items"]:
            break
        after = page["cursor"]

    assert types.count("contact.created") == 1_080 + 1
    assert types[-2:] == ["import.changed", "contact.created"]


def test_a_file_is_forgotten_after_its_time_and_the_batch_stays(server: Server, alice: Client) -> None:
    found = uploaded(alice, linkedin())
    alice.moved(f"/imports/{found['id']}/commit")

    with writing(server.database, alice.account_id) as store:
        jobs.forget(store, "", import_id=found["id"])

    answer = alice.get(f"/imports/{found['id']}/rows")
    assert (answer.status_code, answer.json()["code"]) == (409, "file_forgotten")
    assert alice.seen(f"/imports/{found['id']}")["counts"]["created"] == 3
    assert alice.moved(f"/imports/{found['id']}/undo")["counts"]["removed"] == 3


def test_an_upload_that_was_forgotten_is_not_kept(server: Server, alice: Client) -> None:
    found = uploaded(alice, linkedin())
    with writing(server.database, alice.account_id) as store:
        service.forget(store, found["id"])

    with pytest.raises(FileForgotten), writing(server.database, alice.account_id) as store:
        service.commit(store, found["id"], None)


def test_a_file_is_imported_from_a_terminal_with_its_progress(server: Server, alice: Client, tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_bytes(many(1_200))
    steps: list[tuple[int, int]] = []

    lines = service.import_file(
        server.database, alice.account_id, path, lambda done, total: steps.append((done, total))
    )

    assert "1,080 people added" in lines[0]
    assert "120 hidden" in lines[1]
    assert steps[0] == (0, 1200)
    assert steps[-1] == (1200, 1200)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert alice.seen("/contacts/counts")["total"] == 1_080


@pytest.mark.parametrize(
    ("data", "refusal"),
    [(b'Name,Company\nAda,"Faro\n', UnclosedQuote), (b"Wer,Wo\nAda Example,Faro\nBo Example,Faro\n", NoNameColumn)],
)
def test_a_bad_file_from_a_terminal_leaves_nothing(
    server: Server, alice: Client, tmp_path: Path, data: bytes, refusal: type[Exception]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)

    with pytest.raises(refusal):
        service.import_file(server.database, alice.account_id, path, lambda _done, _total: None)

    assert alice.seen("/imports")["items"] == []
