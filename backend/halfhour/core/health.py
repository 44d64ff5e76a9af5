"""Whether the server lives, and whether it is ready to answer."""

from fastapi import APIRouter, Request
from sqlalchemy import select, text

from .calls import Office
from .db import Query
from .schemas import Read

router = APIRouter(prefix="/health", tags=["health"])
ABOUT = "For whoever runs the server."

_ONE = Query(select(text("1")))


class Health(Read):
    """The state of the server."""

    status: str


@router.get("/live", operation_id="get_liveness", openapi_extra={"x-public": True})
async def live() -> Health:
    """The process runs."""
    return Health(status="live")


@router.get("/ready", operation_id="get_readiness", openapi_extra={"x-public": True})
async def ready(request: Request) -> Health:
    """The database answers."""
    office: Office = request.app.state.office

    def ask() -> None:
        with office.database.reading() as connection:
            connection.run(_ONE, {}).fetchone()

    await office.readers.do(ask)
    return Health(status="ready")
