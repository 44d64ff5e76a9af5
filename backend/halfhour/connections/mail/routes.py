"""The person's own mail account, and what is sent with it."""

from ...core.routes import Routes

ROUTES: list[Routes] = []
