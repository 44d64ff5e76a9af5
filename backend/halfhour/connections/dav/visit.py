"""What a visit to a server works with."""

from typing import NamedTuple

from ...core.worker import Trip
from . import rules
from .client import Dav
from .models import Connection


class Visit(NamedTuple):
    """Somebody on the way, the server, and for which connection."""

    trip: Trip
    dav: Dav
    connection: Connection

    @property
    def collection(self) -> str:
        """The address of the chosen calendar or address book."""
        return self.connection.collection or ""

    def hold(self) -> None:
        """Keep the connection to ourselves for longer.

        Raises:
            LeaseLost
        """
        self.trip.hold()
        with self.trip.writing() as store:
            store.project(Connection, self.connection.id, {"held_until": store.now + rules.LEASE})
