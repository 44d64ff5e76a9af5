"""Routes as sentences: how a request becomes one hop into the database pool, one transaction and one answer.

A route is a plain function of a store and of what the request brings. FastAPI reads its signature for the contract;
for the request itself `_Handler` takes the shortest way that the signature allows: path ids, one query model, one body
model, If-Match. A route that needs more (uploads, downloads, long polls) is `async`, takes a `Door`, and goes FastAPI's way.
"""

import asyncio
import inspect
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin
from urllib.parse import parse_qsl, urlencode

import orjson
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.params import Depends as DependsParam
from fastapi.params import Header as HeaderParam
from fastapi.params import Query as QueryParam
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.responses import Response

from . import idempotency
from .access import Authenticate, Credential, Principal, read_credential, refuse_cross_site
from .engine import Connection, Database
from .errors import Invalid, MissingScope, NotAcceptedType, Refusal, SessionOnly
from .preconditions import etag, expected_version, unchanged
from .store import Store, open_writer
from .validation import explain
from .views import Shown

Result = TypeVar("Result")
Route = TypeVar("Route", bound=Callable[..., Any])

ALONE = "session"
"""The scope that no token can have: only a signed-in person may."""


def _opened() -> Store:
    raise AssertionError("the route's handler opens the store")


Reading = Annotated[Store, Depends(_opened, use_cache=False)]
"""A store to read in."""


class _Writes(DependsParam):
    """Marks a store that may change."""


Writing = Annotated[Store, _Writes(_opened, use_cache=False)]
"""A store to change in: one transaction, committed before the answer leaves."""

IfMatch = Annotated[
    int | None,
    Header(
        alias="If-Match",
        description='The ETag that you last read, such as `"3.9f86d0818842"`; `*` for whatever it is now.',
    ),
]
"""The version that the caller has seen; None for `*`. Missing: 428."""


class Office(NamedTuple):
    """What every request needs at hand: the database, its threads, and who tells who asks."""

    database: Database
    readers: ThreadPoolExecutor
    writers: ThreadPoolExecutor
    authenticate: Authenticate
    origin: str

    @classmethod
    def open(cls, database: Database, authenticate: Authenticate) -> "Office":
        """On SQLite one thread writes, so that writers queue for it and not readers behind them."""
        readers = ThreadPoolExecutor(database.threads, "db")
        writers = ThreadPoolExecutor(1, "db-write") if database.sqlite else readers
        return cls(database, readers, writers, authenticate, database.settings.origin)

    def close(self) -> None:
        self.readers.shutdown()
        self.writers.shutdown()


class Call(NamedTuple):
    """The headers of a request that decide something."""

    method: str
    path: str
    credential: Credential
    if_match: str | None
    if_none_match: str | None
    key: str | None

    def principal(self, office: Office, connection: Connection, scope: str) -> Principal:
        """Who asks, if they may.

        Raises:
            Unauthorized, MissingScope, SessionOnly
        """
        who = office.authenticate(connection, self.credential)
        if who.scopes is not None and scope not in who.scopes:
            raise SessionOnly if scope == ALONE else MissingScope(scope)
        return who


_WANTED = {
    b"authorization": "authorization",
    b"cookie": "cookie",
    b"if-match": "if_match",
    b"if-none-match": "if_none_match",
    b"idempotency-key": "key",
    b"content-type": "type",
    b"sec-fetch-site": "site",
    b"origin": "origin",
    b"host": "host",
}


def read_call(scope: Any, office: Office) -> tuple[Call, str]:
    """The call and its media type; refuses what another site's page sends with our cookie."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name in _WANTED:
            found[_WANTED[name]] = value.decode("latin-1")
    get = found.get
    credential = read_credential(get("authorization"), get("cookie"), https=office.origin.startswith("https://"))
    if credential.session is not None:
        refuse_cross_site(scope["method"], get("site"), get("origin"), office.origin, get("host"))
    call = Call(scope["method"], scope["path"], credential, get("if_match"), get("if_none_match"), get("key"))
    return call, get("type") or ""


class Door:
    """For async routes: opens the store, as often as needed, each time for one transaction."""

    def __init__(self, request: Request) -> None:
        self.office: Office = request.app.state.office
        self.call, _ = read_call(request.scope, self.office)
        route = request.scope["route"]
        self.read_scope, self.write_scope = f"{route.resource}:read", f"{route.resource}:write"

    async def read(self, act: Callable[[Store], Result], *, to_write: bool = False) -> Result:
        """Run `act` with a store to read in, in the database's threads. `to_write`: who asks must be allowed to write,
        which an upload asks before it takes a large body."""
        scope = self.write_scope if to_write else self.read_scope

        def job() -> Result:
            database = self.office.database
            with database.connection(writes=False) as connection:
                who = self.call.principal(self.office, connection, scope)
                connection.begin(who.owner, writes=False)
                result = act(Store(database, connection, who.owner))
                connection.commit()
                return result

        return await asyncio.get_running_loop().run_in_executor(self.office.readers, job)

    async def write(self, act: Callable[[Store], Result]) -> Result:
        """Run `act` in one transaction; it is committed when this returns."""

        def job() -> Result:
            database = self.office.database
            with database.connection(writes=True) as connection:
                who = self.call.principal(self.office, connection, self.write_scope)
                connection.begin(who.owner, writes=True)
                store = open_writer(database, connection, who.owner)
                result = act(store)
                store.finish()
                connection.commit()
                return result

        return await asyncio.get_running_loop().run_in_executor(self.office.writers, job)


async def _door(request: Request) -> Door:
    return Door(request)


Doors = Annotated[Door, Depends(_door)]
"""What an async route takes instead of a store."""


class Routes(APIRouter):
    """The routes of one resource: their tag in the contract and the name of their scopes."""

    def __init__(self, resource: str, *, about: str, scope: str | None = None) -> None:
        super().__init__(tags=[resource], route_class=StoreRoute)
        self.resource = scope or resource
        self.about = about

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        before = len(self.routes)
        super().add_api_route(path, endpoint, **kwargs)
        for route in self.routes[before:]:
            route.resource = self.resource  # type: ignore[attr-defined]

    def operation(
        self,
        method: str,
        path: str,
        shows: Any = None,
        *,
        status: int | None = None,
        refuses: Sequence[type[Refusal]] = (),
        alone: bool = False,
        secret: bool = False,
        public: bool = False,
        raw_body: str = "",
        **kwargs: Any,
    ) -> Callable[[Route], Route]:
        """Add an operation. `alone`: no token may; `secret`: its answer is never kept for a retry; `public`: anybody may.

        `raw_body` describes a body of any bytes, which an async route streams itself.
        """
        codes = [each.code for each in refuses]
        marks: dict[str, Any] = {"x-refuses": codes, "x-alone": alone, "x-secret": secret, "x-public": public}
        if raw_body:
            binary = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
            marks["requestBody"] = {"description": raw_body, "required": True, "content": binary}

        def add(endpoint: Route) -> Route:
            self.add_api_route(
                path,
                endpoint,
                methods=[method],
                response_model=shows,
                status_code=status or (204 if shows is None else 200),
                operation_id=endpoint.__name__,
                summary=(endpoint.__doc__ or "").strip().splitlines()[0].rstrip("."),
                description=inspect.getdoc(endpoint),
                openapi_extra=marks,
                **kwargs,
            )
            return endpoint

        return add

    def get(self, path: str, shows: Any = None, **kwargs: Any) -> Callable[[Route], Route]:
        return self.operation("GET", path, shows, **kwargs)

    def post(self, path: str, shows: Any = None, **kwargs: Any) -> Callable[[Route], Route]:
        return self.operation("POST", path, shows, **kwargs)

    def put(self, path: str, shows: Any = None, **kwargs: Any) -> Callable[[Route], Route]:
        return self.operation("PUT", path, shows, **kwargs)

    def patch(self, path: str, shows: Any = None, **kwargs: Any) -> Callable[[Route], Route]:
        return self.operation("PATCH", path, shows, **kwargs)

    def delete(self, path: str, shows: Any = None, **kwargs: Any) -> Callable[[Route], Route]:
        return self.operation("DELETE", path, shows, **kwargs)


class StoreRoute(APIRoute):
    """A route whose store is opened, used and committed in one hop into the database's threads."""

    resource: str

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        if inspect.iscoroutinefunction(self.endpoint):
            return super().get_route_handler()
        return _Handler(self).handle


class _Handler:
    def __init__(self, route: StoreRoute) -> None:
        extra = route.openapi_extra or {}
        self.route = route
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
        self.handle = self.__call__

    def _learn(self, name: str, parameter: inspect.Parameter) -> None:
        annotation = parameter.annotation
        marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
        if any(isinstance(mark, DependsParam) for mark in marks):
            self.store_name, self.writes = name, any(isinstance(mark, _Writes) for mark in marks)
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

    async def __call__(self, request: Request) -> Response:
        scope = request.scope
        office: Office = request.app.state.office
        call, media_type = read_call(scope, office)
        given: dict[str, Any] = {}
        for name in self.path_names:
            given[name] = scope["path_params"][name]
        if self.query_model is not None:
            given[self.query_name] = self._query(scope["query_string"])
        elif scope["query_string"]:
            raise unknown_parameters(scope["query_string"])
        body = b""
        if self.body_model is not None:
            body = await request.body()
            given[self.body_name] = self._body(body, media_type)
        elif call.method not in ("GET", "HEAD"):
            body = await request.body()
        if self.match_name:
            given[self.match_name] = expected_version(call.if_match)
        pool = office.writers if self.writes else office.readers
        run = self._write if self.writes else self._read
        return await asyncio.get_running_loop().run_in_executor(pool, run, office, call, given, body, scope)

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
        if kind != "application/json" and not (kind == "application/merge-patch+json" and "PATCH" in (self.route.methods or ())):
            raise NotAcceptedType("Send the body as application/json.")
        try:
            model: BaseModel = self.body_model.__pydantic_validator__.validate_json(body)
        except ValidationError as error:
            raise explain(error, "body") from None
        return model

    @property
    def scope(self) -> str:
        return ALONE if self.alone else f"{self.route.resource}:{'write' if self.writes else 'read'}"

    def _read(self, office: Office, call: Call, given: dict[str, Any], body: bytes, scope: Any) -> Response:
        database = office.database
        with database.connection(writes=False) as connection:
            who = call.principal(office, connection, self.scope)
            connection.begin(who.owner, writes=False)
            given[self.store_name] = Store(database, connection, who.owner)
            result = self.endpoint(**given)
            connection.commit()
        return self._answer(result, call, scope)

    def _write(self, office: Office, call: Call, given: dict[str, Any], body: bytes, scope: Any) -> Response:
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

    def _answer(self, result: Shown | Response | None, call: Call, scope: Any) -> Response:
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
            headers["link"] = f"<{_with_cursor(scope, cursor)}>; rel=\"next\""
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


def _with_cursor(scope: Any, cursor: str) -> str:
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


Filters = Query
"""`Annotated[ContactQuery, Filters()]`: the parameters of a list."""
