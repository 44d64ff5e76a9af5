"""Feeds of what is arranged and due."""

from ...core.routes import Routes

ROUTES: list[Routes] = []
