"""Alice in her browser, where alone an address is made, and a calendar that knows nothing but the address."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import PASSWORD, Client, Server

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def seeker(server: Server, alice: Client) -> Iterator[Client]:
    """Alice, signed in."""
    with server.client() as client:
        client.headers["Sec-Fetch-Site"] = "same-origin"
        assert client.post("/session", json={"email": alice.email, "password": PASSWORD}).status_code == 200
        yield client


@pytest.fixture
def make(seeker: Client) -> Make:
    """Make a feed; gives it with its address."""

    def made(**more: Any) -> dict[str, Any]:
        return seeker.made("/calendar/feeds", **{"name": "My talks", "detail": "full", **more})

    return made


class Subscriber:
    """A calendar program: it has an address, and no cookie or token."""

    def __init__(self, client: httpx.Client, base: str) -> None:
        self.client = client
        self.base = base

    def fetch(self, url: str, method: str = "GET", **headers: str) -> httpx.Response:
        """What is at a feed's address, wherever the tests' server really listens."""
        path = "/calendar/" + url.rsplit("/", 1)[-1]
        return self.client.request(method, self.base + path, headers=headers)

    def read(self, url: str) -> str:
        answer = self.fetch(url)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture
def subscriber(server: Server) -> Iterator[Subscriber]:
    with httpx.Client(trust_env=False, timeout=60) as client:
        yield Subscriber(client, server.url)
