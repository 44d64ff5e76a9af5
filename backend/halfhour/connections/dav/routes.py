"""Calendars and address books on CalDAV and CardDAV servers."""

from ...core.routes import Routes

ROUTES: list[Routes] = []
