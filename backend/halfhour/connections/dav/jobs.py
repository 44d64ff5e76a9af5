"""What goes to the servers: looking what is there, syncing now and then and when asked, taking away."""

from ...core.worker import Errand, Handler
from . import errands

HANDLERS: dict[str, Handler] = {
    "dav.look": Errand(errands.look),
    "dav.sync": Errand(errands.sync_again_and_again),
    "dav.soon": Errand(errands.sync_once),
    "dav.leave": Errand(errands.leave),
}
