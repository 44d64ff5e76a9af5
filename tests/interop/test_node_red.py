"""Node-RED verifies what we send, as a tinkerer's flow does: it has parsed the body, and writes it back as JSON.

That is the trap of low-code receivers: only a body that every program writes back in the same bytes can be verified by
all of them. The flow is the one of docs/webhooks.md.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from halfhour.connections.webhooks.signing import headers, message, new_secret
from tests.conftest import Client, Server
from tests.connections.webhooks.conftest import Post, inside, post

__all__ = ["inside", "post"]  # fixtures

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "node-red"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class NodeRed(httpx.Client):
    """The program, in a process of its own; what its flow has seen."""

    def knows(self, secret: str) -> None:
        assert self.post("/secret", json={"secret": secret}).status_code == 200

    def seen(self) -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = self.get("/seen").json()
        return seen

    def gets(self, secret: str, body: bytes) -> int:
        return self.post("/hook", content=body, headers=headers([secret], "msg_1", AT, body)).status_code


@pytest.fixture(scope="module")
def node_red(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeRed]:
    if not (HERE / "node_modules" / ".lock-hash").exists():
        subprocess.run([ROOT / ".ci/node", ROOT / ".venv/bin/python", "hatch_build.py", HERE.relative_to(ROOT)],
                       cwd=ROOT, check=True)  # fmt: skip
    folder = tmp_path_factory.mktemp("node-red")
    shutil.copy(HERE / "flows.json", folder)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command: list[str | Path] = [
        ROOT / ".ci/node", "node", HERE / "node_modules/node-red/red.js", "--userDir", folder,
        "--settings", HERE / "settings.js", "--port", str(port), "flows.json",
    ]  # fmt: skip
    environment = {**os.environ, "NODE_FROM": "pypi", "HOME": str(folder)}  # Node-RED 5 needs Node 22.9
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        with NodeRed(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as client:
            wait_for(client, process, folder / "log")
            yield client
    finally:
        process.terminate()
        process.wait(20)


def wait_for(client: NodeRed, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if client.get("/seen").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"Node-RED did not start:\n{log.read_text()}")


def test_a_flow_of_node_red_verifies_what_happens_here(
    server: Server, alice: Client, post: Post, node_red: NodeRed
) -> None:
    hook = alice.made("/webhooks", url=f"{node_red.base_url}/hook")
    node_red.knows(hook["secret"])
    contact = alice.made("/contacts", full_name="Zoë Ødegård 🌱")
    alice.changed(f"/contacts/{contact['id']}", headline="Nurse – “the best”", tags=["ward", "ætt"])
    career = alice.made("/careers", title="Data science in a hospital")
    post.runs()
    seen = node_red.seen()
    assert [each["verified"] for each in seen] == [True] * len(seen)
    assert [(each["told"]["type"], each["told"]["data"]["id"]) for each in seen] == [
        ("contact.created", contact["id"]),
        ("contact.changed", contact["id"]),
        ("career.created", career["id"]),
    ]
    deliveries = alice.seen(f"/webhooks/{hook['id']}/deliveries")["items"]
    assert {each["tries"][0]["status"] for each in deliveries} == {204}
    rotated = alice.moved(f"/webhooks/{hook['id']}/rotate")["secret"]
    alice.changed(f"/contacts/{contact['id']}", headline="Matron")
    post.runs()
    assert node_red.seen()[-1]["verified"], "the old secret does for a day"
    node_red.knows(rotated)
    alice.changed(f"/contacts/{contact['id']}", headline="Head of nursing")
    post.runs()
    assert [each["verified"] for each in node_red.seen()] == [True]
    node_red.knows(new_secret())
    alice.changed(f"/contacts/{contact['id']}", headline="Retired")
    post.runs()
    assert [each["verified"] for each in node_red.seen()] == [False], "and any other does not"
    alice.delete(f"/webhooks/{hook['id']}", headers={"If-Match": "*"})


NASTY: dict[str, Any] = {
    "text": 'é ü 漢字 🌱 \u2028\u2029 \u0000\u0001\u001f\u007f\u0080 "quoted" back\\slash / </script> \b\f\n\r\t',
    "float": 1.0,
    "small": 1e-7,
    "large": 2**53 + 1,
    "huge": 10**30,
    "negative": -0.0,
    "2": "a key like a number, which JavaScript puts first",
    "list": [1, 0.5, None, True, {"10": "b", "9": "a"}],
    "empty": {},
    "": "no name",
    "__proto__x": 1,
}


def test_whatever_an_event_might_say_node_red_writes_it_back_in_the_same_bytes(node_red: NodeRed) -> None:
    secret = new_secret()
    node_red.knows(secret)
    for details in ({name: value} for name, value in NASTY.items()):
        body = message("contact.changed", AT, "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c", 2**62, details).encode()
        assert node_red.gets(secret, body) == 204, body
    body = message("contact.changed", AT, "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c", 2**62, NASTY).encode()
    assert node_red.gets(secret, body) == 204


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"type": "contact.changed", "data": {"id": "1"}}),
        json.dumps({"name": "Zoë"}, separators=(",", ":")),
        json.dumps({"score": 1.0}, separators=(",", ":")),
        json.dumps({"cursor": 2**53 + 1}, separators=(",", ":")),
        json.dumps({"b": 1, "2": 2}, separators=(",", ":")),
    ],
    ids=["blanks", "escapes", "a float", "a large number", "a key like a number"],
)
def test_the_trap_is_there_for_whoever_writes_json_in_another_way(node_red: NodeRed, body: str) -> None:
    secret = new_secret()
    node_red.knows(secret)
    assert node_red.gets(secret, body.encode()) == 401
