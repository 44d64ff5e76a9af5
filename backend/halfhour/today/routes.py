"""The address of today."""

from typing import Annotated

from ..core.routes import Filters, Reading, Routes
from ..core.views import Shown
from . import service
from .schemas import TodayQuery, TodayRead

today = Routes("today", about="What today asks of you: the next conversation, what is due, whom to ask next.")


@today.get("/today", TodayRead)
def get_today(store: Reading, query: Annotated[TodayQuery, Filters()]) -> Shown:
    """Get what today asks of you, by the clock where you are.

    A thank-you is due within 24 hours, a debrief within 48; an ask may be followed up on after a week; whoever
    introduced somebody is told how it went. Of the people to keep in touch with, five come up on one day at the most.
    """
    return service.show(store, query)


ROUTES = [today]
