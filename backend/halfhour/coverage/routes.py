"""The addresses of coverage, and of whom to ask next."""

from typing import Annotated

from ..core.routes import Filters, Reading, Routes
from ..core.views import Shown
from . import service
from .schemas import CoverageRead, NextQuery, NextRead

coverage = Routes(
    "coverage", about="With whom you have talked about a career and with whom not yet; whom to ask next.",
    scope="contacts",
)  # fmt: skip


@coverage.get("/careers/{career_id}/coverage", CoverageRead)
def get_coverage(store: Reading, career_id: str) -> Shown:
    """Get who you have talked to about a career, and what is missing."""
    return service.show(store, career_id)


@coverage.get("/coverage/next", NextRead)
def suggest_next(store: Reading, query: Annotated[NextQuery, Filters()]) -> Shown:
    """Get whom to ask next, with the reasons: start small, and ramp up."""
    return service.suggest(store, query)


ROUTES = [coverage]
