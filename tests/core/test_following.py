"""Whoever follows an earlier step is known in every process that changes what people have."""

from __future__ import annotations

import subprocess
import sys

import pytest

TELL = """
import halfhour.main
from halfhour.contacts import following as people
from halfhour.interviews import busy, following as talks
from halfhour.today import sources

def who(followers):
    return sorted(f"{each.__module__}.{each.__name__}" for each in followers)

def known():
    return [who(people._people._all), who(talks._talks._all), who(busy._CALENDARS), who(sources._SOURCES)]
"""


def known_after(statement: str) -> str:
    script = f"{TELL}\n{statement}\nprint(known())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("start", ["halfhour.main.job_handlers()", "halfhour.main.load_steps()"], ids=["worker", "cli"])
def test_a_worker_and_a_command_tell_those_whom_the_server_tells(start: str) -> None:
    told = known_after("halfhour.main.routers()")
    assert "halfhour.connections.dav.following.tell_calendars" in told
    assert "halfhour.debriefs.service" in told
    assert known_after(start) == told
