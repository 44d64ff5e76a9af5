"""How later steps keep up with an earlier one's rows without that step knowing them."""

from collections.abc import Callable

from .store import Store

Follower = Callable[[Store, str], None]


class Followers:
    """Functions of later steps, called with the store and the id of what has changed, in the same transaction."""

    def __init__(self) -> None:
        self._all: list[Follower] = []

    def follow(self, follower: Follower) -> Follower:
        """Have a function called from now on; also to be written above it."""
        self._all.append(follower)
        return follower

    def tell(self, store: Store, id_: str) -> None:
        """Tell everybody who follows."""
        for follower in self._all:
            follower(store, id_)
