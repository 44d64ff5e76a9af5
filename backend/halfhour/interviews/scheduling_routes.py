"""The addresses of offered times, the calendar file and the week."""

from typing import Annotated, Any

from starlette.responses import Response

from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.views import Shown
from ..outreach.guard import ContactInBin, DoNotContact
from . import ics, offers, week
from .ics import NotScheduled
from .offers import OffersClosed
from .scheduling_schemas import OfferedTimes, OffersRead, WeekQuery, WeekRead

scheduling = Routes(
    "scheduling", about="Times to offer, a talk for your calendar, and a week of talks.", scope="interviews"
)

_EXAMPLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Halfhour//EN\r\n…\r\nEND:VCALENDAR\r\n"
_CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file (RFC 5545).",
        "content": {"text/calendar": {"schema": {"type": "string"}, "example": _EXAMPLE}},
        "headers": {"Content-Disposition": {"schema": {"type": "string"}, "description": "The file's name."}},
    }
}


@scheduling.get("/interviews/week", WeekRead)
def get_week(store: Reading, query: Annotated[WeekQuery, Filters()]) -> Shown:
    """Get seven days of talks: what is agreed and on offer, what is free, and what does not fit."""
    return week.show(store, query)


@scheduling.get("/interviews/{interview_id}/offers", OffersRead)
def get_offers(store: Reading, interview_id: str) -> Shown:
    """Get the times that are on offer, on their clock and yours, with a text to paste."""
    return offers.show(store, interview_id)


@scheduling.put("/interviews/{interview_id}/offers", OffersRead, refuses=[OffersClosed, ContactInBin, DoNotContact])
def offer_times(store: Writing, interview_id: str, asked: OfferedTimes, match: IfMatch) -> Shown:
    """Put times on offer, in the place of those that were. `If-Match` takes the ETag of the talk."""
    return offers.offer(store, interview_id, asked, match)


@scheduling.get(
    "/interviews/{interview_id}/calendar.ics",
    status=200,
    refuses=[NotScheduled],
    response_class=Response,
    responses=_CALENDAR,
)
def get_calendar_file(store: Reading, interview_id: str) -> Response:
    """Get the talk as a file for your calendar; a later one changes what the calendar has."""
    file = ics.of(store, interview_id)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, 200, headers, "text/calendar; charset=utf-8")
