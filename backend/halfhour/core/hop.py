"""How a request becomes one hop into the database's threads, one transaction and one answer."""

import inspect
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin
from urllib.parse import parse_qsl, urlencode

import orjson
from fastapi.params import Depends as DependsParam
from fastapi.params import Header as HeaderParam
from fastapi.params import Query as QueryParam
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.responses import Response
from starlette.types import Receive, Scope

from . import idempotency
from .calls import ALONE, Call, Office, read_call
from .errors import BadRequest, Invalid, NotAcceptedType, TooLarge
from .preconditions import etag, expected_version, unchanged
from .store import Store, open_writer
from .validation import explain
from .views import Shown


class Writes(DependsParam):
    """Marks a store that may change."""


class Hop:
    """One route's way from the bytes of a request to those of an answer: one hop, one transaction."""

    def __init__(self, route: APIRoute, resource: str, limit: int) -> None:
        extra = route.openapi_extra or {}
        self.route = route
        self.limit = limit
        self.merges = "PATCH" in (route.methods or ())
        self.endpoint = route.endpoint
        self.status = route.status_code or 200
        self.alone = bool(extra.get("x-alone"))
        self.secret = bool(extra.get("x-secret"))
        self.store_name = ""
        self.match_name = self.query_name = self.body_name = ""
        self.writes = False
        self.query_model: Any = None
        self.body_model: Any = None
        self.body_optional = False
        self.lists: frozenset[str] = frozenset()
        self.path_names: list[str] = []
        for name, parameter in inspect.signature(self.endpoint, eval_str=True).parameters.items():
            self._learn(name, parameter)
        self.scope = ALONE if self.alone else f"{resource}:{'write' if self.writes else 'read'}"

    def _learn(self, name: str, parameter: inspect.Parameter) -> None:
        annotation = parameter.annotation
        marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
        if any(isinstance(mark, DependsParam) for mark in marks):
            self.store_name, self.writes = name, any(isinstance(mark, Writes) for mark in marks)
        elif any(isinstance(mark, HeaderParam) for mark in marks):
            self.match_name = name
        elif any(isinstance(mark, QueryParam) for mark in marks):
            self.query_name, self.query_model = name, get_args(annotation)[0]
            self.lists = frozenset(
                field for field, info in self.query_model.model_fields.items() if "list[" in str(info.annotation)
            )
        elif (body := _body_model(annotation)) is not None:
            self.body_name, self.body_model = name, body
            self.body_optional = parameter.default is not inspect.Parameter.empty
        elif "{" + name in self.route.path:
            self.path_names.append(name)
        else:
            raise TypeError(f"{self.endpoint.__name__}: a plain route can't take {name}; make it async")

    async def answer(self, scope: Scope, receive: Receive, office: Office, path_params: Mapping[str, str]) -> Response:
        """The answer to a request.

        Raises:
            Refusal: as the route and the store say.
        """
        call, media_type = read_call(scope, office)
        given: dict[str, Any] = {name: path_params[name] for name in self.path_names}
        if self.query_model is not None:
            given[self.query_name] = self._query(scope["query_string"])
        elif scope["query_string"]:
            raise unknown_parameters(scope["query_string"])
        body = b"" if call.method == "GET" else await read_body(scope, receive, self.limit)
        if self.body_model is not None:
            given[self.body_name] = self._body(body, media_type)
        if self.match_name:
            given[self.match_name] = expected_version(call.if_match)
        if self.writes:
            return await office.writers.do(self._write, office, call, given, body, scope)
        return await office.readers.do(self._read, office, call, given, scope)

    def _query(self, query_string: bytes) -> BaseModel:
        values: dict[str, Any] = {}
        try:
            pairs = parse_qsl(query_string.decode(), keep_blank_values=True, max_num_fields=100) if query_string else []
        except ValueError:
            raise Invalid("The query can't be read. Encode it as UTF-8, with at most 100 parameters.") from None
        for name, value in pairs:
            if name in self.lists:
                values.setdefault(name, []).append(value)
            elif name in values:
                raise Invalid(f"`{name}` is given twice. Give it once.")
            else:
                values[name] = value
        try:
            model: BaseModel = self.query_model.__pydantic_validator__.validate_python(values)
        except ValidationError as error:
            raise explain(error, "query") from None
        return model

    def _body(self, body: bytes, media_type: str) -> BaseModel | None:
        if not body and self.body_optional:
            return None
        kind = media_type.partition(";")[0].strip().lower()
        if kind != "application/json" and not (self.merges and kind == "application/merge-patch+json"):
            raise NotAcceptedType("Send the body as application/json.")
        if self.body_optional and body.strip() == b"null":
            return None
        try:
            model: BaseModel = self.body_model.__pydantic_validator__.validate_json(body, strict=True)
        except ValidationError as error:
            raise explain(error, "body", body) from None
        return model

    def _read(self, office: Office, call: Call, given: dict[str, Any], scope: Scope) -> Response:
        database = office.database
        with database.connection(writes=False) as connection:
            who = call.principal(office, connection, self.scope)
            connection.begin(who.owner, writes=False)
            given[self.store_name] = Store(database, connection, who.owner)
            result = self.endpoint(**given)
            connection.commit()
        return self._answer(result, call, scope)

    def _write(self, office: Office, call: Call, given: dict[str, Any], body: bytes, scope: Scope) -> Response:
        database = office.database
        key = None
        if call.key is not None and call.method == "POST" and not self.secret:
            key = idempotency.hashed(call.method, call.path, call.key)
        with database.connection(writes=True) as connection:
            who = call.principal(office, connection, self.scope)
            connection.begin(who.owner, writes=True)
            store = open_writer(database, connection, who.owner)
            if key is not None and (before := idempotency.kept(store, key, body)) is not None:
                return _replay(before)
            given[self.store_name] = store
            answer = self._answer(self.endpoint(**given), call, scope)
            if key is not None:
                kept = idempotency.Answer(answer.status_code, answer.headers.get("location"), bytes(answer.body))
                idempotency.keep(store, key, body, kept)
            store.finish()
            connection.commit()
        return answer

    def _answer(self, result: Shown | Response | None, call: Call, scope: Scope) -> Response:
        if isinstance(result, Response):
            return result
        if result is None:
            return Response(status_code=204)
        body = orjson.dumps(result, option=orjson.OPT_UTC_Z)
        headers = {}
        if "version" in result:
            tag = headers["etag"] = etag(result["version"], body)
            if call.method == "GET" and unchanged(call.if_none_match, tag):
                return Response(status_code=304, headers=headers)
        elif cursor := result.get("next_cursor"):
            headers["link"] = f'<{_with_cursor(scope, cursor)}>; rel="next"'
        if self.status == 201 and "id" in result:
            headers["location"] = f"{call.path}/{result['id']}"
        return Response(body, self.status, headers, "application/json")


def _body_model(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation `Body` or `Body | None` names."""
    for each in get_args(annotation) or (annotation,):
        if inspect.isclass(each) and issubclass(each, BaseModel):
            return each
    return None


def unknown_parameters(query_string: bytes) -> Invalid:
    names = ", ".join(sorted({name for name, _ in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)}))
    return Invalid(f"This address takes no parameters; leave out: {names[:200]}")


def _with_cursor(scope: Scope, cursor: str) -> str:
    pairs = [pair for pair in parse_qsl(scope["query_string"].decode()) if pair[0] != "cursor"]
    return f"{scope['path']}?{urlencode([*pairs, ('cursor', cursor)])}"


def _replay(answer: idempotency.Answer) -> Response:
    headers = {"idempotent-replayed": "true"}
    if answer.location is not None:
        headers["location"] = answer.location
    if answer.body:
        version = orjson.loads(answer.body).get("version")
        if isinstance(version, int):
            headers["etag"] = etag(version, answer.body)
    return Response(answer.body, answer.status, headers, "application/json" if answer.body else None)


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """The whole body.

    Raises:
        TooLarge: it has more bytes than the limit, which is known before they are read where the client says so.
        BadRequest: the client went away before its end.
    """
    told = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if told.isdigit() and int(told) > limit:
        raise TooLarge(f"A body here has at most {limit:,} bytes.")
    parts = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("The request broke off.")
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLarge(f"A body here has at most {limit:,} bytes.")
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)
