"""A client made by openapi-python-client works, and so does everything that openapi/README.md tells to type."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Client, Server

ROOT = Path(__file__).parents[2]
README = ROOT / "openapi" / "README.md"
JOURNEY = Path(__file__).parent / "client_journey.py"
CONFIG = ROOT / "openapi" / "python" / "config.yaml"


@pytest.fixture(scope="module")
def generator() -> Path:
    """The command, made with its environment where it is missing."""
    made = subprocess.run(
        [ROOT / ".ci/tool", "openapi-python-client", "openapi-python-client"],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(made.stdout.strip())


@pytest.fixture(scope="module")
def folder(generator: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the package `halfhour_client` is, made of the committed contract without a warning."""
    where = tmp_path_factory.mktemp("client")
    contract = ROOT / "openapi" / "openapi.json"
    options: list[str | Path] = ["--meta", "none", "--config", CONFIG]
    options += ["--output-path", where / "halfhour_client"]
    done = subprocess.run(
        [generator, "generate", "--path", contract, "--fail-on-warning", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout.lower(), done.stdout
    return where


def test_a_generated_client_goes_the_whole_way(generator: Path, folder: Path, server: Server, alice: Client) -> None:
    done = subprocess.run(
        [generator.parent / "python", JOURNEY, folder, server.url, alice.token],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    career, maria, talk = done.stdout.split()
    assert alice.seen(f"/careers/{career}")["title"] == "Clinical data manager"
    assert alice.seen(f"/contacts/{maria}")["stage"] == "met"
    assert alice.seen(f"/interviews/{talk}")["state"] == "held"


def blocks() -> Iterator[tuple[str, str]]:
    """The code of the README, with its language."""
    yield from re.findall(r"^```(\w+)\n(.*?)^```$", README.read_text(), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)  # what is typed and made of it is the same on both
def test_what_the_readme_tells_to_type_works(generator: Path, server: Server, alice: Client, tmp_path: Path) -> None:
    """In one folder, in order; with this server's address and a real token in place of the ones shown."""
    (tmp_path / "node_modules").symlink_to(ROOT / "openapi" / "tools" / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    alice.made("/contacts", full_name="Maria Keller")
    run: dict[str, list[str | Path]] = {
        "sh": [ROOT / ".ci/node", "sh", "-e"],
        "python": [generator.parent / "python"],
        "ts": [ROOT / ".ci/node", "node", "--input-type=module-typescript", "-"],
    }
    done = []
    for language, code in blocks():
        typed = code.replace("http://127.0.0.1:8000", server.url).replace("hh_…", alice.token)
        if language == "ts":
            (tmp_path / "example.ts").write_text(typed)
            check: list[str] = [
                "node_modules/.bin/tsc",
                "--noEmit",
                "--strict",
                "--target",
                "es2023",
                "--module",
                "nodenext",
            ]
            subprocess.run([ROOT / ".ci/node", *check, "example.ts"], cwd=tmp_path, check=True)
        answer = subprocess.run(
            run[language],
            input=typed,
            cwd=tmp_path,
            env={
                "PATH": f"{generator.parent}:/usr/local/bin:/usr/bin:/bin",
                "NODE_FROM": "pypi",
                "HOME": str(tmp_path),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, f"{typed}\n{answer.stdout}{answer.stderr}"
        done.append((language, answer.stdout))
    assert {language for language, _ in done} == {"sh", "python", "ts"}
    assert all("Maria Keller" in said for language, said in done if language in ("python", "ts"))
