"""docs/scripts.md runs as it stands: the command line, curl, Python, and JavaScript with the package from openapi/."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Server, make_server
from tests.docs.reading import ROOT, blocks
from tests.docs.test_guides import Reader, program

GUIDE = ROOT / "docs" / "scripts.md"
PACKAGE = ROOT / "openapi" / "javascript"
TOOLS = ROOT / "openapi" / "tools" / "node_modules"
FRONTEND = ROOT / "frontend" / "node_modules"
PRESERVE = "--preserve-symlinks"
"""The package is looked at where it is linked to, beside what it needs, as if it were installed there."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    running = make_server("sqlite", tmp_path_factory.mktemp("scripts"), request)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def reader(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Somebody with `halfhour` on their path, and their own place for settings."""
    made = Reader(tmp_path_factory.mktemp("scripting"), server)
    made.environment["PATH"] = f"{made.folder / '.venv' / 'bin'}:{made.environment['PATH']}"
    made.environment["HALFHOUR_CONFIG"] = str(made.folder / "login.json")
    with made.client:
        yield made


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the JavaScript package is installed, with its types made of the committed contract."""
    folder = tmp_path_factory.mktemp("javascript")
    own = folder / "node_modules" / "halfhour-client"
    own.mkdir(parents=True)
    described = json.loads((PACKAGE / "package.json").read_text())
    for name in ("package.json", "index.js", "index.d.ts"):
        shutil.copy(PACKAGE / name, own)
    assert set(described["files"]) == {"index.js", "index.d.ts", "schema.d.ts"}
    command, _, rest = described["scripts"]["types"].partition(" ")
    words = rest.replace("../openapi.json", str(ROOT / "openapi" / "openapi.json")).split()
    subprocess.run([TOOLS / ".bin" / command, *words], cwd=own, check=True, capture_output=True)
    for name in ("openapi-fetch", "openapi-typescript-helpers"):
        (folder / "node_modules" / name).symlink_to(FRONTEND / name)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def test_the_package_needs_what_our_tests_have() -> None:
    described = json.loads((PACKAGE / "package.json").read_text())
    assert described["dependencies"] == {
        "openapi-fetch": json.loads((FRONTEND / "openapi-fetch" / "package.json").read_text())["version"]
    }
    for name, version in described["devDependencies"].items():
        assert json.loads((TOOLS / name / "package.json").read_text())["version"] == version


def test_the_commands_do_what_the_guide_says(reader: Reader) -> None:
    program("curl")
    said = reader.shell("\n".join(blocks(GUIDE, "sh")))
    maria = reader.contact("Maria Keller")
    assert (maria["level"], maria["why_them"], maria["tags"]) == ("senior", "Moved from nursing to data.", ["alumni"])
    [talk] = reader.client.seen("/interviews", contact_id=maria["id"])["items"]
    assert (talk["state"], talk["starts_at"][:16]) == ("scheduled", "2030-12-02T08:00")
    assert reader.contact("Jonas Weber")
    assert (reader.contact("Priya Nair")["headline"], reader.contact("Priya Nair")["version"]) == ("Trial manager", 2)
    assert len(re.findall(r'^\{.*"contact\.created"', said, flags=re.MULTILINE)) == 2
    assert "\nMaria Keller\nJonas Weber\n" in said, "curl has seen all pages"
    assert (reader.folder / "login.json").stat().st_mode & 0o777 == 0o600


def test_the_python_script_does_what_the_guide_says(reader: Reader) -> None:
    [script] = blocks(GUIDE, "python")
    said = reader.runs(sys.executable, "-", code=script)
    assert reader.contact("Amir Okafor")["level"] == "peer"
    assert "refused: stale" in said
    assert "Amir Okafor peer" in said
    assert "contact.changed" in said


def test_the_javascript_script_does_what_the_guide_says(reader: Reader, package: Path) -> None:
    [script] = blocks(GUIDE, "js")
    (package / "script.js").write_text(script)
    said = reader.runs(program("node"), PRESERVE, "--preserve-symlinks-main", str(package / "script.js"))
    assert reader.contact("Lena Sommer")["level"] == "manager"
    assert "refused: stale" in said
    assert "Lena Sommer manager" in said
    assert "contact.changed" in said


WRONG = """
import { every, halfhour, taken } from "halfhour-client";
const api = halfhour({ server: "x", token: "y" });
// @ts-expect-error  there is no such address
api.GET("/api/v1/nothing");
// @ts-expect-error  no number is a name
taken(api.POST("/api/v1/contacts", { body: { full_name: 5 } }));
// @ts-expect-error  a level is one of five
taken(api.POST("/api/v1/contacts", { body: { full_name: "Maria", level: "boss" } }));
// @ts-expect-error  what changes something says which state it has seen
taken(api.DELETE("/api/v1/contacts/{contact_id}", { params: { path: { contact_id: "x" } } }));
// @ts-expect-error  this is no list
every(api, "/api/v1/today");
// @ts-expect-error  there is no such filter
every(api, "/api/v1/contacts", { query: { colour: "red" } });
for await (const talk of every(api, "/api/v1/interviews")) {
  const minutes: number = talk.minutes;
  // @ts-expect-error  that is a number
  const words: string = talk.minutes;
  console.log(minutes, words);
}
"""


def test_typescript_takes_the_guides_script_and_refuses_what_the_contract_has_not(package: Path) -> None:
    [script] = blocks(GUIDE, "js")
    for shown, typed in (
        ("process.env.HALFHOUR", "''"),
        ("process.env.TOKEN", "''"),
        ("problem.code", "problem?.code"),
    ):
        script = script.replace(shown, typed)
    (package / "right.ts").write_text(script)
    (package / "wrong.ts").write_text(WRONG)
    options = (
        "--noEmit --strict --target es2023 --module nodenext --preserveSymlinks --lib es2023,dom,dom.asynciterable"
    )
    done = subprocess.run(
        [TOOLS / ".bin" / "tsc", *options.split(), "right.ts", "wrong.ts"],
        cwd=package, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


PATIENT = """
import { halfhour, taken, Refused } from 'halfhour-client';
const asked = [], waits = [];
const answers = [
  () => new Response('{}', { status: 503, headers: { 'Retry-After': '2' } }),
  () => { throw new TypeError('fetch failed'); },
  () => Response.json({ id: '1' }, { status: 201 }),
  () => Response.json({ code: 'too_many', detail: 'Later.' }, { status: 429, headers: { 'Retry-After': '3600' } }),
];
const fetch = async (request) => { asked.push(request.headers.get('Idempotency-Key')); return answers.shift()(); };
const api = halfhour({ server: 'http://127.0.0.1:9/', token: 'hh_x', fetch, sleep: async (s) => waits.push(s) });
await taken(api.POST('/api/v1/contacts', { body: { full_name: 'Maria' } }));
const refused = await taken(api.POST('/api/v1/contacts', { body: {} })).catch((fault) => fault);
const words = refused instanceof Refused && refused.message;
console.log(JSON.stringify({ asked, first: waits[0], waits: waits.length, refused: words }));
"""


def test_the_package_sends_again_with_the_same_key_and_waits_as_it_is_told(reader: Reader, package: Path) -> None:
    (package / "patient.js").write_text(PATIENT)
    told = json.loads(reader.runs(program("node"), PRESERVE, "--preserve-symlinks-main", str(package / "patient.js")))
    assert (told["first"], told["waits"], told["refused"]) == (2, 2, "Later.")
    first, again, third, other = told["asked"]
    assert first == again == third != other
