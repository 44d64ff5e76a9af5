"""Pages of other sites change nothing, whatever they send; and reading changes nothing, whoever reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import httpx
import pytest

from halfhour.core.clock import new_id
from tests.conftest import Server
from tests.tenancy.operations import Operation
from tests.tenancy.world import Contract, Ledger, World

BODIES = {
    "application/json": b'{"name": "intruder"}',
    "text/plain": b'{"name": "intruder", "x": "="}',
    "application/x-www-form-urlencoded": b"name=intruder",
    "multipart/form-data; boundary=b": (
        b'--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\nx\r\n--b--\r\n'
    ),
}
ELSEWHERE = tuple({"Sec-Fetch-Site": site} for site in ("cross-site", "same-site", "none"))
"""What a browser says of a page that is not ours; `none` is for what a person types, which is never a POST."""
OLDER = tuple({"Origin": origin} for origin in ("https://evil.example", "null", "http://localhost.evil.example"))
"""What a browser says that knows no Fetch Metadata."""
BOTH = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
SILENT: dict[str, str] = {}
"""Neither header: no browser of today, so a session's cookie is not enough."""


@pytest.fixture
def cookie(alices: World) -> str:
    return f"halfhour={alices.browser.cookies['halfhour']}"


@pytest.fixture
def page(server: Server) -> Iterator[httpx.Client]:
    """A browser's request as another page would have it sent."""
    with server.client() as client:
        yield client


def changing(contract: Contract) -> list[Operation]:
    return [each for each in contract.all if each.changes]


def test_no_other_site_changes_anything(
    page: httpx.Client, cookie: str, contract: Contract, alices: World, ledger: Ledger
) -> None:
    before, wrong = ledger.rows(), []
    for operation in changing(contract):
        ids = {} if operation.public else alices.own(operation)
        url = operation.path.format(**ids)
        tries = [*product((*ELSEWHERE, SILENT), BODIES), *product((*OLDER, BOTH), ["application/json"])]
        for headers, kind in tries:
            if operation.public and not headers:
                continue  # a script that signs in sends neither; what it may do is tried in tests/accounts
            sent = {**headers, "Cookie": cookie, "Content-Type": kind, "If-Match": "*"}
            answer = page.request(operation.method, url, content=BODIES[kind], headers=sent)
            page.cookies.clear()
            if (answer.status_code, answer.json().get("code")) != (403, "cross_site"):
                wrong.append(f"{operation} {headers} {kind}: {answer.status_code} {answer.text[:150]}")
        if changed := ledger.changed_since(before):
            wrong.append(f"{operation} CHANGED {changed}")
            before = ledger.rows()
    assert not wrong, "\n".join(wrong)


def test_our_own_pages_are_not_refused(
    page: httpx.Client, server: Server, cookie: str, contract: Contract, alices: World
) -> None:
    for operation in changing(contract):
        if not operation.path_names or not operation.tokens:
            continue
        asked = alices.request(operation, {name: new_id() for name in operation.path_names})
        for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": server.url}):
            answer = page.request(**{**asked, "headers": {**asked["headers"], **headers, "Cookie": cookie}})
            assert answer.status_code == 404, f"{operation} {headers}: {answer.status_code} {answer.text}"


def test_a_script_with_a_token_needs_no_such_headers(contract: Contract, alices: World) -> None:
    for operation in changing(contract):
        if operation.path_names and operation.tokens:
            answer = alices.send(operation, {name: new_id() for name in operation.path_names})
            assert answer.status_code == 404, f"{operation}: {answer.status_code} {answer.text}"


def test_no_reading_changes_anything(
    page: httpx.Client, cookie: str, contract: Contract, alices: World, ledger: Ledger
) -> None:
    before = ledger.rows()
    for operation in contract.all:
        if operation.method != "GET":
            continue
        asked = alices.request(operation, {} if operation.public else alices.own(operation))
        for headers in (*ELSEWHERE, *OLDER, SILENT):
            answer = page.request(**{**asked, "headers": {**headers, "Cookie": cookie}})
            assert answer.status_code == 200, f"{operation}: {answer.text}"
        assert ledger.changed_since(before) == [], str(operation)
    assert alices.person.seen("/events", after="0", limit=500) == alices.person.seen("/events", after="0", limit=500)


def test_what_only_looks_like_our_address_is_another_site(page: httpx.Client, server: Server, cookie: str) -> None:
    port = server.port
    for origin in (
        f"http://127.0.0.1:{port + 1}",
        f"https://127.0.0.1:{port}",
        f"http://127.0.0.1:{port}.evil.example",
        f"http://evil.example:{port}",
        f"http://127.0.0.1:{port}/",
        f"http://127.0.0.1:{port}@evil.example",
    ):
        answer = page.post("/contacts", json={"full_name": "X"}, headers={"Origin": origin, "Cookie": cookie})
        assert answer.json()["code"] == "cross_site", origin
