from __future__ import annotations

from collections.abc import Iterator

import pytest

from halfhour.connections.dav.client import Dav
from tests.connections.dav.liar import Liar


@pytest.fixture
def liar() -> Iterator[Liar]:
    made = Liar()
    yield made
    made.stop()


@pytest.fixture
def elsewhere() -> Iterator[Liar]:
    made = Liar()
    yield made
    made.stop()


@pytest.fixture
def dav(liar: Liar) -> Iterator[Dav]:
    with Dav(f"{liar.url}/", "alice", "her password", allowed=["127.0.0.0/8"], seconds=5) as client:
        yield client
