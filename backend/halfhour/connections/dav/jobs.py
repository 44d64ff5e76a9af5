"""What goes to the servers: looking what is there, syncing now and then and when asked, taking away.

What an errand needs is loaded with the first one: most people have connected no such server.
"""

from ...core.worker import Errand, Handler, Trip


def look(trip: Trip, *, connection_id: str) -> None:
    from . import errands

    errands.look(trip, connection_id)


def sync_again_and_again(trip: Trip, *, connection_id: str) -> None:
    from . import errands

    errands.sync_again_and_again(trip, connection_id)


def sync_once(trip: Trip, *, connection_id: str) -> None:
    from . import errands

    errands.sync_once(trip, connection_id)


def leave(trip: Trip, *, connection_id: str) -> None:
    from . import errands

    errands.leave(trip, connection_id)


HANDLERS: dict[str, Handler] = {
    "dav.look": Errand(look),
    "dav.sync": Errand(sync_again_and_again),
    "dav.soon": Errand(sync_once),
    "dav.leave": Errand(leave),
}
