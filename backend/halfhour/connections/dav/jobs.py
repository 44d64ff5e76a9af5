"""What goes to the servers: looking what is there, syncing now and then and when asked, taking away."""

from ...core.worker import Errand, Handler
from . import visits

HANDLERS: dict[str, Handler] = {
    "dav.look": Errand(visits.look),
    "dav.sync": Errand(visits.sync_again_and_again),
    "dav.soon": Errand(visits.sync_once),
    "dav.leave": Errand(visits.leave),
}
