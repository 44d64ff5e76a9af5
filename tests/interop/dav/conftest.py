"""A server of each kind, and Alice's calendar or address book on it.

Radicale is tried with SQLite and Xandikos with PostgreSQL: what one pair would miss of the other is not between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from halfhour.connections.dav.rules import collection_id
from halfhour.core.worker import Jobs
from tests.conftest import Client, Server, make_server, worker_of
from tests.interop.dav.servers import PASSWORD, OtherClient, There

PAIRS = [("sqlite", "radicale"), ("postgresql", "xandikos")]


@pytest.fixture(scope="session", params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    engine, there = request.param
    return engine, there


@pytest.fixture(scope="session")
def server(
    pair: tuple[str, str], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A Halfhour of our own, which may reach loopback, and whose visits a test makes one by one."""
    running = make_server(pair[0], tmp_path_factory.mktemp("halfhour"), request, reach_private=["127.0.0.0/8"])
    running.app.state.errands.claim = lambda: None
    yield running
    running.stop()


@pytest.fixture(scope="session")
def there(pair: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    running = There(pair[1], tmp_path_factory.mktemp(pair[1]))
    yield running
    running.stop()


@pytest.fixture
def phone(there: There) -> Iterator[OtherClient]:
    with there.other_client() as client:
        yield client


@pytest.fixture
def errands(server: Server) -> Jobs:
    return worker_of(server, "dav", errands=True)


class Connected:
    """A connection of Alice's, with who is on the other side."""

    def __init__(self, alice: Client, errands: Jobs, phone: OtherClient, kind: str, **choices: str) -> None:
        self.alice, self.errands, self.phone = alice, errands, phone
        self.place = phone.make(kind, "Halfhour's")
        self.told = {"kind": kind, "address": phone.there.url, "username": phone.user, "password": PASSWORD, **choices}
        self.id = alice.made("/connections", **self.told)["id"]
        self.visit()
        mine = collection_id(phone.there.url + self.place)
        assert mine in [each["id"] for each in self.shown["collections"]]
        alice.changed(f"/connections/{self.id}", collection_id=mine)
        self.visit()

    def visit(self) -> None:
        """Run what is due."""
        while self.errands.run_one():
            pass

    def sync(self) -> None:
        self.alice.made(f"/connections/{self.id}/sync")
        self.visit()

    @property
    def shown(self) -> dict[str, Any]:
        return self.alice.seen(f"/connections/{self.id}")


@pytest.fixture
def calendar(alice: Client, errands: Jobs, phone: OtherClient) -> Iterator[Connected]:
    """Alice's calendar, connected and chosen."""
    yield from _connected(alice, errands, phone, "calendar")


@pytest.fixture
def book(alice: Client, errands: Jobs, phone: OtherClient) -> Iterator[Connected]:
    """Alice's address book, connected and chosen, for everybody."""
    yield from _connected(alice, errands, phone, "address_book", people="all")


def _connected(alice: Client, errands: Jobs, phone: OtherClient, kind: str, **choices: str) -> Iterator[Connected]:
    made = Connected(alice, errands, phone, kind, **choices)
    yield made
    for each in alice.seen("/connections")["items"]:
        alice.delete(f"/connections/{each['id']}", headers={"If-Match": "*"})
    made.visit()  # or it would be visited in the next test
