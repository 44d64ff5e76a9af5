"""Whoever follows an earlier step is known in every process that changes what people have."""

from __future__ import annotations

import subprocess
import sys

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


def test_a_worker_tells_those_whom_the_server_tells() -> None:
    script = f"{TELL}\nhalfhour.main.job_handlers()\nprint(known())\nhalfhour.main.routers()\nprint(known())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    worker, server = done.stdout.splitlines()
    assert "halfhour.connections.dav.following.tell_calendars" in server
    assert "halfhour.debriefs.service" in server
    assert worker == server
