"""How later steps keep up with talks without this step knowing them.

A later step may project what its own data amounts to, such as the evidence of talks. It registers a function here,
which runs in the same transaction after a talk with a contact was planned, moved, put into the bin or brought back, or
the contact was.
"""

from collections.abc import Callable

from ..core.store import Store

Follower = Callable[[Store, str], None]
_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Have a function called with the store and the id of the contact whose talks changed so."""
    _FOLLOWERS.append(follower)
    return follower


def tell(store: Store, contact_id: str) -> None:
    for follower in _FOLLOWERS:
        follower(store, contact_id)
