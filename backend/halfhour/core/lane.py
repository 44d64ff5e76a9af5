"""The fast lane: requests for plain routes go from the server to their hop, past the layers that they don't need.

FastAPI's dispatch, dependency solving and middlewares cost several times what such a request costs. The contract still
is FastAPI's; async routes and addresses that the lane does not know go FastAPI's way.
"""

from typing import Any, NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from .calls import Office
from .errors import Refusal, other_method
from .hop import Hop
from .routes import Routes, StoreRoute


class Stop(NamedTuple):
    """Where a path ends: the route, its hop if it has one, and the names of the segments that vary."""

    route: StoreRoute
    hop: Hop | None
    names: tuple[str, ...]


class Junction:
    """One segment of the paths: what may come next, by name, or any text; and what may be done here, by method."""

    __slots__ = ("any", "named", "stops")

    def __init__(self) -> None:
        self.named: dict[str, Junction] = {}
        self.any: Junction | None = None
        self.stops: dict[str, Stop] = {}


class Lane:
    """An ASGI app before the app."""

    def __init__(self, app: ASGIApp, routers: list[Routes], base: str, office: Office) -> None:
        self.app = app
        self.office = office
        self.base = base + "/"
        self.root = Junction()
        for router in routers:
            for route in router.routes:
                if isinstance(route, StoreRoute):
                    self._lay(route)

    def _lay(self, route: StoreRoute) -> None:
        at, names = self.root, []
        for segment in route.path.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                at.any = at = at.any or Junction()
            else:
                at = at.named.setdefault(segment, Junction())
        for method in route.methods or ():
            at.stops[method] = Stop(route, route.hop, tuple(names))

    def find(self, path: str) -> tuple[Junction, list[str]] | None:
        """Where a path leads, and its ids. A segment that has a name of its own never is an id."""
        if not path.startswith(self.base):
            return None
        at, ids = self.root, []
        for segment in path[len(self.base) :].split("/"):
            named = at.named.get(segment)
            if named is not None:
                at = named
            elif at.any is not None and segment:
                ids.append(segment)
                at = at.any
            else:
                return None
        return (at, ids) if at.stops else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.find(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        at, ids = found
        stop = at.stops.get(scope["method"])
        if stop is None:
            await other_method(at.stops).response()(scope, receive, send)
            return
        if stop.hop is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = stop.route
        try:
            given = dict(zip(stop.names, ids, strict=True))
            answer: Any = await stop.hop.answer(scope, receive, self.office, given)
        except Refusal as refusal:
            answer = refusal.response()
        await answer(scope, receive, send)
