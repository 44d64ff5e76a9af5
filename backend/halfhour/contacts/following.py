"""How later steps keep up with people without this step knowing them.

A later step may copy what a contact is called, and projects on the contact what its own data amounts to. It registers
a function here, which runs in the same transaction after a contact was renamed, merged, put into the bin or brought
back.
"""

from collections.abc import Callable

from ..core.store import Store

Follower = Callable[[Store, str], None]
_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Have a function called with the store and the id of each contact that changed so."""
    _FOLLOWERS.append(follower)
    return follower


def tell(store: Store, contact_id: str) -> None:
    for follower in _FOLLOWERS:
        follower(store, contact_id)
