"""What the guide for receivers says to type works, and its code believes what we send and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from halfhour.accounts import service as accounts
from halfhour.connections.webhooks.rules import PATIENCE
from halfhour.connections.webhooks.schemas import BODY
from halfhour.connections.webhooks.signing import headers, new_secret
from tests.conftest import Client, Server
from tests.docs.reading import ROOT, blocks

GUIDE = ROOT / "docs" / "webhooks.md"
FLOW = ROOT / "tests" / "interop" / "node-red" / "flows.json"
Sent = tuple[str, dict[str, str], bytes]


def sent(age: float = 0) -> Sent:
    secret, body = new_secret(), BODY.encode()
    return secret, headers([new_secret(), secret], "msg_1", datetime.fromtimestamp(time.time() - age, UTC), body), body


def cases() -> list[tuple[Sent, bool]]:
    """What is to be believed, and what is not: another body, another secret, an old one, no signature."""
    secret, head, body = sent()
    unsigned = {**head, "webhook-signature": "v1,"}
    return [
        ((secret, head, body), True),
        ((secret, head, body + b" "), False),
        ((new_secret(), head, body), False),
        (sent(age=600), False),
        ((secret, unsigned, body), False),
    ]


def test_the_python_of_the_guide_believes_what_we_send_and_nothing_else() -> None:
    [code] = blocks(GUIDE, "python")
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  # our own guide's
    assert [names["verified"](*given) for given, _ in cases()] == [wanted for _, wanted in cases()]


def test_the_javascript_of_the_guide_believes_what_we_send_and_nothing_else(tmp_path: Path) -> None:
    [code] = blocks(GUIDE, "js")
    node = shutil.which("node")
    if node is None:
        pytest.fail("the guide's examples need node; on Debian: apt-get install nodejs")
    given = [[secret, head, body.decode()] for (secret, head, body), _ in cases()]
    tail = f"\nconsole.log(JSON.stringify({json.dumps(given)}.map((each) => verified(...each))));\n"
    (tmp_path / "verify.mjs").write_text(code + tail)
    done = subprocess.run([node, tmp_path / "verify.mjs"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [wanted for _, wanted in cases()]


def test_the_flow_of_the_guide_is_the_one_that_node_red_runs_in_our_tests() -> None:
    [code] = blocks(GUIDE, "javascript")
    [verify] = [each["func"] for each in json.loads(FLOW.read_text()) if each["id"] == "verify"]
    before, _, last = code.strip().rpartition("\n")
    assert verify.startswith(before)
    assert last in verify


def test_the_body_in_the_guide_is_one_as_we_send_it() -> None:
    assert blocks(GUIDE, "json") == [BODY + "\n"]


def test_the_guide_tells_how_patient_we_are() -> None:
    seconds = [int(each.total_seconds()) for each in PATIENCE]
    assert seconds == [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 23 * 3600 + 1800]
    assert "after 5 seconds, 5 and 30 minutes, 2, 5, 10 and 23½ hours" in GUIDE.read_text()


def test_the_commands_for_the_terminal_do_what_the_guide_says(server: Server, alice: Client, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    token = accounts.create_token(
        server.database, alice.email, "guide", ["webhooks:read", "webhooks:write", "events:read"]
    )
    alice.made("/contacts", full_name="Maria Keller")
    code = "\n".join(blocks(GUIDE, "sh")).replace("http://127.0.0.1:8000", server.url)
    done = subprocess.run(
        [bash, "-euo", "pipefail", "-s"], input=code, env={"PATH": "/usr/bin:/bin", "TOKEN": token, "NO_PROXY": "*"},
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"secret":"whsec_' in done.stdout
    assert '"type":"contact.created"' in done.stdout
    assert "retry: 3000" in done.stdout
    (hook,) = alice.seen("/webhooks")["items"]
    assert hook["types"] == ["interview.scheduled", "contact.created"]
    alice.delete(f"/webhooks/{hook['id']}", headers={"If-Match": "*"})
