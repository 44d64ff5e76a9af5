"""Giant and misshapen input: refused early, in words, and never with a 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from halfhour.main import BASE
from tests.conftest import Client, Server
from tests.reliability.wire import Wire, statuses

MEGABYTE = 1_000_000


def test_json_over_a_megabyte_is_refused(alice: Client) -> None:
    body = json.dumps({"full_name": "x" * MEGABYTE}).encode()
    answer = alice.post("/contacts", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_giant_is_refused_before_it_is_sent(server: Server, alice: Client) -> None:
    with Wire(server.port) as wire:
        wire.send(
            f"POST {BASE}/contacts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {alice.token}\r\n"
            "Content-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n".encode()
        )
        answer = wire.answer()
    assert statuses(answer) == [413]
    assert b"too_large" in answer


@pytest.mark.parametrize("path", ["/contacts", "/notes", "/session", "/questions/check"])
def test_a_giant_in_chunks_is_refused_once_it_is_too_large(server: Server, alice: Client, path: str) -> None:
    with Wire(server.port) as wire:
        wire.send(
            f"POST {BASE}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {alice.token}\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        for _ in range(30):
            if not wire.send(b"10000\r\n" + b" " * 65536 + b"\r\n"):
                break
        assert statuses(wire.answer())[:1] == [413]


def test_a_megabyte_of_json_is_read(alice: Client) -> None:
    body = b'{"full_name": "Maria"' + b" " * (MEGABYTE - 22) + b"}"
    assert len(body) == MEGABYTE
    answer = alice.post("/contacts", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 201


MISSHAPEN: dict[str, bytes] = {
    "a hundred thousand brackets": b"[" * 100_000,
    "closed brackets a hundred thousand deep": b"[" * 100_000 + b"]" * 100_000,
    "objects a hundred thousand deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a number of a hundred thousand digits": b'{"full_name": ' + b"9" * 100_000 + b"}",
    "a small number with a giant exponent": b'{"difficulty": 1e999999999}',
    "not a number": b'{"difficulty": NaN}',
    "half a million items": b'{"full_name": "x", "tags": [' + b",".join([b'"a"'] * 200_000) + b"]}",
    "a field named a hundred thousand times": b"{" + b",".join([b'"a": 1'] * 100_000) + b"}",
    "broken UTF-8": b'{"full_name": "\xff\xfe"}',
    "UTF-16": '{"full_name": "Maria"}'.encode("utf-16"),
    "a lone surrogate": b'{"full_name": "\\ud800"}',
    "NUL": b'{"full_name": "a\\u0000b"}',
    "compressed": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*-\xc8I-Q\xb2R\xca",
    "nothing": b"",
    "a list": b"[]",
    "a text": b'"Maria"',
    "null": b"null",
    "two objects": b'{"full_name": "a"}{"full_name": "b"}',
}


@pytest.mark.parametrize("case", MISSHAPEN)
def test_misshapen_json_is_refused_in_words(alice: Client, case: str) -> None:
    answer = alice.post("/contacts", content=MISSHAPEN[case], headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422), answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert alice.seen("/contacts")["items"] == []


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_what_does_not_say_it_is_json_is_not_read(alice: Client, media_type: str) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = alice.post("/contacts", content=b'{"full_name": "Maria"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "not_accepted_type")


QUERIES = {
    "two thousand parameters": "&".join(f"a{n}=1" for n in range(2000)),
    "a long sort": "sort=" + "x" * 8000,
    "a cursor of no text": "cursor=" + "%ff" * 500,
    "NUL": "q=%00",
    "a limit of five thousand digits": "limit=" + "9" * 5000,
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_giant_or_broken_query_is_refused(alice: Client, query: str) -> None:
    answer = alice.get(f"{BASE}/contacts?{query}")
    assert answer.status_code == 422, answer.text[:300]


def test_a_form_of_ten_thousand_fields_is_refused(alice: Client) -> None:
    fields = b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % n for n in range(10_000))
    answer = alice.post(
        "/imports", content=fields + b"--x--\r\n", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code in (400, 413, 422), answer.text[:300]


def test_ten_thousand_ranges_are_not_worked_through(alice: Client) -> None:
    career: dict[str, Any] = alice.made("/careers", title="Midwife")
    note = alice.made("/notes", body="x", career_id=career["id"])
    made = alice.post(f"/notes/{note['id']}/attachments", params={"name": "a"}, content=b"x" * 1000).json()
    ranges = "bytes=" + ",".join(f"{n}-{n}" for n in range(2500))
    answer = alice.get(f"/attachments/{made['id']}/content", headers={"Range": ranges})
    assert (answer.status_code, len(answer.content)) == (200, 1000)


def test_an_upload_that_lies_about_its_length_in_chunks_is_refused(alice: Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 30_000

    answer = alice.post("/contacts", content=pieces(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
