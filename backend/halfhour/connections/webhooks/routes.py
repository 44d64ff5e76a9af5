"""Webhooks and their deliveries."""

from ...core.routes import Routes

ROUTES: list[Routes] = []
