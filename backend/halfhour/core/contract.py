"""The contract: the OpenAPI 3.1 document, completed with what every operation shares.

FastAPI describes paths, bodies and answers; this adds security, headers, the refusals that follow from an operation's
form, and an example of each body and answer, built from the examples of its fields.
"""

import copy
import re
from collections.abc import Iterable
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from .. import __version__
from .errors import every_refusal

PROBLEM = "application/problem+json"
JSON = "application/json"

ABOUT = """Everything that the Halfhour web app does, any client may do through this API.

Errors are problem details (RFC 9457). Lists are cut by cursor. A change takes `If-Match` with the ETag last read, and a
POST may take an `Idempotency-Key`, under which its answer is kept for 7 days. Instants are in UTC; deletes can be
undone for 30 days. See docs/api-clients.md."""

PROBLEM_SCHEMA = {
    "type": "object",
    "title": "Problem",
    "description": "Why a request can't be carried out (RFC 9457), and what one can do.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string", "description": "Where the problem is explained.", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What one can do."},
        "code": {"type": "string", "description": "The refusal's name; stable."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
    },
    "additionalProperties": True,
}
FIELD_ERROR_SCHEMA = {
    "type": "object",
    "title": "FieldError",
    "description": "What is wrong with one value.",
    "required": ["pointer", "message", "mend"],
    "properties": {
        "pointer": {"type": "string", "description": "A JSON pointer (RFC 6901) as a URI fragment."},
        "message": {"type": "string"},
        "mend": {"type": "string", "description": "How to mend it."},
    },
}
ETAG = {
    "description": "Version and digest of the resource.",
    "schema": {"type": "string"},
    "example": '"3.9f86d0818842"',
}
ETAGS = r'^(\*|"[0-9]{1,9}(\.[0-9a-f]+)?")$'
LINK = {"description": 'The next page, `rel="next"` (RFC 8288).', "schema": {"type": "string"}}
LOCATION = {"description": "Where the new resource is.", "schema": {"type": "string", "format": "uri-reference"}}
REPLAYED = {
    "description": "`true` where the answer to an earlier request with this key is repeated.",
    "schema": {"type": "string"},
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A UUID, new for each thing to be done: a retry with the same key repeats the answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
RETRY_AFTER = {"description": "Seconds to wait.", "schema": {"type": "integer"}}


def contract(app: FastAPI, abouts: dict[str, str]) -> dict[str, Any]:
    """The whole document. `abouts` gives each tag's description, in order."""
    document = get_openapi(
        title="Halfhour",
        version=__version__,
        summary="Informational interviews, from “whom could I ask?” to “now I know”.",
        description=ABOUT,
        routes=app.routes,
        webhooks=app.webhooks.routes,
        tags=[{"name": name, "description": about} for name, about in abouts.items()],
        servers=[{"url": "/", "description": "This server."}],
        license_info={"name": "MIT", "identifier": "MIT"},
        contact={"name": "Halfhour contributors"},
    )
    schemas = document["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"], schemas["FieldError"] = PROBLEM_SCHEMA, FIELD_ERROR_SCHEMA
    document["components"]["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": "__Host-halfhour", "description": "A signed-in browser."},
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal access token, `hh_…`, with its scopes.",
        },
    }
    document["components"]["responses"] = _problem_responses()
    resources = {
        (method.lower(), route.path_format): getattr(route, "resource", "")
        for route in app.routes
        for method in getattr(route, "methods", None) or ()
        if hasattr(route, "path_format")
    }
    for path, item in document["paths"].items():
        for method, operation in item.items():
            _complete(operation, path, method, resources.get((method, path), ""), document)
    for operation in (each for item in document.get("webhooks", {}).values() for each in item.values()):
        operation["security"] = []  # the signature proves who sends
        operation["responses"].pop("422", None)
        _example(operation["requestBody"]["content"], document)
    used = set(re.findall(r"#/components/responses/(\w+)", orjson.dumps(document["paths"]).decode()))
    responses = document["components"]["responses"]
    document["components"]["responses"] = {name: each for name, each in responses.items() if name in used}
    return document


def _problem_responses() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for refusal in every_refusal():
        if refusal.code in ("refusal", "server_error"):
            continue
        example = {
            "type": f"/docs/problems#{refusal.code}",
            "title": refusal.title,
            "status": refusal.status,
            "detail": "What one can do about it.",
            "code": refusal.code,
            "errors": [],
        }
        content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
        found[refusal.code] = {"description": refusal.title, "content": content}
    return found


def _complete(operation: dict[str, Any], path: str, method: str, resource: str, document: dict[str, Any]) -> None:
    refuses = list(operation.pop("x-refuses", []))
    alone, secret = operation.pop("x-alone", False), operation.pop("x-secret", False)
    public = operation.pop("x-public", False)
    answers = operation["responses"]
    answers.pop("422", None)
    codes = _secure(operation, method, resource, public=public, alone=alone)
    if "{" in path:
        codes.append("not_found")
    codes.append("invalid")
    if "requestBody" in operation:
        codes += ["bad_request", "not_accepted_type", "too_large"]
    keyed = method == "post" and not secret and operation.get("x-scope", "").endswith(":write")
    codes += _describe_parameters(operation, keyed=keyed)
    if method == "get":
        _not_modified(answers, document)
    for status, answer in answers.items():
        if status.startswith("2"):
            _headers(answer, status, document, keyed=keyed)
            _example(answer.get("content", {}), document)
    _example(operation.get("requestBody", {}).get("content", {}), document)
    _refusals(answers, [*codes, *refuses, "unavailable"], document)


def _secure(operation: dict[str, Any], method: str, resource: str, *, public: bool, alone: bool) -> list[str]:
    """Say who may; gives the refusals of who may not."""
    if public:
        operation["security"] = []
        return []
    if alone:
        operation["security"] = [{"session": []}]
        return ["unauthorized", "session_only"]
    operation["security"] = [{"session": []}, {"token": []}]
    scope = operation.setdefault("x-scope", f"{resource}:{'read' if method == 'get' else 'write'}")
    operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()
    return ["unauthorized", "missing_scope"]


def _describe_parameters(operation: dict[str, Any], *, keyed: bool) -> list[str]:
    """Complete the parameters; gives the refusals that follow from them."""
    parameters = operation.setdefault("parameters", [])
    codes = []
    for parameter in parameters:
        if parameter["name"] == "If-Match":
            parameter |= {"required": True, "schema": {"type": "string", "pattern": ETAGS}, "example": "*"}
            codes += ["precondition_required", "stale", "bad_request"]
        elif parameter["in"] == "path":
            parameter["schema"] = {"type": "string"}
        parameter.setdefault("description", _meaning(parameter))
    if keyed:
        parameters.append(copy.deepcopy(IDEMPOTENCY_KEY))
        codes.append("idempotency_key_reused")
    if not parameters:
        del operation["parameters"]
    return codes


def _meaning(parameter: dict[str, Any]) -> str:
    """What a parameter means that says no more than its name does."""
    name = parameter["name"]
    if parameter["in"] == "path":
        return f"The id of the {name.removesuffix('_id').replace('_', ' ')}."
    common = {"q": "Words that they are found by.", "sort": "The order; a leading minus turns it round."}
    return common.get(name, f"Only those with this {name.removesuffix('_id').replace('_', ' ')}.")


def _not_modified(answers: dict[str, Any], document: dict[str, Any]) -> None:
    """What has a version has an ETag, and can be asked for with If-None-Match."""
    schema = answers.get("200", {}).get("content", {}).get(JSON, {}).get("schema", {})
    if _has_version(_resolve(schema, document)):
        answers["304"] = {"description": "What the client holds is still true.", "headers": {"ETag": ETAG}}


def _has_version(schema: dict[str, Any]) -> bool:
    """Whether it counts its changes: the server's own version is text, and beside a session there is no ETag."""
    properties = schema.get("properties", {})
    return "session" not in properties and properties.get("version", {}).get("type") == "integer"


def _headers(answer: dict[str, Any], status: str, document: dict[str, Any], *, keyed: bool) -> None:
    schema = answer.get("content", {}).get(JSON, {}).get("schema", {})
    resolved = _resolve(schema, document)
    properties = resolved.get("properties", {})
    headers = {}
    if _has_version(resolved):
        headers["ETag"] = ETAG
    if "next_cursor" in properties:
        headers["Link"] = LINK
    if status == "201":
        headers["Location"] = LOCATION
    if keyed:
        headers["Idempotent-Replayed"] = REPLAYED
    if headers:
        answer["headers"] = headers


def _refusals(answers: dict[str, Any], codes: Iterable[str], document: dict[str, Any]) -> None:
    """One response for each status; where refusals share one, it names them all."""
    kinds = {each.code: each for each in every_refusal()}
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(kinds[code].status, []).append(code)
    for status, shared in sorted(by_status.items()):
        name = "_or_".join(shared)
        responses = document["components"]["responses"]
        if name not in responses:
            response = responses[name] = copy.deepcopy(responses[shared[0]])
            response["description"] = " ".join(f"{kinds[code].title} (`{code}`)" for code in shared)
        if status in (429, 503):
            responses[name]["headers"] = {"Retry-After": RETRY_AFTER}
        answers[str(status)] = {"$ref": f"#/components/responses/{name}"}


def _example(content: dict[str, Any], document: dict[str, Any]) -> None:
    media = content.get(JSON) or content.get("application/merge-patch+json")
    if media and "schema" in media and "example" not in media and "examples" not in media:
        media["example"] = example_of(media["schema"], document)


def _resolve(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def example_of(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """An example of what fits the schema: its own, or one made of those of its parts."""
    schema = _resolve(schema, document)
    if schema.get("examples"):
        return schema["examples"][0]
    for name in ("example", "const", "default"):
        if name in schema:
            return schema[name]
    if "enum" in schema:
        return schema["enum"][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], document)
    if "properties" in schema:
        return {name: example_of(each, document) for name, each in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example_of(schema["items"], document)] if schema.get("items") else []
    return _plain_example(schema)


AN_ID = "01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"
_BY_FORMAT = {"date-time": "2026-11-22T09:30:00Z", "date": "2026-11-22", "uuid": AN_ID}
_BY_TYPE = {"integer": 1, "number": 1.0, "boolean": True, "object": {}}


def _plain_example(schema: dict[str, Any]) -> Any:
    if "[0-9a-f]{8}-" in schema.get("pattern", ""):
        return AN_ID
    if schema.get("type") == "string":
        return _BY_FORMAT.get(schema.get("format", ""), "text")
    return _BY_TYPE.get(str(schema.get("type")))
