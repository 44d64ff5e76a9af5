"""Files with notes: streamed in, kept whole, told by their content, sent in parts, brought back from the bin."""

import hashlib
import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from halfhour.accounts import service as accounts
from halfhour.core import files
from halfhour.core.housekeeping import clean
from halfhour.main import BASE
from halfhour.notes.rules import MOST_ATTACHMENTS
from tests.conftest import Client, Server, Time

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def note(alice: Client) -> dict[str, Any]:
    career = alice.made("/careers", title="Midwife")
    return alice.made("/notes", body="Tour of the ward", career_id=career["id"])


def attach(
    client: Client, note: dict[str, Any], content: Any = PNG, name: str = "ward.png", **headers: str
) -> httpx.Response:
    return client.post(f"/notes/{note['id']}/attachments", params={"name": name}, content=content, headers=headers)


def kept_files(server: Server, client: Client) -> list[Path]:
    return sorted((server.settings.files / client.account_id).glob("*"))


def test_a_file_comes_back_as_it_went_in(server: Server, alice: Client, note: dict[str, Any]) -> None:
    answer = attach(alice, note)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["name"], made["media_type"], made["size"]) == ("ward.png", "image/png", len(PNG))
    assert made["sha256"] == hashlib.sha256(PNG).hexdigest()
    assert made["note_id"] == note["id"]
    assert answer.headers["location"] == f"{BASE}/attachments/{made['id']}"
    assert alice.get(answer.headers["location"]).json() == made
    content = alice.get(f"/attachments/{made['id']}/content")
    assert content.content == PNG
    assert content.headers["content-type"] == "image/png"
    assert content.headers["etag"] == f'"{made["sha256"]}"'
    assert content.headers["accept-ranges"] == "bytes"
    assert [path.name for path in kept_files(server, alice)] == [made["id"]]


def test_a_note_and_its_list_name_what_is_attached(alice: Client, note: dict[str, Any]) -> None:
    made = [attach(alice, note, name=name).json() for name in ("b.png", "a.png")]
    brief = [{name: each[name] for name in ("id", "name", "media_type", "size")} for each in made]
    assert alice.seen(f"/notes/{note['id']}")["attachments"] == brief
    assert alice.seen("/notes")["items"][0]["attachments"] == brief
    assert alice.seen(f"/notes/{note['id']}/attachments")["items"] == made
    assert alice.seen(f"/notes/{note['id']}")["version"] == note["version"]


def test_a_file_larger_than_memory_should_hold_is_streamed_in_chunks(alice: Client, note: dict[str, Any]) -> None:
    piece = random.Random(3).randbytes(300_000)

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield piece

    made = attach(alice, note, pieces(), "long.bin").json()
    assert made["size"] == 6_000_000
    assert made["sha256"] == hashlib.sha256(piece * 20).hexdigest()
    with alice.stream("GET", f"{BASE}/attachments/{made['id']}/content") as answer:
        assert hashlib.sha256(b"".join(answer.iter_bytes())).hexdigest() == made["sha256"]


def test_a_file_over_the_limit_is_refused_and_nothing_stays(
    server: Server, alice: Client, note: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.settings, "attachment_limit", 100_000)
    assert attach(alice, note, b"x" * 100_000).status_code == 201
    before = kept_files(server, alice)
    announced = attach(alice, note, b"x" * 100_001)
    assert (announced.status_code, announced.json()["code"]) == (413, "too_large")
    chunked = attach(alice, note, iter([b"x" * 60_000] * 2))
    assert (chunked.status_code, chunked.json()["code"]) == (413, "too_large")
    assert kept_files(server, alice) == before


def test_a_file_that_breaks_off_leaves_nothing(server: Server, alice: Client, note: dict[str, Any]) -> None:
    head = (
        f"POST {BASE}/notes/{note['id']}/attachments?name=half.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {alice.token}\r\nContent-Length: 5000000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        wire.sendall(head.encode() + b"x" * 3_000_000)
        folder = server.settings.files / alice.account_id
        wait_until(lambda: folder.is_dir() and any(path.stat().st_size for path in folder.glob("*.part")))
    wait_until(lambda: kept_files(server, alice) == [])
    assert alice.seen(f"/notes/{note['id']}")["attachments"] == []


def wait_until(true: Any) -> None:
    for _ in range(1000):
        if true():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not come true within ten seconds")


def test_an_empty_file_is_refused(server: Server, alice: Client, note: dict[str, Any]) -> None:
    answer = attach(alice, note, b"")
    assert (answer.status_code, answer.json()["code"]) == (422, "empty_file")
    assert kept_files(server, alice) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x.png", "a\nb.png", "exe.\u202egnp", "", " ", "x" * 256])
def test_a_name_that_could_mislead_is_refused(alice: Client, note: dict[str, Any], name: str) -> None:
    answer = attach(alice, note, name=name)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/name"


def test_a_file_without_a_name_or_with_a_strange_parameter_is_refused(alice: Client, note: dict[str, Any]) -> None:
    path = f"/notes/{note['id']}/attachments"
    assert alice.post(path, content=PNG).status_code == 422
    assert alice.post(path, params={"name": "a", "size": "3"}, content=PNG).status_code == 422


def test_a_full_note_takes_no_more(server: Server, alice: Client, note: dict[str, Any]) -> None:
    for n in range(MOST_ATTACHMENTS):
        assert attach(alice, note, b"x", f"{n}.txt").status_code == 201
    answer = attach(alice, note, b"x", "one too many.txt")
    assert (answer.status_code, answer.json()["code"]) == (409, "note_full")
    assert len(kept_files(server, alice)) == MOST_ATTACHMENTS


@pytest.mark.parametrize("content", [SVG, b"<html><body onload=alert(1)>", b"%PDF-1.7 ..."])
def test_what_could_run_is_never_shown_in_place(alice: Client, note: dict[str, Any], content: bytes) -> None:
    made = attach(alice, note, content, "x.svg", **{"Content-Type": "image/svg+xml"}).json()
    answer = alice.get(f"/attachments/{made['id']}/content")
    assert answer.headers["content-type"] in ("application/octet-stream", "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_part_is_sent_on_request(alice: Client, note: dict[str, Any]) -> None:
    made = attach(alice, note).json()
    path, tag = f"/attachments/{made['id']}/content", f'"{made["sha256"]}"'
    part = alice.get(path, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, PNG[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(PNG)}"
    assert part.headers["content-length"] == "100"
    assert alice.get(path, headers={"Range": "bytes=-7"}).content == PNG[-7:]
    assert alice.get(path, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == 206
    assert alice.get(path, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).content == PNG
    beyond = alice.get(path, headers={"Range": f"bytes={len(PNG)}-"})
    assert (beyond.status_code, beyond.json()["code"]) == (416, "range_not_satisfiable")
    assert beyond.headers["content-range"] == f"bytes */{len(PNG)}"
    assert beyond.headers["content-type"] == "application/problem+json"
    assert alice.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_a_retry_with_the_same_key_makes_no_second_file(server: Server, alice: Client, note: dict[str, Any]) -> None:
    first, again = (attach(alice, note, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["location"] == first.headers["location"]
    other = attach(alice, note, PNG + b"!", **{"Idempotency-Key": "k"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert [path.name for path in kept_files(server, alice)] == [first.json()["id"]]


def test_a_deleted_file_can_be_brought_back(alice: Client, note: dict[str, Any]) -> None:
    made = attach(alice, note).json()
    path = f"/attachments/{made['id']}"
    assert alice.delete(path).status_code == 428
    assert alice.delete(path, headers={"If-Match": '"1"'}).status_code == 204
    assert alice.get(path).status_code == alice.get(f"{path}/content").status_code == 404
    assert alice.seen(f"/notes/{note['id']}")["attachments"] == []
    assert [each["id"] for each in alice.seen(f"/notes/{note['id']}/attachments", deleted=True)["items"]] == [
        made["id"]
    ]
    assert alice.post(f"{path}/restore").status_code == 200
    assert alice.get(f"{path}/content").content == PNG


def test_files_go_to_the_bin_and_back_with_their_note(alice: Client, note: dict[str, Any]) -> None:
    made = attach(alice, note).json()
    alice.delete(f"/notes/{note['id']}", headers={"If-Match": "*"})
    for path in (f"/attachments/{made['id']}", f"/attachments/{made['id']}/content"):
        assert alice.get(path).status_code == 404
    assert attach(alice, note).status_code == 404
    alice.made(f"/notes/{note['id']}/restore")
    assert alice.get(f"/attachments/{made['id']}/content").content == PNG


def test_nobody_reaches_anothers_files(
    server: Server, alice: Client, bob: Client, nobody: Client, note: dict[str, Any]
) -> None:
    made = attach(alice, note).json()
    path = f"/attachments/{made['id']}"
    for method, each in (("GET", path), ("GET", f"{path}/content"), ("DELETE", path), ("POST", f"{path}/restore")):
        assert bob.request(method, each, headers={"If-Match": "*"}).status_code == 404
        assert nobody.request(method, each, headers={"If-Match": "*"}).status_code == 401
    assert attach(bob, note).status_code == 404
    assert attach(nobody, note).status_code == 401
    assert kept_files(server, bob) == []


def test_a_token_that_may_only_read_cannot_send_a_file(server: Server, alice: Client, note: dict[str, Any]) -> None:
    for scopes, status in ((["notes:read"], 403), (["notes:write"], 201)):
        token = accounts.create_token(server.database, alice.email, "some", scopes)
        with server.client(token) as script:
            assert attach(script, note).status_code == status


def test_only_the_server_may_look_into_the_folder(server: Server, alice: Client, note: dict[str, Any]) -> None:
    attach(alice, note)
    assert (server.settings.files / alice.account_id).stat().st_mode & 0o077 == 0


def test_files_that_no_row_knows_are_swept_after_an_hour(
    server: Server, alice: Client, note: dict[str, Any], frozen: Time
) -> None:
    made = attach(alice, note).json()
    folder = server.settings.files / alice.account_id
    for name in ("01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c", "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4d.part"):
        (folder / name).write_bytes(b"left over by a crash")
    files.sweep(server.database)
    assert len(kept_files(server, alice)) == 3
    frozen.passes(hours=1, seconds=60)
    assert files.sweep(server.database) >= 2
    assert [path.name for path in kept_files(server, alice)] == [made["id"]]


def test_a_file_goes_when_its_note_has_lain_in_the_bin_for_thirty_days(
    server: Server, alice: Client, note: dict[str, Any], frozen: Time
) -> None:
    attach(alice, note)
    alice.delete(f"/notes/{note['id']}", headers={"If-Match": "*"})
    frozen.passes(days=29)
    clean(server.database)
    assert len(kept_files(server, alice)) == 1
    frozen.passes(days=1, minutes=1)
    clean(server.database)
    assert kept_files(server, alice) == []


def test_a_lost_file_is_told_as_a_fault_of_the_server(server: Server, alice: Client, note: dict[str, Any]) -> None:
    made = attach(alice, note).json()
    (path,) = kept_files(server, alice)
    path.write_bytes(PNG[:-1])
    assert alice.get(f"/attachments/{made['id']}/content").status_code == 500
    path.unlink()
    answer = alice.get(f"/attachments/{made['id']}/content")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert "backup" in answer.json()["detail"]
