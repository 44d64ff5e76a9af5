"""Routes as sentences: what a step says of its addresses.

A route is a plain function of a store and of what the request brings: path ids, one query model, one body model,
If-Match. FastAPI reads its signature for the contract; core.hop answers the request. A route that needs more
(uploads, downloads, long polls) is `async`, takes a `Door`, and goes FastAPI's way.
"""

import inspect
from collections.abc import Callable, Coroutine, Sequence
from functools import cached_property
from typing import Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from .calls import Office, read_call
from .errors import Refusal
from .hop import Hop, Writes
from .store import Store, open_writer

Result = TypeVar("Result")
Route = TypeVar("Route", bound=Callable[..., Any])

BODY_LIMIT = 1_000_000
"""Bytes of a JSON body."""


def _opened() -> Store:
    raise AssertionError("core.hop opens the store")


Reading = Annotated[Store, Depends(_opened, use_cache=False)]
"""A store to read in."""


Writing = Annotated[Store, Writes(_opened, use_cache=False)]
"""A store to change in: one transaction, committed before the answer leaves."""

IfMatch = Annotated[
    int | None,
    Header(
        alias="If-Match",
        description='The ETag that you last read, such as `"3.9f86d0818842"`; `*` for whatever it is now.',
    ),
]
"""The version that the caller has seen; None for `*`. Missing: 428."""


class Door:
    """For async routes: opens the store, as often as needed, each time for one transaction."""

    def __init__(self, request: Request) -> None:
        self.office: Office = request.app.state.office
        self.call, _ = read_call(request.scope, self.office)
        route = request.scope["route"]
        self.read_scope, self.write_scope = f"{route.resource}:read", f"{route.resource}:write"

    async def read(self, act: Callable[[Store], Result], *, to_write: bool = False, also: str | None = None) -> Result:
        """Run `act` with a store to read in, in the database's threads. `to_write`: who asks must be allowed to write,
        which an upload asks before it takes a large body. `also`: a further scope that they must have."""
        scope = self.write_scope if to_write else self.read_scope

        def job() -> Result:
            database = self.office.database
            with database.connection(writes=False) as connection:
                who = self.call.principal(self.office, connection, scope)
                if also is not None:
                    self.call.principal(self.office, connection, also)
                connection.begin(who.owner, writes=False)
                result = act(Store(database, connection, who.owner))
                connection.commit()
                return result

        return await self.office.readers.do(job)

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

        return await self.office.writers.do(job)


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
        form_file: str = "",
        **kwargs: Any,
    ) -> Callable[[Route], Route]:
        """Add an operation. `alone`: no token may; `secret`: its answer is not kept for a retry; `public`: anybody may.

        `raw_body` describes a body of any bytes, `form_file` the part `file` of a multipart form: an async route reads
        either by itself, after it has seen who asks.
        """
        codes = [each.code for each in refuses]
        marks: dict[str, Any] = {"x-refuses": codes, "x-alone": alone, "x-secret": secret, "x-public": public}
        if raw_body:
            bytes_ = {
                "schema": {"type": "string", "format": "binary"},
                "example": "Any bytes: a photo, a PDF, a recording.",
            }
            binary = {"application/octet-stream": bytes_}
            marks["requestBody"] = {"description": raw_body, "required": True, "content": binary}
        if form_file:
            file = {"type": "string", "format": "binary", "minLength": 1, "description": form_file}
            schema = {"type": "object", "required": ["file"], "properties": {"file": file}}
            form = {
                "schema": schema,
                "example": {"file": "First Name,Last Name,Company\nMaria,Keller,St. Anne's Hospital\n"},
            }
            marks["requestBody"] = {"required": True, "content": {"multipart/form-data": form}}

        def add(endpoint: Route) -> Route:
            if not (public or alone):
                marks["x-scope"] = f"{self.resource}:{'write' if changes(endpoint, method) else 'read'}"
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


def changes(endpoint: Callable[..., Any], method: str) -> bool:
    """Whether a route needs the right to write: a plain one by the store it takes, an async one by its method."""
    if inspect.iscoroutinefunction(endpoint):
        return method != "GET"
    annotations = inspect.get_annotations(endpoint, eval_str=True).values()
    return any(isinstance(mark, Writes) for each in annotations for mark in getattr(each, "__metadata__", ()))


class StoreRoute(APIRoute):
    """A route whose store is opened, used and committed in one hop into the database's threads."""

    resource: str

    @cached_property
    def hop(self) -> Hop | None:
        """The short way to an answer; None for an async route."""
        return None if inspect.iscoroutinefunction(self.endpoint) else Hop(self, self.resource, BODY_LIMIT)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        if inspect.iscoroutinefunction(self.endpoint):
            return super().get_route_handler()
        return self._by_hop

    async def _by_hop(self, request: Request) -> Response:
        hop = cast(Hop, self.hop)
        return await hop.answer(request.scope, request.receive, request.app.state.office, request.path_params)


Filters = Query
"""`Annotated[ContactQuery, Filters()]`: the parameters of a list."""
