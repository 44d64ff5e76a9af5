"""A server of each kind, and Alice's calendar or address book on it.

Radicale is tried with SQLite and Xandikos with PostgreSQL: what one pair would miss of the other is not between them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from halfhour.core.worker import Jobs
from halfhour.main import job_handlers
from tests.conftest import Client, Server
from tests.interop.dav.servers import PASSWORD, OtherClient, There

PAIRS = [("sqlite", "radicale"), ("postgresql", "xandikos")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if {"server", "there"} <= set(metafunc.fixturenames):
        metafunc.parametrize(("server", "there"), PAIRS, indirect=True, scope="session")


@pytest.fixture(scope="session")
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    running = There(request.param, tmp_path_factory.mktemp(request.param))
    yield running
    running.stop()


@pytest.fixture
def phone(there: There) -> Iterator[OtherClient]:
    with there.other_client() as client:
        yield client


@pytest.fixture
def errands(server: Server, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """Visits to servers, which a test makes one by one; the server's own worker makes none meanwhile."""
    monkeypatch.setattr(server.settings, "reach_private", ["127.0.0.0/8"])
    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    return Jobs(server.database, job_handlers(), errands=True)


class Connected:
    """A connection of Alice's, with who is on the other side."""

    def __init__(self, alice: Client, errands: Jobs, phone: OtherClient, kind: str, **choices: str) -> None:
        self.alice, self.errands, self.phone = alice, errands, phone
        self.place = phone.make(kind, "Halfhour's")
        told = {"address": phone.there.url, "username": phone.user, "password": PASSWORD}
        self.id = alice.made("/connections", kind=kind, **told, **choices)["id"]
        self.visit()
        found = self.shown["collections"]
        mine = next(each["id"] for each in found if each["name"] == "Halfhour's" and self._is_mine(each["id"]))
        alice.changed(f"/connections/{self.id}", collection_id=mine)
        self.visit()

    def _is_mine(self, id_: str) -> bool:
        from halfhour.connections.dav.rules import collection_id

        return id_ == collection_id(self.phone.there.url + self.place)

    def visit(self) -> None:
        """Run what is due."""
        while self.errands.run_one():
            pass

    def sync(self) -> None:
        self.alice.made(f"/connections/{self.id}/sync")
        self.visit()

    @property
    def shown(self) -> dict[str, object]:
        return self.alice.seen(f"/connections/{self.id}")
