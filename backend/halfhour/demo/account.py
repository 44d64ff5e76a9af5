"""The account that the sample is kept in."""

from ..accounts import service as accounts
from ..core.engine import Database
from ..core.errors import NotFound
from ..core.store import reading
from ..profile import service as profile
from .telling import fill

EMAIL = "demo@example.org"
PASSWORD = "pepper soup in leith"  # noqa: S105  # meant to be known: it opens made-up data, in a folder of its own
NAME = "Nora Lindqvist"
HOME = "Europe/London"


def make_demo(database: Database) -> tuple[str, str]:
    """The sample account, made and filled if it isn't there yet; gives its e-mail address and password.

    What somebody has changed in it stays: it is filled once. Filling is one transaction, so a start that was broken off
    leaves an empty account, which the next one fills.
    """
    try:
        owner = accounts.account_id(database, EMAIL)
    except NotFound:
        owner = accounts.create_account(database, EMAIL, PASSWORD, name=NAME, time_zone=HOME)
    with reading(database, owner) as store:
        untouched = profile.get(store).version == 0
    if untouched:
        fill(database, owner)
    return EMAIL, PASSWORD
