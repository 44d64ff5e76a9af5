"""The comparer of contracts finds what would break a client, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract.breaking import breaks

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_text())
CAREER = "/api/v1/careers/{career_id}"
Change = Callable[[dict[str, Any], dict[str, Any]], Any]
"""Changes paths and schemas in place."""


def changed(change: Change) -> list[str]:
    new = copy.deepcopy(DOCUMENT)
    change(new["paths"], new["components"]["schemas"])
    return breaks(DOCUMENT, new)


def test_nothing_breaks_where_nothing_changes() -> None:
    assert breaks(DOCUMENT, copy.deepcopy(DOCUMENT)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda paths, _: paths.pop(CAREER), f"no longer: PATCH {CAREER} takes application/json"),
        (lambda paths, _: paths[CAREER].pop("delete"), f"no longer: DELETE {CAREER} answers 204"),
        (
            lambda paths, _: paths[CAREER]["get"].update(operationId="x"),
            f"no longer: GET {CAREER} is called get_career",
        ),
        (
            lambda paths, _: paths[CAREER]["patch"]["parameters"].pop(),
            f"no longer: PATCH {CAREER} takes header If-Match",
        ),
        (lambda paths, _: paths[CAREER]["get"]["responses"].pop("200"), f"no longer: GET {CAREER} answers 200"),
        (lambda paths, _: paths[CAREER]["patch"]["requestBody"]["content"].clear(), "takes application/json"),
        (
            lambda paths, _: paths[CAREER]["get"]["parameters"].append({"in": "query", "name": "of", "required": True}),
            f"new: GET {CAREER} needs of",
        ),
        (lambda paths, schemas: (paths.clear(), schemas.pop("CareerRead")), "no longer: CareerRead is there"),
        (lambda _, schemas: schemas["CareerRead"]["properties"].pop("why"), "no longer: CareerRead has why as string"),
        (lambda _, schemas: schemas["CareerRead"]["properties"]["why"].update(type="array"), "has why as string"),
        (
            lambda _, schemas: schemas["CareerRead"]["properties"]["decided_at"]["anyOf"].pop(),
            "no longer: CareerRead has decided_at as date-time or null",
        ),
        (lambda _, schemas: schemas["CareerRead"]["required"].remove("why"), "no longer: CareerRead always has why"),
        (lambda _, schemas: schemas["CareerCreate"]["required"].append("why"), "new: CareerCreate needs why"),
        (lambda _, schemas: schemas["Category"]["enum"].remove("closing"), "no longer: Category takes closing"),
    ],
)
def test_what_breaks_a_client_is_told(change: Change, told: str) -> None:
    assert any(told in each for each in changed(change)), changed(change)


ADDITIONS: dict[str, Change] = {
    "an operation": lambda paths, _: paths.update(
        {"/api/v1/new": {"get": {"operationId": "get_new", "responses": {"200": {}}}}}
    ),
    "a parameter": lambda paths, _: paths[CAREER]["get"]["parameters"].append({"in": "query", "name": "of"}),
    "a schema": lambda _, schemas: schemas.update(NewRead={"type": "object", "properties": {"a": {"type": "string"}}}),
    "a field of an answer": lambda _, schemas: schemas["CareerRead"]["properties"].update(more={"type": "string"}),
    "a field that an answer always has": lambda _, schemas: schemas["CareerRead"]["required"].append("more"),
    "a field of a body": lambda _, schemas: schemas["CareerCreate"]["properties"].update(more={"type": "string"}),
    "leave to leave something out": lambda _, schemas: schemas["CareerCreate"]["required"].clear(),
    "a value": lambda _, schemas: schemas["Category"]["enum"].append("new"),
    "a better word": lambda _, schemas: schemas["CareerRead"]["properties"]["why"].update(description="said better"),
}


@pytest.mark.parametrize("change", ADDITIONS.values(), ids=ADDITIONS.keys())
def test_what_is_added_breaks_nothing(change: Change) -> None:
    assert changed(change) == []
