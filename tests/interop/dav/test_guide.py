"""The commands of the guide do what it says, against a real calendar server."""

from __future__ import annotations

import os
import subprocess
import threading

from halfhour.core.worker import Jobs
from tests.conftest import Client, Server
from tests.docs.reading import ROOT, blocks
from tests.interop.dav.servers import PASSWORD, OtherClient


def test_the_commands_of_the_guide_connect_a_calendar(
    alice: Client, server: Server, errands: Jobs, phone: OtherClient
) -> None:
    phone.make("calendar", "Personal")
    code = "\n".join(blocks(ROOT / "docs" / "calendars-sync.md", "bash"))
    environment = {
        "PATH": os.environ["PATH"], "HALFHOUR": server.url, "TOKEN": alice.token, "NO_PROXY": "127.0.0.1",
        "SERVER": phone.there.url, "DAV_USER": phone.user, "DAV_PASSWORD": PASSWORD,
    }  # fmt: skip
    stop = threading.Event()
    worker = threading.Thread(target=errands.work, args=(stop,))
    worker.start()
    try:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        stop.set()
        worker.join()
    assert done.returncode == 0, done.stderr
    (shown,) = alice.seen("/connections")["items"]
    assert shown["state"] in ("working", "fine")
    assert shown["collection_name"]
    assert done.stdout.endswith('{"items":[],"next_cursor":null}')
