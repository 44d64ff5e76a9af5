"""Alice and Bob with one of everything each, made once on each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from halfhour import main
from halfhour.core.settings import Worker
from tests.conftest import Server
from tests.tenancy.planting import plant
from tests.tenancy.probing import Matrix
from tests.tenancy.world import Contract, Ledger, World, enter, learn


@pytest.fixture(scope="package", autouse=True)
def _nobody_goes_outside(server: Server) -> Iterator[None]:
    """What is done in the background would change rows of its own while the ledger is compared."""
    with pytest.MonkeyPatch.context() as patched:
        for jobs in (server.app.state.jobs, server.app.state.errands):
            patched.setattr(jobs, "claim", lambda: None)
        yield


@pytest.fixture(scope="package")
def contract(server: Server) -> Contract:
    """The document, with what Dora learnt of how each operation is asked; what she did to learn it stays with her."""
    learning = Contract(server.app.openapi())
    with contextmanager(a_world)(server, learning, "Dora") as dora:
        for operation in learning.all:
            if operation.media == "application/json" and not operation.public:
                for form in learning.forms(operation):
                    learn(dora, operation, form)
    return learning


def a_world(server: Server, contract: Contract, name: str) -> Iterator[World]:
    person, browser = enter(server, name)
    try:
        yield World(contract, server.settings, person, browser, f"Kanarienvogel{name}").fill()
    finally:
        person.close()
        browser.close()


@pytest.fixture(scope="package")
def alices(server: Server, contract: Contract) -> Iterator[World]:
    """Alice's world, which nobody may see or change."""
    yield from a_world(server, contract, "Alice")


@pytest.fixture(scope="package")
def bobs(server: Server, contract: Contract, alices: World) -> Iterator[World]:
    """Bob's world. He tries what he can."""
    yield from a_world(server, contract, "Bob")


@pytest.fixture
def make_world(server: Server, contract: Contract) -> Iterator[Callable[[str], World]]:
    """One more person with one of everything, for a test that uses them up."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(contextmanager(a_world)(server, contract, name))


@pytest.fixture
def planted(
    server: Server, alices: World, bobs: World, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], list[str]]]:
    """The matrix, run over one leaking route on the same database; gives what it finds."""
    with ExitStack() as stack:

        def run(way: str) -> list[str]:
            real = main.routers
            monkeypatch.setattr(main, "routers", lambda: [*real(), plant(way)])
            leaking = Server(server.settings.model_copy(update={"worker": Worker.EXTERNAL})).start()
            stack.callback(leaking.stop)
            contract = Contract(leaking.app.openapi())
            alice, bob = (stack.enter_context(moved(world, leaking, contract)) for world in (alices, bobs))
            return Matrix(alice, bob, ledger).failures([each for each in contract.all if "planted" in each.id])

        yield run


@contextmanager
def moved(world: World, server: Server, contract: Contract) -> Iterator[World]:
    """The same person at another server on the same database."""
    with server.client(world.person.token) as person, server.client() as browser:
        there = World(contract, server.settings, person, browser, world.canary)
        there.ids = world.ids
        yield there


@pytest.fixture(scope="package")
def ledger(server: Server, alices: World) -> Ledger:
    """What there is of Alice."""
    return Ledger(server, alices.person.account_id)
