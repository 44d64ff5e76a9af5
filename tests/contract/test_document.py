"""What the contract must say of everything, read off the document itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from halfhour.core.errors import Refusal, every_refusal
from halfhour.main import routers
from tests.contract.fitting import Schema, misfits

ROOT = Path(__file__).parents[2]
DOCUMENT: Schema = json.loads((ROOT / "openapi" / "openapi.json").read_text())
SHOWN_ONCE = {"NewTokenRead.token", "WebhookMade.secret"}
"""The only secrets that answers hold, each at the moment it is made."""
GUESSED_AT = {"sign_in", "sign_up", "change_password", "delete_account", "prove_session"}
"""Operations at which a password or an invitation can be guessed: they ask for patience after too many."""


class Operation(NamedTuple):
    id: str
    method: str
    path: str
    says: dict[str, Any]

    def answers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for status, answer in self.says["responses"].items():
            name = answer.get("$ref", "").removeprefix("#/components/responses/")
            yield status, DOCUMENT["components"]["responses"][name] if name else answer

    def parameters(self, where: str) -> list[str]:
        return [each["name"] for each in self.says.get("parameters", []) if each["in"] == where]


OPERATIONS = [
    Operation(says["operationId"], method, path, says)
    for path, item in DOCUMENT["paths"].items()
    for method, says in item.items()
]
every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)


def named(schema: Schema, seen: set[str]) -> set[str]:
    """The names of all schemas that a schema is made of."""
    for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema)):
        if name not in seen:
            seen.add(name)
            named(DOCUMENT["components"]["schemas"][name], seen)
    return seen


def of_answers() -> set[str]:
    seen: set[str] = set()
    for operation in OPERATIONS:
        for _, answer in operation.answers():
            named(answer, seen)
    return seen


def test_it_is_openapi_3_1_with_a_licence_a_contact_and_a_server() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert {"title", "version", "summary", "description", "license", "contact"} <= DOCUMENT["info"].keys()
    assert DOCUMENT["servers"]


def test_each_operation_has_a_name_of_its_own_of_a_verb_and_a_noun() -> None:
    names = [each.id for each in OPERATIONS]
    assert len(set(names)) == len(names) > 100
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name)] == []


def test_every_tag_is_described_and_used() -> None:
    described = {tag["name"]: tag["description"] for tag in DOCUMENT["tags"]}
    assert all(described.values())
    assert {tag for each in OPERATIONS for tag in each.says["tags"]} == described.keys()
    assert all(len(each.says["tags"]) == 1 for each in OPERATIONS)


@every_operation
def test_it_says_what_it_does_and_who_may(operation: Operation) -> None:
    assert operation.says["summary"]
    assert operation.says["description"]
    assert operation.says["security"] in ([], [{"session": []}], [{"session": []}, {"token": []}])
    if {"token": []} in operation.says["security"]:
        assert f"`{operation.says['x-scope']}`" in operation.says["description"]


@every_operation
def test_every_parameter_says_what_it_means(operation: Operation) -> None:
    assert all(each["description"] for each in operation.says.get("parameters", []))
    assert operation.parameters("path") == re.findall(r"{(\w+)}", operation.path)


@every_operation
def test_every_body_and_answer_has_an_example_that_fits(operation: Operation) -> None:
    bodies = [("the body", operation.says.get("requestBody", {}))]
    for what, holder in [*bodies, *operation.answers()]:
        for media, content in holder.get("content", {}).items():
            if operation.id == "download_attachment" and "json" not in media:
                continue  # whatever bytes were kept
            assert "example" in content, f"{what} as {media} has no example"
            assert list(misfits(content["example"], content["schema"], DOCUMENT)) == [], what


@every_operation
def test_every_refusal_that_its_form_brings_is_declared(operation: Operation) -> None:
    statuses = {status for status, _ in operation.answers()}
    expected = {"422"} if operation.id not in ("get_liveness", "get_readiness") else set()
    if operation.says["security"]:
        expected |= {"401", "403", "503"}
    if operation.parameters("path"):
        expected |= {"404"}
    if "requestBody" in operation.says:
        expected |= {"400", "413", "415"}
    if "If-Match" in operation.parameters("header"):
        expected |= {"400", "412", "428"}
    if operation.id in GUESSED_AT:
        expected |= {"429"}
    assert expected - statuses == set()


@every_operation
def test_every_refusal_is_a_problem(operation: Operation) -> None:
    for status, answer in operation.answers():
        if status >= "4":
            assert answer["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}
        if status in ("429", "503"):
            assert "Retry-After" in answer["headers"]


@every_operation
def test_what_changes_something_that_is_there_asks_for_its_version(operation: Operation) -> None:
    """All but what ends or brings back, which can't overwrite anybody's change, and what is not in versions."""
    takes = "If-Match" in operation.parameters("header")
    free = {"change_password", "delete_account", "sign_out", "end_session", "end_other_sessions", "revoke_token"}
    free |= {"delete_invitation", "choose_crm_contact", "unchoose_crm_contact"}
    if operation.method in ("patch", "put", "delete") and operation.id not in free:
        assert takes
    if takes:
        match = next(each for each in operation.says["parameters"] if each["name"] == "If-Match")
        assert match["required"]


@every_operation
def test_whoever_is_not_sure_may_ask_again(operation: Operation) -> None:
    """A POST that keeps something takes an Idempotency-Key; secrets are not kept, so they aren't answered twice."""
    keyed = "Idempotency-Key" in operation.parameters("header")
    keeps = operation.method == "post" and operation.says.get("x-scope", "").endswith(":write")
    assert keyed == (keeps and operation.id not in {"add_webhook", "rotate_webhook"})
    if keyed:
        made = next(answer for status, answer in operation.answers() if status.startswith("2"))
        assert "Idempotent-Replayed" in made["headers"]


@every_operation
def test_what_has_a_version_has_an_etag_and_what_is_made_an_address(operation: Operation) -> None:
    for status, answer in operation.answers():
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        name = schema.get("$ref", "").removeprefix("#/components/schemas/")
        fields = DOCUMENT["components"]["schemas"].get(name, {}).get("properties", {})
        counts = fields.get("version", {}).get("type") == "integer" and "session" not in fields
        if status.startswith("2") and counts:
            assert "ETag" in answer["headers"]
        if "next_cursor" in fields and "cursor" in operation.parameters("query"):
            assert "Link" in answer["headers"]
        if status == "201":
            assert "Location" in answer["headers"]


def test_paths_are_plural_kebab_case_without_a_slash_at_the_end() -> None:
    """A file for another program carries the ending by which that program knows it."""
    segments = {part for path in DOCUMENT["paths"] for part in path.split("/")[1:] if not part.startswith("{")}
    assert [part for part in segments if not re.fullmatch(r"[a-z0-9]+(-[a-z]+)*(\.ics)?", part)] == []


def test_fields_are_snake_case() -> None:
    fields = {f for schema in DOCUMENT["components"]["schemas"].values() for f in schema.get("properties", {})}
    assert [field for field in fields if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", field)] == []


def test_an_answer_always_has_all_its_fields() -> None:
    wanting = {
        f"{name}.{field}"
        for name in of_answers()
        for field in DOCUMENT["components"]["schemas"][name].get("properties", {})
        if field not in DOCUMENT["components"]["schemas"][name].get("required", [])
    }
    assert wanting == set()


def test_an_answer_holds_no_secret() -> None:
    secret = {
        f"{name}.{field}"
        for name in of_answers()
        for field in DOCUMENT["components"]["schemas"][name].get("properties", {})
        if re.search(r"password|secret|digest|hash|token(?!s)", field)
    }
    assert secret == SHOWN_ONCE


def test_schemas_have_names_that_people_gave_them() -> None:
    names = DOCUMENT["components"]["schemas"]
    assert [name for name in names if "__" in name or name.startswith(("Body_", "halfhour"))] == []
    assert [name for name in names if not re.fullmatch(r"[A-Z][A-Za-z]+|Page_[A-Z][A-Za-z]+_", name)] == []


def test_every_refusal_that_is_declared_exists() -> None:
    routers()  # whatever names refusals is loaded
    codes = {each.code for each in every_refusal()}
    declared = {
        code
        for each in DOCUMENT["components"]["responses"].values()
        for code in re.findall(r"\(`(\w+)`\)", each["description"])
    }
    assert declared <= codes
    assert len(declared) > 30


def test_no_two_refusals_have_one_name() -> None:
    """One would answer with the other's status, by which of their modules was loaded first."""
    routers()
    waiting, codes = list(Refusal.__subclasses__()), []
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        codes += [kind.code] if kind.__module__.startswith("halfhour.") else []
    assert sorted(codes) == sorted(set(codes))


def test_nothing_in_it_leads_to_another_host() -> None:
    addresses = re.findall(r"https?://([^/\s\"\\]+)", json.dumps(DOCUMENT))
    assert [
        each for each in addresses if not re.search(r"(^|\.)(example(\.(org|com|net))?|linkedin\.com)$", each)
    ] == []
