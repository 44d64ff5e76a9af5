"""A pool of connections: so many at once, opened when they are first needed, the last one back the first one out."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class Exhausted(Exception):
    """No connection came free in time."""


class Pool:
    """Connections to one database."""

    def __init__(self, connect: Callable[[], Any], size: int, *, patience: float) -> None:
        self._connect = connect
        self._patience = patience
        self._free = threading.Semaphore(size)
        self._idle: deque[Any] = deque()

    def take(self) -> Any:
        """A connection of one's own until it is given back or dropped.

        Raises:
            Exhausted
        """
        if not self._free.acquire(blocking=False) and not self._free.acquire(timeout=self._patience):
            raise Exhausted
        try:
            return self._idle.pop()
        except IndexError:
            pass
        try:
            return self._connect()
        except BaseException:
            self._free.release()
            raise

    def give_back(self, raw: Any) -> None:
        self._idle.append(raw)
        self._free.release()

    def drop(self, raw: Any) -> None:
        """Give back one that is of no use, and with it all that lie here: they went with the same server."""
        with suppress(Exception):
            raw.close()
        self.close()
        self._free.release()

    def close(self) -> None:
        """Close what lies here. Who takes one later opens it anew."""
        while self._idle:
            with suppress(Exception):
                self._idle.pop().close()
