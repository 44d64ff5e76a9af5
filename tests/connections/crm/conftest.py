"""A worker for what goes outside that a test moves step by step, and connections to move it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.conftest import Client, Server, Time, worker_of
from tests.connections.crm.fake import KEY, Fake, running
from tests.connections.crm.fake_hubspot import FakeHubSpot
from tests.connections.crm.fake_monica import FakeMonica
from tests.connections.crm.fake_twenty import FakeTwenty

FAKES: list[type[Fake]] = [FakeHubSpot, FakeTwenty, FakeMonica]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No database knows which CRM it is about: all are tried on one, and the first on both."""
    left_out = {item for item in items if _is_enough_on_one(item)}
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def _is_enough_on_one(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    if given is None or given.params.get("server") != "postgresql":
        return False
    return given.params.get("each") in FAKES[1:] or given.params.get("kind") in (FakeTwenty.kind, FakeMonica.kind)


class Errands:
    """Runs what is due and goes outside, when the test says so."""

    def __init__(self, server: Server) -> None:
        self.jobs = worker_of(server, "crm", errands=True)

    def run(self, most: int = 20) -> int:
        """Run what is due now, and say how many that were."""
        for number in range(most):
            if not self.jobs.run_one():
                return number
        raise AssertionError("there is no end to what is due")


class Connected:
    """A person with a connection to a CRM, its key checked."""

    def __init__(self, person: Client, fake: Fake, errands: Errands, time: Time) -> None:
        self.person, self.fake, self.errands, self.time = person, fake, errands, time
        hosted = {} if fake.kind == "hubspot" else {"base_url": fake.url}
        self.id = person.made("/crm/connections", kind=fake.kind, key=KEY, **hosted)["id"]
        self.path = f"/crm/connections/{self.id}"
        errands.run()

    def contact(self, name: str = "Maria Keller", **values: Any) -> str:
        """Somebody new, with an address unless told otherwise; gives their id."""
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        made = self.person.made("/contacts", **{"full_name": name, "emails": [{"value": email}], **values})
        return str(made["id"])

    def chosen(self, name: str = "Maria Keller", **values: Any) -> str:
        id_ = self.contact(name, **values)
        self.choose(id_)
        return id_

    def choose(self, contact_id: str) -> None:
        assert self.person.put(f"{self.path}/contacts/{contact_id}").status_code == 200

    def held(self, contact_id: str, **values: Any) -> str:
        """A talk that was held; gives its id."""
        talk = self.person.made("/interviews", contact_id=contact_id, **values)
        self.person.moved(f"/interviews/{talk['id']}/hold")
        return str(talk["id"])

    def push(self) -> dict[str, Any]:
        self.person.made(f"{self.path}/push")
        self.errands.run()
        return self.shown()

    def later(self, **passes: float) -> dict[str, Any]:
        """What changed since is sent, as soon as that happens by itself."""
        self.time.passes(**(passes or {"seconds": 31}))
        self.errands.run()
        return self.shown()

    def preview(self) -> dict[str, Any]:
        self.person.made(f"{self.path}/preview")
        self.errands.run()
        return self.person.seen(f"{self.path}/preview")

    def shown(self) -> dict[str, Any]:
        return self.person.seen(self.path)

    def standing(self, contact_id: str) -> dict[str, Any]:
        return self.person.seen(f"{self.path}/contacts/{contact_id}")


@pytest.fixture
def errands(server: Server, monkeypatch: pytest.MonkeyPatch) -> Errands:
    """The server's own worker takes nothing meanwhile, and loopback may be reached."""
    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    monkeypatch.setattr(server.settings, "reach_private", ["127.0.0.0/8"])
    return Errands(server)


Connect = Callable[[type[Fake]], Connected]


@pytest.fixture
def connect(
    server: Server, alice: Client, errands: Errands, frozen: Time, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Connect]:
    """Connects Alice to a fake of one kind."""
    with ExitStack() as stack:

        def to(kind: type[Fake]) -> Connected:
            fake = stack.enter_context(running(kind()))
            monkeypatch.setattr(server.settings, "hubspot_url", fake.url)
            return Connected(alice, fake, errands, frozen)

        yield to


@pytest.fixture(params=FAKES, ids=lambda kind: kind.kind)
def each(request: pytest.FixtureRequest, connect: Connect) -> Connected:
    """Alice with each kind of CRM in turn."""
    return connect(request.param)


@pytest.fixture
def hubspot(connect: Connect) -> Connected:
    return connect(FakeHubSpot)
