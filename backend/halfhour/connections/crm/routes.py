"""Connections to CRMs."""

from ...core.routes import Routes

ROUTES: list[Routes] = []
