"""The examples in openapi/examples/ are what a server answers, to the word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from halfhour.core.clock import clock
from tests.conftest import ENGINES, Server, make_server
from tests.contract.examples import FOLDER, NOW, Example, Names, play, story
from tests.contract.fitting import Schema, misfits

DOCUMENT: Schema = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_text())
FILES = sorted(FOLDER.glob("*.json"))


def read(file: Path) -> Example:
    example: Example = json.loads(file.read_text())
    return example


def said(operation: str) -> Schema:
    return next(
        says for item in DOCUMENT["paths"].values() for says in item.values() if says["operationId"] == operation
    )


@pytest.fixture(params=ENGINES)
def then(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Server, httpx.Client]]:
    """An empty server at the time of the recording, and somebody to ask it."""
    monkeypatch.setattr(clock, "tell", lambda: NOW)
    server = make_server(request.param, tmp_path, request)
    with server.client() as anybody:
        yield server, anybody
    server.stop()


def test_each_example_is_answered_as_it_says(then: tuple[Server, httpx.Client]) -> None:
    server, anybody = then
    names, differing = Names(), []
    nora = server.person("Nora")
    with closing(nora):
        for file in FILES:
            example = read(file)
            answer = play(anybody, nora.token, example, names)
            if answer != example["response"]:
                differing.append(f"{file.name}\n  is {json.dumps(answer)}\n  not {json.dumps(example['response'])}")
    assert not differing, "\n".join(differing)


def test_there_is_a_file_for_each_step_and_no_other() -> None:
    assert [file.name for file in FILES] == [name for name, _ in story()]
    assert len(FILES) > 30


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_example_fits_the_contract(file: Path) -> None:
    example = read(file)
    says, answer = said(example["operation"]), example["response"]
    declared = says["responses"][str(answer["status"])]
    name = declared.get("$ref", "").removeprefix("#/components/responses/")
    declared = DOCUMENT["components"]["responses"][name] if name else declared
    assert set(answer["headers"]) - {"Content-Type", "WWW-Authenticate"} <= set(declared.get("headers", {}))
    if "body" in answer:
        content = declared["content"][answer["headers"]["Content-Type"].partition(";")[0]]
        assert list(misfits(answer["body"], content["schema"], DOCUMENT)) == []
    if answer["status"] < 400 and "body" in example["request"]:
        content = says["requestBody"]["content"]["application/json"]
        assert list(misfits(example["request"]["body"], content["schema"], DOCUMENT)) == []
