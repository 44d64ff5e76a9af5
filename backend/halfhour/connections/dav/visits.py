"""Visits to a server, each an errand."""

from ...core.worker import Trip


def look(trip: Trip, connection_id: str) -> None:
    """Find the calendars or address books."""


def sync_again_and_again(trip: Trip, connection_id: str) -> None:
    """Keep it in step."""


def sync_once(trip: Trip, connection_id: str) -> None:
    """Sync it now."""


def leave(trip: Trip, connection_id: str) -> None:
    """Take away what we put there."""
