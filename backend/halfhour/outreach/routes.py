"""The addresses of letters, their templates, what warms up, and introductions."""

from ..core.routes import Routes
from .introduction_routes import introductions

ROUTES: list[Routes] = [introductions]
