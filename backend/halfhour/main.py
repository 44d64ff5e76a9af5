"""The only module that knows every step: builds the app."""

import gc
import importlib
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from .accounts.service import sweep
from .accounts.sessions import Keeper
from .core import feeds, health, problems
from .core.calls import Office
from .core.contract import contract
from .core.edge import Edge, app_policy
from .core.engine import Database
from .core.housekeeping import keep_house
from .core.lane import Lane
from .core.routes import BODY_LIMIT, Routes
from .core.settings import Assistants, Settings, Worker, settings
from .core.web import WebApp
from .core.worker import Handler, Jobs

BASE = "/api/v1"

STEPS = (
    "accounts",
    "profile",
    "careers",
    "contacts",
    "outreach",
    "questions",
    "interviews",
    "notes",
    "preparation",
    "rehearsals",
    "live",
    "debriefs",
    "coverage",
    "today",
    "exchange",
    "connections.calendar",
    "connections.mail",
    "connections.dav",
    "connections.webhooks",
    "connections.crm",
)
"""The steps of the method, in order; of the last one, each seam by itself."""


def load_steps() -> None:
    """Import every step, so that whoever follows an earlier one or has something to say to it is known: not only in a
    server, but in each process that changes what people have."""
    for step in STEPS:
        importlib.import_module(f".{step}.routes", __package__)


def routers() -> list[Routes]:
    """The routes of every step, in the order of the method."""
    found: list[Routes] = []
    for step in STEPS:
        found += importlib.import_module(f".{step}.routes", __package__).ROUTES
    return found + feeds.ROUTES


def outside_routers() -> list[APIRouter]:
    """What steps answer outside of the API, such as the feeds that calendars fetch."""
    modules = (importlib.import_module(f".{step}.routes", __package__) for step in STEPS)
    return [router for module in modules for router in getattr(module, "OUTSIDE", ())]


def told() -> list[BaseRoute]:
    """What receivers are sent, for the contract."""
    found: list[BaseRoute] = []
    for step in STEPS:
        module = importlib.import_module(f".{step}.routes", __package__)
        found += getattr(module, "TOLD", APIRouter()).routes
    return found


def job_handlers() -> dict[str, Handler]:
    """What the worker can do, by the name of the job."""
    load_steps()
    handlers: dict[str, Handler] = {}
    for step in STEPS:
        try:
            module = importlib.import_module(f".{step}.jobs", __package__)
        except ModuleNotFoundError as missing:
            if missing.name != f"halfhour.{step}.jobs":  # what a step's jobs need is no matter of course
                raise
            continue
        handlers |= module.HANDLERS
    return handlers


class Halfhour(FastAPI):
    """FastAPI within our own edge, which also sees what FastAPI's middlewares don't."""

    edge: Callable[[ASGIApp], ASGIApp]

    def build_middleware_stack(self) -> ASGIApp:
        return self.edge(super().build_middleware_stack())


def create_app(given: Settings | None = None, database: Database | None = None) -> FastAPI:
    """The API and the web app on one origin."""
    chosen = given or settings()
    opened = database or Database(chosen)
    app = Halfhour(
        title="Halfhour",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=partial(_lifespan, database=opened),
        exception_handlers=problems.HANDLERS,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        max_body_size=BODY_LIMIT,
        redirect_slashes=False,
    )
    app.state.keeper = Keeper(opened)
    app.state.office = Office.open(opened, app.state.keeper.authenticate)
    app.state.settings = chosen
    app.include_router(health.router)
    abouts = {"health": health.ABOUT}
    steps = routers()
    for routes in steps:
        app.include_router(routes, prefix=BASE)
        abouts.setdefault(str(routes.tags[0]), routes.about)
    for outside in outside_routers():
        app.include_router(outside)
    app.webhooks.routes += told()
    app.openapi = partial(_document, app, abouts)  # type: ignore[method-assign]
    plain = {route.path: route.methods or set() for route in health.router.routes if isinstance(route, APIRoute)}
    inner = _open_to_assistants(app, chosen, steps)
    web = WebApp(contract=app.openapi, methods=plain)
    app.mount("/", web)
    policy = app_policy(web.style_hashes)
    app.edge = lambda own: Edge(Lane(inner(own), steps, BASE, app.state.office), settings=chosen, web_policy=policy)
    return app


def _open_to_assistants(app: FastAPI, chosen: Settings, steps: list[Routes]) -> Callable[[ASGIApp], ASGIApp]:
    """Mount the endpoint for assistants where the host wants it; gives what must stand before the app then.

    Nobody else pays for it: its 60 packages are loaded here and nowhere else.
    """
    app.state.assistants = None
    if chosen.assistants is Assistants.OFF:
        return lambda own: own
    try:
        assistants = importlib.import_module(".connections.assistants.server", __package__)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("fastmcp", "mcp"):
            raise
        raise SystemExit("HALFHOUR_ASSISTANTS needs more packages: pip install 'halfhour[mcp]'") from None
    endpoint: Starlette = assistants.endpoint(app, chosen, steps, BASE)
    app.state.assistants = endpoint
    app.mount(assistants.PATH, endpoint)
    straight: Callable[[ASGIApp], ASGIApp] = assistants.Straight
    return straight


def _document(app: FastAPI, abouts: dict[str, str]) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = contract(app, abouts)
    return app.openapi_schema


@asynccontextmanager
async def _lifespan(app: FastAPI, *, database: Database) -> AsyncIterator[None]:
    database.check_durability()
    sweep(database)
    stop = threading.Event()
    handlers = job_handlers()
    jobs = app.state.jobs = Jobs(database, handlers)
    errands = app.state.errands = Jobs(database, handlers, errands=True)
    threads = [
        threading.Thread(target=jobs.work, args=(stop,), name="worker", daemon=True),
        threading.Thread(target=errands.work, args=(stop,), name="errands", daemon=True),
        threading.Thread(target=keep_house, args=(database, stop), name="housekeeping", daemon=True),
    ]
    inline = database.settings.worker is Worker.INLINE
    for thread in threads if inline else ():
        thread.start()
    try:
        async with AsyncExitStack() as stack:
            if (assistants := app.state.assistants) is not None:
                await stack.enter_async_context(assistants.router.lifespan_context(assistants))
            yield
    finally:
        stop.set()
        jobs.woken.set()
        errands.woken.set()
        for thread in threads if inline else ():
            thread.join(10)
        app.state.office.close()
        app.state.keeper.close()
        database.close()


def application() -> ASGIApp:
    """What `uvicorn --factory` calls.

    Nearly all that is made here lives as long as the process: to look through it for garbage time and again would take
    a tenth of the start, and later of each look.
    """
    gc.disable()
    app = create_app()
    gc.freeze()
    gc.enable()
    return app


def contract_bytes() -> bytes:
    """The contract as the file holds it."""
    with tempfile.TemporaryDirectory() as folder:
        made = create_app(Settings(_env_file=None, data_dir=Path(folder), database_url=""))
        return orjson.dumps(made.openapi(), option=orjson.OPT_INDENT_2) + b"\n"
