"""Servers and places of one's own, for tests that break them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from halfhour.core.settings import Settings
from tests.conftest import ENGINES, Server, make_server

Place = Callable[[str], Settings]


@pytest.fixture(params=ENGINES)
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server on an empty database that a test may break, on each engine in turn."""
    running = make_server(request.param, tmp_path / "data", request, worker="external")
    yield running
    running.stop()


@pytest.fixture
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Settings for a data folder and a database with nothing in them, on the engine asked for."""
    count = 0

    def make(engine: str) -> Settings:
        nonlocal count
        count += 1
        url = request.getfixturevalue("postgres").new_database() if engine == "postgresql" else ""
        given: dict[str, Any] = {"data_dir": tmp_path / f"place-{count}", "database_url": url}
        return Settings(_env_file=None, **given)

    return make
