"""The addresses of letters, their templates and what warms up."""

from ..core.routes import Routes

ROUTES: list[Routes] = []
