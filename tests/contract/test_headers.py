"""Every answer carries the headers that browsers heed, each once: all routes, all kinds of answers, all files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from halfhour.core.clock import new_id
from halfhour.core.edge import API_POLICY, COMMON, app_policy
from halfhour.core.web import STATIC
from tests.conftest import Server, make_server
from tests.tenancy.operations import Operation
from tests.tenancy.world import Contract, World, enter

OF_THE_API = {**COMMON, "content-security-policy": API_POLICY, "cache-control": "no-store"}


@pytest.fixture
def visitor(server: Server) -> Iterator[httpx.Client]:
    """Somebody whom nobody knows, at any address."""
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[World]:
    """Somebody with two of everything."""
    person, browser = enter(server, "Alma")
    with closing(person), closing(browser):
        yield World(Contract(server.app.openapi()), server.settings, person, browser, "Alma").fill()


def wrong(answer: httpx.Response, expected: dict[str, str]) -> list[str]:
    """What is missing, doubled or otherwise said."""
    said = [(name.lower(), value) for name, value in answer.headers.multi_items()]
    found = []
    for name, value in expected.items():
        values = [each for header, each in said if header == name]
        if len(values) != 1 or values[0] != value:
            found.append(f"{answer.request.method} {answer.request.url.path} {answer.status_code}: {name} is {values}")
    if len([name for name, _ in said if name == "x-request-id"]) != 1:
        found.append(f"{answer.request.url.path}: no x-request-id of its own")
    return found + [
        f"{answer.request.url.path}: tells {name}" for name, _ in said if name in ("server", "x-powered-by")
    ]


def answers(operation: Operation, world: World, anybody: httpx.Client) -> Iterator[httpx.Response]:
    """An answer of each kind that can be had without undoing what others need."""
    there = world.own(operation)
    nowhere = {name: new_id() for name in there}
    asked = world.request(operation, there)
    if operation.method == "GET":
        yield world.send(operation, there)
    if operation.path_names:
        yield world.send(operation, nowhere)
    yield anybody.request(**asked)
    yield anybody.request("TRACE", asked["url"])
    if operation.media and operation.tokens:
        yield world.person.request(operation.method, asked["url"], content=b"<a>", headers={"Content-Type": "text/xml"})
        yield world.person.request(operation.method, asked["url"], content=b"[", headers={"If-Match": "*"})


def test_every_answer_of_the_api_says_the_same_to_browsers(visitor: httpx.Client, world: World) -> None:
    found, statuses = [], set()
    for operation in world.contract.all:
        for answer in answers(operation, world, visitor):
            statuses.add(answer.status_code)
            found += wrong(answer, OF_THE_API)
    assert found == []
    assert {200, 401, 404, 405, 415} <= statuses
    assert not [status for status in statuses if status >= 500]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/contacts", "/health/else", "/api/v1/contacts/"])
def test_what_is_not_there_says_the_same_too(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert wrong(answer, OF_THE_API) == []


def test_so_do_a_refusal_at_the_edge_and_the_contract_itself(visitor: httpx.Client) -> None:
    refused = visitor.get("/api/v1/contacts", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert wrong(refused, OF_THE_API) == []
    assert wrong(visitor.get("/openapi.json"), {**OF_THE_API, "cache-control": "no-cache"}) == []


def test_every_page_and_file_says_what_may_run_in_it(visitor: httpx.Client) -> None:
    hashes = re.search(r"style-src 'self'([^;]*)", policy(visitor))
    assert hashes
    expected = {**COMMON, "content-security-policy": app_policy(hashes[1].split())}
    files = [path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()]
    served = [f"/{name}" for name in files if not name.endswith((".br", ".gz"))]
    for path in ("/", "/contacts", "/docs", "/docs/problems", "/docs/docs.css", "/no/such.js", *served):
        for answer in (visitor.get(path), visitor.head(path), visitor.post(path)):
            assert wrong(answer, expected) == []
            assert '</openapi.json>; rel="service-desc"' in answer.headers["link"]


def policy(visitor: httpx.Client) -> str:
    return str(visitor.get("/docs").headers["content-security-policy"])


def test_no_policy_lets_in_scripts_in_the_page_or_from_elsewhere(visitor: httpx.Client) -> None:
    says = dict(part.strip().partition(" ")[::2] for part in policy(visitor).split(";"))
    assert says["default-src"] == "'none'"
    assert says["script-src"] == "'self'"
    assert says["require-trusted-types-for"] == "'script'"
    assert says["frame-ancestors"] == says["base-uri"] == "'none'"
    assert not [each for each in says.values() if "unsafe" in each or "*" in each or "http" in each]
    assert "default-src 'none'" in API_POLICY
    assert "sandbox" in API_POLICY


def test_browsers_are_told_to_keep_to_https_where_there_is_https(
    visitor: httpx.Client, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    secure = make_server("sqlite", tmp_path, request, public_url="https://halfhour.example")
    try:
        with httpx.Client(base_url=secure.url, trust_env=False, timeout=60) as there:
            for path in ("/", "/docs", "/api/v1/setup", "/api/v1/contacts", "/no/such.js"):
                assert "max-age=63072000" in there.get(path).headers["strict-transport-security"]
                assert "strict-transport-security" not in visitor.get(path).headers
    finally:
        secure.stop()
