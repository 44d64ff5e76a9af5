"""The contract tells the truth: schemathesis tries every operation, with what fits it and what does not.

In an environment of its own (`.ci/tool schemathesis st`), against a real server on each engine. `HALFHOUR_FUZZING=100`
tries each operation with a hundred made-up requests instead of a few.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import ENGINES, PASSWORD, Server, make_server
from tests.tenancy.operations import Operation, Schema, operations
from tests.tenancy.world import Contract, World, enter

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
EXAMPLES = int(os.environ.get("HALFHOUR_FUZZING", "2"))
JOURNEYS = 8 * EXAMPLES
"""Ways through several operations, each going on with what the one before gave."""
SIGNED_IN = ("setup", "account", "session", "tokens", "invitations")
"""Tags of operations that no token may use, or nobody needs to be known for."""
PERSON_ONLY = ("create_feed", "rotate_feed")
"""Operations beside others that take a token, for a person who is signed in: a token is only ever told so."""
REPORT = ("--report", "ndjson", "--report-ndjson-path", "answers.ndjson")
NOT_BY_CHANCE = {
    "order_agenda", "end_session", "compare_careers", "create_feed", "rotate_feed", "add_reply", "add_account_import",
    "get_portrait",
}  # fmt: skip
"""Operations that no example of a contract can fit: one takes each item of the agenda as it is then, once; one another
browser of the same person; one several of one's own careers in a single parameter; two a person who is signed in, among
others that take a token; one a reply to an invitation of one's own, and one a whole export, which no bytes of chance
are; one somebody of whom there is a picture."""
PHASES = {"sqlite": "examples,fuzzing,stateful", "postgresql": "examples,coverage,fuzzing,stateful"}
"""The values at the edges of every schema (coverage) go to the stricter database alone: it refuses what SQLite takes,
and nearly all of them are refused before any database is asked."""
ROUNDS = 3
"""How often two of everything are made: deleting is tried too, and the next case wants something that is there."""


Make = Callable[..., Server]
Reached = dict[tuple[str, str], Counter[int]]


@pytest.fixture(scope="module", params=ENGINES)
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Servers of one's own: what is fuzzed is left in a state that nobody else wants."""
    running: list[Server] = []

    def start(**settings: Any) -> Server:
        running.append(make_server(request.param, tmp_path_factory.mktemp("fuzzed"), request, **settings))
        running[-1].app.state.errands.claim = lambda: None  # nobody goes to the addresses that are made up here
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture(scope="module")
def schemathesis() -> Path:
    """The command, made with its environment where it is missing."""
    made = subprocess.run([ROOT / ".ci/tool", "schemathesis", "st"], check=True, capture_output=True, text=True)
    return Path(made.stdout.strip())


def told(ids: dict[str, list[str]], token: str) -> str:
    """The configuration, with the token to use and the ids of what is there for whatever takes one."""
    lines = [(HERE / "schemathesis.toml").read_text()]
    lines += [f'[auth.openapi.token]\nbearer = "{token}"'] if token else []
    lines += [f"[phases.fuzzing.generation]\nmax-examples = {EXAMPLES}"]
    lines += [f"[phases.stateful.generation]\nmax-examples = {JOURNEYS}"]
    lines += [f"[dictionaries.{name}]\nvalues = {json.dumps(values)}" for name, values in ids.items()]
    lines += ['[dictionaries.any_version]\nvalues = ["*"]', "[parameters]"]
    often = [(f"{where}{name}", name) for name in ids for where in ("path.", "query.", "body.")]
    often += [(f"body.{name}s[*]", name) for name in ids]
    lines += [
        f'"{key}" = {{ dictionary = "{name}", probability = 0.8 }}'
        for key, name in [*often, ("header.If-Match", "any_version")]
    ]
    return "\n".join(lines)


def with_ids(world: World) -> Schema:
    """The contract with ids of what is there in its examples, so that each operation can be carried out.

    Operations take turns with what there is of a kind. The first of each has the others in it, so it stands where a
    path names two; the last but one is for deleting and the last, which is in the bin, for restoring.
    """
    document: Schema = json.loads(json.dumps(world.contract.document))
    turns = {name: itertools.cycle(found[1:-2] or found) for name, found in world.ids.items()}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            here = {name: next(turn) for name, turn in turns.items()}
            places = [each for each in operation.get("parameters", []) if each["in"] == "path"]
            here |= {each["name"]: world.ids[each["name"]][0] for each in places[:-1]}
            if places and (method == "delete" or path.endswith("/restore")):
                name = places[-1]["name"]
                here[name] = world.ids[name][-2:][0 if method == "delete" else -1]
            for each in places:
                each["example"] = here[each["name"]]
            here["id"] = here["contact_id"]  # in the operations of a bulk
            for media in operation.get("requestBody", {}).get("content", {}).values():
                media["example"] = put_in(media["example"], here)
    for schema in document["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            if name in world.ids and "examples" in field:
                field["examples"] = world.ids[name][:1]
    return document


def put_in(example: Any, ids: dict[str, str]) -> Any:
    """An example with other ids."""
    if isinstance(example, list):
        return [put_in(each, ids) for each in example]
    if isinstance(example, dict):
        return {name: _put_at(name, value, ids) for name, value in example.items()}
    return example


def _put_at(name: str, value: Any, ids: dict[str, str]) -> Any:
    if name in ids and isinstance(value, str):
        return ids[name]
    if name.removesuffix("s") in ids and isinstance(value, list) and value:
        return [ids[name.removesuffix("s")]]
    return put_in(value, ids)


def fill(server: Server, rounds: int) -> World:
    """A person with twice as many of everything; the last of whatever has a bin is in it."""
    person, browser = enter(server, "Robin")
    world = World(Contract(server.app.openapi()), server.settings, person, browser, "Robin")
    with closing(person), closing(browser):
        for _ in range(rounds):
            world.fill()
        for restoring in world.contract.all:
            if restoring.path.endswith("/restore"):
                deleting = world.operation(restoring.id.replace("restore_", "delete_"))
                names = deleting.path_names
                ids = {name: world.ids[name][0 if name != names[-1] else -1] for name in names}
                assert world.send(deleting, ids).status_code == 204
    return world


class Run(NamedTuple):
    """One run of schemathesis against a server, in a folder of its own."""

    command: Path
    server: Server
    folder: Path

    @property
    def phases(self) -> str:
        return PHASES["sqlite" if self.server.database.sqlite else "postgresql"]

    def answers(self, document: Schema, ids: dict[str, list[str]], *which: str, hooks: str, token: str = "") -> Reached:
        """How each operation was answered; fails with what schemathesis says where it finds a fault."""
        (self.folder / "openapi.json").write_text(json.dumps(document))
        (self.folder / "schemathesis.toml").write_text(told(ids, token))
        done = subprocess.run(
            [self.command, "run", "openapi.json", "--url", self.server.url, *REPORT, "--phases", self.phases, *which],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "SCHEMATHESIS_HOOKS": f"tests.contract.{hooks}",
                "HALFHOUR_FUZZING_URL": self.server.url,
                "HALFHOUR_FUZZING_PASSWORD": PASSWORD,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        (self.folder / "said.txt").write_text(done.stdout)
        assert done.returncode == 0, done.stdout + done.stderr
        return answered(self.folder / "answers.ndjson")


def answered(report: Path) -> Reached:
    """The statuses that each operation answered with, by method and path."""
    found: Reached = {}
    with report.open() as lines:
        for line in lines:
            recorder = json.loads(line).get("ScenarioFinished", {}).get("recorder") or {}
            for case_id, seen in recorder.get("interactions", {}).items():
                case = recorder["cases"][case_id]["value"]
                if seen["response"] is not None:
                    statuses = found.setdefault((case["method"], case["path"]), Counter())
                    statuses[seen["response"]["status_code"]] += 1
    return found


def never_reached(seen: Reached, operations: list[Operation]) -> list[str]:
    """Operations that only ever refused a request as such, so that nothing is known of what they do."""
    return [
        f"{each} {dict(seen.get((each.method, each.path), {}))}"
        for each in operations
        if each.id not in NOT_BY_CHANCE
        and not any(status < 400 or status in (409, 412) for status in seen.get((each.method, each.path), ()))
    ]


def test_a_token_is_answered_as_the_contract_says(schemathesis: Path, make: Make, tmp_path: Path) -> None:
    server = make()
    world = fill(server, ROUNDS)
    without = [part for tag in SIGNED_IN for part in ("--exclude-tag", tag)]
    without += [part for each in PERSON_ONLY for part in ("--exclude-operation-id", each)]
    run, token = Run(schemathesis, server, tmp_path), world.person.token
    seen = run.answers(with_ids(world), world.ids, *without, hooks="fuzzing_checks", token=token)
    if "coverage" in run.phases:
        assert never_reached(seen, [each for each in world.contract.all if each.tag not in SIGNED_IN]) == []


def test_a_browser_is_answered_as_the_contract_says(schemathesis: Path, make: Make, tmp_path: Path) -> None:
    """Behind a proxy, as it is hosted, and open to everybody: each person comes from an address of their own.

    What one person has made is not there for the next, so what is made and then looked for is not tried here.
    """
    server = make(public_url="https://halfhour.example", trusted_proxies=["127.0.0.1"], registration="open")
    document = server.app.openapi()
    only = [part for tag in SIGNED_IN for part in ("--include-tag", tag)]
    only += ["--exclude-checks", "ensure_resource_availability,use_after_free"]
    run = Run(schemathesis, server, tmp_path)
    seen = run.answers(document, {}, *only, hooks="fuzzing_session")
    assert never_reached(seen, [each for each in operations(document) if each.tag in SIGNED_IN]) == []
