"""A worker for what goes outside that a test moves step by step, and connections to move it with."""

from __future__ import annotations

import pytest

from halfhour.core.worker import Jobs
from halfhour.main import job_handlers
from tests.conftest import Server


class Errands:
    """Runs what is due and goes outside, when the test says so."""

    def __init__(self, server: Server) -> None:
        self.jobs = Jobs(server.database, job_handlers(), errands=True)

    def run(self, most: int = 20) -> int:
        """Run what is due now, and say how many that were."""
        for number in range(most):
            if not self.jobs.run_one():
                return number
        raise AssertionError("there is no end to what is due")


@pytest.fixture
def errands(server: Server, monkeypatch: pytest.MonkeyPatch) -> Errands:
    """The server's own worker takes nothing meanwhile, and loopback may be reached."""
    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    monkeypatch.setattr(server.settings, "reach_private", ["127.0.0.0/8"])
    return Errands(server)
