"""What a visit to a server works with."""

import time

from ...core.store import Store
from ...core.worker import Trip
from . import rules
from .client import Dav
from .models import Connection

OFTEN = 60.0
"""Seconds after which a long visit says that it is still under way."""


class Visit:
    """Somebody on the way, the server, and for which connection."""

    def __init__(self, trip: Trip, dav: Dav, connection: Connection) -> None:
        self.trip, self.dav, self.connection = trip, dav, connection
        self._held_at = time.monotonic()

    @property
    def collection(self) -> str:
        """The address of the chosen calendar or address book."""
        return self.connection.collection or ""

    def look_again(self, store: Store) -> None:
        """See the connection as it is now.

        Raises:
            NotFound: it was deleted meanwhile.
        """
        self.connection = store.get(Connection, self.connection.id)

    def hold(self) -> None:
        """Between the parts of a visit: keep the connection to ourselves, if that has not been said for a while.

        Raises:
            LeaseLost: somebody else has taken over.
        """
        if time.monotonic() - self._held_at < OFTEN:
            return
        self._held_at = time.monotonic()
        self.trip.hold()
        with self.trip.writing() as store:
            store.project(Connection, self.connection.id, {"held_until": store.now + rules.LEASE})
