"""What assistants may not do, whatever they are told: send, reach others, write where nobody let them, come unasked."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest

from halfhour.accounts import tokens
from halfhour.connections.assistants import rules
from halfhour.connections.assistants.inside import Inside, NotThisTool, addresses
from halfhour.core.settings import Assistants, Settings
from halfhour.main import BASE, create_app, routers
from tests.conftest import Client, Server, awaited
from tests.connections.assistants.conftest import READ, WRITE, Assistant, token_of

ROOT = Path(__file__).parents[3]
CONTRACT = json.loads((ROOT / "openapi" / "openapi.json").read_text())
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, item in CONTRACT["paths"].items()
    for method, operation in item.items()
    if method in ("get", "post", "put", "patch", "delete")
}
HARMLESS_POSTS = {"check_question", "render_template"}
"""They look at what is sent and keep nothing: their scope is one for reading."""
ADDING = {"add_note", "add_contact", "add_agenda_item"}


def asked_by(tools: Any) -> set[str]:
    return {operation for tool in tools for operation in tool.needs + tool.also}


def test_no_tool_may_call_anything_that_reaches_somebody() -> None:
    everything = asked_by(rules.TOOLS.values())
    assert everything <= OPERATIONS.keys()
    for name in everything:
        method, _, operation = OPERATIONS[name]
        if name in ADDING:
            continue
        assert operation["x-scope"].endswith(":read"), name
        assert method == "get" or name in HARMLESS_POSTS, name
    words = re.compile(r"mail|send|invit|push|request|follow|schedule|webhook|token|session|connect|sync|offer|letter")
    reaching = {name for name in everything if words.search(name)}
    assert reaching == set(), "and their names say nothing else"


def test_tools_that_write_only_add() -> None:
    assert asked_by(tool for tool in rules.TOOLS.values() if tool.writes) == ADDING
    assert asked_by(tool for tool in rules.TOOLS.values() if not tool.writes) & ADDING == set()


def test_there_are_fewer_than_twenty_tools_each_with_words_and_hints(assistant: Assistant) -> None:
    assert len(rules.TOOLS) < 20
    for name, tool in assistant.tools().items():
        assert len(tool["description"]) > 30, name
        assert tool["annotations"] == {
            "readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False,
        }  # fmt: skip
        assert tool["inputSchema"]["additionalProperties"] is False, name


def test_a_tool_can_call_nothing_but_what_stands_on_its_list(server: Server, alice: Client) -> None:
    inside = Inside(server.app, addresses(routers(), BASE), "find_people", alice.token, frozenset(READ))
    for operation in ("delete_contact", "request_interview", "get_note"):
        with pytest.raises(NotThisTool):
            inside.ask(operation, contact_id="x").send(None)


def test_every_long_text_of_the_contract_is_marked_as_somebodys() -> None:
    """A new field for prose must be in `QUOTED`, or an assistant would take it for ours."""
    long = {
        name
        for schema in CONTRACT["components"]["schemas"].values()
        for name, field in schema.get("properties", {}).items()
        for part in (field, *field.get("anyOf", ()))
        if part.get("type") == "string" and part.get("maxLength", 0) >= 2000 and "pattern" not in part
    }
    short_in_form = {"postal_address", "website", "value", "link", "meeting_link"}
    assert len(long) > 15
    assert long - short_in_form <= rules.QUOTED


def test_the_guide_names_every_tool_and_the_scopes_that_show_them() -> None:
    guide = (ROOT / "docs" / "assistants.md").read_text()
    assert {name for name in rules.TOOLS if f"`{name}`" in guide} == set(rules.TOOLS)
    found = re.search(r"--scopes (\S+)", guide)
    assert found
    needed = {OPERATIONS[each][2]["x-scope"] for each in asked_by(rules.TOOLS.values()) - ADDING}
    assert set(found[1].split(",")) == needed == set(READ)


def test_a_token_sees_the_tools_that_its_scopes_allow(limited: Callable[..., Assistant]) -> None:
    assert set(limited("contacts:read").tools()) == {
        "find_people", "look_at_person", "whom_to_ask_next", "coverage_holes",
    }  # fmt: skip
    assert set(limited("events:read").tools()) == set()
    assert "Unknown tool" in limited("today:read").is_refused("find_people")


def test_where_only_looking_is_allowed_no_scope_makes_it_writing(server: Server, alice: Client) -> None:
    mighty = Assistant(server.url, token_of(server, alice, ["all"]))
    assert not {name for name, tool in rules.TOOLS.items() if tool.writes} & set(mighty.tools())
    refused = mighty.posts(
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {"name": "add_contact", "arguments": {"full_name": "X"}},
        }
    ).json()
    assert refused.get("error") or refused["result"]["isError"]
    assert alice.seen("/contacts")["items"] == []


def test_where_writing_is_allowed_it_takes_the_scope_too(open_server: Server) -> None:
    with open_server.person("Alice") as alice:
        reader = Assistant(open_server.url, token_of(open_server, alice, READ))
        assert not {name for name, tool in rules.TOOLS.items() if tool.writes} & set(reader.tools())

        writer = Assistant(open_server.url, token_of(open_server, alice, READ + WRITE))
        hints = writer.tools()["add_note"]["annotations"]
        assert (hints["readOnlyHint"], hints["destructiveHint"], hints["idempotentHint"]) == (False, False, False)
        person = writer.calls("add_contact", full_name="Jonas Weber", level="senior", why_them="Hires changers.")[
            "person"
        ]
        assert alice.seen(f"/contacts/{person['id']}")["level"] == "senior"
        writer.calls("add_note", contact_id=person["id"], body="Speaks in June.")
        assert "contact_id" in writer.is_refused("add_note", body="About nothing.")
        talk = alice.made("/interviews", contact_id=person["id"])
        writer.calls("add_question_to_talk", interview_id=talk["id"], text="What surprised you?")
        assert alice.seen(f"/interviews/{talk['id']}/agenda")["items"][0]["text"] == "What surprised you?"
        types = {event["type"] for event in alice.seen("/events")["items"]}
        assert not any("request" in each or "letter" in each for each in types)


def test_nobody_comes_without_a_token_that_is_alive(server: Server, alice: Client) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    for token in (None, "hh_nonsense", alice.token[:-1] + ("A" if alice.token[-1] != "A" else "B")):
        answer = Assistant(server.url, token).posts(ping)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "resource_metadata" not in answer.headers["www-authenticate"]
    assert Assistant(server.url, alice.token).posts(ping).status_code == 200


def test_a_revoked_token_ends_at_once(server: Server, alice: Client) -> None:
    token = token_of(server, alice, READ)
    assistant = Assistant(server.url, token)
    assert assistant.tools()
    with server.database.writing(alice.account_id) as connection:
        tokens.revoke_all(connection, alice.account_id)
    assert assistant.posts({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).status_code == 401


def test_a_sessions_cookie_is_no_way_in(server: Server) -> None:
    answer = Assistant(server.url, None).posts({"jsonrpc": "2.0", "id": 1, "method": "ping"}, Cookie="halfhour=x")
    assert answer.status_code == 401


def test_pages_of_other_sites_and_forged_hosts_are_turned_away(assistant: Assistant) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert assistant.posts(ping, Origin="http://evil.example").status_code == 403
    assert assistant.posts(ping, Host="evil.example").status_code == 400, "our edge is the first to ask"


def test_the_endpoint_itself_knows_its_hosts_whatever_stands_before_it(server: Server, assistant: Assistant) -> None:
    """With our edge left out: fastmcp lets any Host and Origin through unless told (as of 4.1.2)."""

    async def posted(**headers: str) -> int:
        transport = httpx.ASGITransport(app=server.app.state.assistants)
        known = {"Authorization": f"Bearer {assistant.token}", "Accept": "application/json, text/event-stream"}
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
            return (await client.post("/", json=ping, headers=known | headers)).status_code

    assert awaited(lambda: posted(Host="evil.example")) == 421
    assert awaited(lambda: posted(Origin="http://evil.example")) == 403


def test_no_redirect_stands_between(assistant: Assistant) -> None:
    for url in (assistant.url, f"{assistant.url}/"):
        answer = httpx.post(
            url,
            json={"jsonrpc": "2.0", "id": 1, "method": "ping"},
            headers={"Authorization": f"Bearer {assistant.token}", "Accept": "application/json, text/event-stream"},
            verify=False,  # noqa: S501  # loopback
            timeout=60,
        )
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/mcp",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration",
        "/mcp/.well-known/oauth-authorization-server",
        "/mcp/authorize",
        "/mcp/register",
    ],
)
def test_nothing_says_that_there_is_oauth(server: Server, path: str) -> None:
    """Or Claude Code would leave the header out (claude-code #59467)."""
    answer = httpx.get(server.url + path, verify=False, timeout=60)  # noqa: S501  # loopback
    assert answer.status_code in (401, 404)
    assert "issuer" not in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"x" * 1_100_000, 413), (b"{", 400), (b"[]", 400), (b"\xff", 400), (b'{"jsonrpc":"2.0","id":1}', 400)],
)
def test_what_is_no_message_is_refused(assistant: Assistant, body: bytes, status: int) -> None:
    headers = {
        "Authorization": f"Bearer {assistant.token}", "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }  # fmt: skip
    answer = httpx.post(assistant.url, content=body, headers=headers, verify=False, timeout=60)  # noqa: S501  # loopback
    assert answer.status_code == status


def test_answers_carry_the_headers_of_the_api(assistant: Assistant) -> None:
    answer = assistant.posts({"jsonrpc": "2.0", "id": 1, "method": "ping"})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_the_contract_does_not_speak_of_it(server: Server) -> None:
    """It has a protocol of its own; a client made from the contract has nothing to do with it."""
    assert not [path for path in server.app.openapi()["paths"] if path.startswith("/mcp")]


def test_its_package_is_the_one_that_all_this_was_tried_with() -> None:
    """4.1.6 wants a certifi that nothing else here is tried with; 3.4.3 and 3.4.4 changed who is let in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["optional-dependencies"]["mcp"] == [f"fastmcp=={version('fastmcp')}"]
    assert not [each for each in project["dependencies"] if "mcp" in each], "an extra, never for everybody"


def test_it_is_off_unless_the_host_turns_it_on_and_then_costs_nothing() -> None:
    script = (
        "import pathlib, sys, tempfile\n"
        "from halfhour.core.settings import Settings\n"
        "from halfhour.main import create_app\n"
        "app = create_app(Settings(_env_file=None, data_dir=pathlib.Path(tempfile.mkdtemp()), database_url=''))\n"
        "assert app.state.assistants is None\n"
        "loaded = {'fastmcp', 'mcp'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
        "assert not [route for route in app.routes if getattr(route, 'path', '') == '/mcp']\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_its_packages_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in sys.modules if name.startswith("halfhour.connections.assistants.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastmcp", None)
    with pytest.raises(SystemExit, match=r"halfhour\[mcp\]"):
        create_app(Settings(_env_file=None, data_dir=tmp_path, database_url="", assistants=Assistants.READ))
